"""Claims: what was paid beyond what is determined is claimed, once, and no longer than that is determined.

What moves them, and where they stand, is judged as of loans.
"""

from decimal import Decimal

from audit.facts.runtime import CommandOutcome
from audit.facts.settlement.determinations import Determined
from audit.facts.settlement.lending import Loan, claim_of
from audit.facts.settlement.loans import ClaimMade
from audit.laws.law import Broken, Event, Known, Values, law
from audit.laws.terms_of_law import ends_after

PAYABLE_WITHIN_WEEKS = 6
"""After the decision (4:87 Awb)."""
NO_INTEREST = Decimal(0)


@law(
    nl="vordert {cents} cent met {order}; dat volgt niet uit een vaststelling",
    en="claims {cents} cents by {order}, which follows from no determination",
)
def claim_unfounded(event: Event, claim: ClaimMade, known: Known) -> bool:
    """Of the same command; all that was paid beyond it, and is not claimed yet."""
    found = known[Determined].get(claim.ask)
    if found is None or ("claim", claim.order) not in known.logs[event.log].due or claim.order in known[Loan]:
        return True
    last = found.last
    of = claim_of(last.ask, last.determination), last.ask, last.funder, last.recipient
    due = *of, last.determination, last.too_much_cents, last.determined_on
    return claim.cents <= 0 or (*claim.of, claim.determination, claim.cents, claim.claimed_on) != due


@law(
    nl="vordert met {order} op andere voorwaarden dan de wet: zonder rente, voor het eerst te betalen op {expected}",
    en="claims by {order} on other terms than the law's: without interest, to be paid for the first time on {expected}",
)
def claim_terms_otherwise(_: Event, claim: ClaimMade, __: Known) -> Values | None:
    """In instalments as the funder says (4:94 Awb)."""
    terms, expected = claim.terms, ends_after(claim.claimed_on, PAYABLE_WITHIN_WEEKS)
    found = terms.repayment, terms.annual_rate, terms.day_count, terms.interest_only, terms.first_due_on
    return {"expected": expected} if found != ("linear", NO_INTEREST, "act/365F", 0, expected) else None


@law(
    nl="stelt vast op minder dan er is betaald, en vordert de rest niet met {claim}",
    en="determines less than was paid, and does not claim the rest by {claim}",
)
def claim_not_made(event: Event, _: CommandOutcome, known: Known) -> Broken:
    for (what, claim), determined in known.logs[event.log].due.items():
        if what == "claim":
            yield determined, {"claim": claim}


@law(
    nl="stelt anders vast dan waarop {claim} rust, en laat die vordering staan",
    en="determines otherwise than {claim} rests on, and lets that claim stand",
)
def claim_goes_on(event: Event, _: CommandOutcome, known: Known) -> Broken:
    for (what, claim), determined in known.logs[event.log].due.items():
        if what == "claim-undone":
            yield determined, {"claim": claim}
