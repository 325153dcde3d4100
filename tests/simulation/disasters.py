"""Faults that take a while: what happens to whole processes, disks, clocks, connections, and to the broker.

Each heals itself. To add one, write it here under `@disaster`: it is drawn like the others.
"""

import asyncio
from datetime import timedelta

from tests.simulation.hosts import Stray

DISASTERS = {}
CALM_SECONDS = 20.0
REFUSES_SECONDS = 300.0
READY_LOOKS = 32
WATCHED_SECONDS = 1.0
STRAYS_SECONDS = 12.0
"""A reader compares itself with the head of what it reads every five seconds of silence."""
NOTHING = ({}, {})


class NotWithstood(AssertionError):
    """A service went on where it should have refused."""


def disaster(function):
    """A kind of disaster, by the name of its function."""
    DISASTERS[function.__name__.replace("_", " ")] = function
    return function


def _host(world, dice):
    """Some service that no operator is at work on."""
    hosts = [host for host in world.hosts.values() if not host.stopped]
    return dice.choice(hosts) if hosts else None


# Processes


@disaster
async def process_killed(world, dice):
    if host := _host(world, dice):
        for one in host.incarnations:
            one.process.kill()


@disaster
async def process_terminated(world, dice):
    if host := _host(world, dice):
        for one in host.incarnations:
            one.terminate()


@disaster
async def killed_again_and_again(world, dice):
    if host := _host(world, dice):
        for _ in range(dice.randint(2, 6)):
            for one in host.incarnations:
                one.process.kill()
            await asyncio.sleep(dice.uniform(0.05, 3))


@disaster
async def snapshot_lost(world, dice):
    """Somebody clears up while the service stands still."""
    if host := _host(world, dice):
        for one in host.incarnations:
            one.process.kill()
        host.shelves.lost()


@disaster
async def process_frozen(world, dice):
    if host := _host(world, dice):
        for one in host.incarnations:
            one.process.freeze(dice.choice([0.3, 2, 6, 40]))


@disaster
async def second_process(world, dice):
    """Two on one log, at once; then either of the two ends."""
    if host := _host(world, dice):
        host.start()
        await asyncio.sleep(dice.uniform(0.5, 4))
        _one_remains(host, dice)


@disaster
async def stale_writer(world, dice):
    """Who was frozen, and replaced, wakes up and believes that it is still the one."""
    if host := _host(world, dice):
        for one in host.incarnations:
            one.process.freeze(dice.uniform(1, 6))
        host.start()
        await asyncio.sleep(dice.uniform(2, 9))
        _one_remains(host, dice)


async def overtaken(world, host, dice):
    """Two on one log; now and then one of them is frozen, and when it wakes up it is behind the log.

    In some worlds again and again, at every service: so it is drawn apart, and the others fall as they did without it.
    """
    if host.stopped:
        return
    second = host.start()
    for _ in range(READY_LOOKS):
        if second.state != "ready":
            await asyncio.sleep(0.25)
    for _ in range(dice.randint(2, 8)):
        if host.incarnations:
            dice.choice(host.incarnations).process.freeze(dice.uniform(0.1, 1.5))
        await asyncio.sleep(dice.uniform(0.1, 1))
    _one_remains(host, dice)


async def strayed(world, dice):
    """A process of a service on a wrong log: it refuses itself, and nobody takes its word for that of the service.

    Drawn apart, as `overtaken` is. Who knows better can be asked, as when a log is restored.
    """
    world.nobody_restores.clear()
    host = dice.choice(list(world.hosts.values()))
    older, said = host.disk.copy(), host.disk.said
    await asyncio.sleep(dice.uniform(0.5, 4))
    is_older = dice.random() < 0.5
    known = said if is_older else 0
    if await _calm(world) and any((other.disk.tracked(host.name) or 0) > known for other in world.hosts.values()):
        await _astray(world, Stray(host, older if is_older else None))
    world.nobody_restores.set()


async def _astray(world, host):
    stray = host.start()
    refused_at = None
    while not stray.process.dead and world.loop.time() < (refused_at or stray.began + REFUSES_SECONDS) + STRAYS_SECONDS:
        if stray.state == "ready":
            raise NotWithstood(f"a stray {host.name} does not refuse its log")
        if stray.state == "refused":
            refused_at = refused_at or world.loop.time()
        _nobody_heard(world, host.name)
        await asyncio.sleep(0.25)
    stray.process.kill()


def _nobody_heard(world, name):
    for host in world.hosts.values():
        for one in host.incarnations:
            if alarm := one.alarms.get(f"upstream {name}"):
                raise NotWithstood(f"{host.name} took a stray process for {name}: {alarm}")


def _one_remains(host, dice):
    remains = dice.choice(host.incarnations) if host.incarnations else None
    for one in host.incarnations:
        if one is not remains:
            one.process.kill()


@disaster
async def upgraded_or_back(world, dice):
    """The other version of the program, beside others that stay as they are."""
    if host := _host(world, dice):
        host.version = "next" if host.version == "this" else "this"
        for one in host.incarnations:
            one.terminate()


# Disks and clocks


@disaster
async def disk_full(world, dice):
    if host := _host(world, dice):
        disk = host.disk
        disk.full = True
        await asyncio.sleep(dice.choice([0.5, 2, 8]))
        disk.full = False


@disaster
async def clock_jumps(world, dice):
    """And comes back. A process that starts meanwhile knows no better."""
    if host := _host(world, dice):
        host.clock.wrong_by = timedelta(seconds=dice.choice([-1, 1]) * dice.choice([4, 30, 3_600, 2 * 86_400]))
        await asyncio.sleep(dice.uniform(0.5, 5))
        if dice.random() < 0.3:
            for one in host.incarnations:
                one.process.kill()
            await asyncio.sleep(dice.uniform(0.5, 5))
        host.clock.wrong_by = timedelta()


# Connections


@disaster
async def service_cut_off(world, dice):
    if host := _host(world, dice):
        await _cut(world, [host.name], dice.choice([0.1, 1, 4, 12]))


@disaster
async def partners_cut_off(world, dice):
    partners = [partner.slug for partner in world.town.partners]
    await _cut(world, dice.sample(partners, min(2, len(partners))), dice.choice([0.1, 1, 4]))


@disaster
async def everybody_cut_off(world, dice):
    partners = [partner.slug for partner in world.town.partners]
    await _cut(world, [*world.hosts, *partners], dice.choice([0.1, 1, 4]))


async def _cut(world, names, seconds):
    cut = [link for name in names for link in world.network.of(name)]
    for link in cut:
        link.cut = True
        link.drop()
    await asyncio.sleep(seconds)
    for link in cut:
        link.cut = False
        link.reconnect_soon()


@disaster
async def partner_crashes(world, dice):
    """Some of them; perhaps again and again, while a service that they wait for stands still."""
    partners = dice.sample(world.town.partners, min(3, len(world.town.partners)))
    times = dice.choice([1, 1, 5])
    if times > 1 and (host := _host(world, dice)):
        for one in host.incarnations:
            one.process.freeze(3)
    for _ in range(times):
        for partner in partners:
            partner.crash()
        await asyncio.sleep(dice.uniform(0.05, 2))


# The broker


@disaster
async def broker_killed(world, dice):
    async with world.broker_down(dice):
        if dice.random() < 0.5:
            world.broker.forget_acknowledgements(dice)


@disaster
async def broker_power_cut(world, dice):
    """What was acknowledged and not yet on its disk is gone."""
    async with world.broker_down(dice):
        world.broker.lose_tails(dice)


@disaster
async def broker_wiped(world, dice):
    async with world.broker_down(dice):
        world.broker.restore(NOTHING)


@disaster
async def broker_rewound(world, dice):
    """Back to an older copy of its whole store."""
    copied = world.broker.copy()
    await asyncio.sleep(dice.uniform(0.5, 6))
    async with world.broker_down(dice):
        world.broker.restore(copied)


# Everything at once


@disaster
async def power_cut(world, dice):
    """All processes and the broker; what comes back first is up to chance."""
    hosts = [host for host in world.hosts.values() if not host.stopped]
    for host in hosts:
        host.stop()
    async with world.broker_down(dice):
        world.broker.restore(NOTHING) if dice.random() < 0.3 else world.broker.lose_tails(dice)
    dice.shuffle(hosts)
    for host in hosts:
        host.started_again()
        await asyncio.sleep(dice.choice([0, 0.5, 3]))


@disaster
async def log_restored(world, dice):
    """An older copy in a log's place: its service refuses and records nothing. Then the newer one returns.

    Who has heard more can be asked: nothing else is going on but the faults of single moments. One that says nothing
    yet is as new: it waits for its readers for a while only, and an operator's note knows better (`bundel note`).
    """
    world.nobody_restores.clear()
    host = dice.choice(list(world.hosts.values()))
    older, said, broker = host.disk.copy(), host.disk.said, world.broker.copy()
    await asyncio.sleep(dice.uniform(0.5, 4))
    is_calm = await _calm(world)
    heard_more = any((other.disk.tracked(host.name) or 0) > said for other in world.hosts.values())
    if is_calm and said and heard_more:
        await _restore(world, host, older, broker, dice)
    world.nobody_restores.set()


async def _calm(world):
    """Wait until the disasters that had begun are over; not for ever."""
    until = world.loop.time() + CALM_SECONDS
    while not all(host.well for host in world.hosts.values()):
        if world.loop.time() > until:
            return False
        await asyncio.sleep(0.25)
    return True


async def _restore(world, host, older, broker, dice):
    """A reader has heard more than the older log says, and has that on its disk.

    The broker may have been restored with the log, from the same moment; or be wiped; or hold what it held.
    """
    newer, before = host.disk, older.kinds
    host.stop()
    await asyncio.sleep(0)
    host.disk = older
    if copy := dice.choice([None, NOTHING, broker]):
        async with world.broker_down(dice):
            world.broker.restore(copy)
    host.start()
    until = world.loop.time() + REFUSES_SECONDS
    while not any(one.state == "refused" for one in host.incarnations):
        await asyncio.sleep(0.5)
        if not host.incarnations:
            host.start()
        if any(one.state == "ready" for one in host.incarnations) or world.loop.time() > until:
            raise NotWithstood(
                f"{host.name} does not refuse its restored log: {[one.state for one in host.incarnations]}"
            )
    await asyncio.sleep(WATCHED_SECONDS)
    if host.disk.kinds != before:
        raise NotWithstood(f"{host.name} recorded something on its restored log")
    host.stop()
    await asyncio.sleep(0)
    host.disk = newer
    host.started_again()
