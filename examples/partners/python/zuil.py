"""A zuil's program: it hears what the zuil is asked, and answers by a simple rule until you stop it.

`python -m examples.partners.python.zuil --party zuil-meel --oin 00000099000000006000 \
    --password-file .bundel/credentials/zuil-meel --folder data/zuil-meel`
"""

import argparse
import asyncio
import contextlib
import hashlib
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from bundel_client import Client, NoOutcomeYet, NotConnected, Outcome
from bundel_client.applications import AnswerAsk, ZuilAsked
from examples.partners.python.ledger import Ledger

SERVICE = "applications"


def log(text: str) -> None:
    print(f"{datetime.now(UTC).isoformat(timespec='milliseconds')} {text}", flush=True)


def id_of_answer(asked: ZuilAsked) -> str:
    """Always the same for the same question: after a crash the answer goes out under the id it had before."""
    question = f"{asked.ask}/{asked.revision}"
    return f"answer-{hashlib.sha256(question.encode()).hexdigest()[:32]}"


async def answer(client: Client, ledger: Ledger, asked: ZuilAsked, budget_cents: int) -> None:
    decision = ledger.decide(asked, budget_cents)
    outcome = await submit(client, decision, id_of_answer(asked))
    if outcome.accepted and decision.answer == "hold":
        ledger.hold(asked)
    what = f"{decision.answer} {asked.ask} revision {asked.revision}, {asked.cents} cents"
    log(f"{what}: {describe(outcome)}")


async def submit(client: Client, decision: AnswerAsk, command_id: str) -> Outcome:
    """As long as it takes. An answer that nobody confirmed is not an answer."""
    while True:
        try:
            return await client.submit(decision, command_id=command_id)
        except NoOutcomeYet:
            log(f"no outcome of {command_id} yet; goes on")


def describe(outcome: Outcome) -> str:
    told = " ".join(f"{fault.code} {fault.field}: {fault.sentence}" for fault in outcome.faults)
    return "accepted" if outcome.accepted else f"refused {told}"


async def resume(client: Client) -> None:
    """First what was sent before the restart and has no outcome."""
    while True:
        try:
            for outcome in await client.resume():
                log(f"{outcome.command_id} from before the restart: {describe(outcome)}")
        except NoOutcomeYet as missing:
            log(f"no outcome of {missing} yet; goes on")
        else:
            return


async def work(client: Client, ledger: Ledger, budget_cents: int) -> None:
    await resume(client)
    log("listens")
    async for said in client.follow(SERVICE, ledger.place):
        asked = said.body
        concerns_us = ledger.hear(asked)
        if isinstance(asked, ZuilAsked) and asked.cents > 0:
            await answer(client, ledger, asked, budget_cents)
        if concerns_us:  # what does not is heard once more after a restart, and does no harm
            ledger.save()


async def until_stopped(working: "asyncio.Task[None]") -> None:
    """Until it ends, or SIGINT or SIGTERM ends it. The NATS library may swallow a cancellation, so it is said again."""
    stopping = asyncio.Event()
    for stop in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C ends the program anyway
            asyncio.get_running_loop().add_signal_handler(stop, stopping.set)
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait([working, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    while not working.done():
        working.cancel()
        await asyncio.wait([working], timeout=0.5)
    if not working.cancelled():
        working.result()


async def main(options: argparse.Namespace) -> None:
    """Commands without an outcome stay kept in the folder."""
    options.folder.mkdir(parents=True, exist_ok=True)
    password, keep = options.password_file.read_text("utf-8").strip(), options.folder / "pending"
    async with await Client.connect(
        options.url,
        options.party,
        password,
        oin=options.oin,
        system="example",
        keep=keep,
        patience=5,
        ca_file=options.ca_file,
    ) as client:
        ledger = Ledger.open(options.folder / "ledger.json", options.party)
        await until_stopped(asyncio.create_task(work(client, ledger, options.budget_cents)))
    log("stopped; what has no outcome yet is kept")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--url", default=os.environ.get("BUNDEL_NATS", "nats://127.0.0.1:4222"))
    parser.add_argument(
        "--ca-file",
        type=Path,
        default=os.environ.get("BUNDEL_NATS_CA_FILE"),
        help="who may have signed the broker's certificate, with a url that begins with tls://",
    )
    parser.add_argument("--party", required=True, help="your slug in the register of parties")
    parser.add_argument("--oin", required=True, help="your OIN in the register of parties")
    parser.add_argument("--password-file", required=True, type=Path)
    parser.add_argument("--folder", type=Path, default=Path(), help="for what must survive a restart")
    parser.add_argument("--budget-cents", type=int, default=10_000_00)
    return parser.parse_args()


if __name__ == "__main__":
    try:
        asyncio.run(main(arguments()))
    except (OSError, NotConnected) as reason:
        sys.exit(f"zuil: {reason}")
