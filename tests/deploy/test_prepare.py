"""Secrets are made once, each for its reader alone, and the broker's configuration says who may do what."""

import contextlib
import io
import json
import os
import stat
import subprocess
import sys

import pytest

from deploy.accounts import EmptyPassword
from deploy.local import ROOT
from deploy.prepare import BROKER, GROUPS, REGISTER, differences, main, prepare
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
        *(f"postgres/{name}_{role}" for name in SERVICES for role in ("owner", "reader", "auditor")),
        *(f"operator/{name}" for name in (BROKER, *SERVICES)),
        *(f"{name}/{file}" for name in ("authority", "broker", "postgres") for file in ("certificate.pem", "key.pem")),
        "trust/ca.pem",
        *(f"{folder}/{name}" for folder in ("owner", "auditor") for name in SERVICES),
        "broker/nats.conf",
        "register/parties.json",
    }


def test_secrets_differ_and_the_database_knows_those_of_all_roles(prepared):
    found = secrets(prepared / "secrets")
    for service in SERVICES:
        assert found.pop(f"postgres/{service}") == found[f"{service}/database"]
        for folder, role in (("owner", "owner"), ("operator", "reader"), ("auditor", "auditor")):
            assert found.pop(f"postgres/{service}_{role}") == found[f"{folder}/{service}"]
    assert found.pop("trust/ca.pem") == found["authority/certificate.pem"]
    assert len(set(found.values())) == len(found)
    assert all(len(secret) > 40 for secret in found.values())


def test_nobody_but_the_reader_may_read(prepared):
    for reader in GROUPS:
        assert mode(prepared / "secrets" / reader) == 0o750
        assert {mode(path) for path in (prepared / "secrets" / reader).iterdir()} == {0o440}
    for private in ("parties", "authority"):
        assert mode(prepared / "secrets" / private) == 0o700
        assert {mode(path) for path in (prepared / "secrets" / private).iterdir()} == {0o600}
    for handed_over in ("parties", "auditor"):
        assert mode(prepared / "secrets" / handed_over) == 0o700
        assert {mode(path) for path in (prepared / "secrets" / handed_over).iterdir()} == {0o600}
    assert mode(prepared / "store") == 0o770
    assert {mode(prepared / "snapshots" / service) for service in SERVICES} == {0o770}


def test_everybody_may_read_the_register_and_nobody_but_root_may_change_it(prepared):
    register = prepared / "secrets" / "register"
    assert (mode(register), mode(register / "parties.json")) == (0o755, 0o644)
    assert dict(load_parties(register / "parties.json")) == dict(PARTIES)
    trust = prepared / "secrets" / "trust"
    assert (mode(trust), mode(trust / "ca.pem")) == (0o755, 0o644)


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


def test_what_changes_in_the_register_is_said(tmp_path):
    """Else an older one, which another shell named, is put back unseen."""
    first, other, new, *rest = PARTIES.values()
    before = Parties([first, other, *rest])
    prepare(tmp_path / "secrets", tmp_path / "store", tmp_path / "snapshots", before, OURS)
    after = Parties([first.model_copy(update={"name": "Anders"}), new, *rest])
    told = differences(tmp_path / "secrets", after)
    assert told == f" New: {new.slug}. Removed: {other.slug}. Changed: {first.slug}."
    assert differences(tmp_path / "secrets", before) == differences(tmp_path / "none", before) == ""
    (tmp_path / "secrets" / REGISTER).write_text("{}")
    assert "could not be read" in differences(tmp_path / "secrets", before)


def test_parties_with_one_oin_are_said(tmp_path):
    entries = [{"slug": slug, "name": slug, "roles": ["zuil"], "oin": "00000099000000001000"} for slug in ("b", "a")]
    found, told = prepared_by_hand(tmp_path, json.dumps(entries))
    assert set(found) == {"a", "b"}
    assert "One organisation by their OIN, oin-shared: a, b (00000099000000001000)." in told


def test_without_a_named_register_nobody_takes_part_at_first(tmp_path):
    found, told = prepared_by_hand(tmp_path, "")
    assert (dict(found), "Prepared for 0 parties" in told) == ({}, True)
    assert "Set PARTIES" in told
    config = json.loads((tmp_path / "secrets" / "broker" / "nats.conf").read_text("utf-8"))
    assert {user["user"] for user in config["authorization"]["users"]} == {*SERVICES, OPERATOR}


def test_a_shell_that_forgot_the_register_throws_nobody_out(tmp_path):
    named = (ROOT / "deploy" / "parties.json").read_text("utf-8")
    before, told = prepared_by_hand(tmp_path, named)
    assert before
    assert "Set PARTIES" not in told
    passwords = secrets(tmp_path / "secrets")
    after, told = prepared_by_hand(tmp_path, "")
    assert (dict(after), secrets(tmp_path / "secrets")) == (dict(before), passwords)
    assert "Set PARTIES" in told
    nobody, _ = prepared_by_hand(tmp_path, "[]")
    assert dict(nobody) == {}, "a register of nobody is one"


def prepared_by_hand(folder, register):
    """The register that services know then, and what was said."""
    (folder / "named").write_text(register, "utf-8")
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setattr("deploy.prepare.GROUPS", OURS)
        folders = [f"--{name}={folder / name}" for name in ("secrets", "store", "snapshots")]
        patch.setattr("sys.argv", ["prepare", *folders, f"--parties={folder / 'named'}"])
        main()
    return load_parties(folder / "secrets" / REGISTER), said.getvalue()


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


def test_a_certificate_that_cannot_be_used_is_said_in_one_line(prepared):
    (prepared / "secrets" / "broker" / "certificate.pem").unlink()
    folders = [f"--{name}={prepared / name}" for name in ("secrets", "store", "snapshots")]
    command = [sys.executable, "-m", "deploy.prepare", *folders, f"--parties={ROOT / 'deploy' / 'parties.json'}"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert f"{prepared / 'secrets' / 'broker'}: certificate.pem or key.pem cannot be read" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_secret_that_is_made_anew_reaches_the_database_too(prepared):
    (prepared / "secrets" / "pool" / "database").unlink()
    before = secrets(prepared / "secrets")
    prepare(prepared / "secrets", prepared / "store", prepared / "snapshots", PARTIES, OURS)
    after = secrets(prepared / "secrets")
    assert after["postgres/pool"] == after["pool/database"] != before["postgres/pool"]


@pytest.mark.parametrize("name", [*SERVICES, OPERATOR])
def test_a_new_password_at_the_broker_changes_nothing_else(prepared, name):
    """As the guide has it: the file is taken away, and made anew."""
    before = secrets(prepared / "secrets")
    (prepared / "secrets" / name / "broker").unlink()
    prepare(prepared / "secrets", prepared / "store", prepared / "snapshots", PARTIES, OURS)
    after = secrets(prepared / "secrets")
    assert {each for each in after if after[each] != before[each]} == {f"{name}/broker", "broker/nats.conf"}


def test_the_operator_does_not_keep_the_services_own_password(prepared):
    """As it had before there were roles: with it, it could record."""
    shared = prepared / "secrets" / "operator" / "pool"
    shared.chmod(0o600)
    shared.write_text((prepared / "secrets" / "pool" / "database").read_text("utf-8"), "utf-8")
    before = secrets(prepared / "secrets")
    prepare(prepared / "secrets", prepared / "store", prepared / "snapshots", PARTIES, OURS)
    after = secrets(prepared / "secrets")
    assert after["pool/database"] == before["pool/database"] != after["operator/pool"]
    assert after["operator/pool"] == after["postgres/pool_reader"]
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"operator/pool", "postgres/pool_reader"}


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
    folder = prepared / "secrets" / "broker"
    assert config["tls"]["cert_file"] == str(folder / "certificate.pem")
    assert config["tls"]["key_file"] == str(folder / "key.pem")
    assert "allow_non_tls" not in config, "whoever asks for no TLS is sent away"


def test_the_register_that_comes_along_can_be_prepared(tmp_path):
    register = load_parties(ROOT / "deploy" / "parties.json")
    prepare(tmp_path / "secrets", tmp_path / "store", tmp_path / "snapshots", register, OURS)
    assert {path.name for path in (tmp_path / "secrets" / "parties").iterdir()} == set(register)
