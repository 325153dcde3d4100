"""A bug to plant in a copy."""

from dataclasses import dataclass, replace
from typing import NamedTuple


class Edit(NamedTuple):
    """`old` occurs once in `file`; `new` takes its place."""

    file: str
    old: str
    new: str


NO_GUARD = Edit("shared/service.py", "        check(self.chart, books_of(state), facts)\n", "")
"""Nothing is checked before it is recorded."""


@dataclass(frozen=True)
class Bug:
    """`old` occurs once in `file`; `new` takes its place. The simulator must find it `within` so many worlds."""

    name: str
    file: str
    old: str
    new: str
    thought: str
    """Why it looked right."""
    beside: tuple[Edit, ...] = ()
    """What else they changed: where one of two safeguards alone does no harm."""
    within: int = 400
    overdraws: bool = False
    """Whether an account ends on the wrong side of zero: then nothing of it is recorded, for the writer checks."""
    guarded: bool = True
    """Whether the writer checks at all. If it does not, the audit has to find what was recorded."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        return (Edit(self.file, self.old, self.new), *self.beside, *(() if self.guarded else (NO_GUARD,)))

    def without_guard(self) -> "Bug":
        return replace(self, name=f"{self.name}, and nothing is checked", guarded=False)
