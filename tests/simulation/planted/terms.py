"""Bugs to plant in the terms on which the rest of a loan or a claim is owed."""

from tests.simulation.planted.bug import Bug

_DECISIONS = "services/settlement/loans/decisions"

TERMS = (
    Bug(
        name="what was due stays due on other terms",
        file=f"{_DECISIONS}/schedule.py",
        old="        outstanding_cents=before.principal_left_cents,\n        due_cents=0,\n",
        new="",
        thought="What fell due fell due.",
        within=400,
    ),
    Bug(
        name="the level of an annuity outlives it",
        file=f"{_DECISIONS}/schedule.py",
        old="        level_cents=0,\n    )\n    return _levelled(new, again)",
        new="    )\n    return _levelled(new, again)",
        thought="Where there is no annuity nobody looks at its level.",
        within=400,
    ),
    Bug(
        name="interest of before is by the new rate",
        file=f"{_DECISIONS}/schedule.py",
        old="divmod(_accrued(terms, before, on), cent(terms.day_count))\n    again",
        new="divmod(_accrued(new, before, on), cent(terms.day_count))\n    again",
        thought="From now on it is this rate.",
        within=400,
    ),
    Bug(
        name="other terms are forgotten when the loan is counted anew",
        file="services/settlement/loans/state.py",
        old='            loan.moves = (*loan.moves, Move(fact.decided_on, "terms", 0, 0, fact.terms))\n',
        new="",
        thought="They stand with the loan.",
        within=400,
    ),
    Bug(
        name="the timers go on by the terms of before",
        file="services/settlement/loans/state.py",
        old="            loan.terms = fact.terms\n",
        new="",
        thought="The moves have them.",
        within=800,
    ),
    Bug(
        name="a second yes is to any terms",
        file=f"{_DECISIONS}/approvals.py",
        old="    if (*asked, waiting.terms) == (principal_cents, interest_cents, terms):",
        new="    if asked == (principal_cents, interest_cents):",
        thought="They agreed to so much.",
        within=1500,
    ),
)
