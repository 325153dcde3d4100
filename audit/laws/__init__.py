"""The laws: each independent of all others, and of the order they are judged in."""

from audit.laws import (
    applications,
    batches,
    causes,
    commands,
    commitments,
    division,
    earn_backs,
    frames,
    holds,
    log,
    mandates,
    money,
    payments,
)
from audit.laws.law import Law

_MODULES = (
    *(log, batches, commands, causes, money),
    *(applications, frames, mandates, holds, payments, earn_backs, division, commitments),
)

LAWS = tuple(law for module in _MODULES for law in vars(module).values() if isinstance(law, Law))
LAWS_OF_ONE_LOG = tuple(law for law in vars(log).values() if isinstance(law, Law))
