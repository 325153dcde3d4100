"""How long everybody waits when a year ends: all that lapses is decided in one pass, before the next command."""

import gc
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from bench.backing import CONTRIBUTIONS, GOALS, MILLISECONDS, PARTIES, Pool
from bench.figures import Effort, Figure, Section, at_most
from services.pool.app import SERVICE
from shared.log.eventlog import Draft, EventLog, Stored, encode, open_log
from shared.running.world import SystemChance
from shared.running.writer import Writer

LAST_DAY = date(2026, 12, 31)
_BEFORE = datetime(2026, 6, 1, 9, tzinfo=UTC)
_AFTER = datetime(2026, 12, 31, 23, 0, 1, tzinfo=UTC)
_AT_ONCE = 5_000


class Clock:
    """Stands where it is put."""

    def __init__(self, stands: datetime) -> None:
        self.stands = stands

    def now(self) -> datetime:
        return self.stands

    def monotonic(self) -> float:
        return self.stands.timestamp()


def year_ends(folder: Path, effort: Effort) -> Section:
    """A pool of which everything lapses, and in which many holds are open; to SQLite, with its flushes."""
    many = effort.holds[1]
    passed = Figure(f"{CONTRIBUTIONS:,} contributions lapse, {many:,} open holds, in one pass", at_most(100), unit="ms")
    for number in range(effort.rounds):
        passed.take(MILLISECONDS * _passed(folder / f"{number}.db", many, Random(20 + number)))
    return Section("The end of a year", [passed])


def _passed(path: Path, holds: int, dice: Random) -> float:
    clock, log = Clock(_BEFORE), open_log(f"sqlite:///{path}")
    writer = Writer(SERVICE, log, clock, SystemChance(), PARTIES)
    writer.clock_struck()
    facts = Pool(CONTRIBUTIONS, GOALS, dice, LAST_DAY).with_holds(holds).facts
    record(log, facts or [], _BEFORE)
    writer.catch_up()
    clock.stands, writer.timers_run = _AFTER, True
    gc.collect()
    before, began = writer.fold.position, time.perf_counter()
    writer.clock_struck()
    took = time.perf_counter() - began
    assert writer.fold.position - before >= CONTRIBUTIONS, "everything has lapsed"
    log.close()
    return took


def record(log: EventLog, facts: list[Any], at: datetime) -> None:
    """As they are, without the messages that they say: of these nothing is asked here."""
    head = log.head()
    assert head is not None, "it was opened"
    prev, drafts = head.hash, list[Draft]()
    for number, fact in enumerate(facts):
        drafts.append(Draft.of(_stored(number, fact, prev, at)))
        prev = drafts[-1].hash
    for start in range(0, len(drafts), _AT_ONCE):
        log.append(drafts[start : start + _AT_ONCE])


def _stored(number: int, fact: Any, prev: str, at: datetime) -> Stored:
    return Stored(
        stream=f"{fact.stream}/{number}",  # a stream each: what is recorded next begins a version of its own
        version=1,
        kind=fact.kind,
        at=at + timedelta(seconds=1),
        by="clock",
        cause="clock",
        correlation="",
        prev=prev,
        said=0,
        audience="",
        audience_said=0,
        fact=msgspec.Raw(encode(fact)),
        book_date=at.date() if hasattr(fact, "postings") else msgspec.UNSET,
    )
