"""Of the story, before the Monday it begins on: grants that are paid in advances, at once, later and for a milestone.

One is determined at less, by mistake, and then with a rest; one in full; one at less than its advances.
"""

from tests.unit.audit.determining import determine

POOL, BARN = "delen", "schuur"
ROOF, CHAIRS, STOVE = f"{BARN}:dak", f"{BARN}:stoelen", f"{BARN}:kachel"
"""Of the pool, in three advances; of a zuil; and of the pool, all of it for one milestone."""
SUPPORT = "delen-groen"


def pay_in_parts(hands, *, open_pool, mandate, contribute, submit, ask, answer, confirm, mistaken):
    open_pool(hands, POOL)
    mandate(hands, POOL, automatic=True)
    contribute(hands, "wijkteam", POOL, "wijk-delen", 1_200, ["ontmoeten"], "wijkteam")
    contribute(hands, "woonstede", POOL, "huur-delen", 1_500, ["ontmoeten"], "wijkteam")
    _support(hands)
    in_parts = [{"percent": 33}, {"percent": 21, "due_on": "2026-05-01"}, {"percent": 25, "milestone": "Het dak ligt"}]
    roof = ask("dak", f"pool:{POOL}", ontmoeten=1_001, groen=302) | {"advances": in_parts}
    for_chairs = [{"percent": 30, "due_on": "2026-01-01"}, {"percent": 45, "milestone": "De stoelen staan er"}]
    chairs = ask("stoelen", "zuil:welzijn", ontmoeten=1_001) | {"advances": for_chairs}
    stove = ask("kachel", f"pool:{POOL}", ontmoeten=400) | {"advances": [{"percent": 50, "milestone": "Hij brandt"}]}
    submit(hands, "buurttuin", BARN, [roof, chairs, stove])
    hands.carry_all()
    answer(hands, "welzijn", CHAIRS, 1_001)
    hands.carry_all()
    _pay_the_roof(hands, confirm, mistaken)
    _reach(hands, "wijkteam", ROOF, 3, confirm, 326)
    _determine_the_roof(hands, confirm)
    _pay_the_chairs(hands, confirm)
    _reach(hands, "wijkteam", STOVE, 1, confirm, 200)
    determine(hands, "wijkteam", STOVE, 170, "costs-lower", ex_officio=True)
    determine(hands, "wijkteam", STOVE, 160, "new-facts", ex_officio=True)


def _support(hands):
    goals = {"from_goal": "ontmoeten", "to_goal": "groen"}
    period = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    why = {"evidence": "Wie bouwt, ontmoet elkaar", "budget_change": "Raadsbesluit 2026-18"}
    what = {"pool": POOL, "support": SUPPORT, "contributions": ["wijk-delen"], "max_cents": 310}
    hands.must("wijkteam", hands.pool, "propose-support", **what, **goals, **period, **why)


def _pay_the_roof(hands, confirm, mistaken):
    """The first by mistake and then truly, of which something comes back; the second fails and is ordered again."""
    first = f"{ROOF}:advance-1:1"
    confirm(hands, "wijkteam", first, 430)
    hands.carry_all()
    mistaken(hands, "wijkteam", first)
    confirm(hands, "wijkteam", first, 430)
    hands.carry_all()
    failed = {"order": f"{ROOF}:advance-2:1", "reason": "Rekening opgeheven"}
    hands.must("wijkteam", hands.settlement, "report-payment-failed", **failed)
    back = {"principal_cents": 13, "interest_cents": 2}
    hands.must("wijkteam", hands.settlement, "record-refund", order=first, **back)
    hands.carry_all()


def _reach(hands, payer, ask, advance, confirm, cents):
    """It is reported too early; released once it is reported again."""
    of = {"ask": ask, "advance": advance}
    hands.must("buurttuin", hands.settlement, "report-milestone", **of, words="Bijna klaar")
    hands.must(payer, hands.settlement, "decline-milestone", **of, reason="Het dak lekt nog")
    hands.must("buurttuin", hands.settlement, "report-milestone", **of, words="Nu echt klaar")
    hands.must(payer, hands.settlement, "release-advance", **of)
    confirm(hands, payer, f"{ask}:advance-{advance}:1", cents)
    hands.carry_all()


def _determine_the_roof(hands, confirm):
    """Too low, and before its rest is paid that is corrected; then again, with a rest that is paid."""
    determine(hands, "wijkteam", ROOF, 900, "costs-lower", ex_officio=True)
    hands.must("wijkteam", hands.settlement, "correct-determination", ask=ROOF, ground="wrong-amount")
    hands.carry_all()
    determine(hands, "wijkteam", ROOF, 1_200, "costs-lower", ex_officio=True)
    confirm(hands, "wijkteam", f"{ROOF}:rest-2:1", 1_200 - (430 + 326 - 13))
    hands.carry_all()


def _pay_the_chairs(hands, confirm):
    """All that was granted is determined: the rest is paid."""
    confirm(hands, "welzijn", f"{CHAIRS}:advance-1:1", 300)
    hands.must("welzijn", hands.settlement, "release-advance", ask=CHAIRS, advance=2)
    confirm(hands, "welzijn", f"{CHAIRS}:advance-2:1", 451)
    determine(hands, "welzijn", CHAIRS, 1_001, ex_officio=True)
    confirm(hands, "welzijn", f"{CHAIRS}:rest-1:1", 250)
    hands.carry_all()
