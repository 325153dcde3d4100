"""A town of partner programs at work on a platform: a steady stream of small scenarios, chosen by a seed.

The same town works on real processes (`tests/faults`) and in the simulator (`tests/simulation`).
"""

import asyncio
import contextlib
import random

from bundel_client import NoAnswer, QueryRefused
from shared.calendar import civil_date
from shared.parties import SERVICES
from tests.town.applicants import Applicant
from tests.town.council import Council
from tests.town.executive import Executive
from tests.town.funders import Funder
from tests.town.ledger import Ledger
from tests.town.meddler import Meddler
from tests.town.plan import COUNCIL, EXECUTIVE, MEDDLER, STRANGER, VERIFIER
from tests.town.stranger import Stranger
from tests.town.verifier import Verifier

QUIET_SECONDS = 1.0
FAR = 700
"""Where months may pass at once, what is too far away or too much is so many times as far or as much."""
CLOSING_SECONDS = 120.0


class Restless(AssertionError):
    """The town does not come to rest though nothing hinders it."""


class Town:
    """All parties, each with its own credentials and its own kept commands, and the ledger of what they sent.

    `connect(slug)` gives a party's client, or raises what a broker that is away raises; `now()` is the time that
    the parties go by. Where somebody has a hand on the register of parties, that is `register`.
    """

    def __init__(self, plan, seed, connect, now, register=None):
        self.plan = plan
        self.seed = seed
        self.connect = connect
        self.now = now
        self.register = register
        self.ledger = Ledger()
        self.began = self.today
        self.opened = asyncio.Event()
        self.closing = asyncio.Event()
        self.partners = [
            Executive(self, EXECUTIVE),
            Council(self, COUNCIL),
            *(Funder(self, slug) for slug in plan.funders),
            *(Applicant(self, slug) for slug in plan.applicants),
            Verifier(self, VERIFIER),
            Meddler(self, MEDDLER),
            *([Stranger(self, STRANGER)] if register else []),
        ]

    @property
    def today(self):
        return civil_date(self.now())

    def beyond(self, this):
        """So far away, or so much, that time does not come there before it is judged."""
        return this * FAR if self.plan.lasts else this

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
        try:
            async with asyncio.timeout(CLOSING_SECONDS):
                while not await self._over():
                    continue
        except TimeoutError:
            raise Restless(await self._what_keeps_going()) from None

    async def _what_keeps_going(self):
        busy = {partner.slug: partner.busy for partner in self.partners if partner.busy}
        return (
            f"after {CLOSING_SECONDS:.0f} seconds {await self._open_applications()} applications are open, "
            f"{len(self.ledger.unanswered)} commands are without an outcome, and busy are {busy}"
        )

    async def _over(self):
        """Nobody is busy, no application is open, all was heard; and nobody began anything while we asked."""
        sent = len(self.ledger.sent)
        if not await self._quiet() or await self._open_applications():
            return False
        return await self._all_heard() and self._idle_since(sent)

    async def _open_applications(self):
        """How many are still open; one, if nobody says."""
        try:
            answer = await self.partners[0].client.ask("applications", "open-applications", limit=1)
        except (NoAnswer, QueryRefused):
            return 1
        return answer["open"]

    async def _all_heard(self):
        """Whether everybody has looked for messages up to the last that each service has said."""
        with contextlib.suppress(NoAnswer, QueryRefused):
            heads = {service: await self.partners[0].client.ask(service, "head") for service in SERVICES}
            self.ledger.searched = {
                (partner.slug, service): partner.searched(service)
                for partner in self.partners
                for service in partner.hears
            }
            return all(upto >= heads[service]["index"] for (_, service), upto in self.ledger.searched.items())
        return False

    async def _quiet(self):
        sent = len(self.ledger.sent)
        until = asyncio.get_running_loop().time() + QUIET_SECONDS
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.05)
            if not self._idle_since(sent):
                return False
        return True

    def _idle_since(self, sent):
        """Nobody is in the middle of something, and no command was sent beyond these many."""
        return len(self.ledger.sent) == sent and not any(partner.busy for partner in self.partners)
