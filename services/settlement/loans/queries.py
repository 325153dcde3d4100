"""What may be asked about loans, the form of the answers with an example each, and the answers."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from services.settlement.agreements.messages import TermsOfLoan
from services.settlement.loans import messages as m
from services.settlement.loans.decisions.schedule import fall_due, instalment, next_due_on, payoff_cents, running_cents
from services.settlement.loans.state import Loan
from services.settlement.orders.messages import OrderId
from services.settlement.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import SLUG, After, AnswerBody, Limit, QueryBody, as_published

Funder = Annotated[str, Field(pattern=rf"^(pool|zuil):{SLUG.strip('^$')}$")]
"""`pool:<id>` or `zuil:<slug>`."""


class InstalmentShown(BaseModel):
    """What will fall due, if nothing else comes before."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    due_on: date
    principal_cents: int
    interest_cents: int


class RepaymentShown(BaseModel):
    """What came at one time, as it was recorded or corrected last."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    repayment: int
    cents: int
    received_on: date


class _OfLoan(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    order: str
    ask: str
    funder: str
    borrower: str
    cents: int
    paid_on: date
    outstanding_cents: int
    """Principal that is not due yet."""
    due_cents: int
    """Principal that is due, and was not paid."""
    interest_due_cents: int
    advance_cents: int
    repaid_cents: int
    interest_paid_cents: int
    written_off_cents: int
    next_due_on: date | None


class LoanShown(AnswerBody, _OfLoan):
    """A loan: its terms, where it stands, what settles it today, what came, and what is to fall due."""

    terms: TermsOfLoan
    payoff_cents: int
    running_interest_cents: int = 0
    """Since the last instalment, until today."""
    total_repayments: int
    repayments: tuple[RepaymentShown, ...]
    instalments: tuple[InstalmentShown, ...]

    example = {
        **{name: m.LoanPaidOut.example[name] for name in ("order", "ask", "funder", "borrower", "cents", "paid_on")},
        "outstanding_cents": 950_000,
        "due_cents": 4_687,
        "interest_due_cents": 0,
        "advance_cents": 0,
        "repaid_cents": 45_313,
        "interest_paid_cents": 6_250,
        "written_off_cents": 0,
        "next_due_on": "2026-09-20",
        "terms": m.TERMS,
        "payoff_cents": 955_149,
        "running_interest_cents": 462,
        "total_repayments": 1,
        "repayments": [{"repayment": 1, "cents": 51_563, "received_on": "2026-06-20"}],
        "instalments": [
            {"number": 2, "due_on": "2026-09-20", "principal_cents": 50_000, "interest_cents": 5_938},
        ],
    }


class Loans(AnswerBody):
    """So many loans in all, and where those stand that were asked for."""

    total: int
    loans: tuple[_OfLoan, ...]

    example = {"total": 1, "loans": [{name: LoanShown.example[name] for name in _OfLoan.model_fields}]}


class ShowLoan(QueryBody):
    """A loan, by the order that paid it out, or a claim; repayments after the first `after`, and what will fall due."""

    name = "loan"
    refuses = ("unknown-loan",)
    answer = LoanShown
    order: OrderId
    after: After = 0
    limit: Limit = 100

    example = {"order": m.LoanPaidOut.example["order"]}


class ListLoans(QueryBody):
    """The loans and claims of a funder in the order in which they began, after the first `after`.

    One that was undone counts, and is not shown.
    """

    name = "loans"
    answer = Loans
    funder: Funder
    after: After = 0
    limit: Limit = 100

    example = {"funder": "pool:moestuin"}


# Answers


def show_loan(state: State, query: ShowLoan, context: Context) -> dict[str, Any] | Refusal:
    loan = state.loans.by_order.get(query.order)
    if loan is None:
        sentence = f"There is no loan or claim {query.order}; name the order that paid it out, or the claim."
        return Refusal("unknown-loan", sentence, "order")
    shown = islice(enumerate(loan.repayments, start=1), query.after, query.after + query.limit)
    moves = ((number, loan.moves[at]) for number, at in shown)
    return {
        **_loan(loan),
        "terms": as_published(TermsOfLoan, loan.terms),
        "payoff_cents": payoff_cents(loan.terms, loan.position, context.today),
        "running_interest_cents": running_cents(loan.terms, loan.position, context.today),
        "total_repayments": len(loan.repayments),
        "repayments": [{"repayment": number, "cents": move.cents, "received_on": move.on} for number, move in moves],
        "instalments": list(islice(_to_come(loan), query.limit)),
    }


def list_loans(state: State, query: ListLoans, context: Context) -> dict[str, Any]:
    total = state.loans.lent.get(query.funder, 0)
    numbers = range(query.after + 1, min(total, query.after + query.limit) + 1)
    orders = (state.loans.lent_at[f"{query.funder}/{number}"] for number in numbers)
    found = (state.loans.by_order.get(order) for order in orders)
    return {"total": total, "loans": [_loan(loan) for loan in found if loan]}


def _loan(loan: Loan) -> Mapping[str, Any]:
    position = loan.position
    return {
        "order": loan.order,
        "ask": loan.ask,
        "funder": loan.funder,
        "borrower": loan.borrower,
        "cents": loan.cents,
        "paid_on": loan.paid_on,
        "outstanding_cents": position.outstanding_cents,
        "due_cents": position.due_cents,
        "interest_due_cents": position.interest_due_cents,
        "advance_cents": position.advance_cents,
        "repaid_cents": position.repaid_cents,
        "interest_paid_cents": position.interest_paid_cents,
        "written_off_cents": position.written_off_cents,
        "next_due_on": loan.next_due_on,
    }


def _to_come(loan: Loan) -> Iterator[dict[str, Any]]:
    position = loan.position
    while due_on := next_due_on(loan.terms, loan.paid_on, position):
        principal_cents, interest_cents = instalment(loan.terms, position, due_on)
        position = fall_due(loan.terms, position, due_on)
        yield {
            "number": position.fallen_due,
            "due_on": due_on,
            "principal_cents": principal_cents,
            "interest_cents": interest_cents,
        }
