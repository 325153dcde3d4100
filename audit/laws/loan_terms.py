"""Other terms for what is left of a loan or a claim: of this day, for what is owed, and such as may be."""

from audit.facts.settlement.lending import Loan, is_claim
from audit.facts.settlement.loan_terms import LoanTermsChanged
from audit.facts.settlement.loans import CHANGES_AWAITED
from audit.laws.law import Event, Known, Values, law

YEARS_AHEAD = 10


@law(
    nl="laat {order} op andere voorwaarden verschuldigd zijn per {decided_on} voor {principal_cents} cent; dat is {so}",
    en="has {order} owed on other terms from {decided_on} for {principal_cents} cents; it is {so}",
)
def terms_changed_otherwise(event: Event, changed: LoanTermsChanged, known: Known) -> Values | None:
    """Today, by who asked for it, for the principal that is left, or was when the second yes was asked."""
    loan, asked = known[Loan].get(changed.order), known[CHANGES_AWAITED].get(changed.order)
    if loan is None:
        return None
    today, by, left = event.envelope.today, event.by, loan.position.outstanding_cents + loan.position.due_cents
    if changed.approved_by is not None:
        by, left = (asked.requested_by, asked.principal_cents) if asked else ("", 0)
    sound = (changed.decided_on, changed.decided_by, changed.principal_cents) == (today, by, left)
    return None if sound and changed.position.outstanding_cents else {"so": f"{today}, {by}, {left}"}


@law(
    nl="laat {order} verschuldigd zijn op voorwaarden die niet kunnen: {terms}",
    en="has {order} owed on terms that cannot be: {terms}",
)
def terms_unfit(_: Event, changed: LoanTermsChanged, known: Known) -> bool:
    """After the day of the decision, with as many days to a year as before; of a claim without interest."""
    loan, terms, day = known[Loan].get(changed.order), changed.terms, changed.decided_on
    first = terms.first_due_on
    soon = first is not None and day < first and first.year <= day.year + YEARS_AHEAD
    as_a_claim = not is_claim(changed.order) or not (terms.annual_rate or terms.interest_only)
    return not (soon and as_a_claim and (loan is None or terms.day_count == loan.terms.day_count))
