"""An applicant and its zuilen, in one process of their own: applications submitted, every ask answered at once with a
hold, every grant awaited.
"""

import re
import selectors
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from bench.driver import Done
from bench.raw import Access, Raw, Received, frame
from shared.broker.envelope import command_type, source

SERVICE = "applications"
_GRANTED = re.compile(rb'"application":"(b-[0-9a-f]{16}-[0-9]+)"')
_REFUSED = b'"accepted":false'


class Applying(msgspec.Struct, frozen=True):
    """Who takes part, and how many applications are to be granted, so many at once."""

    applicant: Access
    zuilen: list[Access]
    oins: dict[str, str]
    """By party."""
    count: int
    at_once: int


class _Ask(msgspec.Struct):
    ask: str
    revision: int
    cents: int


class _Asked(msgspec.Struct):
    data: _Ask


_read_asked = msgspec.json.Decoder(_Asked).decode


class Applicants:
    """One connection for each party."""

    def __init__(self, work: Applying) -> None:
        self._work = work
        self._run = f"b-{time.time_ns():016x}"
        self._sent_at: dict[str, float] = {}
        self._took: dict[str, float] = {}
        self._commands = 0
        self._applicant = Raw(work.applicant)
        self._applicant.subscribe(f"bundel.event.{SERVICE}.application-granted.*")
        self._applicant.subscribe(f"bundel.to.{work.applicant.user}.{SERVICE}.command-outcome")
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._applicant, selectors.EVENT_READ, work.applicant.user)
        for zuil in work.zuilen:
            connection = Raw(zuil)
            connection.subscribe(f"bundel.to.{zuil.user}.{SERVICE}.*")
            connection.flush()
            self._selector.register(connection, selectors.EVENT_READ, zuil.user)
        self._applicant.flush()

    def run(self) -> Done:
        cpu, began = time.process_time(), time.perf_counter()
        sent = 0
        while len(self._took) < self._work.count:
            while sent < self._work.count and sent - len(self._took) < self._work.at_once:
                self._submit(f"{self._run}-{sent}")
                sent += 1
            for key, _ in self._selector.select():
                assert isinstance(key.fileobj, Raw)
                for received in key.fileobj.receive():
                    self._hear(key.fileobj, key.data, received)
        return Done(time.perf_counter() - began, time.process_time() - cpu, list(self._took.values()))

    def _submit(self, application: str) -> None:
        self._sent_at[application] = time.perf_counter()
        data = form(application, [zuil.user for zuil in self._work.zuilen])
        self._send(self._applicant, self._work.applicant.user, "submit-application", data)

    def _hear(self, connection: Raw, party: str, received: Received) -> None:
        subject, payload = received
        if subject.endswith(".zuil-asked"):
            ask = _read_asked(payload).data
            answer = {"ask": ask.ask, "revision": ask.revision, "cents": ask.cents, "answer": "hold"}
            self._send(connection, party, "answer-ask", answer)
        elif _REFUSED in payload:
            raise ValueError(f"refused: {payload.decode()}")
        elif subject.startswith("bundel.event.") and (found := _GRANTED.search(payload)):
            application = found[1].decode()
            self._took[application] = time.perf_counter() - self._sent_at[application]

    def _send(self, connection: Raw, party: str, name: str, data: dict[str, Any]) -> None:
        self._commands += 1
        command_id = f"{self._run}-c{self._commands}"
        event = {
            "specversion": "1.0",
            "id": command_id,
            "source": source(self._work.oins[party], "bench"),
            "type": command_type(SERVICE, name),
            "datacontenttype": "application/json",
            "correlationid": command_id,
            "data": data,
        }
        subject = f"bundel.cmd.{SERVICE}.{party}.{name}"
        connection.send(frame(subject, msgspec.json.encode(event), command_id.encode()))


def form(application: str, zuilen: list[str]) -> dict[str, Any]:
    """One application to these zuilen, 1,000 euro each; the applicant pays as much itself."""
    return {
        "application": application,
        "purpose": "Een moestuin waar de buurt elkaar treft",
        "neighbourhood": "Proefwijk",
        "results": [{"indicator": "Vaste tuinders", "unit": "personen", "target": "25", "goal": "groen"}],
        "costs": [{"what": "Kas, gereedschap en grond", "cents": 100_000 * (len(zuilen) + 1)}],
        "asks": [
            {
                "ask": zuil,
                "funder": f"zuil:{zuil}",
                "lines": [{"goal": "groen", "cents": 100_000}],
                "instrument": "grant",
            }
            for zuil in zuilen
        ],
        "other_money": [{"source": "Eigen inleg", "kind": "own", "cents": 100_000}],
        "hours": [],
        "expected_savings": [],
        "term": "structural",
        "decide_by": (datetime.now(UTC) + timedelta(weeks=12)).isoformat(),
    }


if __name__ == "__main__":
    given = msgspec.json.decode(sys.stdin.buffer.read(), type=Applying)
    sys.stdout.buffer.write(msgspec.json.encode(Applicants(given).run()))
