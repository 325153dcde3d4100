"""Speaking as a party: whose name, whose password, and a connection that tells why it does not come about."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from bundel_client import BareClient
from cli.base import Desk
from cli.broker import connected
from cli.data_folder import DataFolder, read_secret
from cli.faults import Fault
from cli.words import faults as f
from shared.parties import load_parties

SYSTEM = "bundel-cli"


def slugs(ctx: typer.Context, incomplete: str) -> list[str]:
    """For the shells, which complete a party's slug."""
    register = ctx.params.get("parties")
    place = DataFolder(Path(ctx.params.get("data") or "."), parties=Path(register) if register else None)
    try:
        return sorted(slug for slug in load_parties(place.register) if slug.startswith(incomplete))
    except ValueError:
        return []


As: TypeAlias = Annotated[
    str | None, typer.Option("--as", envvar="BUNDEL_PARTY", metavar="PARTIJ", autocompletion=slugs)
]
PasswordFile: TypeAlias = Annotated[
    Path | None, typer.Option("--password-file", envvar="BUNDEL_PARTY_PASSWORD_FILE", metavar="BESTAND")
]
Oin: TypeAlias = Annotated[str | None, typer.Option("--oin", envvar="BUNDEL_PARTY_OIN", metavar="OIN")]
Seconds: TypeAlias = Annotated[float, typer.Option("--wait", metavar="SECONDEN", min=0.1)]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A party, with what the broker and the platform want to see of it."""

    party: str
    password: str
    oin: str


def speaker(desk: Desk, party: str | None, password_file: Path | None, oin: str | None) -> Speaker:
    """By the register and the credentials of the platform on this machine, where they are not given."""
    if not party:
        raise Fault(f.NO_PARTY)
    if not oin:
        known = desk.place.known_parties().get(party)
        if known is None:
            raise Fault(f.PARTY_UNKNOWN, party=party, register=desk.place.register)
        oin = known.oin
    return Speaker(party, read_secret(password_file or desk.place.credential(party)), oin)


@contextlib.asynccontextmanager
async def speaking(desk: Desk, who: Speaker, keep: Path | None = None) -> AsyncIterator[BareClient]:
    """The party's client. One connection is tried first: the client itself would wait for a broker for ever."""
    url, ca_file = desk.place.broker, desk.place.broker_ca_file
    async with connected(url, who.party, who.password, ca_file):
        pass
    async with await BareClient.connect(
        url, who.party, who.password, oin=who.oin, system=SYSTEM, keep=keep, ca_file=ca_file
    ) as client:
        yield client
