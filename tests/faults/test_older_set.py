"""All three logs of an earlier moment, and a broker that knows nothing: everybody agrees, and much is gone.

Only the note that was kept elsewhere tells. Real processes and real logs.
"""

import asyncio
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from audit import check, wait_for_rest
from deploy.local import BROKER, ROOT, Platform
from deploy.ports import Ports
from shared.parties import SERVICES
from tests.faults import test_restored_log
from tests.faults.injector import WAYS_OUT, back_up, hashes, remove_log, replace_log, sqlite_path
from tests.faults.test_restored_log import PATIENCE_SECONDS, asked_of_a_pool_and_a_zuil, held_by_the_zuil, kinds, until

WHY = ("--operator", "jansen", "--reason", "De nieuwere zijn verbrand.")
WATCHED_SECONDS = 1.0


@pytest.fixture
def notes(tmp_path):
    return tmp_path / "elsewhere" / "heads.jsonl"


@pytest.fixture
def platform(tmp_path, notes):
    """Told where notes are; nobody takes any but the test."""
    platform = Noting(tmp_path / "data", notes)
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()


class Noting(Platform):
    def __init__(self, folder, notes):
        super().__init__(folder, ports=Ports.free())
        self._notes_file = notes

    def _environment(self, name):
        noted = {} if name == BROKER else {"BUNDEL_NOTE": str(self._notes_file)}
        return {**super()._environment(name), **noted}

    def bundel(self, *arguments):
        command = [sys.executable, "-m", "cli", *arguments, "--data", str(self.data), "--json"]
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert found.returncode in {0, 1}, found
        return found

    def note(self):
        return self.bundel("note", "--to", str(self._notes_file))

    def against(self):
        """What `verify --against` says of each log, and how it ends."""
        found = self.bundel("verify", "--against", str(self._notes_file))
        return {one["log"]: one for one in json.loads(found.stdout)["logs"]}, found.returncode

    def decided(self, service, decision):
        command = [sys.executable, "-m", f"services.{service}", decision, *WHY]
        environment = {**os.environ, **self._environment(service)}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def copied(platform, folder):
    folder.mkdir()
    for service, address in platform.logs.items():
        back_up(sqlite_path(address), folder / f"{service}.db")


def put_in_place(platform, folder, kept=None):
    """These logs instead of those that are there; and a broker that has lost everything."""
    for address in platform.logs.values():
        path = sqlite_path(address)
        if kept:
            kept.mkdir(exist_ok=True)
            replace_log(path, kept / path.name)
        remove_log(path)
        shutil.copy(folder / path.name, path)
    shutil.rmtree(platform.broker_store, ignore_errors=True)


def all_refuse(platform):
    until(lambda: all(platform.health(name).get("state") == "refused" for name in SERVICES), "all refuse")
    for service in SERVICES:
        reason = platform.health(service)["reason"]
        assert [way for way in (*WAYS_OUT, f"services.{service} allow-older") if way not in reason] == []


@pytest.fixture
def older(platform, tmp_path, monkeypatch):
    """A grant ago: three logs that agree with one another. What came since is noted, and put aside in `newer`."""
    monkeypatch.setattr(test_restored_log, "DECIDE_BY_SECONDS", 3600)
    asyncio.run(asked_of_a_pool_and_a_zuil(platform))
    assert wait_for_rest(platform.logs, PATIENCE_SECONDS)
    copied(platform, tmp_path / "older")
    assert platform.note().returncode == 0
    asyncio.run(held_by_the_zuil(platform))
    assert wait_for_rest(platform.logs, PATIENCE_SECONDS)
    assert platform.note().returncode == 0
    platform.stop()
    put_in_place(platform, tmp_path / "older", tmp_path / "newer")
    return tmp_path / "older"


def started(platform):
    for name in (BROKER, *SERVICES):
        platform.start_one(name)


def test_an_older_set_of_all_logs_is_refused_until_the_operator_wants_it(platform, older, notes):
    before = {name: hashes(address) for name, address in platform.logs.items()}
    started(platform)
    all_refuse(platform)
    time.sleep(WATCHED_SECONDS)
    assert {name: hashes(address) for name, address in platform.logs.items()} == before
    refused = platform.note()
    assert (refused.returncode, json.loads(refused.stderr)["error"]["code"]) == (1, "not-as-noted")
    with ThreadPoolExecutor() as at_once:
        decisions = [*at_once.map(lambda service: platform.decided(service, "allow-older"), SERVICES)]
    for service, decision in zip(SERVICES, decisions, strict=True):
        assert decision.returncode == 0, decision
        assert f"this log ends at event {len(before[service])}" in decision.stdout
        platform.stop_one(service)
        platform.start_one(service)
    platform.wait_ready()
    for service in SERVICES:
        assert "older-log-allowed" in kinds(platform, service)
    assert check(platform.logs).broken == []
    assert platform.note().returncode == 0
    assert "nothing to allow" in platform.decided("pool", "allow-older").stderr


def test_when_the_newer_set_is_put_back_all_start(platform, older, tmp_path):
    started(platform)
    all_refuse(platform)
    platform.stop()
    put_in_place(platform, tmp_path / "newer")
    started(platform)
    platform.wait_ready()
    found, code = platform.against()
    assert code == 0
    assert {one["verdict"] for one in found.values()} <= {"same", "grew"}


def test_without_notes_an_older_set_starts(platform, older, notes):
    """What is not detected, as the guide says: nothing here remembers."""
    notes.unlink()
    started(platform)
    platform.wait_ready()
    assert "no note of this log yet" in (platform.data / "pool.out").read_text("utf-8")


@pytest.mark.parametrize("spoil", [lambda body: b"", lambda body: b"leeg", lambda body: body[:-20]])
def test_a_damaged_file_of_notes_is_named_and_is_no_permission(platform, notes, spoil):
    assert platform.note().returncode == 0
    sound = notes.read_bytes()
    notes.write_bytes(spoil(sound))
    platform.stop_one("pool")
    platform.start_one("pool")
    until(lambda: platform.health("pool").get("state") == "refused", "pool refuses")
    reason = platform.health("pool")["reason"]
    assert f"The file of notes {notes} is damaged" in reason
    assert "nothing is known against it" in reason
    assert "restored or replaced" not in reason
    for command in (("note", "--to", str(notes)), ("verify", "--against", str(notes))):
        found = subprocess.run(
            [sys.executable, "-m", "cli", *command, "--data", str(platform.data), "--lang", "en"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (found.returncode, found.stderr.split(": ")[1]) == (2, "notes-damaged")
        assert str(notes) in found.stderr
    assert notes.read_bytes() == spoil(sound), "whoever notes leaves it as it is"
    notes.write_bytes(sound)
    platform.stop_one("pool")
    platform.start_one("pool")
    platform.wait_ready()


def test_verify_against_names_what_became_of_each_log(platform, older):
    found, code = platform.against()
    assert code == 1
    for service in SERVICES:
        events = len(hashes(platform.logs[service]))
        one = found[service]
        assert (one["verdict"], one["since"], one["until"]) == ("shrank", events, events + 1), one
        assert one["noted"]["index"] > events


def rewritten(path, position):
    """From this event on another history, in which every hash is right: what whoever may write to the disk can do."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        rows = database.execute("SELECT rowid, state FROM stored_events WHERE rowid >= ? ORDER BY rowid", [position])
        prev = None
        for at, state in rows.fetchall():
            event = json.loads(state)
            event = {**event, "prev": prev} if prev else {**event, "correlation": "anders"}
            new = json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()
            database.execute("UPDATE stored_events SET state = ? WHERE rowid = ?", [new, at])
            prev = hashlib.sha256(new).hexdigest()


def test_a_log_rewritten_with_a_chain_that_holds_is_found_and_where(platform, monkeypatch):
    monkeypatch.setattr(test_restored_log, "DECIDE_BY_SECONDS", 3600)
    first = len(hashes(platform.logs["pool"]))
    assert platform.note().returncode == 0
    asyncio.run(asked_of_a_pool_and_a_zuil(platform))
    assert wait_for_rest(platform.logs, PATIENCE_SECONDS)
    assert platform.note().returncode == 0
    found, code = platform.against()
    assert (code, {one["verdict"] for one in found.values()}) == (0, {"same"})
    platform.stop()
    last = len(hashes(platform.logs["pool"]))
    rewritten(sqlite_path(platform.logs["pool"]), last - 3)
    shutil.rmtree(platform.broker_store)
    found, code = platform.against()
    one = found["pool"]
    assert (code, one["verdict"], one["until"], one["broken_at"]) == (1, "rewritten", last, None)
    since = one["since"]
    assert first <= since < last - 3  # what the register says is recorded between
    assert {found[name]["verdict"] for name in ("applications", "settlement")} == {"same"}
    platform.start_one(BROKER)
    platform.start_one("pool")
    until(lambda: platform.health("pool").get("state") == "refused", "pool refuses")
    assert f"from event {since + 1} to {last} something is otherwise" in platform.health("pool")["reason"]
