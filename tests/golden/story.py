"""What garden, cake and register leave unrecorded: one more story, so that every kind of event occurs.

Amounts, names and days differ from one another wherever they can: bytes in which two neighbouring fields are equal
would not tell that these were swapped. Some business stays open, for whoever starts from these logs again.
"""

from tests.golden import centre, outages
from tests.golden.cast import cast


async def story(stage, platform, clock, operator):
    """Play it. `clock` tells the time by which the platform lives, `operator` runs a command of a service's module."""
    async with cast(stage) as players:
        await centre.last_year_closed(players)
        await centre.two_pools(players)
        await centre.second_approval(players)
        await centre.paid_and_refunded(players)
        await centre.earned_back(players)
        await centre.left_open(players)
        await centre.too_late(players, clock)
    await outages.answered_what_is_not_asked(stage, platform)
    await outages.committed_before_granted(stage, platform, operator)
