"""On which terms the rest of a loan or a claim is owed: lower instalments, a payment plan, payment later."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

from services.settlement.chart import is_claim
from services.settlement.loans.decisions.approvals import second_yes
from services.settlement.loans.decisions.booking import booked
from services.settlement.loans.decisions.repaying import own_loan, too_many, until_now
from services.settlement.loans.decisions.schedule import next_due_on
from services.settlement.loans.facts import (
    LoanChangeAwaitsApproval,
    LoanTerms,
    LoanTermsChanged,
    Position,
    Repayment,
    WriteOffGround,
)
from services.settlement.loans.state import Loan, Move
from services.settlement.state import State
from shared.money import Refusal, together

MAX_YEARS_AHEAD = 10


def change_terms(
    state: State,
    *,
    by: str,
    today: date,
    order: str,
    repayment: Repayment | None,
    annual_rate: Decimal | None,
    months_between: int,
    instalments: int,
    interest_only: int,
    first_due_on: date,
    ground: WriteOffGround,
    reason: str,
) -> list[LoanTermsChanged | LoanChangeAwaitsApproval] | Refusal:
    """What is left is owed on other terms from today on, of a claim by a payment plan (4:94 Awb)."""
    loan = own_loan(state, by, order)
    if isinstance(loan, Refusal):
        return loan
    terms = replace(
        loan.terms,
        repayment=repayment or loan.terms.repayment,
        annual_rate=loan.terms.annual_rate if annual_rate is None else annual_rate,
        months_between=months_between,
        instalments=instalments,
        interest_only=interest_only,
        first_due_on=first_due_on,
    )
    left_cents = loan.principal_left_cents
    of = order, loan.ask, loan.funder, loan.borrower
    wanted = LoanChangeAwaitsApproval(*of, "terms", None, left_cents, 0, ground, reason, by, "", terms)
    changed = on_other_terms(loan, wanted, terms, today, None)
    if isinstance(changed, Refusal):
        return changed
    asked = second_yes(state, loan, wanted, left_cents)
    return asked if isinstance(asked, Refusal) else [asked or changed]


def on_other_terms(
    loan: Loan, wanted: LoanChangeAwaitsApproval, terms: LoanTerms, today: date, approved_by: str | None
) -> LoanTermsChanged | Refusal:
    if refusal := together(_no_terms(loan, terms), _no_first_day(terms, today), too_many(loan)):
        return refusal
    before = loan.position
    after = until_now(loan, (*loan.moves, Move(today, "terms", 0, 0, terms)), today)
    assert isinstance(after, Position), f"{loan.order} has more than is owed"
    if not after.outstanding_cents:
        return Refusal("nothing-owed", f"Of {loan.order} no principal is owed any more.", "order")
    return LoanTermsChanged(
        *(loan.order, loan.ask, loan.funder, loan.borrower),
        position=after,
        next_due_on=next_due_on(terms, loan.paid_on, after),
        postings=booked(loan, before, after),
        principal_cents=wanted.principal_cents,
        terms=terms,
        ground=cast("WriteOffGround", wanted.ground),
        reason=wanted.reason,
        decided_on=today,
        decided_by=wanted.requested_by,
        paid_principal_cents=after.repaid_cents - before.repaid_cents,
        paid_interest_cents=after.interest_paid_cents - before.interest_paid_cents,
        approved_by=approved_by,
    )


def _no_terms(loan: Loan, terms: LoanTerms) -> Refusal | None:
    if terms.interest_only >= terms.instalments:
        sentence = "Of all instalments at least the last repays principal; name fewer that are interest only."
        return Refusal("loan-terms-invalid", sentence, "interest_only")
    if is_claim(loan.order) and (terms.annual_rate or terms.interest_only):
        sentence = (
            f"{loan.order} is a claim, which bears no interest by its terms; name rate 0, and none interest only."
        )
        return Refusal("loan-terms-invalid", sentence, "annual_rate")
    return None


def _no_first_day(terms: LoanTerms, today: date) -> Refusal | None:
    first = terms.first_due_on
    if first is None or first <= today:
        return Refusal("date-too-early", "Name a day after today for the first instalment.", "first_due_on")
    if first.year > today.year + MAX_YEARS_AHEAD:
        sentence = f"Name a day within {MAX_YEARS_AHEAD} years for the first instalment."
        return Refusal("date-too-far", sentence, "first_due_on")
    return None
