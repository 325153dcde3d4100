"""Where a loan or a claim stands, counted anew by the contract's words: in exact fractions, from its first day.

Interest on an instalment is that of its days on what was outstanding on each, rounded half-up once. An annuity's level
is what repays what is outstanding in the instalments left, by twelfths of the rate; it is set anew when principal is
repaid or written off before it is due. On other terms what is left begins anew. What the borrower pays goes to interest
that is due, principal that is due, and then is kept, or repays principal.
"""

import math
from bisect import bisect_right
from calendar import isleap, monthrange
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from audit.facts.applications.terms import LoanTerms
from audit.facts.settlement.lending import Move, Position

_PARTS = {"30E/360": 10**8 * 360, "act/365F": 10**8 * 365, "act/act-ISDA": 10**8 * 365 * 366}
"""Of a cent, in which running interest is exact: a rate has at most eight decimals."""


class Account:
    """A loan, on its way from the day on which it was paid out; or a claim, from the day on which it was made."""

    def __init__(self, terms: LoanTerms, cents: int, paid_on: date) -> None:
        self.terms, self.paid_on, self.today = terms, paid_on, paid_on
        self.rate = Fraction(terms.annual_rate)
        self.outstanding, self.due, self.interest_due = cents, 0, 0
        self.kept, self.repaid, self.interest_paid, self.written_off, self.waived = 0, 0, 0, 0, 0
        self.number = 0
        self.running = Fraction(0)
        self.level = self._level()

    def next_due(self) -> date | None:
        if not self.outstanding:
            return None
        first, months = self.terms.first_due_on, self.terms.months_between
        return (
            _months_on(first, months * self.number) if first else _months_on(self.paid_on, months * (self.number + 1))
        )

    def advance(self, until: date) -> None:
        """Through all instalments until that day, this included."""
        while (day := self.next_due()) and day <= until:
            self._fall_due(day)

    def take(self, move: Move) -> None:
        if move.terms:
            self._begin_anew(move.terms, move.on)
            return
        if move.what == "write-off":
            self._write_off(move)
            return
        left = self._pay(move.cents)
        if move.what == "instalments":
            self.kept += left
            return
        left, self.kept = left + self.kept, 0
        early = min(left, self.outstanding)
        self.repaid += early
        self._lessen(early, move.on)
        self.kept = self._pay(left - early)

    def position(self) -> Position:
        cents = math.floor(self.running)
        parts = (self.running - cents) * _PARTS[self.terms.day_count]
        return Position(
            outstanding_cents=self.outstanding,
            due_cents=self.due,
            interest_due_cents=self.interest_due,
            advance_cents=self.kept,
            repaid_cents=self.repaid,
            interest_paid_cents=self.interest_paid,
            written_off_cents=self.written_off,
            waived_cents=self.waived,
            fallen_due=self.number,
            accrued_cents=cents,
            accrued_parts=int(parts),
            since=self.today,
            level_cents=self.level,
        )

    def _fall_due(self, day: date) -> None:
        self._run_to(day)
        interest, self.running = _half_up(self.running), Fraction(0)
        self.number += 1
        principal = self._principal(interest)
        self.outstanding -= principal
        self.due += principal
        self.interest_due += interest
        self.kept = self._pay(self.kept)

    def _principal(self, interest: int) -> int:
        left = self.terms.instalments - self.number
        if left == 0:
            return self.outstanding
        if self.terms.repayment == "bullet" or self.number <= self.terms.interest_only:
            return 0
        if self.terms.repayment == "linear":
            return math.ceil(Fraction(self.outstanding, left + 1))
        return sorted((0, self.level - interest, self.outstanding))[1]

    def _pay(self, cents: int) -> int:
        """Interest, then principal, as far as they are due; what is left."""
        interest = min(cents, self.interest_due)
        principal = min(cents - interest, self.due)
        self.interest_due -= interest
        self.interest_paid += interest
        self.due -= principal
        self.repaid += principal
        return cents - interest - principal

    def _begin_anew(self, terms: LoanTerms, day: date) -> None:
        self._run_to(day)
        self.terms, self.rate = terms, Fraction(terms.annual_rate)
        self.outstanding, self.due, self.number = self.outstanding + self.due, 0, 0
        self.level = self._level()

    def _write_off(self, move: Move) -> None:
        of_due = min(move.cents, self.due)
        self.due -= of_due
        self.written_off += move.cents
        self.interest_due -= move.interest_cents
        self.waived += move.interest_cents
        self._lessen(move.cents - of_due, move.on)

    def _lessen(self, cents: int, day: date) -> None:
        if not cents:
            return
        self._run_to(day)
        self.outstanding -= cents
        if self.outstanding:
            self.level = self._level()
            return
        self.interest_due += _half_up(self.running)
        self.running, self.level = Fraction(0), 0

    def _run_to(self, day: date) -> None:
        self.running += self.outstanding * self.rate * _year_part(self.terms.day_count, self.today, day)
        self.today = day

    def _level(self) -> int:
        if self.terms.repayment != "annuity":
            return 0
        left = self.terms.instalments - max(self.number, self.terms.interest_only)
        growth = 1 + Fraction(self.terms.annual_rate) * self.terms.months_between / 12
        worth = Fraction(left) if growth == 1 else (1 - growth**-left) / (growth - 1)
        return math.floor(self.outstanding / worth + Fraction(1, 2))


def recounted(terms: LoanTerms, cents: int, paid_on: date, moves: Sequence[Move], until: date) -> Account:
    """The loan with these moves, each on its day, and all that fell due until a day."""
    account = Account(terms, cents, paid_on)
    ordered: list[Move] = []
    for move in moves:
        ordered.insert(bisect_right([one.on for one in ordered], move.on), move)
    for move in ordered:
        account.advance(move.on)
        account.take(move)
    account.advance(until)
    return account


def _half_up(amount: Fraction) -> int:
    return math.floor(amount + Fraction(1, 2))


def _months_on(day: date, months: int) -> date:
    first = day.year * 12 + day.month - 1 + months
    year, month = first // 12, first % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])) if year <= date.max.year else date.max


def _year_part(day_count: str, first: date, last: date) -> Fraction:
    if day_count == "30E/360":
        return Fraction(_day_of_360(last) - _day_of_360(first), 360)
    if day_count == "act/365F":
        return Fraction((last - first).days, 365)
    return _years(last) - _years(first)


def _day_of_360(day: date) -> int:
    return 360 * day.year + 30 * day.month + min(day.day, 30)


def _years(day: date) -> Fraction:
    """Years since the beginning of time, the last one by its own days."""
    return day.year + Fraction(day.timetuple().tm_yday - 1, 366 if isleap(day.year) else 365)
