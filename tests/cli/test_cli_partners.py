"""Who takes part changes while everything goes on: at the broker at once, in the services within a second."""

import asyncio
import contextlib
import json
import threading
import time

import nats
import pytest

from cli.alone import alone
from cli.base import Desk
from cli.broker import lets_in
from cli.data_folder import DataFolder
from cli.partners.register import changed
from cli.screen import Screen
from shared.parties import Party, load_parties

OIN = "00000099000000077000"
PLEDGE = json.dumps({"service": "pool", "command": "pledge", "data": {"pool": "moestuin"}})


@pytest.fixture
def newcomer(bundel, request):
    """A party that is there for one test."""
    slug = f"nieuw-{abs(hash(request.node.name)) % 10_000}"
    added = bundel("partner", "add", slug, "--name", "Nieuwe zuil", "--role", "zuil", "--oin", OIN, "--json")
    assert added.code == 0, added
    assert added.json["in_force"]
    yield slug
    if slug in load_parties(bundel.place.register):
        assert bundel("partner", "remove", slug, "--force").code == 0


def pids(bundel):
    return {name: bundel.platform.pid(name) for name in ("nats-server", "applications", "pool", "settlement")}


def test_a_new_party_is_let_in_and_heard_without_a_restart(bundel, request):
    before = pids(bundel)
    slug = request.getfixturevalue("newcomer")
    time.sleep(1.1)  # services look once a second
    ended = bundel("submit", "-", "--as", slug, "--json", given=PLEDGE)
    assert ended.json["code"] == "field-missing"
    assert pids(bundel) == before


def test_a_removed_party_is_cut_off_and_nobody_else(bundel, newcomer):
    async def removed():
        gone = asyncio.Event()

        async def closed():
            gone.set()

        async def quiet(_):
            pass

        async def connected(slug, **options):
            password = bundel.place.credential(slug).read_text("utf-8")
            return await nats.connect(
                bundel.place.broker, user=slug, password=password, allow_reconnect=False, error_cb=quiet, **options
            )

        stays = await connected("welzijn", inbox_prefix="_INBOX_welzijn")
        await connected(newcomer, closed_cb=closed)
        ended = await asyncio.to_thread(bundel, "partner", "remove", newcomer)
        assert ended.code == 0, ended
        async with asyncio.timeout(5):
            await gone.wait()
        await stays.flush()
        assert stays.is_connected
        await stays.close()

    password = bundel.place.credential(newcomer).read_text("utf-8").strip()
    asyncio.run(removed())
    assert not lets_in(bundel.place.broker, newcomer, password)
    assert not bundel.place.credential(newcomer).exists()
    assert newcomer not in load_parties(bundel.place.register)
    assert bundel("submit", "-", "--as", newcomer, given=PLEDGE).code == 5


def test_a_command_that_waits_of_a_removed_party_is_refused(bundel, newcomer):
    """What the broker held of it already is judged by the register of now."""
    bundel.platform.stop_one("pool")
    try:
        assert bundel("submit", "-", "--as", newcomer, "--wait", "0.3", "--id", "wacht", given=PLEDGE).code == 4
        assert bundel("partner", "remove", newcomer).code == 0
    finally:
        assert bundel.apart("up").code == 0
    bundel.awaits(lambda: bundel("outcome", "wacht", "--as", newcomer, "--json").json["outcomes"])
    assert bundel("outcome", "wacht", "--as", newcomer, "--json").json["outcomes"][0]["code"] == "unknown-party"


def test_a_rotated_password_replaces_the_old_one(bundel, newcomer):
    old = bundel.place.credential(newcomer).read_text("utf-8").strip()
    assert bundel("partner", "rotate", newcomer).code == 0
    new = bundel.place.credential(newcomer).read_text("utf-8").strip()
    assert new != old
    assert not lets_in(bundel.place.broker, newcomer, old)
    assert lets_in(bundel.place.broker, newcomer, new)
    assert bundel.place.credential(newcomer).stat().st_mode & 0o077 == 0


def test_no_password_is_ever_shown(bundel, newcomer):
    password = bundel.place.credential(newcomer).read_text("utf-8").strip()
    for arguments in (
        ["partner", "list"],
        ["partner", "list", "--json"],
        ["up"],
        ["up", "--json"],
        ["status", "--json"],
    ):
        assert password not in bundel(*arguments).out


def test_a_party_is_entered_once(bundel, newcomer):
    again = bundel("partner", "add", newcomer, "--name", "X", "--role", "zuil", "--oin", OIN)
    assert (again.code, again.err.split(": ")[1]) == (1, "party-exists")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["Groot", "--name", "X", "--role", "zuil", "--oin", OIN], "party-invalid", "Groot kan geen korte naam zijn"),
        (["x", "--name", "X", "--role", "burgemeester", "--oin", OIN], "party-invalid", "burgemeester bevat een rol"),
        (["x", "--name", "X", "--role", "zuil", "--oin", "123"], "oin-invalid", "123 is geen OIN: een OIN bestaat uit"),
        (["x", "--name", "", "--role", "zuil", "--oin", OIN], "party-invalid", "De naam van een partij heeft"),
        (
            ["x", "--name", "X", "--role", "zuil", "--oin", OIN, "--network", "A B"],
            "party-invalid",
            "A B kan geen korte",
        ),
    ],
)
def test_what_cannot_be_a_party_is_not_entered_and_told_in_words(bundel, arguments, code, sentence):
    before = bundel.place.register.read_bytes()
    ended = bundel("partner", "add", *arguments, columns=200)
    assert (ended.code, ended.err.split(": ")[1]) == (2, code)
    assert sentence in " ".join(ended.err.split())
    assert bundel.place.register.read_bytes() == before


def entry(slug, oin):
    return {"slug": slug, "name": slug, "roles": ["zuil"], "oin": oin}


def test_a_register_with_a_wrong_oin_is_told_in_words(nowhere, tmp_path):
    """Who edited the file by hand is told which party, and what is wrong."""
    register = tmp_path / "parties.json"
    register.write_text(json.dumps([entry("goed", OIN), entry("fout", "123")]), "utf-8")
    for language, sentence in (("nl", "bij fout staat 123"), ("en", "of fout it says 123")):
        ended = nowhere("partner", "list", "--parties", register, "--lang", language)
        assert (ended.code, ended.err.split(": ")[1]) == (2, "oin-invalid")
        assert sentence in " ".join(ended.err.split())


def test_services_tell_that_two_parties_have_one_oin(bundel, newcomer):
    add = ("partner", "add", "tweede", "--name", "X", "--role", "zuil", "--oin", OIN)
    assert bundel(*add).err.split(": ")[1] == "oin-taken"
    try:
        assert bundel(*add, "--same-organisation").code == 0
        bundel.awaits(lambda: '"oin-shared"' in (bundel.data / "pool.out").read_text("utf-8"))
    finally:
        assert bundel("partner", "remove", "tweede").code == 0


def test_a_second_party_of_one_organisation_is_entered_by_who_says_so(nowhere, tmp_path):
    """An OIN is of one organisation: entered twice by mistake it gives one the name of another."""
    register = tmp_path / "parties.json"
    register.write_text("[]", "utf-8")
    only = ("--role", "zuil", "--oin", OIN, "--register-only", "--parties", register)
    assert nowhere("partner", "add", "groen", "--name", "Groen", *only).code == 0
    before = register.read_bytes()
    ended = nowhere("partner", "add", "welzijn", "--name", "Welzijn", *only)
    assert (ended.code, ended.err.split(": ")[1]) == (1, "oin-taken")
    assert "het OIN van groen" in " ".join(ended.err.split())
    assert register.read_bytes() == before
    assert nowhere("partner", "list", "--parties", register, "--json").json["oin_shared"] == {}
    assert nowhere("partner", "add", "welzijn", "--name", "Welzijn", *only, "--same-organisation").code == 0
    listed = nowhere("partner", "list", "--parties", register)
    assert (listed.code, f"oin-shared: groen, welzijn hebben één OIN ({OIN})" in " ".join(listed.out.split())) == (
        0,
        True,
    )
    shared = nowhere("partner", "list", "--parties", register, "--json").json["oin_shared"]
    assert shared == {OIN: ["groen", "welzijn"]}


@pytest.mark.parametrize("slug", ["pool", "operator", "all", "clock"])
def test_no_party_bears_a_name_that_the_platform_uses(bundel, slug):
    ended = bundel("partner", "add", slug, "--name", "X", "--role", "zuil", "--oin", OIN)
    assert (ended.code, ended.err.split(": ")[1]) == (2, "register-unusable")
    assert slug not in load_parties(bundel.place.register)


def test_a_party_with_open_business_stays(bundel):
    ended = bundel("partner", "remove", "groen")
    assert (ended.code, ended.err.split(": ")[1]) == (1, "party-has-business")
    assert "moestuin" in ended.err
    assert "betaalopdracht" in bundel("partner", "remove", "welzijn").err
    assert "aanvragen" in bundel("partner", "remove", "buurttuin").err
    assert {"groen", "welzijn", "buurttuin"} <= set(load_parties(bundel.place.register))


def test_a_name_that_the_logs_know_is_for_who_bore_it(bundel, newcomer):
    bundel("submit", "-", "--as", newcomer, given=PLEDGE)
    assert bundel("partner", "remove", newcomer).code == 0
    mine = ["partner", "add", newcomer, "--name", "X", "--role", "zuil", "--oin", OIN]
    again = bundel(*mine)
    assert (again.code, again.err.split(": ")[1]) == (1, "party-has-history")
    assert bundel(*mine, "--returning").code == 0


def test_the_list_tells_who_there_is(bundel):
    found = {party["slug"]: party for party in bundel("partner", "list", "--json").json["parties"]}
    assert found["woonstede"]["public_money"] is False
    assert found["rekenkamer"]["roles"] == ["auditor", "verifier"]
    wide = bundel("partner", "list", columns=200).out
    assert "privaat" in next(line for line in wide.splitlines() if "woonstede" in line)


def test_only_the_register(nowhere, tmp_path):
    """For containers: passwords and broker follow there."""
    register = tmp_path / "register.json"
    register.write_text("[]", "utf-8")
    mine = ["partner", "add", "x", "--name", "É", "--role", "zuil", "--oin", OIN, "--private-money"]
    assert nowhere(*mine, "--register-only", "--parties", register).code == 0
    line = f'  {{"slug": "x", "name": "É", "roles": ["zuil"], "oin": "{OIN}", "public_money": false}}'
    assert register.read_text("utf-8") == f"[\n{line}\n]\n"
    assert not nowhere.data.exists()


def test_two_changes_at_once_are_both_made(tmp_path):
    """The second waits until the first has written, and reads what it wrote."""
    register = tmp_path / "register.json"
    register.write_text("[]", "utf-8")
    desk = Desk(DataFolder(tmp_path, parties=register), Screen("nl", as_json=True))

    def enter(slug):
        with alone(desk), changed(register) as parties:
            parties[slug] = Party(slug=slug, name=slug, roles=frozenset({"zuil"}), oin=OIN)

    second = threading.Thread(target=enter, args=["second"])
    with alone(desk), changed(register) as parties:
        second.start()
        second.join(0.2)
        assert second.is_alive()
        parties["first"] = Party(slug="first", name="first", roles=frozenset({"zuil"}), oin=OIN)
    second.join(5)
    assert list(load_parties(register)) == ["first", "second"]


def test_before_the_first_start_the_register_is_a_copy(nowhere):
    with contextlib.closing(Shipped()) as shipped:
        added = nowhere("partner", "add", "x", "--name", "X", "--role", "zuil", "--oin", OIN, "--json")
        assert added.json["in_force"] is False
        assert "x" in load_parties(nowhere.data / "parties.json")
        assert shipped.unchanged()


class Shipped:
    def __init__(self):
        from cli.data_folder import SHIPPED_REGISTER

        self._path = SHIPPED_REGISTER
        self._before = self._path.read_bytes()

    def unchanged(self):
        return self._path.read_bytes() == self._before

    def close(self):
        assert self.unchanged()
