"""Book years: closed elsewhere. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ClosedYearKnown:
    """This book year, and every one before it, takes no more bookings."""

    kind: ClassVar[str] = "closed-year-known"
    year: int

    @property
    def stream(self) -> str:
        return "books"
