"""A pool at the turn of the year, in three real logs: what happened in December is entered and heard in January.

| recorded | what | counts for |
|---|---|---|
| 2 March 2026 | groen pays in 1,000; 400 of it is granted to the garden | that day |
| | groen pledges 50 until 30 June and 70 until 31 December, of which nothing comes | that day |
| 1 July | the 50 lapse | that day |
| 4 January 2027 | the 70 lapse | that day |
| | the 400 was paid on 30 December, says the payer | 30 December, in settlement's log |
| | welzijn pledges 200 | 4 January |
| | 150 of that came on 29 December already | 29 December |
| 5 January | 2026 is closed; after that the pool hears of the payment | 1 January, about 30 December |
| 6 January | 100 comes back, and 20 more of welzijn's | that day, and 5 January |
| 7 January | the 150 should have been 140 | that day |
"""

import json
from datetime import UTC, datetime

from deploy.ports import Ports
from tests.faults.carried import Hands

POOL, APPLICATION, ASK = "moestuin", "tuin", "tuin:kas"
PERIOD = {"valid_from": "2026-01-01", "valid_to": "2027-12-31"}
PLEDGE = {"pool": POOL, "task_field": "5.7", "recurring": "incidental", "domain": "physical"}


def told(data):
    """A platform's folder with these logs; no service runs."""
    data.mkdir()
    ports = Ports.free()
    (data / "ports.json").write_text(json.dumps({"nats": ports.nats, "health": ports.health}), "utf-8")
    hands = Hands(data)
    _march(hands)
    hands.clock.to(datetime(2026, 7, 1, 9, tzinfo=UTC))
    hands.strike()
    hands.clock.to(datetime(2027, 1, 4, 9, tzinfo=UTC))
    _december_in_january(hands)
    hands.clock.to(datetime(2027, 1, 5, 9, tzinfo=UTC))
    hands.must("college", hands.pool, "close-year", year=2026, decision="Jaarrekening 2026")
    hands.carry_all()
    hands.clock.to(datetime(2027, 1, 6, 9, tzinfo=UTC))
    hands.must(
        "wijkteam", hands.settlement, "record-refund", order=f"{ASK}:1", principal_cents=100_00, interest_cents=0
    )
    _receive(hands, "welzijn-laat", 20_00, "2027-01-05")
    hands.clock.to(datetime(2027, 1, 7, 9, tzinfo=UTC))
    right = {"pool": POOL, "contribution": "welzijn-laat", "receipt": 1, "cents": 140_00, "ground": "wrong-amount"}
    hands.must("wijkteam", hands.pool, "correct-contribution", **right)
    hands.carry_all()
    hands.close()


def _march(hands):
    goals = [{"goal": goal, "task_field": "5.7", "code_year": 2026} for goal in ("groen", "ontmoeten")]
    frame = {"decision": "Raadsbesluit 2026-7", "ceiling_cents": 5_000_00, **PERIOD}
    where = {"pool": POOL, "neighbourhood": "Spoorbuurt", "goals": goals, "frame": frame, "budget_holder": "wijkteam"}
    hands.must("college", hands.pool, "open-pool", **where)
    limits = {"limit_cents": 1_000_00, "total_cents": 4_000_00, "goals": ["groen", "ontmoeten"], "automatic": True}
    hands.must("college", hands.pool, "set-mandate", pool=POOL, **limits, **PERIOD)
    _pledge(hands, "groen", "groen-2026", 1_000_00, earmarks=["groen"], year=2026)
    _receive(hands, "groen-2026", 1_000_00, "2026-03-02")
    _pledge(hands, "groen", "groen-zomer", 50_00, earmarks=["groen"], year=2026, lapses_on="2026-06-30")
    _pledge(hands, "groen", "groen-winter", 70_00, earmarks=["groen"], year=2026, lapses_on="2026-12-31")
    hands.must("buurttuin", hands.applications, "submit-application", **_application())
    hands.carry_all()


def _december_in_january(hands):
    paid = {"order": f"{ASK}:1", "cents": 400_00, "paid_on": "2026-12-30"}
    hands.must("wijkteam", hands.settlement, "confirm-payment", **paid)
    _pledge(hands, "welzijn", "welzijn-laat", 200_00, earmarks=["ontmoeten"], year=2027)
    _receive(hands, "welzijn-laat", 150_00, "2026-12-29")


def _pledge(hands, party, contribution, cents, **terms):
    hands.must(party, hands.pool, "pledge", contribution=contribution, cents=cents, **PLEDGE, **terms)
    offer = hands.pool.state.pledges.of(POOL).waiting[contribution].offer
    hands.must("wijkteam", hands.pool, "accept-pledge", pool=POOL, contribution=contribution, offer=offer)


def _receive(hands, contribution, cents, received_on):
    money = {"pool": POOL, "contribution": contribution, "cents": cents, "received_on": received_on}
    hands.must("wijkteam", hands.pool, "receive", **money)


def _application():
    ask = {"ask": "kas", "funder": f"pool:{POOL}", "lines": [{"goal": "groen", "cents": 400_00}], "instrument": "grant"}
    return {
        "application": APPLICATION,
        "purpose": "Een moestuin voor de buurt",
        "neighbourhood": "Spoorbuurt",
        "results": [{"indicator": "Tuinders", "unit": "personen", "target": "25", "goal": "groen"}],
        "costs": [{"what": "Kas", "cents": 500_00}],
        "asks": [ask],
        "other_money": [{"source": "Leden", "kind": "own", "cents": 100_00}],
        "hours": [],
        "expected_savings": [],
        "term": "structural",
        "decide_by": datetime(2026, 4, 1, tzinfo=UTC),
    }
