"""The register of forgeries: what was done to sound books, how well it was covered up, and which laws must see it."""

from collections.abc import Callable
from typing import NamedTuple


class Forgery(NamedTuple):
    name: str
    laws: tuple[str, ...]
    """All of these are found broken; others may be, too."""
    cover_up: str
    """`as_is`: nothing; `chained`: hashes mended; `sealed`: renumbered as well, in all logs."""
    commit: Callable


FORGERIES: list[Forgery] = []


def forgery(*laws, cover_up="sealed"):
    def register(commit):
        FORGERIES.append(Forgery(commit.__name__, laws, cover_up, commit))
        return commit

    return register
