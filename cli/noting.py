"""`bundel note` and `bundel verify --against`: where each log ends, noted apart from the logs and compared with it."""

import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from audit import CannotRead, OneLog, Row, check_one
from cli.base import Desk, declare
from cli.faults import Fault
from cli.logs import Log, opened
from cli.screen import moment, whole
from cli.words import faults as f
from cli.words import notes as w
from shared.log.eventlog import digest
from shared.log.facts import LogOpened, OlderLogAllowed
from shared.log.heads import (
    KEEP,
    WELL,
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
from shared.parties import OPERATOR

LEAST_SECONDS = 1.0


def add_to(app: typer.Typer) -> None:
    declare(app, "note")(_note)


def _note(
    desk: Desk,
    *,
    to: Annotated[Path | None, typer.Option("--to", envvar="BUNDEL_NOTE", metavar="BESTAND")] = None,
    every: Annotated[float | None, typer.Option("--every", metavar="SECONDEN", min=LEAST_SECONDS)] = None,
    keep: Annotated[int, typer.Option("--keep", metavar="AANTAL", min=1)] = KEEP,
) -> None:
    if every is None:
        _note_once(desk, to, keep, told=True)
        return
    while True:
        try:
            _note_once(desk, to, keep, told=False)
        except Fault as fault:  # told, and tried again: a log that is away, or an older one, is put right
            sys.stderr.write(f"{fault.problem.code}: {fault.told(desk.screen.language)}\n")
            sys.stderr.flush()
        time.sleep(every)


def _note_once(desk: Desk, to: Path | None, keep: int, *, told: bool) -> None:
    earlier = notes_in(to) if to else []
    with opened(desk.place) as logs:
        note = Note(datetime.now(UTC), {service: _head(log) for service, log in logs.items()})
        for log in logs.values():
            _must_be_as_noted(desk, log, earlier)
    if to:
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            write_notes(to, with_note(earlier, note), keep)
        except OSError as reason:
            raise Fault(w.NOTES_UNWRITABLE, path=to, reason=reason.strerror) from reason
    if told:
        _tell(desk, note, to)


def _tell(desk: Desk, note: Note, to: Path | None) -> None:
    if desk.as_json:
        desk.screen.json(note)
        return
    desk.screen.line(desk.tell(w.NOTED, path=to) if to else desk.tell(w.NOTE), "bold")
    desk.screen.pairs([(service, _shown(desk, head)) for service, head in note.heads.items()])


def _shown(desk: Desk, head: Head) -> str:
    return desk.tell(w.HEAD, log=head.log, index=whole(head.index), hash=head.hash, time=moment(head.time))


def notes_in(path: Path) -> list[Note]:
    try:
        return read_notes(path)
    except DamagedNotes as damaged:
        text = w.NOTES_DAMAGED if damaged.lines else w.NOTES_EMPTY
        raise Fault(text, path=path, line=damaged.line, lines=damaged.lines) from damaged
    except UnreadableNotes as unreadable:
        raise Fault(w.NOTES_UNREADABLE, path=path, reason=unreadable.reason) from unreadable


def _must_be_as_noted(desk: Desk, log: Log, notes: Sequence[Note]) -> None:
    """A note of an older log would say that the older log is right."""
    found = compared(log, notes)
    if found.verdict in WELL or is_wanted(log, found):
        return
    raise Fault(w.NOT_AS_NOTED, service=log.service, finding=f"{verdict_of(desk, found)}.".capitalize())


def is_wanted(log: Log, found: Comparison) -> bool:
    """Whether an operator decided so, of this very note."""
    decided = decisions_in(log)
    return bool(found.noted and decided and decided[-1].is_of(found.noted))


def decisions_in(log: Log) -> list[GivenUp]:
    """What operators decided of this log, in order."""
    return [
        GivenUp(one.position, one.stored.at, one.stored.by.removeprefix(f"{OPERATOR}/"), **_named(one.fact))
        for one in log.stream(OlderLogAllowed.STREAM)
    ]


def _named(fact: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fact[name] for name in ("reason", "log", "index", "hash")}


# A log beside its notes


def head_of(log: Log) -> Head | None:
    """Where a log ends; None if nothing is in it."""
    opened_as, last = log.stream(LogOpened("", "").stream), log.last()
    if not opened_as or last is None:
        return None
    return Head(opened_as[0].fact["log"], last.position, last.hash, last.stored.at)


def _head(log: Log) -> Head:
    found = head_of(log)
    if found is None:
        raise Fault(w.NO_LOG_YET, service=log.service)
    return found


def compared(log: Log, notes: Sequence[Note]) -> Comparison:
    def hash_at(index: int) -> str:
        found = log.rows(index - 1, 1)
        return digest(found[0].state) if found and found[0].position == index else ""

    return compare(head_of(log), heads_of(log.service, notes), hash_at, decisions_in(log))


def verdict_of(desk: Desk, found: Comparison) -> str:
    noted = found.noted or Head("", 0, "", datetime.now(UTC))
    places = {"since": whole(found.since), "until": whole(found.until), "noted": whole(noted.index)}
    return desk.tell(w.AS_NOTED[found.verdict], log=noted.log, **places)


def verify_against(desk: Desk, path: Path, services: Sequence[str]) -> bool:
    """Whether each log is as noted or longer, and its chain holds up to what it says now."""
    notes = notes_in(path)
    if not notes:
        raise Fault(w.NO_NOTES, path=path)
    with opened(desk.place, services) as logs:
        found = {service: compared(log, notes) for service, log in logs.items()}
        judged = {service: _judged(desk, log) for service, log in logs.items()}
    well = all(one.verdict in WELL for one in found.values()) and not any(one.problems for one in judged.values())
    if desk.as_json:
        told = [_plain(service, one, judged[service]) for service, one in found.items()]
        desk.screen.json({"well": well, "noted_at": notes[-1].noted_at, "logs": told})
        return well
    desk.screen.line(desk.tell(w.BESIDE_NOTES, path=path), "bold")
    desk.screen.pairs([(service, _line(desk, one, judged[service])) for service, one in found.items()])
    return well


def _judged(desk: Desk, log: Log) -> OneLog:
    try:
        return check_one(log.service, (Row(*row) for row in log.all_rows()), address=desk.place.log(log.service).whole)
    except CannotRead as fault:
        raise Fault(f.BOOKS_UNREADABLE, reason=fault) from fault


def _broken_at(one: OneLog) -> int:
    """The first event that does not follow the one before it; 0: the chain holds."""
    return min((problem.position for problem in one.problems if problem.position), default=0)


def _unguarded(one: OneLog) -> bool:
    return any(not problem.position for problem in one.problems)


def _plain(service: str, one: Comparison, judged: OneLog) -> dict[str, Any]:
    found = {"broken_at": _broken_at(judged) or None, "unguarded": _unguarded(judged)}
    return {"log": service, **msgspec.structs.asdict(one), **found}


def _line(desk: Desk, one: Comparison, judged: OneLog) -> str:
    parts = [verdict_of(desk, one)]
    if decided := one.given_up:
        who = {"by": decided.by, "reason": decided.reason, "position": whole(decided.position)}
        parts.append(desk.tell(w.GIVEN_UP, time=moment(decided.time), **who))
    if broken_at := _broken_at(judged):
        parts.append(desk.tell(w.BROKEN_AT, position=whole(broken_at)))
    if _unguarded(judged):
        parts.append(desk.tell(w.UNGUARDED))
    return "; ".join(parts)
