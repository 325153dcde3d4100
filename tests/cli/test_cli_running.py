"""The platform comes up, goes down and is wiped by the command line, on a folder and ports of its own."""

import contextlib
import json
import socket
import stat
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from cli.running import PROCESSES
from deploy.local import MOST_OUTPUT_BYTES, ROOT, Platform
from deploy.ports import PORTS_FILE, Ports, stored_ports


@pytest.fixture
def stopped(nowhere):
    yield nowhere
    nowhere.apart("down")


def test_up_down_up_and_reset(stopped):
    up = stopped.apart("up", "--free-ports", "--json")
    assert up.code == 0
    ports = stored_ports(stopped.data)
    assert up.json["broker"] == f"nats://127.0.0.1:{ports.nats}"
    opened = stopped("log", "pool", "--json").jsons[0]["hash"]
    down = stopped("down", "--json")
    assert down.json["stopped"] is True
    assert stopped("status").code == 1
    rebuilt = stopped("rebuild", "pool", "--json").json
    assert rebuilt["events"] >= 1
    assert (rebuilt["compared"], rebuilt["differences"]) == (True, [])
    assert Path(rebuilt["snapshot"]).exists()
    Path(rebuilt["snapshot"]).unlink()
    assert not stopped("rebuild", "pool", "--json").json["compared"]
    assert stopped.apart("up").code == 0
    assert stored_ports(stopped.data) == ports
    assert stopped("log", "pool", "--last", 0, "--json").jsons[0]["hash"] == opened
    assert stopped("status").code == 0
    assert stopped("rebuild", "pool").err.startswith("bundel: still-running: ")
    refused = stopped("reset")
    assert (refused.code, refused.err.split(": ")[1]) == (2, "needs-yes")
    assert stopped("status").code == 0
    assert stopped("reset", "--yes", "--json").json["deleted"] is True
    assert not stopped.data.exists()


def test_nothing_is_made_where_nothing_was(nowhere):
    for arguments in (["down"], ["reset", "--yes"], ["status"], ["verify"], ["outcome", "x"]):
        nowhere(*arguments)
    assert not nowhere.data.exists()


def test_a_port_that_is_taken_is_said_at_once(stopped):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports = Ports.free()
        blocked = Ports(taken.getsockname()[1], ports.health)
        platform = Platform(stopped.data, ports=blocked)
        platform.data.joinpath("ports.json").write_text(
            f'{{"nats": {blocked.nats}, "health": {str(blocked.health).replace(chr(39), chr(34))}}}', "utf-8"
        )
        ended = stopped.apart("up")
    assert (ended.code, ended.err.split(": ")[1]) == (1, "ports-taken")
    assert str(blocked.nats) in ended.err
    assert not (platform.data / "nats-server.out").exists()


def test_a_broker_elsewhere_is_not_passed_over_in_silence(nowhere):
    for command in (["up"], ["run", "pool"]):
        refused = nowhere(*command, "--nats", "nats://127.0.0.1:4999")
        assert (refused.code, refused.err.split(": ")[1]) == (2, "own-broker")
    assert not nowhere.data.exists()


@pytest.mark.longer
def test_a_process_in_the_foreground_is_one_of_the_platform_and_ends_when_told(stopped, tmp_path):
    assert stopped("run", "geen").err.split(": ")[1] == "no-such-process"
    assert stopped.apart("up", "--free-ports").code == 0
    assert stopped("run", "pool").err.split(": ")[1] == "runs-already"
    assert stopped("up", "--free-ports").err.split(": ")[1] == "has-its-ports"
    assert stat.S_IMODE(stopped.data.stat().st_mode) == 0o700
    assert stat.S_IMODE((stopped.data / "pool.db").stat().st_mode) == 0o600
    assert stopped("down").code == 0
    with contextlib.ExitStack() as stack:
        running = {
            name: stack.enter_context(in_front(stopped.data, name, tmp_path / f"{name}.txt"))
            for name in ("pool", "settlement", "nats-server", "applications")
        }
        until(lambda: stopped("status").code == 0, 90)
        for process in running.values():
            process.terminate()
        assert {name: process.wait(20) for name, process in running.items()} == dict.fromkeys(running, 0)
    assert "ready" in (tmp_path / "pool.txt").read_text("utf-8")


@pytest.mark.longer
def test_five_processes_that_start_at_once_in_an_empty_folder_are_one_platform(stopped, tmp_path):
    stopped.data.mkdir()
    ports = Ports.free()
    (stopped.data / PORTS_FILE).write_text(json.dumps(asdict(ports)), "utf-8")
    with contextlib.ExitStack() as stack:
        for name in PROCESSES:
            stack.enter_context(in_front(stopped.data, name, tmp_path / f"{name}.txt"))
        until(lambda: stopped("status").code == 0, 90)
        assert stored_ports(stopped.data) == ports


def test_ports_that_nobody_can_read_are_no_other_ports(stopped):
    stopped.data.mkdir()
    file = stopped.data / PORTS_FILE
    for damaged in ("", '{"nats":', "[4222]"):
        file.write_text(damaged, "utf-8")
        for command in (["up"], ["run", "pool"], ["status"], ["down"]):
            refused = stopped(*command)
            assert (refused.code, refused.err.split(": ")[1]) == (3, "ports-damaged")
        assert file.read_text("utf-8") == damaged


@contextlib.contextmanager
def in_front(data, name, output):
    with output.open("wb") as out:
        command = [sys.executable, "-m", "cli", "run", name, "--data", str(data)]
        with subprocess.Popen(command, stdout=out, stderr=out, cwd=ROOT) as process:
            try:
                yield process
            finally:
                process.kill()


@pytest.mark.longer
def test_a_log_that_is_refused_is_said_at_once_and_in_words(stopped):
    assert stopped.apart("up", "--free-ports").code == 0
    notes = stopped.data.with_name(f"{stopped.data.name}-notes") / "heads.jsonl"
    until(notes.exists)
    assert stopped("down").code == 0
    for path in stopped.data.glob("pool.db*"):
        path.unlink()
    began = time.monotonic()
    refused = stopped.apart("up")
    assert (refused.code, refused.err.split(": ")[1]) == (1, "service-refuses")
    assert "pool" in refused.err
    assert "{" not in refused.err
    assert time.monotonic() - began < 30


def test_large_output_is_put_aside_at_the_next_start(nowhere):
    platform = Platform(nowhere.data)
    out = platform.data / "pool.out"
    out.write_bytes(b"x" * (MOST_OUTPUT_BYTES + 1))
    assert platform._output("pool") == out
    assert (out.exists(), (platform.data / "pool.out.1").stat().st_size) == (False, MOST_OUTPUT_BYTES + 1)


def test_what_was_started_here_notes_where_its_logs_end_beside_its_folder(stopped):
    assert stopped.apart("up", "--free-ports").code == 0
    notes = stopped.data.with_name(f"{stopped.data.name}-notes") / "heads.jsonl"
    until(notes.exists)
    beside = stopped("verify", "--against", notes, "--json")
    assert (beside.code, beside.json["well"]) == (0, True)
    assert [one["log"] for one in beside.json["logs"]] == ["applications", "pool", "settlement"]
    assert stopped("down").code == 0
    pool = stopped.data / "pool.db"
    for path in stopped.data.glob("pool.db*"):
        path.unlink()
    refused = stopped("verify", "--against", notes, "--json")
    assert (refused.code, pool.exists()) == (3, False)
    ended = stopped("note", "--to", notes)
    assert (ended.code, ended.err.split(": ")[1]) == (3, "log-unreachable")
    assert stopped("reset", "--yes").code == 0
    assert not notes.parent.exists()


def until(holds, seconds=30):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
