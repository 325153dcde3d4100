"""What is published of a recorded event is the same message, byte for byte: subject and body."""

import msgspec
import pytest

from tests.golden.fixtures import OWNERS, Reading, published, published_by, published_lines, stored_lines
from tests.golden.since import as_then


@pytest.mark.parametrize("owner", OWNERS)
def test_golden_events_are_published_as_they_were(owner):
    reading, now, then = Reading(owner), published(owner, stored_lines(owner)), published_lines(owner)
    facts = {number: reading.fact(line) for number, line in enumerate(stored_lines(owner), 1)}
    assert [
        line if line == before else _then(owner, facts, line) for line, before in zip(now, then, strict=True)
    ] == then


def _then(owner, facts, line):
    """As it was before something in it became private."""
    number, subject, body = line.split(b" ", 2)
    return b" ".join((number, subject, as_then(owner, facts[int(number)], body)))


@pytest.mark.parametrize("owner", OWNERS)
def test_there_is_a_golden_message_of_every_kind(owner):
    bodies = [msgspec.json.decode(line.split(b" ", 2)[2]) for line in published_lines(owner)]
    assert {body["type"].rpartition(".")[2] for body in bodies} == set(published_by(owner))
