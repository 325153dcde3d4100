"""Applications: submitted, rearranged, and in the end granted or failed, once and for all."""

from datetime import datetime

import msgspec

from audit.facts.applications.advances import Advance, GrantedAdvances, parts_at_once
from audit.facts.applications.chart import ASKED, FUNDER, GRANTED, HELD
from audit.facts.applications.terms import LoanTerms
from audit.facts.booking import Clear, Each, Move
from audit.facts.declaring import ALL, CLOCK, UNKNOWN, Command, Event, Fact, Instant, Kept, Known, Line, Message, Place


class Form(msgspec.Struct, frozen=True):
    """What the application states beside its asks."""

    purpose: str
    neighbourhood: str
    costs: tuple[tuple[str, int], ...]
    other_money: tuple[tuple[str, str, int], ...]
    decide_by: Instant
    goods: tuple[tuple[str, str, int], ...] | None = None
    """Goods in kind, with their value as estimated. None: of before these stood apart from other money."""


class Ask(msgspec.Struct, frozen=True):
    """The latest revision of an ask, and how it stands."""

    ask: str
    revision: int
    funder: str
    cents: int
    """0: it is dropped."""
    lines: tuple[Line, ...]
    instrument: str
    standing: str = "asked"
    """`asked`, `held` or `declined`."""
    loan: LoanTerms | None = None
    advances: tuple[Advance, ...] = ()


class Application(msgspec.Struct, frozen=True):
    """What is known of an application."""

    applicant: str
    told_to_funders: tuple[str, str, datetime]
    costs_cents: int
    other_cents: int
    asks: tuple[str, ...] = ()
    goods_apart: bool = True
    """Whether goods in kind stand apart, and so are no other money."""
    decision: Place | None = None
    """The first one: it is what funders acted upon."""

    @property
    def decide_by(self) -> datetime:
        return self.told_to_funders[2]

    @property
    def outcome(self) -> str:
        return self.decision.kind.removeprefix("application-") if self.decision else "open"

    def live(self, known: Known) -> dict[str, Ask]:
        """Its asks that are not dropped."""
        return {name: ask for name in self.asks if (ask := known[Ask].get(name)) and ask.cents}


class OfApplication(Fact):
    application: str

    def its_applicant(self, known: Known) -> str:
        found = known[Application].get(self.application)
        return found.applicant if found else UNKNOWN


class ApplicationSubmitted(OfApplication):
    kind = "application-submitted"
    causes = (Command("submit-application", by="applicant"),)
    applicant: str
    form: Form

    def goods_as_money(self, _: Known) -> bool:
        return self.form.goods is not None and _in_kind(self.form.other_money)

    def fold(self, event: Event, known: Known) -> None:
        form = self.form
        costs_cents, other_cents = sum(cents for _, cents in form.costs), sum(cents for *_, cents in form.other_money)
        told_to_funders = form.purpose, form.neighbourhood, form.decide_by
        known.count["open"] += self.application not in known[Application]
        told = Application(
            self.applicant, told_to_funders, costs_cents, other_cents, goods_apart=form.goods is not None
        )
        known[Application].put(self.application, told)
        known.logs[event.log].due["costs", self.application] = event.place


class AsksRearranged(OfApplication):
    kind = "asks-rearranged"
    causes = (Command("rearrange", by="its_applicant"),)
    other_money: tuple[tuple[str, str, int], ...]

    def goods_as_money(self, known: Known) -> bool:
        found = known[Application].get(self.application)
        return bool(found and found.goods_apart) and _in_kind(self.other_money)

    def fold(self, event: Event, known: Known) -> None:
        known[Application].change(self.application, other_cents=sum(cents for *_, cents in self.other_money))
        known.logs[event.log].due["costs", self.application] = event.place


def _in_kind(other_money: tuple[tuple[str, str, int], ...]) -> bool:
    return any(kind == "in-kind" for _, kind, _ in other_money)


class Decision(OfApplication):
    """The end of an application, over every ask that is still part of it."""

    told = ALL
    applicant: str

    def fold(self, event: Event, known: Known) -> None:
        before = known[Application].get(self.application)
        if before and not before.decision:
            known[Application].change(self.application, decision=event.place)
            known.count["open"] -= 1
            known.count[self.kind] += 1


class GrantedAsk(msgspec.Struct, frozen=True, array_like=True):
    ask: str
    revision: int
    funder: str
    cents: int
    lines: tuple[Line, ...]
    instrument: str


class Granted(msgspec.Struct, frozen=True):
    """An ask that was granted, and by which decision."""

    decision: Place
    ask: GrantedAsk


class GrantedLoan(msgspec.Struct, frozen=True):
    """On which terms an ask for a loan was granted."""

    ask: str
    terms: LoanTerms


UNORDERED, UNCOMMITTED = Kept(Granted), Kept(Granted)
"""Until an order for each part that is due stands, and until its pool has committed it."""


class ApplicationGranted(Decision):
    kind = "application-granted"
    causes = (
        Command("rearrange"),
        Command("answer-ask"),
        Message(
            "pool/reservation-held",
            only=lambda held, granted: (held.ask, held.revision) in {(ask.ask, ask.revision) for ask in granted.asks},
        ),
    )
    books = (Each("asks", Move("cents", HELD, GRANTED)),)
    asks: tuple[GrantedAsk, ...]
    loans: tuple[GrantedLoan, ...] = ()
    advances: tuple[GrantedAdvances, ...] = ()

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        advances = {one.ask: one.advances for one in self.advances}
        for named in self.asks:
            granted = Granted(event.place, named)
            for table in (Granted, UNCOMMITTED) if named.funder.startswith("pool:") else (Granted,):
                known[table].put(named.ask, granted)
            for part in parts_at_once(named.ask, advances.get(named.ask, ())):
                known[UNORDERED].put(part, granted)


class FailedAsk(msgspec.Struct, frozen=True, array_like=True):
    ask: str
    revision: int
    funder: str


CODES = frozenset({"decide-by-passed", "withdrawn", "ended-by-executive"})
"""Why an application failed, for all to see."""


class ApplicationFailed(Decision):
    kind = "application-failed"
    causes = (Command("withdraw-application", by="its_applicant"), Command("end-application"), CLOCK)
    books = (Each("all_asked", Clear(ASKED, FUNDER), Clear(HELD, FUNDER)),)
    reason: str
    """One of `CODES`; in older logs also the words of an applicant that withdrew."""
    asks: tuple[FailedAsk, ...]

    @property
    def code(self) -> str:
        return self.reason if self.reason in CODES else "withdrawn"

    def all_asked(self, known: Known) -> list[Ask]:
        """Dropped and declined asks included: on their accounts stands nothing to clear."""
        application = known[Application].get(self.application)
        return [ask for name in (application.asks if application else ()) if (ask := known[Ask].get(name))]


class FailureExplained(OfApplication):
    """Why somebody ended it, in words, for one party."""

    kind = "failure-explained"
    told = "party"
    causes = (Command("withdraw-application", by="by its_applicant"), Command("end-application", by="by"))
    party: str
    by: str
    reason: str
