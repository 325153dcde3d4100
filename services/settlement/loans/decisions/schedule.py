"""How a loan moves: an instalment falls due, the borrower pays, the lender writes off, or terms change.

Pure sums over a `Position`.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from services.settlement.loans.decisions.interest import accrued, cent, charged, level, months_after
from services.settlement.loans.facts import LoanTerms, Position
from services.settlement.loans.state import Move


class TooMuch(Exception):
    """More than is owed was repaid or written off, at some moment of the loan: by so many cents."""

    def __init__(self, cents: int) -> None:
        super().__init__(f"{cents} cents too much")
        self.cents = cents


def paid_out(terms: LoanTerms, cents: int, paid_on: date) -> Position:
    return _levelled(terms, Position(cents, since=paid_on))


def next_due_on(terms: LoanTerms, paid_on: date, position: Position) -> date | None:
    """The day of the next instalment; None once nothing is outstanding."""
    if not position.outstanding_cents:
        return None
    if terms.first_due_on:
        return months_after(terms.first_due_on, terms.months_between * position.fallen_due)
    return months_after(paid_on, terms.months_between * (position.fallen_due + 1))


def instalment(terms: LoanTerms, before: Position, due_on: date) -> tuple[int, int]:
    """Principal and interest, in cents, that fall due on that day."""
    interest_cents = charged(_accrued(terms, before, due_on), terms.day_count)
    return _principal(terms, before, interest_cents), interest_cents


def fall_due(terms: LoanTerms, before: Position, due_on: date) -> Position:
    """The next instalment; what was paid in advance pays of it."""
    principal_cents, interest_cents = instalment(terms, before, due_on)
    due = replace(
        before,
        outstanding_cents=before.outstanding_cents - principal_cents,
        due_cents=before.due_cents + principal_cents,
        interest_due_cents=before.interest_due_cents + interest_cents,
        fallen_due=before.fallen_due + 1,
        accrued_cents=0,
        accrued_parts=0,
        since=due_on,
        advance_cents=0,
    )
    paid, left_cents = _pay_what_is_due(due, before.advance_cents)
    return replace(paid, advance_cents=left_cents)


def repay(terms: LoanTerms, before: Position, repaid: Move) -> Position:
    """Interest that is due, then principal that is due, then what is not due yet (6:44 BW). Raises `TooMuch`."""
    paid, left_cents = _pay_what_is_due(before, repaid.cents)
    if repaid.what == "instalments":
        left_cents += paid.advance_cents
        if left_cents > paid.outstanding_cents:
            raise TooMuch(left_cents - paid.outstanding_cents)
        return replace(paid, advance_cents=left_cents)
    left_cents += paid.advance_cents
    early_cents = min(left_cents, paid.outstanding_cents)
    less = _less_outstanding(terms, replace(paid, advance_cents=0), early_cents, repaid.on)
    done, left_cents = _pay_what_is_due(
        replace(less, repaid_cents=less.repaid_cents + early_cents), left_cents - early_cents
    )
    if left_cents:
        raise TooMuch(left_cents)
    return done


def write_off(terms: LoanTerms, before: Position, written_off: Move) -> Position:
    """Principal that is due first; interest of what is due, or becomes so by it. Raises `TooMuch`."""
    of_due_cents = min(written_off.cents, before.due_cents)
    rest_cents = written_off.cents - of_due_cents
    if too_much_cents := max(rest_cents - (before.outstanding_cents - before.advance_cents), 0):
        raise TooMuch(too_much_cents)
    of_due = replace(
        before,
        due_cents=before.due_cents - of_due_cents,
        written_off_cents=before.written_off_cents + written_off.cents,
    )
    less = _less_outstanding(terms, of_due, rest_cents, written_off.on)
    if too_much_cents := max(written_off.interest_cents - less.interest_due_cents, 0):
        raise TooMuch(too_much_cents)
    return replace(
        less,
        interest_due_cents=less.interest_due_cents - written_off.interest_cents,
        waived_cents=less.waived_cents + written_off.interest_cents,
    )


def change_terms(terms: LoanTerms, new: LoanTerms, before: Position, on: date) -> Position:
    """What is left is owed on other terms from that day on; interest until then is by the terms of before."""
    accrued_cents, accrued_parts = divmod(_accrued(terms, before, on), cent(terms.day_count))
    again = replace(
        before,
        outstanding_cents=before.principal_left_cents,
        due_cents=0,
        fallen_due=0,
        accrued_cents=accrued_cents,
        accrued_parts=accrued_parts,
        since=on,
        level_cents=0,
    )
    return _levelled(new, again)


def walk(terms: LoanTerms, cents: int, paid_on: date, moves: Iterable[Move], until: date) -> Position:
    """All of it from the start: instalments that fell due until that day, and these moves, each on its day.

    `terms` are those that it began with. On one day what falls due comes first. Raises `TooMuch`.
    """
    position = paid_out(terms, cents, paid_on)
    for move in sorted(moves, key=lambda move: move.on):
        position = _through(terms, paid_on, position, move.on)
        if move.terms:
            position, terms = change_terms(terms, move.terms, position, move.on), move.terms
        else:
            position = (write_off if move.what == "write-off" else repay)(terms, position, move)
    return _through(terms, paid_on, position, until)


def running_cents(terms: LoanTerms, position: Position, on: date) -> int:
    """Interest since the last instalment: it falls due with the next one, or once nothing is outstanding."""
    return charged(_accrued(terms, position, on), terms.day_count) if position.outstanding_cents else 0


def payoff_cents(terms: LoanTerms, position: Position, on: date) -> int:
    """What has to be repaid on that day, towards principal, so that nothing is owed any more."""
    owed_cents = position.principal_left_cents + position.interest_due_cents + running_cents(terms, position, on)
    return owed_cents - position.advance_cents


def _through(terms: LoanTerms, paid_on: date, position: Position, until: date) -> Position:
    while (day := next_due_on(terms, paid_on, position)) and day <= until:
        position = fall_due(terms, position, day)
    return position


def _principal(terms: LoanTerms, before: Position, interest_cents: int) -> int:
    """Of the next instalment."""
    left = terms.instalments - before.fallen_due
    if left == 1:
        return before.outstanding_cents
    if terms.repayment == "bullet" or before.fallen_due < terms.interest_only:
        return 0
    if terms.repayment == "linear":
        return -(-before.outstanding_cents // left)
    return min(max(before.level_cents - interest_cents, 0), before.outstanding_cents)


def _pay_what_is_due(before: Position, cents: int) -> tuple[Position, int]:
    """Interest first; and what is left."""
    interest_cents = min(cents, before.interest_due_cents)
    principal_cents = min(cents - interest_cents, before.due_cents)
    if not interest_cents + principal_cents:
        return before, cents
    paid = replace(
        before,
        interest_due_cents=before.interest_due_cents - interest_cents,
        interest_paid_cents=before.interest_paid_cents + interest_cents,
        due_cents=before.due_cents - principal_cents,
        repaid_cents=before.repaid_cents + principal_cents,
    )
    return paid, cents - interest_cents - principal_cents


def _less_outstanding(terms: LoanTerms, before: Position, cents: int, on: date) -> Position:
    """Less is outstanding from that day on: instalments become lower, as many as before.

    Where nothing is any more, the interest of the days since the last instalment is charged at once.
    """
    if not cents:
        return before
    parts, outstanding_cents = _accrued(terms, before, on), before.outstanding_cents - cents
    if not outstanding_cents:
        interest_due_cents = before.interest_due_cents + charged(parts, terms.day_count)
        settled = replace(before, interest_due_cents=interest_due_cents, accrued_cents=0, accrued_parts=0)
        return replace(settled, outstanding_cents=0, level_cents=0, since=on)
    accrued_cents, accrued_parts = divmod(parts, cent(terms.day_count))
    less = replace(before, accrued_cents=accrued_cents, accrued_parts=accrued_parts, since=on)
    return _levelled(terms, replace(less, outstanding_cents=outstanding_cents))


def _levelled(terms: LoanTerms, position: Position) -> Position:
    if terms.repayment != "annuity":
        return position
    instalments = terms.instalments - max(position.fallen_due, terms.interest_only)
    cents = level(position.outstanding_cents, terms.annual_rate, terms.months_between, instalments)
    return replace(position, level_cents=cents)


def _accrued(terms: LoanTerms, position: Position, until: date) -> int:
    """Interest that is not charged yet, until that day, in parts of a cent."""
    before = position.accrued_cents * cent(terms.day_count) + position.accrued_parts
    since = accrued(position.outstanding_cents, terms.annual_rate, terms.day_count, position.since, until)
    return before + since
