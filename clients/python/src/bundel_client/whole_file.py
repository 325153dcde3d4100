"""A file that is written whole or not at all, also when the power fails. Only its owner may read it."""

import os
from pathlib import Path


def write_whole(path: Path, body: bytes) -> None:
    """Put `body` in the place of what was at `path`. On disk when this returns; before, nobody sees a part of it."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)  # of a writer that was cut off: its rights may be wider than ours
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(descriptor)  # else the new name may come to stand for an empty file
    new.replace(path)
    _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """A folder is written like a file: else the name may still stand for what was there before."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
