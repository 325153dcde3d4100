"""The chart of accounts of promises: what a funder is asked moves from asked to held to granted, or back to it.

All of it is memo: no money moves here, but rights over money do. A funder is a pool or a zuil.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from shared.money.chart import Account, Chart

FUNDERS: tuple[tuple[str, str], ...] = (("pool", "pools"), ("zuil", "zuilen"))
"""A kind of funder, and its plural in the names of figures."""
Stage: TypeAlias = Literal["asked", "held", "granted"]

_FUNDER: Mapping[str, Account] = {
    kind: Account(
        "funder",
        f"memo/funder:{kind}:{{{kind}}}",
        -1,
        meaning=("gevraagd van financiers (min)", "asked of funders (minus)"),
    )
    for kind, _ in FUNDERS
}
_MEANINGS: Mapping[Stage, tuple[str, str]] = {
    "asked": ("gevraagd, onbeantwoord", "asked, unanswered"),
    "held": ("onder voorbehoud toegezegd aan aanvragen", "held for applications"),
    "granted": ("verleend", "granted"),
}
_ASK: Mapping[tuple[str, Stage], Account] = {
    (kind, stage): Account(
        stage,
        f"memo/ask:{kind}:{{{kind}}}/{{ask}}/{stage}",
        1,
        meaning=meaning,
        figures={f"{stage}-{'of' if stage == 'asked' else 'by'}-{many}": 1},
    )
    for kind, many in FUNDERS
    for stage, meaning in _MEANINGS.items()
}

CHART = Chart(*_FUNDER.values(), *_ASK.values())


def funder(funder: str) -> str:
    """Minus what this funder (`pool:<id>` or `zuil:<slug>`) is asked, holds and granted."""
    kind, name = funder.split(":")
    return _FUNDER[kind](name)


def of_ask(funder: str, ask: str, stage: Stage) -> str:
    """What stands for an ask at one stage."""
    kind, name = funder.split(":")
    return _ASK[kind, stage](name, ask)
