"""Of the story: money for one goal is used for another, by supports; agreed, awaited by a new budget holder, ended."""

PARK = "park"


def support(hands, pool, open_pool, mandate, contribute):
    """A pool whose money is for meeting only, and pays for what is green."""
    open_pool(hands, pool)
    mandate(hands, pool, automatic=True)
    contribute(hands, "welzijn", pool, "welzijn-park", 2_000, ["ontmoeten"], "wijkteam")
    contribute(hands, "wijkteam", pool, "wijkteam-park", 100, ["ontmoeten"], "wijkteam")
    _propose(hands, "wijkteam", "samen-groen", ["welzijn-park"], max_cents=600)
    _propose(hands, "welzijn", "wacht-nog", ["welzijn-park"], max_cents=50)
    _propose(hands, "wijkteam", "eigen-groen", ["wijkteam-park"], max_cents=70)
    hands.must("college", hands.pool, "hand-over", pool=pool, budget_holder="gemeente")
    _consent(hands, "welzijn", "samen-groen")
    _consent(hands, "gemeente", "samen-groen")
    _end(hands, "gemeente", "wacht-nog")


def stop(hands):
    """What is held and committed under it stays."""
    _end(hands, "welzijn", "samen-groen")


def _propose(hands, party, name, contributions, *, max_cents):
    hands.must(
        party,
        hands.pool,
        "propose-support",
        pool=PARK,
        support=name,
        contributions=contributions,
        from_goal="ontmoeten",
        to_goal="groen",
        max_cents=max_cents,
        starts_on="2026-01-01",
        ends_on="2026-12-31",
        evidence="Wie in het park werkt, heeft minder begeleiding nodig",
        budget_change="Raadsbesluit 2026-17",
    )


def _consent(hands, party, name):
    hands.must(party, hands.pool, "consent-to-support", pool=PARK, support=name)


def _end(hands, party, name):
    hands.must(party, hands.pool, "end-support", pool=PARK, support=name, reason="Zelf nodig")
