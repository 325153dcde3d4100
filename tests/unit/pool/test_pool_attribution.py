"""Which contributions pay: by earmark, the narrowest first, then the oldest, all lines or none."""

import pytest

from services.pool.holds.decisions.attribution import Opening, Ways, drawn
from services.pool.holds.state import Piece
from tests.unit.pool.moestuin import asked, hear_ask, held, moestuin, paid_in

WAYS = Ways({"ontmoeten": ["smal", "breed"], "werk": ["breed"]})
FREE = {"smal": 2, "breed": 3}


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        ([], ()),
        ([("ontmoeten", 1)], (Piece("ontmoeten", "smal", 1),)),
        ([("ontmoeten", 3)], (Piece("ontmoeten", "smal", 2), Piece("ontmoeten", "breed", 1))),
        ([("ontmoeten", 2), ("werk", 3)], (Piece("ontmoeten", "smal", 2), Piece("werk", "breed", 3))),
        ([("werk", 1), ("werk", 1)], (Piece("werk", "breed", 1), Piece("werk", "breed", 1))),
    ],
)
def test_candidates_are_drawn_on_in_their_order(lines, parts):
    assert drawn(lines, WAYS, FREE.__getitem__) == parts


@pytest.mark.parametrize("lines", [[("werk", 4)], [("groen", 1)], [("ontmoeten", 3), ("werk", 3)], [("ontmoeten", 6)]])
def test_what_is_not_there_is_not_drawn(lines):
    assert drawn(lines, WAYS, FREE.__getitem__) is None


def test_who_is_not_needed_is_not_asked():
    assert drawn([("ontmoeten", 2)], WAYS, {"smal": 2}.__getitem__) == (Piece("ontmoeten", "smal", 2),)


def test_earmarks_come_first_and_then_supports_each_up_to_what_it_lets_through():
    openings = {"werk": [Opening("oud", ["smal"], 1), Opening("nieuw", ["smal", "ander"], 9)]}
    ways = WAYS._replace(openings=openings)
    assert drawn([("werk", 8)], ways, {**FREE, "ander": 3}.__getitem__) == (
        Piece("werk", "breed", 3),
        Piece("werk", "smal", 1, "oud"),
        Piece("werk", "smal", 1, "nieuw"),
        Piece("werk", "ander", 3, "nieuw"),
    )
    assert drawn([("werk", 3), ("werk", 2)], WAYS._replace(openings={"werk": openings["werk"][:1]}), FREE.get) is None


def hold(pool, ask):
    answer = {"pool": "moestuin", "ask": ask.ask, "revision": ask.revision, "cents": ask.cents}
    return hear_ask(pool, ask).when("hold-ask", by="welzijn", **answer)


def test_in_a_pool_the_most_narrowly_earmarked_pays_first_then_the_oldest():
    pool = moestuin(
        *paid_in("breed", 100, "ontmoeten", "werk", "groen"),
        *paid_in("half-oud", 100, "ontmoeten", "werk"),
        *paid_in("smal", 100, "ontmoeten"),
        *paid_in("half-nieuw", 100, "werk", "ontmoeten"),
    )
    ask = asked(ontmoeten=350)
    hold(pool, ask).then(
        held(
            ask,
            ("ontmoeten", "smal", 100),
            ("ontmoeten", "half-oud", 100),
            ("ontmoeten", "half-nieuw", 100),
            ("ontmoeten", "breed", 50),
        )
    )


def test_money_is_never_used_outside_its_earmarks():
    pool = moestuin(*paid_in("tuinen", 500, "groen"), *paid_in("banen", 10, "werk"))
    hold(pool, asked(werk=11)).then("not-enough")
    assert "€ 0,01" in pool.outcome.sentence
    assert "werk" in pool.outcome.sentence


def test_pledged_but_not_received_money_is_not_held():
    pool = moestuin(paid_in("breed", 100, "werk")[0])
    hold(pool, asked(werk=1)).then("not-enough")


def test_an_ask_is_held_whole_or_not_at_all():
    pool = moestuin(*paid_in("smal", 100, "ontmoeten"))
    hold(pool, asked(ontmoeten=100, werk=1)).then("not-enough")
    assert pool.balance("moestuin/smal/free") == 100


def test_held_money_is_held_once():
    pool = moestuin(*paid_in("breed", 100, "werk"))
    ask = asked(werk=60)
    hold(pool, ask).then(held(ask, ("werk", "breed", 60)))
    hold(pool, asked("fiets:geld", werk=41)).then("not-enough")
    hold(pool, asked("fiets:geld", revision=2, werk=40)).then(
        held(asked("fiets:geld", 2, werk=40), ("werk", "breed", 40))
    )
