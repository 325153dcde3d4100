"""Before the story begins: a year ends, and what the own municipality did not spend of it lapses."""

from datetime import UTC, datetime, timedelta

from tests.unit.audit.returning import HALL, WRONG

LAST_DECEMBER = datetime(2025, 12, 30, 9, tzinfo=UTC)
OLD = "oud"
_PERIOD = {"valid_from": "2025-01-01", "valid_to": "2027-12-31"}
_GOALS = [{"goal": "ontmoeten", "task_field": "6.1", "code_year": 2025}]


def end_a_year(hands, submit, ask):
    """One contribution lapses, one is carried over, of three of others two are to go back.

    What was held is released after the last day.
    """
    frame = {"decision": "Raadsbesluit 2025-3", "ceiling_cents": 900_000, **_PERIOD}
    where = {"pool": OLD, "neighbourhood": "Spoorbuurt"}
    hands.must("college", hands.pool, "open-pool", **where, goals=_GOALS, frame=frame, budget_holder="wijkteam")
    limits = {"limit_cents": 90_000, "total_cents": 90_000, "goals": ["ontmoeten"], "automatic": True}
    hands.must("college", hands.pool, "set-mandate", pool=OLD, **limits, **_PERIOD)
    _put_in(hands, "welzijn", "welzijn-oud", 500)
    _put_in(hands, "wijkteam", "wijk-over", 30)
    _put_in(hands, "woonstede", "huur", 10)
    for name, cents in ((HALL, 40), (WRONG, 20)):
        _put_in(hands, "woonstede", name, cents, recurring="structural", at_year_end="returned")
    carried = {"contribution": "wijk-over", "last_day": "2026-12-31", "decision": "Raadsbesluit 2025-93"}
    hands.must("raad", hands.pool, "carry-over", pool=OLD, **carried)
    asks = [ask("vuurwerk", "pool:oud", ontmoeten=200), ask("schoonmaak", "pool:nergens", ontmoeten=100)]
    submit(hands, "buurttuin", "oudjaar", asks, days=7)
    hands.carry_all()
    hands.clock.on(days=2)
    hands.carry_all()
    _look(hands)
    hands.clock.on(days=8)
    _look(hands)
    hands.carry_all()


def _look(hands):
    """Let timers run in every service."""
    for desk in hands.desks.values():
        desk.writer.commands([])


def _put_in(hands, party, name, cents, **changed):
    kind = {"task_field": "6.1", "year": 2025, "recurring": "incidental", "domain": "social", **changed}
    where = {"pool": OLD, "contribution": name}
    hands.must(party, hands.pool, "pledge", **where, cents=cents, earmarks=["ontmoeten"], **kind)
    if party != "wijkteam":
        (offer,) = [one.offer for one in hands.pool.state.pledges.of(OLD).waiting.values() if one.contribution == name]
        hands.must("wijkteam", hands.pool, "accept-pledge", **where, offer=offer)
    hands.must("wijkteam", hands.pool, "receive", **where, cents=cents, received_on="2025-12-30")


def until(hands, moment):
    """Nothing happens for a while."""
    hands.clock.on(seconds=(moment - hands.clock.now()) / timedelta(seconds=1))
