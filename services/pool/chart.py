"""The pool's chart of accounts: per contribution where its money is, and where that came from."""

from collections.abc import Mapping
from typing import Protocol

from shared.money import Posting, transfer
from shared.money.chart import Account, Balance, Chart

PUT_IN = Account(
    "put-in",
    "contributor:{party}",
    -1,
    meaning=("ingebracht door deelnemers (min)", "put in by contributors (minus)"),
)
FREE = Account(
    "free",
    "{pool}/{contribution}/free",
    1,
    meaning=("vrij in potten", "free in pools"),
    column=("vrij", "free"),
    figures={"free": 1},
)
SHORT = Account(
    "short",
    "{pool}/{contribution}/short",
    -1,
    meaning=("tekort na correctie in potten (min)", "short after a correction in pools (minus)"),
    column=("tekort", "short"),
    figures={"short": -1},
)
RESERVED = Account(
    "reserved",
    "{pool}/{contribution}/reserved",
    1,
    meaning=("apart gezet voor een tweede akkoord in potten", "set aside for a second approval in pools"),
    column=("apart", "set aside"),
    figures={"reserved": 1},
    is_grouped=True,
)
HELD = Account(
    "held",
    "{pool}/{contribution}/held",
    1,
    meaning=("vastgehouden in potten", "held in pools"),
    column=("vast", "held"),
    figures={"held": 1},
    is_grouped=True,
)
COMMITTED = Account(
    "committed",
    "{pool}/{contribution}/committed",
    1,
    meaning=("verplicht in potten", "committed in pools"),
    column=("verplicht", "committed"),
    figures={"committed": 1},
    is_grouped=True,
)
PAID = Account(
    "paid",
    "{pool}/{contribution}/paid",
    1,
    meaning=("betaald uit potten", "paid out of pools"),
    column=("betaald", "paid"),
    figures={"paid": 1},
    is_grouped=True,
)
REFUNDED = Account(
    "refunded",
    "{pool}/{contribution}/refunded",
    -1,
    meaning=("hoofdsom terug in potten (min)", "principal returned to pools (minus)"),
    column=("terug", "returned"),
    figures={"refunded": -1},
    is_grouped=True,
)
WRITTEN_OFF = Account(
    "written-off",
    "{pool}/{contribution}/written-off",
    1,
    meaning=("afgeschreven op leningen van potten", "written off on loans of pools"),
    column=("afgeschreven", "written off"),
    figures={"written-off": 1},
    is_grouped=True,
)
EARNED = Account(
    "earned",
    "{pool}/{contribution}/earned",
    -1,
    meaning=("rente ontvangen door potten (min)", "interest received by pools (minus)"),
    column=("rente", "interest"),
    figures={"earned": -1},
    is_grouped=True,
)
MOVED_IN = Account(
    "moved-in",
    "{pool}/{contribution}/moved-in",
    -1,
    meaning=("besparingen ontvangen door potten (min)", "savings received by pools (minus)"),
    column=("besparing", "savings"),
    figures={"moved-in": -1},
    is_grouped=True,
)
LAPSED = Account(
    "lapsed",
    "{pool}/{contribution}/lapsed",
    1,
    meaning=("vervallen aan het algemene resultaat", "lapsed to the general result"),
    figures={"lapsed": 1},
)
RETURNING = Account(
    "returning",
    "{pool}/{contribution}/returning",
    1,
    meaning=("terug te geven aan deelnemers", "to be given back to contributors"),
    figures={"returning": 1},
)
GIVEN_BACK = Account(
    "given-back",
    "{pool}/{contribution}/given-back",
    1,
    meaning=("teruggegeven aan deelnemers", "given back to contributors"),
    figures={"given-back": 1},
)
PLEDGED_BY = Account(
    "pledged-by",
    "memo/pledged-by:{party}",
    -1,
    meaning=("toegezegde inbreng, door wie (min)", "pledged contributions, by whom (minus)"),
)
PLEDGED = Account(
    "pledged",
    "memo/{pool}/{contribution}/pledged",
    1,
    meaning=("toegezegde inbreng, nog te ontvangen", "pledged contributions, still to be received"),
    column=("toegezegd", "pledged"),
    figures={"pledged": 1},
)
TASK = Account(
    "task",
    "memo/task:{pool}/{task}",
    -1,
    meaning=("budget van taken die over te nemen zijn (min)", "budget of tasks that may be taken over (minus)"),
)
WITH = Account(
    "with",
    "memo/with:{pool}/{task}/{party}",
    1,
    meaning=("budget van taken, bij wie ze uitvoert", "budget of tasks, with who performs them"),
)

OF_CONTRIBUTION = (FREE, RESERVED, HELD, COMMITTED, PAID, WRITTEN_OFF, REFUNDED, EARNED, MOVED_IN, SHORT)
"""Where a contribution's money is. `refunded`, `earned` and `moved-in` say where it came from, and stand at minus what
came in; `short` stands at minus what is set aside, held, committed or paid without money, after a correction. What is
written off was paid, too, and is lost.
"""
GONE = (LAPSED, RETURNING, GIVEN_BACK)
"""What of a contribution is the pool's no more."""
CHART = Chart(PUT_IN, PLEDGED_BY, PLEDGED, TASK, WITH, *OF_CONTRIBUTION, *GONE)


def moved(pool: str, shares: Mapping[str, int], source: Account, target: Account) -> tuple[Posting, ...]:
    """Each contribution's share from one of its accounts to another."""
    return tuple(
        posting
        for contribution, cents in shares.items()
        for posting in transfer(cents, source(pool, contribution), target(pool, contribution))
    )


class Lapsed(Protocol):
    """Which contributions have lapsed: their money is not free any more."""

    def has_lapsed(self, pool: str, contribution: str) -> bool:
        """Whether this one has."""
        ...


def home(lapsed: Lapsed, pool: str, contribution: str) -> str:
    """Where a contribution's money is that is for nothing in particular."""
    return (LAPSED if lapsed.has_lapsed(pool, contribution) else FREE)(pool, contribution)


class Inflow:
    """Money that comes into contributions within one decision: it fills what each is short; the rest is free.

    Of a contribution that has lapsed the rest lapses. Each decision makes its own inflow, which remembers
    what this decision has filled already.
    """

    def __init__(self, balance: Balance, lapsed: Lapsed) -> None:
        self._balance = balance
        self._lapsed = lapsed
        self._filled: dict[str, int] = {}

    def moved(self, pool: str, shares: Mapping[str, int], source: Account) -> tuple[Posting, ...]:
        """Each contribution's share, from one of its own accounts."""
        return tuple(
            posting
            for contribution, cents in shares.items()
            for posting in self.transfer(cents, source(pool, contribution), pool, contribution)
        )

    def transfer(self, cents: int, source: str, pool: str, contribution: str) -> tuple[Posting, ...]:
        short = SHORT(pool, contribution)
        before_cents = self._filled.get(short, 0)
        filled_cents = min(cents, -self._balance(short) - before_cents)
        self._filled[short] = before_cents + filled_cents
        return (
            *transfer(filled_cents, source, short),
            *transfer(cents - filled_cents, source, home(self._lapsed, pool, contribution)),
        )


def outflow(
    balance: Balance, lapsed: Lapsed, cents: int, pool: str, contribution: str, target: str
) -> tuple[Posting, ...]:
    """Money that was never there goes out again: from what is free, or lapsed; what is not any more is short."""
    there = home(lapsed, pool, contribution)
    there_cents = min(cents, balance(there))
    return (*transfer(there_cents, there, target), *transfer(cents - there_cents, SHORT(pool, contribution), target))
