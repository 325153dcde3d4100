"""Questions to this service, from each asker in a lane of its own, so that none can keep the others waiting.

The broker delivers to a lane as many questions as it has credit for, and tells those beyond that nobody answers: they
cost us nothing. New credit follows the answers. Who asks without end gets a quarter of our time, and no more.
"""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import nats.errors
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from shared.broker.bus import Request, Responder
from shared.parties import OPERATOR, SERVICES

CREDIT = 32
"""Questions of one party that may be under way. At most this times the largest message waits in the broker for us."""
REST = 3.0
"""Before its next answer a party rests so many times as long as the last one took."""
LOOK_SECONDS = 1.0
"""How often the register is looked at for who came and went."""
SAY_AGAIN_SECONDS = 10.0
ANYBODY = "*"
"""The one lane of a service that does not know who may ask."""

_log = structlog.get_logger(__name__)


@dataclass(eq=False)
class _Credit:
    """One subscription, which the broker ends after so many questions."""

    used: int = 0
    subscription: Subscription | None = None


@dataclass(eq=False)
class _Lane:
    """What one asker asks. The other services, who ask on behalf of all, need no credit and never rest."""

    asker: str
    subject: str
    responder: Responder
    waiting: deque[Msg] = field(default_factory=deque)
    in_turn: bool = False
    """Somebody waits here or is being answered: it has its one place in the turns, or is just having its turn."""
    credit: _Credit = field(default_factory=_Credit)
    spent: _Credit = field(default_factory=_Credit)
    """The credit before: what the broker had already sent under it may still arrive."""
    rests_until: float = 0.0
    said_at: float = -SAY_AGAIN_SECONDS

    @property
    def is_limited(self) -> bool:
        return self.asker not in SERVICES and self.asker != ANYBODY

    @property
    def wants_credit(self) -> bool:
        return self.is_limited and self.credit.used >= CREDIT // 2 and len(self.waiting) < CREDIT // 2


class Questions:
    """Keeps a lane for each asker, and answers them in turn. Whoever asks is known from `askers`, or there is one lane.

    Not given any askers, it limits nobody.
    """

    def __init__(self, client: Client, responders: Mapping[str, Responder], askers: Collection[str]) -> None:
        self._client = client
        self._responders = responders
        self._askers = askers
        self._lanes: dict[str, _Lane] = {}
        self._turns: deque[_Lane] = deque()
        """Lanes in which somebody waits."""
        self._asked = asyncio.Event()

    async def run(self) -> None:
        """Answer until cancelled."""
        looked_at = time.monotonic()
        while True:
            if time.monotonic() - looked_at > LOOK_SECONDS:
                await self.open()
                looked_at = time.monotonic()
            lane = self._next()
            if lane is None:
                await self._wait()
                continue
            with _while_connected():
                await self._answer(lane)
                if lane.wants_credit:
                    await self._grant(lane)
            await asyncio.sleep(0)  # commands and messages have their turn between any two answers

    async def open(self) -> None:
        """A lane for everybody who is in the register now, and for nobody else."""
        wanted = dict(self._wanted())
        for subject in self._lanes.keys() - wanted.keys():
            await self._close(self._lanes.pop(subject))
        for subject in wanted.keys() - self._lanes.keys():
            with _while_connected():
                await self._grant(wanted[subject])
                self._lanes[subject] = wanted[subject]

    def _wanted(self) -> Iterator[tuple[str, _Lane]]:
        _ = OPERATOR in self._askers  # a register looks at its file when asked whether somebody is known
        askers = (*SERVICES, *self._askers) if self._askers else (ANYBODY,)
        for pattern, responder in self._responders.items():
            before, after = pattern.split(".*.", 1)
            for asker in askers:
                subject = f"{before}.{asker}.{after}"
                yield subject, _Lane(asker, subject, responder)

    async def renew(self) -> None:
        """The broker was away: it has our subscriptions again, and nothing of how much it may deliver."""
        for lane in self._lanes.values():
            with _while_connected():
                await self._grant(lane)

    async def _grant(self, lane: _Lane) -> None:
        """Subscribe anew before the old subscription ends, so that nobody finds the door closed meanwhile."""
        if lane.spent.subscription:
            await lane.spent.subscription.unsubscribe()
        lane.spent, lane.credit = lane.credit, _Credit()
        new = lane.credit.subscription = await self._client.subscribe(
            lane.subject,
            cb=partial(self._on_message, lane, lane.credit),
            pending_msgs_limit=-1,
            pending_bytes_limit=-1,
        )
        if lane.is_limited:
            await self._client._send_unsubscribe(new._id, CREDIT)  # noqa: SLF001 told to it, the library stops too early
        if lane.spent.subscription:
            await self._client._send_unsubscribe(lane.spent.subscription._id)  # noqa: SLF001 what is under way still comes

    async def _close(self, lane: _Lane) -> None:
        if lane in self._turns:
            self._turns.remove(lane)
        for one in (lane.credit, lane.spent):
            with _while_connected():
                if one.subscription:
                    await one.subscription.unsubscribe()

    async def _on_message(self, lane: _Lane, credit: _Credit, message: Msg) -> None:
        credit.used += 1
        lane.waiting.append(message)
        if not lane.in_turn:
            lane.in_turn = True
            self._turns.append(lane)
        self._asked.set()
        if lane.is_limited and credit.used == CREDIT:
            self._say(lane)

    def _say(self, lane: _Lane) -> None:
        now = time.monotonic()
        if now - lane.said_at >= SAY_AGAIN_SECONDS:
            lane.said_at = now
            _log.warning("asks more than is answered; the rest is turned away", party=lane.asker, subject=lane.subject)

    def _next(self) -> _Lane | None:
        """Whose turn it is, of those who are not at rest."""
        now = time.monotonic()
        for _ in range(len(self._turns)):
            lane = self._turns.popleft()
            if lane.rests_until <= now:
                return lane
            self._turns.append(lane)
        return None

    async def _wait(self) -> None:
        """Until somebody asks, has rested, or it is time to look at the register."""
        self._asked.clear()
        now = time.monotonic()
        rests = [max(0.0, lane.rests_until - now) for lane in self._turns]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min([LOOK_SECONDS, *rests])):
                await self._asked.wait()

    async def _answer(self, lane: _Lane) -> None:
        message = lane.waiting.popleft()
        began = time.monotonic()
        try:
            reply = await lane.responder(Request(message.subject, message.data, message.reply))
            if reply is not None:
                await self._client.publish(message.reply, reply)
        except (nats.errors.Error, OSError):
            raise
        except Exception:  # noqa: BLE001 one question that cannot be answered must not silence the others
            _log.exception("question without an answer", party=lane.asker, subject=message.subject)
        finally:
            ended = time.monotonic()
            lane.rests_until = ended + REST * (ended - began) if lane.is_limited else ended
            lane.in_turn = bool(lane.waiting)
            if lane.in_turn:
                self._turns.append(lane)


@contextlib.contextmanager
def _while_connected() -> Iterator[None]:
    """The broker went away, and so did whoever waits for this: they ask again."""
    try:
        yield
    except (nats.errors.Error, OSError):
        _log.info("broker is away; a question stays without an answer")
