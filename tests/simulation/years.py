"""The true time of a world: seconds as they pass, and in some worlds months in which nobody does anything.

Everybody's clock goes on with it, so no clock is wrong; whatever waits for an answer waits for seconds as before.
"""

import asyncio
from datetime import UTC, datetime, timedelta

LASTING = 0.3
"""The share of worlds that last for years."""
YOUNG_SECONDS = 4
"""So long at most these suffer before the first month passes: afterwards they suffer whenever time leaps."""
LEAPS = (3, 8)
DAYS = (1, 9, 31, 31, 92, 184, 366)
STRUCK = 0.6
"""The share of leaps beside which a disaster happens."""
FIVE_YEARS = timedelta(days=5 * 366)
LONG = 0.3
"""The share of these worlds in which five years pass at once at one moment, so that what is to be done within them is
too late.
"""
YEAR_ENDS = 0.2
"""The share of leaps that end seconds before the end of a year in Amsterdam."""


class TrueTime:
    """Wall time and the time since the world began, by the seconds of its loop."""

    def __init__(self, begins, seconds):
        self._begins = begins
        self._seconds = seconds
        self._leaps = []
        """(second, how much passed at once), in order."""

    def now(self):
        return self.at(self._seconds())

    def at(self, second):
        """What every right clock said at that second; if months passed at it, after these."""
        return self._begins + timedelta(seconds=self.since_begin(second))

    def passed(self):
        """Seconds since the world began."""
        return self.since_begin(self._seconds())

    def since_begin(self, second):
        return second + sum(leapt.total_seconds() for at, leapt in self._leaps if at <= second)

    def leap(self, by):
        self._leaps.append((self._seconds(), by))


async def years_pass(world):
    """Again and again months pass at once, and what is due meanwhile is found all together, amid faults of all kinds.

    In between the town is left in peace: money is lent, and repaid.
    """
    leaps, long = world.fate.dice("years pass").randint(*LEAPS), world.fate.dice("five years")
    longest = long.randrange(1, leaps) if long.random() < LONG else None
    for number in range(leaps):
        dice = world.fate.dice("years pass", number)
        await asyncio.sleep(dice.uniform(2, 6))
        world.broker.sync()
        world.fate.raging = True
        async with asyncio.TaskGroup() as group:
            if dice.random() < STRUCK:
                group.create_task(world.struck(f"leap {number}", dice.uniform(0, 1)))
            group.create_task(_leap(world, number, dice, FIVE_YEARS if number == longest else timedelta()))
        world.fate.raging = False


async def _leap(world, number, dice, more):
    await asyncio.sleep(dice.uniform(0, 1))
    by = _to_year_end(world.time.now(), dice) if dice.random() < YEAR_ENDS else timedelta(days=dice.choice(DAYS))
    if world.fate.disaster("months pass", number):
        world.time.leap(by + more)
    await asyncio.sleep(dice.uniform(0.1, 1.5))


def _to_year_end(now, dice):
    """In Amsterdam a year ends an hour before it does in UTC."""
    end = datetime(now.year, 12, 31, 22, 59, 60 - dice.randint(1, 4), tzinfo=UTC)
    return max(end - now, timedelta())
