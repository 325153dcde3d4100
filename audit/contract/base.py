"""How a kind of fact is declared: its stored fields, to whom it is told, and what may cause it.

Written from `docs/messages.md`, not from the services: this is the auditor's own reading of the contract.
Fields that no check needs are left out; a stored fact may have more.
"""

from datetime import datetime
from typing import Annotated, ClassVar, TypeAlias

import msgspec

Postings: TypeAlias = tuple[tuple[str, int], ...]
"""(account, cents) each; cents > 0 debits."""

Instant: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]

NOBODY = ""
ALL = "all"


class Fact(msgspec.Struct, kw_only=True):
    """A fact as it is stored."""

    kind: ClassVar[str]
    told: ClassVar[str] = NOBODY
    """`all`, nobody, or the field that names the one party it is told to."""
    causes: ClassVar[tuple[str, ...]] = ()
    """Commands by name, messages as `<upstream>/<kind>`, or `clock`."""

    postings: Postings = ()

    @property
    def audience(self) -> str:
        """To whom a fact of this kind, with these fields, is told."""
        if self.told in {NOBODY, ALL}:
            return self.told
        party: str = getattr(self, self.told)
        return party.removeprefix("zuil:")


class Line(msgspec.Struct, frozen=True, array_like=True):
    """What is asked for one goal."""

    goal: str
    cents: int
