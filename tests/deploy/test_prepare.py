"""Secrets are made once, each for its reader alone, and the broker's configuration says who may do what."""

import json
import os
import stat
import subprocess
import sys

import pytest

from deploy.accounts import EmptyPassword
from deploy.local import ROOT
from deploy.prepare import BROKER, GROUPS, prepare
from shared.parties import OPERATOR, SERVICES, Parties, load_parties
from tests.unit.scenario import PARTIES

OURS = dict.fromkeys(GROUPS, os.getgid())
"""Our own group for every reader: another only root may give."""


@pytest.fixture
def prepared(tmp_path):
    prepare(tmp_path / "secrets", tmp_path / "store", tmp_path / "snapshots", PARTIES, OURS)
    return tmp_path


def secrets(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_every_reader_finds_its_own(prepared):
    assert secrets(prepared / "secrets").keys() == {
        *(f"parties/{slug}" for slug in PARTIES),
        *(f"{service}/{name}" for service in SERVICES for name in ("broker", "database")),
        *(f"postgres/{name}" for name in ("superuser", *SERVICES)),
        *(f"operator/{name}" for name in (BROKER, *SERVICES)),
        "broker/nats.conf",
        "register/parties.json",
    }


def test_secrets_differ_and_the_database_and_the_operator_know_those_of_the_services(prepared):
    found = secrets(prepared / "secrets")
    for service in SERVICES:
        assert found.pop(f"postgres/{service}") == found[f"{service}/database"]
        assert found.pop(f"operator/{service}") == found[f"{service}/database"]
    assert len(set(found.values())) == len(found)
    assert all(len(secret) > 40 for secret in found.values())


def test_nobody_but_the_reader_may_read(prepared):
    for reader in GROUPS:
        assert mode(prepared / "secrets" / reader) == 0o750
        assert {mode(path) for path in (prepared / "secrets" / reader).iterdir()} == {0o440}
    assert mode(prepared / "secrets" / "parties") == 0o700
    assert {mode(path) for path in (prepared / "secrets" / "parties").iterdir()} == {0o600}
    assert mode(prepared / "store") == 0o770
    assert {mode(prepared / "snapshots" / service) for service in SERVICES} == {0o770}


def test_everybody_may_read_the_register_and_nobody_but_root_may_change_it(prepared):
    register = prepared / "secrets" / "register"
    assert (mode(register), mode(register / "parties.json")) == (0o755, 0o644)
    assert dict(load_parties(register / "parties.json")) == dict(PARTIES)


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give a file to another group")
def test_each_reader_has_a_group_of_its_own(tmp_path):
    prepare(tmp_path / "secrets", tmp_path / "store", tmp_path / "snapshots", PARTIES, GROUPS)
    for reader, group in GROUPS.items():
        folder = tmp_path / "secrets" / reader
        assert {path.stat().st_gid for path in (folder, *folder.iterdir())} == {group}
    assert (tmp_path / "store").stat().st_gid == GROUPS["broker"]
    assert (tmp_path / "snapshots" / "pool").stat().st_gid == GROUPS["pool"]


def test_a_repeat_changes_no_secret(prepared):
    before = secrets(prepared / "secrets")
    prepare(prepared / "secrets", prepared / "store", prepared / "snapshots", PARTIES, OURS)
    assert secrets(prepared / "secrets") == before


def test_a_new_party_gets_a_password_and_the_others_keep_theirs(tmp_path):
    first, *others = PARTIES.values()
    prepare(tmp_path / "secrets", tmp_path / "store", tmp_path / "snapshots", Parties(others), OURS)
    before = secrets(tmp_path / "secrets")
    assert f"parties/{first.slug}" not in before
    prepare(tmp_path / "secrets", tmp_path / "store", tmp_path / "snapshots", PARTIES, OURS)
    after = secrets(tmp_path / "secrets")
    assert after.pop(f"parties/{first.slug}")
    assert after.pop("broker/nats.conf") != before.pop("broker/nats.conf")
    assert after.pop("register/parties.json") != before.pop("register/parties.json")
    assert after == before


def test_the_password_of_whoever_left_the_register_is_gone(prepared):
    """Else another organisation of the same name would come with a password that somebody else knows."""
    left, *others = PARTIES.values()
    before = secrets(prepared / "secrets")
    prepare(prepared / "secrets", prepared / "store", prepared / "snapshots", Parties(others), OURS)
    assert f"parties/{left.slug}" not in secrets(prepared / "secrets")
    prepare(prepared / "secrets", prepared / "store", prepared / "snapshots", PARTIES, OURS)
    after = secrets(prepared / "secrets")
    assert after[f"parties/{left.slug}"] != before[f"parties/{left.slug}"]
    assert all(after[f"parties/{each.slug}"] == before[f"parties/{each.slug}"] for each in others)


@pytest.mark.parametrize("name", ["parties/welzijn", "pool/broker", "pool/database", "postgres/superuser"])
def test_an_empty_password_is_refused(prepared, name):
    (prepared / "secrets" / name).chmod(0o600)
    (prepared / "secrets" / name).write_text("\n", "utf-8")
    before = secrets(prepared / "secrets")
    with pytest.raises(EmptyPassword, match=name):
        prepare(prepared / "secrets", prepared / "store", prepared / "snapshots", PARTIES, OURS)
    assert secrets(prepared / "secrets") == before


def test_what_cannot_be_prepared_is_said_in_one_line(tmp_path):
    folders = [f"--{name}={tmp_path / name}" for name in ("secrets", "store", "snapshots")]
    command = [sys.executable, "-m", "deploy.prepare", *folders, f"--parties={tmp_path / 'none.json'}"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("python -m deploy.prepare: register of parties")
    assert "Traceback" not in ended.stderr


def test_a_database_secret_that_is_made_anew_reaches_the_database_too(prepared):
    (prepared / "secrets" / "pool" / "database").unlink()
    before = secrets(prepared / "secrets")
    prepare(prepared / "secrets", prepared / "store", prepared / "snapshots", PARTIES, OURS)
    after = secrets(prepared / "secrets")
    assert after["postgres/pool"] == after["pool/database"] != before["postgres/pool"]


def test_the_broker_knows_every_user_by_its_secret(prepared):
    found = secrets(prepared / "secrets")
    config = json.loads(found["broker/nats.conf"])
    users = {user["user"]: user["password"] for user in config["authorization"]["users"]}
    assert users == {
        **{slug: found[f"parties/{slug}"] for slug in PARTIES},
        **{name: found[f"{name}/broker"] for name in (*SERVICES, OPERATOR)},
    }
    assert config["jetstream"]["store_dir"] == str(prepared / "store")
    assert (config["host"], config["port"]) == ("0.0.0.0", 4222)
    assert config["http"] == "127.0.0.1:8222"


def test_the_register_that_comes_along_can_be_prepared(tmp_path):
    register = load_parties(ROOT / "deploy" / "parties.json")
    prepare(tmp_path / "secrets", tmp_path / "store", tmp_path / "snapshots", register, OURS)
    assert {path.name for path in (tmp_path / "secrets" / "parties").iterdir()} == set(register)
