"""What is only recorded where a service was down."""

import asyncio
import shutil
import time

from deploy.local import BROKER
from examples.partner import PATIENCE_SECONDS
from examples.steps import own_money, pays
from tests.golden.cast import a_form, an_ask, cast
from tests.golden.rows import events


async def answered_what_is_not_asked(stage, platform):
    """While the pool is down the ask changes: it answers the first revision before it hears of the second."""
    await asyncio.to_thread(platform.stop_one, "pool")
    async with cast(stage) as players:
        first = an_ask("slingers", "pool:straatfonds", straatfeest=20_025)
        second = an_ask("slingers", "pool:straatfonds", straatfeest=30_026)
        less, more = own_money(1_027), own_money(11_028)
        name = "straatfeest"
        await players.de_moestuin.does("applications", "submit-application", **a_form(name, first, other_money=more))
        changed = {"asks": [second], "other_money": less}
        await players.de_moestuin.does("applications", "rearrange", application=name, **changed)
        await asyncio.to_thread(platform.start_one, "pool")
        await players.de_moestuin.hears("applications", "answer-stale", ask=f"{name}:slingers")
        await pays(players.groen, ask=f"{name}:slingers")


async def committed_before_granted(stage, platform, operator):
    """Settlement is away during a grant; then the broker loses all, and only the pool is there to fill it again."""
    await asyncio.to_thread(platform.stop_one, "settlement")
    async with cast(stage) as players:
        ask = an_ask("kermis", "pool:straatfonds", straatfeest=40_029)
        form = a_form("kermis", ask, other_money=own_money(1_030))
        await players.de_moestuin.does("applications", "submit-application", **form)
        await players.de_moestuin.hears("pool", "reservation-committed", application="kermis")
    await asyncio.to_thread(_wipe_without_applications, platform, operator)
    await asyncio.to_thread(platform.start_one, "settlement")
    await asyncio.to_thread(_recorded, platform, "settlement", "commit-waits")
    await asyncio.to_thread(platform.start_one, "applications")
    async with cast(stage) as players:
        await players.groen.hears("settlement", "payment-ordered", ask="kermis:kermis")
    await asyncio.to_thread(platform.wait_ready)


def _wipe_without_applications(platform, operator):
    platform.stop_one("applications")
    platform.stop_one(BROKER)
    shutil.rmtree(platform.broker_store)
    platform.start_one(BROKER)
    why = ["--operator", "beheer", "--reason", "Komt later terug"]
    operator("pool", "allow-refill", "--without", "applications", *why)


def _recorded(platform, service, kind):
    """Wait until the service's log holds such an event."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not any(event["kind"] == kind for event in events(platform.data / f"{service}.db")):
        assert time.monotonic() < until, f"{service} recorded no {kind}"
        time.sleep(0.05)
