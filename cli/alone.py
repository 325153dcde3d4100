"""One change at a time of who takes part. Credentials and the broker's configuration follow from the register: between
reading it and the broker's taking note of them, nobody else may change any of these.
"""

import contextlib
import fcntl
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from cli.base import Desk
from cli.faults import Fault
from cli.words import faults as f
from cli.words import partners as w


@contextlib.contextmanager
def alone(desk: Desk) -> Iterator[None]:
    """Wait until nobody else changes who takes part, by the same register, and keep others waiting meanwhile."""
    place = desk.place
    if place.parties is None:
        place.data.mkdir(parents=True, exist_ok=True)
    with _opened(place.changeable_register.parent) as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not desk.as_json:
                sys.stderr.write(f"{desk.tell(w.WAITS_FOR_ANOTHER)}\n")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """The folder, because the file itself is another one after every change; and no lock file stays behind."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise Fault(f.REGISTER_UNUSABLE, reason=f"{folder}: {error.strerror}") from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)
