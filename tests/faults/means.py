"""What every fault needs: chance, locks, signals, and patience with an end."""

import asyncio
import contextlib
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from deploy.local import BROKER
from shared.parties import SERVICES
from tests.town.ledger import stored

STOPS_SECONDS = 10
NAMED_SECONDS = 1.0
MEGABYTES = 4


class NotWithstood(AssertionError):
    """A process ended by itself, did not come back, or went on where it should have refused."""


class Means:
    """How to hurt a scene, and to tell what was done. One fault at a time has a process, or a link, to itself."""

    def __init__(self, scene, seed):
        self.scene = scene
        self.platform = scene.platform
        self.done = Counter()
        """How often each kind of fault was over."""
        self.kills = Counter()
        """How often each process was ended by SIGKILL."""
        self.story = []
        """What was done when, for whoever has to understand a failure."""
        self.dice = random.Random(f"{seed}/faults")
        self.locks = {name: asyncio.Lock() for name in (BROKER, *SERVICES, *scene.network.links)}
        self._began = time.monotonic()

    @property
    def on_sqlite(self):
        return all(address.startswith("sqlite:") for address in self.platform.logs.values())

    def note(self, what):
        self.story.append(f"{time.monotonic() - self._began:7.2f}  {what}")

    async def pass_time(self, least, most):
        await asyncio.sleep(self.dice.uniform(least, most))

    async def until(self, holds, what, seconds=60):
        end = time.monotonic() + seconds
        while not await asyncio.to_thread(holds):
            if time.monotonic() > end:
                raise NotWithstood(f"in vain for {seconds} seconds: {what}; health {self.healths()}")
            await asyncio.sleep(0.1)

    # Processes

    def signal(self, name, what):
        self.alive(name)
        self.platform.signal(name, what)

    def alive(self, name):
        """Its process id. One that was started this very moment has no name yet: look for a second."""
        end = time.monotonic() + NAMED_SECONDS
        while not self.platform.running(name):
            if time.monotonic() > end:
                raise NotWithstood(f"{name} ended by itself: {tail(self.platform, name)}")
            time.sleep(0.02)
        return self.platform.pid(name)

    async def end(self, name):
        await asyncio.to_thread(self.signal, name, signal.SIGKILL)
        self.kills[name] += 1

    async def start(self, name):
        await asyncio.to_thread(self.platform.start_one, name)

    async def end_gently(self, name):
        """As at every upgrade: it ends by itself, in time, whatever goes on meanwhile."""
        self.signal(name, signal.SIGTERM)
        await self.until(lambda: not self.platform.running(name), f"{name} stops", STOPS_SECONDS)

    # How it is

    def healths(self):
        return {name: self.platform.health(name) for name in SERVICES}

    def state(self, service):
        return self.platform.health(service).get("state")

    async def is_ready(self, service):
        await self.until(lambda: self.state(service) == "ready", f"{service} is ready")

    def said(self, service):
        """How many messages its log says; 0 if it does not tell."""
        return self.platform.health(service).get("said", 0)

    async def goes_on(self, service):
        """It records more than it had by now, all by itself."""
        before = max(said_in(self.platform.logs[service]), 1)
        await self.until(lambda: self.said(service) > before, f"{service} goes on")


def tail(platform, name):
    return (platform.data / f"{name}.out").read_text("utf-8", "replace")[-3000:]


def said_in(address):
    """How many messages a log says."""
    return max((event.stored.said for event in stored(address)), default=0)


def hashes(address):
    """What a log holds."""
    return [event.hash for event in stored(address)]


# Logs and stores as files


def sqlite_path(address):
    return Path(address.removeprefix("sqlite:///"))


def beside(path):
    """A log, with what SQLite keeps beside it."""
    return [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm")]


def empty(folder):
    """Nothing is left in it. A broker that was killed right after its start may not have made it yet."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def copy(source, target):
    """The target becomes as the source is now."""
    empty(target)
    shutil.copytree(source, target, dirs_exist_ok=True)


def back_up(path, older):
    """A consistent copy of a log in use, as an operator makes it; returns how many messages it says."""
    older.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(older)) as target:
        source.backup(target)
    return said_in(f"sqlite:///{older}")


def replace_log(source, target):
    """Move a log, with what SQLite keeps beside it."""
    for old, new in zip(beside(source), beside(target), strict=True):
        if old.exists():
            old.replace(new)


def remove_log(path):
    for file in beside(path):
        file.unlink(missing_ok=True)


@contextlib.contextmanager
def small_file_system(folder):
    folder.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"this user may mount no file system: {mounted.stderr.decode()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def filled(folder):
    """The file system that this folder is on is full, to the last byte."""
    rest = folder / "rest"
    with contextlib.suppress(OSError), rest.open("wb", buffering=0) as file:
        while file.write(bytes(1024)):
            pass
    yield
    rest.unlink()
