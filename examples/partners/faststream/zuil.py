"""A zuil's program in FastStream: says yes to whatever is asked up to a limit, and no to more.

`ZUIL_PARTY=zuil-meel ZUIL_OIN=00000099000000006000 ZUIL_PASSWORD_FILE=.bundel/credentials/zuil-meel \
    python -m examples.partners.faststream.zuil`

It keeps no books: what is not answered yet, the platform tells. A subscriber hears of an ask at once; what was said
while nobody listened is found by looking, at the start and every few seconds.
"""

import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator
from os import environ
from pathlib import Path
from typing import Annotated

from faststream import Depends, FastStream

from bundel_client import Client, NoAnswer, NoOutcomeYet, NotConnected, Outcome, QueryRefused
from bundel_client.applications import AnswerAsk, ApplicationGranted, ListUnansweredAsks, ZuilAsked
from bundel_client.faststream import PartyBroker

LOOKS_SECONDS = 5.0

party = environ["ZUIL_PARTY"]
limit_cents = int(environ.get("ZUIL_LIMIT_CENTS", "50000"))
ca_file = environ.get("BUNDEL_NATS_CA_FILE")
broker = PartyBroker(
    environ.get("BUNDEL_NATS", "nats://127.0.0.1:4222"),
    party,
    Path(environ["ZUIL_PASSWORD_FILE"]).read_text("utf-8").strip(),
    oin=environ["ZUIL_OIN"],
    system="example-faststream",
    keep=Path(environ.get("ZUIL_FOLDER", ".")) / "pending",
    ca_file=Path(ca_file) if ca_file else None,
    logger=None,  # it would write a line for each message of the platform
)
log = logging.getLogger("zuil")


@contextlib.asynccontextmanager
async def lifespan() -> AsyncIterator[None]:
    """Connects first, so that a wrong password ends the start; then goes on with what a former run has sent."""
    await broker.connect()
    looking = asyncio.create_task(keep_looking(broker.client))
    yield
    looking.cancel()


app = FastStream(broker, lifespan=lifespan)


def the_client() -> Client:
    return broker.client


@broker.subscriber(broker.to_me(ZuilAsked))
async def hear_ask(asked: ZuilAsked, client: Annotated[Client, Depends(the_client)]) -> None:
    if asked.cents:  # 0 cents: no longer asked
        await answer(client, asked.ask, asked.revision, asked.cents)


@broker.subscriber(broker.to_all(ApplicationGranted))
async def hear_grant(granted: ApplicationGranted) -> None:
    ours = [one.cents for one in granted.asks if one.funder == f"zuil:{party}"]
    if ours:
        log.info("%s is granted, and binds us to %s cents", granted.application, sum(ours))


async def keep_looking(client: Client) -> None:
    """What went past us: while we were away, or because the broker lost it."""
    while True:
        try:
            for outcome in await client.resume():
                log.info("%s from before: %s", outcome.command_id, described(outcome))
            await look(client)
        except (NoAnswer, NoOutcomeYet, QueryRefused) as reason:
            log.warning("%s: %s; tries again", type(reason).__name__, reason)
        await asyncio.sleep(LOOKS_SECONDS)


async def look(client: Client) -> None:
    """The most urgent ones; what is left over waits for the next look."""
    found = await client.ask(ListUnansweredAsks(funder=f"zuil:{party}"))
    for one in found.asks:
        await answer(client, one.ask, one.revision, one.cents)


async def answer(client: Client, ask: str, revision: int, cents: int) -> None:
    """The same answer to the same question has the same id, so it counts once, however often it is sent."""
    decision = decide(ask, revision, cents)
    command_id = f"{decision.answer}-{ask}-{revision}"
    outcome = await client.submit(decision, command_id=command_id)
    log.info("%s %s revision %s, %s cents: %s", decision.answer, ask, revision, cents, described(outcome))


def decide(ask: str, revision: int, cents: int) -> AnswerAsk:
    """The rule of this zuil, which you replace by your own."""
    if cents <= limit_cents:
        return AnswerAsk(ask=ask, revision=revision, cents=cents, answer="hold")
    reason = f"Wij geven per aanvraag ten hoogste € {limit_cents // 100}."
    return AnswerAsk(ask=ask, revision=revision, cents=cents, answer="decline", ground="no-money", reason=reason)


def described(outcome: Outcome) -> str:
    return "accepted" if outcome.accepted else " ".join(f"{one.code} {one.sentence}" for one in outcome.faults)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    try:
        asyncio.run(app.run())
    except NotConnected as reason:
        sys.exit(f"zuil: {reason}")
