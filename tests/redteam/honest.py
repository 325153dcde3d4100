"""The others: they do their work, and note how long it takes."""

import asyncio
import contextlib
import itertools
import threading
import time

from bundel_client import BareClient, NoAnswer, NoOutcomeYet

_numbers = itertools.count(1)
PAUSE_SECONDS = 0.01
PATIENCE_SECONDS = 30
AT_LEAST = 3
"""Commands that show something."""


def connected(platform, party):
    return BareClient.connect(
        platform.url, party, platform.password(party), oin=platform.parties[party].oin, system="tests"
    )


def submit(platform, party, service, command, data, **options):
    """One command by a client of its own; its outcome."""

    async def scene():
        async with await connected(platform, party) as client:
            return await client.submit(service, command, data, timeout=PATIENCE_SECONDS, **options)

    return asyncio.run(scene())


def ask(platform, party, service, query, **fields):
    async def scene():
        async with await connected(platform, party) as client:
            return await client.ask(service, query, **fields)

    return asyncio.run(scene())


RECEIPT = {"pool": "geen", "contribution": "geen", "cents": 1, "received_on": "2026-01-05"}
"""Sound, and refused, as there is no such pool: work for the service that leaves nothing behind but its outcome."""


class AtWork:
    """A party that sends one command after another, and now and then a query, in a thread. Seconds each took."""

    def __init__(self, platform, party="welzijn"):
        self._platform = platform
        self._party = party
        self._over = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._work()))
        self.took = []
        self.sent = []
        self.lost = []
        """Commands without an outcome."""
        self.unanswered = 0

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        while len(self.took) < AT_LEAST:
            time.sleep(PAUSE_SECONDS)
        self._over.set()
        self._thread.join()

    async def _work(self):
        async with await connected(self._platform, self._party) as client:
            while not self._over.is_set():
                await self._one(client, f"eerlijk-{next(_numbers)}")
                await asyncio.sleep(PAUSE_SECONDS)

    async def _one(self, client, command_id):
        self.sent.append(command_id)
        began = time.perf_counter()
        try:
            await client.submit("pool", "receive", RECEIPT, command_id=command_id, timeout=PATIENCE_SECONDS)
        except NoOutcomeYet:
            self.lost.append(command_id)
        self.took.append(time.perf_counter() - began)
        with contextlib.suppress(NoAnswer):
            await client.ask("pool", "head")
            return
        self.unanswered += 1

    def quantile(self, share):
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measured(platform, seconds, party="welzijn"):
    """How long an outcome takes, while whatever goes on around goes on."""
    with AtWork(platform, party) as work:
        time.sleep(seconds)
    return work
