"""Exact backing: an ask is refused only if no assignment of earmarks exists; what is held moves to make room."""

import pytest

from services.pool.holds.decisions.attribution import Opening, Ways
from services.pool.holds.decisions.room import Backing, Room, Shortage
from services.pool.holds.facts import HoldRebacked, Part
from services.pool.holds.state import Piece
from shared.money import transfer
from tests.unit.pool.holding import listed
from tests.unit.pool.moestuin import asked, hear_ask, hear_granted, held, moestuin, paid_in

CANDIDATES = {"werk": ["smal", "breed"], "groen": ["breed"]}


def backing(lines, free, held=None, candidates=CANDIDATES, openings=None):
    return Room(Ways(candidates, openings or {}), lambda name: free.get(name, 0), listed(held or {})).backing(lines)


def test_lines_of_one_ask_make_room_for_each_other():
    """Line by line it would take the broad one for the first, and have nothing left for the second."""
    candidates = {"werk": ["a", "b"], "groen": ["a"]}
    found = backing([("werk", 2), ("groen", 2)], {"a": 2, "b": 2}, candidates=candidates)
    assert found == Backing((Piece("werk", "b", 2), Piece("groen", "a", 2)))


def test_a_hold_moves_to_a_narrow_contribution_that_came_later():
    found = backing([("groen", 3)], {"smal": 5}, {"fiets": (Piece("werk", "breed", 4),)})
    assert found == Backing(
        (Piece("groen", "breed", 3),), (("fiets", (Piece("werk", "breed", 1), Piece("werk", "smal", 3))),)
    )


def test_the_largest_piece_moves_so_that_few_holds_do():
    held = {
        "klein": (Piece("werk", "breed", 1),),
        "groot": (Piece("werk", "breed", 9),),
        "ook": (Piece("werk", "breed", 2),),
    }
    found = backing([("groen", 8)], {"smal": 20}, held)
    assert [ask for ask, _ in found.moves] == ["groot"]


def test_room_is_made_along_a_chain_from_its_free_end():
    candidates = {"a": ["ab"], "b": ["ab", "bc"], "c": ["bc", "c"]}
    held = {"eerst": (Piece("b", "ab", 2),), "later": (Piece("c", "bc", 2),)}
    found = backing([("a", 2)], {"c": 2}, held, candidates)
    assert found == Backing(
        (Piece("a", "ab", 2),), (("later", (Piece("c", "c", 2),)), ("eerst", (Piece("b", "bc", 2),)))
    )


@pytest.mark.parametrize(
    ("lines", "free", "held", "shortage"),
    [
        ([("groen", 4)], {"smal": 9, "breed": 3}, {}, Shortage(("groen",), 1, 9, ("werk",))),
        ([("groen", 4)], {"smal": 1}, {"fiets": (Piece("werk", "breed", 3),)}, Shortage(("groen", "werk"), 3, 0)),
        ([("spelen", 1)], {"smal": 1, "breed": 2}, {}, Shortage(("spelen",), 1, 3, ("werk", "groen"))),
        ([("werk", 3), ("groen", 3)], {"smal": 2, "breed": 3}, {}, Shortage(("groen", "werk"), 1, 0)),
        ([("groen", 1), ("groen", 1)], {}, {}, Shortage(("groen",), 2, 0)),
    ],
)
def test_a_shortage_names_the_goals_that_are_short_together(lines, free, held, shortage):
    assert backing(lines, free, held) == shortage


OPEN = {"groen": [Opening("steun", ["smal"], 3)]}


def test_a_support_opens_a_way_up_to_what_it_lets_through():
    found = backing([("werk", 2), ("groen", 3)], {"smal": 4, "breed": 1}, openings=OPEN)
    assert found == Backing((Piece("werk", "smal", 2), Piece("groen", "breed", 1), Piece("groen", "smal", 2, "steun")))
    found = backing([("groen", 5)], {"smal": 9, "breed": 1}, openings=OPEN)
    assert found == Shortage(("groen",), 1, 6, ("werk",))


def test_what_goes_under_a_support_moves_back_to_an_earmark():
    held = {"tuin": (Piece("groen", "smal", 3, "steun"),)}
    openings = {"groen": [Opening("steun", ["smal"], 0)]}
    found = backing([("spelen", 2)], {"breed": 2}, held, {**CANDIDATES, "spelen": ["smal"]}, openings)
    moved = Piece("groen", "smal", 1, "steun"), Piece("groen", "breed", 2)
    assert found == Backing((Piece("spelen", "smal", 2),), (("tuin", moved),))


def test_a_support_that_is_full_changes_hands():
    """What one contribution pays under it another can pay as well: no more goes through."""
    openings = {"groen": [Opening("steun", ["een", "ander"], 0)]}
    candidates = {"werk": ["een"], "groen": [], "leren": ["ander"]}
    held = {"tuin": (Piece("groen", "een", 3, "steun"),)}
    found = backing([("werk", 2)], {"ander": 2}, held, candidates, openings)
    moved = Piece("groen", "een", 1, "steun"), Piece("groen", "ander", 2, "steun")
    assert found == Backing((Piece("werk", "een", 2),), (("tuin", moved),))


def test_a_cut_that_does_not_match_is_no_refusal(monkeypatch):
    """A search that ends too early would refuse what is possible."""
    monkeypatch.setattr(Room, "_path", lambda *_: None)
    with pytest.raises(ArithmeticError):
        backing([("groen", 1)], {"breed": 1})


# In a pool


def hold(pool, ask):
    answer = {"pool": "moestuin", "ask": ask.ask, "revision": ask.revision, "cents": ask.cents}
    return hear_ask(pool, ask).when("hold-ask", by="welzijn", **answer)


def rebacked(before, ask, *parts):
    """What was held is free, and then held of others."""
    of = "moestuin/{}/{}".format
    back = [posting for name, cents in before for posting in transfer(cents, of(name, "held"), of(name, "free"))]
    taken = [posting for _, name, cents in parts for posting in transfer(cents, of(name, "free"), of(name, "held"))]
    return HoldRebacked(*ask.identity, tuple(Part(*part) for part in parts), (*back, *taken))


def test_what_is_held_and_not_committed_moves_and_the_accounts_with_it():
    pool = moestuin(*paid_in("breed", 100, "werk", "ontmoeten"))
    fiets, tuin = asked("fiets:geld", werk=80), asked(ontmoeten=60)
    hold(pool, fiets).then(held(fiets, ("werk", "breed", 80)))
    pool.given(*paid_in("smal", 50, "werk"))
    hold(pool, tuin).then(
        rebacked([("breed", 80)], fiets, ("werk", "breed", 40), ("werk", "smal", 40)),
        held(tuin, ("ontmoeten", "breed", 60)),
    )
    assert pool.balance("moestuin/breed/held") == 100
    assert pool.balance("moestuin/smal/held") == 40


def test_a_refusal_names_the_goals_together_and_what_is_idle():
    pool = moestuin(*paid_in("breed", 100, "werk", "ontmoeten"), *paid_in("spelen", 70, "groen"))
    hold(pool, asked("fiets:geld", werk=80))
    hold(pool, asked(ontmoeten=60)).then("not-enough")
    assert pool.outcome.sentence == (
        "moestuin is € 0,40 short of free money for ontmoeten, werk, together; € 0,70 would be left, for other goals "
        "only: groen. Ask less or wait, or have a support agreed."
    )


def test_more_moves_than_one_decision_records_are_refused_and_said(monkeypatch):
    monkeypatch.setattr("services.pool.holds.decisions.answering.MOVES_AT_ONCE", 0)
    pool = moestuin(*paid_in("breed", 100, "werk", "ontmoeten"))
    hold(pool, asked("fiets:geld", werk=80))
    pool.given(*paid_in("smal", 50, "werk"))
    hold(pool, asked(ontmoeten=60)).then("not-enough")
    assert "1 holds would have to move for this, and 0 may." in pool.outcome.sentence


def test_what_is_committed_never_moves():
    pool = moestuin(*paid_in("breed", 100, "werk", "ontmoeten"))
    fiets = asked("fiets:geld", werk=80)
    hold(pool, fiets)
    hear_granted(pool, ("fiets:geld", 1), application="fiets")
    pool.given(*paid_in("smal", 80, "werk"))
    hold(pool, asked(ontmoeten=60)).then("not-enough")
