"""What goes back to contributors, and a pool that is closed; all of it came after `left/` was packed."""

from dataclasses import replace
from datetime import date

import msgspec

from services.pool.payments.facts import Share
from shared.money import Posting
from tests.golden.fixtures import Reading, facts_of
from tests.golden.making import instead, turned_round, vars_of

PLEDGED = "contribution-pledged"
OF = {"pool": "buurthuis", "contribution": "huur-2025"}
LAST_DAY = date(2025, 12, 31)
ORDER = "buurthuis:huur-2025:return-2"


def given_back(lines):
    """By the pool."""
    reading, kinds = Reading("pool"), facts_of("pool")
    first = {reading.stored(line).kind: reading.stored(line) for line in reversed(lines)}
    fact_of = {kind: reading.fact(next(line for line in lines if reading.stored(line).kind == kind)) for kind in first}
    yield instead(first["pledge-offered"], replace(fact_of["pledge-offered"], at_year_end="returned"))
    ends = {"last_day": LAST_DAY, "at_year_end": "returned", "asks_again_on": date(2025, 9, 1)}
    yield instead(first[PLEDGED], replace(fact_of[PLEDGED], **ends))
    asked = kinds["contribution-asked-again"](**OF, contributor="woonstede", cents=91_003, year=2026)
    yield instead(msgspec.structs.replace(first["pledge-offered"], audience="woonstede"), asked)
    for number, because, last_day in ((2, "came-after", None), (1, "year-ended", LAST_DAY)):
        cents = 40_000 + number
        gone = {"cents": cents, "postings": _moved(cents, "free", "returning")}
        whose = {"contributor": "woonstede", "number": number, "because": because, "last_day": last_day}
        yield instead(first["pool-opened"], kinds["contribution-returned"](**OF, **whose, **gone))
    paid = {**OF, "order": ORDER, "cents": 40_002}
    moved = _moved(40_002, "returning", "given-back")
    yield instead(first["pool-opened"], kinds["return-paid"](**paid, postings=moved))
    back = turned_round({**paid, "postings": moved})
    yield instead(first["pool-opened"], kinds["return-undone"](**back, because="returned"))
    yield instead(first["pool-opened"], kinds["return-freed"](**paid, postings=_moved(40_002, "returning", "free")))
    parts = Share("groen-2025", 1_007), Share("huur-2025", 2_003)
    decision = "Collegebesluit 2026-41"
    closed = kinds["pool-closed"](pool="buurthuis", closed_on=date(2026, 2, 3), decision=decision, parts=parts)
    yield instead(first["pool-opened"], closed)


def _moved(cents, source, target):
    of = f"{OF['pool']}/{OF['contribution']}"
    return Posting(f"{of}/{source}", -cents), Posting(f"{of}/{target}", cents)


def ordered_back(lines):
    """By the one who pays for the pool."""
    reading, kinds = Reading("settlement"), facts_of("settlement")
    of_return = {"purpose": "contribution-return", "ask": None, "earn_back": None, "contribution": "huur-2025"}
    of_return |= {"order": ORDER, "funder": "pool:buurthuis", "payee": "back-to:woonstede"}
    slip = {name: of_return[name] for name in ("order", "contribution", "funder", "payee")}
    for line in lines:
        stored = reading.stored(line)
        match stored.kind:
            case "payment-ordered" | "order-reassigned" | "payment-confirmed":
                fact = replace(reading.fact(line), **of_return)
                yield instead(stored, fact)
                if stored.kind == "payment-confirmed":
                    yield from _undone(stored, vars_of(fact), kinds)
            case "payment-failed":
                without = {name: value for name, value in of_return.items() if name not in {"purpose", "payee"}}
                yield instead(stored, replace(reading.fact(line), **without))
        if stored.kind == "payment-ordered":
            ordered = turned_round(vars_of(fact))
            money = {name: ordered[name] for name in ("payer", "cents", "postings")}
            told = msgspec.structs.replace(stored, audience="all")
            yield instead(told, kinds["return-withdrawn"](**slip, **money))
            withdrawn = {name: value for name, value in ordered.items() if name not in {"due_on", "ordered_on"}}
            yield instead(stored, kinds["order-withdrawn"](**withdrawn))


def _undone(stored, paid, kinds):
    """Sent back by the bank, or confirmed by mistake; and what awaits the second yes to that."""
    paid_on, back = paid.pop("paid_on"), turned_round(paid)
    yield instead(stored, kinds["payment-returned"](**back, returned_on=paid_on))
    mistake = {**back, "ground": "wrong-date", "of_year": paid_on.year, "approved_by": "college"}
    yield instead(stored, kinds["confirmation-corrected"](**mistake))
    asked = {name: paid[name] for name in ("order", "ask", "earn_back", "funder", "payee", "contribution")}
    was = {"refund": None, "was_principal_cents": paid["cents"], "was_interest_cents": 0}
    right = {"principal_cents": 0, "interest_cents": 0, "ground": "wrong-date"}
    by = {"requested_by": paid["payer"], "approver": "college"}
    told = msgspec.structs.replace(stored, audience="college")
    yield instead(told, kinds["payment-correction-awaits-approval"](**asked, **was, **right, **by))
