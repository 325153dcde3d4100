"""Hear what is for somebody else: messages, outcomes, replies, commands, questions; or take it away from them."""

import asyncio
import json

import pytest

from bundel_client import BareClient, QueryRefused
from shared.parties import Parties, Party
from tests.redteam.attacker import Attacker
from tests.redteam.conftest import VICTIM, ZUIL
from tests.redteam.honest import RECEIPT, ask, connected, submit
from tests.redteam.traces import denied, service_says

HEAR_OTHERS = {
    "everything": ">",
    "everything of the platform": "bundel.>",
    "what is for the victim": f"bundel.to.{VICTIM}.>",
    "what is for anybody": "bundel.to.*.applications.*",
    "what is for whoever begins like me": "bundel.to.zuil*.>",
    "the victim's repeats": f"bundel.again.{VICTIM}.applications",
    "everybody's repeats": "bundel.again.*.*",
    "commands": "bundel.cmd.>",
    "my own commands, before the service": "bundel.cmd.pool.{me}.*",
    "the victim's commands": f"bundel.cmd.*.{VICTIM}.*",
    "questions": "bundel.query.>",
    "my own questions, before the service": "bundel.query.pool.{me}.*",
    "the victim's questions": f"bundel.query.*.{VICTIM}.*",
    "dead letters": "bundel.dead.*",
    "the victim's inbox": f"_INBOX_{VICTIM}.>",
    "every inbox": "_INBOX_*.>",
    "an inbox without a name": "_INBOX.>",
    "a service's inbox": "_INBOX_pool.>",
    "the operator's inbox": "_INBOX_operator.>",
    "the machinery": "$JS.>",
    "its advisories": "$JS.EVENT.ADVISORY.>",
    "acknowledgements": "$JS.ACK.>",
    "the server": "$SYS.>",
}


@pytest.mark.parametrize("queue", ["", "dieven"], ids=["alone", "in a queue group, to take it away"])
@pytest.mark.parametrize("subject", HEAR_OTHERS.values(), ids=HEAR_OTHERS)
def test_nobody_hears_what_is_for_others(platform, attacker, subject, queue):
    subject = subject.format(me=attacker.party)

    attacker.listens(subject, queue)

    assert "Permissions Violation for Subscription" in attacker.told()[-1]
    assert denied(platform, attacker.party, "Subscription", subject)
    submit(platform, VICTIM, "pool", "receive", RECEIPT)
    assert ask(platform, VICTIM, "pool", "pools") is not None
    attacker.told()
    assert attacker.heard == []


def test_with_all_that_it_may_hear_it_hears_nothing_of_the_victims(platform, attacker):
    for sid, subject in enumerate(("bundel.event.>", "bundel.to.{0}.>", "bundel.again.{0}.>", "_INBOX_{0}.>")):
        attacker.listens(subject.format(attacker.party), sid=sid)
    attacker.told()

    submit(platform, VICTIM, "pool", "receive", RECEIPT, command_id="gezien")
    submit(platform, VICTIM, "pool", "receive", RECEIPT, command_id="gezien")
    ask(platform, VICTIM, "pool", "outcome", command_id="gezien")

    attacker.told()
    assert [subject for subject in attacker.heard if not subject.startswith("bundel.event.")] == []


def test_a_queue_group_on_events_takes_nothing_away(platform, attacker):
    """A queue group shares among its members; the victim, and the services, are no members."""

    async def scene():
        async with await connected(platform, VICTIM) as victim:
            heard = asyncio.create_task(_hears(victim, "pool-opened", pool))
            await asyncio.sleep(0.2)
            async with await connected(platform, "college") as college:
                assert (await college.submit("pool", "open-pool", _pool(pool), timeout=10)).accepted
            async with asyncio.timeout(10):
                await heard

    pool = f"rij-{attacker.party}"
    for sid in range(1, 20):
        attacker.listens("bundel.event.>", "dieven", sid)
    assert attacker.told() == []

    asyncio.run(scene())

    attacker.told()
    assert attacker.heard.count(f"bundel.event.pool.pool-opened.{pool}") == 1


async def _hears(client, kind, pool):
    async for said in client.follow("pool"):
        if said.kind == kind and json.loads(bytes(said.data))["pool"] == pool:
            return


def _pool(name):
    return {
        "pool": name,
        "neighbourhood": "Spoorbuurt",
        "goals": [{"goal": "groen", "task_field": "5.7", "code_year": 2026}],
        "frame": {
            "decision": "Raadsbesluit",
            "ceiling_cents": 1000,
            "valid_from": "2026-01-01",
            "valid_to": "2027-12-31",
        },
        "budget_holder": "wijkteam",
    }


def test_the_service_gives_it_nothing_of_the_victims_either(platform, attacker):
    submit(platform, VICTIM, "pool", "receive", RECEIPT, command_id="mijn-uitslag")

    with pytest.raises(QueryRefused, match="unknown-command"):
        ask(platform, attacker.party, "pool", "outcome", command_id="mijn-uitslag")
    for service in ("applications", "pool", "settlement"):
        found = ask(platform, attacker.party, service, "messages-after", after=0, limit=500)
        assert {event["audience"] for event in found["messages"]} <= {"all", attacker.party}


def test_a_name_that_begins_like_anothers_opens_nothing(platform, story):
    """`zuil` asks, and names the inbox of `zuil-meel` for the reply: no prefix of letters is a prefix of tokens."""
    with Attacker(platform, ZUIL) as attacker:
        attacker.publishes(f"bundel.query.pool.{ZUIL}.pools", b"{}", reply=f"_INBOX_{VICTIM}.x")
        attacker.told()
    said = service_says(platform, "pool", "foreign reply subject", f"_INBOX_{VICTIM}.x")
    assert (said["party"], said["level"]) == (ZUIL, "warning")


@pytest.mark.parametrize(
    "slug", ["zuil.meel", "zuil.>", "*", ">", "zuil meel", "_inbox", "pool", "operator", "", "a\n"]
)
def test_a_register_takes_no_slug_that_reaches_further_than_itself(slug):
    with pytest.raises(ValueError, match=r"slug|named"):
        Parties([Party(slug=slug, name="Iemand", roles={"zuil"}, oin="0" * 20)])


def test_a_password_opens_one_door(platform):
    async def enters(party, password):
        async with asyncio.timeout(5):
            client = await BareClient.connect(platform.url, party, password, oin="0" * 20)
            await client.close()

    with pytest.raises(Exception, match="does not know zuil-meel with this password"):
        asyncio.run(enters(VICTIM, platform.password(ZUIL)))
