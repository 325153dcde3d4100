"""What a backup says of itself: a folder is one only if its manifest is there, and names what the folder holds."""

import contextlib
import hashlib
from datetime import datetime
from pathlib import Path

import msgspec

from cli.faults import Fault
from cli.screen import moment
from cli.words import backups as w
from shared.parties import SERVICES
from shared.whole_file import write_whole

MANIFEST = "manifest.json"
PARTIES = "parties.json"
FORM = 1
AT_ONCE = 1024**2
NAMED = 10
"""At most so many backups of a folder are named."""


class Heard(msgspec.Struct, frozen=True):
    """How far a log has read another: that one's id, the message's index, and the hash of the event that said it."""

    log: str
    index: int
    hash: str


class Contents(msgspec.Struct, frozen=True):
    """One log of a backup, up to its last event."""

    file: str
    sha256: str
    """Of the file."""
    log: str
    """The log's id."""
    events: int
    said: int
    """How many messages it had said by then."""
    at: datetime
    """Log time of its last event."""
    hash: str
    """SHA-256 of its last event, in hex: all before it follow from that."""
    heard: dict[str, Heard]


class Manifest(msgspec.Struct, frozen=True):
    """Field names are a storage format: never rename."""

    form: int
    taken_at: datetime
    contract: str
    """Version of the contract at that time."""
    settings: dict[str, str]
    """Settings that decide what services do, as far as they were known to who took the backup."""
    parties_sha256: str
    logs: dict[str, Contents]
    money_cents: dict[str, int]
    """What the audit found in these logs."""


_decode = msgspec.json.Decoder(Manifest).decode


def write(folder: Path, manifest: Manifest) -> None:
    """Last of all: what is no backup has none."""
    body = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    write_whole(folder / MANIFEST, body, 0o600)


def read(folder: Path) -> Manifest:
    """The manifest of a backup whose files are what they were; refuses what is none, or is damaged."""
    try:
        manifest = _decode((folder / MANIFEST).read_bytes())
    except FileNotFoundError as missing:
        if found := _backups_in(folder):
            raise _choose(folder, found) from missing
        raise Fault(w.NO_BACKUP, backup=folder, reason=f"{MANIFEST}: {missing.strerror}") from missing
    except OSError as error:
        raise Fault(w.NO_BACKUP, backup=folder, reason=error.strerror) from error
    except msgspec.DecodeError as error:
        raise Fault(w.NO_BACKUP, backup=folder, reason=error) from error
    if manifest.form != FORM or set(manifest.logs) != set(SERVICES):
        raise Fault(w.NO_BACKUP, backup=folder, reason=f"{MANIFEST}: form {manifest.form}")
    for name, known in (
        (PARTIES, manifest.parties_sha256),
        *((one.file, one.sha256) for one in manifest.logs.values()),
    ):
        if Path(name).name != name or fingerprint(folder / name) != known:
            raise Fault(w.BACKUP_DAMAGED, backup=folder, file=name)
    return manifest


def _backups_in(folder: Path) -> list[tuple[datetime, str]]:
    """When each backup in this folder was taken, and its name, the newest first; what is unfinished is none."""
    found = []
    for path in folder.glob(f"*/{MANIFEST}"):
        with contextlib.suppress(OSError, msgspec.DecodeError):
            if not path.parent.name.startswith("."):
                found.append((_decode(path.read_bytes()).taken_at, path.parent.name))
    return sorted(found, reverse=True)


def _choose(folder: Path, found: list[tuple[datetime, str]]) -> Fault:
    named = ", ".join(f"{name} ({moment(taken_at)})" for taken_at, name in found[:NAMED])
    more = f", … ({len(found)})" if len(found) > NAMED else ""
    return Fault(w.BACKUPS_IN, folder=folder, named=f"{named}{more}", newest=folder / found[0][1])


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file; of one that cannot be read, nothing."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(AT_ONCE):
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()
