"""What a commit engages: what counts for the ceilings of goals, and the task that goes with it."""

from audit.facts.declaring import Kept, Known, Line, Place

LINES = Kept(tuple[Line, ...])
"""By ask, what was last held of it for each goal: all that it asked."""
ENGAGED = Kept(int)
"""By `<pool>/<goal>`, in cents: held, committed and paid, less the principal that came back."""
UNMOVED = Kept(Place)
"""By ask, where money was committed of which the task has not moved yet."""


def engage(pool: str, ask: str, known: Known, times: int) -> None:
    """Count the lines of a hold in, or out again."""
    for line in known[LINES].get(ask, ()):
        add_engaged(pool, line.goal, times * line.cents, known)


def add_engaged(pool: str, goal: str, cents: int, known: Known) -> None:
    name = f"{pool}/{goal}"
    known[ENGAGED].put(name, known[ENGAGED].get(name, 0) + cents)
