"""Independent checks over the logs of the three services, by somebody who need not trust them.

    from audit import check, wait_for_rest

Knows the contract of `docs/messages.md` and `docs/auditor.md`, and shares no code with what it checks: the stored
bytes are read, parsed, replayed and judged here anew.
"""

from audit.checking import Findings, check
from audit.laws import Problem
from audit.reading import CannotRead
from audit.rest import wait_for_rest

__all__ = ["CannotRead", "Findings", "Problem", "check", "wait_for_rest"]
