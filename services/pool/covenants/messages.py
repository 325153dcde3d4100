"""What is said and heard of covenants."""

from services.pool.covenants import facts
from services.pool.pools.messages import EXECUTIVE
from shared.wire import CommandBody, Id, PublishedMessage, Text


class SetInterestReserve(CommandBody):
    """Say whose income the interest on a pool's loans is: one contribution's, the reserve; null: of those that lent."""

    name = "set-interest-reserve"
    roles = EXECUTIVE
    sender = "executive"
    requires = (
        "The contribution has not ended. It counts for interest that comes in from then on, until the reserve ends, "
        "by its year or with its pool. `decision` names the covenant, or the decision by which it was agreed."
    )
    leads_to = "`interest-reserve-set`"
    refuses = ("unknown-pool", "unknown-contribution", "pool-closed", "lapsed", "already-so")
    pool: Id
    contribution: Id | None
    decision: Text

    example_by = "gemeente"
    example = {
        "pool": "moestuin",
        "contribution": "welzijn-2026",
        "decision": "Convenant gebundeld budget Spoorbuurt, artikel 7",
    }


class InterestReserveSet(PublishedMessage, of=facts.InterestReserveSet):
    """Whose income interest is from now on: the reserve's, or (null) in proportion of those that lent."""

    example = SetInterestReserve.example
