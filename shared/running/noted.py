"""A log at its start, beside the newest note of where it ended: the one memory that no restore of logs takes along."""

from pathlib import Path
from typing import Any

import msgspec
import structlog

from shared.log.eventlog import EventLog
from shared.log.facts import LogOpened, OlderLogAllowed
from shared.log.heads import WELL, Comparison, Head, UnreadableNotes, compare, heads_of, read_notes
from shared.running.relay import LogReplaced
from shared.running.writer import OPERATOR, Writer

_log = structlog.get_logger(__name__)

WAYS_OUT = (
    "This log was restored or replaced, so nothing more is recorded or said. Ways out: put the newer log back, or "
    "point BUNDEL_LOG at the right one. If this log is what you want: python -m services.{service} allow-older "
    "--operator <you> --reason <why>, which is recorded in the log; then start it anew. See docs/operator.md, "
    "'A restored log'."
)

NOTES_WAYS_OUT = (
    "This log could not be compared with its notes; nothing is known against it. Put a sound copy of the file there. "
    "If there is none, move this one away, and compare the log with notes or hashes that were kept elsewhere (bundel "
    "verify): until the next note an older log would not be noticed. Then start {service} anew. See docs/operator.md, "
    "'A damaged file of notes'."
)


class NotesUnusable(Exception):
    """The file of notes is damaged, or cannot be read: it says nothing of the log, and is no permission."""

    def __init__(self, finding: UnreadableNotes, service: str) -> None:
        super().__init__(f"{finding}. {NOTES_WAYS_OUT.format(service=service)}")


def must_be_as_noted(log: EventLog, service: str, path: Path) -> None:
    """Raises LogReplaced where the log is not as its newest note says, or longer, and no operator wants it so.

    Raises NotesUnusable, or LogUnavailable.
    """
    ways_out = WAYS_OUT.format(service=service)
    try:
        found = compared_with_notes(log, service, path)
    except UnreadableNotes as unreadable:
        raise NotesUnusable(unreadable, service) from unreadable
    if found.verdict == "not-noted":
        _log.warning("no note of this log yet; an older one would not be noticed", notes=str(path))
    if found.verdict not in WELL and not _is_wanted(log, found):
        raise LogReplaced(finding_of(found), ways_out)


def compared_with_notes(log: EventLog, service: str, path: Path) -> Comparison:
    """The log beside what was noted of it. Raises UnreadableNotes, or LogUnavailable."""
    return compare(head_of(log), heads_of(service, read_notes(path)), lambda index: _hash_at(log, index))


def allow_older(
    writer: Writer[Any], log: EventLog, service: str, path: Path, operator: str, reason: str
) -> Comparison | None:
    """Record that this operator wants the log as it is, whatever its newest note says; None where that says so, too.

    Raises UnreadableNotes, or LogUnavailable.
    """
    found = compared_with_notes(log, service, path)
    noted = found.noted
    if noted is None or found.verdict in WELL:
        return None
    decision = OlderLogAllowed(noted.log, noted.index, noted.hash, reason)
    writer.allow(f"{OPERATOR}/{operator}", decision)
    return found


def head_of(log: EventLog) -> Head | None:
    """Where the log ends; None if it was never opened."""
    opened, last = log.first_of([LogOpened("", "").stream]), log.head()
    if not opened or last is None:
        return None
    [first] = opened.values()
    return Head(msgspec.json.decode(first.fact)["log"], last.position, last.hash, last.stored.at)


def finding_of(found: Comparison) -> str:
    """What is wrong, in a sentence."""
    assert found.noted is not None
    head = found.noted
    noted = f"The newest note says log {head.log} up to event {head.index}, of {head.time:%Y-%m-%d %H:%M:%S} UTC"
    match found.verdict:
        case "another":
            return f"{noted}; this is another log."
        case "rewritten":
            return f"{noted}; from event {found.since + 1} to {found.until} something is otherwise in this log."
        case _:
            return f"{noted}; this log ends at event {found.since}."


def _hash_at(log: EventLog, index: int) -> str:
    found = log.read(index - 1, limit=1)
    return found[0].hash if found and found[0].position == index else ""


def _is_wanted(log: EventLog, found: Comparison) -> bool:
    """Whether an operator decided so, of this very note."""
    last = log.last_of(OlderLogAllowed.STREAM)
    if last is None or found.noted is None:
        return False
    decided = msgspec.json.decode(last.fact, type=OlderLogAllowed)
    return (decided.log, decided.index, decided.hash) == (found.noted.log, found.noted.index, found.noted.hash)
