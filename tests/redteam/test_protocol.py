"""Misuse the protocol: words no library writes, more of everything than anybody needs, and silence."""

import contextlib
import resource
import socket
import time

import pytest

from deploy.local import BROKER
from tests.redteam.attacker import Attacker, frame
from tests.redteam.conftest import ZUIL
from tests.redteam.honest import RECEIPT, AtWork, submit
from tests.redteam.traces import broker_says, outcomes, well

SLOW_SECONDS = 2.0
"""No outcome of others takes longer, whatever a single connection does."""
LETTERS = {
    "a vertical tab": b"\x0b",
    "a form feed": b"\x0c",
    "a separator": b"\x1c",
    "nothing": b"\x00",
    "no text": b"\xff",
}


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_subject_with_a_letter_that_others_take_for_a_space_cuts_nobody_off(platform, attacker, letter):
    """A stored command of this kind once took a service away from the broker, again and again, for ever."""
    me, token = attacker.party.encode(), b"geld" + letter + b"printen"
    command_id = f"letter-{letter.hex()}"

    for _ in range(5):
        attacker.publishes(b"bundel.query.pool.%s.%s" % (me, token), b"{}", reply=b"_INBOX_%s.1" % me)
        attacker.publishes(b"bundel.query.pool.%s.pools" % me, b"{}", reply=b"_INBOX_%s.%s" % (me, token))
    attacker.publishes(b"bundel.cmd.pool.%s.%s" % (me, token), b'{"id":"%s"}' % command_id.encode())
    attacker.told()

    with AtWork(platform) as others:
        until = time.monotonic() + 5
        while command_id not in outcomes(platform, attacker.party) and time.monotonic() < until:
            time.sleep(0.1)
    assert [one["code"] for one in outcomes(platform, attacker.party)[command_id]] == ["command-unknown"]
    assert max(others.took) < SLOW_SECONDS
    assert well(platform)


BROKEN = {
    "more than a message may be": b"PUB bundel.cmd.pool.zuil.x 600000\r\n" + b"x" * 600_000 + b"\r\n",
    "a length nobody has": b"PUB bundel.cmd.pool.zuil.x 99999999999\r\n",
    "a length below nothing": b"PUB bundel.cmd.pool.zuil.x -1\r\n",
    "a line without an end": b"PUB bundel.cmd.pool.zuil." + b"x" * 9_000,
    "a header longer than its message": b"HPUB bundel.cmd.pool.zuil.x 50 2\r\n{}\r\n",
    "the words of a server": b"INFO {}\r\nMSG bundel.event.pool.x 1 2\r\n{}\r\n",
    "the words between servers": b"RS+ $G bundel.cmd.> q 1\r\nRMSG $G bundel.event.pool.x 2\r\n{}\r\n",
    "the words of a leaf": b"LS+ bundel.cmd.>\r\nLMSG bundel.event.pool.x 2\r\n{}\r\n",
    "another protocol": b"GET / HTTP/1.1\r\n\r\n",
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN)
def test_whoever_breaks_the_protocol_loses_the_own_connection_and_no_other(platform, story, line):
    with AtWork(platform) as others, contextlib.suppress(OSError), Attacker(platform, ZUIL) as attacker:
        attacker.says(line)
        attacker.told()
    assert max(others.took) < SLOW_SECONDS
    assert others.lost == []
    assert well(platform)


def test_a_name_in_the_second_login_changes_nothing(platform, attacker):
    attacker.says(b'CONNECT {"user":"college","pass":"geraden","verbose":false,"headers":true}\r\n')
    with contextlib.suppress(OSError):
        attacker.publishes("bundel.cmd.pool.college.open-pool", b'{"id":"tweede-naam"}')
        attacker.told()
    assert "tweede-naam" not in outcomes(platform, "college")


def test_who_begins_to_log_in_and_never_ends_is_shown_out(platform, story):
    """Slow loris: hundreds of connections that say a little, and no more."""
    half = [socket.create_connection(("127.0.0.1", platform.ports.nats)) for _ in range(200)]
    for one in half:
        one.sendall(b'CONNECT {"user":"zuil"')
    with AtWork(platform) as others:
        time.sleep(0.5)
    assert max(others.took) < SLOW_SECONDS
    half[0].settimeout(5)
    said = b""
    while more := half[0].recv(4096):
        said += more  # until the broker has closed
    assert b"Authentication Timeout" in said
    for one in half:
        one.close()


ENOUGH_FILES = 4_000


@pytest.mark.skipif(resource.getrlimit(resource.RLIMIT_NOFILE)[0] < ENOUGH_FILES, reason="too few files may be open")
def test_connections_have_an_end_and_whoever_is_connected_goes_on(platform, story):
    """It does keep others from connecting: who limits connections by party is in front of the broker."""
    with contextlib.ExitStack() as many, AtWork(platform) as others:
        with pytest.raises(ConnectionError):
            for _ in range(2_100):
                many.enter_context(Attacker(platform, ZUIL))
        assert broker_says(platform, "maximum connections exceeded")
        assert others.lost == []
    assert max(others.took) < SLOW_SECONDS
    assert well(platform)
    submit(platform, "groen", "pool", "receive", RECEIPT)


def test_subscriptions_have_an_end(platform, attacker):
    attacker.says(b"".join(b"SUB bundel.to.%s.x.%d %d\r\n" % (attacker.party.encode(), n, n) for n in range(6_000)))
    objections = attacker.told()
    assert set(objections) == {"-ERR 'maximum subscriptions exceeded'"}
    assert len(objections) == 2_000
    assert broker_says(platform, "user:", "maximum subscriptions exceeded"), "said once for all who try"


def test_who_never_reads_is_cut_off_and_keeps_nobody_waiting(platform, story):
    """What is for a connection that does not read waits in the broker, up to a limit; then the connection ends."""
    with Attacker(platform, ZUIL) as deaf, Attacker(platform, ZUIL) as asker:
        deaf.says(b"".join(b"SUB _INBOX_zuil.> %d\r\n" % sid for sid in range(1, 3_000)))
        deaf.told()
        with AtWork(platform) as others:
            until = time.monotonic() + 2
            number = 0
            while time.monotonic() < until:
                number += 1
                body = b'{"after":0,"limit":500}'
                asker.publishes("bundel.query.pool.zuil.messages-after", body, reply=f"_INBOX_zuil.{number}")
                time.sleep(0.02)
        assert broker_says(platform, "user:zuil", "Slow Consumer")
    assert max(others.took) < SLOW_SECONDS
    assert others.lost == []


@pytest.mark.parametrize("what", ["cmd", "query"])
def test_the_largest_bodies_do_not_cut_a_service_off(platform, attacker, what):
    """More than the broker keeps for a connection: once it ended the service's as a slow one, again and again."""
    me = attacker.party
    body = b"x" * 500_000
    with AtWork(platform) as others:
        for number in range(150):
            reply = f"_INBOX_{me}.{number}" if what == "query" else ""
            attacker.says(frame(f"bundel.{what}.pool.{me}.pools", body + b"%d" % number, reply))
        attacker.told()
        time.sleep(1)
    assert others.lost == []
    assert well(platform)
    slow = [
        line
        for line in (platform.data / f"{BROKER}.out").read_text("utf-8").splitlines()
        if "Slow Consumer" in line and "user:pool" in line
    ]
    assert slow == []


@pytest.mark.parametrize("login", [{"verbose": True}, {"pedantic": True}, {"echo": False}, {"no_responders": True}])
def test_however_it_logs_in_it_stays_who_it_is(platform, story, login):
    with Attacker(platform, ZUIL, **login) as attacker:
        attacker.publishes("bundel.cmd.pool.college.open-pool")
        assert "Permissions Violation" in attacker.told()[-1]
