"""Who lives in a town: its pools and their terms, its funders, its applicants. Drawn by chance, or laid down."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

GOALS = ("groen", "werk", "ontmoeten")
TASK_FIELDS = {"groen": "5.7", "werk": "6.5", "ontmoeten": "6.1"}

COUNCIL = "raad"
EXECUTIVE = "college"
VERIFIER = "kenniscentrum"
STRANGER = "participatie"
"""Whose name another organisation is given now and then, where the town has a hand on the register."""
MEDDLER = "economie"
AUDITOR = "rekenkamer"
BENEFIT_HOLDER = "uitkeringen"
HOLDERS = ("wijkteam", "welzijn", "groen")
CONTRIBUTORS = ("groen", "welzijn", "uitkeringen", "wijkteam", "woonstede")
OTHERS = ("woonstede",)
"""Whose money is not the own municipality's."""
ZUILEN = ("zuil-meel", "zuil-eieren", "zuil-suiker", "woonstede", "groen", "welzijn")
APPLIES_TOO = "woonstede"
"""A zuil that is an initiative as well."""
APPLICANTS = ("buurttuin", "bakkerscollectief")


@dataclass(frozen=True)
class Terms:
    """What a pool begins with: who decides for it, and how far that party may go."""

    holder: str
    automatic: bool
    limit_cents: int
    four_eyes: int | None = None
    second: str = ""
    changes_hands: bool = False


TIGHT, OWN_CASE, LATE, ENDING = "tight", "own case", "late", "ending"
THEMES = ("", "", "", TIGHT, OWN_CASE, LATE, LATE, ENDING)
"""What a town has more of than others: ceilings and totals that are soon reached, and second yeses; budget holders who
apply to their own pool; money that comes after its last day; pools that are to be closed.
"""
WAITING = "second yes"
"""A theme that takes the place of none: first yeses wait long for the second, and what they ask is thought over."""


@dataclass(frozen=True)
class Plan:
    """A town before anything happens."""

    pools: Mapping[str, Terms]
    contributors: tuple[str, ...]
    zuilen: tuple[str, ...]
    applicants: tuple[str, ...]
    theme: str = ""
    lasts: bool = False
    """Whether months may pass at once: then loans fall due, and many are asked."""

    @property
    def ends_after(self):
        """How many years after its first the frames and mandates of its pools end."""
        return 19 if self.lasts else 1

    @property
    def funders(self):
        """Whoever has a program that gives: each a zuil, and some of them holders of a pool's budget."""
        holders = (holder for terms in self.pools.values() for holder in self.holders_of(terms))
        seconds = (terms.second for terms in self.pools.values() if terms.second)
        return tuple(dict.fromkeys((*self.contributors, *self.zuilen, *holders, *seconds, BENEFIT_HOLDER)))

    @staticmethod
    def holders_of(terms):
        """The parties that may hold a pool's budget while the town is at work."""
        return tuple(dict.fromkeys((terms.holder, *(HOLDERS[:2] if terms.changes_hands else ()))))


WHOLE = Plan(
    pools={
        "groenpot": Terms("wijkteam", automatic=True, limit_cents=60_000),
        "werkpot": Terms("welzijn", automatic=False, limit_cents=80_000, four_eyes=30_000, second="groen"),
        "buurtpot": Terms(
            "wijkteam", automatic=True, limit_cents=70_000, four_eyes=40_000, second="groen", changes_hands=True
        ),
    },
    contributors=CONTRIBUTORS,
    zuilen=ZUILEN,
    applicants=APPLICANTS,
)
"""An automatic pool, one whose holder decides, and one in between that changes hands now and then."""


def drawn(dice):
    """A small town: one to three pools of any kind, a few zuilen, one or two applicants."""
    theme = dice.choice(THEMES)
    return Plan(
        pools={name: _terms(dice, theme) for name in dice.sample(sorted(WHOLE.pools), dice.randint(1, 3))},
        contributors=tuple(dice.sample(CONTRIBUTORS, dice.randint(1, 3))),
        zuilen=tuple(dice.sample(ZUILEN, dice.randint(1, 3))),
        applicants=tuple(dice.sample(APPLICANTS, dice.randint(1, 2))),
        theme=theme,
    )


def _terms(dice, theme):
    holder = dice.choice(HOLDERS[:2])
    threshold = dice.randint(1_000, 5_000) if theme == TIGHT else dice.randint(3_000, 50_000)
    four_eyes = threshold if theme in {TIGHT, OWN_CASE} else dice.choice([None, threshold])
    return Terms(
        holder,
        automatic=dice.random() < 0.5,
        limit_cents=dice.randint(40_000, 100_000),
        four_eyes=four_eyes,
        second="" if four_eyes is None else HOLDERS[2],
        changes_hands=theme == OWN_CASE or dice.random() < 0.4,
    )


def lasting(plan, dice):
    """The same town, for years; half of its pools change hands, and in half of them most changes need a second yes.

    In a quarter nobody has a second, and all change hands: then whoever received may be the one to decide.
    """
    pools = {name: replace(terms, changes_hands=dice.random() < 0.5) for name, terms in plan.pools.items()}
    chance = dice.random()
    if chance >= 0.75:
        alone = {"four_eyes": None, "second": "", "changes_hands": True}
        pools = {name: replace(terms, **alone) for name, terms in pools.items()}
    if chance < 0.5:
        second = {"second": HOLDERS[2]}
        pools = {name: replace(terms, four_eyes=dice.randint(0, 3_000), **second) for name, terms in pools.items()}
    return replace(plan, pools=pools, lasts=True)


def waiting(plan, dice):
    """The same town, in which nearly every yes needs a second."""
    pools = {
        name: replace(terms, automatic=dice.random() < 0.2, four_eyes=dice.randint(0, 500), second=HOLDERS[2])
        for name, terms in plan.pools.items()
    }
    return replace(plan, pools=pools, theme=WAITING)
