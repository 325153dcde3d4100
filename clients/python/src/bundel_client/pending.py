"""Commands whose outcome has not come, kept by a partner's client so that a restart forgets none."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bundel_client.whole_file import write_whole


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


class NoOutcomeYet(Exception):
    """The outcome did not arrive in time. The command is kept; the client's `resume` goes on with it."""

    def __init__(self, pending: Pending) -> None:
        super().__init__(f"{pending.subject} {pending.command_id}")
        self.command_id = pending.command_id


class PendingCommands:
    """Keeps nothing: for whoever gives no folder."""

    def put(self, pending: Pending) -> None:
        """Keep a command until its outcome came."""

    def drop(self, pending: Pending) -> None:
        """Its sender has the outcome."""

    def all(self) -> list[Pending]:
        """What is kept, in a stable order."""
        return []


class PendingCommandsOnDisk(PendingCommands):
    """Pending commands, as one file each in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, pending: Pending) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._path(pending), msgspec.json.encode(pending))

    def drop(self, pending: Pending) -> None:
        self._path(pending).unlink(missing_ok=True)

    def all(self) -> list[Pending]:
        return [msgspec.json.decode(path.read_bytes(), type=Pending) for path in sorted(self.folder.glob("*.json"))]

    def _path(self, pending: Pending) -> Path:
        return self.folder / f"{pending.service}-{pending.command_id.replace(':', '%3A')}.json"


def pending_commands(keep: Path | None) -> PendingCommands:
    """In this folder; kept nowhere if there is none."""
    return PendingCommandsOnDisk(keep) if keep else PendingCommands()
