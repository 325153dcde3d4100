"""Tasks that are taken over with their budget and given back; all of it came after `left/` was packed."""

from dataclasses import replace

import msgspec

from services.applications.asks.facts import TakesOver as Asked
from services.pool.holds.facts import TakesOver
from shared.money import Posting
from tests.golden.fixtures import Reading, facts_of
from tests.golden.making import instead

TASK = {"pool": "buurthuis", "task": "speelplekken"}
ASK = {"ask": "buurthuis-2025:plekken"}
BETWEEN = {"performer": "openbare-ruimte", "applicant": "buurtvereniging"}
GIVEN = {"units": 4, "number": 2, "cents": 30_003}


def asked_for(lines):
    """By applications."""
    reading = Reading("applications")
    line = next(line for line in lines if reading.stored(line).kind == "pool-asked")
    yield instead(reading.stored(line), replace(reading.fact(line), takes_over=Asked("speelplekken", 9)))


def taken_over(lines):
    """By the pool."""
    reading, kinds = Reading("pool"), facts_of("pool")
    first = {reading.stored(line).kind: line for line in reversed(lines)}
    received, opened = first["ask-received"], reading.stored(first["pool-opened"])
    yield instead(reading.stored(received), replace(reading.fact(received), takes_over=TakesOver("speelplekken", 9)))
    what = {"description": "Onderhoud van de speelplekken, een jaar", "goal": "groen", "unit": "plekken"}
    budget = {"units": 12, "unit_cents": 10_007}
    posted = Posting("memo/task:buurthuis/speelplekken", -120_084), Posting(_with("performer"), 120_084)
    registered = kinds["task-registered"](**TASK, **what, **budget, performer=BETWEEN["performer"], postings=posted)
    yield instead(opened, registered)
    moved = {"units": 9, "application": "buurthuis-2025", "cents": 90_001, "budget_cents": 90_063}
    taken = {**moved, "postings": _between("performer", "applicant", 90_063)}
    yield instead(opened, kinds["task-moved"](**TASK, **ASK, **BETWEEN, **taken))
    agreed = {**TASK, **ASK, **GIVEN, "applicant": BETWEEN["applicant"]}
    told = msgspec.structs.replace(opened, audience="welzijn")
    yield instead(told, kinds["give-back-proposed"](**agreed, addressee="welzijn"))
    yield instead(opened, kinds["give-back-agreed"](**agreed, agreed_by="welzijn"))
    yield instead(opened, kinds["give-back-ended"](**TASK, **ASK, number=3, ended_by="welzijn"))
    why = {"number": 3, "by": "welzijn", "reason": "Er is geen ploeg voor", "addressee": BETWEEN["applicant"]}
    told = msgspec.structs.replace(opened, audience=BETWEEN["applicant"])
    yield instead(told, kinds["give-back-explained"](**TASK, **ASK, **why))
    back = {"budget_cents": 40_028, "postings": _between("applicant", "performer", 40_028)}
    yield instead(opened, kinds["task-given-back"](**TASK, **ASK, **GIVEN, **BETWEEN, **back))


def _with(role):
    return f"memo/with:buurthuis/speelplekken/{BETWEEN[role]}"


def _between(source, target, cents):
    return Posting(_with(source), -cents), Posting(_with(target), cents)
