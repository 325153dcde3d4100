"""An initiative's program: bakers ask several zuilen for cake, and wait until all say yes, or one day has passed.

`python -m examples.partners.python.bakers [zuil …]`, by default three of them; on a platform started by `make up`.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from examples.steps import application, ask
from shared.client import Client, NotConnected
from shared.parties import load_parties

PARTY = "bakkerscollectief"
CENTS = {"zuil-meel": 400_00, "zuil-eieren": 250_00, "zuil-suiker": 150_00}
ROOT = Path(__file__).resolve().parents[3]


async def bake(bakers: Client, zuilen: Sequence[str]) -> None:
    """Ask all zuilen at the same moment, and tell what they say until the application is decided."""
    name = f"cake-{time.time_ns() // 1_000_000}"
    asks = [ask(zuil.removeprefix("zuil-"), f"zuil:{zuil}", "cake", CENTS.get(zuil, 100_00)) for zuil in zuilen]
    form = application(name, "Cake in de buurt", "Spoorbuurt", asks=asks, own_cents=25_00, result="Cakes")
    outcome = await bakers.submit("applications", "submit-application", form, command_id=f"submit-{name}")
    if not outcome.accepted:
        sys.exit(f"bakers: refused {outcome.code} {outcome.field}: {outcome.sentence}")
    print(f"{name} was submitted; now {', '.join(zuilen)} are asked. Ctrl-C to leave; the application stays.")
    async for said in bakers.follow("applications"):
        data = json.loads(bytes(said.data))
        if data.get("application") == name:
            print(f"{said.kind} {data.get('ask', '')} {data.get('reason', '')}".rstrip(), flush=True)
            if said.kind in {"application-granted", "application-failed"}:
                return


async def main(options: argparse.Namespace) -> None:
    ports = json.loads((options.data / "ports.json").read_text("utf-8"))
    register = load_parties(ROOT / "deploy" / "parties.json")
    if unknown := [zuil for zuil in options.zuilen if zuil not in register]:
        sys.exit(f"bakers: not in the register of parties: {', '.join(unknown)}")
    url, password = (
        f"nats://127.0.0.1:{ports['nats']}",
        (options.data / "credentials" / PARTY).read_text("utf-8").strip(),
    )
    async with await Client.connect(url, PARTY, password, oin=register[PARTY].oin, patience=5) as bakers:
        await bake(bakers, options.zuilen)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("zuilen", nargs="*", default=list(CENTS), help="the slugs of those who are asked")
    parser.add_argument("--data", type=Path, default=ROOT / ".bundel", help="the running platform's data folder")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        asyncio.run(main(arguments()))
    except KeyboardInterrupt:
        pass
    except (OSError, NotConnected) as reason:
        sys.exit(f"bakers: {reason}")
