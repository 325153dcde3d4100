"""What is made up: the parties, what they agreed, and who puts in how much. The loans are in `loans`.

Every figure, name and day here and there is ours: no fund was copied, and no source gave a number.
"""

from datetime import date
from typing import Any, NamedTuple

from examples.narration import Words
from examples.stand import PARTIES
from shared.parties import Parties, Party, Role

FIRST_YEAR, LAST_YEAR = 2027, 2036
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 4), date(LAST_YEAR, 12, 31)
POOL, WHERE = "buurtfonds", "Spoorbuurt"
EXECUTIVE, COUNCIL, HOLDER, MUNICIPALITY = "college", "raad", "wijkteam", "welzijn"
GOALS = {"ontmoeten": "6.1", "groen": "5.7", "energie": "7.4", "werk": "6.5"}
"""What is lent for: by goal, the task field of Iv3 that the example gives it."""
SAFETY = "zekerheid"
"""The goal of the buffer. The mandate does not name it, so nothing is lent for it: the buffer stays in the pool."""
TASK_FIELDS = {**GOALS, SAFETY: "0.5"}
ENOUGH_CENTS = 500_000_00
"""The council's ceiling, and what the budget holder may have out at most."""
LIMIT_CENTS, FOUR_EYES_CENTS = 100_000_00, 20_000_00
"""What the budget holder decides at most, and above what the executive has to agree; that goes for losses as well."""


def _party(slug: str, name: str, number: int, role: Role, **fields: Any) -> Party:
    return Party(slug=slug, name=name, roles=frozenset({role}), oin=f"000000990000000{number}000", **fields)


REGISTER = Parties(
    [
        *PARTIES.values(),
        _party("waterbedrijf", "Drinkwaterbedrijf Bronbeek", 51, "zuil", own=False),
        _party("wijkbedrijf", "Wijkbedrijf Spoorbuurt", 52, "initiative"),
        _party("zonnecooperatie", "Coöperatie Zon op de Spoorbuurt", 53, "initiative"),
        _party("speeltuin", "Speeltuinvereniging De Wissel", 54, "initiative"),
        _party("buurthuis", "Stichting Buurthuis Het Sein", 55, "initiative"),
    ]
)
"""The parties of the demonstration, and five more that exist nowhere either."""


class Contribution(NamedTuple):
    """What one party pledges on a day, and puts in that day."""

    name: str
    party: str
    whose: Words
    on: date
    cents: int
    earmarks: tuple[str, ...]
    first_loss: bool = False


BUFFER, FULL_BUFFER_CENTS = "gemeente-buffer", 20_000_00
"""It bears what is lost on loans before others do. In a year that begins with less in it all interest is its income."""
CONTRIBUTIONS = (
    Contribution(
        "gemeente-1", MUNICIPALITY, Words("Gemeente", "Municipality"), date(2027, 1, 18), 120_000_00, (*GOALS,)
    ),
    Contribution(
        "woonstede-1",
        "woonstede",
        Words("Woningcorporatie", "Housing corporation"),
        date(2027, 2, 1),
        150_000_00,
        ("ontmoeten", "energie", "werk"),
    ),
    Contribution(
        "water-1",
        "waterbedrijf",
        Words("Waterbedrijf", "Water company"),
        date(2027, 3, 1),
        60_000_00,
        ("groen", "energie"),
    ),
    Contribution(
        BUFFER,
        MUNICIPALITY,
        Words("Gemeente, buffer", "Municipality, buffer"),
        date(2027, 3, 8),
        FULL_BUFFER_CENTS,
        (SAFETY,),
        first_loss=True,
    ),
    Contribution(
        "gemeente-2",
        MUNICIPALITY,
        Words("Gemeente, reserve", "Municipality, reserve"),
        date(2031, 2, 3),
        50_000_00,
        (*GOALS,),
    ),
)
RESERVE_YEAR = 2030
"""At the end of it the council makes the pool a reserve, and its frame longer."""
CARRIED_OVER = ("gemeente-1", BUFFER)
"""Those that end with each year unless the council carries them over; what comes after goes into a reserve."""
