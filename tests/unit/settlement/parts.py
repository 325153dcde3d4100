"""The greenhouse's grant, paid in parts: at once, on a day, once something is reached."""

from dataclasses import replace
from datetime import date

from tests.unit.settlement import facts as e
from tests.unit.settlement.world import JOB, agreement, scenario

ASK = "tuin:kas"
LATER = date(2026, 9, 1)
PARTS = (e.Advance(50, None, None), e.Advance(20, LATER, None), e.Advance(10, None, "De kas staat"))
GRANT = replace(agreement(ASK, "pool:moestuin", 250_001), advances=PARTS)
OF_ZUIL = replace(agreement(JOB, cents=100), advances=(e.Advance(33, None, None), e.Advance(67, None, "Af")))
FIRST, SECOND, THIRD = (f"{ASK}:advance-{number}:1" for number in (1, 2, 3))
REST = f"{ASK}:rest-1:1"


def commit(world, ask=ASK):
    return world.heard("pool", "reservation-committed", pool="moestuin", ask=ask)


def grant(world, *asks):
    named = [{"ask": one.ask, "funder": one.funder, "cents": one.cents, "instrument": "grant"} for one in asks]
    advances = [{"ask": one.ask, "advances": [part._asdict() for part in one.advances]} for one in asks]
    said = {"application": "tuin", "applicant": asks[0].recipient, "asks": named, "advances": advances}
    return world.heard("applications", "application-granted", **said)


def orders(world, ask=ASK):
    return {order.slip.order: (order.slip.cents, order.status) for order in world.state.orders.of(ask)}


def pay(world, *names, by="welzijn"):
    for name in names:
        cents = world.state.orders.by_id[name].slip.cents
        world.when("confirm-payment", by=by, order=name, cents=cents, paid_on=world.now.date()).then(e.PaymentConfirmed)
    return world


def granted(*facts):
    """The pool's ask is granted and committed: two orders, and one that waits for the greenhouse."""
    world = scenario(*facts)
    grant(world, GRANT).then(e.AgreementMade)
    commit(world).then(e.PaymentOrdered, e.PaymentOrdered)
    return world


def say(world, command, *, by="welzijn", ask=ASK, advance=3, **more):
    return world.when(command, by=by, ask=ask, advance=advance, **more)


def report(world, *, by="de-moestuin", **more):
    return say(world, "report-milestone", by=by, words="Zie de foto's.", **more)


def decline(world, *, by="welzijn", **more):
    return say(world, "decline-milestone", by=by, reason="Er zit geen glas in.", **more)


def release(world, **more):
    return say(world, "release-advance", **more)


def determine(world, cents, ground=None, *, by="welzijn", ask=ASK):
    fields = {"ex_officio": True, "instalments": 1, "months_between": 1}
    return world.when("determine-grant", by=by, ask=ask, cents=cents, ground=ground, reason="Zo is het.", **fields)


def undo(world, *, by="welzijn"):
    return world.when("correct-determination", by=by, ask=ASK, ground="wrong-amount")
