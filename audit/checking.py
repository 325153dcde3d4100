"""The audit: every event once, in causal order, before every law; then it is folded into what is known."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from audit.facts import CHART, LOGS
from audit.facts.declaring import Place
from audit.facts.pool.holds import HOLDS
from audit.known.books import Known
from audit.known.table import Store
from audit.laws import LAWS, LAWS_OF_ONE_LOG
from audit.laws.law import Judge, Law
from audit.laws.log import log_unguarded, unreadable
from audit.reading.events import Event, Unreadable, event_of
from audit.reading.guards import unguarded
from audit.reading.history import in_causal_order
from audit.reading.rest import Unheard, under_way
from audit.reading.rows import Log, Row, opened
from audit.report.findings import Findings, OneLog, Problems


def check(logs: Mapping[str, Log], laws: Sequence[Law] = LAWS) -> Findings:
    """Audit the logs of applications, pool and settlement, each given by its address or by its rows.

    Reads only, also while services write: what was read is a state the three were in together. A log that cannot be
    read raises CannotRead; a mapping that does not name the three raises ValueError.
    """
    with opened(logs) as sources, _known() as known:
        court = _Court(laws, known)
        for name, log in logs.items():
            court.look_at_guards(name, log)
        for event in in_causal_order(sources):
            court.judge(event)
            if isinstance(event, Event):
                known.fold(event)
        unheard = under_way(known.logs)
        court.conclude(at_rest=not unheard)
        return _findings(court, known, unheard)


def check_one(log: str, rows: Iterable[Row], seen: str = "", address: str = "") -> OneLog:
    """Whether one log, by itself, is what it was. `seen` is the beginning of a hash that somebody once noted down.

    With its `address` the database is asked, too, whether it refuses changes.
    """
    with _known() as known:
        court, hash_at = _Court(LAWS_OF_ONE_LOG, known), 0
        court.look_at_guards(log, address)
        for row in rows:
            event = event_of(log, row)
            court.judge(event)
            if isinstance(event, Event):
                known.logs[log].follow(event)
            if seen and not hash_at and event.hash.startswith(seen):
                hash_at = row.position
        return OneLog(log, court.events[log], known.logs[log].hash, hash_at, court.problems.broken)


@contextlib.contextmanager
def _known() -> Iterator[Known]:
    store = Store()
    with contextlib.closing(store):
        yield Known(store)


class _Court:
    """Puts events before laws."""

    def __init__(self, laws: Sequence[Law], known: Known) -> None:
        self.problems = Problems()
        self.events = dict.fromkeys(LOGS, 0)
        self._laws = tuple(laws)
        self._known = known
        self._judges: dict[type, Sequence[tuple[Law, Judge]]] = {}
        """By type of fact."""

    def look_at_guards(self, name: str, log: Log) -> None:
        """Rows that are in no database, or in one that nobody named, are as they are given."""
        for trigger in unguarded(log) if isinstance(log, str) and log else ():
            self.problems.note(log_unguarded, Place(name, 0, "stored_events"), {"trigger": trigger})

    def judge(self, event: Event | Unreadable) -> None:
        self.events[event.log] += 1
        if isinstance(event, Unreadable):
            self.problems.note(unreadable, event, {})
            self._known.logs[event.log].end_with(event)
            return
        fact = event.fact
        kind = type(fact)
        if kind not in self._judges:
            self._judges[kind] = _judges_of(self._laws, kind)  # type: ignore[arg-type]  # any class can be hashed
        for law, judge in self._judges[kind]:
            verdict = judge(event, fact, self._known)
            if not verdict:
                continue
            if verdict is True or isinstance(verdict, dict):
                self.problems.note(law, event, law.filled(event, verdict if isinstance(verdict, dict) else {}))
                continue
            for where, values in verdict:
                self.problems.note(law, where, values)

    def conclude(self, *, at_rest: bool) -> None:
        for law in self._laws:
            for judge in (*law.ends, *(law.rests if at_rest else ())):
                for where, values in judge(self._known):
                    self.problems.note(law, where, values)


@cache
def _judges_of(laws: tuple[Law, ...], fact: type) -> Sequence[tuple[Law, Judge]]:
    """For the next audit, too: of short logs this would take longer than to read them."""
    return [(law, judge) for law in laws for facts, judge in law.judges if issubclass(fact, facts)]


def _findings(court: _Court, known: Known, unheard: list[Unheard]) -> Findings:
    return Findings(
        broken=court.problems.broken,
        unlisted=court.problems.unlisted,
        unheard=unheard,
        events=court.events,
        accepted=known.count["accepted"],
        refused=known.count["refused"],
        granted=known.count["application-granted"],
        failed=known.count["application-failed"],
        open=known.count["open"],
        holds=sum(1 for _ in known[HOLDS].items()),
        money={
            f"{account.log}/{account.use}": abs(known.sums[account.log, account.use].total())
            for account in CHART
            if account.nl
        },
    )
