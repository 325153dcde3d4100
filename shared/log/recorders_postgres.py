"""A log on PostgreSQL, append-only. Imported only where there is one: the driver takes a tenth of a service's start."""

import logging
from collections.abc import Callable, Sequence
from typing import Any, cast

from eventsourcing.postgres import PostgresDatastore, PostgresProcessRecorder
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict

from shared.log.recorders import Recorder

logging.getLogger("psycopg.pool").setLevel(logging.WARNING)  # the library silences why a database is not reached

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('bundel'))"
"""Two processes that make tables and trigger at once fail each other, for all IF NOT EXISTS and OR REPLACE."""
_TRANSACTION_TIMEOUT = "SET transaction_timeout = '10s'"
_APPEND_ONLY_POSTGRES = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$;
CREATE OR REPLACE TRIGGER stored_events_change_refused BEFORE UPDATE OR DELETE OR TRUNCATE ON stored_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
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


class _PostgresRecorder(PostgresProcessRecorder):
    def first_of(self, streams: Sequence[str]) -> list[bytes]:
        query = "SELECT state FROM stored_events WHERE originator_version=1 AND originator_id = ANY(%s)"
        with self.datastore.get_connection() as connection:
            return [bytes(row["state"]) for row in connection.execute(query, [list(streams)], prepare=True)]

    def close(self) -> None:
        self.datastore.close()


def postgres_recorder(url: str, password: str) -> Recorder:
    """The recorder in a database; a `password` goes before one in the address."""
    where = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    datastore = _PostgresDatastore(
        dbname=where.get("dbname", "postgres"),
        host=where.get("host", ""),
        port=where.get("port", "5432"),
        user=where.get("user", "postgres"),
        password=password or where.get("password", ""),
        originator_id_type="text",
        pool_size=2,
        idle_in_transaction_session_timeout=10,
    )
    recorder = _PostgresRecorder(datastore)
    with datastore.transaction(commit=True) as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        recorder.create_table()
        cursor.execute(_APPEND_ONLY_POSTGRES)
    return cast("Recorder", recorder)
