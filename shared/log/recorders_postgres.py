"""A log on PostgreSQL, append-only. Imported only where there is one: the driver takes a tenth of a service's start.

Tables and trigger are made by the database's owner, in an empty database. Whoever finds them there needs no right to
make any: a service that may insert and read, or somebody who may only read.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any, cast

import psycopg
from eventsourcing import persistence as es
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresProcessRecorder
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import InsufficientPrivilege

from shared.log.recorders import Recorder
from shared.log.roles_postgres import grant

logging.getLogger("psycopg.pool").setLevel(logging.WARNING)  # the library silences why a database is not reached

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('bundel'))"
"""Two processes that make tables and trigger at once fail each other, for all IF NOT EXISTS and OR REPLACE."""
CONNECT_SECONDS = 2
"""So long is a connection waited for, and for a database that went away the pool does not try less and less often."""
_TRANSACTION_TIMEOUT = "SET transaction_timeout = '10s'"
_TRIGGER = "stored_events_change_refused"
_REFUSES = "BEGIN RAISE EXCEPTION 'the event log is append-only'; END"
_APPEND_ONLY_POSTGRES = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ {_REFUSES} $$;
DROP TRIGGER IF EXISTS {_TRIGGER} ON stored_events;
CREATE TRIGGER {_TRIGGER} BEFORE UPDATE OR DELETE OR TRUNCATE ON stored_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
_FIRST_THE_OWNER = (
    "There is no log in this database yet, and this role may not make one; its owner does: python -m deploy.migrate"
)
_BEFORE_CHANGES = 2 + 8 + 16 + 32
"""In the catalogue: before, on DELETE, UPDATE and TRUNCATE; for each statement."""
_FOUND = """
SELECT trigger.tgenabled IN ('O', 'A') AS enabled, trigger.tgtype AS type, function.prosrc AS body,
       trigger.tgqual IS NULL AND trigger.tgattr::text = '' AS always
FROM pg_trigger AS trigger JOIN pg_proc AS function ON function.oid = trigger.tgfoid
WHERE trigger.tgrelid = 'public.stored_events'::regclass AND trigger.tgname = %s
"""
_MADE = """
SELECT to_regclass('public.stored_events') IS NOT NULL
   AND to_regclass('public.notification_tracking') IS NOT NULL AS made
"""
_OURS = """
SELECT pg_has_role(relowner, 'USAGE') AS ours FROM pg_class WHERE oid = 'public.stored_events'::regclass
"""


class _PostgresDatastore(PostgresDatastore):
    """A process frozen inside a transaction must not lock out its successor.

    The library sets a time for idle transactions. It does not count while a pipeline is half sent, and that is how the
    library appends; since PostgreSQL 17 there is one that counts always.
    """

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        configure = super().after_connect_func()

        def after_connect(connection: Connection[Any]) -> None:
            configure(connection)
            if connection.info.server_version >= 17_00_00:
                connection.execute(_TRANSACTION_TIMEOUT)

        return after_connect


def _once(method: Any) -> Any:
    return method.__wrapped__


class _PostgresRecorder(PostgresProcessRecorder):
    """Each call is one attempt. The library makes ten, which hold a service for a minute while its database is away.

    Whoever calls tries again, and tells meanwhile that the log is away.
    """

    insert_events = _once(PostgresApplicationRecorder.insert_events)
    select_events = _once(PostgresApplicationRecorder.select_events)
    select_notifications = _once(PostgresApplicationRecorder.select_notifications)
    max_notification_id = _once(PostgresApplicationRecorder.max_notification_id)

    def first_of(self, streams: Sequence[str]) -> list[bytes]:
        query = "SELECT state FROM stored_events WHERE originator_version=1 AND originator_id = ANY(%s)"
        with self.datastore.get_connection() as connection:
            return [bytes(row["state"]) for row in connection.execute(query, [list(streams)], prepare=True)]

    def unguarded(self) -> list[str]:
        found = self._one(_FOUND, [_TRIGGER])
        if found is None:
            wrong = "gone"
        elif not found["enabled"]:
            wrong = "disabled"
        elif found["type"] == _BEFORE_CHANGES and found["always"] and found["body"].strip() == _REFUSES:
            return []
        else:
            wrong = "replaced"
        return [f"trigger {_TRIGGER} is {wrong}"]

    def may_guard(self) -> bool:
        found = self._one(_OURS)
        return found is not None and bool(found["ours"])

    def guard(self) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(_APPEND_ONLY_POSTGRES)

    def is_made(self) -> bool:
        """Whether there are tables."""
        found = self._one(_MADE)
        return found is not None and bool(found["made"])

    def make(self) -> None:
        """Make the tables; if they are empty, also what keeps them append-only. Only the owner may."""
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(_ONE_AT_A_TIME)
            self.create_table()
            if self.max_notification_id() is None and self.unguarded():
                cursor.execute(_APPEND_ONLY_POSTGRES)

    def grant(self) -> list[str]:
        """Give the other roles of this database their rights; who they are."""
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(_ONE_AT_A_TIME)
            return grant(cursor, cursor.connection.info.user)

    def _one(self, query: str, values: Sequence[object] = ()) -> dict[str, Any] | None:
        with self.datastore.get_connection() as connection:
            return connection.execute(query, values or None).fetchone()

    def close(self) -> None:
        self.datastore.close()


def _must_let_us_in(datastore: PostgresDatastore) -> None:
    """Why a server does not, it says once here: of a pool one only learns that there was no connection in time."""
    kwargs = cast("dict[str, Any]", datastore.pool.kwargs)
    try:
        psycopg.connect(**kwargs, connect_timeout=CONNECT_SECONDS).close()
    except psycopg.Error as error:
        raise es.OperationalError(str(error)) from error


def migrate(url: str, password: str) -> tuple[list[str], list[str]]:
    """As the owner: make what is missing, and grant what the other roles of the database need.

    Who they are; and what refuses changes and is gone, which is not put back.
    """
    recorder = _recorder(url, password)
    try:
        recorder.make()
        return recorder.grant(), recorder.unguarded()
    finally:
        recorder.close()


def postgres_recorder(url: str, password: str) -> Recorder:
    """The recorder in a database; a `password` goes before one in the address, which also says whether over TLS.

    In a database without a log its owner makes one. What refuses changes is made with an empty log, and never with one
    that has events: that it is gone is for somebody to see.
    """
    recorder = _recorder(url, password)
    try:
        _made(recorder)
    except BaseException:
        recorder.close()
        raise
    return cast("Recorder", recorder)


def _made(recorder: _PostgresRecorder) -> None:
    if recorder.is_made():
        recorder.datastore.register_type_adapters()
        if recorder.max_notification_id() is None and recorder.unguarded() and recorder.may_guard():
            recorder.make()
        return
    try:
        recorder.make()
        recorder.grant()
    except es.ProgrammingError as refused:
        if isinstance(refused.__cause__, InsufficientPrivilege):
            raise es.ProgrammingError(f"{refused}. {_FIRST_THE_OWNER}") from refused
        raise


def _recorder(url: str, password: str) -> _PostgresRecorder:
    where = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    datastore = _PostgresDatastore(
        dbname=where.get("dbname", "postgres"),
        host=where.get("host", ""),
        port=where.get("port", "5432"),
        user=where.get("user", "postgres"),
        password=password or where.get("password", ""),
        originator_id_type="text",
        pool_size=2,
        connect_timeout=CONNECT_SECONDS,
        idle_in_transaction_session_timeout=10,
    )
    datastore.pool.reconnect_timeout = CONNECT_SECONDS
    assert isinstance(datastore.pool.kwargs, dict), "the library's own"
    datastore.pool.kwargs.update({name: value for name, value in where.items() if name.startswith("ssl")})
    _must_let_us_in(datastore)
    return _PostgresRecorder(datastore)
