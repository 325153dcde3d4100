"""What is to be ordered of an ask: all of it, or a part; each is ordered once, and again only where that ended."""

from datetime import date

import msgspec

from audit.facts.declaring import Kept


class Owed(msgspec.Struct, frozen=True):
    """What an order has to say that is still to be made."""

    cents: int
    due_on: date | None = None
    """None: within the term of law after the decision that orders it."""
    not_before: date | None = None
    """The day that the grant names: it is due then, if that is still to come."""
    advance: int | None = None


OWED = Kept(Owed)
"""By what an order pays, as `paid_for` names it."""
MADE = Kept(int)
"""By the same, how many orders there were."""
