"""The laws: each independent of all others, and of the order they are judged in."""

from audit.laws import (
    applications,
    backing,
    batches,
    book_dates,
    causes,
    coming_back,
    commands,
    commitments,
    corrections,
    days,
    division,
    earn_backs,
    frames,
    holds,
    interests,
    loans,
    log,
    mandates,
    money,
    parties,
    payments,
    pledges,
    reasons,
    returns,
    set_aside,
    supports,
    tasks,
    year_end,
)
from audit.laws.law import Law

_MODULES = (
    *(log, batches, commands, causes, parties, money, book_dates),
    *(
        applications,
        frames,
        mandates,
        pledges,
        corrections,
        year_end,
        returns,
        supports,
        backing,
        holds,
        coming_back,
        set_aside,
        interests,
        tasks,
        payments,
        days,
        loans,
        earn_backs,
        division,
        commitments,
        reasons,
    ),
)

LAWS = tuple(law for module in _MODULES for law in vars(module).values() if isinstance(law, Law))
LAWS_OF_ONE_LOG = tuple(law for law in vars(log).values() if isinstance(law, Law))
