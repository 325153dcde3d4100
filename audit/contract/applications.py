"""Facts of the applications' log."""

from datetime import datetime

import msgspec

from audit.contract.base import ALL, Fact, Instant, Line


class Cost(msgspec.Struct, frozen=True, array_like=True):
    what: str
    cents: int


class OtherMoney(msgspec.Struct, frozen=True, array_like=True):
    source: str
    kind: str
    cents: int


class Form(msgspec.Struct, frozen=True):
    """What the application states beside its asks."""

    purpose: str
    neighbourhood: str
    costs: tuple[Cost, ...]
    other_money: tuple[OtherMoney, ...]
    decide_by: Instant

    @property
    def told_to_funders(self) -> tuple[str, str, datetime]:
        return self.purpose, self.neighbourhood, self.decide_by


class ApplicationSubmitted(Fact):
    kind = "application-submitted"
    causes = ("submit-application",)
    application: str
    applicant: str
    form: Form


class AsksRearranged(Fact):
    kind = "asks-rearranged"
    causes = ("rearrange",)
    application: str
    other_money: tuple[OtherMoney, ...]


class OfAsk(Fact):
    """One revision of one ask."""

    application: str
    ask: str
    revision: int
    funder: str
    cents: int


class Asked(OfAsk):
    """A funder is asked; 0 cents and no lines: no longer."""

    causes = ("submit-application", "rearrange")
    lines: tuple[Line, ...]
    instrument: str
    applicant: str
    purpose: str
    neighbourhood: str
    decide_by: Instant

    @property
    def told_to_funders(self) -> tuple[str, str, datetime]:
        return self.purpose, self.neighbourhood, self.decide_by


class PoolAsked(Asked):
    kind = "pool-asked"
    told = ALL


class ZuilAsked(Asked):
    kind = "zuil-asked"
    told = "funder"


class AskHeld(OfAsk):
    """A funder's binding yes."""


class PoolAskHeld(AskHeld):
    kind = "pool-ask-held"
    causes = ("pool/reservation-held",)


class ZuilAskHeld(AskHeld):
    kind = "zuil-ask-held"
    told = ALL
    causes = ("answer-ask",)


class AskDeclined(OfAsk):
    """A funder's no."""


class PoolAskDeclined(AskDeclined):
    kind = "pool-ask-declined"
    causes = ("pool/reservation-declined",)


class ZuilAskDeclined(AskDeclined):
    kind = "zuil-ask-declined"
    told = ALL
    causes = ("answer-ask",)


class PoolAskReleased(Fact):
    """The pool holds nothing any more for an ask that was dropped."""

    kind = "pool-ask-released"
    causes = ("pool/reservation-released",)
    ask: str
    revision: int
    funder: str


class AnswerStale(Fact):
    kind = "answer-stale"
    told = ALL
    causes = ("pool/reservation-held", "pool/reservation-declined")
    ask: str
    revision: int
    funder: str
    cents: int
    answer: str


class GrantedAsk(msgspec.Struct, frozen=True, array_like=True):
    ask: str
    revision: int
    funder: str
    cents: int
    lines: tuple[Line, ...]
    instrument: str


class FailedAsk(msgspec.Struct, frozen=True, array_like=True):
    ask: str
    revision: int
    funder: str


class ApplicationGranted(Fact):
    kind = "application-granted"
    told = ALL
    causes = ("rearrange", "answer-ask", "pool/reservation-held")
    application: str
    applicant: str
    asks: tuple[GrantedAsk, ...]


class ApplicationFailed(Fact):
    kind = "application-failed"
    told = ALL
    causes = ("withdraw-application", "clock")
    application: str
    applicant: str
    asks: tuple[FailedAsk, ...]


FACTS: tuple[type[Fact], ...] = (
    ApplicationSubmitted,
    AsksRearranged,
    PoolAsked,
    ZuilAsked,
    PoolAskHeld,
    ZuilAskHeld,
    PoolAskDeclined,
    ZuilAskDeclined,
    PoolAskReleased,
    AnswerStale,
    ApplicationGranted,
    ApplicationFailed,
)
