"""A town whose programs are those of the code that is found: partners that did not change when their platform did.

Told on standard input, in a line of JSON, where the platform is; works until the next line; then tells, in a line of
JSON on standard output, what was sent and what became of it. It lies alone in the folder of an earlier release, so it
uses only what has been the same since contract 0.1.
"""

import asyncio
import contextlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from shared.parties import load_parties
from tests.town.plan import WHOLE
from tests.town.town import Town

try:
    from shared.client import Client
except ModuleNotFoundError:  # since the client is a package of its own
    from bundel_client import BareClient as Client


def bears(town, refusals):
    """Let the partners bear codes that came after them, as the contract asks of everybody."""
    for partner in town.partners:
        known = partner.races
        partner.races = {name: {*known.get(name, ()), *refusals.get(name, ())} for name in {*known, *refusals}}


async def at_work(told, parties):
    data = Path(told["data"])

    async def connected(slug):
        password = (data / "credentials" / slug).read_text("utf-8").strip()
        return await Client.connect(told["url"], slug, password, oin=parties[slug].oin, keep=data / "kept" / slug)

    town = Town(WHOLE, told["seed"], connected, lambda: datetime.now(UTC))
    bears(town, told["refusals"])
    async with town.at_work():
        sys.stdout.write("open\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)
    return town.ledger


def main():
    told = json.loads(sys.stdin.readline())
    ledger = asyncio.run(at_work(told, load_parties(Path(told["parties"]))))
    sent = [[*key, one.service, one.command, one.data] for key, one in ledger.sent.items()]
    json.dump({"sent": sent, "told": [[*key, *found] for key, found in ledger.told.items()]}, sys.stdout)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
