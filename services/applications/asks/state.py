"""The asks of each application: what each funder is asked, in the latest revision, and where it stands."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, assert_never

from services.applications import chart
from services.applications.applications.facts import ApplicationFailed, ApplicationGranted
from services.applications.asks.facts import (
    Advance,
    AnswerStale,
    Ground,
    Instrument,
    Line,
    LoanTerms,
    PoolAskDeclined,
    PoolAsked,
    PoolAskHeld,
    PoolAskReleased,
    TakesOver,
    ZuilAskDeclined,
    ZuilAsked,
    ZuilAskHeld,
)
from shared.money import Posting, add_up, transfer

Standing: TypeAlias = Literal["asked", "held", "declined", "dropped", "released"]
"""Where an ask stands with its funder. `released`: dropped, and the pool has confirmed it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The part of an application directed at one funder, in its latest revision."""

    ask: str
    funder: str
    instrument: Instrument
    revision: int
    lines: tuple[Line, ...]
    standing: Standing
    ground: Ground | None = None
    reason: str = ""
    """Of a decline, in the funder's words."""
    loan: LoanTerms | None = None
    takes_over: TakesOver | None = None
    """What of a task of a pool goes with its money."""
    advances: tuple[Advance, ...] = ()
    """In which parts it is paid; none: all of it at once."""

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)

    @property
    def live(self) -> bool:
        """Whether it is still part of the application."""
        return self.standing not in {"dropped", "released"}

    @property
    def of_pool(self) -> bool:
        return self.funder.startswith("pool:")

    # The postings with which its promise moves

    def asks(self) -> tuple[Posting, ...]:
        return transfer(self.cents, chart.funder(self.funder), self._account("asked"))

    def holds(self) -> tuple[Posting, ...]:
        """A hold may follow a decline: then the amount comes from the funder again."""
        return transfer(self.cents, self._resting, self._account("held"))

    def grants(self) -> tuple[Posting, ...]:
        return transfer(self.cents, self._account("held"), self._account("granted"))

    def returns(self) -> tuple[Posting, ...]:
        """Whatever is asked or held goes back to the funder; of a declined ask it is there already."""
        resting = self._resting
        funder = chart.funder(self.funder)
        return transfer(self.cents, resting, funder) if resting != funder else ()

    @property
    def _resting(self) -> str:
        """The account the ask's amount stands on now."""
        if self.standing in {"asked", "held"}:
            return self._account("asked" if self.standing == "asked" else "held")
        return chart.funder(self.funder)

    def _account(self, stage: chart.Stage) -> str:
        return chart.of_ask(self.funder, self.ask, stage)


@dataclass(slots=True)
class Asks:
    """By application, and by id. Dropped ones are among them: an id keeps its funder and counts its revisions on."""

    open: MutableMapping[str, dict[str, Ask]] = field(default_factory=dict)
    closed: MutableMapping[str, dict[str, Ask]] = field(default_factory=dict)
    """Of decided applications: each ask stands as the decision found it."""
    standings: dict[str, int] = field(default_factory=dict)
    """How many asks of open applications stand so."""

    def of(self, application: str) -> dict[str, Ask]:
        """The asks of an application, by id; to look at, not to change."""
        return self.open.get(application) or self.closed.get(application) or {}

    def find(self, ask: str) -> Ask | None:
        return self.of(application_of(ask)).get(ask)


def application_of(ask: str) -> str:
    """The application an ask belongs to: an ask's id is `<application>:<id>`."""
    return ask.partition(":")[0]


Folded: TypeAlias = (
    PoolAsked
    | ZuilAsked
    | PoolAskHeld
    | ZuilAskHeld
    | PoolAskDeclined
    | ZuilAskDeclined
    | PoolAskReleased
    | AnswerStale
    | ApplicationGranted
    | ApplicationFailed
)


def evolve(asks: Asks, fact: Folded) -> None:
    match fact:
        case PoolAsked() | ZuilAsked():
            _put(asks, asks.open.setdefault(fact.application, {}), _ask(fact))
        case PoolAskHeld() | ZuilAskHeld():
            _stand(asks, fact.ask, "held")
        case PoolAskDeclined() | ZuilAskDeclined():
            _stand(asks, fact.ask, "declined", fact.ground, fact.reason)
        case PoolAskReleased():
            _stand(asks, fact.ask, "released")
        case AnswerStale():
            pass  # said, so that the pool knows; nothing here changes
        case ApplicationGranted() | ApplicationFailed():
            closing = asks.open.pop(fact.application)
            for ask in closing.values():
                add_up(asks.standings, ask.standing, -1)
            asks.closed[fact.application] = closing
        case _:
            assert_never(fact)


def _ask(fact: PoolAsked | ZuilAsked) -> Ask:
    return Ask(
        ask=fact.ask,
        funder=fact.funder,
        instrument=fact.instrument,
        revision=fact.revision,
        lines=fact.lines,
        standing="asked" if fact.lines else "dropped",
        loan=fact.loan,
        takes_over=fact.takes_over if isinstance(fact, PoolAsked) else None,
        advances=fact.advances,
    )


def _put(asks: Asks, of_application: dict[str, Ask], ask: Ask) -> None:
    """A new ask, or a new version of one, in an open application."""
    if before := of_application.get(ask.ask):
        add_up(asks.standings, before.standing, -1)
    of_application[ask.ask] = ask
    add_up(asks.standings, ask.standing, 1)


def _stand(asks: Asks, ask: str, standing: Standing, ground: Ground | None = None, reason: str = "") -> None:
    application = application_of(ask)
    after = replace(asks.of(application)[ask], standing=standing, ground=ground, reason=reason)
    if still_open := asks.open.get(application):
        _put(asks, still_open, after)
    else:
        asks.closed[application][ask] = after
