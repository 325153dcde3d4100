"""Earn-backs: proposed, consented to, agreed. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from services.settlement.restating import fields_of


class OfEarnBack:
    __slots__ = ()
    earn_back: str

    @property
    def stream(self) -> str:
        return f"earn-back/{self.earn_back}"


@dataclass(frozen=True, slots=True)
class Recipient:
    """The supported budget: a contribution in a pool."""

    pool: str
    contribution: str


@dataclass(frozen=True, slots=True)
class Terms(OfEarnBack):
    """What the parties of an earn-back consent to. Dates are inclusive; shares are of the verified saving.

    `return_from`: only periods that start on or after it count for what returns to the investor.
    `return_cap_cents`: None caps the return at the investment.
    `gated_return`: whether the return, too, waits until everything verified is more than the investment, as the move
    to the recipient always does (S4). None in terms of before this could be said: they are gated, and their investment
    is what was paid, whatever of it came back.
    """

    earn_back: str
    ask: str
    investor: str
    benefit_holder: str
    recipient: Recipient
    move_share: Decimal
    move_cap_cents: int
    return_share: Decimal
    return_cap_cents: int | None
    return_from: date
    term_from: date
    term_to: date
    gated_return: bool | None = field(default=None, kw_only=True)

    @property
    def is_return_gated(self) -> bool:
        return self.gated_return is not False

    def returns(self, period_from: date) -> bool:
        """Whether a saving in a period from that day counts for what returns to the investor."""
        return period_from >= self.return_from


@dataclass(frozen=True, slots=True)
class _Proposal(Terms):
    terms_hash: str
    recipient_holder: str

    @property
    def terms(self) -> Terms:
        return Terms(**fields_of(self, Terms))


@dataclass(frozen=True, slots=True)
class EarnBackProposed(_Proposal):
    kind: ClassVar[str] = "earn-back-proposed"


@dataclass(frozen=True, slots=True)
class EarnBackConsentAsked(_Proposal):
    """Asked of the budget holder of the recipient's pool; after a handover, of the next one."""

    kind: ClassVar[str] = "earn-back-consent-asked"


@dataclass(frozen=True, slots=True)
class EarnBackConsented(OfEarnBack):
    kind: ClassVar[str] = "earn-back-consented"
    earn_back: str
    party: str


@dataclass(frozen=True, slots=True)
class EarnBackAgreed(Terms):
    kind: ClassVar[str] = "earn-back-agreed"
