"""What is published of a recorded event is the same message, byte for byte: subject and body."""

import msgspec
import pytest

from tests.golden.fixtures import OWNERS, published, published_by, published_lines, stored_lines


@pytest.mark.parametrize("owner", OWNERS)
def test_golden_events_are_published_as_they_were(owner):
    now, then = published(owner, stored_lines(owner)), published_lines(owner)
    assert now == then


@pytest.mark.parametrize("owner", OWNERS)
def test_there_is_a_golden_message_of_every_kind(owner):
    bodies = [msgspec.json.decode(line.split(b" ", 2)[2]) for line in published_lines(owner)]
    assert {body["type"].rpartition(".")[2] for body in bodies} == set(published_by(owner))
