"""Another organisation is entered under a name, on real processes: the services refuse it, whoever looked at what.

As in compose: who changes the register there looks at no log, or at that of another platform.
"""

import asyncio
import contextlib
import json
import time

import pytest

from audit import check
from bundel_client import BareClient, NoAnswer, QueryRefused
from cli.data_folder import DataFolder
from deploy.health import health
from shared.parties import SERVICES, load_parties
from tests.cli.stand import Stand

OIN = "00000099000000078000"
OTHER = "00000099000000079000"
ANNA = "Anna de Wit"


@pytest.fixture
def elsewhere(tmp_path):
    """`bundel` on a folder without a platform: it sees no log."""
    return Stand(tmp_path / "elsewhere")


@pytest.fixture
def entered(bundel, request):
    """A party with money to its name, for one test. Returns its slug."""
    slug = f"naam-{abs(hash(request.node.name)) % 10_000}"
    added = bundel("partner", "add", slug, "--name", "Een zuil", "--role", "zuil", "--oin", OIN, "--operator", ANNA)
    assert added.code == 0, added
    bundel.awaits(lambda: {line["log"] for line in of_the_register(bundel, slug)} == set(SERVICES))
    assert pledges(bundel, slug, "eerst") == ""
    yield slug
    bundel("partner", "remove", slug, "--force")
    bundel.awaits(lambda: not alarms(bundel))


def of_the_register(bundel, slug):
    """What the logs say that the register said of it."""
    return bundel("log", "--stream", f"register/{slug}", "--json").jsons


def pledges(bundel, slug, contribution):
    """The code of what becomes of it."""
    terms = {"earmarks": ["groen"], "task_field": "5.7", "year": 2026, "recurring": "incidental", "domain": "social"}
    data = {"pool": "moestuin", "contribution": f"{slug}-{contribution}", "cents": 100, **terms}
    given = json.dumps({"service": "pool", "command": "pledge", "data": data})
    return bundel("submit", "-", "--as", slug, "--json", given=given).json["code"]


def allowed(bundel, *about):
    """An operator's decision, recorded by each service in its own log; or by one."""
    return bundel("allow-identifier", *about, "--operator", ANNA, "--reason", "Gefuseerd")


def test_a_decision_that_changes_nothing_is_none(bundel):
    told = allowed(bundel, "pool", "--party", "niemand", "--oin", OTHER)
    assert (told.code, told.err.split(": ")[1]) == (1, "not-recorded")
    assert "knows no party niemand" in " ".join(told.err.split())


@pytest.mark.parametrize("oin", ["123", "0000009900000004200x", OTHER + "0"])
def test_what_is_no_oin_is_told_in_the_language_of_who_reads(bundel, oin):
    for language, sentence in (("nl", f"{oin} is geen OIN: een OIN bestaat uit 20"), ("en", f"{oin} is no OIN")):
        told = allowed(bundel, "pool", "--party", "welzijn", "--oin", oin, "--lang", language)
        assert (told.code, told.err.split(": ")[1]) == (2, "oin-invalid")
        assert sentence in " ".join(told.err.split())


def alarms(bundel):
    return {service: text for service in SERVICES if (text := alarm(bundel, service))}


def alarm(bundel, service):
    return health(bundel.place.health(service))["alarms"].get("party-replaced")


def replaced(elsewhere, bundel, slug):
    """The register is changed by hand, or by a command that sees no log; then credentials and broker follow."""
    register = bundel.place.register
    mine = ["--register-only", "--parties", register, "--operator", ANNA]
    assert elsewhere("partner", "remove", slug, *mine).code == 0
    time.sleep(1.2)
    entry = ["--name", "Een andere", "--role", "zuil", "--oin", OTHER]
    assert elsewhere("partner", "add", slug, *entry, *mine).code == 0
    bundel.platform.reload_parties()


def test_another_organisation_gets_nothing_of_who_bore_the_name(bundel, elsewhere, entered):
    replaced(elsewhere, bundel, entered)
    bundel.awaits(lambda: set(alarms(bundel)) == set(SERVICES))
    assert pledges(bundel, entered, "tweede") == "party-replaced"
    assert OIN in alarm(bundel, "pool")
    assert bundel("status").code == 1
    told = [(line["by"], line["kind"]) for line in of_the_register(bundel, entered) if line["log"] == "pool"]
    assert told == [
        (f"operator/{ANNA}", "party-registered"),
        (f"operator/{ANNA}", "party-deregistered"),
        (f"operator/{ANNA}", "party-registered"),
    ]


def test_its_questions_are_refused_too(bundel, elsewhere, entered):
    replaced(elsewhere, bundel, entered)
    bundel.awaits(lambda: set(alarms(bundel)) == set(SERVICES))

    async def asks():
        credential = bundel.place.credential(entered).read_text("utf-8").strip()
        async with await BareClient.connect(bundel.place.broker, entered, credential, oin=OTHER) as client:
            with pytest.raises(QueryRefused) as refused:
                await answered(client)
        return refused.value.code

    async def answered(client):
        """The broker ends connections when it is told of other parties: services come back."""
        while True:
            with contextlib.suppress(NoAnswer):
                return await client.ask("pool", "messages-after", after=0)
            await asyncio.sleep(0.1)

    assert asyncio.run(asyncio.wait_for(asks(), 20)) == "party-replaced"


def test_after_a_restart_with_a_changed_register_too(bundel, elsewhere, entered):
    bundel.platform.stop_one("pool")
    try:
        replaced(elsewhere, bundel, entered)
    finally:
        assert bundel.apart("up").code == 0
    bundel.awaits(lambda: alarm(bundel, "pool"))
    assert pledges(bundel, entered, "tweede") == "party-replaced"


def test_an_operator_may_say_that_it_is_the_same(bundel, elsewhere, entered):
    replaced(elsewhere, bundel, entered)
    bundel.awaits(lambda: set(alarms(bundel)) == set(SERVICES))
    told = allowed(bundel, "--party", entered, "--oin", OTHER, "--json")
    assert (told.code, [one["service"] for one in told.jsons]) == (0, list(SERVICES)), told
    assert all("Recorded" in one["recorded"] for one in told.jsons)
    again = allowed(bundel, "pool", "--party", entered, "--oin", OTHER)
    assert (again.code, "nothing to allow" in " ".join(again.err.split())) == (1, True), again
    bundel.awaits(lambda: not alarms(bundel))
    assert pledges(bundel, entered, "tweede") == ""
    assert check(bundel.platform.logs).problems == []


def test_the_command_line_refuses_where_it_sees_the_logs(bundel, entered):
    assert bundel("partner", "remove", entered, "--force", "--operator", ANNA).code == 0
    left = load_parties(bundel.place.register).departed[entered]
    assert left.removed_by == ANNA
    entry = ["partner", "add", entered, "--name", "Een andere", "--role", "zuil", "--returning"]
    ended = bundel(*entry, "--oin", OTHER)
    assert (ended.code, ended.err.split(": ")[1]) == (1, "party-replaced")
    assert OIN in ended.err
    assert bundel(*entry, "--oin", OIN, "--operator", ANNA).code == 0
    assert load_parties(bundel.place.register)[entered].changed_by == ANNA


def test_a_register_that_nobody_signs_reads_as_before(nowhere, tmp_path):
    """So an earlier release can read it, too."""
    register = tmp_path / "register.json"
    register.write_text("[]", "utf-8")
    mine = ["partner", "add", "x", "--name", "X", "--role", "zuil", "--oin", OIN, "--register-only"]
    assert nowhere(*mine, "--parties", register).code == 0
    assert "changed" not in register.read_text("utf-8")
    assert nowhere("partner", "remove", "x", "--register-only", "--parties", register).code == 0
    assert json.loads(register.read_text("utf-8")) == []
    assert dict(DataFolder(nowhere.data, parties=register, environment={}).known_parties()) == {}
