"""`bundel allow-identifier`, `allow-older`, `allow-refill`: what an operator decides is recorded in the services' logs.

Each service records its own, by its own module, with the settings of this folder's platform; running or not.
"""

import re
from typing import Annotated

import typer

from cli.base import Desk, declare
from cli.faults import Fault
from cli.journal import named_service
from cli.running import must_be_this_machine, platform_of
from cli.words import faults as f
from cli.words import screens as w
from cli.words.partners import OIN_INVALID
from shared.parties import OIN, SERVICES

Service = Annotated[str | None, typer.Argument(metavar="DIENST")]
Operator = Annotated[str, typer.Option("--operator", metavar="WIE")]
Reason = Annotated[str, typer.Option("--reason", metavar="WAAROM")]


def add_to(app: typer.Typer) -> None:
    declare(app, "allow-identifier")(_identifier)
    declare(app, "allow-older")(_older)
    declare(app, "allow-refill")(_refill)


def _identifier(
    desk: Desk,
    *,
    service: Service = None,
    party: Annotated[str, typer.Option("--party", metavar="PARTIJ")],
    oin: Annotated[str, typer.Option("--oin", metavar="OIN")],
    operator: Operator,
    reason: Reason,
) -> None:
    if not re.fullmatch(OIN, oin):
        raise Fault(OIN_INVALID, oin=oin)
    _allow(desk, service, "allow-identifier", "--party", party, "--oin", oin, *_by(operator, reason))


def _older(desk: Desk, *, service: Service = None, operator: Operator, reason: Reason) -> None:
    _allow(desk, service, "allow-older", *_by(operator, reason))


def _refill(
    desk: Desk,
    *,
    service: Annotated[str, typer.Argument(metavar="DIENST")],
    without: Annotated[list[str], typer.Option("--without", metavar="LEZER")],
    operator: Operator,
    reason: Reason,
) -> None:
    gone = [part for reader in without for part in ("--without", reader)]
    _allow(desk, service, "allow-refill", *gone, *_by(operator, reason))


def _by(operator: str, reason: str) -> tuple[str, ...]:
    return "--operator", operator, "--reason", reason


def _allow(desk: Desk, service: str | None, *words: str) -> None:
    """In one service, or one after another in all; what was recorded before one that refuses stays recorded."""
    must_be_this_machine(desk)
    platform = platform_of(desk.place)
    for name in [named_service(service)] if service else SERVICES:
        ended = platform.decides(name, *words)
        said = (ended.stdout or ended.stderr).strip()
        if ended.returncode:
            raise Fault(f.NOT_RECORDED, service=name, reason=ended.stderr.strip())
        if desk.as_json:
            desk.screen.json({"service": name, "recorded": said})
        else:
            desk.screen.line(desk.tell(w.ALLOWED, service=name, said=said))
