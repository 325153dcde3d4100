"""A backup beside what was noted elsewhere. Who restores less than that decides so, by name and in each log."""

from collections.abc import Mapping
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from cli.base import Desk
from cli.data_folder import DataFolder
from cli.faults import Fault
from cli.logs import Log, opened
from cli.noting import compared, is_wanted, notes_in
from cli.words import backups as w
from deploy.local import NOTES, notes_folder
from shared.log.eventlog import LogUnavailable, open_log
from shared.log.heads import WELL, Comparison
from shared.running.noted import allow_older
from shared.running.world import SystemChance, SystemClock
from shared.running.writer import Writer


class Decision(NamedTuple):
    """Who wants the older logs, and why. Empty where nobody says so."""

    operator: str
    reason: str


def notes_of(place: DataFolder, named: Path | None) -> Path | None:
    """The notes that services compare their logs with at a start, as far as this machine can tell."""
    if named or place.elsewhere:
        return named
    return notes_folder(place.data) / NOTES


def not_as_noted(logs: Mapping[str, Log], notes: Path | None) -> dict[str, Comparison]:
    """The logs of a backup that services would refuse: the newest note says that they were longer, or others."""
    noted = notes_in(notes) if notes else []
    found = {service: compared(log, noted) for service, log in logs.items()}
    return {name: one for name, one in found.items() if one.verdict not in WELL and not is_wanted(logs[name], one)}


def must_be_wanted(older: Mapping[str, Comparison], notes: Path | None, decision: Decision) -> None:
    """Refuses before anything changes: a note is there so that nobody goes on from an older log unawares."""
    if older and not _is_made(decision):
        raise Fault(w.OLDER_THAN_NOTED, services=", ".join(older), notes=notes)


def record(desk: Desk, notes: Path, decision: Decision) -> dict[str, Comparison]:
    """Record the decision in each log, now in its place, that is older than noted, as `allow-older` of a service does.

    Returns these logs. Where nobody decided, for the note is of the very last moment, their services will refuse.
    """
    with opened(desk.place) as logs:
        older = not_as_noted(logs, notes)
    if _is_made(decision):
        for service in older:
            _record_in(desk, service, notes, decision)
    return older


def _is_made(decision: Decision) -> bool:
    return all(part.strip() for part in decision)


def _record_in(desk: Desk, service: str, notes: Path, decision: Decision) -> None:
    address = desk.place.log(service)
    its = import_module(f"services.{service}.app").SERVICE
    try:
        with closing(open_log(address.url, address.password)) as log:
            writer = Writer(its, log, SystemClock(), SystemChance(), desk.place.known_parties())
            allow_older(writer, log, service, notes, *decision)
            writer.close()
    except (OSError, LogUnavailable) as error:
        raise Fault(w.NOT_RESTORED, service=service, reason=error) from error
