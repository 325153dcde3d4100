"""In the rules of loans."""

from tests.simulation.planted.bug import Bug

_DECISIONS = "services/settlement/loans/decisions"

LOANS = (
    Bug(
        name="a loan goes on without its payment",
        file=f"{_DECISIONS}/lending.py",
        old="    if loan is None:\n        return []\n    postings",
        new="    if loan is None or loan.moves:\n        return []\n    postings",
        thought="What was repaid was repaid.",
        within=300,
    ),
    Bug(
        name="what is kept is forgotten at an early repayment",
        file=f"{_DECISIONS}/schedule.py",
        old="    left_cents += paid.advance_cents\n    early_cents",
        new="    early_cents",
        thought="That is for instalments.",
        within=100,
        overdraws=True,
    ),
    Bug(
        name="a write-off needs no second yes",
        file=f"{_DECISIONS}/changing.py",
        old="    return asked if isinstance(asked, Refusal) else [asked or written_off]",
        new="    return asked if isinstance(asked, Refusal) else [written_off]",
        thought="Nobody gains by it.",
        within=800,
    ),
    Bug(
        name="what is paid is told whole each time",
        file=f"{_DECISIONS}/repaying.py",
        old="            paid_principal_cents=after.repaid_cents - before.repaid_cents,",
        new="            paid_principal_cents=after.repaid_cents,",
        thought="The pool wants to know where the loan stands.",
        within=100,
    ),
    Bug(
        name="a loss is forgotten at the next repayment",
        file="services/pool/holds/state/reservation.py",
        old="        for gone in (self.returned, self.lost):\n",
        new="        for gone in (self.returned,):\n",
        thought="Lost money may come back.",
        within=800,
    ),
    Bug(
        name="the last instalment is as high as the others",
        file=f"{_DECISIONS}/schedule.py",
        old="    if left == 1:\n",
        new='    if left == 1 and terms.repayment != "annuity":\n',
        thought="An annuity is level.",
        within=400,
    ),
    Bug(
        name="the level stays after an early repayment",
        file=f"{_DECISIONS}/schedule.py",
        old="    return _levelled(terms, replace(less, outstanding_cents=outstanding_cents))\n",
        new="    return replace(less, outstanding_cents=outstanding_cents)\n",
        thought="An annuity is level.",
        within=400,
    ),
    Bug(
        name="interest is charged from the first day at each instalment",
        file=f"{_DECISIONS}/schedule.py",
        old="        since=due_on,\n        advance_cents=0,\n",
        new="        advance_cents=0,\n",
        thought="It was charged, so nothing is accrued.",
        within=400,
    ),
    Bug(
        name="what came counts from the day on which it is recorded",
        file=f"{_DECISIONS}/repaying.py",
        old="    after = until_now(loan, (*loan.moves, Move(received_on, towards, cents)), today)\n",
        new="    after = until_now(loan, (*loan.moves, Move(today, towards, cents)), today)\n",
        thought="It is known from today on.",
        within=400,
    ),
    Bug(
        name="a repayment leaves the timer as it was",
        file="services/settlement/loans/state.py",
        old="            _falls_due(loans, fact.order, fact.next_due_on)\n\n\ndef",
        new="""            if not isinstance(fact, RepaymentReceived):
                _falls_due(loans, fact.order, fact.next_due_on)


def""",
        thought="Who pays early does not change the days.",
        within=800,
    ),
    Bug(
        name="a loan that was undone still falls due",
        file="services/settlement/loans/state.py",
        old="            _falls_due(loans, fact.order, None)\n",
        new="",
        thought="It is not there any more.",
        within=400,
    ),
    Bug(
        name="of two loans that fall due on one day another is struck",
        file="services/settlement/loans/state.py",
        old="bisect_left(loans.falling_due, (loan.next_due_on, order))]",
        new='bisect_left(loans.falling_due, (loan.next_due_on, ""))]',
        thought="The list is sorted by day.",
        within=400,
    ),
    Bug(
        name="what is corrected counts from the day of its correction",
        file=f"{_DECISIONS}/changing.py",
        old="was._replace(cents=wanted.principal_cents), *loan.moves[at + 1 :])",
        new="was._replace(cents=wanted.principal_cents, on=today), *loan.moves[at + 1 :])",
        thought="It is known since today.",
        within=400,
    ),
    Bug(
        name="a second yes to a change may be given again",
        file="services/settlement/loans/state.py",
        old="                del loans.waiting[fact.order]\n",
        new="                pass\n",
        thought="The next change takes its place.",
        within=1500,
    ),
    Bug(
        name="a write-off tells nothing of what else was paid",
        file=f"{_DECISIONS}/changing.py",
        old="""        approved_by=approved_by,
        paid_principal_cents=after.repaid_cents - before.repaid_cents,
        paid_interest_cents=after.interest_paid_cents - before.interest_paid_cents,
""",
        new="        approved_by=approved_by,\n",
        thought="By a write-off nobody pays.",
        within=1500,
    ),
)
