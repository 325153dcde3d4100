"""Loans, and claims of what was paid beyond what is determined: falling due, repaid, corrected, written off."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from services.settlement.loans import facts, queries
from services.settlement.loans import messages as m
from services.settlement.loans.decisions.changing import approve, correct_repayment, write_off
from services.settlement.loans.decisions.lending import falls_due
from services.settlement.loans.decisions.repaying import record_repayment
from services.settlement.loans.decisions.terms import change_terms
from services.settlement.loans.state import Folded, Loans, evolve
from services.settlement.state import State
from shared.calendar import AMSTERDAM
from shared.service import Context, Deadline, Facts, addressed, public
from shared.topic import Slice, Timer, Topic, by_fields, classes


def _due_days(state: State) -> Iterator[Deadline]:
    """The first moment of each day on which an instalment falls due."""
    for day, order in state.loans.falling_due:
        yield datetime.combine(day, time(), AMSTERDAM).astimezone(UTC), order


def _falls_due(state: State, order: str, _: Context) -> Facts:
    return falls_due(state, order)


def _due_on(state: State, order: str) -> date:
    due_on = state.loans.by_order[order].next_due_on
    assert due_on is not None, f"nothing falls due on {order}"
    return due_on


_NEXT_DUE = Timer("next_due_on", "`instalment-due`", deadlines=_due_days, due=_falls_due, books_on=_due_on)

LOANS = Topic(
    "loans",
    slice=Slice(Loans, evolve, classes(Folded)),
    decides={
        m.RecordRepayment: by_fields(record_repayment),
        m.CorrectRepayment: by_fields(correct_repayment),
        m.WriteOffLoan: by_fields(write_off),
        m.ChangeLoanTerms: by_fields(change_terms),
        m.ApproveLoanChange: by_fields(approve),
    },
    timers=(_NEXT_DUE,),
    publishes={
        facts.LoanPaidOut: public(m.LoanPaidOut, key="order"),
        facts.ClaimMade: public(m.ClaimMade, key="order"),
        facts.InstalmentDue: public(m.InstalmentDue, key="order"),
        facts.RepaymentReceived: public(m.RepaymentReceived, key="order"),
        facts.RepaymentCorrected: public(m.RepaymentCorrected, key="order"),
        facts.LoanWrittenOff: public(m.LoanWrittenOff, key="order"),
        facts.LoanTermsChanged: public(m.LoanTermsChanged, key="order"),
        facts.LoanUndone: public(m.LoanUndone, key="order"),
        facts.LoanChangeAwaitsApproval: addressed(m.LoanChangeAwaitsApproval, party="approver"),
    },
    queries={queries.ShowLoan: queries.show_loan, queries.ListLoans: queries.list_loans},
    open_business=lambda loans: {"loans": loans.running, "loan-changes-waiting": len(loans.waiting)},
)
