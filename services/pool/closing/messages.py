"""What is said and heard of closing a pool."""

from services.pool.closing import facts
from services.pool.pools.messages import EXECUTIVE
from shared.wire import CommandBody, Id, PublishedMessage, Text


class ClosePool(CommandBody):
    """Close a pool in which nothing is open, and give what is left back to the contributors."""

    name = "close-pool"
    roles = EXECUTIVE
    sender = "executive"
    requires = (
        "No ask waits for an answer or is held, nothing is committed, no offer waits, and of no pledge anything is "
        "still to come: decline, wait for the payments, and cancel first."
    )
    leads_to = "`pool-closed`"
    refuses = ("unknown-pool", "pool-closed", "still-open")
    pool: Id
    decision: Text

    example_by = "gemeente"
    example = {"pool": "moestuin", "decision": "Collegebesluit 2027-041, afsluiting gebundeld budget Spoorbuurt"}


class PoolClosed(PublishedMessage, of=facts.PoolClosed):
    """A pool was closed; what was free of each contribution, and what comes back later, goes to its contributor."""

    example = {
        **ClosePool.example,
        "closed_on": "2027-12-20",
        "parts": [
            {"contribution": "welzijn-2026", "cents": 200_000},
            {"contribution": "openbare-ruimte-2026", "cents": 0},
        ],
    }
