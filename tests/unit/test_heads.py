"""A log beside what was noted of it: same, grew, shrank, rewritten, another; and from which event on."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from shared.log.heads import (
    Comparison,
    Head,
    Note,
    UnreadableNotes,
    compare,
    heads_of,
    read_notes,
    with_note,
    write_notes,
)

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def head(index, was="", log="log-a"):
    return Head(log, index, f"{was}{index}", AT + timedelta(seconds=index))


def log_of(events, *, rewritten_from=None, log="log-a"):
    """Its head, and what finds the hash of an event."""
    hashes = {
        index: f"{'other-' if rewritten_from and index >= rewritten_from else ''}{index}"
        for index in range(1, events + 1)
    }
    now = Head(log, events, hashes[events], AT) if events else None
    return now, lambda index: hashes.get(index, "")


NOTED = [head(9), head(6), head(3)]


@pytest.mark.parametrize(
    ("log", "verdict", "since", "until"),
    [
        (log_of(9), "same", 9, 0),
        (log_of(12), "grew", 9, 0),
        (log_of(7), "shrank", 7, 8),
        (log_of(0), "shrank", 0, 1),
        (log_of(9, rewritten_from=9), "rewritten", 6, 9),
        (log_of(9, rewritten_from=5), "rewritten", 3, 6),
        (log_of(20, rewritten_from=1), "rewritten", 0, 3),
        (log_of(7, rewritten_from=5), "rewritten", 3, 6),
        (log_of(9, log="log-b"), "another", 0, 1),
    ],
    ids=["same", "grew", "shrank", "empty", "last", "middle", "whole", "shorter too", "another"],
)
def test_a_log_beside_its_notes(log, verdict, since, until):
    now, hash_at = log
    assert compare(now, NOTED, hash_at) == Comparison(verdict, since, until, NOTED[0])


def test_what_was_never_noted_is_told_apart():
    now, hash_at = log_of(3)
    assert compare(now, [], hash_at).verdict == "not-noted"


def test_a_cut_tail_that_grew_again_is_no_growth():
    """As long as before, and another from event 8 on."""
    now, hash_at = log_of(11, rewritten_from=8)
    assert compare(now, NOTED, hash_at) == Comparison("rewritten", 6, 9, NOTED[0])


def note(seconds, **heads):
    return Note(AT + timedelta(seconds=seconds), heads)


def test_notes_are_read_as_they_were_written_and_the_latest_are_kept(tmp_path):
    path = tmp_path / "heads.jsonl"
    assert read_notes(path) == []
    notes = [note(index, pool=head(index)) for index in range(1, 6)]
    write_notes(path, notes, keep=3)
    assert read_notes(path) == notes[2:]
    assert heads_of("pool", read_notes(path)) == [head(5), head(4), head(3)]
    assert heads_of("settlement", read_notes(path)) == []


def test_a_note_that_says_the_same_takes_the_place_of_the_last():
    first, second, third = note(1, pool=head(1)), note(2, pool=head(1)), note(3, pool=head(2))
    assert with_note([first], second) == [second]
    assert with_note([second], third) == [second, third]


@pytest.mark.parametrize("body", [b"{}\n", b"leeg", b'{"noted_at":"gisteren","heads":{}}\n', b"\xff\n"])
def test_notes_that_nobody_can_read_are_no_absence_of_notes(tmp_path, body):
    path = tmp_path / "heads.jsonl"
    path.write_bytes(body)
    with pytest.raises(UnreadableNotes, match="cannot be read"):
        read_notes(path)


def test_the_form_of_a_note_stays():
    """It is stored outside, where no migration reaches it."""
    written = msgspec.json.encode(note(0, pool=head(2)))
    assert written == (
        b'{"noted_at":"2026-03-02T09:00:00Z","heads":{"pool":{"log":"log-a","index":2,"hash":"2",'
        b'"time":"2026-03-02T09:00:02Z"}}}'
    )
