"""The platform comes up, goes down and is wiped by the command line, on a folder and ports of its own."""

import socket
from pathlib import Path

import pytest

from deploy.local import Platform, Ports, stored_ports


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
    assert (ended.code, ended.err.split(": ")[1]) == (1, "process-ended")
    assert "nats-server" in ended.err
    assert not any(platform.running(name) for name in ("nats-server", "pool"))
