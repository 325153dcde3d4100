"""Commands whose outcome has not come, kept by a partner's client so that a restart forgets none."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec


@dataclass(frozen=True, slots=True)
class Pending:
    """A command whose outcome has not come."""

    service: str
    command_id: str
    subject: str
    body: bytes

    @property
    def key(self) -> tuple[str, str, str]:
        """What its outcome bears: an id alone may have been used before, for something else."""
        return self.service, self.command_id, hashlib.sha256(self.body).hexdigest()


class Kept:
    """Keeps nothing: for whoever gives no folder."""

    def put(self, pending: Pending) -> None:
        """Keep a command until its outcome came."""

    def drop(self, pending: Pending) -> None:
        """Its sender has the outcome."""

    def all(self) -> list[Pending]:
        """What is kept, in a stable order."""
        return []


class KeptOnDisk(Kept):
    """Pending commands, as one file each in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, pending: Pending) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(pending)
        descriptor = os.open(path.with_suffix(".new"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(pending))
            file.flush()
            os.fsync(file.fileno())
        path.with_suffix(".new").replace(path)

    def drop(self, pending: Pending) -> None:
        self._path(pending).unlink(missing_ok=True)

    def all(self) -> list[Pending]:
        return [msgspec.json.decode(path.read_bytes(), type=Pending) for path in sorted(self.folder.glob("*.json"))]

    def _path(self, pending: Pending) -> Path:
        return self.folder / f"{pending.service}-{pending.command_id.replace(':', '%3A')}.json"
