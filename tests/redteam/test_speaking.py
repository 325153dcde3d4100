"""Speak as somebody else: as another party, as a service, as the broker."""

import json

import pytest

from shared.broker.envelope import command_type, source
from tests.redteam.conftest import VICTIM, ZUIL
from tests.redteam.honest import ask, submit
from tests.redteam.traces import by, denied, outcomes, service_says, well

SPEAK_AS_ANOTHER = {
    "a command of the victim": f"bundel.cmd.applications.{VICTIM}.answer-ask",
    "a command of everybody": "bundel.cmd.applications.*.answer-ask",
    "a command of all and all": "bundel.cmd.>",
    "a command of the executive": "bundel.cmd.pool.college.open-pool",
    "a command of a service": "bundel.cmd.pool.applications.receive",
    "a query of the victim": f"bundel.query.applications.{VICTIM}.outcome",
    "a query of a service, which is answered in full": "bundel.query.pool.applications.messages-after",
    "an event": "bundel.event.applications.application-granted.cake",
    "a message to the victim": f"bundel.to.{VICTIM}.applications.zuil-asked",
    "an outcome for the victim": f"bundel.to.{VICTIM}.applications.command-outcome",
    "an outcome for the victim, not stored": f"bundel.again.{VICTIM}.applications",
    "a dead letter": "bundel.dead.pool",
    "a reply to the victim": f"_INBOX_{VICTIM}.gegokt",
    "a reply to a service": "_INBOX_pool.gegokt",
    "a reply to the operator": "_INBOX_operator.gegokt",
    "a reply to anybody": "_INBOX.gegokt",
}
REACH_THE_MACHINERY = {
    "who am I": "$JS.API.INFO",
    "list streams": "$JS.API.STREAM.NAMES",
    "look at a stream": "$JS.API.STREAM.INFO.BUNDEL_APPLICATIONS",
    "read a message of a stream": "$JS.API.STREAM.MSG.GET.BUNDEL_APPLICATIONS",
    "read one directly": "$JS.API.DIRECT.GET.BUNDEL_APPLICATIONS",
    "read the last to the victim": f"$JS.API.DIRECT.GET.BUNDEL_APPLICATIONS.bundel.to.{VICTIM}.applications.zuil-asked",
    "read pending commands": "$JS.API.STREAM.MSG.GET.BUNDEL_APPLICATIONS_COMMANDS",
    "read dead letters": "$JS.API.STREAM.MSG.GET.BUNDEL_POOL_DEAD",
    "make a stream": "$JS.API.STREAM.CREATE.VAN_MIJ",
    "change a stream": "$JS.API.STREAM.UPDATE.BUNDEL_POOL",
    "empty a stream": "$JS.API.STREAM.PURGE.BUNDEL_POOL",
    "empty the commands": "$JS.API.STREAM.PURGE.BUNDEL_POOL_COMMANDS",
    "delete a stream": "$JS.API.STREAM.DELETE.BUNDEL_POOL",
    "delete a message": "$JS.API.STREAM.MSG.DELETE.BUNDEL_POOL",
    "restore a stream": "$JS.API.STREAM.RESTORE.BUNDEL_POOL",
    "copy a stream": "$JS.API.STREAM.SNAPSHOT.BUNDEL_POOL",
    "make a reader of messages": "$JS.API.CONSUMER.CREATE.BUNDEL_APPLICATIONS",
    "make a reader of the victim's": f"$JS.API.CONSUMER.CREATE.BUNDEL_APPLICATIONS.mij.bundel.to.{VICTIM}.>",
    "take commands out of the service's hands": "$JS.API.CONSUMER.MSG.NEXT.BUNDEL_POOL_COMMANDS.pool",
    "delete the service's reader": "$JS.API.CONSUMER.DELETE.BUNDEL_POOL_COMMANDS.pool",
    "pause the service's reader": "$JS.API.CONSUMER.PAUSE.BUNDEL_POOL_COMMANDS.pool",
    "acknowledge commands for the service": "$JS.ACK.BUNDEL_POOL_COMMANDS.pool.1.9.9.1600000000000000000.0",
    "meddle with flow control": "$JS.FC.BUNDEL_POOL.x.y",
    "ask the server": "$SYS.REQ.SERVER.PING",
    "reload the server": "$SYS.REQ.SERVER.0.RELOAD",
    "throw somebody out": "$SYS.REQ.SERVER.0.KICK",
    "ask who I am": "$SYS.REQ.USER.INFO",
}


@pytest.mark.parametrize("subject", SPEAK_AS_ANOTHER.values(), ids=SPEAK_AS_ANOTHER)
def test_nobody_speaks_as_another(platform, attacker, standing, subject):
    before, stands = known(platform, attacker), standing()
    forged = {
        "ask": "cake:meel",
        "revision": 1,
        "cents": 1000,
        "answer": "decline",
        "ground": "other",
        "reason": "vals",
    }
    body = _envelope("applications", "answer-ask", platform.parties[VICTIM].oin, "vals-1", forged)

    attacker.publishes(subject, body, reply=f"_INBOX_{attacker.party}.1")

    assert "Permissions Violation for Publish" in attacker.told()[-1]
    assert denied(platform, attacker.party, "Publish", subject)
    assert attacker.heard == []
    assert (known(platform, attacker), standing()) == (before, stands)


def known(platform, attacker):
    """What the logs say that these two did, and whoever could be taken for the executive."""
    return [by(platform, party) for party in (attacker.party, VICTIM, "college")]


@pytest.mark.parametrize("subject", REACH_THE_MACHINERY.values(), ids=REACH_THE_MACHINERY)
def test_nobody_reaches_the_brokers_machinery(platform, attacker, subject):
    attacker.listens(f"_INBOX_{attacker.party}.>")

    attacker.publishes(subject, b'{"seq":1}', reply=f"_INBOX_{attacker.party}.1")

    assert "Permissions Violation for Publish" in attacker.told()[-1]
    assert denied(platform, attacker.party, "Publish", subject)
    assert attacker.heard == []
    assert well(platform)


FOREIGN_REPLIES = {
    "to the victim": f"_INBOX_{VICTIM}.gestolen",
    "into a service's stream": "bundel.event.pool.pool-opened.vals",
    "into the victim's messages": f"bundel.to.{VICTIM}.pool.command-outcome",
    "into the dead letters": "bundel.dead.pool",
    "to another service, as a query": "bundel.query.applications.pool.heard",
    "to the machinery": "$JS.API.STREAM.PURGE.BUNDEL_POOL",
}


@pytest.mark.parametrize("reply", FOREIGN_REPLIES.values(), ids=FOREIGN_REPLIES)
def test_a_service_says_nothing_where_the_attacker_wants_it_said(platform, attacker, reply):
    """The service may publish where the attacker may not; so may the broker, which acknowledges what it stores."""
    streams = [platform.health(name)["published"] for name in ("applications", "pool", "settlement")]

    attacker.publishes(f"bundel.query.pool.{attacker.party}.pools", b"{}", reply=reply)
    attacker.publishes(f"bundel.cmd.pool.{attacker.party}.receive", b'{"id":"antwoord-elders"}', reply=reply)

    assert attacker.told() == []
    outcome = submit(platform, "college", "pool", "open-pool", {})
    assert not outcome.accepted
    assert well(platform)
    after = [platform.health(name)["published"] for name in ("applications", "pool", "settlement")]
    assert after[0] == streams[0]
    assert after[1] - streams[1] in {1, 2}, "the two outcomes; that of a repeat is not stored"
    assert after[2] == streams[2]


def _envelope(service, command, oin, command_id, data):
    return json.dumps(
        {
            "specversion": "1.0",
            "id": command_id,
            "source": source(oin, "vals"),
            "type": command_type(service, command),
            "data": data,
        }
    ).encode()


ENVELOPES = {
    "the victim's source": ({"source": source("00000099000000006000", "vals")}, "envelope-invalid"),
    "a service's source": ({"source": source("00000099000000000000", "bundel-pool")}, "envelope-invalid"),
    "the victim's id": ({"id": "van-meel"}, "not-yours"),
    "the victim's correlation": ({"id": "vals-correlatie", "correlationid": "van-meel"}, "not-yours"),
    "a place in the log": (
        {"id": "vals-plaats", "index": 1, "audience": VICTIM, "audienceindex": 1, "logid": "0" * 32, "hash": "0" * 64},
        "not-yours",
    ),
    "another party's name": ({"id": "vals-naam", "party": VICTIM, "by": VICTIM, "subject": VICTIM}, "not-yours"),
    "another type": ({"id": "vals-type", "type": command_type("applications", "withdraw")}, "envelope-invalid"),
}


@pytest.mark.parametrize(("forged", "code"), ENVELOPES.values(), ids=ENVELOPES)
@pytest.mark.parametrize("attacker", [ZUIL], indirect=True)
def test_what_stands_in_the_envelope_makes_nobody_another(platform, attacker, standing, forged, code):
    stands = standing()
    decline = {
        "ask": "cake:meel",
        "revision": 1,
        "cents": 1000,
        "answer": "decline",
        "ground": "other",
        "reason": "vals",
    }
    own = json.loads(_envelope("applications", "answer-ask", platform.parties[attacker.party].oin, "vals-2", decline))

    attacker.publishes(f"bundel.cmd.applications.{attacker.party}.answer-ask", json.dumps({**own, **forged}).encode())

    attacker.told()
    command_id = forged.get("id", "vals-2")
    outcome = _own_outcome(platform, attacker.party, command_id)
    assert outcome["code"] in {code, "id-used-for-something-else"}
    assert standing() == stands
    assert [one["accepted"] for one in outcomes(platform, VICTIM)["van-meel"]] == [True]
    assert command_id not in outcomes(platform, VICTIM) or command_id == "van-meel"


def _own_outcome(platform, party, command_id):
    service_says(platform, "applications", f'"{party}"', f'"{command_id}"', '"event": "command"')
    return ask(platform, party, "applications", "outcome", command_id=command_id)


HEADERS = {
    "the victim's id for the broker": {"Nats-Msg-Id": "van-eerlijk"},
    "erase what came before": {"Nats-Rollup": "all"},
    "expect another stream": {"Nats-Expected-Stream": "BUNDEL_POOL"},
    "expect another sequence": {"Nats-Expected-Last-Sequence": "0"},
    "expect another subject's sequence": {"Nats-Expected-Last-Subject-Sequence": "99"},
    "live for a second": {"Nats-TTL": "1s"},
    "say it every second": {"Nats-Schedule": "@every 1s", "Nats-Schedule-Target": f"bundel.to.{VICTIM}.pool.x"},
    "be one of a batch": {"Nats-Batch-Id": "b", "Nats-Batch-Sequence": "1", "Nats-Batch-Commit": "1"},
    "count": {"Nats-Incr": "+1"},
    "report the way to the victim": {"Nats-Trace-Dest": f"_INBOX_{VICTIM}.weg"},
    "report the way into a stream": {"Nats-Trace-Dest": "bundel.event.pool.pool-opened.vals", "Nats-Trace-Only": "1"},
    "name the subject of a dead letter": {"Bundel-Subject": "bundel.cmd.pool.college.x", "Bundel-Reason": "vals"},
    "another id than the envelope's": {"ce-id": "van-eerlijk"},
    "another source than the envelope's": {"ce-source": source("00000099000000006000", "vals")},
    "the server's word": {"Status": "503", "Description": "Consumer Deleted"},
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_forged_headers_touch_nobody_elses_commands(platform, attacker, headers):
    number = len(outcomes(platform, "groen"))
    command = b'{"id":"kop-1","source":"x"}'

    for _ in range(3):
        attacker.publishes(f"bundel.cmd.pool.{attacker.party}.receive", command, headers=headers)
    attacker.told()

    outcome = submit(platform, "groen", "pool", "receive", {}, command_id=f"van-eerlijk-{number}")
    assert outcome.code == "field-missing"
    assert len(outcomes(platform, "groen")) == number + 1
    assert well(platform)
