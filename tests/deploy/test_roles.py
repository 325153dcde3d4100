"""Roles on a real server, made by the script of the containers: who may do what with a log, and who may not.

Its own server, for roles are of a whole server.
"""

import json
import os
import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import InsufficientPrivilege, RaiseException

from audit import unguarded
from cli.backups import placing
from deploy import migrate
from deploy.local import ROOT
from deploy.prepare import GROUPS, POSTGRES, prepare
from shared.log.eventlog import LogUnavailable, open_log
from shared.log.facts import LogGuarded
from shared.log.rebuilding import rebuild
from shared.parties import OPERATOR, SERVICES
from tests.cli.stand import Stand
from tests.conftest import server_of_wheel
from tests.delivery.stage import POOL, SETTLEMENT, story_arrivals, writer
from tests.delivery.test_intake import pool_asked
from tests.unit.audit.story import tell
from tests.unit.scenario import PARTIES

SCRIPT = ROOT / "deploy" / "postgres" / "databases.sql"
ROLES = ("", "_owner", "_reader", "_auditor")
UNGUARD = "DROP TRIGGER stored_events_change_refused ON stored_events"


class Databases:
    """A server with the databases and roles of compose, and their secrets."""

    def __init__(self, server, folder):
        self._server = server
        self._folder = folder
        self.secrets = folder / "secrets"

    def prepare(self):
        ours = dict.fromkeys(GROUPS, os.getgid())
        prepare(self.secrets, self._folder / "store", self._folder / "snapshots", PARTIES, ours)

    def run_script(self):
        """As in the container; but the secrets are where this server may read them."""
        with self.as_superuser("postgres") as connection:
            data = Path(connection.execute("SHOW data_directory").fetchone()[0])
        shutil.copytree(self.secrets / POSTGRES, data / POSTGRES, dirs_exist_ok=True)
        for path in (data / POSTGRES, *(data / POSTGRES).iterdir()):
            path.chmod(0o755)
        script = self._folder / "databases.sql"
        script.write_text(SCRIPT.read_text("utf-8").replace("/secrets/postgres/", f"{data}/{POSTGRES}/"), "utf-8")
        psql = [self._server.bin_path / "psql", self._server.get_uri(), "-v", "ON_ERROR_STOP=1", "-f", script]
        found = subprocess.run(psql, capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stderr

    def migrate(self):
        migrate.main({f"BUNDEL_LOG_{service.upper()}": self.url(f"{service}_owner", service) for service in SERVICES})

    def url(self, role, database=None):
        host = conninfo_to_dict(self._server.get_uri())["host"]
        return f"postgresql://{role}@/{database or role.partition('_')[0]}?host={host}"

    def as_role(self, role, database=None):
        return closing(psycopg.connect(self.url(role, database), autocommit=True))

    def as_superuser(self, database):
        return self.as_role("postgres", database)


@pytest.fixture(scope="module")
def databases(tmp_path_factory):
    """Made by the script, and nothing in them yet."""
    with server_of_wheel() as server:
        databases = Databases(server, tmp_path_factory.mktemp("roles"))
        databases.prepare()
        databases.run_script()
        yield databases


@pytest.fixture(scope="module")
def told(databases):
    """With something in pool's log, recorded by the service's own role."""
    databases.migrate()
    records_a_story(databases.url("pool"))
    return databases


def records_a_story(url):
    """Commands, and a message of another service: whatever a service records."""
    with closing(open_log(url)) as log:
        one = writer(log)
        one.commands(story_arrivals())
        one.consume("applications", [pool_asked(1)])
        one.close()


def states(databases, database="pool"):
    with databases.as_superuser(database) as connection:
        return connection.execute("SELECT * FROM stored_events ORDER BY notification_id").fetchall()


# The service


def test_a_service_makes_no_log_and_says_who_does(databases):
    with databases.as_superuser("pool") as connection:
        connection.execute("CREATE SCHEMA elsewhere")  # whatever was made before, here there is nothing
        for table in ("stored_events", "notification_tracking"):
            connection.execute(f"ALTER TABLE IF EXISTS {table} SET SCHEMA elsewhere")
        try:
            with pytest.raises(LogUnavailable, match=r"permission denied.*python -m deploy\.migrate"):
                open_log(databases.url("pool"))
        finally:
            for table in ("stored_events", "notification_tracking"):
                connection.execute(f"ALTER TABLE IF EXISTS elsewhere.{table} SET SCHEMA public")
            connection.execute("DROP SCHEMA elsewhere")


def test_a_service_may_do_all_that_it_does_and_does_not_own_its_log(told):
    assert len(states(told)) > 10
    with told.as_superuser("pool") as connection:
        owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tracked = connection.execute("SELECT application_name FROM notification_tracking").fetchall()
    assert owners == [("pool_owner",)]
    assert ("applications",) in tracked


LETS_PASS = "$$ BEGIN RETURN NULL; END $$"
CHANGES = {
    "update": "UPDATE stored_events SET state = 'x'",
    "delete": "DELETE FROM stored_events",
    "truncate": "TRUNCATE stored_events",
    "drop": "DROP TABLE stored_events",
    "drop the trigger": UNGUARD,
    "disable the trigger": "ALTER TABLE stored_events DISABLE TRIGGER ALL",
    "replace it": f"CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS {LETS_PASS}",
    "put in between": "INSERT INTO stored_events VALUES ('x', 1, 'x', 'x', 2)",
    "move the end": "SELECT setval('stored_events_notification_id_seq', 1)",
    "make a table": "CREATE TABLE another ()",
    "become the owner": "SET ROLE pool_owner",
}


@pytest.mark.parametrize("trigger", ["there", "gone"])
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["pool", "pool_reader", "pool_auditor"])
def test_nobody_but_the_owner_may_change_anything(told, role, change, trigger):
    """Also without a trigger: it has no right to."""
    with told.as_superuser("pool") as connection, connection.transaction(force_rollback=True):
        if trigger == "gone" and change != "drop the trigger":
            connection.execute(UNGUARD)
        connection.execute(f"SET LOCAL SESSION AUTHORIZATION {role}")
        with pytest.raises(InsufficientPrivilege):
            connection.execute(CHANGES[change])


def test_the_trigger_holds_for_the_owner(told):
    with told.as_role("pool_owner") as connection, pytest.raises(RaiseException, match="append-only"):
        connection.execute(CHANGES["delete"])


@pytest.mark.parametrize("role", ["pool_reader", "pool_auditor"])
def test_a_reader_reads_and_records_nothing(told, role):
    with told.as_role(role) as connection:
        assert connection.execute("SELECT count(*) FROM stored_events").fetchone()[0] == len(states(told))
        assert connection.execute("SELECT count(*) FROM notification_tracking").fetchone()[0]
        for table in ("stored_events (originator_id, originator_version)", "notification_tracking"):
            with pytest.raises(InsufficientPrivilege):
                connection.execute(f"INSERT INTO {table} VALUES ('x', 1)")


@pytest.mark.parametrize("role", [f"pool{suffix}" for suffix in ROLES])
def test_a_role_reaches_its_own_database_only(databases, role):
    for other in ("applications", "postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(databases.url(role, other))


# Making, and moving over


def rights(databases):
    with databases.as_superuser("pool") as connection:
        query = "SELECT relname, relacl::text, relowner FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        return connection.execute(f"{query} ORDER BY 1").fetchall()


def test_migrating_again_changes_nothing(told):
    before, logged = rights(told), states(told)
    told.run_script()
    told.migrate()
    assert (rights(told), states(told)) == (before, logged)


def test_rights_that_were_given_by_hand_are_taken_back(told):
    before = rights(told)
    with told.as_role("pool_owner") as connection:
        connection.execute("GRANT UPDATE, DELETE ON stored_events TO pool")
    assert rights(told) != before
    told.migrate()
    assert rights(told) == before


def test_what_is_gone_is_not_put_back_by_the_way(told, capsys):
    with told.as_superuser("pool") as connection:
        connection.execute(UNGUARD)
    told.migrate()
    assert "pool: changes are not refused: trigger stored_events_change_refused is gone" in capsys.readouterr().out
    with closing(open_log(told.url("pool"))) as log:
        assert unguarded(told.url("pool_auditor")) == ["stored_events_change_refused"]
        assert log.unguarded() == ["trigger stored_events_change_refused is gone"]
        assert not log.may_guard()
        with pytest.raises(LogUnavailable, match="permission denied"):
            log.guard()
    with closing(open_log(told.url("pool_owner"))) as log:
        assert log.unguarded() == ["trigger stored_events_change_refused is gone"]
        log.guard()
        assert log.unguarded() == []


def test_whoever_migrates_too_early_is_told_what_to_do_first(databases):
    with pytest.raises(SystemExit, match=r'applications is not ready: .*"nobody_owner" does not exist.*databases\.sql'):
        migrate.main({"BUNDEL_LOG_APPLICATIONS": databases.url("nobody_owner", "applications")})
    with pytest.raises(SystemExit, match="BUNDEL_LOG_APPLICATIONS names no database"):
        migrate.main({})


def test_an_installation_of_before_there_were_roles_moves_over(databases):
    """The service owned its database, made its own tables, and had one password with the operator."""
    databases.migrate()
    with databases.as_superuser("settlement") as connection:
        connection.execute("DROP OWNED BY settlement, settlement_reader, settlement_auditor")
        connection.execute("REASSIGN OWNED BY settlement_owner TO settlement")
        connection.execute("ALTER DATABASE settlement OWNER TO settlement")
        connection.execute("GRANT CONNECT ON DATABASE settlement TO settlement")
    with closing(open_log(databases.url("settlement"))) as log:
        assert log.may_guard()
        writer(log, SETTLEMENT)
    before = states(databases, "settlement")
    assert before
    databases.run_script()
    databases.migrate()
    assert states(databases, "settlement") == before
    with databases.as_role("settlement") as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(CHANGES["delete"])
    with closing(open_log(databases.url("settlement"))) as log:
        assert (log.unguarded(), log.may_guard()) == ([], False)
        writer(log, SETTLEMENT).allow("operator/jansen", LogGuarded((), "om te zien of het gaat"))
    assert len(states(databases, "settlement")) > len(before)


# What the operator does


@pytest.fixture
def operator(databases, broker, tmp_path):
    """`bundel` as a role of the databases; and a backup of a whole story."""
    stand = Stand(tmp_path / "data")
    secret = {"BUNDEL_OPERATOR_PASSWORD_FILE": str(broker.platform.data / "credentials" / OPERATOR)}
    story = {name: f"{name}={url}" for name, url in tell(tmp_path).items()}
    taken = stand("backup", tmp_path / "backups", *(f"--log={one}" for one in story.values()), "--json").json["backup"]

    def bundel(suffix, *arguments):
        logs = [f"--log={name}={databases.url(f'{name}{suffix}')}" for name in SERVICES]
        return stand(*arguments, *logs, "--nats", broker.url, "--json", **secret)

    return bundel, taken


def code_of(ended):
    return json.loads(ended.err)["error"]["code"]


def test_restoring_and_guarding_is_for_the_owner_and_all_else_for_a_reader(told, operator, monkeypatch, tmp_path):
    monkeypatch.setattr(placing, "LEAVES_SECONDS", 0.3)
    bundel, backup = operator
    assert code_of(bundel("_reader", "restore", backup, "--replace")) == "not-the-owner"
    with closing(open_log(told.url("pool"))):
        assert code_of(bundel("_owner", "restore", backup, "--replace")) == "log-in-use"
    restored = bundel("_owner", "restore", backup, "--replace")
    assert restored.code == 0, restored
    assert "set_aside_" in restored.json["kept"]["pool"]
    for suffix in ("_reader", "_auditor"):
        assert bundel(suffix, "verify").json["well"]
        assert bundel(suffix, "note").json["heads"]
        assert bundel(suffix, "backup", tmp_path / suffix).code == 0
    with told.as_superuser("pool") as connection:
        connection.execute(UNGUARD)
    decided = ("guard", "pool", "--operator", "jansen", "--reason", "Weggehaald bij een proef.")
    assert code_of(bundel("_reader", *decided)) == code_of(bundel("", *decided)) == "not-the-owner"
    assert [one["law"] for one in bundel("_auditor", "verify").json["problems"]] == ["log-unguarded"]
    assert bundel("_owner", *decided).json["missing"] == ["trigger stored_events_change_refused is gone"]
    assert bundel("_auditor", "verify").json["well"]
    with closing(open_log(told.url("pool"))) as log:
        assert log.last_of(LogGuarded.STREAM).by == "operator/jansen"
        writer(log, POOL).allow("operator/jansen", LogGuarded((), "De dienst kan na het terugzetten vastleggen."))
    with told.as_role("pool") as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(CHANGES["delete"])


def test_a_snapshot_is_made_anew_with_the_services_own_role(told, tmp_path):
    with closing(open_log(told.url("pool"))) as log:
        assert rebuild(POOL, log, tmp_path / "pool.snapshot").events > 10


def test_the_script_names_the_services_and_their_roles():
    script = SCRIPT.read_text("utf-8")
    assert re.findall(r"^\\connect (\w+)\nREASSIGN OWNED BY (\w+) TO (\w+);", script, re.MULTILINE) == [
        (service, service, f"{service}_owner") for service in SERVICES
    ]
