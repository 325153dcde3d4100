"""Loans; all of it came after `left/` was packed. Every two amounts differ."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import msgspec

from services.applications.applications.facts import GrantedLoan
from services.applications.asks.facts import LoanTerms as Asked
from services.pool.holds.facts import LoanTerms as LentOn
from services.pool.payments.facts import Share
from services.settlement.loans.facts import LoanTerms, Position
from shared.money import Posting
from tests.golden.fixtures import Reading, facts_of
from tests.golden.making import instead

TERMS = {
    "repayment": "annuity",
    "annual_rate": Decimal("0.0275"),
    "day_count": "act/act-ISDA",
    "months_between": 3,
    "instalments": 40,
    "interest_only": 4,
}
ASK = "buurthuis-2025:keuken"
LOAN = {"order": f"{ASK}:1", "ask": ASK, "funder": "pool:buurthuis", "borrower": "buurthuis"}
OTHER_TERMS = LoanTerms(**TERMS | {"instalments": 52, "interest_only": 5}, first_due_on=date(2027, 3, 8))
STANDS = Position(
    outstanding_cents=900_001,
    due_cents=20_003,
    interest_due_cents=307,
    advance_cents=11,
    repaid_cents=30_013,
    interest_paid_cents=407,
    written_off_cents=50_021,
    waived_cents=503,
    fallen_due=7,
    accrued_cents=61,
    accrued_parts=7_001,
    since=date(2026, 12, 3),
    level_cents=31_009,
)
POSTINGS = Posting("memo/loan:buurthuis-2025:keuken:1/lent", -1_000_038), Posting("own:buurthuis", -3)


def asked_to_lend(lines):
    """By an applicant, and granted."""
    reading = Reading("applications")
    first = {reading.stored(line).kind: line for line in reversed(lines)}
    for kind in ("pool-asked", "zuil-asked"):
        fact = reading.fact(first[kind])
        yield instead(reading.stored(first[kind]), replace(fact, instrument="loan", loan=Asked(**TERMS)))
    granted = reading.fact(first["application-granted"])
    loans = (GrantedLoan(granted.asks[0].ask, Asked(**TERMS)),)
    yield instead(reading.stored(first["application-granted"]), replace(granted, loans=loans))


def lost(lines):
    """By a pool."""
    reading = Reading("pool")
    told = next(reading.stored(line) for line in lines if reading.stored(line).kind == "pool-opened")
    of = {"pool": "buurthuis", "application": "buurthuis-2025", "ask": ASK, "order": f"{ASK}:1", "cents": 50_021}
    heard = next(line for line in lines if reading.stored(line).kind == "ask-received")
    yield instead(reading.stored(heard), replace(reading.fact(heard), loan=LentOn(**TERMS)))
    parts = Share("groen-2025", 20_009), Share("huur-2025", 30_012)
    postings = tuple(
        Posting(f"buurthuis/{contribution}/{account}", sign * cents)
        for contribution, cents in parts
        for account, sign in (("paid", -1), ("written-off", 1))
    )
    yield instead(told, facts_of("pool")["loan-lost"](**of, parts=parts, postings=postings))


def lent(lines):
    """By who pays for a pool."""
    reading, kinds = Reading("settlement"), facts_of("settlement")
    first = {reading.stored(line).kind: line for line in reversed(lines)}
    made = reading.fact(first["agreement-made"])
    yield instead(reading.stored(first["agreement-made"]), replace(made, instrument="loan", loan=LoanTerms(**TERMS)))
    told = reading.stored(first["payment-confirmed"])
    for next_due_on in (date(2027, 3, 3), None):
        moved = {**LOAN, "position": STANDS, "next_due_on": next_due_on, "postings": POSTINGS}
        for fact in _moved(kinds, moved, "college" if next_due_on else None):
            yield instead(told, fact)
    for because in ("returned", "corrected"):
        yield instead(told, kinds["loan-undone"](**LOAN, because=because, postings=POSTINGS))
    to_one = msgspec.structs.replace(told, audience="college")
    for change, repayment, ground, reason in (
        ("write-off", None, "insolvent", "De stichting is failliet"),
        ("correction", 3, "entered-twice", ""),
    ):
        asked = {"change": change, "repayment": repayment, "ground": ground, "reason": reason}
        amounts = {"principal_cents": 50_021, "interest_cents": 503}
        by = {"requested_by": "welzijn", "approver": "college"}
        yield instead(to_one, kinds["loan-change-awaits-approval"](**LOAN, **asked, **amounts, **by))
    asked = {"change": "terms", "repayment": None, "ground": "agreed", "reason": "De zaal was dicht"}
    amounts = {"principal_cents": 920_004, "interest_cents": 0}
    wanted = kinds["loan-change-awaits-approval"](**LOAN, **asked, **amounts, **by, terms=OTHER_TERMS)
    yield instead(to_one, wanted)


def _moved(kinds, moved, second):
    why = {"ground": "agreed", "reason": "De zaal was dicht", "decided_on": date(2026, 12, 7), "decided_by": "welzijn"}
    rest = {"principal_cents": 920_004, "paid_principal_cents": 19, "paid_interest_cents": 23, "approved_by": second}
    yield kinds["loan-terms-changed"](**moved, **why, **rest, terms=OTHER_TERMS)
    yield kinds["loan-paid-out"](**moved, cents=1_000_038, paid_on=date(2025, 3, 4), terms=LoanTerms(**TERMS))
    paid = {"paid_principal_cents": 13, "paid_interest_cents": 17}
    due = {"number": 7, "due_on": date(2026, 12, 4), "principal_cents": 29_003, "interest_cents": 2_006}
    yield kinds["instalment-due"](**moved, **due, **paid)
    came = {"repayment": 3, "cents": 41, "received_on": date(2026, 12, 5), "towards": "principal"}
    yield kinds["repayment-received"](**moved, **came, **paid)
    right = {"repayment": 3, "was_cents": 41, "cents": 43, "ground": "wrong-amount", "of_year": 2026}
    yield kinds["repayment-corrected"](**moved, **right, **paid, approved_by=second)
    off = {"principal_cents": 50_021, "interest_cents": 503, "ground": "agreed", "reason": "Zo is het afgesproken"}
    decided = {"decided_on": date(2026, 12, 6), "decided_by": "welzijn", "approved_by": second}
    yield kinds["loan-written-off"](**moved, **off, **decided)
    yield kinds["loan-written-off"](**moved, **off, **decided, **paid)
