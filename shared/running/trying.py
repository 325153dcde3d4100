"""What waits for broker or log tries again, for ever."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from shared.broker.bus import BrokerAway
from shared.log.eventlog import LogUnavailable

BACK_OFF_SECONDS = 0.3

_log = structlog.get_logger(__name__)


async def retry_forever(take: Callable[[], Awaitable[None]], what: str) -> None:
    """Run `take` for ever; begin anew whenever broker or log is away."""
    while True:
        try:
            await take()
        except (BrokerAway, LogUnavailable) as reason:
            _log.info("begins anew", what=what, reason=str(reason))
            await asyncio.sleep(BACK_OFF_SECONDS)
