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
        file="services/pool/payments/decisions/dividing.py",
        old=" - reservation.lost.get(contribution, 0)",
        new="",
        thought="Lost money may come back.",
        within=800,
    ),
)
