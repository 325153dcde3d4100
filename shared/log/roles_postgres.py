"""Who may do what with a log on PostgreSQL, by the names of roles.

The owner, `<name>_owner`, makes tables and triggers and is used for nothing else. `<name>` records, `<name>_reader` and
`<name>_auditor` read; each of them gets its rights where it exists. An owner with another name has the database to
itself: then nobody else is granted anything.
"""

from typing import Any, Protocol

from psycopg import sql

OWNER, READER, AUDITOR = "_owner", "_reader", "_auditor"
SINCE = 17_00_00
"""The first version in which a role may lock a table that it may not change, which is how writers take turns."""

_TABLES = "stored_events, notification_tracking"
_READS = (
    "REVOKE ALL ON {tables} FROM {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT ON {tables} TO {role}",
)
_WRITES = (
    *_READS,
    "REVOKE ALL ON SEQUENCE stored_events_notification_id_seq FROM {role}",
    # Not the position: the database gives it, so that nothing is put in between.
    "GRANT INSERT (originator_id, originator_version, topic, state) ON stored_events TO {role}",
    "GRANT USAGE ON SEQUENCE stored_events_notification_id_seq TO {role}",
    "GRANT MAINTAIN ON stored_events TO {role}",
    "GRANT INSERT, UPDATE ON notification_tracking TO {role}",
)


class _Cursor(Protocol):
    def execute(self, query: Any, params: Any = None, /) -> Any: ...
    def fetchall(self) -> list[Any]: ...


def grant(cursor: _Cursor, owner: str) -> list[str]:
    """Give the other roles of this owner's log what they need, and nothing more; who they are. A repeat is the same."""
    if not owner.endswith(OWNER):
        return []
    name = owner.removesuffix(OWNER)
    rights = {name: _WRITES, f"{name}{READER}": _READS, f"{name}{AUDITOR}": _READS}
    cursor.execute("SELECT rolname AS role FROM pg_roles WHERE rolname = ANY(%s)", [list(rights)])
    there = sorted(row["role"] for row in cursor.fetchall())
    for role in there:
        for statement in rights[role]:
            cursor.execute(sql.SQL(statement).format(role=sql.Identifier(role), tables=sql.SQL(_TABLES)))
    return there
