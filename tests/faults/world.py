"""A town of partner programs at work on a platform: a steady stream of small scenarios, chosen by a seed."""

import asyncio
import contextlib
import random
from collections import Counter

from shared.client import NoAnswer
from shared.parties import SERVICES
from tests.faults.applicants import Applicant
from tests.faults.funders import FUNDERS, VERIFIER, Executive, Funder, Verifier
from tests.faults.ledger import Ledger, stored

QUIET_SECONDS = 1.0
CLOSING_SECONDS = 120.0


class Town:
    """All parties, each with its own credentials and its own kept commands, and the ledger of what they sent."""

    def __init__(self, platform, seed):
        self.platform = platform
        self.seed = seed
        self.folder = platform.data / "kept"
        self.ledger = Ledger()
        self.opened = asyncio.Event()
        self.closing = asyncio.Event()
        self.partners = [
            Executive(self, "college"),
            *(Funder(self, slug) for slug in FUNDERS),
            *(Applicant(self, slug) for slug in ("buurttuin", "bakkerscollectief")),
            Verifier(self, VERIFIER),
        ]

    def dice(self, *about):
        return random.Random("/".join(map(str, (self.seed, *about))))

    async def pause(self, seconds):
        """Let time pass, but no more once the town closes."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.closing.wait()

    @contextlib.asynccontextmanager
    async def at_work(self):
        """All partners at work; what goes wrong in one of them ends it all. On leaving, they finish what they began."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(partner.run(), name=partner.slug) for partner in self.partners]
            await self.opened.wait()
            yield self
            await self._close()
            for task in tasks:
                task.cancel()

    async def _close(self):
        """Begin nothing new; wait until every application has ended and nobody is in the middle of something."""
        self.closing.set()
        async with asyncio.timeout(CLOSING_SECONDS):
            while not await self._quiet() or await self._open_applications():
                continue

    async def _open_applications(self):
        """How many are still open; one, if nobody says."""
        try:
            answer = await self.partners[0].client.ask("applications", "open-applications", limit=1)
        except NoAnswer:
            return 1
        return answer["open"]

    async def _quiet(self):
        sent = len(self.ledger.sent)
        until = asyncio.get_running_loop().time() + QUIET_SECONDS
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.05)
            if any(partner.busy for partner in self.partners) or len(self.ledger.sent) != sent:
                return False
        return True

    def kinds(self):
        """How many facts of each kind the logs hold."""
        return Counter(event.stored.kind for service in SERVICES for event in stored(self.platform.logs[service]))
