"""Partner programs: each a party with its own client, on topics only. Any of them may crash at any moment."""

import asyncio
import contextlib
from collections import Counter
from typing import ClassVar

import msgspec
import nats.errors

from bundel_client import FollowCursor
from shared.parties import SERVICES
from tests.town.ledger import MUTILATED, Sent

PATIENCE_SECONDS = 120.0
"""How long a party waits for an outcome. Far longer than any fault lasts, so whoever runs out of it found a loss."""


AFTER_YEARS = {
    "claim-saving": {"outside-term"},
    "set-mandate": {"second-approver-is-holder"},
    "hand-over": {"second-approver-is-holder"},
    "hold-ask": {"own-interest"},
    "approve-hold": {"own-interest"},
}
"""More refusals that an honest party meets where months may pass: terms are over, and who borrows may be to approve."""


def of_contribution(said):
    """Which contribution a message is about."""
    return {"pool": said["pool"], "contribution": said["contribution"]}


class Unexpected(AssertionError):
    """A command was refused with a code that no race explains."""


class Partner:
    """A party's program. When it crashes, its client goes on with what was sent; what it was thinking is gone.

    `races` names per command the refusals that an honest party meets when others act at the same time.
    """

    hears = SERVICES
    races: ClassVar = {}

    def __init__(self, town, slug):
        self.town = town
        self.slug = slug
        self.crashes = 0
        self._places = {service: FollowCursor() for service in self.hears}
        self._numbers = Counter()
        self._ended = None
        self._tasks = set()
        self._reactions = set()

    # Life and death

    async def run(self):
        """Live, crash, live again, until cancelled or something went wrong."""
        while True:
            self._ended = asyncio.get_running_loop().create_future()
            async with await self._connect() as self.client:
                try:
                    self._live()
                    await self._ended
                finally:
                    await self._stop()

    def crash(self):
        """Lose everything but what the client has kept."""
        if self._ended is not None and not self._ended.done():
            self.crashes += 1
            self._ended.set_result(None)

    @property
    def busy(self):
        """How many things it is in the middle of."""
        return len(self._reactions)

    def searched(self, service):
        """Up to which message of this service it has looked for what is for it."""
        return self._places[service].searched

    def _live(self):
        self._react(self._resume())
        for service in self.hears:
            self._begin(self._follow(service))
        for program in self.programs():
            self._react(program)

    async def _connect(self):
        while True:
            with contextlib.suppress(OSError, TimeoutError, nats.errors.Error):
                return await self.town.connect(self.slug)
            await asyncio.sleep(0.2)

    async def _resume(self):
        for outcome in await self.client.resume(timeout=PATIENCE_SECONDS):
            self.town.ledger.tell(self.slug, outcome)

    async def _follow(self, service):
        async for said in self.client.follow(service, self._places[service]):
            self.town.ledger.hear(self.slug, service, said)
            reaction = self.reaction(said.kind, msgspec.json.decode(said.data))
            if reaction is not None:
                self._react(reaction)

    def _react(self, work):
        """Do something that this party has to finish before it is idle."""
        task = self._begin(work)
        self._reactions.add(task)
        task.add_done_callback(self._reactions.discard)

    def _begin(self, work):
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task):
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None and not self._ended.done():
            self._ended.set_exception(task.exception())

    async def _stop(self):
        """Cancel whatever goes on, until it has ended: a reply that comes at the same moment may swallow the first."""
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks, timeout=0.5)

    # What a program is made of

    def programs(self):
        """What this party does of itself, from each start on."""
        return ()

    def reaction(self, kind, data):
        """What this party does when it hears this: a coroutine, or nothing."""

    def expects(self, command):
        """With which codes this command may be refused now."""
        after_years = AFTER_YEARS.get(command, set()) if self.town.plan.lasts else set()
        return self.races.get(command, set()) | after_years

    async def submit(self, service, command, **data):
        """Send a command; returns '' or the code of a refusal that `races` allows.

        Where a broken copy of it used up its id, it is sent again under another.
        """
        self._numbers["command"] += 1
        command_id = f"c-{self._numbers['command']}"
        self.town.ledger.send(self.slug, command_id, Sent(service, command, data))
        outcome = await self.client.submit(service, command, data, command_id=command_id, timeout=PATIENCE_SECONDS)
        self.town.ledger.tell(self.slug, outcome)
        if outcome.code == MUTILATED:
            return await self.submit(service, command, **data)
        if outcome.code and outcome.code not in self.expects(command):
            raise Unexpected(f"{self.slug} {command} {data}: {outcome}")
        if self.dice(command_id).random() < 0.05:
            again = await self.client.submit(service, command, data, command_id=command_id, timeout=PATIENCE_SECONDS)
            self.town.ledger.tell(self.slug, again)
        return outcome.code

    async def overreach(self, service, command, **data):
        """Send a command that must not be accepted, whatever others do."""
        if not await self.submit(service, command, **data):
            raise Unexpected(f"{self.slug} {command} {data} was accepted")

    def dice(self, *about):
        """Chances that depend on the seed and on what they are about, not on when."""
        return self.town.dice(self.slug, *about)

    def number(self, what):
        self._numbers[what] += 1
        return self._numbers[what]

    async def now_and_then(self, act, least, most):
        """Act again and again, until the town closes."""
        while not self.town.closing.is_set():
            await self.town.pause(self.dice(act.__name__, self.number(act.__name__)).uniform(least, most))
            if not self.town.closing.is_set():
                await act()
