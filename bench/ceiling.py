"""The bare ceiling: what this broker, this disk and this language allow, with no business and no safety at all.

It does the same input and output as the service it stands in for: raw nats-py with a pull consumer, fetch ≤ 100, rows
of the same number and size in one transaction with full sync, messages of the same number and size, one
acknowledgement a batch. It parses nothing, decides nothing, hashes nothing and checks nothing.
"""

import asyncio
import contextlib
import os
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import nats
import nats.errors
from nats.aio.msg import Msg
from nats.js import api

from bench.driver import PLACE, Command
from bench.raw import Raw, frame
from bench.stand import LOOK_SECONDS, Stand, stand_in
from shared.broker.bus import command_stream, output_stream
from shared.log.eventlog import Recorded, encode, open_log
from shared.running.rendering import Renderer
from shared.service import Service

FETCH = 100
SHAPE = "BENCH_SHAPE"


class Row(msgspec.Struct, frozen=True):
    kind: str
    state: bytes


class Says(msgspec.Struct, frozen=True):
    """A message as the service says it, with the place of the command's id."""

    subject: str
    body: bytes


class Shape(msgspec.Struct, frozen=True):
    """What one command left in the log and on the broker, taken from the real service."""

    tables: list[str]
    rows: list[Row]
    """Of one command."""
    guard: Row
    """Of one batch."""
    messages: list[Says]


def shape_of(running: Stand, party: str, command: Command) -> Shape:
    """Send one command to a service at rest, and see what it records and says. Once in a log: it is sent as `PLACE`."""
    path = running.platform.data / f"{running.service}.db"
    with contextlib.closing(open_log(f"sqlite:///{path}")) as log:
        head = log.head()
        assert head is not None
        raw = Raw(running.access(party))
        raw.send(frame(f"bundel.cmd.{running.service}.{party}.{command.name}", command.body(), PLACE))
        raw.flush()
        raw.close()
        while not (events := _of_the_command(log.read(head.position))):
            time.sleep(LOOK_SECONDS)
    service: Service[Any] = import_module(f"services.{running.service}.app").SERVICE
    renderer = Renderer(service, running.platform.parties[party].oin, events[0].stored.stream)
    said = [message for event in events if (message := renderer.message(event))]
    *rows, guard = (Row(event.stored.kind, encode(event.stored)) for event in events)
    return Shape(_tables(path), rows, guard, [Says(message.subject, message.body) for message in said])


def _of_the_command(events: list[Recorded]) -> list[Recorded]:
    """Without the batch that may go before: a service records the register of parties before it decides anything."""
    first = next((at for at, event in enumerate(events) if event.stored.cause.endswith(PLACE.decode())), len(events))
    return events[first:]


def _tables(log: Path) -> list[str]:
    """How the library makes the log's table and its indices; its triggers are ours."""
    with contextlib.closing(sqlite3.connect(log)) as database:
        found = database.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'stored_events' AND type <> 'trigger' AND sql <> ''"
        )
        return [sql for (sql,) in found]


@contextlib.contextmanager
def bare(folder: Path, service: str, shape: Shape) -> Iterator[Stand]:
    """A broker, and the bare ceiling in the service's place."""
    folder.mkdir(parents=True)
    path = folder / "shape.json"
    path.write_bytes(msgspec.json.encode(shape))
    with stand_in(folder, service, "bench.ceiling", {SHAPE: str(path)}) as running:
        yield running


class Ceiling:
    """Takes commands, records and says, in the shape given."""

    def __init__(self, shape: Shape, log: Path) -> None:
        self._shape = shape
        self._batches = 0
        self._database = sqlite3.connect(log, isolation_level=None, cached_statements=256)
        for setting in ("journal_mode=wal", "synchronous=FULL", "wal_autocheckpoint=4000"):
            self._database.execute(f"PRAGMA {setting}")
        for sql in shape.tables:
            self._database.execute(sql)

    async def serve(self, service: str, url: str, password: str) -> None:
        connection = await nats.connect(url, user=service, password=password, inbox_prefix=f"_INBOX_{service}")
        jetstream = connection.jetstream()
        for config in streams(service):
            await jetstream.add_stream(config)
        consumer = api.ConsumerConfig(durable_name=service, ack_policy=api.AckPolicy.ALL, max_ack_pending=2000)
        await jetstream.add_consumer(command_stream(service), consumer)
        pull = await jetstream.pull_subscribe_bind(service, command_stream(service))
        print("ready", flush=True)
        while True:
            messages: list[Msg] = []
            with contextlib.suppress(nats.errors.TimeoutError, TimeoutError):
                messages = await pull.fetch(FETCH, timeout=1)
            if not messages:
                continue  # in silence the library raises, or gives none
            ids = [_id_of(message) for message in messages]
            self._record(ids)
            for command_id in ids:
                for said in self._shape.messages:
                    await connection.publish(said.subject, said.body.replace(PLACE, command_id))
            await messages[-1].ack()

    def _record(self, ids: Sequence[bytes]) -> None:
        self._batches += 1
        rows: list[tuple[Any, ...]] = [
            (f"{number}/{command_id.decode()}", 1, row.kind, row.state)
            for command_id in ids
            for number, row in enumerate(self._shape.rows)
        ]
        rows.append(("batch", self._batches, self._shape.guard.kind, self._shape.guard.state))
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?)", rows)
        self._database.execute("COMMIT")


def _id_of(message: Msg) -> bytes:
    return (message.headers or {})["ce-id"].encode()


def streams(service: str, said: int = 0) -> tuple[api.StreamConfig, ...]:
    """What it says and what it takes, stored as the platform stores it; the first may begin with its last message."""
    outputs = [f"bundel.event.{service}.>", f"bundel.to.*.{service}.*"]
    commands = [f"bundel.cmd.{service}.*.*"]
    file = api.StorageType.FILE
    return (
        api.StreamConfig(
            name=output_stream(service), subjects=outputs, storage=file, allow_direct=True, first_seq=said or None
        ),
        api.StreamConfig(name=command_stream(service), subjects=commands, storage=file, no_ack=True),
    )


def main(service: str) -> None:
    """Run in the service's place, with its settings."""
    shape = msgspec.json.decode(Path(os.environ[SHAPE]).read_bytes(), type=Shape)
    ceiling = Ceiling(shape, Path(os.environ["BUNDEL_LOG"].removeprefix("sqlite:///")))
    password = Path(os.environ["BUNDEL_NATS_PASSWORD_FILE"]).read_text("utf-8")
    asyncio.run(ceiling.serve(service, os.environ["BUNDEL_NATS"], password))


if __name__ == "__main__":
    main(sys.argv[1])
