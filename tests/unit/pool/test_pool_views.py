"""What anyone may ask about pools and asks; amounts in cents, and never negative."""

import json
from dataclasses import replace

from services.pool.app import SERVICE
from shared.broker.bus import MAX_PAYLOAD
from shared.money import Posting
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    ASK,
    FOUR_EYES,
    OPENED,
    OTHER,
    asked,
    awaiting,
    closed,
    committed,
    hear_paid,
    hear_refund,
    hear_saving,
    held,
    moestuin,
    paid_in,
    pledged,
)
from tests.unit.scenario import Scenario

PAID = asked(ontmoeten=60)
HOLD = held(PAID, ("ontmoeten", "smal", 60))


def busy():
    """60 paid and 40 of it back with 3 interest, 25 held, 10 committed, a saving of 7 moved in."""
    held_ask, committed_ask = asked("fiets:geld", werk=25), asked("kas:geld", werk=10)
    committed_hold = held(committed_ask, ("werk", "breed", 10))
    pool = moestuin(
        *paid_in("smal", 100, "ontmoeten"),
        *paid_in("breed", 100, "ontmoeten", "werk", contributor="participatie"),
        pledged("beloofd", 50, "groen"),
        PAID,
        HOLD,
        committed(HOLD),
        closed(),
        held_ask,
        held(held_ask, ("werk", "breed", 25)),
        committed_ask,
        committed_hold,
        committed(committed_hold),
    )
    hear_paid(pool, 60)
    hear_refund(pool, principal=40, interest=3)
    hear_saving(pool, 7, "into:moestuin/breed")
    return pool


def amounts(found):
    return {name.removesuffix("_cents"): cents for name, cents in found.items() if name.endswith("_cents")}


def test_a_pool_shows_where_every_cent_is():
    found = busy().ask("pool", pool="moestuin")
    smal, breed, beloofd = found["contributions"]
    nothing = dict.fromkeys(amounts(smal), 0)
    assert amounts(smal) == nothing | {"free": 83, "paid": 60, "refunded": 40, "earned": 3}
    assert amounts(breed) == nothing | {"free": 72, "held": 25, "committed": 10, "moved_in": 7}
    assert amounts(beloofd) == nothing | {"pledged": 50}
    assert amounts(found) == {
        "ceiling": 1_000,
        "pledged": 50,
        "free": 155,
        "held": 25,
        "committed": 10,
        "paid": 60,
        "written_off": 0,
        "refunded": 40,
        "earned": 3,
        "moved_in": 7,
        "short": 0,
        "lapsed": 0,
        "returning": 0,
        "given_back": 0,
        "reserved": 0,
        "counted": 250,
        "others": 0,
        "net_outlay": 45,
    }
    assert not found["exhausted"]


def test_a_pool_shows_what_each_goal_can_count_on():
    none = {"ceiling": None, "reserved": 0}
    ontmoeten, werk, groen = busy().ask("pool", pool="moestuin")["goals"]
    assert amounts(ontmoeten) == {"available": 155, "held": 0, "committed": 0, "paid": 60, "engaged": 20} | none
    assert amounts(werk) == {"available": 72, "held": 25, "committed": 10, "paid": 0, "engaged": 35} | none
    assert amounts(groen) == {"available": 0, "held": 0, "committed": 0, "paid": 0, "engaged": 0} | none


def test_a_pool_shows_frame_and_mandate():
    found = moestuin(mandate=FOUR_EYES).ask("pool", pool="moestuin")
    assert found["frame"]["ceiling_cents"] == 1_000
    assert found["mandate"]["second_approver"] == "gemeente"
    assert Scenario(SERVICE).given(OPENED).ask("pool", pool="moestuin")["mandate"] is None


def test_an_exhausted_pool_says_so():
    ask = asked(werk=10)
    pool = moestuin(*paid_in("breed", 10, "werk"), ask, held(ask, ("werk", "breed", 10)))
    assert pool.ask("pool", pool="moestuin")["exhausted"]


def test_all_pools_are_listed_with_their_totals():
    listed = busy().given(OTHER).ask("pools")["pools"]
    assert [(pool["pool"], pool["free_cents"], pool["exhausted"]) for pool in listed] == [
        ("moestuin", 155, False),
        ("repair", 0, True),
    ]


def test_pools_are_listed_a_page_at_a_time():
    names = [f"pot-{number}" for number in range(1, 251)]
    many = Scenario(SERVICE).given(*(replace(OPENED, pool=name) for name in names))
    assert [pool["pool"] for pool in many.ask("pools")["pools"]] == names[:100]
    pages = [many.ask("pools", after=after, limit=120) for after in (0, 120, 240, 360)]
    assert [len(page["pools"]) for page in pages] == [120, 120, 10, 0]
    assert [pool["pool"] for page in pages for pool in page["pools"]] == names
    assert {page["total"] for page in pages} == {250}


def test_a_pool_shows_its_contributions_a_page_at_a_time_and_its_totals_whole():
    names = [f"inleg-{number}" for number in range(1, 201)]
    pool = moestuin(*(pledged(name, 1, "groen") for name in names))
    first, second = pool.ask("pool", pool="moestuin"), pool.ask("pool", pool="moestuin", after=100, limit=500)
    assert [each["contribution"] for page in (first, second) for each in page["contributions"]] == names
    assert [(page["total_contributions"], page["pledged_cents"]) for page in (first, second)] == [(200, 200)] * 2


def test_the_largest_pool_fits_into_one_message_by_default():
    """As many contributions and goals as a pool can have, with names as long as they can be."""
    goals = tuple(e.Goal(f"{number:02}".ljust(48, "d"), "6.71a", 2026) for number in range(50))
    earmarks = [goal.goal for goal in goals]
    many = [replace(pledged(f"{number:04}".ljust(48, "c"), 1, *earmarks), pool="groot") for number in range(1_000)]
    many = [replace(each, postings=_pledged_to("groot", each)) for each in many]
    pool = Scenario(SERVICE).given(replace(OPENED, pool="groot", goals=goals), *many)
    assert len(json.dumps(pool.ask("pool", pool="groot"))) < MAX_PAYLOAD
    assert len(json.dumps(pool.ask("pool", pool="groot", limit=500))) > MAX_PAYLOAD, "the default could be higher"


def _pledged_to(pool, fact):
    return tuple(Posting(account.replace("moestuin", pool), cents) for account, cents in fact.postings)


def test_the_asks_of_a_pool_are_listed_with_their_standing():
    listed = busy().given(OTHER, asked("tuin:repair", pool="repair", werk=1)).ask("asks", pool="moestuin")["asks"]
    assert [(ask["ask"], ask["standing"]) for ask in listed] == [
        ("tuin:geld", "paid"),
        ("fiets:geld", "held"),
        ("kas:geld", "committed"),
    ]


def test_an_ask_shows_its_lines_its_backing_and_who_has_to_speak():
    found = busy().ask("ask", pool="moestuin", ask=ASK)
    assert found["lines"] == [{"goal": "ontmoeten", "cents": 60}]
    assert found["attribution"] == [{"goal": "ontmoeten", "contribution": "smal", "cents": 60}]
    assert found["awaits"] is None
    assert moestuin(PAID, awaiting(PAID)).ask("ask", pool="moestuin", ask=ASK)["awaits"] == "gemeente"


def test_what_is_not_there_is_refused():
    pool = moestuin(OTHER, PAID)
    assert pool.ask("pool", pool="wijk").code == "unknown-pool"
    assert pool.ask("asks", pool="wijk").code == "unknown-pool"
    assert pool.ask("ask", pool="wijk", ask=ASK).code == "unknown-pool"
    assert pool.ask("ask", pool="repair", ask=ASK).code == "unknown-ask"
