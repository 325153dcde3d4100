"""Exact backing: an ask is refused only if no assignment of earmarks exists; what is held moves to make room."""

import pytest

from services.pool.holds.decisions.room import Backing, Room, Shortage
from services.pool.holds.facts import HoldRebacked, Part
from shared.money import transfer
from tests.unit.pool.moestuin import asked, hear_ask, hear_granted, held, moestuin, paid_in

CANDIDATES = {"werk": ["smal", "breed"], "groen": ["breed"]}


def room(free, held=None, candidates=CANDIDATES):
    names = {name for names in candidates.values() for name in names}
    return Room(candidates, lambda name: free.get(name, 0), held or {}), names


def backing(lines, free, held=None, candidates=CANDIDATES):
    return room(free, held, candidates)[0].backing(lines)


def test_lines_of_one_ask_make_room_for_each_other():
    """Line by line it would take the broad one for the first, and have nothing left for the second."""
    candidates = {"werk": ["a", "b"], "groen": ["a"]}
    found = backing([("werk", 2), ("groen", 2)], {"a": 2, "b": 2}, candidates=candidates)
    assert found == Backing((Part("werk", "b", 2), Part("groen", "a", 2)))


def test_a_hold_moves_to_a_narrow_contribution_that_came_later():
    found = backing([("groen", 3)], {"smal": 5}, {"fiets": (Part("werk", "breed", 4),)})
    assert found == Backing(
        (Part("groen", "breed", 3),), (("fiets", (Part("werk", "breed", 1), Part("werk", "smal", 3))),)
    )


def test_the_largest_piece_moves_so_that_few_holds_do():
    held = {
        "klein": (Part("werk", "breed", 1),),
        "groot": (Part("werk", "breed", 9),),
        "ook": (Part("werk", "breed", 2),),
    }
    found = backing([("groen", 8)], {"smal": 20}, held)
    assert [ask for ask, _ in found.moves] == ["groot"]


def test_room_is_made_along_a_chain_from_its_free_end():
    candidates = {"a": ["ab"], "b": ["ab", "bc"], "c": ["bc", "c"]}
    held = {"eerst": (Part("b", "ab", 2),), "later": (Part("c", "bc", 2),)}
    found = backing([("a", 2)], {"c": 2}, held, candidates)
    assert found == Backing((Part("a", "ab", 2),), (("later", (Part("c", "c", 2),)), ("eerst", (Part("b", "bc", 2),))))


@pytest.mark.parametrize(
    ("lines", "free", "held", "shortage"),
    [
        ([("groen", 4)], {"smal": 9, "breed": 3}, {}, Shortage(("groen",), 1, 9)),
        ([("groen", 4)], {"smal": 1}, {"fiets": (Part("werk", "breed", 3),)}, Shortage(("groen", "werk"), 3, 0)),
        ([("spelen", 1)], {"smal": 1, "breed": 2}, {}, Shortage(("spelen",), 1, 3)),
        ([("werk", 3), ("groen", 3)], {"smal": 2, "breed": 3}, {}, Shortage(("groen", "werk"), 1, 0)),
        ([("groen", 1), ("groen", 1)], {}, {}, Shortage(("groen",), 2, 0)),
    ],
)
def test_a_shortage_names_the_goals_that_are_short_together(lines, free, held, shortage):
    assert backing(lines, free, held) == shortage


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
        "only. Ask less or wait."
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
