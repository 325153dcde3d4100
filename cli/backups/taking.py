"""Takes a backup: three logs up to marks that are consistent, judged by the audit, whole in its place or not at all."""

import contextlib
import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from audit import CannotRead, Findings, check
from cli.backups import manifest as m
from cli.backups.copying import Copied, Unsound, into_sqlite, up_to
from cli.backups.marks import Batch, Contradiction, consistent
from cli.base import Desk
from cli.data_folder import Address
from cli.faults import Fault
from cli.logs import Log, opened
from cli.words import backups as w
from shared.contract import VERSION
from shared.log.eventlog import SQLITE, LogUnavailable
from shared.log.facts import BatchClosed, LogOpened
from shared.parties import SERVICES
from shared.whole_file import write_whole

SETTINGS = ("BUNDEL_OIN", "BUNDEL_SUBSIDY_CEILING_PERCENT", "BUNDEL_DECIDE_WITHIN_WEEKS")
"""What services are set to that shows in what they decide or publish."""
UNFINISHED = ".unfinished-"
"""How the name begins of what is no backup yet."""
PROBLEMS_NAMED = 3

_decode_closed = msgspec.json.Decoder(BatchClosed).decode


def take(desk: Desk, folder: Path) -> tuple[Path, m.Manifest]:
    """Take a backup into a new folder within this one; nothing is left of one that does not succeed."""
    with _alone_in(folder):
        now = datetime.now(UTC)
        name = f"bundel-{now:%Y%m%dT%H%M%S}.{now.microsecond // 1000:03}Z"
        unfinished, finished = folder / f"{UNFINISHED}{name}", folder / name
        try:
            unfinished.mkdir(mode=0o700)
            manifest = _written(desk, unfinished, now)
            m.write(unfinished, manifest)
            unfinished.rename(finished)
            _on_disk(folder)
        except (OSError, sqlite3.Error, LogUnavailable) as error:
            raise Fault(w.NOT_TAKEN, folder=folder, reason=error) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return finished, manifest


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One backup at a time; so whatever is unfinished here was cut off, and goes."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise Fault(w.NOT_TAKEN, folder=folder, reason=error.strerror) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as another:
            raise Fault(w.ANOTHER_BACKUP, folder=folder) from another
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(descriptor)


def _written(desk: Desk, folder: Path, now: datetime) -> m.Manifest:
    with opened(desk.place) as logs, ExitStack() as frozen:
        floors = ends(logs)
        for log in logs.values():
            frozen.enter_context(log.frozen())
        copies = copied_consistently(logs, floors, folder)
    parties = desk.place.register.read_bytes()
    desk.place.known_parties()
    write_whole(folder / m.PARTIES, parties, 0o600)
    findings = judged(folder)
    environment = desk.place.environment
    return m.Manifest(
        form=m.FORM,
        taken_at=now,
        contract=VERSION,
        settings={name: environment[name] for name in SETTINGS if name in environment},
        parties_sha256=m.fingerprint(folder / m.PARTIES),
        logs={service: _contents(folder / f"{service}.db", copy) for service, copy in copies.items()},
        money_cents=findings.money,
    )


# Marks


def ends(logs: Mapping[str, Log]) -> dict[str, int]:
    """The position of the last event of each log: whoever reads the logs later finds more in them, and no less."""
    lasts = {service: log.last() for service, log in logs.items()}
    for service, last in lasts.items():
        if last is None:
            raise Fault(w.LOG_EMPTY, service=service)
    return {service: last.position for service, last in lasts.items() if last}


def copied_consistently(logs: Mapping[str, Log], floors: Mapping[str, int], folder: Path) -> dict[str, Copied]:
    """Copy what these logs held together, each frozen at a moment of its own; before that none was below its floor."""
    marks = _marks({service: _tail(log, floors[service]) for service, log in logs.items()})
    return {service: _copy(log, marks[service], folder / f"{service}.db") for service, log in logs.items()}


def _tail(log: Log, floor: int) -> list[Batch]:
    """The ends of batches from the one that ends at `floor` on."""
    found, position = [], floor - 1
    while rows := log.rows(position, kinds=(BatchClosed.kind, LogOpened.kind)):
        for row in rows:
            stored = log.read(row).stored
            closed = _decode_closed(stored.fact) if stored.kind == BatchClosed.kind else None
            read = (closed.source, closed.index) if closed and closed.index else ("", 0)
            found.append(Batch(row.position, stored.said, *read))
        position = rows[-1].position
    if not found or found[0].end != floor:
        raise Fault(w.NOT_WHOLE, service=log.service, reason=f"position {floor}")
    return found


def _marks(tails: Mapping[str, list[Batch]]) -> dict[str, Batch]:
    try:
        return consistent(tails)
    except Contradiction as found:
        raise Fault(
            w.CONTRADICTION, reader=found.reader, upstream=found.upstream, heard=found.heard, said=found.said
        ) from found


def _copy(log: Log, mark: Batch, path: Path) -> Copied:
    try:
        return into_sqlite(path, up_to(log, mark.end))
    except Unsound as reason:
        raise Fault(w.NOT_WHOLE, service=log.service, reason=reason) from reason


def _contents(path: Path, copy: Copied) -> m.Contents:
    return m.Contents(
        file=path.name,
        sha256=m.fingerprint(path),
        log=copy.log,
        events=copy.events,
        said=copy.said,
        at=copy.at,
        hash=copy.hash,
        heard=copy.heard,
    )


# Judging


def judged(folder: Path) -> Findings:
    """What the audit finds in the three logs of this folder; refuses books that are not right."""
    addresses = {service: f"{SQLITE}{folder.resolve()}/{service}.db" for service in SERVICES}
    try:
        findings = check(addresses)
    except CannotRead as fault:
        raise Fault(w.NOT_TAKEN, folder=folder, reason=fault) from fault
    if findings.broken:
        named = "; ".join(f"{one.law.code} ({one.log} {one.position})" for one in findings.broken[:PROBLEMS_NAMED])
        raise Fault(w.BOOKS_WRONG, count=len(findings.broken), named=named)
    return findings


def log_at(folder: Path, service: str) -> Log:
    """The copy of one log in a backup."""
    return Log(Address(service, f"{SQLITE}{folder.resolve()}/{service}.db"))


def _on_disk(folder: Path) -> None:
    """A folder is written like a file: else the name may be gone after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
