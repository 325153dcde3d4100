"""What an application's past amounts to. `evolve` never refuses: it already happened.

What grows with history is declared as `MutableMapping`: the runtime may keep most of it out of memory.
"""

from bisect import bisect_left, insort
from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias, assert_never

from services.applications.domain import events as e
from shared.money import add_up

Standing: TypeAlias = Literal["asked", "held", "declined", "dropped", "released"]
"""Where an ask stands with its funder. `released`: dropped, and the pool has confirmed it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The part of an application directed at one funder, in its latest revision."""

    ask: str
    funder: str
    instrument: e.Instrument
    revision: int
    lines: tuple[e.Line, ...]
    standing: Standing

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


@dataclass(slots=True)
class Open:
    """An application that awaits its funders."""

    application: str
    applicant: str
    form: e.Form
    asks: dict[str, Ask] = field(default_factory=dict)
    """By id, dropped ones included: an id keeps its funder and counts its revisions on."""


@dataclass(slots=True)
class Closed:
    """A decided application, without its form, which the log keeps. Each ask stands as the decision found it."""

    application: str
    applicant: str
    purpose: str
    neighbourhood: str
    status: Literal["granted", "failed"]
    reason: str
    asks: dict[str, Ask]


@dataclass(slots=True)
class State:
    """All applications, and the balance of every account, folded from postings alone."""

    open: MutableMapping[str, Open] = field(default_factory=dict)
    closed: MutableMapping[str, Closed] = field(default_factory=dict)
    deadlines: list[tuple[datetime, str]] = field(default_factory=list)
    """`decide_by` of the open applications and of no others, earliest first."""
    balances: MutableMapping[str, int] = field(default_factory=dict)
    """An account that is not here is at zero, so that failed applications leave nothing behind."""
    totals: dict[str, int] = field(default_factory=dict)
    """What stands on all accounts of one kind together (`pool/held`, `zuil/granted` …), in cents."""
    standings: dict[str, int] = field(default_factory=dict)
    """How many asks of open applications stand so."""

    def balance(self, account: str) -> int:
        return self.balances.get(account, 0)

    def find(self, application: str) -> Open | Closed | None:
        return self.open.get(application) or self.closed.get(application)

    def find_ask(self, ask: str) -> Ask | None:
        application = self.find(application_of(ask))
        return application.asks.get(ask) if application else None


def application_of(ask: str) -> str:
    """The application an ask belongs to: an ask's id is `<application>:<id>`."""
    return ask.partition(":")[0]


def evolve(state: State, event: e.Event) -> None:
    """Fold one event into the state, in place: the state is private to the log's one reader."""
    _post(state, event)
    match event:
        case e.ApplicationSubmitted():
            state.open[event.application] = Open(event.application, event.applicant, event.form)
            insort(state.deadlines, (event.form.decide_by, event.application))
        case e.AsksRearranged():
            application = state.open[event.application]
            application.form = replace(application.form, other_money=event.other_money)
        case e.PoolAsked() | e.ZuilAsked():
            _put(state, state.open[event.application], _ask(event))
        case e.PoolAskHeld() | e.ZuilAskHeld():
            _stand(state, event.ask, "held")
        case e.PoolAskDeclined() | e.ZuilAskDeclined():
            _stand(state, event.ask, "declined")
        case e.PoolAskReleased():
            _stand(state, event.ask, "released")
        case e.AnswerStale():
            pass  # said, so that the pool knows; nothing here changes
        case e.ApplicationGranted():
            _close(state, event.application, "granted", "")
        case e.ApplicationFailed():
            _close(state, event.application, "failed", event.reason)
        case _:
            assert_never(event)


def _post(state: State, event: e.Event) -> None:
    for account, cents in getattr(event, "postings", ()):
        add_up(state.balances, account, cents)
        add_up(state.totals, kind_of(account), cents)


def kind_of(account: str) -> str:
    """`pool/held` of `memo/ask:pool:<pool>/<ask>/held`, `memo/funder` of `memo/funder:<f>`: not whose it is."""
    kind, _, funder = account.partition(":")
    return f"{funder.partition(':')[0]}/{account.rpartition('/')[2]}" if kind == "memo/ask" else kind


def _ask(event: e.PoolAsked | e.ZuilAsked) -> Ask:
    return Ask(
        ask=event.ask,
        funder=event.funder,
        instrument=event.instrument,
        revision=event.revision,
        lines=event.lines,
        standing="asked" if event.lines else "dropped",
    )


def _put(state: State, application: Open, ask: Ask) -> None:
    """A new ask, or a new version of one, in an open application."""
    if before := application.asks.get(ask.ask):
        _count(state, before, -1)
    application.asks[ask.ask] = ask
    _count(state, ask, 1)


def _count(state: State, ask: Ask, times: int) -> None:
    add_up(state.standings, ask.standing, times)


def _stand(state: State, ask: str, standing: Standing) -> None:
    application = state.find(application_of(ask))
    assert application, f"an answer to {ask}, which was never asked"
    stands = replace(application.asks[ask], standing=standing)
    if isinstance(application, Open):
        _put(state, application, stands)
    else:
        application.asks[ask] = stands


def _close(state: State, application: str, status: Literal["granted", "failed"], reason: str) -> None:
    """Keep what there may be questions about; shed the rest, so that memory grows with open business."""
    closing = state.open.pop(application)
    for ask in closing.asks.values():
        _count(state, ask, -1)
    form = closing.form
    del state.deadlines[bisect_left(state.deadlines, (form.decide_by, application))]
    state.closed[application] = Closed(
        application, closing.applicant, form.purpose, form.neighbourhood, status, reason, closing.asks
    )
