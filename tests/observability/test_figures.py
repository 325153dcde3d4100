"""What is shown of money and open business: sums the state keeps, checked against what they are the sums of."""

import re
from collections import Counter

import pytest

from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.log.fold import replay
from tests.simulation.running import workers
from tests.simulation.world import Case, World

SERVICES = {service.name: service for service in (APPLICATIONS, POOL, SETTLEMENT)}


def figures_of(case):
    """A world that was lived to its end: where its sums are wrong, what is shown of them, and what grants left over."""
    world = World(case)
    assert world.run().problems == []
    states = {name: replay(service, world.logs[name]).state for name, service in SERVICES.items()}
    wrong = [problem for name, state in states.items() for problem in wrong_sums(name, state)]
    shown = {name: SERVICES[name].money(state) | SERVICES[name].open_business(state) for name, state in states.items()}
    reservations = states["pool"].holds.reservations.values()
    freed = sum(piece.cents for reservation in reservations for piece in reservation.all_freed)
    return wrong, shown, freed


def wrong_sums(name, state):
    totals = Counter()
    for account, cents in state.books.balances.items():
        totals[SERVICES[name].chart.of(account).pattern] += cents
    if state.books.totals != {kind: cents for kind, cents in totals.items() if cents}:
        yield f"{name}: totals {state.books.totals}, of accounts {totals}"
    groups = Counter()
    for account, cents in state.books.balances.items():
        if (declared := SERVICES[name].chart.of(account)).is_grouped:
            groups[declared.all_of(account.partition("/")[0])] += cents
    if state.books.groups != {group: cents for group, cents in groups.items() if cents}:
        yield f"{name}: groups {state.books.groups}, of accounts {groups}"
    if name == "settlement":
        return
    kept, found = (state.holds if name == "pool" else state.asks).standings, standings(name, state)
    if kept != found:
        yield f"{name}: standings {kept}, of asks {found}"


def standings(name, state):
    if name == "pool":
        return Counter(str(reservation.standing) for reservation in state.holds.reservations.values())
    return Counter(ask.standing for asks in state.asks.open.values() for ask in asks.values())


@pytest.mark.timeout(240)
def test_sums_are_right_and_services_agree_when_nothing_is_under_way():
    with workers(1) as pool:
        worlds = [pool.apply(figures_of, [Case(seed)]) for seed in range(34, 46)]
    total = Counter()
    for wrong, shown, freed in worlds:
        assert wrong == []
        promised, pools, paid = (shown[name] for name in SERVICES)
        assert promised["held-by-pools"] == pools["held"]
        out = pools["paid"] + pools["written-off"]
        assert promised["granted-by-pools"] == pools["committed"] + out + freed
        assert out + pools["given-back"] - pools["refunded"] - pools["earned"] == paid["paid-by-pools"]
        assert pools["moved-in"] == paid["moved-into-pools"]
        assert all(amount >= 0 for service in shown.values() for amount in service.values())
        for service in shown.values():
            total.update(service)
    for seen in ("granted-by-pools", "granted-by-zuilen", "paid", "refunded", "paid-by-zuilen", "saving-verified"):
        assert total[seen], f"no world has any {seen}"


@pytest.mark.parametrize(
    ("name", "account", "figures"),
    [
        ("pool", "moestuin/welzijn-2026/held", {"held": 1}),
        ("pool", "memo/moestuin/welzijn-2026/pledged", {"pledged": 1}),
        ("pool", "contributor:welzijn", {}),
        ("applications", "memo/ask:pool:moestuin/tuin:kas/held", {"held-by-pools": 1}),
        ("applications", "memo/ask:zuil:zuil-meel/cake:meel/granted", {"granted-by-zuilen": 1}),
        ("applications", "memo/funder:pool:moestuin", {}),
        ("settlement", "payer:pool:moestuin", {"paid-by-pools": -1}),
        ("settlement", "order:zuil:zuil-meel/o-1", {"ordered-of-zuilen": 1, "paid-by-zuilen": -1}),
        ("settlement", "party:de-moestuin", {"received-by-parties": 1}),
        ("settlement", "into:moestuin/welzijn-2026", {"moved-into-pools": 1}),
        ("settlement", "memo/baseline:welzijn/e-1", {"saving-verified": -1}),
        ("settlement", "memo/saving:welzijn/e-1/to-investor", {"saving-to-investors": 1}),
        ("settlement", "memo/saving:welzijn/e-1/short", {"saving-divided-too-much": -1}),
    ],
)
def test_an_account_counts_with_its_kind_whosever_it_is(name, account, figures):
    assert SERVICES[name].chart.of(account).figures == figures


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_figures_of_an_empty_state_are_all_there_and_zero(service):
    """A panel that shows nothing says less than one that shows 0."""
    state = service.new_state()
    figures = {**service.money(state), **service.open_business(state)}
    assert figures
    assert set(figures.values()) == {0}
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in figures)
