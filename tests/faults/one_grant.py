"""One grant by today's contract, on a platform whose pool a town of then has opened: from the pledge to the payment."""

from datetime import UTC, datetime, timedelta

import msgspec

from examples.steps import today
from tests.faults.test_restored_log import YEAR, client, must, until
from tests.town.applicants import form
from tests.town.ledger import stored
from tests.town.plan import GOALS

POOL, HOLDER = "groenpot", "wijkteam"
CENTS = 10_000
GIVEN = {"pool": POOL, "contribution": "groen-nieuw"}
WHAT = {"earmarks": ["groen"], "task_field": "5.7", "recurring": "incidental", "domain": "physical"}
MANDATE = {"pool": POOL, "limit_cents": 10**5, "total_cents": 10**11, "goals": [*GOALS], "automatic": True, **YEAR}
PAYERS = {"nieuw:pot:1": HOLDER, "nieuw:zuil:1": "woonstede"}


async def granted_and_paid(platform):
    await must(platform, "college", "pool", "set-mandate", **MANDATE)
    await _received(platform)
    next_week = datetime.now(UTC) + timedelta(days=7)
    await must(platform, "buurttuin", "applications", "submit-application", **form("nieuw", _asks(), next_week))
    yes = {"ask": "nieuw:zuil", "revision": 1, "cents": CENTS, "answer": "hold"}
    await must(platform, "woonstede", "applications", "answer-ask", **yes)
    until(lambda: PAYERS.keys() <= _ordered(platform), "it is granted, and payments are ordered")
    for order, payer in PAYERS.items():
        paid = {"order": order, "cents": CENTS, "paid_on": today().isoformat()}
        await must(platform, payer, "settlement", "confirm-payment", **paid)


async def _received(platform):
    """A pledge counts once it is accepted: that is what contract 0.2 brought."""
    await must(platform, "groen", "pool", "pledge", **GIVEN, cents=CENTS, **WHAT, year=today().year)
    async with client(platform, HOLDER) as holder:
        waiting = (await holder.ask("pool", "offers", pool=POOL))["offers"]
    (offer,) = (one["offer"] for one in waiting if one["contribution"] == GIVEN["contribution"])
    await must(platform, HOLDER, "pool", "accept-pledge", **GIVEN, offer=offer)
    await must(platform, HOLDER, "pool", "receive", **GIVEN, cents=CENTS, received_on=today().isoformat())


def _asks():
    lines, funders = [{"goal": "groen", "cents": CENTS}], {"pot": f"pool:{POOL}", "zuil": "zuil:woonstede"}
    return {
        name: {"ask": name, "funder": funder, "lines": lines, "instrument": "grant"} for name, funder in funders.items()
    }


def _ordered(platform):
    found = (event.stored for event in stored(platform.logs["settlement"]))
    return {msgspec.json.decode(each.fact)["order"] for each in found if each.kind == "payment-ordered"}
