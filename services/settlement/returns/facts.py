"""The order of a return is withdrawn. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from typing import ClassVar

from shared.money import Posting


@dataclass(frozen=True, slots=True)
class ReturnWithdrawn:
    """Nothing is to be paid on this order: something of what it gives back never came into the pool."""

    kind: ClassVar[str] = "return-withdrawn"
    order: str
    contribution: str
    funder: str
    payer: str
    payee: str
    cents: int
    postings: tuple[Posting, ...]

    @property
    def stream(self) -> str:
        return f"return/{self.funder.removeprefix('pool:')}/{self.contribution}"
