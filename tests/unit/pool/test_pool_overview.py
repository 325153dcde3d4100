"""What became of the money: by contribution, contributor, goal and task field, exhausted or not, and how."""

import pytest

from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    asked,
    committed,
    hear_failed,
    hear_paid,
    hear_refund,
    held,
    moestuin,
    paid_in,
    pledged,
)
from tests.unit.pool.test_pool_views import busy

STANDS = ("free", "held", "committed", "paid", "returning", "gone")


def overview(pool, group_by="goal", **page):
    found = pool.ask("overview", pool="moestuin", group_by=group_by, **page)
    return {row["name"]: row for row in found["rows"]}


def became(pool, group_by="goal"):
    return {name: row["became"] for name, row in overview(pool, group_by).items()}


@pytest.mark.parametrize("group_by", ["contribution", "contributor"])
def test_every_cent_that_came_in_is_somewhere(group_by):
    for row in overview(busy(), group_by).values():
        came = row["received_cents"] + row["came_back_cents"] + row["short_cents"]
        assert came == sum(row[f"{name}_cents"] for name in STANDS)


def test_what_is_engaged_for_a_goal_is_told_with_that_goal_alone():
    rows, shown = overview(busy()), busy().ask("pool", pool="moestuin")["goals"]
    for goal in shown:
        row = rows[goal["goal"]]
        for name in ("held", "committed", "paid"):
            assert row[f"{name}_cents"] == goal[f"{name}_cents"]
        assert row["free_cents"] == goal["available_cents"]


def test_a_task_field_is_all_of_its_goals_and_money_for_two_of_them_counts_once():
    goals = (e.Goal("bomen", "5.7", 2026), e.Goal("perken", "5.7", 2026))
    pool = moestuin(*paid_in("breed", 300, "bomen", "perken"), *paid_in("smal", 20, "bomen"))
    opened = pool.state.pools.by_name["moestuin"]
    opened.opened = e.PoolOpened("moestuin", "Spoorbuurt", goals, opened.opened.frame, "welzijn")
    assert overview(pool, "task-field")["5.7"]["free_cents"] == 320
    assert [row["free_cents"] for row in overview(pool).values()] == [320, 300]


def test_exhausted_or_not_and_how():
    """Meeting is held for, work is committed: what might pay for green as well is held elsewhere."""
    ask, other = asked(ontmoeten=100), asked(ask="repair:geld", werk=50)
    held_for, work = held(ask, ("ontmoeten", "breed", 100)), held(other, ("werk", "smal", 50))
    money = *paid_in("breed", 100, "ontmoeten", "groen"), *paid_in("smal", 50, "werk")
    pool = moestuin(*money, ask, held_for, other, work, committed(work))
    assert became(pool) == {"ontmoeten": "held", "werk": "spent", "groen": "held"}
    assert overview(pool)["groen"]["held_elsewhere_cents"] == 100
    hear_failed(pool)
    assert became(pool) == {"ontmoeten": "free", "werk": "spent", "groen": "free"}


def test_what_was_spent_on_another_goal_is_spent_elsewhere():
    ask = asked(ontmoeten=100)
    hold = held(ask, ("ontmoeten", "breed", 100))
    pool = moestuin(*paid_in("breed", 100, "ontmoeten", "groen"), ask, hold, committed(hold))
    assert became(pool) == {"ontmoeten": "spent", "werk": "never-funded", "groen": "spent-elsewhere"}
    hear_paid(pool, 100)
    hear_refund(pool, principal=1)
    assert became(pool)["groen"] == "free"


def test_promised_never_funded_and_taken_back_are_told_apart():
    pool = moestuin(pledged("beloofd", 50, "werk"), *paid_in("breed", 100, "ontmoeten"))
    assert became(pool) == {"ontmoeten": "free", "werk": "promised", "groen": "never-funded"}
    pool.when("withdraw-contribution", by="welzijn", pool="moestuin", contribution="breed", cents=100)
    assert became(pool) == {"ontmoeten": "gone", "werk": "promised", "groen": "never-funded"}
    assert overview(pool, "contributor")["welzijn"]["gone_cents"] == 100


def test_rows_come_a_page_at_a_time_and_of_a_pool_that_is_there():
    found = busy().ask("overview", pool="moestuin", group_by="contribution", after=1, limit=1)
    assert (found["total"], [row["name"] for row in found["rows"]]) == (3, ["breed"])
    assert busy().ask("overview", pool="elders").code == "unknown-pool"


def test_money_that_came_by_a_support_hides_nothing_of_what_is_held_elsewhere():
    green, work = asked(groen=100), asked(ask="repair:geld", werk=100)
    facts = (
        *(*paid_in("eigen", 100, "werk", "groen"), *paid_in("ander", 100, "ontmoeten")),
        *(green, held(green, ("groen", "eigen", 100))),
        *(work, held(work, ("werk", "ander", 100), under=[("steun", "werk", "ander", 100)])),
    )
    row = overview(moestuin(*facts))["werk"]
    assert (row["held_cents"], row["held_elsewhere_cents"]) == (100, 100)
