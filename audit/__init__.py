"""Independent checks over the logs of the three services, by somebody who need not trust them.

    from audit import check, wait_for_rest

Knows the contract of `docs/messages.md` and `docs/auditor.md`, and shares no code with what it checks: the stored
bytes are read, parsed, replayed and judged here anew. It imports the standard library, msgspec, psycopg and rich, and
nothing of this project.

`reading` makes one history of rows; `facts` declares what may be in it, each fact once; `known` is what they amount
to; `laws` judge each event by what is known; `report` says what was found.
"""

from audit.checking import check, check_one
from audit.laws.law import Problem
from audit.reading.guards import unguarded
from audit.reading.rest import wait_for_rest
from audit.reading.rows import CannotRead, Row
from audit.report.findings import Findings, OneLog
from audit.report.tables import told

__all__ = [
    "CannotRead",
    "Findings",
    "OneLog",
    "Problem",
    "Row",
    "check",
    "check_one",
    "told",
    "unguarded",
    "wait_for_rest",
]
