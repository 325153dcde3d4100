"""Of the story, before the Monday it begins on: who received reports, and each funder determines its part.

What was paid too much is claimed back.
"""

from datetime import UTC, datetime

from tests.unit.audit.year_ending import until

POOL, FAIR = "vast", "kermis"
RIDE, STAFF, SIGNS = f"{FAIR}:molen", f"{FAIR}:hulp", f"{FAIR}:borden"
FIRST, SECOND = f"{RIDE}:claim-1", f"{RIDE}:claim-2"
"""The claims that last: in three instalments, and in one."""
AFTER_SIX_WEEKS = datetime(2026, 2, 24, 9, tzinfo=UTC)


def settle(hands, *, open_pool, mandate, contribute, submit, ask, answer, confirm):
    """One funder determines in full before any report, one at less and at less again, one by mistake and up again."""
    open_pool(hands, POOL)
    by_two = {"four_eyes_above_cents": 5_000, "second_approver": "college"}
    mandate(hands, POOL, automatic=True, **by_two)
    contribute(hands, "groen", POOL, "groen-vast", 4_000, ["ontmoeten"], "wijkteam")
    zuilen = ask("hulp", "zuil:welzijn", ontmoeten=1_000), ask("borden", "zuil:groen", ontmoeten=301)
    terms = {"repayment": "bullet", "annual_rate": "0", "day_count": "act/365F", "months_between": 1, "instalments": 1}
    lent = {**ask("tent", "zuil:uitkeringen", ontmoeten=600), "instrument": "loan", "loan": terms}
    submit(hands, "buurttuin", FAIR, [ask("molen", f"pool:{POOL}", ontmoeten=2_700), *zuilen, lent], own=1_000)
    hands.carry_all()
    for funder, named, cents in (
        ("welzijn", STAFF, 1_000),
        ("groen", SIGNS, 301),
        ("uitkeringen", f"{FAIR}:tent", 600),
    ):
        answer(hands, funder, named, cents)
    hands.carry_all()
    for payer, named, cents in (("wijkteam", RIDE, 2_700), ("welzijn", STAFF, 1_000), ("groen", SIGNS, 301)):
        confirm(hands, payer, f"{named}:1", cents)
    hands.carry_all()
    _refund(hands, 100)
    determine(hands, "groen", SIGNS, 301, ex_officio=True)
    _report(hands, 3_601)
    _report(hands, 3_401)
    _determine_the_ride(hands)
    _determine_the_staff(hands)


def _refund(hands, cents):
    """Before anything is determined."""
    back = {"principal_cents": cents, "interest_cents": 0}
    hands.must("wijkteam", hands.settlement, "record-refund", order=f"{RIDE}:1", **back)
    hands.carry_all()


def _report(hands, cents):
    hands.must(
        "buurttuin",
        hands.settlement,
        "submit-report",
        application=FAIR,
        costs=[{"what": "Molen en hulp", "cents": cents}],
        other_cents=201,
        results=[{"indicator": "Bezoekers", "unit": "mensen", "reached": "900"}],
        hours=80,
        words="De molen draaide drie dagen",
    )


def determine(hands, by, ask, cents, ground=None, **how):
    why = {"ground": ground, "reason": "Zo volgt het uit het verslag"}
    hands.must(by, hands.settlement, "determine-grant", ask=ask, cents=cents, **why, **how)
    hands.carry_all()


def _determine_the_ride(hands):
    determine(hands, "wijkteam", RIDE, 2_300, "costs-lower", instalments=3, months_between=1)
    determine(hands, "wijkteam", RIDE, 2_100, "new-facts")


def _determine_the_staff(hands):
    """By mistake; at less, then at more, then in full: each takes back what was claimed before it."""
    determine(hands, "welzijn", STAFF, 700, "costs-lower")
    mistake = {"ask": STAFF, "ground": "wrong-amount"}
    hands.must("welzijn", hands.settlement, "correct-determination", **mistake)
    determine(hands, "welzijn", STAFF, 800, "obligations-not-met")
    determine(hands, "welzijn", STAFF, 900, "reconsidered")
    determine(hands, "welzijn", STAFF, 1_000, "reconsidered")
    determine(hands, "welzijn", STAFF, 900, "determination-was-wrong")


def collect(hands):
    """In advance, once it is due, with too much entered, and the rest of it never."""
    _repay(hands, FIRST, 40)
    until(hands, AFTER_SIX_WEEKS)
    hands.strike()
    hands.carry_all()
    _repay(hands, FIRST, 70)
    _repay(hands, SECOND, 150, towards="principal")
    right = {"repayment": 1, "cents": 120, "ground": "wrong-amount"}
    hands.must("wijkteam", hands.settlement, "correct-repayment", order=SECOND, **right)
    gone = {"principal_cents": 80, "interest_cents": 0}
    why = {"ground": "uncollectable", "reason": "De kas is leeg"}
    hands.must("wijkteam", hands.settlement, "write-off-loan", order=SECOND, **gone, **why)
    hands.carry_all()


def _repay(hands, claim, cents, towards="instalments"):
    came = {"cents": cents, "received_on": hands.clock.now().date().isoformat(), "towards": towards}
    hands.must("wijkteam", hands.settlement, "record-repayment", order=claim, **came)
    hands.carry_all()
