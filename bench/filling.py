"""Logs with a history: three services at work on one another without a broker, through their own writers.

Everything in the logs is what the services record when the same happens over the broker. An application asks the pool
and a zuil; three in four are granted, paid and confirmed, the others declined and withdrawn. Before them some are
submitted that nobody answers: the open business, the same in logs of every length.
"""

import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from bench import pools
from examples.steps import today
from shared.broker.envelope import PublishedEvent, command_type, read_published, source
from shared.log.eventlog import EventLog
from shared.log.recorders import sqlite_recorder
from shared.parties import SERVICES, Parties
from shared.running.inbox import Arrival, arrival
from shared.running.rendering import Renderer
from shared.running.world import SystemChance, SystemClock
from shared.running.writer import Writer
from shared.service import Service

APPLICANT = "buurttuin"
ZUIL = "woonstede"
CENTS = 100_000
TOGETHER = 20
"""Applications that go their way at the same time: they share commits."""
OPEN = 200
MESSAGES_AT_ONCE = 100
FAILS = 4
"""One application in so many is declined."""

Order = tuple[str, str, dict[str, Any]]
"""Party, command and data."""


class Member:
    """One service with its log."""

    def __init__(self, name: str, folder: Path, parties: Parties) -> None:
        self.name = name
        self.service: Service[Any] = import_module(f"services.{name}.app").SERVICE
        self._parties = parties
        self._log = _unflushed(folder / f"{name}.db")
        self._writer = Writer(self.service, self._log, SystemClock(), SystemChance(), parties)
        self._renderer = Renderer(self.service, parties[APPLICANT].oin, self._writer.fold.log)
        self._told = self.events
        self._ids = 0

    @property
    def events(self) -> int:
        """How long the log is."""
        return self._writer.fold.position

    def take(self, orders: Iterable[Order]) -> None:
        """Decide and record commands; every one must be accepted."""
        for answer in self._writer.commands([self._arrival(*order) for order in orders]):
            if not answer.outcome.accepted:
                raise ValueError(f"{answer.arrival.command}: {answer.outcome.sentence}")

    def news(self) -> list[PublishedEvent]:
        """What this service said since it was last asked."""
        said: list[PublishedEvent] = []
        while events := self._log.read(self._told):
            said.extend(read_published(message.body) for event in events if (message := self._renderer.message(event)))
            self._told = events[-1].position
        return said

    def hear(self, upstream: str, said: Sequence[PublishedEvent]) -> None:
        for start in range(0, len(said), MESSAGES_AT_ONCE):
            self._writer.consume(upstream, said[start : start + MESSAGES_AT_ONCE])

    def close(self) -> None:
        self._log.close()

    def _arrival(self, party: str, name: str, data: dict[str, Any]) -> Arrival:
        self._ids += 1
        command_id = f"f-{self.events}-{self._ids}"
        event = {
            "specversion": "1.0",
            "id": command_id,
            "source": source(self._parties[party].oin, "bench"),
            "type": command_type(self.name, name),
            "datacontenttype": "application/json",
            "data": data,
        }
        return arrival(party, name, msgspec.json.encode(event), command_id)


def _unflushed(path: Path) -> EventLog:
    """The log as a service opens it, but for the flush of every commit: this one only has to be there in the end."""
    recorder: Any = sqlite_recorder(path)
    pool = recorder.datastore.pool
    connection = pool.get_connection()  # the only one that a single thread uses, again and again
    connection.cursor().execute("PRAGMA synchronous=OFF")
    pool.put_connection(connection)
    return EventLog(recorder)


class Town:
    """The three services, and what partners tell them."""

    def __init__(self, folder: Path, parties: Parties) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._parties = parties
        self._members = {name: Member(name, folder, parties) for name in SERVICES}
        self._applications = 0

    def open(self) -> None:
        """Make the pool, and the open business."""
        self._members["pool"].take(pools.OPENING)
        self._settle()
        for _ in range(0, OPEN, TOGETHER):
            self._submit()

    def grow(self, events: int) -> None:
        """Go on until every log is so long."""
        while any(member.events < events for member in self._members.values()):
            self._decide(self._submit())

    def copy(self, folder: Path) -> None:
        """Put a copy of the logs in another folder."""
        for member in self._members.values():
            member.close()
        shutil.copytree(self.folder, folder)
        self._members = {name: Member(name, self.folder, self._parties) for name in SERVICES}

    def close(self) -> None:
        for member in self._members.values():
            member.close()

    def _submit(self) -> list[str]:
        ids = [f"a-{self._applications + number}" for number in range(TOGETHER)]
        self._applications += TOGETHER
        self._members["applications"].take((APPLICANT, "submit-application", _form(one)) for one in ids)
        self._members["pool"].take((pools.HOLDER, "receive", {**pools.RECEIVE, "cents": CENTS}) for _ in ids)
        self._settle()
        return ids

    def _decide(self, ids: Sequence[str]) -> None:
        failing, granted = ids[::FAILS], [one for number, one in enumerate(ids) if number % FAILS]
        applications, settlement = self._members["applications"], self._members["settlement"]
        applications.take((ZUIL, "answer-ask", _answer(one, "decline")) for one in failing)
        applications.take(
            (APPLICANT, "withdraw-application", {"application": one, "reason": "Een zuil zegt nee."}) for one in failing
        )
        applications.take((ZUIL, "answer-ask", _answer(one, "hold")) for one in granted)
        self._settle()
        for payer, ask in ((pools.HOLDER, "pool"), (ZUIL, "zuil")):
            settlement.take((payer, "confirm-payment", _payment(f"{one}:{ask}:1")) for one in granted)
        self._settle()

    def _settle(self) -> None:
        """Let all hear all, until nobody has anything new to say."""
        while any((news := {name: member.news() for name, member in self._members.items()}).values()):
            for member in self._members.values():
                for upstream in member.service.upstreams:
                    member.hear(upstream, news[upstream])


def fill(folder: Path, sizes: Sequence[int], parties: Parties) -> list[Path]:
    """Make logs of these lengths, the shortest first; return a folder for each."""
    town = Town(folder / "growing", parties)
    town.open()
    folders = [folder / f"of-{size}" for size in sizes]
    for size, kept in zip(sizes[:-1], folders, strict=False):
        town.grow(size)
        town.copy(kept)
    town.grow(sizes[-1])
    town.close()
    town.folder.rename(folders[-1])
    return folders


def _form(application: str) -> dict[str, Any]:
    asks = (("pool", f"pool:{pools.POOL}"), ("zuil", f"zuil:{ZUIL}"))
    return {
        "application": application,
        "purpose": "Een moestuin waar de buurt elkaar treft en iemand uit de bijstand aan het werk gaat",
        "neighbourhood": "Proefwijk",
        "results": [{"indicator": "Vaste tuinders", "unit": "personen", "target": "25", "goal": pools.GOAL}],
        "costs": [{"what": "Kas, gereedschap en grond", "cents": 3 * CENTS}],
        "asks": [
            {"ask": ask, "funder": funder, "lines": [{"goal": pools.GOAL, "cents": CENTS}], "instrument": "grant"}
            for ask, funder in asks
        ],
        "other_money": [{"source": "Verkoop van groente", "kind": "own", "cents": CENTS}],
        "hours": [{"who": "Tuinders uit de buurt", "hours": 1200}],
        "expected_savings": [],
        "term": "structural",
        "decide_by": (datetime.now(UTC) + timedelta(weeks=12)).isoformat(),
    }


def _answer(application: str, answer: str) -> dict[str, Any]:
    reason = {"ground": "no-money", "reason": "Dit jaar is er geen geld meer."} if answer == "decline" else {}
    return {"ask": f"{application}:zuil", "revision": 1, "cents": CENTS, "answer": answer, **reason}


def _payment(order: str) -> dict[str, Any]:
    return {"order": order, "cents": CENTS, "paid_on": today().isoformat()}
