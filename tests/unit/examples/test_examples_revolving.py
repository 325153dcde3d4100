"""The revolving fund, counted again: every loan by its terms, in fractions, with code that shares nothing with it."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from calendar import isleap, monthrange
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest

from audit import check
from examples.narration import Console, Failed, Narrator
from examples.revolving.loans import AGREED_ON, LOANS, LOST
from examples.revolving.plan import (
    BUFFER,
    CARRIED_OVER,
    CONTRIBUTIONS,
    FOUR_EYES_CENTS,
    FULL_BUFFER_CENTS,
    REGISTER,
    YEARS,
)
from examples.revolving.play import play
from examples.revolving.plot import draw
from examples.revolving.tally import Tally
from examples.revolving.telling import show
from examples.stand import Hands
from services.settlement.loans.facts import RepaymentReceived

ROOT = Path(__file__).parents[3]
README = ROOT / "examples" / "revolving" / "README.md"
UNTIL = date(YEARS[-1], 12, 31)
AFTERWARDS = datetime(YEARS[-1] + 1, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("revolving")


@pytest.fixture(scope="module")
def played(folder):
    return play(folder)


def run(*options):
    command = [sys.executable, "-m", "examples.revolving", *map(str, options)]
    environment = {**os.environ, "COLUMNS": "80"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100, check=False)


# The loans, counted again


def half_up(amount):
    return int((2 * amount + 1) // 2)


def year_part(day_count, first, last):
    if day_count == "30E/360":
        months = 12 * (last.year - first.year) + last.month - first.month
        return Fraction(30 * months + min(last.day, 30) - min(first.day, 30), 360)
    if day_count == "act/365F":
        return Fraction((last - first).days, 365)
    days = (first + timedelta(days=number) for number in range((last - first).days))
    return sum((Fraction(1, 366 if isleap(day.year) else 365) for day in days), Fraction(0))


def months_on(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Counted:
    """One loan from its payment until the end: per day what came of principal and interest, and what was lost."""

    def __init__(self, loan, paid_on):
        self.loan, self.terms = loan, loan.terms
        self.rate = Fraction(loan.terms["annual_rate"])
        self.left, self.since, self.accrued = loan.cents, paid_on, Fraction(0)
        self.due_principal = self.due_interest = self.fallen_due = self.lost = 0
        self.came = []
        every, times = self.terms["months_between"], self.terms["instalments"]
        days = [(months_on(paid_on, every * number), 0) for number in range(1, times + 1)]
        days += [(loan.late[1], 1)] if loan.late else []
        days += [(loan.early[0], 2)] if loan.early else []
        days += [(AGREED_ON, 3)] if loan is LOST else []
        self.level = self.annuity()
        for day, what in sorted(days):
            if day <= UNTIL and (self.left or what == 1):
                (self.instalment, self.pay, self.early, self.lose)[what](day)

    def annuity(self):
        """Of the instalments that repay something, the equal amount."""
        periods = self.terms["instalments"] - max(self.fallen_due, self.terms["interest_only"])
        rate = self.rate * self.terms["months_between"] / 12
        return half_up(self.left * rate / (1 - (1 + rate) ** -periods))

    def accrue(self, day):
        self.accrued += self.left * self.rate * year_part(self.terms["day_count"], self.since, day)
        self.since = day

    def instalment(self, day):
        self.accrue(day)
        interest, self.accrued = half_up(self.accrued), Fraction(0)
        to_come = self.terms["instalments"] - self.fallen_due
        if to_come == 1:
            principal = self.left
        elif self.terms["repayment"] == "bullet" or self.fallen_due < self.terms["interest_only"]:
            principal = 0
        elif self.terms["repayment"] == "linear":
            principal = -(-self.left // to_come)
        else:
            principal = self.level - interest
        self.fallen_due += 1
        self.left -= principal
        self.due_principal += principal
        self.due_interest += interest
        stops, late = self.loan.stops, self.loan.late
        if not (stops and day >= stops) and not (late and late[0] <= day < late[1]):
            self.pay(day)

    def pay(self, day):
        self.came.append((day, self.due_principal, self.due_interest))
        self.due_principal = self.due_interest = 0

    def early(self, day):
        self.accrue(day)
        principal = self.loan.early[1] or self.left
        self.left -= principal
        interest = 0
        if not self.left:
            interest, self.accrued = half_up(self.accrued), Fraction(0)
        self.came.append((day, principal, interest))
        self.level = self.annuity() if self.left else 0

    def lose(self, day):
        self.lost, self.left, self.due_principal = self.left + self.due_principal, 0, 0


@pytest.fixture(scope="module")
def years(played):
    """By year, what the table says: put in, lent, repaid, interest, lost, outstanding, free, buffer, times lent.

    The buffer bears what it can of the loss; in a year that begins with less than it has to be, all interest fills it.
    """
    moved = defaultdict(Counter)
    for contribution in CONTRIBUTIONS:
        moved[contribution.on.year]["in"] += contribution.cents
    for made in played.made:
        moved[made.on.year]["lent"] += made.loan.cents
        counted = Counted(made.loan, made.on)
        for day, principal, interest in counted.came:
            moved[day.year]["repaid"] += principal
            moved[day.year]["interest"] += interest
        moved[AGREED_ON.year]["lost"] += counted.lost
    found, so_far, buffer = {}, Counter(), 0
    for year in YEARS:
        of, so_far = moved[year], so_far + moved[year]
        fills = year > YEARS[0] and buffer < FULL_BUFFER_CENTS
        buffer += of["interest"] if fills else 0
        buffer += sum(one.cents for one in CONTRIBUTIONS if (one.name, one.on.year) == (BUFFER, year))
        buffer -= min(buffer, of["lost"])
        out = so_far["lent"] - so_far["repaid"] - so_far["lost"]
        free = so_far["in"] - so_far["lent"] + so_far["repaid"] + so_far["interest"] - buffer
        found[year] = (of["in"], of["lent"], of["repaid"], of["interest"], of["lost"], out, free, buffer)
        found[year] += (Fraction(so_far["lent"], so_far["in"]),)
    return found


def test_every_figure_of_every_year_is_what_the_terms_come_to(played, years):
    before = [0] * 5
    for year, sums in played.years.items():
        *until, buffer = sums
        within = tuple(now - then for now, then in zip(until, before, strict=True))
        assert (*within, sums.outstanding, sums.free, buffer) == years[year][:8], year
        before = until
    assert list(played.years) == list(YEARS)


def test_the_table_says_these_figures(years, tmp_path):
    """Of another play than `played`, in a process of its own: at each run the same."""
    printed = run("--plot", tmp_path / "fund.svg")
    assert (printed.returncode, printed.stderr) == (0, "")
    said = [line.split() for line in printed.stdout.splitlines() if re.match(r"20\d\d .*\d,\d\d$", line)]
    rows = {row[0]: row[1:] for row in said}
    for year, (*cents, times) in years.items():
        euros = [f"{half_up(Fraction(amount, 100)):,}".replace(",", ".") for amount in cents]
        assert rows[str(year)] == [*euros, f"{half_up(times * 100) / 100:.2f}".replace(".", ",")]
    assert "De boeken kloppen, tot op de cent." in printed.stdout
    assert printed.stdout.endswith("revolving: ok\n")
    shown = README.read_text("utf-8").split("```\n")[1].splitlines()
    assert shown == [line.rstrip() for line in printed.stdout.splitlines() if line.rstrip() in shown]
    assert (tmp_path / "fund.svg").read_text("utf-8").startswith("<svg ")


def test_it_is_told_in_english_on_a_narrow_terminal(played):
    """No amount is folded: each year is one line."""
    console = Console(file=StringIO(), width=80)
    show(Narrator("en", console), played)
    lines = console.file.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    in_all = next(line.split() for line in lines if line.startswith("In all"))
    sums = played.tally.sums
    assert in_all[2:4] == [f"{cents // 100:,}" for cents in (sums.put_in, sums.lent)]
    assert [line[:4] for line in lines if re.match(r"20\d\d .*\.\d\d$", line)] == [str(year) for year in YEARS]


# What the story is to show


def test_every_loan_is_repaid_lost_or_still_owed(played):
    stands = played.tally.positions
    assert {loan.order for loan in LOANS} == stands.keys()
    for loan in LOANS:
        of = stands[loan.order]
        assert of.outstanding_cents + of.due_cents + of.repaid_cents + of.written_off_cents == loan.cents
    assert {loan.terms["repayment"] for loan in LOANS} == {"annuity", "linear", "bullet"}
    assert [loan for loan in LOANS if stands[loan.order].written_off_cents] == [LOST]
    assert len(LOANS) >= 15


def test_later_loans_are_made_of_what_came_back(played):
    assert sum(made.only_by_repayments for made in played.made) >= 5
    free = {point.on: point.free for point in played.tally.points}
    assert any(free[made.refused[0]] < made.loan.cents for made in played.made if made.refused)
    for made in played.made:
        assert all(made.loan.asked <= refused < made.on for refused in made.refused)
    assert min(free.values()) >= 0


def test_nothing_of_the_municipality_lapses_and_the_books_are_right(played):
    assert played.shown["lapsed_cents"] == 0
    last_days = {one["contribution"]: one["last_day"] for one in played.shown["contributions"]}
    carried_over = date(YEARS[-1] + 1, 12, 31)
    assert {name: last for name, last in last_days.items() if last} == dict.fromkeys(CARRIED_OVER, carried_over)
    assert len(last_days) == len(CONTRIBUTIONS)
    findings = check(played.logs)
    assert (findings.problems, findings.at_rest) == ([], True)


def test_the_loss_took_two_parties(folder, played):
    hands = Hands(folder, AFTERWARDS, REGISTER)
    large, rest = hands.settlement.facts("loan-written-off")
    hands.close()
    assert (large.decided_by, large.approved_by) == ("wijkteam", "college")
    assert large.principal_cents > FOUR_EYES_CENTS
    assert (rest.principal_cents, rest.approved_by) == (0, None)


def test_a_cent_that_is_told_otherwise_ends_it(folder, played, monkeypatch):
    """The identity is checked after every event: here, one fact says that a cent less was repaid."""
    hands = Hands(folder, AFTERWARDS, REGISTER)
    read = hands.settlement.fact

    def a_cent_less(event):
        fact = read(event)
        is_it = isinstance(fact, RepaymentReceived) and fact.repayment == 2
        return replace(fact, paid_principal_cents=fact.paid_principal_cents - 1) if is_it else fact

    monkeypatch.setattr(hands.settlement, "fact", a_cent_less)
    with pytest.raises(Failed, match="outstanding after repayment-received"):
        Tally(hands.pool, hands.settlement).read_on()
    hands.close()


def test_the_buffer_bears_first_and_is_filled_again(played, years):
    """Of the interest it gets that of the years after the loss, whole; nothing of it was ever lent."""
    of = {one["contribution"]: one for one in played.shown["contributions"]}
    full_again = next(year for year in YEARS if year > AGREED_ON.year and years[year][7] >= FULL_BUFFER_CENTS)
    interest = sum(years[year][3] for year in range(AGREED_ON.year + 1, full_again + 1))
    assert of[BUFFER]["paid_cents"] == of[BUFFER]["refunded_cents"] == 0
    assert of[BUFFER]["written_off_cents"] == FULL_BUFFER_CENTS
    assert of[BUFFER]["earned_cents"] == of[BUFFER]["free_cents"] == interest
    assert AGREED_ON.year + 1 < full_again < YEARS[-1]
    assert sum(one["written_off_cents"] for one in of.values()) == sum(of_year[4] for of_year in years.values())
    assert sum(one["earned_cents"] for one in of.values()) == sum(of_year[3] for of_year in years.values())


# The picture


@pytest.mark.parametrize(("lang", "words"), [("nl", "uitgeleend, uitstaand"), ("en", "lent, outstanding")])
def test_the_picture_has_a_title_axes_and_a_legend(played, lang, words):
    drawn = ET.fromstring(draw(Narrator(lang, Console()), played.tally.points))
    texts = [each.text for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"2027", "2036", "0", words} <= set(texts)
    assert drawn.find("{http://www.w3.org/2000/svg}title").text == texts[0]
    assert len([*drawn.iter("{http://www.w3.org/2000/svg}path")]) == 4


def test_where_it_cannot_be_written_it_says_so_at_once(tmp_path):
    drawn = run("--plot", tmp_path / "nowhere" / "fund.svg")
    assert (drawn.returncode, drawn.stdout) == (2, "")
    assert "nowhere" in drawn.stderr
