"""Where a log ends; notes of that, kept outside the logs; and what an older log looks like beside a note.

A log that was restored together with all that read it, and with an empty broker, agrees with everybody. Only what was
written down elsewhere tells that it is older.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from shared.whole_file import write_whole

KEEP = 1440
"""So many notes a file holds, unless somebody says otherwise: a day, at one a minute."""

Verdict = Literal["same", "grew", "shrank", "rewritten", "another", "not-noted"]
WELL: frozenset[Verdict] = frozenset({"same", "grew", "not-noted"})


class Head(msgspec.Struct, frozen=True):
    """Where a log ended. Field names are a storage format."""

    log: str
    """The log's id."""
    index: int
    """Position of its last event."""
    hash: str
    """SHA-256 of that event's stored bytes."""
    time: datetime
    """Log time of that event."""


class Note(msgspec.Struct, frozen=True):
    """The heads of the logs, by service, as they were at a moment. Field names are a storage format."""

    noted_at: datetime
    heads: Mapping[str, Head]


class UnreadableNotes(Exception):
    """There is a file of notes, and nobody can tell what it says."""

    def __init__(self, path: Path, reason: object) -> None:
        super().__init__(f"The file of notes {path} cannot be read: {reason}")
        self.path = path
        self.reason = reason


class DamagedNotes(UnreadableNotes):
    """The file is there and is none that was written here: cut off, overwritten, emptied. It is written whole."""

    def __init__(self, path: Path, line: int, lines: int) -> None:
        reason = f"line {line} of {lines} is no note" if lines else "it is empty"
        super().__init__(path, reason)
        self.args = (f"The file of notes {path} is damaged: {reason}",)
        self.line = line
        """The first that is no note; 0 where there is none."""
        self.lines = lines


class GivenUp(msgspec.Struct, frozen=True):
    """An operator decided, and this log holds it, to go on without what was noted up to this head."""

    position: int
    """Of the decision: what was there before it, it left as it was."""
    time: datetime
    by: str
    reason: str
    log: str
    index: int
    hash: str

    def is_of(self, head: Head) -> bool:
        """Whether the decision names this very head."""
        return (self.log, self.index, self.hash) == (head.log, head.index, head.hash)

    def came_after(self, head: Head) -> bool:
        """Whether this head was noted on the way to the one that is given up, before the log began again.

        It had an event where the decision stands now, when nobody had decided.
        """
        return self.log == head.log and self.position <= head.index <= self.index and head.time < self.time


class Comparison(msgspec.Struct, frozen=True):
    """A log beside its notes."""

    verdict: Verdict
    since: int = 0
    """The last event that is known to be as noted, or before; 0 if none is."""
    until: int = 0
    """The first event that is known to be otherwise, or missing; 0 if none is."""
    noted: Head | None = None
    """The newest note's head."""
    given_up: GivenUp | None = None
    """The decision after which that head was given up."""


HashAt = Callable[[int], str]
"""The hash of the event at a position; empty if there is none."""


def compare(now: Head | None, noted: Sequence[Head], hash_at: HashAt, decisions: Sequence[GivenUp] = ()) -> Comparison:
    """A log as it is, beside heads that were noted of it, the newest first. `now` is None where it has no event.

    The newest decides. Earlier ones tell up to where the log is still as it was. `decisions` are those that it holds,
    in order: one does not make a log well, but says since when, and by whom, it is otherwise.
    """
    found = _compared(now, noted, hash_at)
    for decision in decisions if found.verdict not in WELL else ():
        if _explains(decision, found):
            since, until = min(found.since, decision.position - 1), min(found.until, decision.position)
            return msgspec.structs.replace(found, since=since, until=until, given_up=decision)
    return found


def _explains(decision: GivenUp, found: Comparison) -> bool:
    """What is otherwise from before the decision on is not explained by it, unless it names that very head."""
    assert found.noted is not None
    return decision.is_of(found.noted) or (decision.came_after(found.noted) and decision.position <= found.until)


def _compared(now: Head | None, noted: Sequence[Head], hash_at: HashAt) -> Comparison:
    if not noted:
        return Comparison("not-noted")
    newest = noted[0]
    if now is None:
        return Comparison("shrank", 0, 1, newest)
    if now.log != newest.log:
        return Comparison("another", 0, 1, newest)
    if hash_at(newest.index) == newest.hash:
        return Comparison("same" if now.index == newest.index else "grew", newest.index, 0, newest)
    since, until = _bounds(now, [head for head in noted if head.log == now.log], hash_at)
    if until:
        return Comparison("rewritten", since, until, newest)
    return Comparison("shrank", now.index, now.index + 1, newest)


def _bounds(now: Head, noted: Sequence[Head], hash_at: HashAt) -> tuple[int, int]:
    """The last event noted that is still there, and the first after it that is another. 0: there is none."""
    there = sorted({head.index: head for head in noted if head.index <= now.index}.items())
    met = [hash_at(index) == head.hash for index, head in there]
    until = next((index for (index, _), is_met in zip(there, met, strict=True) if not is_met), 0)
    return max((index for (index, _), is_met in zip(there, met, strict=True) if is_met), default=0), until


# The file


def read_notes(path: Path) -> list[Note]:
    """The notes in a file, the oldest first; none if there is no such file. Raises UnreadableNotes."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as reason:
        raise UnreadableNotes(path, reason.strerror) from reason
    if not lines:
        raise DamagedNotes(path, 0, 0)
    return [_note_in(path, lines, number) for number in range(1, len(lines) + 1)]


def _note_in(path: Path, lines: Sequence[bytes], number: int) -> Note:
    try:
        return _decode(lines[number - 1])
    except msgspec.DecodeError as reason:
        raise DamagedNotes(path, number, len(lines)) from reason


def write_notes(path: Path, notes: Sequence[Note], keep: int = KEEP) -> None:
    """Put the latest of these notes in the place of what the file held: all of them, or nothing."""
    lines = [msgspec.json.encode(note) + b"\n" for note in notes[-keep:]]
    write_whole(path, b"".join(lines), 0o644)


def with_note(notes: Sequence[Note], note: Note) -> list[Note]:
    """These notes and one more. One that says the same as the last takes its place: time alone is no news."""
    earlier = list(notes)
    if earlier and earlier[-1].heads == note.heads:
        earlier.pop()
    return [*earlier, note]


def heads_of(service: str, notes: Sequence[Note]) -> list[Head]:
    """What was noted of one log, the newest first."""
    return [note.heads[service] for note in reversed(notes) if service in note.heads]


_decode = msgspec.json.Decoder(Note).decode
