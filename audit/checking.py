"""The audit of three logs: every event once, in causal order, before every check."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.accounts import Accounts
from audit.asks import Asks
from audit.authority import Authority
from audit.bookings import Bookings
from audit.chain import Chain
from audit.commitments import Commitments
from audit.decisions import Decisions
from audit.division import Divisions
from audit.earn_backs import EarnBacks
from audit.effects import Effects
from audit.events import Event
from audit.hearing import Hearing
from audit.history import Check, History, in_causal_order
from audit.holds import Holds
from audit.laws import Notes, Problem
from audit.mandates import Mandates
from audit.mirrors import Mirrors
from audit.outcomes import Outcomes
from audit.payments import Payments
from audit.reading import Row, opened
from audit.rest import Unheard, read_all, under_way
from audit.returns import Returns
from audit.savings import Savings
from shared.log.eventlog import EventLog

MONEY = (
    ("pool", "pledged"),
    ("pool", "free"),
    ("pool", "held"),
    ("pool", "committed"),
    ("pool", "paid"),
    ("pool", "refunded"),
    ("pool", "earned"),
    ("pool", "moved-in"),
    ("applications", "asked"),
    ("applications", "held"),
    ("applications", "granted"),
    ("settlement", "ordered"),
    ("settlement", "party"),
    ("settlement", "into"),
    ("settlement", "verified"),
    ("settlement", "to-recipient"),
    ("settlement", "to-investor"),
)
"""Log and use, as the chart of accounts names them: where money, and rights over money, can stand."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the audit found, and how much there was to look at."""

    broken: list[Problem]
    unheard: list[Unheard]
    """What is under way: said, and not heard yet."""
    events: dict[str, int]
    """By log."""
    accepted: int
    refused: int
    granted: int
    failed: int
    open: int
    """Applications by how they stand."""
    holds: int
    """Holds of pools in force."""
    money: dict[str, int] = field(default_factory=dict)
    """Cents by `<log>/<use>`, all pools and parties together; accounts below zero are given as positive amounts."""

    @property
    def problems(self) -> list[str]:
        """Every law broken: the log, the event's position, and what is wrong."""
        return [str(problem) for problem in self.broken]

    @property
    def commands(self) -> int:
        return self.accepted + self.refused

    @property
    def at_rest(self) -> bool:
        """Whether nothing is under way. Only then are the mirrors, and what nobody may leave undone, judged."""
        return not self.unheard


def check(logs: Mapping[str, str | EventLog]) -> Findings:
    """Audit the logs of applications, pool and settlement, each given by its address or as an open log.

    Reads only, also while services write: what was read is a state the three were in together. A log that cannot be
    read raises CannotRead; a mapping that does not name the three raises ValueError.
    """
    with opened(logs) as sources:
        rows, tails = read_all(sources)
    return _Audit().of(rows, under_way(tails))


class _Audit:
    """The checks, each with what it needs of the others. Bookings goes first: it needs what the others knew before."""

    def __init__(self) -> None:
        self.notes = notes = Notes()
        self.history = History()
        self.accounts = Accounts(notes)
        self.holds = Holds(notes)
        self.asks = Asks(notes)
        self.payments = Payments(notes, self.history)
        self.earn_backs = EarnBacks(notes, self.payments)
        self.savings = Savings(notes, self.earn_backs, self.payments)
        self.outcomes = Outcomes(notes, self.history)
        mandates = Mandates(notes, self.holds)
        self.checks: tuple[Check, ...] = (
            Hearing(notes, self.history),
            self.outcomes,
            Effects(notes, self.history),
            Bookings(notes, self.asks, self.holds, self.payments, self.earn_backs),
            self.accounts,
            mandates,
            Authority(notes, self.asks, mandates, self.payments, self.earn_backs, self.savings),
            Commitments(notes, self.asks, self.holds, self.payments),
            Returns(notes, self.history, self.holds),
            Decisions(notes, self.asks, self.holds),
            self.asks,
            self.holds,
            self.payments,
            self.earn_backs,
            self.savings,
            Divisions(notes, self.earn_backs, self.payments),
            Mirrors(notes, self.accounts),
        )

    def of(self, rows: Mapping[str, list[Row]], unheard: list[Unheard]) -> Findings:
        logs = {name: self._events(name, read) for name, read in rows.items()}
        for event in in_causal_order(logs):
            self.history.take(event)
            for one in self.checks:
                one.take(event)
        for one in self.checks:
            one.end()
            if not unheard:
                one.rest()
        return self._findings({name: len(read) for name, read in rows.items()}, unheard)

    def _events(self, log: str, rows: list[Row]) -> list[Event]:
        chain = Chain(log, self.notes)
        return [event for row in rows if (event := chain.take(row))]

    def _findings(self, events: dict[str, int], unheard: list[Unheard]) -> Findings:
        statuses = [application.status for application in self.asks.applications.values()]
        sums = self.accounts.sums()
        return Findings(
            broken=self.notes.problems,
            unheard=unheard,
            events=events,
            accepted=self.outcomes.accepted,
            refused=self.outcomes.refused,
            granted=statuses.count("granted"),
            failed=statuses.count("failed"),
            open=statuses.count("open"),
            holds=len(self.holds.in_force),
            money={f"{log}/{use}": abs(sum(sums.get((log, use), {}).values())) for log, use in MONEY},
        )
