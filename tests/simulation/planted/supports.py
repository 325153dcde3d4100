"""Planted where money for one goal is used for another."""

from tests.simulation.planted.bug import Bug, Edit

SUPPORTS = (
    Bug(
        name="a support lets through without end",
        file="services/pool/holds/decisions/ways.py",
        old='state.holds.supported.get(f"{pool}/{name}", 0) + more.get(name, 0)',
        new="more.get(name, 0)",
        thought="What is left of it is the most less what this one takes.",
        within=100,
    ),
    Bug(
        name="holds that move at once have the room of a support each",
        file="services/pool/holds/decisions/rebacking.py",
        old="(*given_back, *reservation.under), taken)",
        new="reservation.under)",
        thought="The state says how much goes under it.",
        within=1500,
    ),
    Bug(
        name="a support stands before all have consented",
        file="services/pool/supports/decisions.py",
        old="    if {*parties} <= {*found.consented, by}:\n",
        new="    if len(found.consented) + 1 >= 2:\n",
        thought="It takes two to agree.",
        within=100,
    ),
    Bug(
        name="a support that was ended goes on",
        file="services/pool/supports/state.py",
        old="        return self.ended or self.proposed.ends_on < today\n",
        new="        return self.proposed.ends_on < today\n",
        beside=(
            Edit(
                "services/pool/supports/state.py",
                "        pool.for_goal[proposed.to_goal].remove(proposed.support)\n",
                "        pass\n",
            ),
        ),
        thought="It was agreed until its last day.",
        within=100,
    ),
    Bug(
        name="what was held under a support is committed by its earmarks",
        file="services/pool/holds/decisions/reservations.py",
        old="postings, reservation.under)",
        new="postings)",
        thought="The attribution says it all.",
        within=50,
    ),
    Bug(
        name="own public money moves without the council",
        file="services/pool/supports/decisions.py",
        old="    if terms.budget_change:\n",
        new="    if terms.evidence:\n",
        thought="They told why.",
        within=100,
    ),
    Bug(
        name="anybody ends a support",
        file="services/pool/supports/decisions.py",
        old='        return _not_yours(support, parties, "ends")\n',
        new="        parties = (*parties, by)\n",
        thought="The contributors are told who it was.",
        within=100,
    ),
    Bug(
        name="a new budget holder consents to what its predecessor proposed, without being asked",
        file="services/pool/supports/decisions.py",
        old="    return _concerned(pool, [pledged[name] for name in support.proposed.contributions])\n",
        new="    of = [pledged[name] for name in support.proposed.contributions]\n"
        "    return tuple(dict.fromkeys((*(one.contributor for one in of), support.proposed.proposed_by)))\n",
        thought="Who proposed it is party to it.",
        within=400,
    ),
)
