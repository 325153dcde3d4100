"""What is said of agreements, and what is heard of grants and commits."""

from services.settlement.agreements import facts
from shared.wire import HeardBody, SaidBody


class AgreementMade(SaidBody, of=facts.AgreementMade, withholds=["due_on"]):
    """What a grant binds one funder to, to the recipient: the applicant."""

    example = {
        "application": "moestuin-2026",
        "ask": "moestuin-2026:begeleiding",
        "funder": "zuil:participatie",
        "recipient": "de-moestuin",
        "cents": 400_000,
        "instrument": "grant",
    }


class GrantedAsk(HeardBody):
    ask: str
    funder: str
    cents: int
    instrument: str


class ApplicationGranted(HeardBody):
    """applications: every ask is held; funders are bound."""

    leads_to = (
        "per ask `agreement-made`; a zuil's ask also `payment-ordered`; a pool's ask, if its commit was heard "
        "first, `payment-ordered`"
    )
    application: str
    applicant: str
    asks: tuple[GrantedAsk, ...]


class ReservationCommitted(HeardBody):
    """pool: the money of a granted ask is set apart and may be ordered."""

    leads_to = "`payment-ordered`; before the agreement: `commit-waits`"
    pool: str
    ask: str
