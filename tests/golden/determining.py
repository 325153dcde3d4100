"""Reports, determinations and claims; all of it came after `left/` was packed. Every two amounts differ."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.settlement.determinations.facts import CostMade, ReportedPart, ResultReached
from services.settlement.loans.facts import LoanTerms
from shared.money import Posting
from tests.golden.fixtures import Reading, facts_of
from tests.golden.lending import ASK, STANDS, TERMS
from tests.golden.making import instead, turned_round

OF_ASK = {"application": "buurthuis-2025", "ask": ASK, "funder": "pool:buurthuis", "recipient": "buurthuis"}
CLAIM = {"order": f"{ASK}:claim-3", "ask": ASK, "funder": "pool:buurthuis", "borrower": "buurthuis"}
DUE_ON = date(2026, 4, 13)
BY_INSTALMENTS = {
    "repayment": "linear",
    "annual_rate": Decimal(0),
    "day_count": "act/365F",
    "months_between": 2,
    "instalments": 7,
    "first_due_on": DUE_ON,
}
INTEREST_ASIDE = Posting("payer:pool:buurthuis", -307), Posting("interest:pool:buurthuis", 307)
CLAIMED = (
    Posting(f"memo/claim:{ASK}:claim-3/claimed", -70_019),
    Posting(f"memo/claim:{ASK}:claim-3/outstanding", 70_019),
)


def determined(lines):
    """Reported on, determined in full, at less and at less again, corrected; what was paid too much is claimed."""
    reading, kinds = Reading("settlement"), facts_of("settlement")
    first = {reading.stored(line).kind: line for line in reversed(lines)}
    told = reading.stored(first["payment-confirmed"])
    terms = LoanTerms(**TERMS, first_due_on=DUE_ON)
    made = reading.fact(first["agreement-made"])
    yield instead(reading.stored(first["agreement-made"]), replace(made, instrument="loan", loan=terms))
    loan = {**CLAIM, "order": f"{ASK}:1", "position": STANDS, "postings": CLAIMED}
    paid = {"next_due_on": date(2026, 4, 14), "cents": 1_000_038, "paid_on": date(2025, 3, 4), "terms": terms}
    yield instead(told, kinds["loan-paid-out"](**loan, **paid))
    yield instead(told, kinds["report-submitted"](**_reported()))
    for fact in _determinations(kinds):
        yield instead(told, fact)
    for next_due_on in (DUE_ON, None):
        position = replace(STANDS, outstanding_cents=70_019)
        claim = {**CLAIM, "position": position, "next_due_on": next_due_on, "postings": CLAIMED}
        on = {"determination": 3, "cents": 70_019, "claimed_on": date(2026, 3, 2)}
        yield instead(told, kinds["claim-made"](**claim, **on, terms=LoanTerms(**BY_INSTALMENTS)))


def _reported():
    costs = CostMade("Keukenblok", 650_003), CostMade("Aansluiting", 40_009)
    results = (ResultReached("Maaltijden", "per week", "veertig"),)
    parts = ReportedPart(ASK, 430_007), ReportedPart("buurthuis-2025:begeleiding", 200_013)
    return {
        "application": "buurthuis-2025",
        "applicant": "buurthuis",
        "report": 2,
        "costs": costs,
        "other_cents": 60_011,
        "results": results,
        "hours": 811,
        "words": "De keuken staat er, en er wordt gekookt.",
        "parts": parts,
        "submitted_on": date(2026, 2, 2),
        "determine_by": date(2026, 3, 30),
    }


def _determinations(kinds):
    amounts = {"order": f"{ASK}:1", "granted_cents": 650_003, "kept_cents": 600_017}
    by = {"determined_on": date(2026, 3, 2), "determined_by": "wijkteam"}
    less = {"ground": "costs-lower", "reason": "Het blok was goedkoper.", "report": 2}
    of_itself = {"ground": None, "reason": "Er kwam geen verslag.", "report": None}
    determine = kinds["grant-determined"]
    first = {"determination": 3, "was_cents": None, "cents": 529_998, "postings": INTEREST_ASIDE}
    yield determine(**OF_ASK, **amounts, **by, **less, **first)
    yield determine(**OF_ASK, **amounts, **by, **of_itself, **first)
    again = {"determination": 4, "was_cents": 529_998, "cents": 500_029, "postings": ()}
    yield determine(**OF_ASK, **amounts, **by, **less | {"ground": "new-facts"}, **again)
    mistake = turned_round({"postings": INTEREST_ASIDE, "determination": 4, "was_cents": 500_029})
    yield kinds["determination-corrected"](**OF_ASK, **mistake, ground="wrong-amount", of_year=2026)
