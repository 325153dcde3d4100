"""The broker, seen with the operator's eyes, or tried with a party's password."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import nats.errors
import nats.js.errors
from nats.aio.client import Client

from bundel_client.tls import SecureClient, must_ask_for_tls, why_not_trusted
from cli.faults import Fault
from cli.words import faults as f
from deploy.accounts import dead_stream
from shared.broker.bus import output_stream
from shared.parties import OPERATOR, SERVICES

CONNECT_SECONDS = 3
REFUSED = "authorization violation"


@contextlib.asynccontextmanager
async def connected(url: str, user: str, password: str, ca_file: Path | None = None) -> AsyncIterator[Client]:
    """One connection, tried once: whether the broker is away, is not trusted, or does not let this user in, is told
    apart.
    """
    faults: list[Exception] = []

    async def note(error: Exception) -> None:
        faults.append(error)

    try:
        must_ask_for_tls(url, ca_file)
    except ValueError as wrong:
        raise Fault(f.BROKER_ADDRESS, url=url, reason=wrong) from wrong
    client = SecureClient(ca_file)
    try:
        try:
            async with asyncio.timeout(CONNECT_SECONDS + 1):
                await client.connect(
                    url,
                    user=user,
                    password=password,
                    name=f"{user} (bundel)",
                    inbox_prefix=f"_INBOX_{user}".encode(),
                    allow_reconnect=False,
                    max_reconnect_attempts=1,
                    reconnect_time_wait=0,
                    connect_timeout=CONNECT_SECONDS,
                    error_cb=note,
                )
        except (nats.errors.Error, OSError, TimeoutError) as error:
            if why := next(filter(None, map(why_not_trusted, (error, *faults))), ""):
                raise Fault(f.BROKER_NOT_TRUSTED, url=url, reason=why) from error
            if any(REFUSED in str(one).lower() for one in (error, *faults)):
                raise Fault(f.ACCESS_REFUSED, url=url, user=user) from error
            raise _unreachable(url, faults[-1] if faults else error) from error
        yield client
    finally:
        with contextlib.suppress(nats.errors.Error, OSError):
            await client.close()


def _unreachable(where: str, error: Exception) -> Fault:
    reason = getattr(error, "strerror", None) or str(error).strip() or type(error).__name__
    return Fault(f.BROKER_UNREACHABLE, url=where, reason=reason)


def lets_in(url: str, user: str, password: str) -> bool:
    """Whether the broker lets this user in with this password. Raises a fault where it is not reached."""

    async def tried() -> bool:
        try:
            async with connected(url, user, password):
                return True
        except Fault as fault:
            if fault.problem is not f.ACCESS_REFUSED:
                raise
            return False

    return asyncio.run(tried())


def streams(url: str, password: str, ca_file: Path | None = None) -> dict[str, dict[str, int]]:
    """Per service where its stream on the broker ends (`said`), and how many dead letters there are (`dead`)."""

    async def looked() -> dict[str, dict[str, int]]:
        async with connected(url, OPERATOR, password, ca_file) as client:
            context = client.jetstream(timeout=CONNECT_SECONDS)
            return {
                service: {
                    "said": await _state(context, output_stream(service), "last_seq"),
                    "dead": await _state(context, dead_stream(service), "messages"),
                }
                for service in SERVICES
            }

    return asyncio.run(looked())


async def _state(context: Any, stream: str, what: str) -> int:
    """0 for a stream that is not there: after a wipe it comes back empty."""
    try:
        info = await context.stream_info(stream)
    except nats.js.errors.NotFoundError:
        return 0
    except (nats.errors.Error, TimeoutError) as error:
        raise _unreachable(stream, error) from error
    return int(getattr(info.state, what))
