"""An initiative's program: bakers ask several zuilen for cake, and wait until all say yes, or one day has passed.

`python -m examples.partners.python.bakers [zuil …]`, by default three of them; on a platform started by `make up`.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bundel_client import Client, NotConnected
from bundel_client.applications import (
    ApplicationFailed,
    ApplicationGranted,
    Ask,
    Cost,
    Line,
    OtherMoney,
    Result,
    SubmitApplication,
    ZuilAskHeld,
    ZuilDeclineExplained,
)
from shared.parties import load_parties

PARTY = "bakkerscollectief"
CENTS = {"zuil-meel": 400_00, "zuil-eieren": 250_00, "zuil-suiker": 150_00}
OWN_CENTS = 25_00
ROOT = Path(__file__).resolve().parents[3]


def application(name: str, zuilen: Sequence[str]) -> SubmitApplication:
    """One form for all: each is asked its part, and the bakers pay the rest themselves."""
    cents = {zuil: CENTS.get(zuil, 100_00) for zuil in zuilen}
    return SubmitApplication(
        application=name,
        purpose="Cake in de buurt",
        neighbourhood="Spoorbuurt",
        results=[Result(indicator="Cakes", unit="aantal", target="1", goal="cake")],
        costs=[Cost(what="Cake in de buurt", cents=sum(cents.values()) + OWN_CENTS)],
        asks=[
            Ask(
                ask=zuil.removeprefix("zuil-"),
                funder=f"zuil:{zuil}",
                lines=[Line(goal="cake", cents=asked)],
                instrument="grant",
            )
            for zuil, asked in cents.items()
        ],
        other_money=[OtherMoney(source="Eigen bijdrage", kind="own", cents=OWN_CENTS)],
        hours=[],
        expected_savings=[],
        term="incidental",
        plan_after="Daarna betaalt het initiatief zichzelf",
        decide_by=datetime.now(UTC) + timedelta(days=1),
    )


async def bake(bakers: Client, zuilen: Sequence[str]) -> None:
    """Ask all zuilen at the same moment, and tell what they say until the application is decided."""
    name = f"cake-{time.time_ns() // 1_000_000}"
    outcome = await bakers.submit(application(name, zuilen), command_id=f"submit-{name}")
    if not outcome.accepted:
        sys.exit("\n".join(f"bakers: {fault.code} {fault.field}: {fault.sentence}" for fault in outcome.faults))
    print(f"{name} was submitted; now {', '.join(zuilen)} are asked. Ctrl-C to leave; the application stays.")
    async for said in bakers.follow("applications"):
        match said.body:
            case ZuilAskHeld(application=about, ask=ask) if about == name:
                print(f"{said.kind} {ask}", flush=True)
            case ZuilDeclineExplained(application=about, ask=ask, reason=reason) if about == name:
                print(f"{said.kind} {ask} {reason}", flush=True)
            case ApplicationGranted(application=about) | ApplicationFailed(application=about) if about == name:
                print(said.kind, flush=True)
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
