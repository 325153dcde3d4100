"""Who plays in `story`, and what all of them write: asks and forms."""

import contextlib

SLUGS = (
    "college", "gemeente", "welzijn", "groen", "wijkteam", "participatie", "uitkeringen", "economie", "woonstede",
    "repaircafe", "de-moestuin", "kenniscentrum",
)  # fmt: skip
LONG = "2099-03-01T12:00:00+01:00"
"""Nothing that stays open falls due."""


class Players(dict):
    """Partners by slug, also as attributes: `players.welzijn`."""

    def __getattr__(self, slug):
        return self[slug.replace("_", "-")]


@contextlib.asynccontextmanager
async def cast(stage):
    """All parties that play, connected."""
    async with stage.partners(*SLUGS) as partners:
        yield Players(zip(SLUGS, partners, strict=True))


def an_ask(name, funder, **lines):
    return {
        "ask": name,
        "funder": funder,
        "instrument": "grant",
        "lines": [{"goal": goal, "cents": cents} for goal, cents in lines.items()],
    }


def a_form(name, *asks, other_money, decide_by=LONG, **more):
    cents = sum(line["cents"] for each in asks for line in each["lines"])
    return {
        "application": name,
        "purpose": f"Wat {name} doet voor de buurt",
        "neighbourhood": "Stationskwartier",
        "results": [{"indicator": "Bezoekers in een week", "unit": "personen", "target": "80", "goal": "ontmoeten"}],
        "costs": [{"what": f"Alles bij elkaar voor {name}", "cents": cents + sum(m["cents"] for m in other_money)}],
        "asks": list(asks),
        "other_money": other_money,
        "hours": [{"who": "Vrijwilligers van het repaircafé", "hours": 900}],
        "expected_savings": [],
        "term": "structural",
        "decide_by": decide_by,
        **more,
    }


async def asked(holder, ask, pool="buurthuis", revision=1):
    """Wait until the pool has heard of the ask."""
    known = (ask, revision)
    await holder.awaits(
        lambda answer: any((each["ask"], each["revision"]) == known for each in answer["asks"]),
        "pool",
        "asks",
        pool=pool,
    )
