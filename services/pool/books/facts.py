"""Book years: closed. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class YearClosed:
    """This book year, and every one before it, takes no more bookings in any of the three logs."""

    kind: ClassVar[str] = "year-closed"
    year: int
    decision: str

    @property
    def stream(self) -> str:
        return "books"
