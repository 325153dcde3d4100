"""Puts a backup in place of three logs, and tells what was lost since."""

import contextlib
import shutil
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cli.backups import manifest as m
from cli.backups.copying import Unsound, copied
from cli.backups.lost import Since, empty_streams, published_since
from cli.backups.older import Decision, must_be_wanted, not_as_noted, record
from cli.backups.placing import InUse, NotOurs, Place, faults_named, place_of
from cli.backups.taking import judged, log_at
from cli.base import Desk
from cli.data_folder import DataFolder
from cli.faults import Fault
from cli.logs import Log, Row
from cli.running import platform_of
from cli.status import operator_password
from cli.words import backups as w
from cli.words import faults as f
from deploy.health import health
from deploy.local import BROKER, Platform
from shared.log.heads import Comparison
from shared.parties import SERVICES
from shared.whole_file import write_whole

STARTS_SECONDS = 10.0


@dataclass
class Restored:
    """What was done, and what is lost."""

    manifest: m.Manifest
    kept: dict[str, str] = field(default_factory=dict)
    """Where the former logs are now, and the broker's former messages."""
    since: dict[str, Since] = field(default_factory=dict)
    untold: str = ""
    """Why the broker was not asked."""
    gone_events: dict[str, int] = field(default_factory=dict)
    """How many events the former logs have beyond the backup."""
    to_empty: bool = False
    """Whether the broker is elsewhere, and its streams have to go."""
    broker_anew: bool = False
    """Whether the broker begins with nothing."""
    register_differs: bool = False
    not_as_noted: dict[str, Comparison] = field(default_factory=dict)
    """The logs of which the newest note says that they were longer, or others."""


class Wanted(NamedTuple):
    """What an operator says, for none of it goes without saying."""

    replace: bool
    """Logs that are there are set aside."""
    empty_broker: bool
    """A broker elsewhere loses what it has of later."""
    notes: Path | None
    """What services compare with."""
    older: Decision
    """Logs that are older than noted are wanted."""


def restore(desk: Desk, backup: Path, wanted: Wanted, *, dry_run: bool) -> Restored:
    """Check the backup, look that nothing runs, ask the broker, and only then change anything."""
    manifest = m.read(backup)
    places = {service: place_of(desk.place.log(service)) for service in SERVICES}
    if not dry_run:
        _nothing_runs(desk, places, replace=wanted.replace)
    with ExitStack() as stack:
        logs = {service: stack.enter_context(closing(log_at(backup, service))) for service in SERVICES}
        _is_sound(backup, manifest, logs)
        done = Restored(manifest, not_as_noted=not_as_noted(logs, wanted.notes))
        if not dry_run:
            must_be_wanted(done.not_as_noted, wanted.notes, wanted.older)
        _ask_the_former(desk, manifest, places, done)
        _ask_the_broker(desk, logs, done, must_answer=not dry_run)
        if dry_run:
            return done
        _broker_knows_nothing_else(desk, manifest, done, empty_broker=wanted.empty_broker)
        _put_in_place(desk, places, logs, wanted, done)
    _register(desk.place, backup, done)
    if wanted.notes:
        done.not_as_noted = record(desk, wanted.notes, wanted.older)
    return done


def _nothing_runs(desk: Desk, places: Mapping[str, Place], *, replace: bool) -> None:
    for service, place in places.items():
        if health(desk.place.health(service)):
            raise Fault(f.STILL_RUNNING, service=service)
        try:
            with _reached(desk, service):
                place.must_be_ours()
        except NotOurs as others:
            raise Fault(f.NOT_THE_OWNER, service=service, address=desk.place.log(service).shown) from others
        with _reached(desk, service):
            taken = place.is_taken()
        if taken and not replace:
            named = desk.place.log(service).shown
            raise Fault(w.LOGS_THERE, named=named)
        try:
            with _reached(desk, service):
                place.must_be_at_rest()
        except InUse as others:
            raise Fault(w.LOG_IN_USE, service=service) from others


@contextlib.contextmanager
def _reached(desk: Desk, service: str) -> Iterator[None]:
    try:
        with faults_named():
            yield
    except OSError as error:
        shown = desk.place.log(service).shown
        raise Fault(f.LOG_UNREACHABLE, service=service, address=shown, reason=error) from error


def _is_sound(backup: Path, manifest: m.Manifest, logs: Mapping[str, Log]) -> None:
    """The same look as when it was taken: its chains, the books; and that its manifest tells of these."""
    for service, log in logs.items():
        try:
            found = copied(log.all_rows(), _nowhere)
        except Unsound as reason:
            raise Fault(w.BACKUP_DAMAGED, backup=backup, file=f"{service}.db: {reason}") from reason
        known = manifest.logs[service]
        if (known.log, known.events, known.hash) != (found.log, found.events, found.hash):
            raise Fault(w.BACKUP_DAMAGED, backup=backup, file=m.MANIFEST)
    judged(backup)


def _nowhere(_: Sequence[Row]) -> None:
    """Only to look."""


# What was lost


def _ask_the_former(desk: Desk, manifest: m.Manifest, places: Mapping[str, Place], done: Restored) -> None:
    """How much more the logs have that are there; of one that cannot be read, nothing is said."""
    for service, place in places.items():
        with contextlib.suppress(Fault), _reached(desk, service):
            if place.is_taken():
                with closing(Log(desk.place.log(service))) as former:
                    done.gone_events[service] = max(0, former.count() - manifest.logs[service].events)


def _ask_the_broker(desk: Desk, logs: Mapping[str, Log], done: Restored, *, must_answer: bool) -> None:
    """One elsewhere must answer before anything changes: whoever knows not what it holds cannot let services start."""
    if _no_broker(desk.place):
        done.untold = desk.tell(w.NO_BROKER)
        return
    try:
        with _broker_runs(desk.place):
            done.since = published_since(
                desk.place.broker, operator_password(desk.place), logs, desk.place.broker_ca_file
            )
    except (Fault, OSError) as fault:
        if must_answer and _own_platform(desk.place) is None:
            raise
        done.untold = fault.told(desk.screen.language) if isinstance(fault, Fault) else str(fault)


def _broker_knows_nothing_else(desk: Desk, manifest: m.Manifest, done: Restored, *, empty_broker: bool) -> None:
    """Readers would take messages of later from a broker elsewhere, and know more than their producers."""
    more = {
        service: since.last
        for service, since in done.since.items()
        if not since.same_history or since.last > manifest.logs[service].said
    }
    if more and _own_platform(desk.place) is None:
        if not empty_broker:
            raise Fault(w.BROKER_KNOWS_MORE, services=", ".join(more))
        done.to_empty = True


@contextlib.contextmanager
def _broker_runs(place: DataFolder) -> Iterator[None]:
    """The broker of this machine, started for as long as it is asked; if it ever ran, and does not run now."""
    ours = _own_platform(place)
    if ours is None or ours.running(BROKER) or not ours.broker_store.exists():
        yield
        return
    ours.start_one(BROKER)
    try:
        until = time.monotonic() + STARTS_SECONDS
        while time.monotonic() < until and ours.running(BROKER):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", ours.ports.nats), 1):
                break
            time.sleep(0.02)
        yield
    finally:
        ours.stop_one(BROKER)


def _no_broker(place: DataFolder) -> bool:
    """Nothing was ever started here, and no other place was named."""
    return not (place.exists or place.nats or place.elsewhere)


def _own_platform(place: DataFolder) -> Platform | None:
    """The platform of this machine; none where the broker is elsewhere, or nothing was ever started."""
    return platform_of(place) if place.exists and not place.nats else None


# In place


def _put_in_place(
    desk: Desk, places: Mapping[str, Place], logs: Mapping[str, Log], wanted: Wanted, done: Restored
) -> None:
    """First whatever needs room, then the broker, which may not go on with the former streams, then the logs.

    Whoever takes notes goes on meanwhile: a note of the former logs, taken since the first look, counts as well.
    """
    now = datetime.now(UTC)
    aside = desk.place.data / f"set_aside_{now:%Y%m%dt%H%M%S}"
    for service, place in places.items():
        with _restoring(service):
            place.prepare(logs[service])
    must_be_wanted(not_as_noted(logs, wanted.notes), wanted.notes, wanted.older)
    _broker_begins_anew(desk, aside, done)
    for service, place in places.items():
        with _restoring(service):
            if kept := place.swap(aside):
                done.kept[service] = kept
    for service in places:
        with closing(Log(desk.place.log(service))) as log:
            last = log.last()
        written = last.hash if last else ""
        assert written == done.manifest.logs[service].hash, "what was written is what is read"


@contextlib.contextmanager
def _restoring(service: str) -> Iterator[None]:
    try:
        with faults_named():
            yield
    except (OSError, Unsound) as error:
        raise Fault(w.NOT_RESTORED, service=service, reason=error) from error


def _broker_begins_anew(desk: Desk, aside: Path, done: Restored) -> None:
    """Its messages of later would contradict those to come. Of this machine's broker they are kept."""
    place = desk.place
    if done.to_empty:
        empty_streams(place.broker, operator_password(place), place.broker_ca_file)
        done.broker_anew = True
        return
    done.broker_anew = _no_broker(place)
    ours = _own_platform(place)
    if ours is None:
        return
    ours.stop_one(BROKER)
    if ours.broker_store.exists():
        with _restoring(BROKER):
            aside.mkdir(mode=0o700, exist_ok=True)
            shutil.move(ours.broker_store, aside / ours.broker_store.name)
        done.kept[BROKER] = str(aside / ours.broker_store.name)
    done.broker_anew = True


def _register(place: DataFolder, backup: Path, done: Restored) -> None:
    """The backup's register where there is none; one that is there may be newer, and stays."""
    body = (backup / m.PARTIES).read_bytes()
    path = place.changeable_register
    if path.exists():
        done.register_differs = path.read_bytes() != body
    else:
        with _restoring(m.PARTIES):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(path, body, 0o644)
