"""The second pair of eyes on a change of a loan or a claim, and what its next owner is told."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from services.settlement.loans.facts import LoanChangeAwaitsApproval, LoanTerms
from services.settlement.loans.state import Loan
from services.settlement.state import State
from shared.money import Refusal, euros

TOLD_AT_ONCE = 100
"""So many fit into one decision; the lender asks for any beyond them again."""


def second_yes(
    state: State, loan: Loan, wanted: LoanChangeAwaitsApproval, cents: int
) -> LoanChangeAwaitsApproval | Refusal | None:
    """What asks the second approver; None where one party decides alone.

    That is a zuil, a budget holder up to the threshold, and a second approver in its place.
    """
    approver = state.payers.second_approver(loan.funder)
    if approver is None or approver == wanted.requested_by or not state.payers.needs_two(loan.funder, cents):
        return None
    if approver == loan.borrower:
        sentence = f"{approver} is second approver and borrows this; have the executive name another second approver."
        return Refusal("own-interest", sentence, "order")
    asked = replace(wanted, approver=approver)
    if state.loans.waiting.get(loan.order) == asked:
        return Refusal("awaits-approval", f"This waits for the approval of {approver}.", "order")
    return asked


def not_the_approver(state: State, waiting: LoanChangeAwaitsApproval, by: str) -> Refusal | None:
    approver = state.payers.second_approver(waiting.funder)
    if by == waiting.requested_by:
        return Refusal("same-approver", f"{by} asked for it itself; the second yes is another party's.", "order")
    if by == waiting.borrower:
        sentence = f"{by} borrows this; have the executive name another second approver."
        return Refusal("own-interest", sentence, "order")
    if by != approver:
        who = approver or "a second approver, whom the executive has to name first,"
        return Refusal("not-yours", f"Only {who} may approve this for {waiting.funder}.", "order")
    return None


def superseded(
    waiting: LoanChangeAwaitsApproval, principal_cents: int, interest_cents: int, terms: LoanTerms | None
) -> Refusal | None:
    asked = waiting.principal_cents, waiting.interest_cents
    if (*asked, waiting.terms) == (principal_cents, interest_cents, terms):
        return None
    named = " and ".join(euros(cents) for cents in asked)
    if waiting.terms:
        named += f" in {waiting.terms.instalments} instalments from {waiting.terms.first_due_on} on"
    sentence = f"{waiting.requested_by} now asks for {named}; approve exactly that, or leave it."
    return Refusal("superseded", sentence, "terms" if asked == (principal_cents, interest_cents) else "principal_cents")


def asked_again(state: State, pool: str, second_approver: str | None) -> list[LoanChangeAwaitsApproval]:
    """What awaited the former second approver of a pool, told to the next one."""
    return list(islice(_told_again(state, f"pool:{pool}", second_approver), TOLD_AT_ONCE))


def _told_again(state: State, funder: str, approver: str | None) -> Iterator[LoanChangeAwaitsApproval]:
    for waiting in state.loans.waiting.values():
        concerned = {waiting.requested_by, waiting.approver, waiting.borrower}
        if approver and waiting.funder == funder and approver not in concerned:
            yield replace(waiting, approver=approver)
