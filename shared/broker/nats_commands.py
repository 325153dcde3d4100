"""Commands in the order in which they were stored; but while one party crowds out the others, theirs come first.

The stream is one queue for all. Who sends faster than commands are decided makes it long; then a second reader, of the
other parties' subjects only, overtakes. What it brought comes once more in its place in the queue, as a repeat.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence

import structlog

from shared.broker.bus import MAX_TAKE, Delivery
from shared.broker.nats_pull import NatsPull

BEHIND = 1000
"""A queue of so many commands is long; one of a tenth is short again."""
SEEN = 500
"""Judged by so many commands of a long queue, whoever sent a fifth of them crowds out the others."""
JUDGE_AGAIN_SECONDS = 5.0
CROWD_TAKE = 25
"""So many of the queue in one go while the others overtake: they wait no longer than these take."""
BREATH_SECONDS = 0.001
"""Between two of these goes: for what else the process has to do, first of all to hear what overtakes."""

Overtake = Callable[[Sequence[str], int], Awaitable[NatsPull]]
"""Opens a reader of these parties' commands, after that place in the stream."""
_log = structlog.get_logger(__name__)


class CommandPull:
    """A queue, and beside it a second one when it is needed."""

    def __init__(self, queue: NatsPull, parties: Collection[str], overtake: Overtake) -> None:
        self._queue = queue
        self._parties = parties
        self._overtake = overtake
        self._others: NatsPull | None = None
        self._crowding: set[str] = set()
        self._seen: Counter[str] = Counter()
        """What came in the queue by itself, by party, since the last judgement."""
        self._overtook: Counter[str] = Counter()
        self._judge_again_at = 0.0

    async def take(self) -> list[Delivery]:
        """The last delivery is of the queue, if any is: its acknowledgement is the one that counts."""
        if self._others is None:
            taken = await self._queue.take()
            if self._queue.behind >= BEHIND:
                self._seen.update(map(_party, taken))
                await self._judge_queue()
            return taken
        await asyncio.sleep(BREATH_SECONDS)
        self._queue.wake.clear()
        first = await self._others.taken(MAX_TAKE - CROWD_TAKE)
        queued = await self._queue.taken(CROWD_TAKE)
        if not first and not queued:
            await self._queue.wait()
        self._overtook.update(map(_party, first))
        self._seen.update(party for party in map(_party, queued) if party in self._crowding)
        await self._judge_others(self._others)
        return [*map(_without_acknowledgement, first), *queued]

    async def _judge_queue(self) -> None:
        if self._seen.total() >= SEEN:
            await self._hold_back(_heavy(self._seen), self._queue.reached)

    async def _judge_others(self, others: NatsPull) -> None:
        """Whether the queue is short again; who no longer crowds, and who does among those who overtake."""
        if self._queue.behind < BEHIND // 10:
            _log.info("commands crowd out others no longer", parties=sorted(self._crowding))
            return await self._close_others()
        grows = others.behind >= BEHIND and self._overtook.total() >= SEEN
        if grows or time.monotonic() >= self._judge_again_at:
            still = _heavy(self._seen) if self._seen else self._crowding
            await self._hold_back(still | (_heavy(self._overtook) if grows else set()), others.reached)
        return None

    async def _hold_back(self, crowding: set[str], after: int) -> None:
        """Let all overtake but these."""
        self._seen.clear()
        self._overtook.clear()
        self._judge_again_at = time.monotonic() + JUDGE_AGAIN_SECONDS
        others = [party for party in self._parties if party not in crowding]
        if crowding == self._crowding or not others:
            return
        _log.warning("commands crowd out others; theirs go first", parties=sorted(crowding), waiting=self._queue.behind)
        await self._close_others()
        self._crowding = crowding
        self._others = await self._overtake(others, max(after, self._queue.reached))

    async def _close_others(self) -> None:
        self._crowding = set()
        if self._others:
            await self._others.close()
            self._others = None

    async def close(self) -> None:
        await self._close_others()
        await self._queue.close()


def _heavy(seen: Counter[str]) -> set[str]:
    return {party for party, commands in seen.items() if commands * 5 >= seen.total()}


def _party(delivery: Delivery) -> str:
    return delivery.subject.split(".")[3]


async def _nothing() -> None:
    """What overtook is acknowledged when its turn in the queue comes."""


def _without_acknowledgement(delivery: Delivery) -> Delivery:
    return Delivery(delivery.subject, delivery.body, delivery.headers, _nothing)
