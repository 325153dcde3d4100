"""Planted where a contribution's year ends."""

from tests.simulation.planted.bug import Bug

YEAR_END = (
    Bug(
        name="what comes after the last day is free",
        file="services/pool/chart.py",
        old="    return (LAPSED if lapsed.has_lapsed(pool, contribution) else FREE)(pool, contribution)\n",
        new="    return FREE(pool, contribution)\n",
        thought="Money that comes in is free.",
        within=200,
    ),
    Bug(
        name="money of others lapses as well",
        file="services/pool/pledges/decisions/offering.py",
        old="(counts_for_ceiling and pool.reserve is None)\n",
        new="pool.reserve is None\n",
        thought="A year is a year.",
        within=50,
    ),
    Bug(
        name="a reserve lapses",
        file="services/pool/pledges/decisions/offering.py",
        old="(counts_for_ceiling and pool.reserve is None)\n",
        new="counts_for_ceiling\n",
        thought="Own money lapses.",
        within=50,
    ),
    Bug(
        name="a contribution lapses on its last day",
        file="services/pool/year_end/topic.py",
        old="(day + timedelta(days=1), what)",
        new="(day, what)",
        thought="It says until that day.",
        within=400,
    ),
    Bug(
        name="what lapses counts for the day after",
        file="services/pool/year_end/topic.py",
        old="    books_on=_last_day,\n",
        new="",
        thought="That is when it happens.",
        within=400,
    ),
    Bug(
        name="what has lapsed is carried over after all",
        file="services/pool/year_end/decisions.py",
        old="    if standing < today or contribution in state.year_end.ended_of(pool):\n",
        new="    if not state.year_end.last_days:\n",
        thought="The council may do what it likes.",
        within=800,
    ),
)
