"""The pool's chart of accounts: per contribution where its money is, and where that came from."""

from collections.abc import Mapping

from shared.money import Posting, transfer
from shared.money.chart import Account, Chart

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
HELD = Account(
    "held",
    "{pool}/{contribution}/held",
    1,
    meaning=("vastgehouden in potten", "held in pools"),
    column=("vast", "held"),
    figures={"held": 1},
)
COMMITTED = Account(
    "committed",
    "{pool}/{contribution}/committed",
    1,
    meaning=("verplicht in potten", "committed in pools"),
    column=("verplicht", "committed"),
    figures={"committed": 1},
)
PAID = Account(
    "paid",
    "{pool}/{contribution}/paid",
    1,
    meaning=("betaald uit potten", "paid out of pools"),
    column=("betaald", "paid"),
    figures={"paid": 1},
)
REFUNDED = Account(
    "refunded",
    "{pool}/{contribution}/refunded",
    -1,
    meaning=("hoofdsom terug in potten (min)", "principal returned to pools (minus)"),
    column=("terug", "returned"),
    figures={"refunded": -1},
)
EARNED = Account(
    "earned",
    "{pool}/{contribution}/earned",
    -1,
    meaning=("rente ontvangen door potten (min)", "interest received by pools (minus)"),
    column=("rente", "interest"),
    figures={"earned": -1},
)
MOVED_IN = Account(
    "moved-in",
    "{pool}/{contribution}/moved-in",
    -1,
    meaning=("besparingen ontvangen door potten (min)", "savings received by pools (minus)"),
    column=("besparing", "savings"),
    figures={"moved-in": -1},
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

OF_CONTRIBUTION = (FREE, HELD, COMMITTED, PAID, REFUNDED, EARNED, MOVED_IN)
"""Where a contribution's money is; the last three say where it came from, and stand at minus what came in."""
CHART = Chart(PUT_IN, PLEDGED_BY, PLEDGED, *OF_CONTRIBUTION)


def moved(pool: str, shares: Mapping[str, int], source: Account, target: Account) -> tuple[Posting, ...]:
    """Each contribution's share from one of its accounts to another."""
    return tuple(
        posting
        for contribution, cents in shares.items()
        for posting in transfer(cents, source(pool, contribution), target(pool, contribution))
    )
