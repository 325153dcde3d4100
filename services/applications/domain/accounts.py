"""The chart of accounts of promises: what a funder is asked moves from asked to held to granted, or back to it.

All of it is memo: no money moves here, but rights over money do.
"""

from services.applications.domain.state import Ask
from shared.money import Posting, transfer


def asked(ask: Ask) -> tuple[Posting, ...]:
    return transfer(ask.cents, _funder(ask), _account(ask, "asked"))


def held(ask: Ask) -> tuple[Posting, ...]:
    """A hold may follow a decline: then the amount comes from the funder again."""
    return transfer(ask.cents, _resting(ask), _account(ask, "held"))


def granted(ask: Ask) -> tuple[Posting, ...]:
    return transfer(ask.cents, _account(ask, "held"), _account(ask, "granted"))


def returned(ask: Ask) -> tuple[Posting, ...]:
    """Whatever is asked or held goes back to the funder; of a declined ask it is there already."""
    return transfer(ask.cents, _resting(ask), _funder(ask)) if ask.standing in {"asked", "held"} else ()


def _resting(ask: Ask) -> str:
    """The account the ask's amount stands on now."""
    return _account(ask, ask.standing) if ask.standing in {"asked", "held"} else _funder(ask)


def _funder(ask: Ask) -> str:
    return f"memo/funder:{ask.funder}"


def _account(ask: Ask, standing: str) -> str:
    return f"memo/ask:{ask.funder}/{ask.ask}/{standing}"
