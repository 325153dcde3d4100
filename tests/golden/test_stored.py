"""What older code recorded, the present code reads as the same, name by name, and would record as the same bytes.

The golden files are never rewritten. A test that fails here says that logs in production would be misread.
"""

import dataclasses
from operator import attrgetter

import msgspec
import pytest

from shared.log.eventlog import encode
from tests.golden.fixtures import OWNERS, Reading, facts_of, meanings, published_by, stored_lines
from tests.golden.pick import unmet

READING = {owner: Reading(owner) for owner in OWNERS}


def kind_of(line):
    return msgspec.json.decode(line)["kind"]


def added_since(owner, line):
    """The fields that this kind of fact has got since the line was recorded: the way to each, and its default."""
    return dict(_added(msgspec.json.decode(READING[owner].stored(line).fact), READING[owner].fact(line)))


def _added(then, fact, path=()):
    for each in dataclasses.fields(fact):
        value = getattr(fact, each.name)
        if each.name not in then:
            yield (*path, each.name), each.default
        elif dataclasses.is_dataclass(value):
            yield from _added(then[each.name], value, (*path, each.name))


def without(found, added, path=()):
    """The same, as plain data, but for these fields."""
    if not isinstance(found, dict):
        return found
    return {name: without(each, added, (*path, name)) for name, each in found.items() if (*path, name) not in added}


GOLDEN = [
    pytest.param(owner, line, meaning, id=f"{owner}-{number}-{kind_of(line)}")
    for owner in OWNERS
    for number, (line, meaning) in enumerate(zip(stored_lines(owner), meanings(owner), strict=True), 1)
]


@pytest.mark.parametrize("owner", OWNERS)
def test_every_kind_has_golden_bytes_and_none_has_lost_its_reader(owner):
    golden, known = set(map(kind_of, stored_lines(owner))), set(facts_of(owner))
    assert golden - known == set(), "a kind was renamed or removed: logs that hold it cannot be read any more"
    assert known - golden == set(), "record a new kind, and add it by `python -m tests.golden.pick`"


@pytest.mark.parametrize(("owner", "line", "meaning"), GOLDEN)
def test_golden_bytes_mean_what_they_meant(owner, line, meaning):
    added, fact = added_since(owner, line), READING[owner].fact(line)
    assert {path: attrgetter(".".join(path))(fact) for path in added} == added
    assert without(READING[owner].meaning(line), added) == meaning


@pytest.mark.parametrize(("owner", "line", "meaning"), GOLDEN)
def test_what_was_read_would_be_recorded_as_the_same_bytes(owner, line, meaning):
    stored, fact = READING[owner].stored(line), READING[owner].fact(line)
    raw, added = encode(fact), added_since(owner, line)
    if added:
        raw = msgspec.json.encode(without(msgspec.json.decode(raw), added))
    again = msgspec.structs.replace(stored, kind=fact.kind, stream=fact.stream, fact=msgspec.Raw(raw))
    assert encode(again) == line


@pytest.mark.parametrize(("owner", "line", "meaning"), GOLDEN)
def test_what_was_published_goes_to_whom_it_went(owner, line, meaning):
    """The audience is fixed for ever: a broker that is filled again numbers messages as the first time."""
    stored, fact = READING[owner].stored(line), READING[owner].fact(line)
    saying = published_by(owner).get(fact.kind)
    assert stored.audience == (saying.audience(fact) if saying else "")


@pytest.mark.parametrize("owner", OWNERS)
def test_golden_bytes_tell_every_two_fields_apart(owner):
    """Otherwise two that change places would be read into each other, and nothing here would notice."""
    assert unmet(owner, stored_lines(owner)) == {}
