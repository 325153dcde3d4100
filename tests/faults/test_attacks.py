"""The table in docs/auditor.md, row by row: what somebody does with the databases, and what finds it.

On real databases, a real broker, and `bundel`. A start is one of all three services, without notes, so that it shows
what they find by themselves; with notes a start refuses whatever `--against` finds.
"""

import asyncio
import contextlib
import pickle
import re
import sqlite3
from datetime import UTC, datetime

import psycopg
import pytest

from deploy.local import ROOT
from shared.log.eventlog import open_log
from shared.log.fold import BrokenChain
from shared.log.heads import Note, write_notes
from shared.parties import SERVICES as NAMES
from shared.parties import Parties, Party
from shared.running.noted import head_of
from tests.cli.stand import Stand
from tests.delivery.stage import SERVICES, Stage
from tests.faults.attacks import ATTACKS
from tests.unit.audit.hostile import Books
from tests.unit.audit.story import tell

GUIDE = (ROOT / "docs" / "auditor.md").read_text("utf-8")
HEADING = "## What finds which attack"
LEFT = {"relay", "party-replaced"}
"""Alarms of whoever waits for one that does not start; and of what the story leaves, an impostor in the register."""
SETTLED_SECONDS = 0.8
WAITS_SECONDS = 2.5
"""Whoever waits for another, and does nothing else for so long, goes on waiting."""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return pickle.dumps(Books.load(tell(tmp_path_factory.mktemp("story"))).chained())


class Logs:
    """Three logs, on one kind of database, in the hands of somebody who may do anything."""

    def __init__(self, urls):
        self.urls = urls

    @property
    def options(self):
        return [part for name, url in self.urls.items() for part in ("--log", f"{name}={url}")]

    def hold(self, books):
        """Put these in place of whatever is there; and afterwards what refuses changes, if the attacker is careful."""
        for name, entries in books.logs.items():
            with contextlib.closing(open_log(self.urls[name])):
                pass
            rows = [(at, *one.beside, one.state) for at, one in enumerate(entries, 1)]
            write = _into_sqlite if self.urls[name].startswith("sqlite") else _into_postgres
            write(self.urls[name], rows)
            with contextlib.closing(open_log(self.urls[name])) as log:
                if books.guarded or name != "pool":
                    log.guard()

    def note(self, path):
        heads = {}
        for name, url in self.urls.items():
            with contextlib.closing(open_log(url)) as log:
                heads[name] = head_of(log)
        write_notes(path, [Note(datetime.now(UTC), heads)])


def _into_sqlite(url, rows):
    with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as log, log:
        for verb in ("UPDATE", "DELETE"):
            log.execute(f"DROP TRIGGER IF EXISTS stored_events_{verb}_refused")
        log.execute("DELETE FROM stored_events")
        log.executemany(
            "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) VALUES (?, ?, ?, ?, ?)",
            rows,
        )


def _into_postgres(url, rows):
    with psycopg.connect(url) as log:
        log.execute("DROP TRIGGER IF EXISTS stored_events_change_refused ON stored_events")
        log.execute("DELETE FROM stored_events")
        columns = "notification_id, originator_id, originator_version, topic, state"
        with log.cursor().copy(f"COPY stored_events ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        log.execute("SELECT setval(pg_get_serial_sequence('stored_events', 'notification_id'), %s)", [len(rows)])


@pytest.fixture(params=["sqlite", "postgresql"])
def logs(request, tmp_path):
    if request.param == "sqlite":
        yield Logs({name: f"sqlite:///{tmp_path}/{name}.db" for name in NAMES})
        return
    server = request.getfixturevalue("postgres_of_wheel")
    databases = {name: server.take() for name in NAMES}
    yield Logs({name: server.log_url(database) for name, database in databases.items()})
    for database in databases.values():
        server.give_back(database)


# What finds it


def verified(stand, logs, about):
    """By code, and whether it names the event."""
    ended = stand("verify", "--json", *logs.options)
    found = {}
    for problem in ended.json["problems"]:
        named = (problem["log"], problem["position"]) == about or f"event {about[1]}," in problem["sentence"]
        found[problem["law"]] = found.get(problem["law"], False) or named
    assert bool(found) == (not ended.json["well"]) == bool(ended.code)
    return _listed(f"`{code}`{' *' if named else ''}" for code, named in found.items())


def compared(stand, logs, note, about):
    ended = stand("verify", "--against", note, "--json", *logs.options)
    said = []
    for one in ended.json["logs"]:
        what = [one["verdict"]] if one["verdict"] not in {"same", "grew"} else []
        what += ["unsound"] if one["broken_at"] else []
        what += ["unguarded"] if one["unguarded"] else []
        if what:
            said.append(f"{one['log']} {', '.join(what)}")
        if one["log"] == about[0] and one["verdict"] in {"rewritten", "shrank"}:
            assert one["since"] < about[1] <= max(one["until"], about[1]), (one, about)
    assert bool(said) == bool(ended.code)
    return _listed(said)


def register_of(logs):
    """The register of parties as the pool's log knows it: no start has anything to record of it."""
    entries = {}
    for one in Books.load(logs.urls).logs["pool"]:
        if one.kind == "party-registered":
            signed = {"changed_by": one.envelope["by"].partition("/")[2] or None}
            fields = {name: value for name, value in one.fact.items() if name != "party"}
            entries[one.fact["party"]] = Party(slug=one.fact["party"], name=one.fact["party"], **fields, **signed)
        elif one.kind == "party-deregistered":
            del entries[one.fact["party"]]
    return Parties(entries.values())


async def restarted(stage, logs, about, register):
    """Which services find something when all start. Those that wait for one that does not start have found nothing."""
    said = []
    async with contextlib.AsyncExitStack() as stack:
        running = {}
        for name in NAMES:
            try:
                running[name] = await stack.enter_async_context(
                    stage.running(SERVICES[name], log_url=logs.urls[name], parties=register)
                )
            except BrokenChain as broken:
                said.append(f"{name} does not start{' *' if f'position {about[1]} ' in str(broken) else ''}")
        for name, health in (await _settled(running)).items():
            if health[0] == "refused":
                assert running[name].health.reason
                said.append(f"{name} refuses")
            said.extend(f"{name}: `{alarm}`" for alarm in health[1] if alarm not in LEFT)
    return _listed(said)


async def _settled(running):
    """State and alarms, when they have not changed for a while."""
    since = asyncio.get_running_loop().time()
    before = {}
    while True:
        now = {name: (one.health.state, sorted(one.health.alarms)) for name, one in running.items()}
        at = asyncio.get_running_loop().time()
        if now != before:
            before, since = now, at
        decided = all(state in {"ready", "refused"} for state, _ in now.values())
        if at - since > (SETTLED_SECONDS if decided else WAITS_SECONDS):
            return now
        await asyncio.sleep(0.05)


def _listed(parts):
    return ", ".join(sorted(parts)) or "nothing"


# The table


def table():
    """By attack, what the guide says of each column."""
    text = GUIDE[GUIDE.index(HEADING) :].split("\n## ")[0] if HEADING in GUIDE else ""
    rows = [re.split(r"(?<!\\) \| ", line.strip("| ")) for line in text.splitlines() if line.startswith("| ")]
    return {title: columns for title, *columns in rows[1:]}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=lambda attack: attack.title.replace(" ", "-"))
def test_the_table_says_what_finds_it(attack, logs, told, broker, tmp_path):
    stage = Stage(broker, tmp_path, readers_seconds=1.0)
    stand = Stand(tmp_path / "data")
    logs.hold(pickle.loads(told))
    nobody = ("", 0)
    register = register_of(logs)
    assert asyncio.run(restarted(stage, logs, nobody, register)) == "nothing", "sound logs start, and fill the broker"
    logs.note(tmp_path / "heads.jsonl")
    books = Books.load(logs.urls)
    event = attack.commit(books)
    about = (event.log, books.logs[event.log].index(event) + 1) if event in list(books) else nobody
    logs.hold(books)
    found = [verified(stand, logs, about), compared(stand, logs, tmp_path / "heads.jsonl", about)]
    found.append(asyncio.run(restarted(stage, logs, about, register)))
    logs.hold(books)
    broker.wipe()
    found.append(asyncio.run(restarted(stage, logs, about, register)))
    assert table().get(attack.title) == found, " | ".join([attack.title, *found])


def test_the_table_has_these_attacks_and_no_others():
    assert list(table()) == list(ATTACKS)
