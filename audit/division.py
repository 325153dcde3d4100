"""How verified savings are divided: recomputed from the contract's formula, in exact fractions.

Cumulative over the term. Nothing, unless everything verified is strictly more than the investment. Then to the
investor its share of what was verified in periods that count, to the recipient its share of everything, and no more
than what is left; each rounded half-up to the cent, capped, and less what was divided before.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from audit.contract import earn_backs as e
from audit.contract import settlement as s
from audit.contract.runtime import CommandOutcome
from audit.earn_backs import EarnBacks
from audit.events import Event
from audit.history import Check
from audit.laws import Law, Notes
from audit.payments import Payments, paid_for

DIVISION_DIFFERS = Law(
    "division-differs",
    nl="verdeelt van {earn_back} {found}; volgens de afspraak is het {expected} "
    "(bevestigd, geïnvesteerd → aan begunstigde, aan investeerder, in centen)",
    en="divides of {earn_back} {found}; by the agreement it is {expected} "
    "(verified, invested → to recipient, to investor, in cents)",
)
DIVISION_MISSING = Law(
    "division-missing",
    nl="brengt {earn_back} boven de investering, en wordt niet verdeeld: {expected} "
    "(bevestigd, geïnvesteerd → aan begunstigde, aan investeerder, in centen)",
    en="brings {earn_back} above the investment, and is not divided: {expected} "
    "(verified, invested → to recipient, to investor, in cents)",
)
DIVISION_NOT_ORDERED = Law(
    "division-not-ordered",
    nl="verdeelt {cents} cent zonder betaalopdracht {order}",
    en="divides {cents} cents without payment order {order}",
)
SAVING_ORDER_UNFOUNDED = Law(
    "saving-order-unfounded",
    nl="opdracht {order} van {cents} cent uit {funder} aan {payee} volgt niet uit een verdeling",
    en="order {order} of {cents} cents from {funder} to {payee} follows from no division",
)


class Division(NamedTuple):
    """What one division states: the cumulative totals it starts from, and what this claim adds for each."""

    verified_cents: int
    investment_cents: int
    to_recipient_cents: int
    to_investor_cents: int

    def __str__(self) -> str:
        return f"{self.verified_cents}, {self.investment_cents} → {self.to_recipient_cents}, {self.to_investor_cents}"


_Slip: TypeAlias = tuple[str | None, str, str, str, int]
"""Of an order: earn-back, purpose, funder, payee, cents."""


@dataclass(slots=True)
class Totals:
    """Of one earn-back, over the term."""

    verified_cents: int = 0
    counted_cents: int = 0
    """Verified in periods from `return_from` on."""
    to_recipient_cents: int = 0
    to_investor_cents: int = 0


def division(terms: e.Terms, totals: Totals, investment_cents: int) -> Division | None:
    """The next division; none as long as everything verified is no more than the investment."""
    verified = totals.verified_cents
    if verified <= investment_cents:
        return None
    to_investor = min(_half_up(Fraction(terms.return_share) * totals.counted_cents), terms.return_cap_cents)
    to_recipient = min(_half_up(Fraction(terms.move_share) * verified), terms.move_cap_cents, verified - to_investor)
    return Division(
        verified,
        investment_cents,
        to_recipient - totals.to_recipient_cents,
        to_investor - totals.to_investor_cents,
    )


def _half_up(amount: Fraction) -> int:
    return math.floor(amount + Fraction(1, 2))


class Divisions(Check):
    """Running totals by earn-back, and what the command being told of still has to record."""

    def __init__(self, notes: Notes, earn_backs: EarnBacks, payments: Payments) -> None:
        super().__init__(notes)
        self._earn_backs = earn_backs
        self._payments = payments
        self._totals: dict[str, Totals] = {}
        self._expected: dict[str, tuple[Event, Division]] = {}
        """By earn-back, after a verification."""
        self._unordered: dict[str, tuple[Event, int]] = {}
        """What was divided and not ordered yet, by order."""
        self._owed: dict[str, _Slip] = {}
        """What each order for a saving must say, by what it is paid for."""

    def take(self, event: Event) -> None:
        match event.fact:
            case e.SavingVerified() as verified:
                self._verify(event, verified)
            case e.SavingDivided() as divided:
                self._divide(event, divided)
            case s.PaymentOrdered() as ordered if ordered.purpose != "grant":
                self._order(event, ordered)
            case CommandOutcome() if event.log == "settlement":
                self._nothing_is_left()
            case _:
                pass

    def _verify(self, event: Event, verified: e.SavingVerified) -> None:
        terms = self._earn_backs.agreed(verified.earn_back)
        if terms is None:
            return
        totals = self._totals.setdefault(verified.earn_back, Totals())
        totals.verified_cents += verified.cents
        if verified.period_from >= terms.return_from:
            totals.counted_cents += verified.cents
        expected = division(terms, totals, self._payments.invested_cents(terms.ask))
        if expected:
            self._expected[verified.earn_back] = event, expected

    def _divide(self, event: Event, divided: e.SavingDivided) -> None:
        found = Division(
            divided.verified_cents, divided.investment_cents, divided.to_recipient_cents, divided.to_investor_cents
        )
        _, expected = self._expected.pop(divided.earn_back, (event, None))
        if found != expected:
            self.notes.problem(
                event, DIVISION_DIFFERS, earn_back=divided.earn_back, found=found, expected=expected or "-"
            )
        totals = self._totals.setdefault(divided.earn_back, Totals())
        totals.to_recipient_cents += divided.to_recipient_cents
        totals.to_investor_cents += divided.to_investor_cents
        if terms := self._earn_backs.agreed(divided.earn_back):
            for order, slip in self._slips(terms, divided):
                self._owed[order] = slip
                self._unordered[order] = event, slip[-1]

    def _slips(self, terms: e.Terms, divided: e.SavingDivided) -> Iterator[tuple[str, _Slip]]:
        """What the benefit holder pays, as a zuil: to the recipient, and into the purse that the investment was of."""
        agreement = self._payments.agreements.get(terms.ask)
        kind, _, name = (agreement.funder if agreement else "").partition(":")
        purse = f"into:{name}/{terms.ask}" if kind == "pool" else f"party:{name}"
        recipient = f"into:{terms.recipient.pool}/{terms.recipient.contribution}"
        funder = f"zuil:{terms.benefit_holder}"
        for role, payee, cents in (
            ("recipient", recipient, divided.to_recipient_cents),
            ("investor", purse, divided.to_investor_cents),
        ):
            if cents:
                slip = (divided.earn_back, f"saving-to-{role}", funder, payee, cents)
                yield f"{divided.earn_back}:{divided.claim}:{role}", slip

    def _order(self, event: Event, ordered: s.PaymentOrdered) -> None:
        purpose = paid_for(ordered)
        self._unordered.pop(purpose, None)
        slip = (ordered.earn_back, ordered.purpose, ordered.funder, ordered.payee, ordered.cents)
        if self._owed.get(purpose) != slip:
            order, cents, funder, payee = ordered.order, ordered.cents, ordered.funder, ordered.payee
            self.notes.problem(event, SAVING_ORDER_UNFOUNDED, order=order, cents=cents, funder=funder, payee=payee)

    def _nothing_is_left(self) -> None:
        for earn_back, (event, expected) in self._expected.items():
            self.notes.problem(event, DIVISION_MISSING, earn_back=earn_back, expected=expected)
        for order, (event, cents) in self._unordered.items():
            self.notes.problem(event, DIVISION_NOT_ORDERED, order=order, cents=cents)
        self._expected.clear()
        self._unordered.clear()
