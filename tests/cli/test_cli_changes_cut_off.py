"""A change of who takes part is cut off, or met by another: it can be repeated, and nobody stays in who was put out."""

import json
import subprocess
import sys

import pytest

from cli import partners
from cli.broker import lets_in
from deploy.local import BROKER_CONFIG, Platform
from shared.parties import load_parties

OIN = "00000099000000077000"
OTHER = "00000099000000076000"


class CutOff(Exception):
    """The process ends here."""


def add(stand, slug="nieuw"):
    ended = stand("partner", "add", slug, "--name", "X", "--role", "zuil", "--oin", OIN if slug == "nieuw" else OTHER)
    assert ended.code == 0, ended
    return stand.place.credential(slug).read_text("utf-8")


def users(stand):
    config = json.loads((stand.data / BROKER_CONFIG).read_text("utf-8"))
    return {user["user"]: user["password"] for user in config["authorization"]["users"]}


STEPS = {"register": (Platform, "reload_parties"), "broker": (Platform, "signal")}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_removal_that_was_cut_off_is_repeated(nowhere, monkeypatch, step):
    add(nowhere)
    with monkeypatch.context() as patched:
        patched.setattr(*step, lambda *_: (_ for _ in ()).throw(CutOff))
        assert nowhere("partner", "remove", "nieuw").code == 70
    assert "nieuw" not in load_parties(nowhere.place.register)
    assert nowhere("partner", "remove", "nieuw").code == 0
    assert "nieuw" not in users(nowhere)
    assert not nowhere.place.credential("nieuw").exists()
    again = nowhere("partner", "remove", "nieuw")
    assert (again.code, again.err.split(": ")[1]) == (5, "party-unknown")


def test_a_party_is_put_out_whose_credential_is_lost(nowhere):
    add(nowhere)
    nowhere.place.credential("nieuw").unlink()
    nowhere("partner", "remove", "nieuw", "--register-only")
    assert "nieuw" in users(nowhere)
    assert nowhere("partner", "remove", "nieuw").code == 0
    assert "nieuw" not in users(nowhere)


def test_a_removal_that_the_broker_did_not_take_over_is_repeated(bundel, monkeypatch):
    old = add(bundel, "afgebroken")
    with monkeypatch.context() as patched:
        patched.setattr(partners, "RELOAD_SECONDS", 0.3)
        patched.setattr(Platform, "signal", lambda *_: None)
        ended = bundel("partner", "remove", "afgebroken")
    assert (ended.code, ended.err.split(": ")[1]) == (1, "not-reloaded")
    assert lets_in(bundel.place.broker, "afgebroken", old)
    assert bundel("partner", "remove", "afgebroken").code == 0
    assert not lets_in(bundel.place.broker, "afgebroken", old)


def test_another_party_of_the_same_name_gets_another_password(nowhere):
    old = add(nowhere)
    nowhere("partner", "remove", "nieuw", "--register-only")
    assert nowhere.place.credential("nieuw").read_text("utf-8") == old
    assert add(nowhere) != old
    assert users(nowhere)["nieuw"] != old


@pytest.mark.parametrize("name", ["pool", "operator", "../ports.json", "nobody"])
def test_what_is_no_party_is_not_removed(nowhere, name):
    add(nowhere)
    (nowhere.data / "ports.json").write_text("{}", "utf-8")
    before = users(nowhere), sorted(nowhere.data.rglob("*"))
    assert nowhere("partner", "remove", name, "--force").code == 5
    assert (users(nowhere), sorted(nowhere.data.rglob("*"))) == before


def test_a_name_of_the_platforms_own_keeps_its_password(nowhere):
    add(nowhere)
    password = nowhere.place.credential("pool").read_text("utf-8")
    assert nowhere("partner", "add", "pool", "--name", "X", "--role", "zuil", "--oin", OIN, "--returning").code == 2
    assert nowhere.place.credential("pool").read_text("utf-8") == password


MEANWHILE = {
    "add": ["partner", "add", "ander", "--name", "X", "--role", "zuil", "--oin", "00000099000000075000"],
    "remove": ["partner", "remove", "zuil-wit"],
    "rotate": ["partner", "rotate", "zuil-wit"],
    "up": ["up", "--free-ports"],
}


@pytest.mark.parametrize("arguments", MEANWHILE.values(), ids=MEANWHILE)
def test_whoever_is_removed_meanwhile_stays_out(nowhere, monkeypatch, arguments):
    """The removal comes when the other has read the register, and not yet written what follows from it."""
    add(nowhere)
    add(nowhere, "zuil-wit")
    removals, told = [], []
    write = Platform._write_broker_config

    def written(platform):
        if not removals:
            line = [sys.executable, "-m", "cli", "partner", "remove", "nieuw", "--data", str(nowhere.data)]
            removals.append(subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
            told.append(removals[0].stderr.readline())  # that it waits; or that it has ended
        return write(platform)

    monkeypatch.setattr(Platform, "_write_broker_config", written)
    monkeypatch.setattr(Platform, "start_one", lambda platform, name: platform._write_broker_config())
    monkeypatch.setattr(Platform, "wait_ready", lambda *_, **__: None)
    assert nowhere(*arguments).code == 0
    removals[0].communicate(timeout=10)
    assert removals[0].returncode == 0
    assert "nieuw" not in users(nowhere)
    assert "Een andere opdracht" in told[0]


# A register behind a link, and passwords that are none


@pytest.fixture
def linked(nowhere):
    """The platform's own register is a link to a file elsewhere."""
    add(nowhere)
    own, real = nowhere.place.own_register, nowhere.data.parent / "beheer" / "partijen.json"
    real.parent.mkdir()
    own.rename(real)
    own.symlink_to(real)
    return real


def test_a_link_to_the_register_stays_one(nowhere, linked):
    watched = load_parties(nowhere.platform.parties_file)
    add(nowhere, "later")
    assert nowhere.place.own_register.is_symlink()
    watched._look_at = 0
    assert "later" in watched
    assert "later" in load_parties(linked)


def test_a_named_link_stays_one_too(nowhere, tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("[]", "utf-8")
    link.symlink_to(real)
    mine = ["--name", "X", "--role", "zuil", "--oin", OIN, "--register-only", "--parties", link]
    assert nowhere("partner", "add", "later", *mine).code == 0
    assert link.is_symlink()
    assert "later" in load_parties(real)


def test_an_empty_password_lets_nobody_in(nowhere):
    add(nowhere)
    add(nowhere, "ander")
    nowhere.place.credential("nieuw").write_text("", "utf-8")
    for arguments in (["up"], ["partner", "rotate", "ander"], ["submit", "-", "--as", "nieuw"]):
        ended = nowhere(*arguments, given='{"service": "pool", "command": "x", "data": {}}')
        assert (ended.code, ended.err.split(": ")[1]) == (3, "password-empty")
        assert str(nowhere.place.credential("nieuw")) in ended.err
    assert nowhere("partner", "rotate", "nieuw").code == 0
    assert nowhere.place.credential("nieuw").read_text("utf-8") == users(nowhere)["nieuw"] != ""


def test_a_fault_of_the_register_names_its_folder(nowhere, tmp_path):
    ended = nowhere("up", "--parties", tmp_path / "nowhere" / "parties.json")
    assert (ended.code, ended.err.split(": ")[1]) == (2, "register-unusable")


def test_who_is_let_in_by_a_broken_configuration_is_not_known(nowhere):
    """It is written anew before it is used."""
    add(nowhere)
    (nowhere.data / BROKER_CONFIG).write_text("{", "utf-8")
    assert nowhere("partner", "rotate", "nieuw").code == 0
    assert "nieuw" in users(nowhere)
