"""`bundel guard`: put back what refuses changes of a log, and record who did so and why."""

from contextlib import closing
from importlib import import_module
from typing import Annotated

import typer

from cli.base import Desk, declare
from cli.faults import Fault
from cli.journal import named_service
from cli.logs import opened
from cli.words import faults as f
from cli.words import screens as w
from shared.log.eventlog import EventLog, LogUnavailable, open_log
from shared.log.facts import LogGuarded
from shared.log.fold import BrokenChain
from shared.running.world import SystemChance, SystemClock
from shared.running.writer import OPERATOR, Writer


def add_to(app: typer.Typer) -> None:
    declare(app, "guard")(_guard)


def _guard(
    desk: Desk,
    *,
    service: Annotated[str, typer.Argument(metavar="DIENST")],
    operator: Annotated[str, typer.Option("--operator", metavar="WIE")],
    reason: Annotated[str, typer.Option("--reason", metavar="WAAROM")],
) -> None:
    named = named_service(service)
    address = desk.place.log(named)
    with opened(desk.place, [named]):
        pass  # there is such a log: opening it to write would make one
    try:
        with closing(open_log(address.url, address.password)) as log:
            missing = _put_back(desk, named, log, operator, reason)
    except LogUnavailable as away:
        raise Fault(f.LOG_UNREACHABLE, service=named, address=address.shown, reason=away) from away
    if desk.as_json:
        desk.screen.json({"service": named, "missing": missing})
    else:
        text = w.GUARDED if missing else w.WAS_GUARDED
        desk.screen.line(desk.tell(text, service=named, missing="; ".join(missing)))


def _put_back(desk: Desk, service: str, log: EventLog, operator: str, reason: str) -> list[str]:
    """Recorded before it is done: cut off in between, the alarm stays, and the command is repeated."""
    missing = log.unguarded()
    if not missing:
        return []
    if not log.may_guard():
        raise Fault(f.NOT_THE_OWNER, service=service, address=desk.place.log(service).shown)
    its = import_module(f"services.{service}.app").SERVICE
    try:
        writer = Writer(its, log, SystemClock(), SystemChance(), desk.place.known_parties())
    except BrokenChain as broken:
        raise Fault(f.ALTERED, service=service, reason=broken) from broken
    writer.allow(f"{OPERATOR}/{operator}", LogGuarded(tuple(missing), reason))
    writer.close()
    log.guard()
    return missing
