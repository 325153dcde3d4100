"""Bugs to plant, one at a time, in a copy: each what somebody tired might write, and let through. For `drill.py`."""

from dataclasses import dataclass, replace
from typing import NamedTuple


class Edit(NamedTuple):
    """`old` occurs once in `file`; `new` takes its place."""

    file: str
    old: str
    new: str


NO_GUARD = Edit("shared/service.py", "        check(self.chart, books_of(state), facts)\n", "")
"""Nothing is checked before it is recorded."""


@dataclass(frozen=True)
class Bug:
    """`old` occurs once in `file`; `new` takes its place. The simulator must find it `within` so many worlds."""

    name: str
    file: str
    old: str
    new: str
    thought: str
    """Why it looked right."""
    within: int = 400
    overdraws: bool = False
    """Whether an account ends on the wrong side of zero: then nothing of it is recorded, for the writer checks."""
    guarded: bool = True
    """Whether the writer checks at all. If it does not, the audit has to find what was recorded."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        return (Edit(self.file, self.old, self.new), *(() if self.guarded else (NO_GUARD,)))

    def without_guard(self) -> "Bug":
        return replace(self, name=f"{self.name}, and nothing is checked", guarded=False)


INTAKE = (
    Bug(
        name="commands acknowledged before the commit",
        file="shared/running/intake.py",
        old="""
        answers = self._writer.commands(arrivals)
        self._wake_relay()
        await asyncio.sleep(0)  # it speaks first, and one write takes that and the acknowledgement to the broker
        for answer in answers:
            await self._speak(answer)
        await deliveries[-1].ack()
""",
        new="""
        await deliveries[-1].ack()
        answers = self._writer.commands(arrivals)
        self._wake_relay()
        await asyncio.sleep(0)  # it speaks first, and one write takes that and the acknowledgement to the broker
        for answer in answers:
            await self._speak(answer)
""",
        thought="Acknowledge at once, or the broker sends it again while we are busy.",
    ),
    Bug(
        name="commands given up while the log is unavailable",
        file="shared/running/intake.py",
        old="""
                _log.warning("commands wait for the log", reason=str(reason))
                await asyncio.sleep(BACK_OFF_SECONDS)
""",
        new="""
                _log.warning("commands wait for the log", reason=str(reason))
                await asyncio.sleep(BACK_OFF_SECONDS)
                return await deliveries[-1].ack()
""",
        thought="Their senders will send them again anyway.",
    ),
    Bug(
        name="an outcome is told without being recorded",
        file="shared/running/intake.py",
        old="""
                _log.warning("commands wait for the log", reason=str(reason))
""",
        new="""
                _log.warning("commands wait for the log", reason=str(reason))
                for delivery in deliveries:
                    party, command = delivery.subject.split(".")[3:5]
                    one = arrival(party, command, delivery.body, delivery.headers.get("ce-id"))
                    outcome = CommandOutcomeMessage(
                        command_id=one.command_id,
                        command=command,
                        body_sha256=one.body_sha256,
                        accepted=False,
                        code="not-now",
                        sentence="The service cannot record anything at this moment; send a new command later.",
                        field="",
                    )
                    await self._bus.send(again(self._service, self._oin, party, outcome))
""",
        thought="Better tell the sender than let it wait.",
        within=100,
    ),
    Bug(
        name="a repeat gets no outcome",
        file="shared/running/intake.py",
        old="        if answer.repeat:\n            await",
        new="        if answer.repeat and not outcome.accepted:\n            await",
        thought="Whoever sent it got its outcome the first time.",
    ),
    Bug(
        name="gap repair stops one short",
        file="shared/running/intake.py",
        old="            await self._repair(mark.index + 1)",
        new="            await self._repair(mark.index)",
        thought="Repair goes up to the head.",
    ),
    Bug(
        name="a gap is passed over",
        file="shared/running/intake.py",
        old="""
        if new and new[0].index > self.reached.index + 1:
            await self._repair(new[0].index)
            new = [message for message in new if self._is_new(message)]
        self._record(new)
""",
        new="""
        if new:
            self._writer.consume(self._upstream, new)
            self._wake_relay()
""",
        thought="The broker keeps the order; what is missing was never for us.",
        within=100,
    ),
    Bug(
        name="an unreadable delivery is skipped",
        file="shared/running/intake.py",
        old="""
                await self._take_messages(messages)
                await self._compare()
                messages = []
        await self._take_messages(messages)
""",
        new="""
        if messages:
            self._writer.consume(self._upstream, [message for message in messages if self._is_new(message)])
            self._wake_relay()
""",
        thought="One bad message must not stop the rest.",
        within=100,
    ),
    Bug(
        name="a lost tail is never looked for",
        file="shared/running/intake.py",
        old="                if not deliveries and self._clock.monotonic() - self._compared_at > COMPARE_SECONDS:",
        new="                if not deliveries and not self.reached_head.is_set():",
        thought="Once the head was reached, every gap shows by itself.",
    ),
)

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
        file="shared/running/intake.py",
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

RELAY = (
    Bug(
        name="a restored log is trusted",
        file="shared/running/relay.py",
        old="""
        if event is None:
            raise LogReplaced(f"There is a message {mark.index} that {who} heard and this log does not hold.")
        if event.hash""",
        new="""
        if event is None:
            return
        if event.hash""",
        thought="Another process of ours may have recorded it just now.",
        within=200,
    ),
    Bug(
        name="refilled without asking readers",
        file="shared/running/relay.py",
        old="self._ask_readers(wait_for_all=last < should_hold, at_least=self._readers_seconds if is_start else 0.0)",
        new="self._ask_readers(wait_for_all=False, at_least=0.0)",
        thought="A wiped broker is refilled; what could a reader know that the log does not?",
        within=200,
    ),
    Bug(
        name="readers are asked only where the broker is short",
        file="shared/running/relay.py",
        old="        await self._ask_readers(wait_for_all",
        new="        if last < should_hold:\n            await self._ask_readers(wait_for_all",
        thought="If broker and log agree, there is nothing to ask.",
    ),
    Bug(
        name="work begins before the start check",
        file="shared/running/runtime.py",
        old="""
                await self.relay.check()
                break
""",
        new="""
                break
""",
        thought="The relay checks by itself before it says anything.",
        within=100,
    ),
    Bug(
        name="what was said while away is skipped",
        file="shared/running/relay.py",
        old="        self._position = self._eventlog.before_message(last + 1)",
        new="""        after = last if is_start or head is None else said
        self._position = self._eventlog.before_message(after + 1)""",
        thought="Readers repair gaps from the log; the stream need only carry what is new.",
    ),
    Bug(
        name="published wherever the stream ends",
        file="shared/running/relay.py",
        old="            await self._bus.publish_said(messages, last)",
        new="""            last = await self._bus.last_index(self._service.name)
            await self._bus.publish_said(messages, last)""",
        thought="Ask where it ends, or two relays keep refusing each other.",
        within=1000,
    ),
    Bug(
        name="the tail survives a failed append",
        file="shared/log/eventlog.py",
        old="""
        except (es.PersistenceError, sqlite3.Error, OSError) as error:
            self._tail = _Tail()
            raise LogUnavailable(str(error)) from error
        self._tail.extend([Recorded(at, draft.stored, draft.hash) for at, draft in zip(positions, batch, strict=True)])
""",
        new="""
        except (es.PersistenceError, sqlite3.Error, OSError) as error:
            raise LogUnavailable(str(error)) from error
        self._tail.extend([Recorded(at, draft.stored, draft.hash) for at, draft in zip(positions, batch, strict=True)])
""",
        thought="It failed, so nothing was added.",
        within=200,
    ),
    Bug(
        name="the tail survives another writer",
        file="shared/log/eventlog.py",
        old="""
        except es.IntegrityError as error:
            self._tail = _Tail()
""",
        new="""
        except es.IntegrityError as error:
""",
        thought="What we appended before is still there.",
        within=1000,
    ),
)

ANSWERS = (
    Bug(
        name="heard is answered from the wrong side",
        file="shared/running/query_handler.py",
        old="                return self._writer.fold.consumed.get(party, NOWHERE)",
        new="                return self._writer.fold.consumed.get(self._service.name, NOWHERE)",
        thought="It is about this service.",
        within=200,
    ),
    Bug(
        name="the head is answered from memory",
        file="shared/running/query_handler.py",
        old="""
        last = self._eventlog.head()
        said = self._eventlog.message(last.stored.said) if last else None
        log = self._writer.fold.log
        return LogPosition(log, said.stored.said, said.hash) if said else LogPosition(log)
""",
        new="""
        said = self._writer.fold.published
        return LogPosition(self._writer.fold.log, said.index, said.hash)
""",
        thought="The fold knows it; why read the disk?",
        within=1000,
    ),
    Bug(
        name="a party is given what others were told",
        file="shared/running/query_handler.py",
        old="            if event.stored.audience and (party in SERVICES or event.stored.audience in (ALL, party)):",
        new="            if event.stored.audience:",
        thought="Who may ask was settled by the broker.",
        within=50,
    ),
    Bug(
        name="a party is not given its own messages again",
        file="shared/running/query_handler.py",
        old="event.stored.audience in (ALL, party)):",
        new="event.stored.audience == ALL):",
        thought="Own messages come by themselves.",
    ),
)

FORMS = (
    Bug(
        name="goods in kind pay costs",
        file="services/applications/applications/decisions/proposal.py",
        old="            or self._goods_objection()\n",
        new="",
        thought="What is given is worth something.",
    ),
)

CEILINGS = (
    Bug(
        name="what is put in no longer counts for the ceiling",
        file="services/pool/frames/decisions/ceilings.py",
        old="    return put_in_cents(state, pool, contribution) + state.books",
        new="    return state.books",
        thought="What has come is promised no more.",
    ),
    Bug(
        name="money of others counts for the ceiling, own money does not",
        file="services/pool/pledges/topic.py",
        old="    return party is None or party.is_own_public_money",
        new="    return party is None or not party.is_own_public_money",
        thought="The ceiling is about what others bring.",
    ),
    Bug(
        name="a goal's ceiling forgets what is committed",
        file="services/pool/holds/state.py",
        old="ENGAGED = (Standing.HELD, Standing.COMMITTED, Standing.PAID)",
        new="ENGAGED = (Standing.HELD, Standing.PAID)",
        thought="It is paid soon enough.",
    ),
    Bug(
        name="the council puts its ceiling below what is put in",
        file="services/pool/frames/decisions/amending.py",
        old="        or _below_counted(state, found, frame)\n",
        new="",
        thought="The council may do what it likes.",
    ),
    Bug(
        name="a ceiling is amended by the decision that stands",
        file="services/pool/frames/decisions/amending.py",
        old="        _same_decision(found, frame)\n        or frame_invalid",
        new="        frame_invalid",
        thought="It changes what it says; why another name?",
    ),
    Bug(
        name="the total, a ceiling too, forgets what is held",
        file="services/pool/frames/decisions/ceilings.py",
        old="for account in (HELD, COMMITTED, PAID, REFUNDED, EARNED, MOVED_IN)",
        new="for account in (COMMITTED, PAID, REFUNDED, EARNED, MOVED_IN)",
        thought="A hold is no outlay.",
    ),
)

POOL = (
    Bug(
        name="a hold lapses at the end of the year",
        file="services/pool/holds/topic.py",
        old="""
HOLDS = Topic(
    "holds",
""",
        new="""
from datetime import datetime
from services.pool.chart import Inflow
from services.pool.holds.decisions.reservations import released
from services.pool.holds.state import Reservation
from shared.topic import Timer


def _lapsing(state: State) -> list[tuple[datetime, str]]:
    held = [(ask, one) for ask, one in state.holds.reservations.items() if one.standing == "held"]
    return sorted((_last_day(state, one), ask) for ask, one in held)


def _last_day(state: State, held: Reservation) -> datetime:
    pledged = state.contributions.of(held.asked.pool).pledged
    year = min(pledged[part.contribution].year for part in held.attribution)
    return datetime.fromisoformat(f"{year + 1}-01-01T00:00:00+01:00")


def _lapse(state: State, ask: str, _: Context) -> list[facts.ReservationReleased]:
    return [released(state.holds.reservations[ask], Inflow(state.books.balance))]


HOLDS = Topic(
    "holds",
    timers=(Timer("last_day", "`reservation-released`", deadlines=_lapsing, due=_lapse),),
""",
        thought="Incidental money lapses on its last day, and with it what it was held for.",
    ),
    Bug(
        name="a handover releases holds",
        file="services/pool/pools/decisions.py",
        old="        PoolHandedOver(pool, budget_holder, previous_holder=found.budget_holder),\n",
        new="""        PoolHandedOver(pool, budget_holder, previous_holder=found.budget_holder),
        *(
            __import__("services.pool.holds.decisions.reservations", fromlist=["released"]).released(one)
            for one in state.holds.reservations.values()
            if one.asked.pool == pool and one.standing == "held"
        ),
""",
        thought="The new budget holder decides anew.",
        within=200,
    ),
    Bug(
        name="a pledge counts unaccepted",
        file="services/pool/pledges/decisions/offering.py",
        old="    if by == found.budget_holder:",
        new="    if by in {offer.contributor, found.budget_holder}:",
        thought="Whoever promises is good for it.",
        within=50,
    ),
    Bug(
        name="another offer is accepted than was seen",
        file="services/pool/pledges/decisions/offering.py",
        old="        earmarks=offer.earmarks,\n",
        new="        earmarks=tuple(sorted(offer.earmarks)[:1]),\n",
        thought="One goal is enough.",
        within=100,
    ),
    Bug(
        name="all of a pledge is cancelled, received or not",
        file="services/pool/pledges/decisions/ending.py",
        old="    awaited_cents = state.books.balance(PLEDGED(pool, contribution))",
        new="    awaited_cents = promise.cents",
        thought="It is cancelled, is it not?",
        within=400,
        overdraws=True,
    ),
    Bug(
        name="a pledge lapses on its last day",
        file="services/pool/pledges/topic.py",
        old="lapses_on + timedelta(days=1)",
        new="lapses_on",
        thought="It says until that day.",
        within=100,
    ),
    Bug(
        name="the executive cancels and tells nobody why",
        file="services/pool/pledges/decisions/ending.py",
        old="            if reason\n",
        new="            if not reason\n",
        thought="The event says that it is cancelled.",
        within=400,
    ),
    Bug(
        name="a new second approver is told by its name of the day before",
        file="services/pool/mandates/decisions.py",
        old="            yield HoldAwaitsSecondApproval(*asked.identity, approver, awaits.requested_by)",
        new="            yield HoldAwaitsSecondApproval(*asked.identity, awaits.approver, awaits.requested_by)",
        thought="It awaits whom it awaits.",
        within=400,
    ),
    Bug(
        name="a budget holder decides in its own case",
        file="services/pool/holds/decisions/answering.py",
        old="    if by == other:\n        return None\n",
        new="    if by in {holder, other}:\n        return None\n",
        thought="It is the budget holder, after all.",
        within=1000,
    ),
    Bug(
        name="a rearranged ask keeps its old hold",
        file="services/pool/holds/decisions/receiving.py",
        old="    freed = [released(earlier, Inflow(state.books.balance))] if earlier and earlier.standing is Standing.HELD else []",
        new="    freed = [released(earlier, Inflow(state.books.balance))] if earlier and earlier.standing is Standing.HELD and asked.cents else []",
        thought="Of a dropped ask the release is said below.",
        within=100,
    ),
    Bug(
        name="a decline overwrites a hold",
        file="services/pool/holds/decisions/answering.py",
        old="    if reservation.standing not in {Standing.HELD, Standing.COMMITTED, Standing.PAID}:",
        new="    if reservation.standing not in {Standing.COMMITTED, Standing.PAID}:",
        thought="Until it is committed the budget holder may think again.",
        within=200,
    ),
    Bug(
        name="an old revision is held",
        file="services/pool/holds/decisions/answering.py",
        old="    if (revision, cents) == (asked.revision, asked.cents):",
        new="    if revision <= asked.revision:",
        thought="An answer to an earlier revision is an answer.",
        within=100,
    ),
    Bug(
        name="a mandate decides alone above the threshold",
        file="services/pool/holds/decisions/receiving.py",
        old="    if second_approver(state, asked.pool, asked.cents):\n        return []\n",
        new="",
        thought="Automatic is automatic.",
        within=100,
    ),
    Bug(
        name="an ask is held after its application has ended",
        file="services/pool/holds/decisions/answering.py",
        old="        or _nothing_to_approve(found)\n        or _application_closed(state, asked)\n",
        new="        or _nothing_to_approve(found)\n",
        thought="What awaits approval is open.",
        within=100,
    ),
    Bug(
        name="money is used for two lines",
        file="services/pool/holds/decisions/attribution.py",
        old="            taken = min(unpaid, left[contribution])",
        new="            taken = min(unpaid, free[contribution])",
        thought="What is free is free.",
        within=100,
        overdraws=True,
    ),
    Bug(
        name="money that is held is withdrawn",
        file="services/pool/contributions/decisions.py",
        old="    withdrawable_cents = min(state.books.balance(free), put_in_cents(state, pool, contribution))",
        new="    withdrawable_cents = put_in_cents(state, pool, contribution)",
        thought="What I put in I can take out.",
        within=200,
        overdraws=True,
    ),
    Bug(
        name="money that was only promised is held",
        file="services/pool/holds/decisions/answering.py",
        old="    free = {contribution: balance(FREE(asked.pool, contribution)) for contribution in of_pool.pledged}",
        new="""    from services.pool.chart import PLEDGED

    free = {
        contribution: balance(FREE(asked.pool, contribution)) + balance(PLEDGED(asked.pool, contribution))
        for contribution in of_pool.pledged
    }""",
        thought="A promise is a promise.",
        within=100,
        overdraws=True,
    ),
    Bug(
        name="a cent is lost in a split",
        file="shared/money/__init__.py",
        old="    for i in by_remainder[: cents - sum(parts)]:",
        new="    for i in by_remainder[: cents - sum(parts) - 1]:",
        thought="Counting from nought.",
        within=200,
    ),
    Bug(
        name="returned principal goes by what was paid",
        file="services/pool/payments/decisions.py",
        old="        parts = _divided(principal_cents, _still_out(reservation))",
        new="        parts = _divided(principal_cents, reservation.shares)",
        thought="In proportion to what each paid.",
        within=1000,
    ),
)

APPLICATIONS = (
    Bug(
        name="a hold of another revision counts",
        file="services/applications/asks/decisions.py",
        old="    exact = found and (found.funder, found.revision, found.cents) == (funder, revision, cents)",
        new="    exact = found and (found.funder, found.cents) == (funder, cents)",
        thought="The same amount from the same funder.",
    ),
    Bug(
        name="a hold of another amount counts",
        file="services/applications/asks/decisions.py",
        old="    if (revision, cents) == (ask.revision, ask.cents):",
        new="    if revision == ask.revision:",
        thought="The revision says it all.",
        within=100,
    ),
    Bug(
        name="a decline overwrites a hold of a zuil",
        file="services/applications/asks/decisions.py",
        old="""
    if objection := _mismatch(found, by, revision, cents) or _change_of_mind(application, found, answer):
        return objection
""",
        new="""
    if objection := _mismatch(found, by, revision, cents):
        return objection
    if isinstance(application, Open) and found.standing == "held" and answer == "decline":
        return _decline(application, found, reason or "-")
""",
        thought="The last word counts.",
        within=200,
    ),
    Bug(
        name="granted with a hold missing",
        file="services/applications/applications/decisions/closing.py",
        old='    if any(ask.standing != "held" for ask in live):',
        new='    if any(ask.standing == "asked" for ask in live):',
        thought="Everybody has answered.",
        within=50,
        overdraws=True,
    ),
    Bug(
        name="a superseded promise is not given back",
        file="services/applications/applications/decisions/asking.py",
        old="        postings=(*(before.returns() if before else ()), *ask.asks()),",
        new="        postings=(*(before.returns() if before and ask.cents else ()), *ask.asks()),",
        thought="What is dropped is not asked any more.",
        within=100,
    ),
    Bug(
        name="an answer counts after the time is over",
        file="services/applications/asks/decisions.py",
        old="    if application.form.decide_by <= now:\n",
        new="    if application.form.decide_by < now.replace(hour=0, minute=0, second=0):\n",
        thought="Decide by that day.",
    ),
    Bug(
        name="an overdue application takes the next one along",
        file="shared/service.py",
        old="        return list(takewhile(lambda deadline: deadline[0] <= now, self.deadlines(state)))",
        new="""        every = list(self.deadlines(state))
        return every if every and every[0][0] <= now else []""",
        thought="Several fall due at once.",
    ),
    Bug(
        name="an answer that comes after the end cannot be decided",
        file="services/applications/asks/decisions.py",
        old="    application = state.applications.open.get(application_of(ask))\n",
        new="    application = state.applications.open[application_of(ask)]\n",
        thought="Nobody answers when it is over.",
    ),
    Bug(
        name="an application that has ended is still due",
        file="services/applications/applications/state.py",
        old="    del applications.deadlines[bisect_left(applications.deadlines, (form.decide_by, application))]\n",
        new="",
        thought="What is no longer open cannot fall due.",
    ),
    Bug(
        name="dropped asks are still waited for",
        file="services/applications/applications/decisions/closing.py",
        old="    live = [ask for ask in asks if ask.live]\n",
        new='    live = [ask for ask in asks if ask.standing != "released"]\n',
        thought="Until the pool has confirmed the drop it is not over.",
    ),
    Bug(
        name="a loan is asked",
        file="services/applications/applications/decisions/proposal.py",
        old="            if ask.instrument not in OFFERED and not (stands and ask.is_as(stands)):",
        new="            if stands and ask.instrument not in OFFERED and not ask.is_as(stands):",
        thought="What is not offered is seen where an ask changes.",
        within=20,
    ),
    Bug(
        name="an initiative asks itself",
        file="services/applications/applications/decisions/proposal.py",
        old='            if ask.funder == f"zuil:{self.applicant}":',
        new="            if ask.funder == self.applicant:",
        thought="A funder is a party.",
        within=50,
    ),
    Bug(
        name="the last moment lies too far ahead",
        file="services/applications/applications/decisions/asking.py",
        old="    if form.decide_by > now + timedelta(weeks=decide_within_weeks):",
        new="    if form.decide_by > now.replace(year=now.year + 1):",
        thought="Within the year.",
        within=20,
    ),
)

SETTLEMENT = (
    Bug(
        name="a pool is ordered to pay at the grant",
        file="services/settlement/agreements/decisions.py",
        old="""        if ask.funder.startswith("zuil:") or ask.ask in state.agreements.waiting:""",
        new="""        if state.payers.knows(ask.funder):""",
        thought="Granted is due.",
        within=50,
    ),
    Bug(
        name="a payment is confirmed twice",
        file="services/settlement/orders/decisions.py",
        old='    if found.status == "confirmed":\n',
        new='    if found.status == "confirmed" and found.principal_returned_cents:\n',
        thought="Repeats are caught by the inbox.",
        within=100,
        overdraws=True,
    ),
    Bug(
        name="another amount is confirmed",
        file="services/settlement/orders/decisions.py",
        old="    if cents != slip.cents:",
        new="    if cents < slip.cents:",
        thought="More is welcome.",
        within=100,
        overdraws=True,
    ),
    Bug(
        name="refunded beyond what was paid",
        file="services/settlement/orders/decisions.py",
        old="    if cents > left:",
        new="    if cents > found.paid_cents:",
        thought="Nobody returns more than was paid.",
        within=200,
    ),
    Bug(
        name="paid orders change hands",
        file="services/settlement/orders/state.py",
        old="    closing.status = status\n    _no_longer_open(orders, closing)\n",
        new='    closing.status = status\n    if status == "failed":\n        _no_longer_open(orders, closing)\n',
        thought="The new budget holder should know them all.",
        within=1000,
    ),
    Bug(
        name="a saving is counted in two earn-backs",
        file="services/settlement/savings/decisions/claims.py",
        old="if other.period_from <= made.period_to and made.period_from <= other.period_to),",
        new="if other.earn_back == made.earn_back and other.period_from == made.period_from),",
        thought="Within one agreement.",
        within=200,
    ),
    Bug(
        name="a saving is counted twice where periods overlap",
        file="services/settlement/savings/decisions/claims.py",
        old="if other.period_from <= made.period_to and made.period_from <= other.period_to),",
        new="if other.period_from == made.period_from and made.period_to == other.period_to),",
        thought="The same period.",
    ),
    Bug(
        name="what was divided before is divided again",
        file="services/settlement/savings/decisions/division.py",
        old="    added = _less(division(terms, saved, before), before)",
        new="    added = division(terms, saved)",
        thought="The total is what is due.",
        within=200,
    ),
    Bug(
        name="a saving equal to the investment is divided",
        file="services/settlement/savings/decisions/division.py",
        old="        return self.verified_cents > self.investment_cents",
        new="        return self.verified_cents >= self.investment_cents",
        thought="It pays for itself.",
    ),
    Bug(
        name="the recipient comes before the investor",
        file="services/settlement/savings/decisions/division.py",
        old="terms.move_cap_cents, left_cents)",
        new="terms.move_cap_cents)",
        thought="The shares are at most one together.",
    ),
    Bug(
        name="the return waits for the investment though nobody agreed so",
        file="services/settlement/earn_backs/facts.py",
        old="        return self.gated_return is not False",
        new="        return True",
        thought="First the investment has to come back.",
        within=200,
    ),
    Bug(
        name="what came back of an investment stays invested",
        file="services/settlement/state.py",
        old="        return order.paid_cents - returned_cents",
        new="        return order.paid_cents",
        thought="Paid is paid.",
        within=200,
    ),
    Bug(
        name="interest that came back lowers the investment",
        file="services/settlement/state.py",
        old="else order.principal_returned_cents",
        new="else order.principal_returned_cents + order.interest_returned_cents",
        thought="What came back, came back.",
    ),
    Bug(
        name="a return is capped by what was paid, not by what is invested",
        file="services/settlement/savings/decisions/division.py",
        old="    cap_cents = saved.investment_cents if terms",
        new="    cap_cents = saved.verified_cents if terms",
        thought="No more can return than was saved.",
    ),
    Bug(
        name="the benefit holder is told no judgement",
        file="services/settlement/savings/decisions/claims.py",
        old='    return [verified, _judged(made, "verified", cents), *divided',
        new="    return [verified, *divided",
        thought="It hears of it with everybody else.",
        within=200,
    ),
    Bug(
        name="the benefit holder is told what it claimed, not what was verified",
        file="services/settlement/savings/decisions/claims.py",
        old='_judged(made, "verified", cents)',
        new='_judged(made, "verified", made.cents)',
        thought="The cents of the claim.",
        within=200,
    ),
    Bug(
        name="a saving is claimed before its period has ended",
        file="services/settlement/savings/decisions/claims.py",
        old="    if made.period_to < today:\n        return None\n",
        new="    if made.period_from < today:\n        return None\n",
        thought="It has begun, so there is something to claim.",
        within=200,
    ),
    Bug(
        name="an auditor verifies",
        file="services/settlement/savings/decisions/claims.py",
        old='    if "auditor" in roles:\n        sentence = f"',
        new='    if "verifier" not in roles:\n        sentence = f"',
        thought="Whoever audits can verify, too.",
        within=200,
    ),
    Bug(
        name="a payment of next week is confirmed",
        file="services/settlement/orders/decisions.py",
        old="    if paid_on > today:",
        new='    if paid_on > today and order.status != "open":',
        thought="It was scheduled at the bank.",
        within=200,
    ),
    Bug(
        name="an order is confirmed as paid before it was made",
        file="services/settlement/orders/decisions.py",
        old="    if order.ordered_on and paid_on < order.ordered_on:",
        new="    if order.ordered_on and paid_on > order.ordered_on and paid_on > today:",
        thought="Somebody may have paid ahead.",
        within=200,
    ),
    Bug(
        name="money is received before there was a pool",
        file="services/pool/contributions/decisions.py",
        old="    if opened_on and received_on < opened_on:",
        new="    if opened_on and received_on < pool.opened.frame.valid_from:",
        thought="It was on the account already.",
        within=200,
    ),
    Bug(
        name="a refunded payment is returned by the bank as well",
        file="services/settlement/orders/decisions.py",
        old="    if found.returned_cents:",
        new="    if found.returned_cents > found.paid_cents:",
        thought="The bank knows best.",
        within=200,
    ),
    Bug(
        name="a returned payment stays paid in the pool",
        file="services/pool/payments/topic.py",
        old="        return undo_payment(state, pool",
        new='        return [] if because == "returned" else undo_payment(state, pool',
        thought="It is paid again soon.",
        within=100,
    ),
    Bug(
        name="a payment that was confirmed by mistake stays paid in the pool",
        file="services/pool/payments/topic.py",
        old="        return undo_payment(state, pool",
        new='        return [] if because == "corrected" else undo_payment(state, pool',
        thought="It is confirmed again soon.",
        within=200,
    ),
    Bug(
        name="a confirmation is corrected under its refunds",
        file="services/settlement/corrections/decisions.py",
        old="    if refusal := _something_came_back(found) or _savings_rest_on_it(state, found):",
        new="    if refusal := _savings_rest_on_it(state, found):",
        thought="They are corrected later.",
        within=200,
    ),
    Bug(
        name="a refund is corrected to more than was paid",
        file="services/settlement/corrections/decisions.py",
        old="    most_cents = found.paid_cents - found.returned_cents + was.cents",
        new="    most_cents = found.paid_cents + was.cents",
        thought="Whatever else came back is of no matter here.",
        within=200,
    ),
    Bug(
        name="less that came back is not booked in the pool",
        file="services/pool/payments/decisions.py",
        old="        if not cents:\n            continue\n",
        new="        if cents <= 0:\n            continue\n",
        thought="What is there is there.",
        within=200,
    ),
    Bug(
        name="a returned saving goes out of one contribution",
        file="services/pool/payments/decisions.py",
        old="    parts = _parts_of_saving(state, target, cents)\n    postings = tuple(",
        new="    parts = (Share(_parts_of_saving(state, target, cents)[0].contribution, cents),)\n    postings = tuple(",
        thought="The money has to come from somewhere.",
    ),
)

CLIENT = (
    Bug(
        name="the client keeps nothing",
        file="shared/client/client.py",
        old="        self._kept.put(pending)\n",
        new="",
        thought="It waits for the outcome anyway.",
        within=50,
    ),
    Bug(
        name="the client forgets what it has resumed too early",
        file="shared/client/client.py",
        old="""
        outcomes = [await self._await_outcome(pending, timeout) for pending in kept]
        for pending in kept:
            self._kept.drop(pending)
        return outcomes
""",
        new="""
        outcomes = []
        for pending in kept:
            outcomes.append(await self._await_outcome(pending, timeout))
            self._kept.drop(pending)
        return outcomes
""",
        thought="It has its outcome.",
    ),
    Bug(
        name="the client takes a publication for an outcome",
        file="shared/client/client.py",
        old="            await asyncio.wait([arrived], timeout=SEND_AGAIN_SECONDS)\n",
        new="""            await asyncio.wait([arrived], timeout=SEND_AGAIN_SECONDS)
            if not arrived.done():
                return Outcome(pending.command_id, accepted=True)
""",
        thought="The broker took it and nobody objected: it is in.",
        within=50,
    ),
    Bug(
        name="an outcome goes by its id alone",
        file="shared/client/client.py",
        old="""        waiting = self._waiting.get(_key(service, event["data"]))
""",
        new="""        of = service, event["data"]["command_id"]
        waiting = next((future for key, future in self._waiting.items() if key[:2] == of), None)
""",
        thought="An id is an id.",
    ),
    Bug(
        name="a follower skips at a gap",
        file="shared/client/client.py",
        old="            if not place.is_next(said):\n                return\n",
        new="",
        thought="What is missing comes with the next look.",
    ),
    Bug(
        name="a follower catches up with the newest only",
        file="shared/client/client.py",
        old="                if not place.is_old(said):\n",
        new="                if place.is_next(said):\n",
        thought="In order.",
    ),
)

SNAPSHOT = (
    Bug(
        name="a value changed in place is not saved",
        file="shared/log/paged_dict.py",
        old="        if self._mutable and found is not _GONE and self._evolving.now:\n            self._changed.add(key)\n",
        new="",
        thought="Whoever changes something puts it back.",
        within=50,
    ),
    Bug(
        name="what is changed is forgotten with the rest",
        file="shared/log/paged_dict.py",
        old="self._lately = {key: former.pop(key) for key in self._changed}",
        new="self._lately = {}",
        thought="It is in the snapshot.",
        within=50,
    ),
    Bug(
        name="a snapshot that was not written counts",
        file="shared/log/snapshot.py",
        old="""
            _log.warning("no snapshot; the last one stays", reason=str(error))
            return
""",
        new="""
            _log.warning("no snapshot; the last one stays", reason=str(error))
""",
        thought="The next one will succeed.",
        within=50,
    ),
    Bug(
        name="half a snapshot stays",
        file="shared/log/snapshot_file.py",
        old='                connection.execute("ROLLBACK")\n',
        new='                connection.execute("COMMIT")\n',
        thought="Better some of it than nothing.",
        within=100,
    ),
    Bug(
        name="a removed entry stays in the snapshot",
        file="shared/log/paged_dict.py",
        old="        self._lately[key] = _GONE\n        self._changed.add(key)\n",
        new="        self._lately[key] = _GONE\n",
        thought="It is gone.",
        within=50,
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
        within=100,
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

CORRECTIONS = (
    Bug(
        name="what comes in is free at once",
        file="services/pool/chart.py",
        old="        filled_cents = min(cents, -self._balance(short) - before_cents)\n",
        new="        filled_cents = 0\n",
        thought="Money that comes in is free; what is short is looked at when there is time.",
        within=100,
    ),
    Bug(
        name="a correction leaves what is free alone",
        file="services/pool/chart.py",
        old="    free_cents = min(cents, balance(free))\n",
        new="    free_cents = 0\n",
        thought="What is free may be held any moment; so the mistake is booked as a shortage.",
    ),
    Bug(
        name="a large correction takes one party",
        file="services/pool/corrections/decisions/correcting.py",
        old="    if approver is None:\n",
        new="    if True:\n",
        thought="A correction is no spending.",
        within=100,
    ),
    Bug(
        name="a corrected receipt is what it was",
        file="services/pool/contributions/state.py",
        old='    contributions.receipts[f"{of}/{fact.receipt}"] = replace(receipt, cents=fact.cents)\n',
        new="",
        thought="What was recorded is never changed.",
        within=200,
    ),
    Bug(
        name="what a contributor took back is corrected away",
        file="services/pool/corrections/decisions/mistakes.py",
        old="    if cents < least_cents:\n",
        new="    if False:\n",
        thought="It never came, so it cannot have been taken back.",
        within=100,
    ),
    Bug(
        name="a hold moves to money for another goal",
        file="services/pool/holds/decisions/rebacking.py",
        old="    names = {name for goal, _ in lines for name in candidates.get(goal, ())}\n",
        new="    names = {name for every in candidates.values() for name in every}\n    candidates.update({goal: sorted(names) for goal, _ in lines})\n",
        thought="The goals are all good ones.",
        within=200,
    ),
)

BUSINESS = (*POOL, *CEILINGS, *CORRECTIONS, *FORMS, *APPLICATIONS, *SETTLEMENT)
UNGUARDED = tuple(bug.without_guard() for bug in BUSINESS if bug.overdraws)
"""The same bugs again: the audit is no part of the writer, and must not need its guard."""

PLANTED = (*INTAKE, *WRITER, *SNAPSHOT, *RELAY, *ANSWERS, *BUSINESS, *UNGUARDED, *CLIENT, *LAGGING, *BOOK_DATES)
