"""The password of a log stands in a file of its own, not in an address or the environment."""

import re
import time
from pathlib import Path

import psycopg
import pytest

from shared.log.eventlog import open_log
from shared.running.settings import WrongSettings, load_settings
from tests.conftest import taken

ROLE = "asked_for_its_password"


def made_to_show(administrator, password):
    """A role that may do everything in this database, once it has shown its password. Returns what undoes that."""
    name = administrator.info.dbname
    administrator.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{password}'")
    administrator.execute(f"GRANT ALL ON DATABASE {name} TO {ROLE}")
    administrator.execute(f"GRANT ALL ON SCHEMA public TO {ROLE}")
    rules = Path(administrator.execute("SHOW hba_file").fetchone()[0])
    before = rules.read_text("utf-8")
    rules.write_text(f"local all {ROLE} scram-sha-256\nhost all {ROLE} all scram-sha-256\n{before}", "utf-8")
    administrator.execute("SELECT pg_reload_conf()")

    def undo():
        rules.write_text(before, "utf-8")
        administrator.execute("SELECT pg_reload_conf()")
        administrator.execute(f"DROP OWNED BY {ROLE}")
        administrator.execute(f"DROP ROLE {ROLE}")

    return undo


def refused_without(url):
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return True
    return False


@pytest.fixture
def guarded_log(postgres_of_wheel):
    """The address, without a password, of an empty database of which one role must show its password: "geheim"."""
    with taken(postgres_of_wheel) as url, psycopg.connect(url, autocommit=True) as administrator:
        undo = made_to_show(administrator, "geheim")
        guarded = re.sub(r"//[^@]*@", f"//{ROLE}@", url)
        until = time.monotonic() + 10
        while not refused_without(guarded):
            assert time.monotonic() < until, "the server takes anybody"
            time.sleep(0.02)
        yield guarded
        undo()


@pytest.mark.parametrize("in_the_address", ["", ":another"])
def test_a_log_is_opened_with_the_password(guarded_log, in_the_address):
    log = open_log(guarded_log.replace("@", f"{in_the_address}@", 1), "geheim")
    assert log.head() is None
    log.close()


@pytest.fixture
def file(tmp_path):
    def write(name, text):
        (tmp_path / name).write_text(text, "utf-8")
        return str(tmp_path / name)

    return write


@pytest.fixture
def environment(monkeypatch, file):
    def settings(**changed):
        given = {
            "BUNDEL_LOG": "postgresql://pool@postgres/pool",
            "BUNDEL_NATS_PASSWORD_FILE": file("broker", "abc"),
            "BUNDEL_HEALTH_PORT": "8402",
        }
        for name, value in (given | changed).items():
            monkeypatch.setenv(name, value)
        return load_settings()

    return settings


def test_the_password_is_what_the_file_holds(environment, file):
    settings = environment(BUNDEL_LOG_PASSWORD_FILE=file("database", "geheim van pool\n"))
    assert settings.log_password == "geheim van pool"
    assert "geheim" not in repr(settings)


def test_without_a_file_there_is_none(environment):
    assert environment().log_password == ""


def test_a_missing_file_stops_the_start_and_is_named(environment, tmp_path):
    with pytest.raises(WrongSettings, match=r"BUNDEL_LOG_PASSWORD_FILE: there is no file .*/gone that"):
        environment(BUNDEL_LOG_PASSWORD_FILE=str(tmp_path / "gone"))


def test_a_folder_is_no_password(environment, tmp_path):
    with pytest.raises(WrongSettings, match="BUNDEL_LOG_PASSWORD_FILE"):
        environment(BUNDEL_LOG_PASSWORD_FILE=str(tmp_path))
