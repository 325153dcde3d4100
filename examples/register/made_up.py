"""A made-up register in the shape of a real one: for whoever has no register at hand.

Nobody and nothing in it exists. Counts and spreads are those of Amsterdam's register of 2016: how many applicants asked
how many zuilen, how much they asked, how often they got all, a part or nothing. The names, and who asked what, are not:
they are drawn by a fixed seed, so that every run has the same register.
"""

import json
import math
import random
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

MAPPING = Path(__file__).with_name("made-up.toml")
SEED = 2016

Row: TypeAlias = dict[str, str | int]
Outcome: TypeAlias = str
FULL, PART, NONE = "full", "part", "none"

ZUIL_ROWS = (354, 228, 187, 142, 142, 133, 130, 129, 116, 101, 73, 71, 65, 62, 62, 57, 50, 44, 40, 39, 37, 36, 29, 29,
             24, 23, 22, 21, 18, 17, 16, 15, 15, 15, 13, 12, 10, 10, 10, 10, 8, 8, 7, 6, 6, 6, 6, 5, 4, 4, 4, 3, 3,
             2, 2, 2, 2, 2, 1, 1, 1, 1)  # fmt: skip
"""How many requests each zuil got, the busiest first."""
ORGANISATIONS, THEMES = 15, 14
PRIVATE = 444
"""Requests of anonymous private persons."""
ROWS_OF_APPLICANTS = {1: 687, 2: 190, 3: 67, 4: 54, 5: 21, 6: 23, 7: 13, 8: 8, 9: 6, 10: 2, 11: 5, 12: 2, 13: 1, 16: 1,
                      21: 1, 26: 1, 33: 1, 45: 1, 58: 1}  # fmt: skip
"""How many applicants sent so many requests."""
ZUILEN_OF_APPLICANTS = {1: 862, 2: 143, 3: 28, 4: 17, 5: 13, 6: 8, 7: 4, 8: 3, 9: 1, 10: 3, 12: 1, 13: 1, 14: 1}
"""How many applicants asked so many zuilen."""
OF_SEVERAL = {FULL: 43, PART: 112, NONE: 68}
"""Of those who asked several zuilen: who got all of it, who was refused by at least one, and the others."""


class Spread(NamedTuple):
    """What one kind of applicant asked and got."""

    euros: tuple[int, ...]
    """What was asked, at equal steps from the least to the most."""
    outcomes: dict[Outcome, int]
    parts: tuple[int, ...]
    """Of those who got a part: how many percent, in the same way."""


PRIVATE_PERSONS = Spread(
    (99, 359, 499, 500, 785, 1000, 1250, 1611, 2000, 2015, 2680, 3000, 3540, 4000, 4500, 4995, 5000, 5325, 9000, 15000,
     90000),
    {FULL: 214, PART: 117, NONE: 113},
    (14, 28, 45, 53, 60, 69, 71, 77, 80, 88, 97),
)  # fmt: skip
ONE_ZUIL = Spread(
    (225, 1450, 2600, 4000, 5000, 5342, 7500, 9810, 11500, 14810, 17000, 20000, 23690, 29000, 37504, 50000, 65000,
     87520, 136344, 318000, 7823000),
    {FULL: 663, PART: 340, NONE: 177},
    (2, 33, 49, 50, 58, 67, 75, 82, 91, 96, 99),
)  # fmt: skip
SEVERAL_ZUILEN = Spread(
    (85, 2000, 3960, 5000, 7000, 10000, 13084, 17150, 20000, 25000, 29900, 35000, 41898, 50000, 64500, 85000, 123677,
     190120, 392058, 1222376, 48950340),
    {FULL: 621, PART: 282, NONE: 164},
    (1, 39, 50, 62, 73, 81, 88, 93, 96, 97, 99),
)  # fmt: skip


def write(path: Path) -> None:
    """The register as a file, to be read as any other."""
    path.write_text(json.dumps(rows(), ensure_ascii=False), "utf-8")


def rows() -> list[Row]:
    """Every row, sorted by applicant as the real one is."""
    chance = random.Random(SEED)
    zuilen = _zuilen(chance)
    sizes = zip(_repeated(ZUILEN_OF_APPLICANTS), _repeated(ROWS_OF_APPLICANTS), strict=True)
    applicants = [(f"Verzonnen initiatief {number:04}", *size) for number, size in enumerate(sizes, 1)]
    several = iter(_shuffled(OF_SEVERAL, chance))
    single = _endless(ONE_ZUIL.outcomes, chance)
    found = [
        row
        for name, asked, count in applicants
        for row in (
            _of_several(name, asked, count, next(several), zuilen, chance)
            if asked > 1
            else _of_one(name, count, zuilen, single, chance)
        )
    ]
    of_private = [*zuilen, *(_any(zuilen, chance) for _ in range(PRIVATE - len(zuilen)))]  # each is asked by somebody
    private = (
        _row("(Particulier)", zuil, outcome, PRIVATE_PERSONS, chance)
        for zuil, outcome in zip(of_private, _shuffled(PRIVATE_PERSONS.outcomes, chance), strict=True)
    )
    return sorted(chain(private, found), key=lambda row: row["Naam"])


def _zuilen(chance: random.Random) -> list[tuple[str, str]]:
    """As many pairs of organisation and theme as there are zuilen; no two the same."""
    pairs = [
        (f"Verzonnen dienst {organisation + 1}", f"Thema {theme + 1}")
        for organisation in range(ORGANISATIONS)
        for theme in range(THEMES)
    ]
    first = [pairs[number % ORGANISATIONS * THEMES + number % THEMES] for number in range(ORGANISATIONS)]
    others = [pair for pair in pairs if pair not in first]
    return first + chance.sample(others, len(ZUIL_ROWS) - len(first))


def _any(zuilen: Sequence[tuple[str, str]], chance: random.Random) -> tuple[str, str]:
    """The busier a zuil, the more likely."""
    return chance.choices(zuilen, ZUIL_ROWS)[0]


def _of_one(
    name: str, count: int, zuilen: Sequence[tuple[str, str]], outcomes: Iterator[Outcome], chance: random.Random
) -> list[Row]:
    zuil = _any(zuilen, chance)
    return [_row(name, zuil, next(outcomes), ONE_ZUIL, chance) for _ in range(count)]


def _of_several(
    name: str, asked: int, count: int, got: Outcome, zuilen: Sequence[tuple[str, str]], chance: random.Random
) -> list[Row]:
    """`got`: everything, refused by at least one zuil, or neither of both."""
    chosen: list[tuple[str, str]] = []
    while len(chosen) < asked:
        if (zuil := _any(zuilen, chance)) not in chosen:
            chosen.append(zuil)
    of_rows = [*chosen, *(chance.choice(chosen) for _ in range(count - asked))]
    usual = SEVERAL_ZUILEN.outcomes if got == NONE else {FULL: 3, PART: 2}
    outcomes = [FULL if got == FULL else chance.choices([*usual], [*usual.values()])[0] for _ in of_rows]
    if got == NONE:
        outcomes = [NONE if zuil == chosen[0] else each for zuil, each in zip(of_rows, outcomes, strict=True)]
    elif got == PART:
        outcomes[0] = PART
    return [_row(name, zuil, each, SEVERAL_ZUILEN, chance) for zuil, each in zip(of_rows, outcomes, strict=True)]


def _row(name: str, zuil: tuple[str, str], outcome: Outcome, spread: Spread, chance: random.Random) -> Row:
    asked = round(math.exp(_drawn([math.log(euros) for euros in spread.euros], chance)))
    part = min(max(round(asked * _drawn(spread.parts, chance) / 100), 1), max(asked - 1, 1))
    granted = {FULL: asked, PART: part, NONE: 0}[outcome]
    return {"Naam": name, "Organisatie": zuil[0], "Thema": zuil[1], "Aangevraagd": asked, "Verleend": granted}


def _drawn(steps: Sequence[float], chance: random.Random) -> float:
    """A number that lies between any two neighbouring steps as often as between any other two.

    Few of those in the last step come near the most, which is one request of thousands.
    """
    place = chance.random() * (len(steps) - 1)
    below = int(place)
    share = place - below
    if below == len(steps) - 2:
        share **= 3
    return steps[below] + (steps[below + 1] - steps[below]) * share


def _repeated(counts: dict[int, int]) -> list[int]:
    return [size for size, times in sorted(counts.items()) for _ in range(times)]


def _shuffled(counts: dict[Outcome, int], chance: random.Random) -> list[Outcome]:
    found = [outcome for outcome, times in counts.items() for _ in range(times)]
    chance.shuffle(found)
    return found


def _endless(counts: dict[Outcome, int], chance: random.Random) -> Iterator[Outcome]:
    while True:
        yield from _shuffled(counts, chance)
