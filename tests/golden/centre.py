"""The community centre of `story`: a pool of two contributors, an application with everything in it, an earn-back."""

from datetime import timedelta

from examples.steps import accepts, own_money
from tests.golden.cast import a_form, an_ask, asked

MONEY = {"recurring": "incidental", "domain": "social", "year": 2025}
MANDATE = {"valid_from": "2025-02-01", "valid_to": "2098-12-31"}


async def last_year_closed(players):
    await players.college.does("pool", "close-year", year=2024, decision="Raadsbesluit 2025-12, jaarrekening")


async def two_pools(players):
    """One with a second approver, whose money comes from two parties; one that answers by itself."""
    await players.college.does(
        "pool",
        "open-pool",
        pool="buurthuis",
        neighbourhood="Stationskwartier",
        goals=[
            {"goal": "ontmoeten", "task_field": "6.1", "code_year": 2025},
            {"goal": "vergroenen", "task_field": "5.7", "code_year": 2024},
        ],
        frame={
            "decision": "Raadsbesluit 2025-31",
            "ceiling_cents": 9_000_000,
            "valid_from": "2025-01-01",
            "valid_to": "2099-12-31",
        },
        budget_holder="welzijn",
    )
    await players.college.does(
        "pool",
        "set-mandate",
        pool="buurthuis",
        limit_cents=1_000_000,
        total_cents=2_000_000,
        goals=["vergroenen", "ontmoeten"],
        automatic=False,
        four_eyes_above_cents=400_000,
        second_approver="gemeente",
        **MANDATE,
    )
    await _put_in(players, "welzijn", "buurthuis", "welzijn-2025", 500_000, ["ontmoeten"], "6.1")
    await _put_in(players, "groen", "buurthuis", "groen-2025", 700_000, ["vergroenen", "ontmoeten"], "5.7")
    taken_back = {"pool": "buurthuis", "contribution": "groen-2025", "cents": 60_007}
    await players.groen.does("pool", "withdraw-contribution", **taken_back)
    await _promises(players)
    await _automatic_pool(players)


async def _promises(players):
    """One that lapses was accepted and cancelled with a reason; one was taken back; of one the last day comes."""
    terms = {"earmarks": ["vergroenen"], "task_field": "5.7", **MONEY}
    for number, (name, last) in enumerate((("ingetrokken", {"lapses_on": "2098-06-30"}), ("terug", {}))):
        what = {"pool": "buurthuis", "contribution": f"groen-{name}", "cents": 30_031 + number, **terms, **last}
        await players.groen.does("pool", "pledge", **what)
    await accepts(players.welzijn, "buurthuis", "groen-ingetrokken")
    why = {"contribution": "groen-ingetrokken", "reason": "De raad trok het groenplan in"}
    await players.college.does("pool", "cancel-pledge", pool="buurthuis", **why)
    no = {"contribution": "groen-terug", "reason": "Voor groen is er genoeg"}
    await players.welzijn.does("pool", "cancel-pledge", pool="buurthuis", **no)
    await players.groen.does(
        "pool", "pledge", pool="buurthuis", contribution="groen-verlopen", cents=30_033, **terms, lapses_on="2025-03-03"
    )
    await accepts(players.welzijn, "buurthuis", "groen-verlopen")
    back = {"pool": "buurthuis", "contribution": "groen-bedacht"}
    await players.groen.does("pool", "pledge", **back, cents=30_034, **terms)
    await players.groen.does("pool", "cancel-pledge", **back)


async def _automatic_pool(players):
    await players.college.does(
        "pool",
        "open-pool",
        pool="straatfonds",
        neighbourhood="Havenkwartier",
        goals=[{"goal": "straatfeest", "task_field": "6.1", "code_year": 2025}],
        frame={"decision": "Raadsbesluit 2025-32", "ceiling_cents": 800_000, **MANDATE},
        budget_holder="groen",
    )
    await players.college.does(
        "pool",
        "set-mandate",
        pool="straatfonds",
        limit_cents=100_000,
        total_cents=600_000,
        goals=["straatfeest"],
        automatic=True,
        **MANDATE,
    )
    await _put_in(players, "groen", "straatfonds", "straten-2025", 300_000, ["straatfeest"], "6.1")


async def _put_in(players, contributor, pool, contribution, cents, earmarks, task_field):
    pledged = {"earmarks": earmarks, "task_field": task_field, "cents": cents + 1_000, **MONEY}
    await players[contributor].does("pool", "pledge", pool=pool, contribution=contribution, **pledged)
    holder = {"buurthuis": "welzijn", "straatfonds": "groen"}[pool]
    if holder != contributor:
        await accepts(players[holder], pool, contribution)
    received = {"contribution": contribution, "cents": cents, "received_on": "2025-03-03"}
    await players[holder].does("pool", "receive", pool=pool, **received)


# One application with everything in it

KITCHEN = an_ask("keuken", "pool:buurthuis", ontmoeten=500_001, vergroenen=150_002)
DOORSTEP = an_ask("drempel", "pool:buurthuis", ontmoeten=50_003)
GUIDANCE = an_ask("begeleiding", "zuil:participatie", werk=240_004)
GUIDANCE_FOR_LESS = an_ask("begeleiding", "zuil:participatie", werk=200_005)
OTHER_MONEY = [
    {"source": "Verkoop van taart", "kind": "own", "cents": 40_006},
    {"source": "Buurtactie", "kind": "crowdfunding", "cents": 30_007},
]
GAP_CLOSED = [*OTHER_MONEY, {"source": "Meubels verkocht", "kind": "own", "cents": 90_002}]


async def second_approval(players):
    """A no becomes a yes for less, what was held is dropped, and two approve: so it is granted."""
    form = a_form(
        "buurthuis-2025",
        KITCHEN,
        DOORSTEP,
        GUIDANCE,
        other_money=OTHER_MONEY,
        replaces="De subsidie die het buurthuis tot nu toe kreeg",
        expected_savings=[
            {
                "benefit_holder": "uitkeringen",
                "cents": 1_300_008,
                "recurrence": "structural",
                "evidence": "Eén uitkering minder, volgens de normbedragen",
            }
        ],
    )
    await players.repaircafe.does("applications", "submit-application", **form)
    held = {"pool": "buurthuis", "ask": "buurthuis-2025:drempel", "revision": 1, "cents": 50_003}
    await asked(players.welzijn, "buurthuis-2025:drempel")
    await players.welzijn.does("pool", "hold-ask", **held)
    await players.repaircafe.hears("pool", "reservation-held", ask="buurthuis-2025:drempel")
    await _answers(
        players.participatie, 1, 240_004, "decline", ground="outside-goal", reason="Past, maar niet voor dit bedrag"
    )
    rearranged = {"asks": [KITCHEN, GUIDANCE_FOR_LESS], "other_money": GAP_CLOSED}
    await players.repaircafe.does("applications", "rearrange", application="buurthuis-2025", **rearranged)
    await players.repaircafe.hears("pool", "reservation-released", ask="buurthuis-2025:drempel", revision=2)
    await _answers(players.participatie, 2, 200_005, "hold")
    kitchen = {"pool": "buurthuis", "ask": "buurthuis-2025:keuken", "revision": 1}
    await players.welzijn.does("pool", "hold-ask", **kitchen, cents=650_003)
    await players.welzijn.is_refused("already-held", "pool", "hold-ask", **kitchen, cents=650_003)
    await players.gemeente.hears("pool", "hold-awaits-second-approval", ask=kitchen["ask"])
    await players.gemeente.does("pool", "approve-hold", **kitchen)
    await players.repaircafe.hears("applications", "application-granted", application="buurthuis-2025")


async def _answers(zuil, revision, cents, answer, **more):
    asked = await zuil.hears("applications", "zuil-asked", application="buurthuis-2025", revision=revision)
    said = {"ask": asked["ask"], "revision": revision, "cents": cents, "answer": answer}
    await zuil.does("applications", "answer-ask", **said, **more)


async def paid_and_refunded(players):
    """A payment fails and is made again; another budget holder pays the other, and gets some of it back."""
    ordered = await players.participatie.hears("settlement", "payment-ordered", order="buurthuis-2025:begeleiding:1")
    failed = {"order": ordered["order"], "reason": "De rekening is opgeheven"}
    await players.participatie.does("settlement", "report-payment-failed", **failed)
    await _pays(players.participatie, order="buurthuis-2025:begeleiding:2")
    await players.welzijn.hears("settlement", "payment-ordered", order="buurthuis-2025:keuken:1")
    await _proposed(players, "buurthuis-en-uitkering")
    await players.college.does("pool", "hand-over", pool="buurthuis", budget_holder="wijkteam")
    order = await players.wijkteam.hears("settlement", "order-reassigned", order="buurthuis-2025:keuken:1")
    await players.wijkteam.does(
        "settlement", "confirm-payment", order=order["order"], cents=order["cents"], paid_on="2025-03-03"
    )
    await players.repaircafe.hears("pool", "reservation-paid", ask="buurthuis-2025:keuken")
    back = {"order": order["order"], "principal_cents": 100_009, "interest_cents": 777}
    await players.wijkteam.does("settlement", "record-refund", **back)
    await players.groen.hears("pool", "interest-received", order=order["order"])


async def _pays(payer, **order):
    ordered = await payer.hears("settlement", "payment-ordered", **order)
    paid = {"order": ordered["order"], "cents": ordered["cents"], "paid_on": "2025-03-03"}
    await payer.does("settlement", "confirm-payment", **paid)


# Earn-back


async def _proposed(players, name, **terms):
    """Investor, benefit holder and the supported budget's holder are three parties."""
    await players.participatie.does(
        "settlement",
        "propose-earn-back",
        earn_back=name,
        ask="buurthuis-2025:begeleiding",
        benefit_holder="uitkeringen",
        recipient={"pool": "buurthuis", "contribution": "groen-2025"},
        move_share="0.25",
        move_cap_cents=300_011,
        return_share="0.5",
        **{"return_cap_cents": 190_012, **terms},
        return_from="2023-07-01",
        term_from="2023-04-01",
        term_to="2029-12-31",
    )


async def earned_back(players):
    """Asked again after the handover, agreed; one claim is rejected, one divided and paid, and one stays open."""
    name = "buurthuis-en-uitkering"
    asked = await players.wijkteam.hears("settlement", "earn-back-consent-asked", earn_back=name)
    consent = {"earn_back": name, "terms_hash": asked["terms_hash"]}
    await players.uitkeringen.does("settlement", "consent-to-earn-back", **consent)
    await players.wijkteam.does("settlement", "consent-to-earn-back", **consent)
    await _claims(players, "jaar-een", baseline_cents=1_200_013, measured_cents=100_014)
    rejected = {"claim": "jaar-een", "reason": "De meting gaat over een ander jaar"}
    await players.kenniscentrum.does("settlement", "reject-saving", **rejected)
    await _claims(players, "jaar-een-opnieuw", baseline_cents=1_200_013, measured_cents=200_015)
    await players.kenniscentrum.does("settlement", "verify-saving", claim="jaar-een-opnieuw", cents=990_016)
    order = f"{name}:jaar-een-opnieuw:recipient"
    failed = {"order": order, "reason": "Het rekeningnummer klopt niet"}
    await players.uitkeringen.does("settlement", "report-payment-failed", **failed)
    await _pays(players.uitkeringen, order=f"{order}:2")
    await players.groen.hears("pool", "saving-received", order=f"{order}:2")
    await _claims(players, "tuinman", subject="uitkering-tuinman", baseline_cents=400_017, measured_cents=1)
    await _proposed(players, "nog-niet-eens", return_cap_cents=None, gated_return=True)


async def _claims(players, claim, subject="uitkering-kok", **amounts):
    await players.uitkeringen.does(
        "settlement",
        "claim-saving",
        earn_back="buurthuis-en-uitkering",
        claim=claim,
        subject=subject,
        period_from="2023-08-01",
        period_to="2024-07-31",
        evidence=f"Dossier {claim} bij de afdeling Inkomen",
        verifier="kenniscentrum",
        **amounts,
    )
    await players.kenniscentrum.hears("settlement", "saving-claimed", claim=claim)


# What stays open, and what time ends


async def left_open(players):
    """One ask may still be held, one awaits the second approval, and a zuil has not answered."""
    small = an_ask("stoelen", "pool:buurthuis", ontmoeten=20_018, vergroenen=10_019)
    large = an_ask("dak", "pool:buurthuis", vergroenen=410_020)
    form = a_form(
        "buurthuis-later",
        small,
        large,
        an_ask("winkel", "zuil:economie", ondernemen=70_021),
        other_money=own_money(5_022),
        term="incidental",
        plan_after="Daarna draagt de buurt het zelf",
    )
    await players.de_moestuin.does("applications", "submit-application", **form)
    await asked(players.wijkteam, "buurthuis-later:dak")
    held = {"pool": "buurthuis", "ask": "buurthuis-later:dak", "revision": 1, "cents": 410_020}
    await players.wijkteam.does("pool", "hold-ask", **held)
    await players.gemeente.hears("pool", "hold-awaits-second-approval", ask="buurthuis-later:dak")


async def too_late(players, clock):
    """Nobody answers in time."""
    until = (clock() + timedelta(seconds=2)).isoformat()
    ask = an_ask("huur", "zuil:woonstede", wonen=30_023)
    form = a_form("te-laat", ask, other_money=own_money(1_024), decide_by=until)
    await players.de_moestuin.does("applications", "submit-application", **form)
    await players.de_moestuin.hears("applications", "application-failed", application="te-laat")
