"""Bugs to plant, one at a time, in a copy: each what somebody tired might write, and let through. For `drill.py`."""

from tests.simulation.planted.advances import ADVANCES
from tests.simulation.planted.applications import APPLICATIONS, FORMS
from tests.simulation.planted.by_others import BY_OTHERS
from tests.simulation.planted.changes import CHANGES
from tests.simulation.planted.covenants import COVENANTS
from tests.simulation.planted.determinations import DETERMINATIONS
from tests.simulation.planted.loans import LOANS
from tests.simulation.planted.pools import CEILINGS, CORRECTIONS, POOL
from tests.simulation.planted.recording import BOOK_DATES, LAGGING, WRITER
from tests.simulation.planted.remembering import PARTIES, SNAPSHOT
from tests.simulation.planted.returns import RETURNS
from tests.simulation.planted.set_aside import SET_ASIDE
from tests.simulation.planted.settlement import SETTLEMENT
from tests.simulation.planted.supports import SUPPORTS
from tests.simulation.planted.taking import ANSWERS, INTAKE
from tests.simulation.planted.tasks import TASKS
from tests.simulation.planted.telling import CLIENT, RELAY
from tests.simulation.planted.terms import TERMS
from tests.simulation.planted.year_end import YEAR_END

BUSINESS = (
    *POOL,
    *SET_ASIDE,
    *COVENANTS,
    *SUPPORTS,
    *TASKS,
    *YEAR_END,
    *RETURNS,
    *CEILINGS,
    *CORRECTIONS,
    *FORMS,
    *APPLICATIONS,
    *SETTLEMENT,
    *LOANS,
    *TERMS,
    *DETERMINATIONS,
    *ADVANCES,
    *CHANGES,
)
UNGUARDED = tuple(bug.without_guard() for bug in BUSINESS if bug.overdraws)
"""The same bugs again: the audit is no part of the writer, and must not need its guard."""

PLANTED = (
    *INTAKE,
    *WRITER,
    *PARTIES,
    *SNAPSHOT,
    *RELAY,
    *ANSWERS,
    *BUSINESS,
    *BY_OTHERS,
    *UNGUARDED,
    *CLIENT,
    *LAGGING,
    *BOOK_DATES,
)
