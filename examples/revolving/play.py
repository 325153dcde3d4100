"""Ten years, day by day: what is put in, asked, decided, paid out, repaid and lost, by the real services."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from examples.narration import require
from examples.revolving import plan
from examples.revolving.governing import govern
from examples.revolving.loans import AGREED_ON, BY_ORDER, LOANS, LOST, LOST_BECAUSE, LOST_ON, Loan
from examples.revolving.plan import CONTRIBUTIONS, EXECUTIVE, FIRST_DAY, HOLDER, LAST_DAY, POOL, Contribution
from examples.revolving.tally import Sums, Tally
from examples.stand import Hands
from services.settlement.loans.facts import InstalmentDue
from shared.calendar import AMSTERDAM

NINE = time(9)
LOOKS_AGAIN_DAYS = 7
"""The budget holder looks so often whether there is money now for what it had to refuse."""
DECIDE_WITHIN = timedelta(weeks=12)


@dataclass(frozen=True)
class Made:
    """A loan that came about: when it was paid out, and on which days it was refused for want of money before."""

    loan: Loan
    on: date
    refused: tuple[date, ...]
    only_by_repayments: bool
    """Whether all that was lent until then is more than all that was put in, and the interest on it."""


@dataclass(frozen=True)
class Played:
    """What came of it: by year the sums until its end, the loans as they came about, the pool by day and at the end."""

    years: dict[int, Sums]
    made: list[Made]
    tally: Tally
    shown: dict[str, Any]
    logs: dict[str, str]


def play(folder: Path) -> Played:
    """Play all of it; the logs stay in the folder."""
    years = {}
    with closing(Hands(folder, _at(FIRST_DAY), plan.REGISTER)) as hands:
        fund = Fund(hands)
        for day in _days():
            fund.live(day)
            if (day + timedelta(days=1)).year > day.year:
                years[day.year] = fund.tally.sums
        shown = fund.shown()
    require(len(LOANS), len(fund.made), "the loans that came about")
    logs = {name: f"sqlite:///{desk.path}" for name, desk in hands.desks.items()}
    return Played(years, fund.made, fund.tally, shown, logs)


def _days() -> Iterator[date]:
    return (FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1))


def _at(day: date) -> datetime:
    return datetime.combine(day, NINE, AMSTERDAM)


@dataclass
class Fund:
    """The fund as it is on a day."""

    hands: Hands
    made: list[Made] = field(default_factory=list)
    tally: Tally = field(init=False)
    _refused: dict[str, tuple[date, ...]] = field(default_factory=dict)
    """The asks that await an answer, and when they were refused."""

    def __post_init__(self) -> None:
        self.tally = Tally(self.hands.pool, self.hands.settlement)

    def live(self, day: date) -> None:
        """Time decides first; then people do what this day is for."""
        self.hands.clock.to(_at(day))
        self.hands.strike()
        self.hands.carry_all()
        govern(self.hands, day)
        self._pay(day, self.tally.read_on())
        for contribution in CONTRIBUTIONS:
            if contribution.on == day:
                self._put_in(contribution)
        for loan in LOANS:
            if loan.asked == day:
                self._ask(loan)
        for loan in LOANS:
            if loan.name in self._refused and (day - loan.asked).days % LOOKS_AGAIN_DAYS == 0:
                self._answer(loan, day)
        self._lose(day)
        self.hands.carry_all()
        self.tally.read_on()
        if day >= CONTRIBUTIONS[0].on:
            self.tally.end_of(day, self.shown())

    def shown(self) -> dict[str, Any]:
        return self.hands.sees(EXECUTIVE, self.hands.pool, "pool", pool=POOL)

    # Money in, money out

    def _put_in(self, contribution: Contribution) -> None:
        where = {"pool": POOL, "contribution": contribution.name}
        self.hands.must(
            contribution.party,
            self.hands.pool,
            "pledge",
            **where,
            cents=contribution.cents,
            earmarks=list(contribution.earmarks),
            task_field=plan.TASK_FIELDS[contribution.earmarks[0]],
            year=contribution.on.year,
            recurring="incidental",
            domain="social",
            first_loss=contribution.first_loss,
        )
        (offer,) = self.hands.sees(HOLDER, self.hands.pool, "offers", pool=POOL)["offers"]
        self.hands.must(HOLDER, self.hands.pool, "accept-pledge", **where, offer=offer["offer"])
        received = {"cents": contribution.cents, "received_on": contribution.on.isoformat()}
        self.hands.must(HOLDER, self.hands.pool, "receive", **where, **received)

    def _ask(self, loan: Loan) -> None:
        self.hands.must(
            loan.borrower,
            self.hands.applications,
            "submit-application",
            application=loan.name,
            purpose=loan.purpose.nl,
            neighbourhood=plan.WHERE,
            results=[{"indicator": loan.purpose.nl, "unit": "aantal", "target": "1", "goal": loan.goal}],
            costs=[{"what": loan.purpose.nl, "cents": loan.cents}],
            asks=[
                {
                    "ask": "lening",
                    "funder": f"pool:{POOL}",
                    "lines": [{"goal": loan.goal, "cents": loan.cents}],
                    "instrument": "loan",
                    "loan": loan.terms,
                }
            ],
            term="structural",
            decide_by=_at(loan.asked) + DECIDE_WITHIN,
        )
        self.hands.carry_all()
        self._refused[loan.name] = ()

    def _answer(self, loan: Loan, day: date) -> None:
        """Yes if there is money for it, and if that takes two: by both. Then it is granted, ordered and paid."""
        asked = {"pool": POOL, "ask": loan.ask, "revision": 1}
        code = self.hands.send(HOLDER, self.hands.pool, "hold-ask", **asked, cents=loan.cents)
        if code:
            require("not-enough", code, f"why {loan.name} is refused")
            self._refused[loan.name] += (day,)
            return
        if loan.cents > plan.FOUR_EYES_CENTS:
            self.hands.must(EXECUTIVE, self.hands.pool, "approve-hold", **asked)
        self.hands.carry_all()
        paid = {"order": loan.order, "cents": loan.cents, "paid_on": day.isoformat()}
        self.hands.must(HOLDER, self.hands.settlement, "confirm-payment", **paid)
        self.hands.carry_all()
        self.tally.read_on()
        sums = self.tally.sums
        self.made.append(Made(loan, day, self._refused.pop(loan.name), sums.lent > sums.put_in + sums.interest))

    # Money back

    def _pay(self, day: date, due: list[InstalmentDue]) -> None:
        """What falls due today; what was late; what is paid early."""
        for order in dict.fromkeys(fact.order for fact in due):
            if BY_ORDER[order].pays_on(day):
                self._repay(order, day, self._owed(order), "instalments")
        for loan in LOANS:
            if loan.late and loan.late[1] == day:
                self._repay(loan.order, day, self._owed(loan.order), "instalments")
            if loan.early and loan.early[0] == day:
                self._repay(loan.order, day, loan.early[1] or self._payoff(loan.order), "principal")

    def _owed(self, order: str) -> int:
        position = self.tally.positions[order]
        return position.due_cents + position.interest_due_cents

    def _payoff(self, order: str) -> int:
        """What it takes to be free of the loan today."""
        shown = self.hands.sees(HOLDER, self.hands.settlement, "loan", order=order)
        return int(shown["payoff_cents"])

    def _repay(self, order: str, day: date, cents: int, towards: str) -> None:
        came = {"cents": cents, "received_on": day.isoformat(), "towards": towards}
        self.hands.must(HOLDER, self.hands.settlement, "record-repayment", order=order, **came)

    def _lose(self, day: date) -> None:
        """The budget holder gives its reasons; above the threshold nothing is lost before the executive agrees."""
        order = LOST.order
        if day == LOST_ON:
            self._write_off(order)
            (waits,) = self.hands.settlement.state.loans.waiting.values()
            require(EXECUTIVE, waits.approver, "who has to agree to the loss")
        if day == AGREED_ON:
            self.hands.must(EXECUTIVE, self.hands.settlement, "approve-loan-change", order=order, **self._left(order))
            self.tally.read_on()
            self._write_off(order)

    def _write_off(self, order: str) -> None:
        why = {"ground": "insolvent", "reason": LOST_BECAUSE}
        self.hands.must(HOLDER, self.hands.settlement, "write-off-loan", order=order, **self._left(order), **why)

    def _left(self, order: str) -> dict[str, int]:
        stands = self.tally.positions[order]
        return {"principal_cents": stands.principal_left_cents, "interest_cents": stands.interest_due_cents}
