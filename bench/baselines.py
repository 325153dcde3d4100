"""What machine, broker and databases do by themselves: what the platform's speed is divided by."""

import asyncio
import os
import sys
import time
from pathlib import Path

import nats
import psycopg
from nats.aio.msg import Msg

APPEND_BYTES = 400
_ROW = b"x" * APPEND_BYTES


def appends_per_second(folder: Path, seconds: float) -> float:
    """How many 400-byte appends with `fdatasync` this disk takes per second, one after the other, one thread."""
    path = folder / "appends"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    count, began = 0, time.perf_counter()
    try:
        while time.perf_counter() - began < seconds:
            os.write(descriptor, _ROW)
            os.fdatasync(descriptor)
            count += 1
        return count / (time.perf_counter() - began)
    finally:
        os.close(descriptor)
        path.unlink()


def commits_per_second(url: str, seconds: float) -> float:
    """How many transactions of one 400-byte row PostgreSQL takes per second, one after the other, flushed to disk."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit"):
            found = connection.execute(f"SHOW {setting}").fetchone()
            assert found == ("on",), f"PostgreSQL has {setting} {found}"
        connection.execute("CREATE TABLE IF NOT EXISTS raw_commits (id bigserial PRIMARY KEY, state bytea)")
        count, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            with connection.transaction():
                connection.execute("INSERT INTO raw_commits (state) VALUES (%s)", (_ROW,), prepare=True)
            count += 1
        rate = count / (time.perf_counter() - began)
        connection.execute("DROP TABLE raw_commits")
    return rate


async def echo(service: str, url: str, password: str) -> None:
    """Answer every question with its own text: a bare round trip over the broker."""
    connection = await nats.connect(url, user=service, password=password, inbox_prefix=f"_INBOX_{service}")

    async def answer(message: Msg) -> None:
        await connection.publish(message.reply, message.data)

    await connection.subscribe(f"bundel.query.{service}.*.echo", cb=answer)
    await connection.flush()
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    secret = Path(os.environ["BUNDEL_NATS_PASSWORD_FILE"]).read_text("utf-8")
    asyncio.run(echo(sys.argv[1], os.environ["BUNDEL_NATS"], secret))
