"""`bundel rebuild`: make anew, from the log alone, what a service keeps beside it, and compare with what it was."""

from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from cli.base import Desk, declare
from cli.faults import Exit, Fault
from cli.journal import named_service
from cli.logs import opened
from cli.screen import whole
from cli.words import faults as f
from cli.words import screens as w
from deploy.health import health
from shared.log.eventlog import SQLITE, LogUnavailable, open_log
from shared.log.rebuilding import Rebuilt, rebuild


def add_to(app: typer.Typer) -> None:
    declare(app, "rebuild")(_rebuild)


def _rebuild(
    desk: Desk,
    *,
    service: Annotated[str, typer.Argument(metavar="DIENST")],
    snapshot: Annotated[Path | None, typer.Option("--snapshot", metavar="BESTAND")] = None,
) -> None:
    named = named_service(service)
    if health(desk.place.health(named)):
        raise Fault(f.STILL_RUNNING, service=named)
    path = snapshot or _beside(desk, named)
    rebuilt = _rebuilt(desk, named, path)
    if desk.as_json:
        differences = rebuilt.differences
        desk.screen.json(
            {
                "service": named,
                "events": rebuilt.events,
                "snapshot": str(path),
                "compared": rebuilt.compared,
                "differences": differences,
            }
        )
    else:
        was = w.WAS_WRONG if rebuilt.differences else w.WAS_RIGHT if rebuilt.compared else w.WAS_NONE
        desk.screen.line(desk.tell(w.REBUILT, service=named, events=whole(rebuilt.events)))
        desk.screen.line(desk.tell(was, differences="; ".join(rebuilt.differences)))
    raise typer.Exit(Exit.NOT_WELL if rebuilt.differences else Exit.OK)


def _rebuilt(desk: Desk, named: str, path: Path) -> Rebuilt:
    address = desk.place.log(named)
    with opened(desk.place, [named]):
        pass  # there is such a log: opening it to write would make one
    service = import_module(f"services.{named}.app").SERVICE
    try:
        with closing(open_log(address.url, address.password)) as log:
            return rebuild(service, log, path)
    except LogUnavailable as away:
        raise Fault(f.LOG_UNREACHABLE, service=named, address=address.shown, reason=away) from away


def _beside(desk: Desk, service: str) -> Path:
    """A service keeps its snapshot beside a SQLite log, if its settings do not say otherwise."""
    address = desk.place.log(service)
    if not address.url.startswith(SQLITE):
        raise Fault(f.NO_SNAPSHOT_HERE, service=service)
    return Path(f"{address.url.removeprefix(SQLITE)}.snapshot")
