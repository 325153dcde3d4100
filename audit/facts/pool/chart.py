"""The pool's accounts."""

from functools import partial

from audit.facts.booking import Account, Until
from audit.facts.declaring import Kept

_account = partial(Account, "pool")

PUT_IN = _account("put-in", -1, "contributor:{contributor}")
PLEDGED_BY = _account("pledged-by", -1, "memo/pledged-by:{contributor}")
PLEDGED = _account(
    "pledged",
    1,
    "memo/{pool}/{contribution}/pledged",
    "potten: toegezegde inbreng, nog te ontvangen",
    "pools: pledged contributions, still to come",
)
FREE = _account("free", 1, "{pool}/{contribution}/free", "potten: vrij", "pools: free")
SHORT = _account(
    "short", -1, "{pool}/{contribution}/short", "potten: tekort na correctie", "pools: short after correction"
)
RESERVED = _account(
    "reserved",
    1,
    "{pool}/{contribution}/reserved",
    "potten: apart gezet voor een tweede akkoord",
    "pools: set aside for a second approval",
)
HELD = _account("held", 1, "{pool}/{contribution}/held", "potten: vastgehouden", "pools: held")
COMMITTED = _account("committed", 1, "{pool}/{contribution}/committed", "potten: verplicht", "pools: committed")
PAID = _account("paid", 1, "{pool}/{contribution}/paid", "potten: betaald", "pools: paid")
WRITTEN_OFF = _account(
    "written-off", 1, "{pool}/{contribution}/written-off", "potten: afgeschreven", "pools: written off"
)
REFUNDED = _account(
    "refunded", -1, "{pool}/{contribution}/refunded", "potten: teruggekomen hoofdsom", "pools: principal returned"
)
EARNED = _account("earned", -1, "{pool}/{contribution}/earned", "potten: ontvangen rente", "pools: interest received")
MOVED_IN = _account(
    "moved-in", -1, "{pool}/{contribution}/moved-in", "potten: besparingen ontvangen", "pools: savings received"
)
LAPSED = _account("lapsed", 1, "{pool}/{contribution}/lapsed", "potten: vervallen", "pools: lapsed")
RETURNING = _account(
    "returning",
    1,
    "{pool}/{contribution}/returning",
    "potten: terug te geven aan deelnemers",
    "pools: to be given back to contributors",
)
GIVEN_BACK = _account(
    "given-back",
    1,
    "{pool}/{contribution}/given-back",
    "potten: teruggegeven aan deelnemers",
    "pools: given back to contributors",
)
TASK = _account("task", -1, "memo/task:{pool}/{task}")
WITH = _account(
    "with",
    1,
    "memo/with:{pool}/{task}/{party}",
    "potten: budget van taken, bij wie ze uitvoert",
    "pools: budget of tasks, with who performs them",
)
OVER = Kept(bool)
"""The accounts of free money whose contribution has lapsed."""
HOME = Until(FREE, LAPSED, OVER)
"""Where money of a contribution is that is for nothing in particular."""
OF_A_CONTRIBUTION = (FREE, RESERVED, HELD, COMMITTED, PAID, WRITTEN_OFF, REFUNDED, EARNED, MOVED_IN, SHORT)
"""Together they stand at what was put in and not taken back."""
