"""What may be asked about savings, the form of the answer with an example, and the answer."""

from itertools import islice
from typing import Any

from services.settlement.savings import messages as m
from services.settlement.savings.state import Claim, Judgement
from services.settlement.state import State
from shared.service import Context
from shared.wire import After, AnswerBody, Limit, QueryBody, as_published


class Claims(AnswerBody):
    """Claims as they were put to the verifier, the oldest first."""

    claims: tuple[m.SavingClaimed, ...]

    example = {"claims": [m.SavingClaimed.example]}


class ListOpenClaims(QueryBody):
    """The savings that await the judgement of whoever asks, the oldest first."""

    name = "open-claims"
    answer = Claims
    limit: Limit = 100

    example = {"limit": 10}


class ClaimShown(m.SavingClaimed):
    """A claim, and what its verifier found: how much was verified, or why it was rejected."""

    verifier: str
    judgement: Judgement
    verified_cents: int | None
    reason: str | None

    example = {
        **m.SavingClaimed.example,
        "verifier": m.ClaimSaving.example["verifier"],
        "judgement": "verified",
        "verified_cents": m.VerifySaving.example["cents"],
        "reason": None,
    }


class ClaimsJudged(AnswerBody):
    """A page of claims, the oldest first, and how many there are."""

    total: int
    claims: tuple[ClaimShown, ...]

    example = {"total": 1, "claims": [ClaimShown.example]}


class ListClaims(QueryBody):
    """The savings that whoever asks claimed, or was named as verifier of; nobody else's."""

    name = "claims"
    answer = ClaimsJudged
    after: After = 0
    limit: Limit = 100

    example = {"limit": 10}


# Answers


def list_open_claims(state: State, query: ListOpenClaims, context: Context) -> dict[str, Any]:
    awaited = islice(state.savings.open.get(context.by, ()), query.limit)
    return {"claims": [as_published(m.SavingClaimed, state.savings.claims[claim].made) for claim in awaited]}


def list_claims(state: State, query: ListClaims, context: Context) -> dict[str, Any]:
    """Subject, evidence and reason concern the benefit holder and the verifier: each is shown its own claims only."""
    total = state.savings.count.get(context.by, 0)
    numbers = range(query.after + 1, min(total, query.after + query.limit) + 1)
    claims = (state.savings.at[f"{context.by}/{number}"] for number in numbers)
    return {"total": total, "claims": [_shown(state.savings.claims[claim]) for claim in claims]}


def _shown(claim: Claim) -> dict[str, Any]:
    return {
        **as_published(m.SavingClaimed, claim.made),
        "verifier": claim.made.verifier,
        "judgement": claim.judgement,
        "verified_cents": claim.verified_cents,
        "reason": claim.reason,
    }
