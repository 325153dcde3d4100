"""Of the story, before the Monday it begins on: grants that are changed before they are determined.

One that is paid in advances is lowered, raised in part, and lowered again after a determination that was a mistake; one
is nothing any more; of one more is paid after less; with one a part of a task goes back.
"""

from tests.unit.audit.determining import determine

POOL, HUT = "hut-pot", "hut"
FLOOR, PAINT, DOOR, CHORE = f"{HUT}:vloer", f"{HUT}:verf", f"{HUT}:deur", f"{HUT}:klus"
"""Of the pool, in three advances; two of zuilen, all at once; and of the pool, with a task."""
SUPPORT = "hut-groen"


def change_grants(hands, *, open_pool, mandate, contribute, submit, ask, answer, confirm):
    open_pool(hands, POOL)
    mandate(hands, POOL, automatic=True)
    contribute(hands, "wijkteam", POOL, "wijk-hut", 1_200, ["ontmoeten"], "wijkteam")
    contribute(hands, "woonstede", POOL, "huur-hut", 1_500, ["ontmoeten"], "wijkteam")
    _prepare(hands)
    in_parts = [{"percent": 30}, {"percent": 25, "due_on": "2026-05-01"}, {"percent": 20, "milestone": "De vloer ligt"}]
    floor = ask("vloer", f"pool:{POOL}", ontmoeten=701, groen=302) | {"advances": in_parts}
    zuilen = ask("verf", "zuil:welzijn", ontmoeten=200), ask("deur", "zuil:groen", ontmoeten=400)
    task = {"takes_over": {"task": "klussen", "units": 3}}
    submit(hands, "buurttuin", HUT, [floor, *zuilen, ask("klus", f"pool:{POOL}", ontmoeten=150) | task])
    hands.carry_all()
    answer(hands, "welzijn", PAINT, 200)
    answer(hands, "groen", DOOR, 400)
    hands.carry_all()
    _change_the_floor(hands, confirm)
    change(hands, "welzijn", PAINT, 0, "money-not-made-available")
    _change_the_door(hands, confirm)
    _give_a_chore_back(hands)
    _report(hands)


def change(hands, by, ask, cents, ground):
    why = {"ground": ground, "reason": "De hut wordt anders"}
    hands.must(by, hands.settlement, "change-grant", ask=ask, cents=cents, **why)
    hands.carry_all()


def _prepare(hands):
    goals = {"from_goal": "ontmoeten", "to_goal": "groen"}
    period = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    why = {"evidence": "Een hut in het groen", "budget_change": "Raadsbesluit 2026-22"}
    what = {"pool": POOL, "support": SUPPORT, "contributions": ["wijk-hut"], "max_cents": 310}
    hands.must("wijkteam", hands.pool, "propose-support", **what, **goals, **period, **why)
    task = {"task": "klussen", "description": "Klussen aan de hut", "unit": "klussen", "units": 4}
    of = {"goal": "ontmoeten", "performer": "gemeente", "unit_cents": 60}
    hands.must("wijkteam", hands.pool, "register-task", pool=POOL, **task, **of)


def _change_the_floor(hands, confirm):
    """Its second advance is open all the time; its third is nothing, then less than it was."""
    confirm(hands, "wijkteam", f"{FLOOR}:advance-1:1", 301)
    change(hands, "wijkteam", FLOOR, 500, "circumstances-changed")
    change(hands, "wijkteam", FLOOR, 700, "reconsidered")
    of = {"ask": FLOOR, "advance": 3}
    hands.must("buurttuin", hands.settlement, "report-milestone", **of, words="De vloer ligt erin")
    hands.must("wijkteam", hands.settlement, "release-advance", **of)
    change(hands, "wijkteam", FLOOR, 400, "activities-not-done")
    change(hands, "wijkteam", FLOOR, 660, "reconsidered")
    confirm(hands, "wijkteam", f"{FLOOR}:advance-3-change-4:1", 108)
    failed = {"order": f"{FLOOR}:advance-2-change-4:1", "reason": "Rekening opgeheven"}
    hands.must("wijkteam", hands.settlement, "report-payment-failed", **failed)
    hands.carry_all()
    determine(hands, "wijkteam", FLOOR, 600, "costs-lower", ex_officio=True)
    hands.must("wijkteam", hands.settlement, "correct-determination", ask=FLOOR, ground="wrong-amount")
    hands.carry_all()
    change(hands, "wijkteam", FLOOR, 609, "at-request")
    determine(hands, "wijkteam", FLOOR, 609, ex_officio=True)
    confirm(hands, "wijkteam", f"{FLOOR}:rest-2:1", 200)
    hands.carry_all()


def _change_the_door(hands, confirm):
    change(hands, "groen", DOOR, 300, "obligations-not-met")
    confirm(hands, "groen", f"{DOOR}:change-1:1", 300)
    change(hands, "groen", DOOR, 350, "reconsidered")
    confirm(hands, "groen", f"{DOOR}:change-2:1", 50)


def _give_a_chore_back(hands):
    where = {"pool": POOL, "ask": CHORE}
    hands.must("buurttuin", hands.pool, "give-back-task", **where, units=1, cents=50)
    hands.must("wijkteam", hands.pool, "consent-to-give-back", **where, number=1)
    hands.carry_all()
    change(hands, "wijkteam", CHORE, 100, "at-request")


def _report(hands):
    """Of nothing a part is nothing."""
    costs, words = [{"what": "Hout en verf", "cents": 901}], "De hut staat"
    what = {"application": HUT, "costs": costs, "other_cents": 0, "results": [], "hours": 0, "words": words}
    hands.must("buurttuin", hands.settlement, "submit-report", **what)
    hands.carry_all()
