"""A mistake is mended by one command that states the right amount; what was recorded stays as it is.

The difference is posted in one event: from what is free; what is not free any more is short, and whatever comes next
into the contribution fills that first.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import TypeAlias

from services.pool.chart import PLEDGED, PLEDGED_BY, PUT_IN, Inflow, outflow
from services.pool.corrections.decisions.mistakes import Mistake, find_mistake, not_correctable, stands_so
from services.pool.corrections.facts import ContributionCorrected, CorrectionAwaitsApproval, Ground
from services.pool.corrections.state import what
from services.pool.holds.decisions.rebacking import rebacked
from services.pool.holds.facts import HoldRebacked
from services.pool.mandates.decisions import TOLD_AT_ONCE, second_approver
from services.pool.mandates.facts import MandateSet
from services.pool.pools.decisions import not_the_holder
from services.pool.state import State
from shared.money import Posting, Refusal, euros, transfer
from shared.money.chart import Balance

Corrected: TypeAlias = CorrectionAwaitsApproval | HoldRebacked | ContributionCorrected


def correct(
    state: State, *, by: str, today: date, pool: str, contribution: str, receipt: int | None, cents: int, ground: Ground
) -> list[Corrected] | Refusal:
    """The budget holder states what a receipt, or a pledge, should have been; 0 cents if there should be none.

    A wrong party or date is corrected to 0, and entered anew. A difference above the four-eyes threshold awaits the
    second approver.
    """
    mistake = find_mistake(state, pool, contribution, receipt)
    if isinstance(mistake, Refusal):
        return mistake
    if refusal := not_the_holder(state.pools.by_name[pool], by) or not_correctable(state, mistake, cents):
        return refusal
    approver = second_approver(state, pool, abs(cents - mistake.cents))
    if approver is None:
        return corrected(state, mistake, cents, ground, today, by)
    waiting = state.corrections.of(pool).get(what(contribution, receipt))
    if waiting and (waiting.cents, waiting.approver, waiting.requested_by) == (cents, approver, by):
        sentence = f"This correction to {euros(cents)} waits for the approval of {approver}."
        return Refusal("awaits-approval", sentence, "cents")
    return [CorrectionAwaitsApproval(*_of(mistake, cents, ground, by), approver)]


def approve(
    state: State, *, by: str, today: date, pool: str, contribution: str, receipt: int | None, cents: int
) -> list[Corrected] | Refusal:
    """The second yes, by another party than the first. What is right is judged again: more may have come since."""
    mistake = find_mistake(state, pool, contribution, receipt)
    if isinstance(mistake, Refusal):
        return mistake
    waiting = state.corrections.of(pool).get(what(contribution, receipt))
    if waiting is None:
        sentence = (
            f"No correction of this awaits approval; {state.pools.by_name[pool].budget_holder} asks for it first."
        )
        return Refusal("nothing-to-approve", sentence, "contribution")
    if refusal := _not_the_approver(state, waiting, by) or _superseded(waiting, cents):
        return refusal
    return not_correctable(state, mistake, cents) or corrected(
        state, mistake, cents, waiting.ground, today, waiting.requested_by, by
    )


def asked_again(state: State, mandate: MandateSet) -> list[CorrectionAwaitsApproval]:
    """What awaited the former second approver of a pool, told to the one whom this mandate names.

    What needs no second approval any more, or another first yes, or was settled otherwise is the budget holder's.
    """
    return list(islice(_told_again(state, mandate), TOLD_AT_ONCE))


def _told_again(state: State, mandate: MandateSet) -> Iterator[CorrectionAwaitsApproval]:
    approver, threshold = mandate.second_approver, mandate.four_eyes_above_cents
    if approver is None or threshold is None:
        return
    for waiting in state.corrections.of(mandate.pool).values():
        concerned = {waiting.approver, waiting.requested_by}
        above = abs(waiting.cents - waiting.was_cents) > threshold
        if approver not in concerned and above and stands_so(state, waiting):
            yield CorrectionAwaitsApproval(**asdict(waiting) | {"approver": approver})


def corrected(
    state: State,
    mistake: Mistake,
    cents: int,
    ground: Ground,
    today: date,
    requested_by: str,
    approved_by: str | None = None,
) -> list[Corrected]:
    """The correction, and before it the holds that other contributions can back in place of money that never came."""
    facts = rebacked(state, mistake.pledged, mistake.cents - cents, today) if mistake.receipt else []
    balance = state.books.after(posting for fact in facts for posting in fact.postings)
    of = _of(mistake, cents, ground, requested_by)
    postings = _postings(state, mistake, cents, balance)
    return [*facts, ContributionCorrected(*of, approved_by, postings)]


def _of(
    mistake: Mistake, cents: int, ground: Ground, requested_by: str
) -> tuple[str, str, str, int | None, int, int, Ground, int, str]:
    """The leading fields of every fact about it."""
    pledged = mistake.pledged
    right = cents, ground, mistake.of_year, requested_by
    return pledged.pool, pledged.contribution, pledged.contributor, mistake.receipt, mistake.cents, *right


def _postings(state: State, mistake: Mistake, cents: int, balance: Balance) -> tuple[Posting, ...]:
    """The difference. What was not received is still to come; what was not promised is not."""
    pool, contribution, contributor = mistake.pledged.pool, mistake.pledged.contribution, mistake.pledged.contributor
    pledged, pledged_by, put_in = PLEDGED(pool, contribution), PLEDGED_BY(contributor), PUT_IN(contributor)
    less = mistake.cents - cents
    if mistake.receipt is None:
        return transfer(less, pledged, pledged_by)
    if less > 0:
        return (
            *outflow(balance, state.year_end, less, pool, contribution, put_in),
            *transfer(less, pledged_by, pledged),
        )
    return (
        *Inflow(balance, state.year_end).transfer(-less, put_in, pool, contribution),
        *transfer(-less, pledged, pledged_by),
    )


def _not_the_approver(state: State, waiting: CorrectionAwaitsApproval, by: str) -> Refusal | None:
    mandate = state.mandates.of_pool.get(waiting.pool)
    approver = mandate.second_approver if mandate else None
    if by == waiting.requested_by:
        return Refusal("same-approver", f"{by} asked for it itself; the second yes is another party's.", "contribution")
    if by != approver:
        who = approver or "a second approver, whom the executive has to name first,"
        return Refusal("not-yours", f"Only {who} may approve a correction in {waiting.pool}.", "pool")
    return None


def _superseded(waiting: CorrectionAwaitsApproval, cents: int) -> Refusal | None:
    if cents == waiting.cents:
        return None
    sentence = f"{waiting.requested_by} now asks for {euros(waiting.cents)}; approve that, or leave it."
    return Refusal("superseded", sentence, "cents")
