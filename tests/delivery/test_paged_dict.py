"""A shelf does what a dict does, whatever is saved, forgotten and fetched again in between."""

from dataclasses import dataclass, field

import msgspec
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shared.log.paged_dict import Evolving, PagedDict
from tests.effort import effort

KEYS = st.sampled_from([f"k{number}" for number in range(8)])


@dataclass(slots=True)
class Purse:
    """A value that changes in place."""

    cents: list[int] = field(default_factory=list)


class Snapshot:
    """What was saved, as bytes."""

    def __init__(self):
        self.held = {}

    def fetch(self, shelf, key):
        return self.held.get(key)

    def entries(self, shelf):
        yield from list(self.held.items())

    def save(self, shelf):
        for key, value, is_fresh in shelf.changes():
            if value is None or is_fresh:
                self.held.pop(key, None)
            if value is not None:
                self.held[key] = value
        shelf.saved()


def shelf_on(snapshot, evolving, remembered=2):
    read = msgspec.json.Decoder(Purse).decode
    return PagedDict("purses", read, snapshot, evolving, count=len(snapshot.held), remembered=remembered)


class LikeADict(RuleBasedStateMachine):
    @initialize(remembered=st.integers(0, 4))
    def begin(self, remembered):
        self.remembered = remembered
        self.snapshot = Snapshot()
        self.evolving = Evolving()
        self.shelf = shelf_on(self.snapshot, self.evolving, remembered)
        self.model = {}

    @rule(key=KEYS, cents=st.integers(0, 9))
    def set(self, key, cents):
        self.shelf[key] = Purse([cents])
        self.model[key] = Purse([cents])

    @rule(key=KEYS, cents=st.integers(0, 9))
    def change_in_place(self, key, cents):
        self.evolving.now = True
        for mapping in (self.shelf, self.model):
            if found := mapping.get(key):
                found.cents.append(cents)
        self.evolving.now = False

    @rule(key=KEYS)
    def set_if_missing(self, key):
        self.evolving.now = True
        for mapping in (self.shelf, self.model):
            mapping.setdefault(key, Purse()).cents.append(1)
        self.evolving.now = False

    @rule(key=KEYS)
    def delete(self, key):
        if key in self.model:
            del self.model[key]
            del self.shelf[key]
        else:
            with pytest.raises(KeyError):
                del self.shelf[key]

    @rule(key=KEYS)
    def pop(self, key):
        assert self.shelf.pop(key, None) == self.model.pop(key, None)

    @rule(key=KEYS)
    def look_up(self, key):
        assert self.shelf.get(key) == self.model.get(key)
        assert (key in self.shelf) == (key in self.model)
        if key in self.model:
            assert self.shelf[key] == self.model[key]
        else:
            with pytest.raises(KeyError):
                self.shelf[key]

    @rule()
    def save(self):
        self.snapshot.save(self.shelf)

    @rule()
    def forget(self):
        self.shelf.forget()

    @rule()
    def start_anew(self):
        self.snapshot.save(self.shelf)
        self.shelf = shelf_on(self.snapshot, self.evolving, self.remembered)

    @invariant()
    def is_the_same(self):
        assert list(self.shelf.items()) == list(self.model.items())
        assert list(self.shelf) == list(self.model)
        assert list(self.shelf.values()) == list(self.model.values())
        assert self.shelf == self.model
        assert len(self.shelf) == len(self.model)

    @invariant()
    def remembers_little(self):
        if not self.shelf.changed:
            self.shelf.forget()
            assert self.shelf.held <= 3 * self.remembered


LikeADict.TestCase.settings = effort(150, stateful_step_count=40)
test_a_shelf_does_what_a_dict_does = LikeADict.TestCase


def test_what_a_decision_looks_up_is_not_written_again():
    snapshot, evolving = Snapshot(), Evolving()
    shelf = shelf_on(snapshot, evolving)
    shelf["a"] = Purse([1])
    snapshot.save(shelf)
    assert shelf["a"] == Purse([1])
    assert shelf.changed == 0
    evolving.now = True
    shelf["a"].cents.append(2)
    assert shelf.changed == 1


def test_unknown_kinds_of_mapping_are_not_equal():
    assert shelf_on(Snapshot(), Evolving()) != 1
