"""Of the story: residents take over a part of a task with its budget, and give some of it back with what is unspent."""

MEADOW, SWINGS = "wei", "schommels"


def challenge(hands, open_pool, mandate, contribute, submit, ask, answer, confirm):
    """Eight of ten; one application for more fails. Of the eight, two, three and one go back, each in another way."""
    open_pool(hands, MEADOW, "groen")
    mandate(hands, MEADOW, automatic=True, second_approver="college")
    contribute(hands, "groen", MEADOW, "groen-wei", 4_000, ["groen"], "groen")
    task = {"task": "speelplekken", "description": "Speelplekken, een jaar", "unit": "plekken", "units": 10}
    of = {"goal": "groen", "performer": "gemeente", "unit_cents": 100}
    hands.must("groen", hands.pool, "register-task", pool=MEADOW, **task, **of)
    for name, party, units, cents in ((SWINGS, "buurttuin", 8, 700), ("wippen", "bakkerscollectief", 2, 200)):
        taken = ask("plekken", f"pool:{MEADOW}", groen=cents) | {"takes_over": {"task": "speelplekken", "units": units}}
        submit(hands, party, name, [taken, ask("verf", "zuil:welzijn", ontmoeten=50)])
        hands.carry_all()
    answer(hands, "welzijn", f"{SWINGS}:verf", 50)
    gone = {"application": "wippen", "reason": "Te weinig handen"}
    hands.must("bakkerscollectief", hands.applications, "withdraw-application", **gone)
    hands.carry_all()
    confirm(hands, "groen", f"{SWINGS}:plekken:1", 700)
    hands.carry_all()
    _give_back(hands)


def _give_back(hands):
    where = {"pool": MEADOW, "ask": f"{SWINGS}:plekken"}
    hands.must("buurttuin", hands.pool, "give-back-task", **where, units=2, cents=150)
    hands.must("college", hands.pool, "hand-over", pool=MEADOW, budget_holder="welzijn")
    hands.carry_all()
    hands.must("welzijn", hands.pool, "consent-to-give-back", **where, number=1)
    _refund(hands, 100)
    _refund(hands, 50)
    hands.must("welzijn", hands.pool, "give-back-task", **where, units=1, cents=0, reason="Het plein gaat op de schop")
    hands.must("welzijn", hands.pool, "give-back-task", **where, units=3, cents=90, reason="De keuring bleef uit")
    hands.must("welzijn", hands.pool, "end-give-back", **where, number=3, reason="Alsnog gekeurd")
    hands.must("buurttuin", hands.pool, "give-back-task", **where, units=1, cents=0)
    hands.must("welzijn", hands.pool, "end-give-back", **where, number=4, reason="Dit jaar is er geen ploeg voor")
    hands.must("buurttuin", hands.pool, "give-back-task", **where, units=3, cents=60)
    hands.must("welzijn", hands.pool, "consent-to-give-back", **where, number=5)
    _refund(hands, 40)
    right = {"refund": 3, "principal_cents": 60, "interest_cents": 0, "ground": "wrong-amount"}
    hands.must("welzijn", hands.settlement, "correct-refund", order=f"{SWINGS}:plekken:1", **right)
    hands.carry_all()


def _refund(hands, cents):
    back = {"principal_cents": cents, "interest_cents": 0}
    hands.must("welzijn", hands.settlement, "record-refund", order=f"{SWINGS}:plekken:1", **back)
    hands.carry_all()
