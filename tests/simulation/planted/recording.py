"""In the writer: deciding, committing, folding; on a fold that lags; book dates."""

from tests.simulation.planted.bug import Bug

WRITER = (
    Bug(
        name="the inbox is kept in memory only",
        file="shared/running/writer.py",
        old="""
        recorded = self._eventlog.first_of([one.stream for one in arrived])
        return {stream: self._facts.read(stored) for stream, stored in recorded.items()}
""",
        new="""
        self._known = getattr(self, "_known", {})
        return self._known
""",
        thought="Repeats come within seconds; no need to ask the disk for each.",
        within=50,
    ),
    Bug(
        name="repeats are recognised by id alone",
        file="shared/running/outcomes.py",
        old="    if (before.body_sha256, before.command) == (arrived.body_sha256, arrived.command):",
        new="    if before.command_id == arrived.command_id:",
        thought="An id is an id.",
    ),
    Bug(
        name="each source guards itself",
        file="shared/log/facts.py",
        old='        return "batch"',
        new='        return f"batch-{self.source}"',
        thought="Commands and messages would collide all day on one guard.",
        within=200,
    ),
    Bug(
        name="a second writer is not noticed while hearing",
        file="shared/running/writer.py",
        old="""
            if message.index <= reached.index:
                continue  # another process of this service heard it in the meantime
""",
        new="\n",
        thought="The intake only hands on what is new.",
        within=1000,
    ),
    Bug(
        name="what fails on a fold that lags behind the log counts",
        file="shared/running/writer.py",
        old="                if self.fold.position > decided_on.position:\n",
        new="                if isinstance(failure, Collision):\n",
        thought="Where another writer came in between there is a collision.",
        within=1000,
    ),
    Bug(
        name="drafts outlive a failed commit",
        file="shared/running/writer.py",
        old="""
            result = attempt()
            self._drafted = False
            return result
        finally:
            self._deciding = False
""",
        new="""
            return attempt()
        finally:
            self._drafted = self._deciding = False
""",
        thought="Nothing was recorded, so there is nothing to read anew.",
        within=50,
    ),
    Bug(
        name="a reader goes on from what was only drafted",
        file="shared/running/upstream_intake.py",
        old="        return self._writer.fold.consumed.get(self._upstream, NOWHERE)",
        new="        return self._writer._fold.consumed.get(self._upstream, NOWHERE)",
        thought="To look up a number nobody has to read the log anew.",
        within=1000,
    ),
    Bug(
        name="a commit in doubt counts as recorded",
        file="shared/log/eventlog.py",
        old="""
        except (es.PersistenceError, sqlite3.Error, OSError) as error:
            self._tail = _Tail()
            raise LogUnavailable(str(error)) from error
        self._tail.extend([Recorded(at, draft.stored, draft.hash) for at, draft in zip(positions, batch, strict=True)])
""",
        new="""
        except (es.PersistenceError, sqlite3.Error, OSError) as error:
            self._tail = _Tail()
            if "closed the connection" in str(error):
                head = self.head()
                return [head.position if head else 0]
            raise LogUnavailable(str(error)) from error
        self._tail.extend([Recorded(at, draft.stored, draft.hash) for at, draft in zip(positions, batch, strict=True)])
""",
        thought="The server took the commit; only its answer got lost.",
    ),
    Bug(
        name="facts first, position after",
        file="shared/running/writer.py",
        old="""
        closed = own.BatchClosed(upstream, reached.log, reached.index, reached.hash)
        batch.close(closed, Tracking(upstream, reached.index))
""",
        new="""
        closed = own.BatchClosed(upstream, reached.log, reached.index, reached.hash)
        batch.close(own.BatchClosed(upstream))
        batch = batch.next()
        batch.close(closed, Tracking(upstream, reached.index))
""",
        thought="Small transactions are kinder to the database.",
        within=50,
    ),
    Bug(
        name="reading position in memory where nothing follows",
        file="shared/running/writer.py",
        old="""
        closed = own.BatchClosed(upstream, reached.log, reached.index, reached.hash)
        batch.close(""",
        new="""
        if not batch._drafts:
            self.fold.consumed[upstream] = reached
            return
        closed = own.BatchClosed(upstream, reached.log, reached.index, reached.hash)
        batch.close(""",
        thought="Most messages mean nothing to us; why commit for them?",
        within=50,
    ),
    Bug(
        name="log time goes back with the clock",
        file="shared/running/writer.py",
        old="at=max(self._clock.now(), self.fold.last_at))",
        new="at=self._clock.now())",
        thought="The clock is steady by itself.",
        within=200,
    ),
    Bug(
        name="timers run before the heads were reached",
        file="shared/running/runtime.py",
        old="            may_run = caught_up or self._clock.monotonic() > patience\n",
        new="            may_run = True\n",
        thought="Deadlines are deadlines.",
    ),
    Bug(
        name="a clock that jumped is believed",
        file="shared/running/world.py",
        old="        return datetime.fromtimestamp(self._steady(), UTC) if self._parted(wall) else wall",
        new="        return wall",
        thought="NTP knows better than we do.",
    ),
)

LAGGING = (
    Bug(
        name="an upstream is halted on a fold that lags",
        file="shared/running/writer.py",
        old="            except (Collision, Undecidable, UpstreamHalted, TimersBroken) as failure:",
        new="            except (Collision, Undecidable, TimersBroken) as failure:",
        thought="What cannot be decided cannot be decided.",
    ),
    Bug(
        name="a command is undecidable on a fold that lags",
        file="shared/running/writer.py",
        old="            except (Collision, Undecidable, UpstreamHalted, TimersBroken) as failure:",
        new="            except (Collision, UpstreamHalted, TimersBroken) as failure:",
        thought="It is tried once more by itself anyway.",
    ),
    Bug(
        name="a timer is broken on a fold that lags",
        file="shared/running/writer.py",
        old="""
                if self.fold.position > decided_on.position:
                    _log.warning("another writer came in between; deciding again", reason=str(failure))
                elif isinstance(failure, TimersBroken):
                    self.timers.pass_over(failure)
""",
        new="""
                if isinstance(failure, TimersBroken):
                    self.timers.pass_over(failure)
                elif self.fold.position > decided_on.position:
                    _log.warning("another writer came in between; deciding again", reason=str(failure))
""",
        thought="A timer needs nobody's word but the clock's.",
    ),
)

BOOK_DATES = (
    Bug(
        name="what is heard books on the day it is heard",
        file="shared/running/writer.py",
        old="                booked = books_of(self.fold.state).book_day(message.booked_on, message.about)\n",
        new="                booked = books_of(self.fold.state).book_day(civil_date(batch.at), message.about)\n",
        thought="That is when it happens here.",
        within=100,
    ),
    Bug(
        name="a closed year takes what is heard",
        file="shared/money/chart.py",
        old="        if self.closed_through is None or day > self.closed_through:\n            return BookDay(day, counts_for)\n",
        new="        if True:\n            return BookDay(day, counts_for)\n",
        thought="It happened in that year, after all.",
        within=1000,
    ),
    Bug(
        name="a closed year takes commands",
        file="shared/topic.py",
        old="    return refusal or decides[type(command)](state, command, context)\n",
        new="    return decides[type(command)](state, command, context)\n",
        thought="Whoever closes a year tells everybody.",
        within=100,
    ),
)
