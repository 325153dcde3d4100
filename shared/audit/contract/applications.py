"""Facts of the applications' log."""

from datetime import datetime

import msgspec

from shared.audit.contract.base import ALL, Fact, Line


class Form(msgspec.Struct, frozen=True):
    decide_by: datetime


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
