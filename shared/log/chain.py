"""Whether a log's chain holds, a bit at a time and from disk: of what a snapshot spares a start from reading."""

from shared.log.eventlog import NOTHING_BEFORE, EventLog, Link
from shared.log.fold import BrokenChain


class Chain:
    """Follows the chain of a log from a position on. An event is what it was if the next one holds its hash."""

    def __init__(self, log: EventLog, after: int = 0) -> None:
        """Of what stands at `after` the next event is believed; before the first event nothing stands."""
        self._log = log
        self._after = after
        self._before: Link | None = None

    def go_on(self, limit: int) -> int:
        """Look at the next events; how many there were. Raises BrokenChain, which names the event that was altered."""
        links = self._log.links(self._after, limit)
        for link in links:
            self._follow(link)
        return len(links)

    def _follow(self, link: Link) -> None:
        if link.prev is None:
            raise BrokenChain(f"event at position {link.position} ({link.stream} version {link.version}) is no event")
        if self._before is not None and link.prev != self._before.hash:
            raise broken(self._before, link.position)
        if not self._after and link.prev != NOTHING_BEFORE:
            raise BrokenChain(f"the log begins at position {link.position} with an event that follows another one")
        self._before, self._after = link, link.position


def broken(altered: Link, following: int) -> BrokenChain:
    """The next event vouches for this one, and it is not what that one says it is."""
    return BrokenChain(
        f"event at position {altered.position} ({altered.stream} version {altered.version}) was altered: the event at "
        f"position {following} holds another hash of it; or what stood between them is missing"
    )
