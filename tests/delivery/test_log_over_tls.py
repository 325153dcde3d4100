"""A log's database is reached over TLS where a CA file or its address asks for that, or not at all.

By whoever opens it: services, the command line, its backups, the audit.
"""

import contextlib
import os
import subprocess
import sys
import time

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from audit import CannotRead
from audit.reading.rows import opened
from cli.backups.copying import owned
from cli.data_folder import DataFolder
from cli.faults import Fault
from cli.logs import Log
from deploy.local import ROOT
from shared.log.eventlog import LogUnavailable, open_log
from shared.log.over_tls import over_tls
from shared.parties import SERVICES
from shared.running.settings import WrongSettings, load_settings
from tests.authorities import Authority
from tests.tls_front import Front

HERE = ("127.0.0.1",)
WHERE = "postgresql://pool@postgres/pool"


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path / "authority")


@pytest.fixture
def front(postgres_log):
    """A server before an empty database; it offers no TLS until it gets a certificate."""
    where = conninfo_to_dict(postgres_log)
    with contextlib.closing(Front(f"{where['host']}/.s.PGSQL.{where.get('port', '5432')}")) as front:
        front.url = f"postgresql://{where['user']}:geheim@127.0.0.1:{front.port}/{where['dbname']}"
        yield front


def place_of(front, ca_file, folder):
    """As the command line sees it."""
    named = {f"BUNDEL_LOG_{service.upper()}": front.url for service in SERVICES}
    return DataFolder(folder, environment={**named, "BUNDEL_LOG_CA_FILE": str(ca_file)})


# Each that opens a log


def service_opens(front, ca_file, folder):
    with contextlib.closing(open_log(over_tls(front.url, ca_file))) as log:
        return log.head()


def command_line_opens(front, ca_file, folder):
    Log(place_of(front, ca_file, folder).log("pool")).close()


def restore_opens(front, ca_file, folder):
    with owned(place_of(front, ca_file, folder).log("pool")) as connection:
        connection.execute("SELECT 1")


def audit_opens(front, ca_file, folder):
    with opened({service: place_of(front, ca_file, folder).log(service).url for service in SERVICES}) as logs:
        list(logs["pool"].after(0))


WHO = pytest.mark.parametrize(
    "opens", [service_opens, command_line_opens, restore_opens, audit_opens], ids=lambda opens: opens.__name__
)


@WHO
def test_a_log_is_opened_over_tls(opens, front, authority, tmp_path):
    front.tls = authority.prove(tmp_path / "tls", *HERE)
    service_opens(front, authority.ca_file, tmp_path)  # makes the tables
    opens(front, authority.ca_file, tmp_path)
    assert front.told == b""


@WHO
@pytest.mark.parametrize("wrong", ["no tls", "another authority", "another name", "no ca file"])
def test_a_server_that_does_not_prove_itself_is_told_nothing(opens, wrong, front, authority, tmp_path):
    ca_file = authority.ca_file
    if wrong == "another authority":
        front.tls = Authority(tmp_path / "another").prove(tmp_path / "tls", *HERE)
    elif wrong != "no tls":
        front.tls = authority.prove(tmp_path / "tls", "elsewhere.example" if wrong == "another name" else HERE[0])
    if wrong == "no ca file":
        ca_file = tmp_path / "gone.pem"
    why = {
        "no tls": "server does not support SSL, but SSL was required",
        "another authority": "certificate verify failed",
        "another name": "does not match host name",
        "no ca file": "gone.pem",
    }[wrong]
    with pytest.raises((LogUnavailable, Fault, CannotRead, psycopg.Error), match=why):
        opens(front, ca_file, tmp_path)
    assert front.told == b""


def test_a_service_says_why_it_does_not_start(front, authority, tmp_path):
    (tmp_path / "password").write_text("x", "utf-8")
    environment = {
        **os.environ,
        "BUNDEL_LOG": front.url,
        "BUNDEL_LOG_CA_FILE": str(authority.ca_file),
        "BUNDEL_NATS_PASSWORD_FILE": str(tmp_path / "password"),
        "BUNDEL_HEALTH_PORT": "8402",
    }
    command = [sys.executable, "-m", "services.pool"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert "pool does not start." in ended.stderr
    assert "server does not support SSL, but SSL was required" in ended.stderr
    assert "geheim" not in ended.stderr
    assert front.told == b""


def test_authorities_change_while_a_log_is_open(front, authority, tmp_path):
    front.tls = authority.prove(tmp_path / "tls", *HERE)
    new = Authority(tmp_path / "new")
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(authority.ca_file.read_bytes())
    with contextlib.closing(open_log(over_tls(front.url, trusted))) as log:
        assert log.head() is None
        new.prove(tmp_path / "tls", *HERE)
        assert log.head() is None, "who is connected stays so"
        with pytest.raises(LogUnavailable, match="certificate verify failed"):
            service_opens(front, trusted, tmp_path)
        trusted.write_bytes(authority.ca_file.read_bytes() + new.ca_file.read_bytes())
        front.cut()
        until = time.monotonic() + 20
        while not _is_read(log):
            assert time.monotonic() < until, "it does not go on"


def _is_read(log):
    try:
        return log.head() is None
    except LogUnavailable:
        return False


# What addresses and settings ask for


def asked(url):
    found = conninfo_to_dict(url)
    return found.get("sslmode"), found.get("sslrootcert")


def test_a_ca_file_asks_for_a_server_that_proves_itself(tmp_path):
    assert asked(over_tls(WHERE, tmp_path / "ca.pem")) == ("verify-full", str(tmp_path / "ca.pem"))
    assert asked(over_tls(f"{WHERE}?sslmode=require&sslrootcert=x", tmp_path / "ca.pem"))[1] == str(tmp_path / "ca.pem")
    assert conninfo_to_dict(over_tls(f"{WHERE}?application_name=me", tmp_path / "ca.pem"))["application_name"] == "me"


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_an_address_that_asks_for_tls_asks_for_all_of_it(mode):
    assert asked(over_tls(f"{WHERE}?sslmode={mode}")) == ("verify-full", "system")
    assert asked(over_tls(f"{WHERE}?sslmode={mode}&sslrootcert=/etc/ca.pem")) == ("verify-full", "/etc/ca.pem")


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
def test_an_address_that_asks_for_less_contradicts_a_ca_file(mode, tmp_path):
    assert over_tls(f"{WHERE}?sslmode={mode}") == f"{WHERE}?sslmode={mode}"
    with pytest.raises(ValueError, match=f"sslmode={mode}"):
        over_tls(f"{WHERE}?sslmode={mode}", tmp_path / "ca.pem")
    with pytest.raises(Fault, match="log-address"):
        DataFolder(tmp_path, {"pool": f"{WHERE}?sslmode={mode}"}, environment={"BUNDEL_LOG_CA_FILE": "x"}).log("pool")


def test_an_address_that_says_nothing_is_left_as_it_is():
    assert over_tls(WHERE) == WHERE


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"BUNDEL_NATS": "broker:4222"}, "give nats://"),
        ({"BUNDEL_NATS_CA_FILE": "ca"}, "does not begin with tls://"),
        ({"BUNDEL_LOG_CA_FILE": "ca", "BUNDEL_LOG": "sqlite:///x.db"}, "SQLite has no server"),
        ({"BUNDEL_LOG_CA_FILE": "ca", "BUNDEL_LOG": f"{WHERE}?sslmode=disable"}, "sslmode=disable"),
        ({"BUNDEL_LOG_CA_FILE": "/nowhere/ca.pem"}, "BUNDEL_LOG_CA_FILE: there is no file /nowhere/ca.pem"),
        ({"BUNDEL_NATS": "tls://b:1", "BUNDEL_NATS_CA_FILE": "/no/ca.pem"}, "BUNDEL_NATS_CA_FILE: there is no file"),
    ],
)
def test_settings_that_say_less_than_somebody_wants_stop_the_start(changed, why, tmp_path, monkeypatch):
    for name in ("password", "ca"):
        (tmp_path / name).write_text("x", "utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "parties.json").write_text("[]", "utf-8")
    given = {"BUNDEL_LOG": WHERE, "BUNDEL_NATS_PASSWORD_FILE": "password", "BUNDEL_HEALTH_PORT": "8402"}
    for name, value in (given | changed).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings, match=why):
        load_settings()
