"""What is said of agreements, and what is heard of grants and commits."""

from datetime import date
from decimal import Decimal

from services.settlement.agreements import facts
from services.settlement.loans.facts import DayCount, Repayment
from shared.wire import ConsumedMessage, PublishedMessage


class TermsOfLoan(PublishedMessage):
    """On which terms a loan is repaid. A part of a message, not one by itself."""

    repayment: Repayment
    annual_rate: Decimal
    day_count: DayCount
    months_between: int
    instalments: int
    interest_only: int


class Advance(PublishedMessage):
    """A part in which a grant is paid. A part of a message, not one by itself."""

    percent: int
    due_on: date | None
    milestone: str | None


class AgreementMade(PublishedMessage, of=facts.AgreementMade, withholds=["due_on"]):
    """What a grant binds one funder to, to the recipient: the applicant."""

    loan: TermsOfLoan | None
    advances: tuple[Advance, ...]

    example = {
        "application": "moestuin-2026",
        "ask": "moestuin-2026:begeleiding",
        "funder": "zuil:participatie",
        "recipient": "de-moestuin",
        "cents": 400_000,
        "instrument": "grant",
    }


class GrantedAsk(ConsumedMessage):
    ask: str
    funder: str
    cents: int
    instrument: str


class GrantedTerms(ConsumedMessage):
    repayment: Repayment
    annual_rate: Decimal
    day_count: DayCount
    months_between: int
    instalments: int
    interest_only: int


class GrantedLoan(ConsumedMessage):
    """On which terms an ask for a loan was granted."""

    ask: str
    terms: GrantedTerms


class GrantedAdvance(ConsumedMessage):
    percent: int
    due_on: date | None = None
    milestone: str | None = None


class GrantedAdvances(ConsumedMessage):
    """In which parts an ask that was granted is paid."""

    ask: str
    advances: tuple[GrantedAdvance, ...]


class ApplicationGranted(ConsumedMessage):
    """applications: every ask is held; funders are bound."""

    leads_to = (
        "per ask `agreement-made`; a zuil's ask also `payment-ordered`, one for each advance that awaits no milestone; "
        "a pool's ask, if its commit was heard first, the same, or `commit-heard` where all of them await one"
    )
    application: str
    applicant: str
    asks: tuple[GrantedAsk, ...]
    loans: tuple[GrantedLoan, ...] = ()
    advances: tuple[GrantedAdvances, ...] = ()


class ReservationCommitted(ConsumedMessage):
    """pool: the money of a granted ask is set apart and may be ordered."""

    leads_to = (
        "`payment-ordered`, one for each advance that awaits no milestone; `commit-heard` where every one does; "
        "before the agreement: `commit-waits`"
    )
    pool: str
    ask: str
