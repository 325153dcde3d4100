"""The way in: a password from its file, and a connection that says why if there is none."""

import asyncio
from pathlib import Path

from shared.client import Client

CONNECT_SECONDS = 5


class NotConnected(Exception):
    """The broker is not there, or does not know us."""


def read_password(path: Path) -> str:
    """A newline at the end of the file is no part of it."""
    return path.read_text("utf-8").strip()


async def connected(url: str, party: str, oin: str, password: str, *, keep: Path | None = None) -> Client:
    """The client tries for ever; somebody who starts a program wants to be told."""
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            return await Client.connect(url, party, password, oin=oin, system="example", keep=keep)
    except TimeoutError:
        raise NotConnected(f"{url} does not answer, or does not know {party} with this password") from None
