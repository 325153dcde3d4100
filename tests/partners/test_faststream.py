"""The zuil in FastStream: its rule on FastStream's own test broker, and all that a broker does on a real one."""

import asyncio
import contextlib
import importlib
import json
import shutil
import sys
from datetime import UTC, datetime

import pytest
from faststream.nats import TestNatsBroker

from bundel_client import Client, Outcome
from bundel_client.applications import ApplicationGranted, ZuilAsked
from deploy.local import BROKER
from tests.contract.committed import example
from tests.partners.programs import FASTSTREAM, FastStreamZuil, until

SILENT = "woonstede"
MODULE = "examples.partners.faststream.zuil"

# On the test broker: what a subscriber makes of a message


class Recorder(Client):
    """In the client's place: what is submitted, and under which id."""

    def __init__(self):
        self.sent = []

    async def submit(self, command, *, command_id):
        self.sent.append((command, command_id))
        return Outcome(command_id, accepted=True)


@pytest.fixture
def program(tmp_path, monkeypatch):
    (tmp_path / "password").write_text("een-geheim\n", "utf-8")
    given = {"ZUIL_PARTY": "zuil-meel", "ZUIL_OIN": f"{6000:020}", "ZUIL_PASSWORD_FILE": str(tmp_path / "password")}
    for name, value in {**given, "ZUIL_LIMIT_CENTS": "50000", "ZUIL_FOLDER": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    sys.modules.pop(MODULE, None)
    yield importlib.import_module(MODULE)
    del sys.modules[MODULE]


def told(program, subject, kind, **data):
    """What is submitted when this message is said to it."""
    client = Recorder()
    said = example("applications", "messages", kind)
    said["data"] |= data

    async def scene():
        async with TestNatsBroker(program.broker) as broker:
            with program.broker.provider.scope(program.the_client, lambda: client):
                await broker.publish(json.dumps(said).encode(), subject)

    asyncio.run(scene())
    return client.sent


def asked(program, cents):
    to_me = program.broker.to_me(ZuilAsked)
    return told(program, to_me, "zuil-asked", ask="cake:meel", revision=2, cents=cents)


def test_what_is_up_to_the_limit_is_held(program):
    ((command, command_id),) = asked(program, 500_00)
    assert (command.answer, command.ask, command.revision, command.cents) == ("hold", "cake:meel", 2, 500_00)
    assert command_id == "hold-cake:meel-2"


def test_what_is_more_is_declined_in_words(program):
    ((command, command_id),) = asked(program, 500_01)
    assert (command.answer, command.ground) == ("decline", "no-money")
    assert "€ 500" in command.reason
    assert command_id == "decline-cake:meel-2"


def test_an_ask_of_nothing_is_not_answered(program):
    assert asked(program, 0) == []


def test_of_a_grant_it_tells_what_binds_it(program, caplog):
    caplog.set_level("INFO", "zuil")
    subject = program.broker.to_all(ApplicationGranted).replace("*", "cake")
    assert told(program, subject, "application-granted") == []
    funders = example("applications", "messages", "application-granted")["data"]["asks"]
    assert ("binds us" in caplog.text) == any(one["funder"] == "zuil:zuil-meel" for one in funders)


def test_before_it_is_connected_there_is_no_client(program):
    with pytest.raises(RuntimeError, match="not connected yet"):
        program.the_client()


# On a real broker: what the test broker cannot tell


@pytest.fixture
def zuil(hire, slugs):
    return hire(FASTSTREAM, next(slugs), FastStreamZuil)


@pytest.fixture
def link(network, zuil):
    return network.links[zuil.slug]


def at_work(zuil, bakers):
    zuil.start()
    zuil.says("started")
    bakers.awaits(bakers.submit((zuil.slug, 1)), "granted")


def test_with_all_zuilen_there_is_cake(hire, slugs, bakers):
    zuilen = [hire(FASTSTREAM, next(slugs), FastStreamZuil).start() for _ in range(3)]
    name = bakers.submit(*((zuil.slug, cents) for zuil, cents in zip(zuilen, (400_00, 250_00, 150_00), strict=True)))
    bakers.awaits(name, "granted")
    for zuil in zuilen:
        zuil.says(f"{name} is granted, and binds us to")
        assert zuil.stop() == 0
        assert zuil.pending == []


def test_what_was_said_while_it_was_away_is_answered(zuil, bakers):
    name = bakers.submit((zuil.slug, 2_00))
    declined = bakers.submit((zuil.slug, 2_000_00), (SILENT, 1))
    zuil.start()
    bakers.awaits(name, "granted")
    bakers.awaits_standing(declined, zuil.slug, "declined")


def test_killed_before_its_answer_got_out_it_goes_on_with_the_same_id(zuil, link, bakers, outcome):
    at_work(zuil, bakers)
    link.delay(1.5)  # each way: it is killed when it has sent its answer, and before the outcome reached it
    name = bakers.submit((zuil.slug, 2_00), (SILENT, 1))
    bakers.awaits_standing(name, zuil.slug, "held")
    zuil.kill()
    (kept,) = zuil.pending
    link.delay(0)
    zuil.start()
    zuil.says(f"{kept} from before: accepted")
    assert outcome(zuil.slug, kept)["accepted"] is True


@pytest.mark.parametrize("wiped", [False, True], ids=["killed", "wiped"])
def test_it_comes_back_when_the_broker_does(zuil, platform, bakers, wiped):
    at_work(zuil, bakers)
    platform.signal(BROKER, 9)
    if wiped:
        shutil.rmtree(platform.broker_store)
    platform.start_one(BROKER)
    bakers.awaits(bakers.submit((zuil.slug, 2_00)), "granted")
    assert zuil.process.poll() is None


def test_what_is_lost_on_its_way_is_found_by_looking(zuil, link, bakers):
    at_work(zuil, bakers)
    link.refuse(True)
    link.cut()
    name = bakers.submit((zuil.slug, 2_00))
    with contextlib.suppress(AssertionError):
        until(lambda: bakers.standing(name)[zuil.slug] == "held", "", seconds=2)
    assert bakers.standing(name) == {zuil.slug: "asked"}
    link.refuse(False)
    bakers.awaits(name, "granted")


def test_the_wrong_password_is_said_in_one_line(zuil, platform):
    begun = datetime.now(UTC)
    zuil.start(**{"password-file": platform.data / "credentials" / "zuil-meel"})
    assert zuil.ended() == 1
    assert zuil.said.splitlines()[-1].endswith(f"does not know {zuil.slug} with this password")
    assert "Traceback" not in zuil.said
    assert (datetime.now(UTC) - begun).total_seconds() < 20
