"""A small sound history of a neighbourhood, in three real logs: every kind of fact that can come about, at least once.

The real services decide and the real writers record; messages are carried between the logs by hand.
"""

from datetime import timedelta

from shared.calendar import civil_date
from shared.log.facts import LogGuarded, NewIdentifierAllowed, OlderLogAllowed, RefillAllowed
from tests.faults.carried import MONDAY, Hands
from tests.unit.audit.advancing import pay_in_parts
from tests.unit.audit.challenging import challenge
from tests.unit.audit.changing import DOOR, change_grants
from tests.unit.audit.determining import STAFF, collect, settle
from tests.unit.audit.lending import LENDING, lend
from tests.unit.audit.returning import SHORT, close, give_back
from tests.unit.audit.supporting import PARK, stop, support
from tests.unit.audit.waiting import wait
from tests.unit.audit.year_ending import LAST_DECEMBER, OLD, end_a_year, until

GOALS = [
    {"goal": "ontmoeten", "task_field": "6.1", "code_year": 2026},
    {"goal": "groen", "task_field": "5.7", "code_year": 2026},
]
FRAME = {
    "decision": "Raadsbesluit 2026-7",
    "ceiling_cents": 5_000_000,
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
}


def tell(folder):
    """Record the whole story; where the logs are, by service."""
    hands = Hands(folder, LAST_DECEMBER)
    hands.must("college", hands.pool, "close-year", year=2024, decision="Jaarrekening 2024")
    end_a_year(hands, _submit, ask)
    give_back(hands, OLD, _confirm, _send_back, _mistaken)
    _settle(hands)
    _pay_in_parts(hands)
    _change_grants(hands)
    _lend(hands)
    collect(hands)
    until(hands, MONDAY)
    open_pools(hands)
    _grant_the_garden(hands)
    _pay_the_garden(hands)
    _earn_back(hands)
    _refund(hands)
    _fail_the_cake(hands)
    _let_the_choir_wait_too_long(hands)
    _end_the_market(hands)
    _grant_the_coffee(hands)
    _amend_the_frames(hands)
    _ask_oneself(hands)
    _close_a_pool(hands)
    _take_over(hands)
    _leave_the_bench_open(hands)
    _make_room(hands)
    _use_a_support(hands)
    wait(hands, _open, _mandate, _contribute, _submit, _rearrange, ask)
    _change_the_register(hands)
    _let_the_operator_refill(hands)
    hands.close()
    return {name: f"sqlite:///{desk.path}" for name, desk in hands.desks.items()}


def _lend(hands):
    to_be = {"mandate": _mandate, "submit": _submit, "ask": ask, "answer": _answer}
    lend(hands, put_in=_put_in_to_lend, **to_be, confirm=_confirm, send_back=_send_back)
    _contribute(hands, "woonstede", LENDING, "buffer-later", 400_000, ["groen"], "wijkteam", first_loss=True)
    less = {"pool": LENDING, "contribution": "buffer-later", "cents": 50_000}
    hands.must("woonstede", hands.pool, "withdraw-contribution", **less)


def _put_in_to_lend(hands, pool):
    _open(hands, pool)
    _mandate(hands, pool, automatic=False)
    _contribute(hands, "groen", pool, "groen-leent", 250_000, ["ontmoeten"], "wijkteam")
    _contribute(hands, "woonstede", pool, "huur-leent", 200_000, ["ontmoeten"], "wijkteam")
    _contribute(hands, "woonstede", pool, "buffer", 60_000, ["groen"], "wijkteam", first_loss=True)


def open_pools(hands):
    for pool, holder in (("wijk", "wijkteam"), ("buurt", "welzijn")):
        hands.must(
            "college",
            hands.pool,
            "open-pool",
            pool=pool,
            neighbourhood="Spoorbuurt",
            goals=GOALS,
            frame=FRAME,
            budget_holder=holder,
        )
    _mandate(hands, "wijk", automatic=False, four_eyes_above_cents=300_000, second_approver="college")
    _mandate(hands, "buurt", automatic=True)
    _contribute(hands, "welzijn", "wijk", "welzijn-2026", 400_000, ["ontmoeten"], "wijkteam")
    _contribute(hands, "groen", "wijk", "groen-2026", 500_000, ["groen", "ontmoeten"], "wijkteam")
    _contribute(hands, "woonstede", "buurt", "woonstede-2026", 300_000, ["groen", "ontmoeten"], "welzijn")
    hands.must("groen", hands.pool, "withdraw-contribution", pool="wijk", contribution="groen-2026", cents=50_000)
    _promise_more(hands)
    _correct(hands)
    assert hands.send("groen", hands.pool, "open-pool") == "not-yours"
    hands.carry_all()


def _mandate(hands, pool, **limits):
    hands.must(
        "college",
        hands.pool,
        "set-mandate",
        pool=pool,
        limit_cents=1_000_000,
        total_cents=3_000_000,
        goals=["ontmoeten", "groen"],
        valid_from="2026-01-01",
        valid_to="2026-12-31",
        **limits,
    )


def _contribute(hands, party, pool, contribution, cents, earmarks, holder, **terms):
    hands.must(
        party,
        hands.pool,
        "pledge",
        pool=pool,
        contribution=contribution,
        cents=cents,
        earmarks=earmarks,
        task_field="6.1",
        year=2026,
        recurring="structural",
        domain="social",
        **terms,
    )
    if party != holder:
        accept(hands, pool, contribution, holder)
    for part in (cents // 2, cents // 4):
        hands.must(
            holder,
            hands.pool,
            "receive",
            pool=pool,
            contribution=contribution,
            cents=part,
            received_on=civil_date(hands.clock.now()).isoformat(),
        )


def accept(hands, pool, contribution, holder):
    offer = hands.pool.state.pledges.of(pool).waiting[contribution].offer
    hands.must(holder, hands.pool, "accept-pledge", pool=pool, contribution=contribution, offer=offer)


def _promise(hands, party, pool, contribution, cents, **terms):
    hands.must(
        party,
        hands.pool,
        "pledge",
        pool=pool,
        contribution=contribution,
        cents=cents,
        earmarks=["groen"],
        task_field="5.7",
        year=2026,
        recurring="incidental",
        domain="physical",
        **terms,
    )


def _promise_more(hands):
    """The budget holder pledges itself; some offers end, one waits for a new budget holder; pledges are cancelled."""
    _promise(hands, "welzijn", "buurt", "welzijn-buurt", 9_000)
    _promise(hands, "groen", "buurt", "groen-wacht", 8_000, lapses_on="2026-12-31")
    _promise(hands, "groen", "buurt", "groen-terug", 7_000)
    hands.must("groen", hands.pool, "cancel-pledge", pool="buurt", contribution="groen-terug")
    _promise(hands, "woonstede", "buurt", "woonstede-nee", 6_000)
    no = {"pool": "buurt", "contribution": "woonstede-nee", "reason": "Dit doel heeft al genoeg"}
    hands.must("college", hands.pool, "cancel-pledge", **no)
    _promise(hands, "groen", "wijk", "groen-kort", 5_000, lapses_on="2026-03-02")
    accept(hands, "wijk", "groen-kort", "wijkteam")
    _promise(hands, "groen", "wijk", "groen-vergeten", 4_000, lapses_on="2026-03-02")
    _promise(hands, "woonstede", "wijk", "woonstede-later", 3_000, lapses_on="2026-06-30")
    accept(hands, "wijk", "woonstede-later", "wijkteam")
    hands.must("woonstede", hands.pool, "cancel-pledge", pool="wijk", contribution="woonstede-later")
    _promise(hands, "woonstede", "wijk", "woonstede-uit", 2_000)
    accept(hands, "wijk", "woonstede-uit", "wijkteam")
    why = {"pool": "wijk", "contribution": "woonstede-uit", "reason": "De raad trok het plan in"}
    hands.must("college", hands.pool, "cancel-pledge", **why)


def _correct(hands):
    """A receipt entered twice; and a pledge and its receipt a thousand times too much, which two parties agree upon."""
    where = {"pool": "buurt", "contribution": "woonstede-2026"}
    hands.must("welzijn", hands.pool, "correct-contribution", **where, receipt=2, cents=0, ground="entered-twice")
    received_on = civil_date(hands.clock.now()).isoformat()
    hands.must("welzijn", hands.pool, "receive", **where, cents=75_000, received_on=received_on)
    _promise(hands, "groen", "wijk", "groen-veel", 900_000)
    accept(hands, "wijk", "groen-veel", "wijkteam")
    where = {"pool": "wijk", "contribution": "groen-veel"}
    hands.must("wijkteam", hands.pool, "receive", **where, cents=900_000, received_on=received_on)
    for what in ({"receipt": 1}, {}):
        right = {**where, **what, "cents": 900}
        hands.must("wijkteam", hands.pool, "correct-contribution", **right, ground="wrong-amount")
        hands.must("college", hands.pool, "approve-correction", **right)


def ask(name, funder, **cents_by_goal):
    lines = [{"goal": goal, "cents": cents} for goal, cents in cents_by_goal.items()]
    return {"ask": name, "funder": funder, "lines": lines, "instrument": "grant"}


def _submit(hands, party, application, asks, *, own=100_000, days=30):
    cents = sum(line["cents"] for one in asks for line in one["lines"])
    hands.must(
        party,
        hands.applications,
        "submit-application",
        application=application,
        purpose="De buurt tuiniert, kookt en zingt samen",
        neighbourhood="Spoorbuurt",
        results=[{"indicator": "Deelnemers", "unit": "personen", "target": "25", "goal": "ontmoeten"}],
        costs=[{"what": "Alles bij elkaar", "cents": cents + own}],
        asks=asks,
        other_money=_own(own),
        hours=[],
        expected_savings=[],
        term="structural",
        decide_by=(hands.clock.now() + timedelta(days=days)).isoformat(),
    )


def _own(cents):
    return [{"source": "Eigen kas", "kind": "own", "cents": cents}]


def _rearrange(hands, party, application, asks, *, own):
    hands.must(party, hands.applications, "rearrange", application=application, asks=asks, other_money=_own(own))


def _answer(hands, party, ask_id, cents, answer="hold", **reason):
    hands.must(party, hands.applications, "answer-ask", ask=ask_id, revision=1, cents=cents, answer=answer, **reason)


def _grant_the_garden(hands):
    """Two pools and a zuil. One ask is raised while its hold is on its way, one is dropped, two are declined first."""
    kas = ask("kas", "pool:wijk", ontmoeten=220_000, groen=100_001)
    tools = ask("gereedschap", "pool:buurt", groen=50_000)
    fence = ask("hek", "pool:buurt", groen=10_000)
    work = ask("werk", "zuil:uitkeringen", ontmoeten=500_000)
    _submit(hands, "buurttuin", "tuin", [kas, tools, fence, work])
    hands.carry(hands.applications, hands.pool)
    raised = ask("gereedschap", "pool:buurt", groen=60_000)
    _rearrange(hands, "buurttuin", "tuin", [kas, raised, work], own=100_000)
    hands.carry_all()
    exact = {"pool": "wijk", "ask": "tuin:kas", "revision": 1}
    hands.must(
        "wijkteam",
        hands.pool,
        "decline-ask",
        **exact,
        cents=320_001,
        ground="quality",
        reason="Eerst de tekening graag",
    )
    hands.carry_all()
    hands.must("wijkteam", hands.pool, "hold-ask", **exact, cents=320_001)
    hands.must("college", hands.pool, "approve-hold", **exact)
    _answer(
        hands, "uitkeringen", "tuin:werk", 500_000, "decline", ground="no-money", reason="Wij wachten op de begroting"
    )
    _answer(hands, "uitkeringen", "tuin:werk", 500_000)
    hands.carry(hands.pool, hands.applications)
    hands.carry(hands.applications, hands.pool)
    hands.carry(hands.pool, hands.settlement)  # the commits, before the grant they follow from
    hands.carry_all()


def _pay_the_garden(hands):
    _confirm(hands, "uitkeringen", "tuin:werk:1", 500_000)
    _confirm(hands, "wijkteam", "tuin:kas:1", 320_001)
    hands.must(
        "welzijn", hands.settlement, "report-payment-failed", order="tuin:gereedschap:1", reason="Rekening opgeheven"
    )
    assert hands.send("welzijn", hands.settlement, "confirm-payment", order="tuin:kas:1") == "field-missing"
    hands.must("college", hands.pool, "hand-over", pool="buurt", budget_holder="groen")
    hands.carry_all()
    _confirm(hands, "groen", "tuin:gereedschap:2", 60_000)
    _send_back(hands, "groen", "tuin:gereedschap:2")
    _confirm(hands, "groen", "tuin:gereedschap:3", 60_000)
    hands.carry_all()
    _mistaken(hands, "groen", "tuin:gereedschap:3")
    _confirm(hands, "groen", "tuin:gereedschap:3", 60_000)
    hands.carry_all()


def _confirm(hands, party, order, cents):
    hands.must(
        party,
        hands.settlement,
        "confirm-payment",
        order=order,
        cents=cents,
        paid_on=civil_date(hands.clock.now()).isoformat(),
    )


def _earn_back(hands):
    """The golden case; then one in which a pool invested, so that savings return to the contributions that paid."""
    _agree(hands, "uitkeringen", "werk-terug", "tuin:werk", "uitkeringen", "welzijn-2026", consents=("wijkteam",))
    hands.clock.on(days=1)
    hands.strike()
    claims = (("jaar-1", 500_000), ("jaar-2", 1), ("jaar-3", 700_000))
    for year, (claim, cents) in enumerate(claims, start=2021):
        _claim(hands, "uitkeringen", "werk-terug", claim, "tuinman", year, cents)
        hands.must("kenniscentrum", hands.settlement, "verify-saving", claim=claim, cents=cents)
    _claim(hands, "uitkeringen", "werk-terug", "jaar-4", "tuinman", 2024, 100)
    hands.must("kenniscentrum", hands.settlement, "reject-saving", claim="jaar-4", reason="Verkeerde periode")
    _confirm(hands, "uitkeringen", "werk-terug:jaar-2:recipient", 125_000)
    _confirm(hands, "uitkeringen", "werk-terug:jaar-2:investor", 1)
    _confirm(hands, "uitkeringen", "werk-terug:jaar-3:recipient", 175_000)
    _agree(hands, "wijkteam", "kas-terug", "tuin:kas", "groen", "groen-2026", consents=("groen",))
    _claim(hands, "groen", "kas-terug", "stook-1", "stookkosten", 2022, 400_000)
    hands.must("kenniscentrum", hands.settlement, "verify-saving", claim="stook-1", cents=399_999)
    hands.must(
        "groen",
        hands.settlement,
        "report-payment-failed",
        order="kas-terug:stook-1:investor",
        reason="Verkeerd nummer",
    )
    _confirm(hands, "groen", "kas-terug:stook-1:investor:2", 200_000)
    hands.carry_all()
    _send_back(hands, "groen", "kas-terug:stook-1:investor:2")
    _confirm(hands, "groen", "kas-terug:stook-1:investor:3", 200_000)
    hands.carry_all()
    _mistaken(hands, "groen", "kas-terug:stook-1:investor:3")
    _confirm(hands, "groen", "kas-terug:stook-1:investor:3", 200_000)
    hands.carry_all()
    _correct_savings(hands)
    _earn_back_what_is_determined(hands)
    _earn_back_what_was_changed(hands)


def _earn_back_what_is_determined(hands):
    """What was saved is more than that, and less than what was paid."""
    _agree(hands, "welzijn", "hulp-terug", STAFF, "groen", "groen-2026", consents=("groen", "wijkteam"))
    _claim(hands, "groen", "hulp-terug", "opzicht-1", "opzicht", 2023, 950)
    hands.must("kenniscentrum", hands.settlement, "verify-saving", claim="opzicht-1", cents=950)
    hands.carry_all()


def _earn_back_what_was_changed(hands):
    """All that is granted of it was paid, which is less than at first."""
    _agree(hands, "groen", "deur-terug", DOOR, "uitkeringen", "groen-2026", consents=("uitkeringen", "wijkteam"))
    _claim(hands, "uitkeringen", "deur-terug", "tocht-1", "tocht", 2023, 20)
    hands.must("kenniscentrum", hands.settlement, "verify-saving", claim="tocht-1", cents=20)
    hands.carry_all()


def _correct_savings(hands):
    """Less than was divided, of which one order is open and two are paid; the next saving fills it. One was none."""
    _correct_verification(hands, "jaar-3", 100_000)
    _claim(hands, "uitkeringen", "werk-terug", "jaar-5", "tuinman", 2025, 900_000)
    hands.must("kenniscentrum", hands.settlement, "verify-saving", claim="jaar-5", cents=200_000)
    _correct_verification(hands, "jaar-5", 900_000)
    _correct_verification(hands, "jaar-2", 0)


def _correct_verification(hands, claim, cents):
    right = {"claim": claim, "cents": cents, "ground": "wrong-amount"}
    hands.must("kenniscentrum", hands.settlement, "correct-verification", **right)
    hands.carry_all()


def _mistaken(hands, party, order):
    hands.must(party, hands.settlement, "correct-confirmation", order=order, ground="wrong-date")
    hands.carry_all()


def _send_back(hands, party, order):
    """The bank did, and its payer reports it the day after."""
    returned_on = civil_date(hands.clock.now()).isoformat()
    hands.clock.on(days=1)
    hands.must(party, hands.settlement, "report-returned", order=order, returned_on=returned_on)
    hands.carry_all()


def _agree(hands, investor, earn_back, ask_id, benefit_holder, contribution, *, consents):
    hands.must(
        investor,
        hands.settlement,
        "propose-earn-back",
        earn_back=earn_back,
        ask=ask_id,
        benefit_holder=benefit_holder,
        recipient={"pool": "wijk", "contribution": contribution},
        move_share="0.25",
        move_cap_cents=900_000,
        return_share="0.5",
        return_cap_cents=600_000,
        return_from="2022-01-01",
        term_from="2021-01-01",
        term_to="2030-12-31",
    )
    terms_hash = hands.settlement.facts("earn-back-proposed")[-1].terms_hash
    for party in consents:
        hands.must(party, hands.settlement, "consent-to-earn-back", earn_back=earn_back, terms_hash=terms_hash)


def _claim(hands, party, earn_back, claim, subject, year, cents):
    hands.must(
        party,
        hands.settlement,
        "claim-saving",
        earn_back=earn_back,
        claim=claim,
        subject=subject,
        period_from=f"{year}-01-01",
        period_to=f"{year}-12-31",
        baseline_cents=cents + 5,
        measured_cents=5,
        evidence="Jaarrekening",
        verifier="kenniscentrum",
    )


def _refund(hands):
    for principal, interest in ((100, 7), (33, 0)):
        hands.must(
            "wijkteam",
            hands.settlement,
            "record-refund",
            order="tuin:kas:1",
            principal_cents=principal,
            interest_cents=interest,
        )
        hands.carry_all()
    for refund, principal, interest in ((1, 60, 29), (2, 35, 0)):
        right = {"principal_cents": principal, "interest_cents": interest}
        mistake = {"order": "tuin:kas:1", "refund": refund, "ground": "wrong-amount"}
        hands.must("wijkteam", hands.settlement, "correct-refund", **mistake, **right)
        hands.carry_all()


def _fail_the_cake(hands):
    """Held by two, asked of a pool that does not exist, withdrawn: everybody is free again."""
    asks = [
        ask("meel", "zuil:zuil-meel", ontmoeten=10_000),
        ask("oven", "pool:buurt", ontmoeten=20_000),
        ask("suiker", "zuil:zuil-suiker", ontmoeten=5_000),
        ask("room", "pool:bestaat-niet", ontmoeten=1_000),
    ]
    _submit(hands, "bakkerscollectief", "taart", asks)
    hands.carry_all()
    _answer(hands, "zuil-meel", "taart:meel", 10_000)
    _answer(hands, "zuil-suiker", "taart:suiker", 5_000, "decline", ground="no-money", reason="De suiker is op")
    hands.must(
        "bakkerscollectief", hands.applications, "withdraw-application", application="taart", reason="Geen suiker"
    )
    hands.carry_all()


def _let_the_choir_wait_too_long(hands):
    """And one ask is raised after it was held: the pool lets go of the old amount, and holds the new one."""
    others = [ask("muziek", "zuil:groen", ontmoeten=4_000), ask("podium", "zuil:welzijn", ontmoeten=2_000)]
    _submit(hands, "buurttuin", "koor", [ask("zaal", "pool:buurt", ontmoeten=30_000), *others], days=7)
    hands.carry_all()
    _rearrange(hands, "buurttuin", "koor", [ask("zaal", "pool:buurt", ontmoeten=31_000), *others], own=99_000)
    hands.carry_all()
    _answer(hands, "groen", "koor:muziek", 4_000)
    hands.clock.on(days=8)
    hands.strike()
    hands.carry_all()


def _end_the_market(hands):
    """The executive decides so: the applicant is bankrupt."""
    stalls = [ask("kramen", "pool:buurt", ontmoeten=6_000), ask("tent", "zuil:groen", ontmoeten=2_000)]
    _submit(hands, "bakkerscollectief", "markt", stalls)
    hands.carry_all()
    ended = {"application": "markt", "reason": "Het collectief is failliet verklaard"}
    hands.must("college", hands.applications, "end-application", **ended)
    hands.carry_all()


def _grant_the_coffee(hands):
    """Granted by dropping the one ask that nobody answered; its orders are still open at the end."""
    cups = [ask("kopjes", "pool:buurt", ontmoeten=8_000), ask("bonen", "zuil:groen", ontmoeten=3_000)]
    _submit(hands, "bakkerscollectief", "koffie", [*cups, ask("melk", "zuil:welzijn", ontmoeten=1_000)])
    hands.carry_all()
    _answer(hands, "groen", "koffie:bonen", 3_000)
    _rearrange(hands, "bakkerscollectief", "koffie", cups, own=101_000)
    hands.carry_all()


def _amend_the_frames(hands):
    """The council lowers the one, and sets ceilings for the goals of the other."""
    lower = {**FRAME, "decision": "Raadsbesluit 2026-19", "ceiling_cents": 4_000_000}
    ceilings = [{"goal": "groen", "ceiling_cents": 100_000}, {"goal": "ontmoeten", "ceiling_cents": 50_000}]
    hands.must("raad", hands.pool, "amend-frame", pool="wijk", frame=lower, goals=GOALS)
    hands.must("raad", hands.pool, "amend-frame", pool="buurt", frame=lower, goals=GOALS, ceilings=ceilings)
    hands.carry_all()


def _leave_the_bench_open(hands):
    """Still undecided at the end, with a hold that is in force; what backed it first never came."""
    _promise(hands, "groen", "buurt", "groen-bank", 7_000)
    where, received_on = {"pool": "buurt", "contribution": "groen-bank"}, civil_date(hands.clock.now()).isoformat()
    hands.must("groen", hands.pool, "receive", **where, cents=7_000, received_on=received_on)
    _submit(hands, "buurttuin", "bank", [ask("hout", "pool:buurt", groen=7_000), ask("verf", "zuil:groen", groen=900)])
    hands.carry_all()
    hands.must("groen", hands.pool, "correct-contribution", **where, receipt=1, cents=0, ground="did-not-happen")
    hands.carry_all()


def _make_room(hands):
    """Undecided at the end as well: one hold has moved to money that came later, so that another could be held."""
    _open(hands, "hof")
    _mandate(hands, "hof", automatic=True)
    _contribute(hands, "wijkteam", "hof", "breed", 600, ["ontmoeten", "groen"], "wijkteam")
    _submit(
        hands, "buurttuin", "samenzang", [ask("koor", "pool:hof", ontmoeten=400), ask("zaal", "zuil:groen", groen=100)]
    )
    hands.carry_all()
    _contribute(hands, "wijkteam", "hof", "smal", 600, ["ontmoeten"], "wijkteam")
    _submit(hands, "buurttuin", "gevel", [ask("klimop", "pool:hof", groen=450), ask("verf", "zuil:groen", groen=100)])
    hands.carry_all()


def _open(hands, pool, budget_holder="wijkteam"):
    terms = {"pool": pool, "neighbourhood": "Spoorbuurt", "goals": GOALS, "frame": FRAME}
    hands.must("college", hands.pool, "open-pool", **terms, budget_holder=budget_holder)


def _use_a_support(hands):
    """Of two holds under it one is committed, and one moves to an earmark so that another can be held."""
    support(hands, PARK, _open, _mandate, _contribute)
    for name in ("bloembak", "zaaien"):
        planting = ask("planten", "pool:park", groen=250), ask("grond", "zuil:groen", groen=100)
        _submit(hands, "buurttuin", name, planting)
        hands.carry_all()
    _answer(hands, "groen", "bloembak:grond", 100)
    hands.carry_all()
    _contribute(hands, "groen", PARK, "groen-park", 300, ["groen"], "gemeente")
    spelen = ask("spel", "pool:park", ontmoeten=1_200), ask("ballen", "zuil:groen", groen=100)
    _submit(hands, "buurttuin", "spelen", spelen)
    hands.carry_all()
    stop(hands)


def _close_a_pool(hands):
    """Of others, who take what is left; one application was paid of it."""
    _open(hands, SHORT)
    _mandate(hands, SHORT, automatic=True)
    _contribute(hands, "woonstede", SHORT, "huur-kort", 160, ["ontmoeten"], "wijkteam")
    party = ask("tent", f"pool:{SHORT}", ontmoeten=60), ask("muziek", "zuil:groen", ontmoeten=100)
    _submit(hands, "buurttuin", "straatfeest", party)
    hands.carry_all()
    _answer(hands, "groen", "straatfeest:muziek", 100)
    hands.carry_all()
    close(hands, _confirm)


def _take_over(hands):
    challenge(hands, _open, _mandate, _contribute, _submit, ask, _answer, _confirm)


def _settle(hands):
    to_be = {"submit": _submit, "ask": ask, "answer": _answer, "confirm": _confirm}
    settle(hands, open_pool=_open, mandate=_mandate, contribute=_contribute, **to_be)


def _pay_in_parts(hands):
    to_be = {"submit": _submit, "ask": ask, "answer": _answer, "confirm": _confirm, "mistaken": _mistaken}
    pay_in_parts(hands, open_pool=_open, mandate=_mandate, contribute=_contribute, **to_be)


def _change_grants(hands):
    to_be = {"submit": _submit, "ask": ask, "answer": _answer, "confirm": _confirm}
    change_grants(hands, open_pool=_open, mandate=_mandate, contribute=_contribute, **to_be)


def _ask_oneself(hands):
    """A new second approver is told what waits; later the budget holder itself asks, and that one holds alone."""
    hands.must(
        "college",
        hands.pool,
        "open-pool",
        pool="plein",
        neighbourhood="Spoorbuurt",
        goals=GOALS,
        frame=FRAME,
        budget_holder="wijkteam",
    )
    _mandate(hands, "plein", automatic=True, four_eyes_above_cents=1_000, second_approver="college")
    _contribute(hands, "wijkteam", "plein", "wijkteam-2026", 50_000, ["groen"], "wijkteam")
    others = {"feest": ask("muziek", "zuil:groen", ontmoeten=400), "vijver": ask("vissen", "zuil:groen", groen=300)}
    _submit(hands, "bakkerscollectief", "feest", [ask("vlaggen", "pool:plein", groen=2_000), others["feest"]])
    hands.carry_all()
    flags = {"pool": "plein", "ask": "feest:vlaggen", "revision": 1}
    hands.must("wijkteam", hands.pool, "hold-ask", **flags, cents=2_000)
    _mandate(hands, "plein", automatic=True, four_eyes_above_cents=1_000, second_approver="gemeente")
    hands.must("gemeente", hands.pool, "approve-hold", **flags)
    hands.must("college", hands.pool, "hand-over", pool="plein", budget_holder="buurttuin")
    _submit(hands, "buurttuin", "vijver", [ask("schep", "pool:plein", groen=1_500), others["vijver"]])
    hands.carry_all()
    hands.must("gemeente", hands.pool, "hold-ask", pool="plein", ask="vijver:schep", revision=1, cents=1_500)
    hands.carry_all()
    _pay_and_mend_by_two(hands)


def _pay_and_mend_by_two(hands):
    """The second approver pays what the budget holder receives, and agrees to what is large; the next one is told."""
    flags, undone = {"order": "feest:vlaggen:1"}, {"principal_cents": 0, "interest_cents": 0}
    _answer(hands, "groen", "feest:muziek", 400)
    _answer(hands, "groen", "vijver:vissen", 300)
    hands.carry_all()
    _confirm(hands, "gemeente", "vijver:schep:1", 1_500)
    _confirm(hands, "buurttuin", "feest:vlaggen:1", 2_000)
    hands.must("buurttuin", hands.settlement, "correct-confirmation", **flags, ground="wrong-date")
    _mandate(hands, "plein", automatic=True, four_eyes_above_cents=1_000, second_approver="college")
    hands.carry_all()
    hands.must("college", hands.settlement, "approve-payment-correction", **flags, **undone)
    _confirm(hands, "buurttuin", "feest:vlaggen:1", 2_000)
    back, right = {"principal_cents": 1_900, "interest_cents": 0}, {"principal_cents": 100, "interest_cents": 0}
    hands.must("buurttuin", hands.settlement, "record-refund", **flags, **back)
    hands.must("buurttuin", hands.settlement, "correct-refund", **flags, refund=1, **right, ground="wrong-amount")
    hands.must("college", hands.settlement, "approve-payment-correction", **flags, refund=1, **right)
    hands.carry_all()


MERGED = {"oin": "00000099000000098000", "network": "kenniskoepel"}


def go_on(hands):
    """The register as the story leaves it, but for an impostor: for whoever acts after it."""
    hands.register.change("kenniscentrum", **MERGED)


def _change_the_register(hands):
    """One leaves, and another organisation is entered under its name: that one is refused. One has a new OIN."""
    left = hands.register.remove("rekenkamer", by="jansen", at=hands.clock.now())
    hands.strike()
    hands.clock.on(seconds=30)
    signed = {"changed_by": "jansen", "changed_at": hands.clock.now()}
    hands.register.put(left.model_copy(update={"oin": "00000099000000099000", **signed}))
    assert hands.send("rekenkamer", hands.settlement, "confirm-payment") == "party-replaced"
    was, oin = hands.register["kenniscentrum"].oin, MERGED["oin"]
    for desk in hands.desks.values():
        merged = NewIdentifierAllowed("kenniscentrum", was, oin, "Gefuseerd met een ander kenniscentrum")
        desk.writer.allow("operator/jansen", merged)
    go_on(hands)
    hands.strike()
    _claim(hands, "uitkeringen", "werk-terug", "jaar-6", "stookkosten", 2025, 100)
    hands.must("kenniscentrum", hands.settlement, "reject-saving", claim="jaar-6", reason="Zonder jaarrekening")
    hands.carry_all()


def _let_the_operator_refill(hands):
    """A broker that forgot may be refilled without one of its readers; a log may go on that was noted further."""
    until = hands.clock.now() + timedelta(hours=1)
    allowed = RefillAllowed(without=("settlement",), reason="De dienst wordt verhuisd", until=until)
    hands.pool.writer.allow("operator/jansen", allowed)
    older = OlderLogAllowed(hands.pool.writer.fold.log, 9_999, "9f" * 32, "Wat daarna kwam, is verbrand")
    hands.pool.writer.allow("operator/jansen", older)
    guarded = LogGuarded(("trigger stored_events_UPDATE_refused is gone",), "Een beheerder had hem weggehaald")
    hands.pool.writer.allow("operator/jansen", guarded)
