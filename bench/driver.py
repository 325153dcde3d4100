"""What drives a service, in a process of its own: commands out, outcomes in, every one of them timed.

`closed`: so many in flight, the next as soon as an outcome arrives. `open`: at a steady rate, whatever comes back; each
is timed from the moment it was meant to be sent, so that a stall counts for all that it delays. `burst`: so many at
once, timed to the last outcome.
"""

import re
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from bench.raw import Access, Raw, frame
from shared.broker.envelope import command_type, source

PLACE = b"b-0000000000000000-00000000"
"""Stands for a command's id, and is as long."""
_ID = re.compile(rb'"b-[0-9a-f]{16}-([0-9]{8})"')
_ACCEPTED = b'"accepted":true'


class Command(msgspec.Struct, frozen=True):
    """One command, sent over and over, each time under an id of its own."""

    service: str
    name: str
    oin: str
    data: dict[str, Any]

    def body(self) -> bytes:
        """As the partner's client would send it, but for the id."""
        event = {
            "specversion": "1.0",
            "id": PLACE.decode(),
            "source": source(self.oin, "bench"),
            "type": command_type(self.service, self.name),
            "datacontenttype": "application/json",
            "correlationid": PLACE.decode(),
            "data": self.data,
        }
        return msgspec.json.encode(event)


class Work(msgspec.Struct, frozen=True):
    """What to send, and at what pace. With `echo`, the command is a question, and its own text the answer."""

    access: Access
    command: Command
    pace: Literal["closed", "open", "burst"]
    count: int
    at_once: int = 64
    """In flight, or in a burst."""
    rate: float = 0
    """Per second, of an open loop."""
    echo: bool = False


class Done(msgspec.Struct, frozen=True):
    """What was seen. Latencies are seconds, each of one command or one burst, in the order of sending."""

    seconds: float
    cpu_seconds: float
    latencies: list[float]

    @property
    def rate(self) -> float:
        """Per second."""
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        """The latency, in seconds, that this share of the commands stayed within."""
        return sorted(self.latencies)[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


class Driver:
    """Sends and receives on one connection."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._raw = Raw(work.access)
        self._run = f"{time.time_ns():016x}"
        self._sent_at = [0.0] * work.count
        self._took = [-1.0] * work.count
        command, party = work.command, work.access.user
        if work.echo:
            inbox = f"_INBOX_{party}"
            subject, reply = f"bundel.query.{command.service}.{party}.echo", f"{inbox}.{PLACE.decode()}"
            self._raw.subscribe(f"{inbox}.*")
        else:
            subject, reply = f"bundel.cmd.{command.service}.{party}.{command.name}", ""
            self._raw.subscribe(f"bundel.to.{party}.{command.service}.command-outcome")
        self._frame = frame(subject, command.body(), PLACE, reply)
        self._raw.flush()

    def run(self) -> Done:
        cpu, began = time.process_time(), time.perf_counter()
        match self._work.pace:
            case "closed":
                latencies = self._closed()
            case "open":
                latencies = self._open()
            case "burst":
                latencies = self._bursts()
        done = Done(time.perf_counter() - began, time.process_time() - cpu, latencies)
        self._raw.close()
        return done

    def _closed(self) -> list[float]:
        sent = self._send(range(min(self._work.at_once, self._work.count)))
        received = 0
        while received < self._work.count:
            arrived = self._receive()
            received += arrived
            sent += self._send(range(sent, min(sent + arrived, self._work.count)))
        return self._took

    def _open(self) -> list[float]:
        sender = threading.Thread(target=self._send_steadily, args=(time.perf_counter() + 0.05,))
        sender.start()
        received = 0
        while received < self._work.count:
            received += self._receive()
        sender.join()
        return self._took

    def _send_steadily(self, first_at: float) -> None:
        self._sent_at = [first_at + number / self._work.rate for number in range(self._work.count)]
        for number, at in enumerate(self._sent_at):
            if (early := at - time.perf_counter()) > 0:
                time.sleep(early)
            self._raw.send(self._frame_of(number))

    def _bursts(self) -> list[float]:
        took = []
        for start in range(0, self._work.count, self._work.at_once):
            burst = range(start, min(start + self._work.at_once, self._work.count))
            began = time.perf_counter()
            self._send(burst)
            received = 0
            while received < len(burst):
                received += self._receive()
            took.append(time.perf_counter() - began)
        return took

    def _send(self, numbers: Sequence[int]) -> int:
        now = time.perf_counter()
        for number in numbers:
            self._sent_at[number] = now
        self._raw.send(b"".join(map(self._frame_of, numbers)))
        return len(numbers)

    def _frame_of(self, number: int) -> bytes:
        return self._frame.replace(PLACE, f"b-{self._run}-{number:08}".encode())

    def _receive(self) -> int:
        """Wait for outcomes of this run; return how many came. One that is refused, or comes twice, fails the run."""
        count = 0
        arrived = self._raw.receive()
        now = time.perf_counter()
        for _, payload in arrived:
            found = _ID.search(payload)
            if found is None or self._run.encode() not in found[0]:
                continue  # of an earlier run
            if not self._work.echo and _ACCEPTED not in payload:
                raise ValueError(f"refused: {payload.decode()}")
            number = int(found[1])
            if self._took[number] >= 0:
                raise ValueError(f"a second outcome: {payload.decode()}")
            self._took[number] = now - self._sent_at[number]
            count += 1
        return count


if __name__ == "__main__":
    given = msgspec.json.decode(sys.stdin.buffer.read(), type=Work)
    sys.stdout.buffer.write(msgspec.json.encode(Driver(given).run()))
