"""A log beside what was noted of it: same, grew, shrank, rewritten, another; and from which event on."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from shared.log.heads import (
    Comparison,
    DamagedNotes,
    GivenUp,
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


def decision(position, index, was="", log="log-a", seconds=20):
    """Recorded at this position: what was noted up to `index` is given up."""
    gone = head(index, was, log)
    return GivenUp(position, AT + timedelta(seconds=seconds), "jansen", "Verbrand", gone.log, gone.index, gone.hash)


def test_after_a_restore_the_decision_itself_is_not_taken_for_an_event_that_is_still_there():
    """Restored up to event 6; then the decision is recorded, and the end of its batch."""
    now, hash_at = log_of(8, rewritten_from=7)
    decided = decision(7, 9)
    assert compare(now, NOTED, hash_at, [decided]) == Comparison("shrank", 6, 7, NOTED[0], decided)


def test_an_earlier_note_of_what_was_given_up_is_of_before_the_decision():
    """An old copy of the notes: it ends on the way to the head that was given up."""
    now, hash_at = log_of(30, rewritten_from=5)
    decided = decision(5, 9)
    assert compare(now, NOTED[1:], hash_at, [decided]) == Comparison("rewritten", 3, 5, NOTED[1], decided)


@pytest.mark.parametrize(
    "other",
    [decision(5, 7), decision(5, 12, log="log-b"), decision(5, 12, seconds=8), decision(10, 12), decision(7, 12)],
    ids=["gave up less", "of another log", "came before", "stands later", "before it, too, something is otherwise"],
)
def test_a_decision_explains_nothing_but_what_it_gave_up(other):
    now, hash_at = log_of(30, rewritten_from=5)
    assert compare(now, NOTED, hash_at, [other]) == Comparison("rewritten", 3, 6, NOTED[0])


def test_a_log_that_is_as_noted_names_no_decision():
    now, hash_at = log_of(9)
    assert compare(now, NOTED, hash_at, [decision(5, 12)]).given_up is None


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


@pytest.mark.parametrize(
    ("spoil", "line", "lines"),
    [
        (lambda body: b"", 0, 0),
        (lambda body: b"leeg", 1, 1),
        (lambda body: body[:-20], 3, 3),
        (lambda body: body.replace(b"{", b"(", 1), 1, 3),
        (lambda body: body + b"{}\n", 4, 4),
        (lambda body: body + b'{"noted_at":"gisteren","heads":{}}\n', 4, 4),
        (lambda body: body + b"\xff\n", 4, 4),
    ],
    ids=["empty", "garbage", "cut off", "first", "no note", "no time", "no text"],
)
def test_a_damaged_file_of_notes_is_no_absence_of_notes(tmp_path, spoil, line, lines):
    path = tmp_path / "heads.jsonl"
    write_notes(path, [note(index, pool=head(index)) for index in range(1, 4)])
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(DamagedNotes, match=f"{path} is damaged: ") as found:
        read_notes(path)
    assert (found.value.line, found.value.lines) == (line, lines)


def test_a_file_that_nobody_may_read_is_not_called_damaged(tmp_path):
    with pytest.raises(UnreadableNotes, match="cannot be read: Is a directory") as found:
        read_notes(tmp_path)
    assert not isinstance(found.value, DamagedNotes)


def test_the_form_of_a_note_stays():
    """It is stored outside, where no migration reaches it."""
    written = msgspec.json.encode(note(0, pool=head(2)))
    assert written == (
        b'{"noted_at":"2026-03-02T09:00:00Z","heads":{"pool":{"log":"log-a","index":2,"hash":"2",'
        b'"time":"2026-03-02T09:00:02Z"}}}'
    )
