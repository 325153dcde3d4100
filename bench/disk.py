"""What the disk itself does: single 400-byte appends, each flushed, one thread."""

import os
import time
from pathlib import Path

APPEND_BYTES = 400


def appends_per_second(folder: Path, seconds: float) -> float:
    """How many 400-byte appends with `fdatasync` this disk takes per second, one after the other."""
    path = folder / "appends"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    payload = b"x" * APPEND_BYTES
    count, began = 0, time.perf_counter()
    try:
        while time.perf_counter() - began < seconds:
            os.write(descriptor, payload)
            os.fdatasync(descriptor)
            count += 1
        return count / (time.perf_counter() - began)
    finally:
        os.close(descriptor)
        path.unlink()
