"""The register of parties as a file that is changed: one at a time, whole or not at all."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from deploy.cli.faults import Fault
from deploy.cli.words import faults as f
from shared.parties import Parties, Party, load_parties, write_parties


@contextlib.contextmanager
def _folder_locked(folder: Path) -> Iterator[None]:
    """The folder, because the file itself is another one after every change; and no lock file stays behind."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def changed(path: Path) -> Iterator[dict[str, Party]]:
    """The parties by slug, to be changed in place; written when all went well. Nobody else changes them meanwhile."""
    with _folder_locked(path.parent):
        try:
            parties = dict(load_parties(path))
            yield parties
            write_parties(path, Parties(list(parties.values())))
        except ValueError as fault:
            raise Fault(f.REGISTER_UNUSABLE, reason=fault) from fault
