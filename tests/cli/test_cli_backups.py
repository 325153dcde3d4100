"""`bundel backup` and `bundel restore`: what is refused, what is told, and what is left. Under load: `tests/faults`."""

import json
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, nullcontext
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from cli.backups import manifest, placing, restoring
from cli.backups.taking import UNFINISHED, copied_consistently, ends, judged
from cli.data_folder import Address
from cli.logs import opened
from cli.screen import moment
from deploy.local import BROKER, NOTES, notes_folder
from shared.log.eventlog import digest
from shared.log.facts import OlderLogAllowed
from shared.parties import OPERATOR, SERVICES
from tests.cli.stand import PERIOD, TODAY

WANTED = ("--operator", "jansen", "--reason", "Verbrand.")
"""Whether a platform's first note came before or after what is lost is a matter of luck."""
LOGS = ("applications.db", "pool.db", "settlement.db")


@pytest.fixture(scope="module")
def taken(bundel, tmp_path_factory):
    """A backup of the story, as `bundel backup --json` tells of it."""
    ended = bundel("backup", tmp_path_factory.mktemp("backups"), "--json")
    assert ended.code == 0, ended
    return ended.json


@pytest.fixture
def spoiled(taken, tmp_path):
    """A copy of that backup, to be spoiled."""
    return Path(shutil.copytree(taken["backup"], tmp_path / "copy"))


def code_of(ended):
    """Of the fault with which a command ended."""
    assert ended.code, ended
    return ended.err.split(": ")[1]


def opens_a_pool(stand, name):
    goals = [{"goal": "groen", "task_field": "5.7", "code_year": TODAY.year}]
    frame = {"decision": "Raadsbesluit 2026-118", "ceiling_cents": 10_000_00, **PERIOD}
    where = {"neighbourhood": "Bospolder", "budget_holder": "groen"}
    stand.does("gemeente", "pool", "open-pool", pool=name, goals=goals, frame=frame, **where)


# Taking one


def test_a_backup_is_for_us_alone_and_says_what_it_holds(bundel, taken):
    folder = Path(taken["backup"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {*LOGS, "manifest.json", "parties.json"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    told = taken["manifest"]
    assert (told["contract"], told["form"]) == ("0.2", 1)
    assert told["logs"]["pool"]["heard"].keys() == {"applications", "settlement"}
    assert json.loads((folder / "manifest.json").read_bytes()) == told
    assert (folder / "parties.json").read_bytes() == bundel.place.register.read_bytes()


def test_a_person_reads_what_it_holds(bundel, tmp_path):
    told = bundel("backup", tmp_path, "--lang", "en").out
    assert "checked by the audit" in told
    assert "settlement" in told


def test_what_others_have_read_of_a_log_that_grew_meanwhile_is_cut(bundel, tmp_path):
    """The pool's log is read first; then much is said, and read by others; then theirs are read."""
    with opened(bundel.place) as logs, ExitStack() as frozen:
        floors = ends(logs)
        frozen.enter_context(logs["pool"].frozen())
        before = logs["pool"].count()
        opens_a_pool(bundel, f"meanwhile-{time.monotonic_ns()}")
        bundel.awaits(lambda: bundel("verify", "--json").json["at_rest"])
        for service in ("applications", "settlement"):
            frozen.enter_context(logs[service].frozen())
        copies = copied_consistently(logs, floors, tmp_path)
        assert copies["pool"].events == before
        assert copies["settlement"].events < logs["settlement"].count()
        assert judged(tmp_path).broken == []


def test_logs_that_do_not_belong_together_are_refused(bundel, taken, tmp_path):
    """As three restored to different moments: two as they are now, and a third from before."""
    opens_a_pool(bundel, f"later-{time.monotonic_ns()}")
    bundel.awaits(lambda: bundel("verify", "--json").json["at_rest"])
    older = f"pool=sqlite:///{taken['backup']}/pool.db"
    assert code_of(bundel("backup", tmp_path, "--log", older)) == "logs-disagree"
    assert [*tmp_path.iterdir()] == []


def edited(path, text, other):
    """As somebody would who can write the file: one event differs, and the chain is not computed anew."""
    with closing(sqlite3.connect(path)) as log, log:
        log.execute("DROP TRIGGER stored_events_UPDATE_refused")
        changed = log.execute(
            "UPDATE stored_events SET state = replace(state, ?, ?) WHERE instr(state, ?)", (text, other, text.encode())
        )
        assert changed.rowcount


def test_an_edited_log_is_no_backup(bundel, spoiled, tmp_path):
    edited(spoiled / "pool.db", "300000", "900000")
    logs = [part for service in SERVICES for part in ("--log", f"{service}=sqlite:///{spoiled}/{service}.db")]
    ended = bundel("backup", tmp_path / "new", *logs, "--lang", "en")
    assert code_of(ended) == "log-broken"
    assert "bundel verify pool" in ended.err
    assert [*(tmp_path / "new").iterdir()] == []


def sealed(path):
    """As an owner would who computes the chain anew: the last command is in another's name."""
    with closing(sqlite3.connect(path)) as log, log:
        log.execute("DROP TRIGGER stored_events_UPDATE_refused")
        rows = log.execute("SELECT rowid, state FROM stored_events ORDER BY rowid DESC LIMIT 2").fetchall()
        (last, close), (before, state) = rows
        by = json.loads(state)["by"]
        other = state.replace(f'"by":"{by}"'.encode(), b'"by":"woonstede"')
        assert other != state
        close = close.replace(digest(state).encode(), digest(other).encode())
        for position, changed in ((before, other), (last, close)):
            log.execute("UPDATE stored_events SET state = ? WHERE rowid = ?", (changed, position))


def test_logs_with_wrong_books_are_no_backup(bundel, spoiled, tmp_path):
    sealed(spoiled / "settlement.db")
    logs = [part for service in SERVICES for part in ("--log", f"{service}=sqlite:///{spoiled}/{service}.db")]
    ended = bundel("backup", tmp_path / "new", *logs)
    assert (code_of(ended), "by-another" in ended.err) == ("books-wrong", True)
    assert [*(tmp_path / "new").iterdir()] == []


def test_a_full_disk_leaves_nothing(bundel, tmp_path):
    """No file of the process grows beyond this size: a log is larger."""
    command = [sys.executable, "-m", "cli", "backup", tmp_path / "full", "--data", bundel.data]
    limit = (16_384, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    ended = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )
    assert (ended.returncode, ended.stderr.split(": ")[1]) == (1, "backup-failed")
    assert [*(tmp_path / "full").iterdir()] == []


def test_what_was_cut_off_before_is_cleared_away(bundel, tmp_path):
    (tmp_path / f"{UNFINISHED}bundel-20261129T000000.000Z").mkdir()
    told = bundel("backup", tmp_path, "--json").json
    assert [str(path) for path in tmp_path.iterdir()] == [told["backup"]]


def test_a_folder_that_cannot_be_is_said(bundel, tmp_path):
    (tmp_path / "file").write_text("")
    assert code_of(bundel("backup", tmp_path / "file")) == "backup-failed"


def test_nothing_is_backed_up_where_nothing_is(nowhere, tmp_path):
    assert code_of(nowhere("backup", tmp_path)) == "no-platform"


# What is no backup


def test_a_backup_that_is_damaged_is_not_restored(nowhere, spoiled):
    with (spoiled / "pool.db").open("r+b") as file:
        file.seek(8192)
        file.write(b"\0")
    ended = nowhere("restore", spoiled)
    assert (code_of(ended), "pool.db" in ended.err) == ("backup-damaged", True)
    assert not nowhere.data.exists()


def resigned(folder, **of_pool):
    """The manifest says of the files what they are now, as somebody would who wants to hide a change."""
    told = json.loads((folder / manifest.MANIFEST).read_bytes())
    told["logs"]["pool"] |= {"sha256": manifest.fingerprint(folder / "pool.db"), **of_pool}
    (folder / manifest.MANIFEST).write_text(json.dumps(told))


def test_a_backup_that_was_edited_is_not_restored(nowhere, spoiled):
    edited(spoiled / "pool.db", "300000", "900000")
    resigned(spoiled)
    assert code_of(nowhere("restore", spoiled)) == "backup-damaged"


def test_a_backup_with_another_head_than_it_says_is_not_restored(nowhere, spoiled):
    resigned(spoiled, hash="0" * 64)
    assert code_of(nowhere("restore", spoiled)) == "backup-damaged"


@pytest.mark.parametrize("spoil", [b"", b"{}", b'{"form": 2}'])
def test_a_folder_without_its_manifest_is_no_backup(nowhere, spoiled, spoil):
    (spoiled / manifest.MANIFEST).write_bytes(spoil)
    assert code_of(nowhere("restore", spoiled)) == "no-backup"
    assert code_of(nowhere("restore", spoiled / "none")) == "no-backup"


def test_a_folder_with_backups_in_it_is_none_and_names_them(nowhere, taken, spoiled):
    """Renamed or not: the manifest says when each was taken."""
    folder = spoiled.parent
    shutil.rmtree(spoiled)
    for number in range(1, 13):
        told = json.loads((Path(taken["backup"]) / manifest.MANIFEST).read_bytes())
        (folder / f"bundel-{number}").mkdir()
        told["taken_at"] = f"2026-11-30T{number:02}:00:00Z"
        (folder / f"bundel-{number}" / manifest.MANIFEST).write_text(json.dumps(told))
    (folder / f"{UNFINISHED}x").mkdir()
    (folder / f"{UNFINISHED}x" / manifest.MANIFEST).write_text(json.dumps(told))
    ended = nowhere("restore", folder)
    assert code_of(ended) == "no-backup"
    said = " ".join(ended.err.split())
    assert "de nieuwste eerst: bundel-12 (30-11-2026 13:00:00), bundel-11 (30-11-2026 12:00:00)" in said
    assert "bundel-3 (30-11-2026 04:00:00), … (12). Noem er een: " in said
    assert said.endswith(f"{folder}/bundel-12")
    assert not nowhere.data.exists()


def test_a_file_elsewhere_is_none_of_the_backup(nowhere, spoiled):
    resigned(spoiled, file="../pool.db")
    assert code_of(nowhere("restore", spoiled)) == "backup-damaged"


# Putting one in place


def test_services_must_be_stopped(bundel, taken):
    assert code_of(bundel("restore", taken["backup"], "--replace")) == "still-running"


def test_a_log_that_somebody_uses_stays(bundel, nowhere, taken):
    """Its services answer elsewhere, as in containers: the log itself shows that it is in use."""
    logs = [part for service in SERVICES for part in ("--log", f"{service}={bundel.place.log(service).url}")]
    before = bundel("verify", "pool", "--json").json["logs"]
    ended = nowhere("restore", taken["backup"], "--replace", *logs, "--nats", "nats://127.0.0.1:9")
    assert code_of(ended) == "log-in-use"
    assert bundel("verify", "pool", "--json").json["logs"] == before


@pytest.fixture
def drilled(nowhere):
    yield nowhere
    nowhere.apart("down")


def test_the_drill(drilled, tmp_path):
    """Backup, more work, loss, restore over it: refused unless told; then everything goes on, and the rest is kept."""
    assert drilled.apart("up", "--free-ports").code == 0
    drilled.tell_story()
    backup = drilled("backup", tmp_path, "--json").json["backup"]
    opens_a_pool(drilled, "lost")
    drilled.awaits(lambda: drilled("verify", "--json").json["at_rest"])
    drilled.apart("down")
    assert code_of(drilled("restore", backup)) == "logs-there"
    shown, said = (drilled("restore", backup, "--dry-run", *also, columns=200) for also in ((), ("--json",)))
    at = moment(datetime.fromisoformat(said.json["lost"][0]["at"]))
    assert f"{at}  pool-opened" in shown.out
    told = drilled("restore", backup, "--replace", *WANTED, "--json").json
    assert [(one["kind"], one["to"]) for one in told["lost"]] == [
        ("pool-opened", "all"),
        ("command-outcome", "gemeente"),
    ]
    assert told["lost"][0]["data"]["pool"] == "lost"
    assert told["gone_events"]["pool"] == 3
    assert {*told["kept"]} == {*SERVICES, BROKER}
    assert all(Path(where).exists() for where in told["kept"].values())
    assert stat.S_IMODE((drilled.data / "pool.db").stat().st_mode) == 0o600
    assert drilled.apart("up").code == 0
    opens_a_pool(drilled, "lost")
    assert drilled("status").code == 0
    assert drilled("verify", "--wait", 10, "--json").json["well"]


def test_less_than_was_noted_has_to_be_wanted_by_name(drilled, tmp_path):
    """A note is kept apart from the logs, so it knows more than the backup: services would refuse to start."""
    assert drilled.apart("up", "--free-ports").code == 0
    backup = drilled("backup", tmp_path, "--json").json["backup"]
    opens_a_pool(drilled, "lost")
    drilled.awaits(lambda: drilled("verify", "--json").json["at_rest"])
    notes = notes_folder(drilled.place.data) / NOTES
    assert drilled("note", "--to", notes).code == 0
    told = drilled("restore", backup, "--dry-run", "--lang", "en").out
    assert "beside the newest note: shrank" in told
    drilled.apart("down")
    before = drilled("verify", "pool", "--json").json["logs"]
    for half in ((), ("--operator", "jansen"), ("--reason", "Verbrand."), ("--operator", " ", "--reason", "Verbrand.")):
        assert code_of(drilled("restore", backup, "--replace", *half)) == "older-than-noted"
    assert drilled("verify", "pool", "--json").json["logs"] == before
    ended = drilled("restore", backup, "--replace", *WANTED, "--json")
    assert ended.json["not_as_noted"]["pool"]["verdict"] == "shrank"
    with opened(drilled.place) as logs:
        for service in ended.json["not_as_noted"]:
            decided = logs[service].stream(OlderLogAllowed.STREAM)[-1]
            assert (decided.stored.by, decided.fact["reason"]) == ("operator/jansen", "Verbrand.")
    up = drilled.apart("up")
    assert up.code == 0, up
    assert drilled("verify", "--wait", 10, "--json").json["well"]
    assert drilled("note", "--to", notes).code == 0
    assert drilled("verify", "--against", notes).code == 0


def test_a_note_of_before_a_restore_names_the_decision(drilled, tmp_path):
    """The note that was given up, and an old copy of earlier notes, which the log holds just as little."""
    assert drilled.apart("up", "--free-ports").code == 0
    backup = drilled("backup", tmp_path, "--json").json
    opens_a_pool(drilled, "lost")
    drilled.awaits(lambda: drilled("verify", "--json").json["at_rest"])
    notes, copy = notes_folder(drilled.place.data) / NOTES, tmp_path / "copy.jsonl"
    assert drilled("note", "--to", copy).code == 0
    opens_a_pool(drilled, "lost-too")
    drilled.awaits(lambda: drilled("verify", "--json").json["at_rest"])
    assert drilled("note", "--to", notes).code == 0
    drilled.apart("down")
    assert drilled("restore", backup["backup"], "--replace", *WANTED).code == 0
    events = backup["manifest"]["logs"]["pool"]["events"]
    told = drilled("verify", "pool", "--against", notes, "--json")
    [found] = told.json["logs"]
    assert (told.code, found["verdict"], found["since"], found["until"]) == (1, "shrank", events, events + 1)
    assert (found["given_up"]["by"], found["given_up"]["position"]) == ("jansen", events + 1)
    assert drilled.apart("up").code == 0
    for number in range(4):
        opens_a_pool(drilled, f"later-{number}")
    told = drilled("verify", "pool", "--against", copy, "--lang", "en", columns=200)
    assert (told.code, "rewritten" in told.out) == (1, True)
    assert "that note is of before jansen decided on" in told.out
    assert f"(event {events + 1}): Verbrand." in told.out


def test_a_note_that_is_taken_while_it_restores_counts_as_well(drilled, tmp_path, monkeypatch):
    """Whoever takes notes goes on meanwhile. That note names the former logs, so a service would refuse to start."""
    assert drilled.apart("up", "--free-ports").code == 0
    backup = drilled("backup", tmp_path, "--json").json["backup"]
    opens_a_pool(drilled, "lost")
    drilled.apart("down")
    notes, asks = notes_folder(drilled.place.data) / NOTES, restoring.published_since

    def takes_a_note_meanwhile(*arguments):
        assert drilled("note", "--to", notes).code == 0
        return asks(*arguments)

    monkeypatch.setattr(restoring, "published_since", takes_a_note_meanwhile)
    before = drilled("verify", "pool", "--json").json["logs"]
    notes.unlink(missing_ok=True)
    assert code_of(drilled("restore", backup, "--replace")) == "older-than-noted"
    assert drilled("verify", "pool", "--json").json["logs"] == before
    notes.unlink()
    ended = drilled("restore", backup, "--replace", *WANTED, "--json")
    assert ended.json["not_as_noted"]["pool"]["verdict"] == "shrank"
    assert drilled.apart("up").code == 0


def test_a_broker_elsewhere_has_to_begin_with_nothing(drilled, tmp_path):
    """Readers would take from it what the producer has never said: so it is emptied first, while it runs."""
    assert drilled.apart("up", "--free-ports").code == 0
    ended = drilled("backup", tmp_path, "--json")
    assert ended.code == 0, ended
    backup = ended.json["backup"]
    opens_a_pool(drilled, "lost")
    for service in SERVICES:
        drilled.platform.stop_one(service)
    elsewhere = (backup, "--replace", *WANTED, "--lang", "en", "--nats", drilled.platform.url)
    assert "pool: 2 messages are gone" in drilled("restore", *elsewhere, "--dry-run").out
    assert code_of(drilled("restore", *elsewhere)) == "broker-knows-more"
    assert drilled("show", "pool", "lost").code == 0
    told = drilled("restore", *elsewhere, "--empty-broker")
    assert "The broker begins with nothing" in told.out
    assert drilled.platform.running(BROKER)
    assert drilled.apart("up").code == 0
    assert drilled("status").code == 0
    assert drilled("restore", *elsewhere, "--dry-run", "--json").json["lost"] == []


def test_a_broker_elsewhere_must_answer_before_anything_changes(nowhere, taken):
    ended = nowhere("restore", taken["backup"], "--nats", "nats://127.0.0.1:9", BUNDEL_OPERATOR_PASSWORD_FILE=__file__)
    assert code_of(ended) == "broker-unreachable"
    assert not (nowhere.data / "pool.db").exists()


def test_a_place_without_a_broker_says_so_and_gets_the_register(nowhere, taken):
    told = nowhere("restore", taken["backup"], "--lang", "en")
    assert told.code == 0, told
    assert "there is none here yet" in told.out
    assert nowhere("balance").code == 0
    register = nowhere.data / "parties.json"
    assert register.read_bytes() == (Path(taken["backup"]) / "parties.json").read_bytes()


def test_a_register_that_is_there_stays(nowhere, taken):
    nowhere.data.mkdir()
    (nowhere.data / "parties.json").write_text("[]")
    assert nowhere("restore", taken["backup"], "--json").json["register_differs"] is True
    assert (nowhere.data / "parties.json").read_text() == "[]"


# PostgreSQL


@pytest.mark.parametrize(("stays", "in_use"), [(0.5, False), (5, True)])
def test_on_postgresql_whoever_just_leaves_is_waited_for(postgres_log, monkeypatch, stays, in_use):
    """A server lists a connection for a moment after its end: the one with which we just looked, or a note's."""
    monkeypatch.setattr(placing, "LEAVES_SECONDS", 1.5)
    place = placing.place_of(Address("pool", postgres_log))
    with psycopg.connect(postgres_log) as somebody:
        leaving = threading.Timer(stays, somebody.close)
        leaving.start()
        with pytest.raises(placing.InUse) if in_use else nullcontext():
            place.must_be_at_rest()
        leaving.cancel()


def test_on_postgresql_the_former_log_is_kept_in_a_schema(broker, taken, nowhere, postgres_log):
    logs = [part for service in SERVICES for part in ("--log", f"{service}=sqlite:///{nowhere.data}/{service}.db")]
    logs += ["--log", f"pool={postgres_log}", "--nats", f"nats://127.0.0.1:{broker.platform.ports.nats}"]
    secret = {"BUNDEL_OPERATOR_PASSWORD_FILE": str(broker.platform.data / "credentials" / OPERATOR)}
    assert nowhere("restore", taken["backup"], *logs, **secret).code == 0
    assert code_of(nowhere("restore", taken["backup"], *logs, **secret)) == "logs-there"
    told = nowhere("restore", taken["backup"], "--replace", *logs, "--json", **secret).json
    assert told["kept"]["pool"].split("schema ")[1].startswith("set_aside_")
    verified = nowhere("verify", "pool", *logs, "--json").json["logs"][0]
    assert verified["hash"] == told["manifest"]["logs"]["pool"]["hash"]
