"""Grants that are paid in parts; all of it came after `left/` was packed. Every two amounts differ."""

from dataclasses import replace
from datetime import date

from services.applications.applications.facts import GrantedAdvances
from services.applications.asks.facts import Advance as Asked
from services.pool.holds.facts import Advance as PaidIn
from services.pool.holds.facts import Part, Under
from services.settlement.agreements.facts import Advance as Agreed
from shared.money import Posting
from tests.golden.determining import OF_ASK
from tests.golden.fixtures import Reading, facts_of
from tests.golden.lending import ASK
from tests.golden.making import instead, turned_round, vars_of

ADVANCES = (40, None, None), (23, date(2026, 6, 1), None), (17, None, "De keuken staat er")
NUMBER = 3
OF_ADVANCE = {**OF_ASK, "advance": NUMBER, "milestone": "De keuken staat er"}
PARTS = Part("ontmoeten", "groen-2025", 20_011), Part("vergroenen", "huur-2025", 30_013)
UNDER = (Under("groen-voor-ontmoeten", "ontmoeten", "groen-2025", 10_007),)


def asked_in_parts(lines):
    """By an applicant, and granted."""
    reading = Reading("applications")
    first = {reading.stored(line).kind: line for line in reversed(lines)}
    asked = tuple(Asked(*advance) for advance in ADVANCES)
    for kind in ("pool-asked", "zuil-asked"):
        yield instead(reading.stored(first[kind]), replace(reading.fact(first[kind]), advances=asked))
    granted = reading.fact(first["application-granted"])
    of_ask = (GrantedAdvances(granted.asks[0].ask, asked),)
    yield instead(reading.stored(first["application-granted"]), replace(granted, advances=of_ask))


def paid_in_parts(lines):
    """By a pool: a part; what will not be paid, and the same again after a mistake; both because the grant changed."""
    reading, kinds = Reading("pool"), facts_of("pool")
    first = {reading.stored(line).kind: line for line in reversed(lines)}
    heard, paid = first["ask-received"], first["reservation-paid"]
    asked = tuple(PaidIn(*advance) for advance in ADVANCES)
    yield instead(reading.stored(heard), replace(reading.fact(heard), advances=asked))
    parts = {"cents": 50_024, "attribution": PARTS, "under": UNDER}
    moved = {**parts, "order": f"{ASK}:advance-1:2", "postings": _moved("committed", "paid")}
    yield instead(reading.stored(paid), replace(reading.fact(paid), **moved))
    of = {"pool": "buurthuis", "application": "buurthuis-2025", "ask": ASK}
    freed = {**of, **parts, "postings": _moved("committed", "free")}
    yield instead(reading.stored(paid), kinds["remainder-freed"](**freed))
    yield instead(reading.stored(paid), kinds["remainder-committed"](**turned_round(freed)))
    yield instead(reading.stored(paid), kinds["remainder-freed"](**freed, because="changed"))
    yield instead(reading.stored(paid), kinds["remainder-committed"](**turned_round(freed), because="changed"))


def _moved(source, target):
    return tuple(
        Posting(f"buurthuis/{part.contribution}/{account}", sign * part.cents)
        for part in PARTS
        for account, sign in ((source, -1), (target, 1))
    )


def agreed_in_parts(lines):
    """By who pays for a pool: reached or not, ordered, withdrawn; the rest, what will not be paid; a change before."""
    reading, kinds = Reading("settlement"), facts_of("settlement")
    first = {reading.stored(line).kind: line for line in reversed(lines)}
    made, ordered = first["agreement-made"], first["payment-ordered"]
    agreed = tuple(Agreed(*advance) for advance in ADVANCES)
    yield instead(reading.stored(made), replace(reading.fact(made), advances=agreed))
    untold = reading.stored(first["budget-holder-known"])
    yield instead(untold, kinds["commit-heard"](pool="buurthuis", ask=ASK))
    told = reading.stored(first["payment-confirmed"])
    reported_on, released_on = date(2026, 5, 12), date(2026, 5, 18)
    words = {"words": "Foto's van de opening.", "reported_on": reported_on}
    yield instead(told, kinds["milestone-reported"](**OF_ADVANCE, **words))
    why = {"reason": "Het blok is er nog niet.", "declined_by": "wijkteam"}
    yield instead(told, kinds["milestone-declined"](**OF_ADVANCE, **why))
    by = {"cents": 110_501, "released_by": "wijkteam", "released_on": released_on}
    yield instead(told, kinds["advance-released"](**OF_ADVANCE, **by))
    order = {"order": f"{ASK}:advance-{NUMBER}:1", "cents": 110_501, "advance": NUMBER}
    slip = replace(reading.fact(ordered), **order)
    yield instead(reading.stored(ordered), slip)
    reassigned = first["order-reassigned"]
    yield instead(reading.stored(reassigned), replace(reading.fact(reassigned), **order))
    back = turned_round(vars_of(slip))
    del back["due_on"], back["ordered_on"]
    yield instead(reading.stored(ordered), kinds["order-withdrawn"](**back))
    yield from (instead(told, fact) for fact in _determined(kinds))
    yield instead(told, kinds["grant-changed"](**_changed()))


def _changed():
    """Of 650,003 cents two advances were paid; of the third something is left."""
    amounts = {"change": 2, "was_cents": 650_003, "cents": 450_017, "advances": (260_001, 149_501, 40_515)}
    why = {"ground": "circumstances-changed", "reason": "Het blok wordt kleiner."}
    return {**OF_ASK, **amounts, **why, "changed_on": date(2026, 5, 20), "changed_by": "wijkteam"}


def _determined(kinds):
    """Of 650,003 cents 409,502 was paid in advance and 1,001 came back; 500,029 is determined."""
    amounts = {"granted_cents": 650_003, "kept_cents": 408_501, "was_cents": None, "cents": 500_029}
    left = {"rest_cents": 91_528, "released_cents": 148_973}
    why = {"ground": "costs-lower", "reason": "Het blok was goedkoper.", "report": 2}
    by = {"determined_on": date(2026, 6, 2), "determined_by": "wijkteam", "postings": ()}
    paid = {"order": f"{ASK}:advance-{NUMBER}:1", "determination": 5}
    yield kinds["grant-determined"](**OF_ASK, **paid, **amounts, **why, **by, **left)
    mistake = {"determination": 5, "was_cents": 500_029, "ground": "wrong-amount", "of_year": 2026, "postings": ()}
    yield kinds["determination-corrected"](**OF_ASK, **mistake, released_cents=148_973)
