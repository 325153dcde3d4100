"""Whether a database refuses changes of events: by triggers, which whoever may alter tables can take away."""

import re
from typing import Any

from audit.reading.rows import POSTGRES, SQLITE, connected, readable

REFUSES = "RAISE EXCEPTION 'the event log is append-only'"
_ON_SQLITE = re.compile(
    r"CREATE TRIGGER (\S+) BEFORE (UPDATE|DELETE) ON stored_events BEGIN SELECT RAISE\(ABORT, '[^']*'\); END"
)
_IN_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'stored_events'"
_IN_POSTGRES = """
SELECT trigger.tgname, trigger.tgenabled IN ('O', 'A') AND trigger.tgqual IS NULL AND trigger.tgattr::text = '',
       trigger.tgtype, function.prosrc
FROM pg_trigger AS trigger JOIN pg_proc AS function ON function.oid = trigger.tgfoid
WHERE trigger.tgrelid = 'stored_events'::regclass
"""
_BEFORE_DELETE_UPDATE_TRUNCATE = 2 | 8 | 16 | 32
"""As the catalogue counts it, for each statement."""


def unguarded(address: str) -> list[str]:
    """The triggers that should refuse changes of the log at this address, and do not; empty if all do.

    Raises CannotRead where the database does not tell.
    """
    if not address.startswith((SQLITE, *POSTGRES)):
        raise ValueError(f"a log is at sqlite:///<path> or postgresql://…, not at {address}")
    with readable(), connected(address) as connection:
        return _missing_in_sqlite(connection) if address.startswith(SQLITE) else _missing_in_postgres(connection)


def _missing_in_sqlite(connection: Any) -> list[str]:
    found = [_ON_SQLITE.fullmatch(" ".join(str(sql).split())) for _, sql in connection.execute(_IN_SQLITE).fetchall()]
    refused = {one[2] for one in found if one}
    return [f"stored_events_{verb}_refused" for verb in ("UPDATE", "DELETE") if verb not in refused]


def _missing_in_postgres(connection: Any) -> list[str]:
    for _, always, when, body in connection.execute(_IN_POSTGRES).fetchall():
        does = " ".join(body.split())
        if always and when == _BEFORE_DELETE_UPDATE_TRUNCATE and does == f"BEGIN {REFUSES}; END":
            return []
    return ["stored_events_change_refused"]
