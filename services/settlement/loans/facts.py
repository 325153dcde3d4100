"""Loans, and claims: begun, fallen due, repaid, written off. Kinds and field names are a storage format.

A claim (what was paid beyond what was determined) is owed as a loan without interest is, and moved by the same facts.
Never rename or reuse a kind or a field.

Of a row (a NamedTuple) the order and the number of its fields are for ever too: it is stored as an array.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

from shared.money import Posting

Repayment: TypeAlias = Literal["annuity", "linear", "bullet"]
DayCount: TypeAlias = Literal["30E/360", "act/365F", "act/act-ISDA"]
"""How days count in a year, by the name that leaves no doubt; "30/360" alone names several rules."""
Towards: TypeAlias = Literal["instalments", "principal"]
"""What a repayment beyond what is due is for: the next instalments, or the principal at once."""
Change: TypeAlias = Literal["write-off", "correction", "terms"]
WriteOffGround: TypeAlias = Literal["insolvent", "uncollectable", "agreed", "other"]
CorrectionGround: TypeAlias = Literal["wrong-amount", "wrong-party", "wrong-date", "entered-twice", "did-not-happen"]
Ground: TypeAlias = Literal[
    "insolvent",
    "uncollectable",
    "agreed",
    "other",
    "wrong-amount",
    "wrong-party",
    "wrong-date",
    "entered-twice",
    "did-not-happen",
]


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """What an ask proposes and its funder agrees to.

    `annual_rate`: a share of the principal a year, 0.025 for 2.5 %. `instalments`: how many, each `months_between`
    after the one before it, the first after the payment; of these the first `interest_only` repay nothing.
    """

    repayment: Repayment
    annual_rate: Decimal
    day_count: DayCount
    months_between: int
    instalments: int
    interest_only: int = 0
    first_due_on: date | None = None
    """Of the first instalment of a claim, and on other terms; None: so many months after the payment."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a loan stands. Amounts in cents; each is zero or more."""

    outstanding_cents: int
    """Principal that is not due yet."""
    due_cents: int = 0
    """Principal that is due, and was not paid."""
    interest_due_cents: int = 0
    advance_cents: int = 0
    """Paid for instalments to come."""
    repaid_cents: int = 0
    interest_paid_cents: int = 0
    written_off_cents: int = 0
    waived_cents: int = 0
    """Interest that was due and is written off."""
    fallen_due: int = 0
    """How many instalments."""
    accrued_cents: int = 0
    """Interest that is not charged yet, until `since`: whole cents; and parts of one (`decisions.interest.cent`)."""
    accrued_parts: int = 0
    since: date = date.min
    """Interest on what is outstanding is counted from here."""
    level_cents: int = 0
    """Of an annuity: an instalment, interest and principal together."""

    @property
    def principal_left_cents(self) -> int:
        return self.outstanding_cents + self.due_cents

    @property
    def charged_cents(self) -> int:
        """All interest that has been charged."""
        return self.interest_due_cents + self.interest_paid_cents + self.waived_cents


@dataclass(frozen=True, slots=True)
class OfLoan:
    """A loan bears the id of the order that paid it out; a claim `<ask>:claim-<n>`, by its determination."""

    order: str
    ask: str
    funder: str
    borrower: str

    @property
    def stream(self) -> str:
        return f"agreement/{self.ask}"


@dataclass(frozen=True, slots=True)
class _Moved(OfLoan):
    """Something that moves a loan, and how it stands after that.

    `next_due_on`: of the next instalment; None after the last.
    """

    position: Position
    next_due_on: date | None
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class LoanPaidOut(_Moved):
    kind: ClassVar[str] = "loan-paid-out"
    cents: int
    paid_on: date
    terms: LoanTerms


@dataclass(frozen=True, slots=True)
class ClaimMade(_Moved):
    """More was paid than was determined: the recipient owes so much (4:57 Awb), by these instalments (4:94 Awb)."""

    kind: ClassVar[str] = "claim-made"
    determination: int
    cents: int
    claimed_on: date
    terms: LoanTerms


@dataclass(frozen=True, slots=True)
class InstalmentDue(_Moved):
    """What falls due on a day. What was paid in advance pays of it: interest first."""

    kind: ClassVar[str] = "instalment-due"
    number: int
    due_on: date
    principal_cents: int
    interest_cents: int
    paid_principal_cents: int
    paid_interest_cents: int


@dataclass(frozen=True, slots=True)
class RepaymentReceived(_Moved):
    """The borrower paid, of its own money. What it pays: interest that is due, principal that is due, then the rest.

    Principal and interest are by how much what is repaid of each has changed: where it is recorded after something
    that came later, what was interest may turn out to be principal.
    """

    kind: ClassVar[str] = "repayment-received"
    repayment: int
    """Its number among the repayments of the loan, from 1."""
    cents: int
    received_on: date
    towards: Towards
    paid_principal_cents: int
    paid_interest_cents: int


@dataclass(frozen=True, slots=True)
class RepaymentCorrected(_Moved):
    """The right amount of a repayment; all that followed from it is counted anew."""

    kind: ClassVar[str] = "repayment-corrected"
    repayment: int
    was_cents: int
    cents: int
    ground: CorrectionGround
    of_year: int
    paid_principal_cents: int
    paid_interest_cents: int
    approved_by: str | None = None
    """The second party; None up to the threshold."""


@dataclass(frozen=True, slots=True)
class LoanWrittenOff(_Moved):
    """The lender expects no more of this: principal that is due first, then what is outstanding.

    Of instalments that fell due before it and were not recorded yet, what was paid in advance pays now: so much.
    """

    kind: ClassVar[str] = "loan-written-off"
    principal_cents: int
    interest_cents: int
    ground: WriteOffGround
    reason: str
    decided_on: date
    decided_by: str
    approved_by: str | None = None
    """The second party; None up to the threshold."""
    paid_principal_cents: int = 0
    paid_interest_cents: int = 0


@dataclass(frozen=True, slots=True)
class LoanTermsChanged(_Moved):
    """What is left is owed on other terms from this day on: what was due and not paid is due by them, too.

    Instalments are numbered from 1 again. Interest that was charged stays due; how days count stays as it was.
    """

    kind: ClassVar[str] = "loan-terms-changed"
    principal_cents: int
    """That was left when it was asked for."""
    terms: LoanTerms
    ground: WriteOffGround
    reason: str
    decided_on: date
    decided_by: str
    paid_principal_cents: int
    """By how much what is repaid of it has changed: of instalments that fell due and were not recorded yet."""
    paid_interest_cents: int
    approved_by: str | None = None
    """The second party; None up to the threshold."""


@dataclass(frozen=True, slots=True)
class LoanUndone(OfLoan):
    """The payment of the loan is none any more: nothing of it is owed, and another payment may follow.

    Of a claim: what was determined stands otherwise now.
    """

    kind: ClassVar[str] = "loan-undone"
    because: Literal["returned", "corrected"]
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class LoanChangeAwaitsApproval(OfLoan):
    """Above the pool's four-eyes threshold nothing is written off or corrected before a second party agrees.

    Of a correction `repayment` and its right amount as `principal_cents`; of a write-off what is not to be paid; of
    other terms the principal that is left, and these.
    """

    kind: ClassVar[str] = "loan-change-awaits-approval"
    change: Change
    repayment: int | None
    principal_cents: int
    interest_cents: int
    ground: Ground
    reason: str
    requested_by: str
    approver: str
    terms: LoanTerms | None = None
    """Of other terms."""
