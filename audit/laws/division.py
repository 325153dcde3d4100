"""How verified savings are divided: recomputed from the contract's formula, in exact fractions.

Cumulative over the term. To the investor its share of what was verified in periods that count: at once, or only while
everything verified is strictly more than the investment, as was agreed. To the recipient, only while it is, its share
of everything, and no more than what is left. Each is rounded half-up to the cent, capped, and less what was divided
before. Nothing of that is undone, but what a correction leaves divided too much and not paid: its orders are
withdrawn, the latest first, and it is divided anew. Nothing is divided that is not there. The investment is what was
paid, less the principal that came back; once less is determined, that.
"""

import math
from fractions import Fraction
from typing import NamedTuple

import msgspec

from audit.facts.runtime import CommandOutcome
from audit.facts.settlement.agreements import AgreementMade
from audit.facts.settlement.corrections import OrderWithdrawn
from audit.facts.settlement.determinations import Determined
from audit.facts.settlement.earn_backs import EarnBack, Terms
from audit.facts.settlement.orders import PaymentOrdered
from audit.facts.settlement.savings import Claim, SavingDivided, part_named
from audit.facts.settlement.slips import GROUNDED, SAVINGS_ORDERED, open_order, paid_of
from audit.laws.law import Broken, Event, Known, Values, law


class Division(NamedTuple):
    """What one division states: the cumulative totals it starts from, and what this claim adds for each."""

    verified_cents: int
    investment_cents: int
    to_recipient_cents: int
    to_investor_cents: int

    def __str__(self) -> str:
        return f"{self.verified_cents}, {self.investment_cents} → {self.to_recipient_cents}, {self.to_investor_cents}"


def division(found: EarnBack, investment_cents: int) -> Division | None:
    """The next division; none as long as nothing returns and everything verified is no more than the investment."""
    terms, verified = found.terms, found.verified_cents
    exceeds = verified > investment_cents
    to_investor, to_recipient = found.to_investor_cents, found.to_recipient_cents
    if exceeds or terms.gated_return is False:
        cap = investment_cents if terms.return_cap_cents is None else terms.return_cap_cents
        returns = min(_half_up(Fraction(terms.return_share) * found.counted_cents), cap, verified - to_recipient)
        to_investor = max(to_investor, returns)
    if exceeds:
        moves = min(_half_up(Fraction(terms.move_share) * verified), terms.move_cap_cents)
        to_recipient = max(to_recipient, min(moves, verified - to_investor))
    elif to_investor == found.to_investor_cents:
        return None
    before = found.to_recipient_cents, found.to_investor_cents
    return Division(verified, investment_cents, to_recipient - before[0], to_investor - before[1])


def _half_up(amount: Fraction) -> int:
    return math.floor(amount + Fraction(1, 2))


def _due(earn_back: str, known: Known) -> Division | None:
    """What the open command is to divide, after the verification or correction that it has recorded."""
    found = known[EarnBack].get(earn_back)
    if found is None or ("division", earn_back) not in known.logs["settlement"].due:
        return None
    return division(found, _investment(found, known))


def _investment(found: EarnBack, known: Known) -> int:
    """Under terms of before `gated_return` could be said, what was paid."""
    paid, determined = paid_of(found.terms.ask, known), known[Determined].get(found.terms.ask)
    if found.terms.gated_return is None:
        return paid.cents
    return min(paid.kept_cents, determined.last.cents) if determined else paid.kept_cents


def _too_much(found: EarnBack, role: str, known: Known) -> int:
    """What was divided to a role, less what is due to it of all that is verified."""
    due = division(msgspec.structs.replace(found, to_recipient_cents=0, to_investor_cents=0), _investment(found, known))
    if role == "recipient":
        return found.to_recipient_cents - (due.to_recipient_cents if due else 0)
    return found.to_investor_cents - (due.to_investor_cents if due else 0)


def _latest_open(earn_back: str, role: str, known: Known) -> str:
    """Of the open orders that move savings of an earn-back to a role."""
    purpose = f"saving-to-{role}"
    return next((order for order in reversed(known[SAVINGS_ORDERED].get(f"{earn_back}/{purpose}", ()))), "")


@law(
    nl="trekt opdracht {order} in; die is niet de laatste die openstaat, of er is niet te veel verdeeld",
    en="withdraws order {order}, which is not the latest that is open, or there was not too much divided",
)
def withdrawn_unfounded(_: Event, withdrawn: OrderWithdrawn, known: Known) -> bool:
    if withdrawn.ask:
        return False  # judged where advances are
    found, order, role = (
        known[EarnBack].get(withdrawn.earn_back or ""),
        open_order(withdrawn.order, known),
        withdrawn.role,
    )
    return (
        found is None
        or order is None
        or order.slip.terms != withdrawn.terms
        or order.slip.payer != withdrawn.payer
        or withdrawn.order != _latest_open(found.terms.earn_back, role, known)
        or _too_much(found, role, known) <= 0
    )


@law(
    nl="laat na een correctie opdracht {order} staan, terwijl er {cents} cent te veel verdeeld is",
    en="leaves order {order} standing after a correction, while {cents} cents too much are divided",
)
def not_withdrawn(event: Event, _: CommandOutcome, known: Known) -> Broken:
    for (what, earn_back), corrected in known.logs[event.log].due.items():
        found = known[EarnBack].get(earn_back) if what == "withdrawal" else None
        for role in ("recipient", "investor"):
            if found is None:
                break
            cents, order = _too_much(found, role, known), _latest_open(earn_back, role, known)
            if cents > 0 and order:
                yield corrected, {"order": order, "cents": cents}


@law(
    nl="verdeelt van {earn_back} {found}; volgens de afspraak is het {expected} "
    "(bevestigd, geïnvesteerd → aan begunstigde, aan investeerder, in centen)",
    en="divides of {earn_back} {found}; by the agreement it is {expected} "
    "(verified, invested → to recipient, to investor, in cents)",
)
def division_differs(_: Event, divided: SavingDivided, known: Known) -> Values | None:
    expected, found = _due(divided.earn_back, known), Division(*(getattr(divided, name) for name in Division._fields))
    return {"found": found, "expected": expected or "-"} if found != expected else None


@law(
    nl="geeft van {earn_back} iets te verdelen, en wordt niet verdeeld: {expected} "
    "(bevestigd, geïnvesteerd → aan begunstigde, aan investeerder, in centen)",
    en="leaves something of {earn_back} to divide, and is not divided: {expected} "
    "(verified, invested → to recipient, to investor, in cents)",
)
def division_missing(event: Event, _: CommandOutcome, known: Known) -> Broken:
    for (what, earn_back), verified in known.logs[event.log].due.items():
        if what == "division" and (expected := _due(earn_back, known)):
            yield verified, {"earn_back": earn_back, "expected": expected}


@law(nl="verdeelt {cents} cent zonder betaalopdracht {order}", en="divides {cents} cents without payment order {order}")
def division_not_ordered(event: Event, _: CommandOutcome, known: Known) -> Broken:
    for (what, order), divided in known.logs[event.log].due.items():
        if what == "order":
            yield divided, {"order": order, "cents": (_owed(order, known) or (0,))[-1]}


@law(
    nl="opdracht {order} van {cents} cent uit {funder} aan {payee} volgt niet uit een verdeling",
    en="order {order} of {cents} cents from {funder} to {payee} follows from no division",
)
def saving_order_unfounded(_: Event, ordered: PaymentOrdered, known: Known) -> bool:
    return ordered.purpose not in GROUNDED and ordered.terms != _owed(ordered.paid_for, known)


def _owed(purpose: str, known: Known) -> tuple[object, ...] | None:
    """What an order must say that pays a part of a division: the benefit holder pays, as a zuil."""
    part = part_named(purpose)
    claim, found = (known[Claim].get(part.claim), known[EarnBack].get(part.earn_back)) if part else (None, None)
    if part is None or claim is None or found is None or claim.claimed.earn_back != part.earn_back:
        return None
    terms, cents = found.terms, part.cents(claim)
    to_recipient = f"into:{terms.recipient.pool}/{terms.recipient.contribution}"
    payee = to_recipient if part.role == "recipient" else _purse(terms, known)
    purse = f"zuil:{terms.benefit_holder}"
    return (f"saving-to-{part.role}", None, part.earn_back, None, purse, payee, cents) if cents else None


def _purse(terms: Terms, known: Known) -> str:
    """That which the investment was of."""
    made = known[AgreementMade].get(terms.ask)
    kind, _, name = (made.funder if made else "").partition(":")
    return f"into:{name}/{terms.ask}" if kind == "pool" else f"party:{name}"
