"""`bundel verify`: whether a log is what it was, and whether the books of all three are right."""

from pathlib import Path
from typing import Annotated, Any

import typer

from audit import CannotRead, OneLog, Problem, Row, check, check_one, told, wait_for_rest
from cli.base import Desk, declare
from cli.faults import Exit, Fault
from cli.journal import named_service
from cli.logs import Log, opened
from cli.noting import verify_against
from cli.screen import whole
from cli.words import faults as f
from cli.words import screens as w
from shared.parties import SERVICES

PROBLEMS_SHOWN = 50


def add_to(app: typer.Typer) -> None:
    declare(app, "verify")(_verify)


def _verify(
    desk: Desk,
    *,
    service: Annotated[str | None, typer.Argument(metavar="DIENST")] = None,
    known: Annotated[str | None, typer.Option("--hash", metavar="HASH")] = None,
    against: Annotated[Path | None, typer.Option("--against", metavar="BESTAND")] = None,
    wait: Annotated[float, typer.Option("--wait", metavar="SECONDEN", min=0)] = 0.0,
) -> None:
    if against:
        well = verify_against(desk, against, [named_service(service)] if service else list(SERVICES))
    elif service or known:
        well = _verify_logs(desk, [named_service(service)] if service else list(SERVICES), known)
    else:
        well = _verify_books(desk, wait)
    raise typer.Exit(Exit.OK if well else Exit.NOT_WELL)


# One log by itself


def _verify_logs(desk: Desk, services: list[str], known: str | None) -> bool:
    with opened(desk.place, services) as logs:
        found = [_chain(desk, log, known) for log in logs.values()]
    well = all(not one.problems for one in found)
    missing = known is not None and not any(one.hash_at for one in found)
    if desk.as_json:
        desk.screen.json({"well": well and not missing, "logs": [_plain(one, desk) for one in found]})
    else:
        for one in found:
            _show(desk, one, known)
        if well:
            desk.screen.line(desk.tell(w.NOTE_HASH), "dim")
        if missing:
            desk.screen.line(desk.tell(w.HASH_MISSING, hash=known), "bold red")
    return well and not missing


def _chain(desk: Desk, log: Log, known: str | None) -> OneLog:
    address = desk.place.log(log.service).whole
    try:
        return check_one(log.service, (Row(*row) for row in log.all_rows()), known or "", address)
    except CannotRead as fault:
        raise Fault(f.BOOKS_UNREADABLE, reason=fault) from fault


def _plain(one: OneLog, desk: Desk) -> dict[str, Any]:
    problems = [_plain_problem(problem, desk) for problem in one.problems]
    return {"log": one.log, "events": one.events, "hash": one.hash, "hash_at": one.hash_at, "problems": problems}


def _plain_problem(problem: Problem, desk: Desk) -> dict[str, Any]:
    place = {"log": problem.log, "position": problem.position, "kind": problem.kind}
    return {"law": problem.law.code, **place, "sentence": problem.told(desk.screen.language)}


def _show(desk: Desk, one: OneLog, known: str | None) -> None:
    screen = desk.screen
    screen.line(desk.tell(w.CHECKED, service=one.log, events=whole(one.events)), "bold")
    if one.problems:
        screen.line(desk.tell(w.CHAIN_BROKEN), "bold red")
        columns = [(desk.tell(w.LAW), "left"), (desk.tell(w.WHERE), "fold")]
        rows = [[each.law.code, each.told(screen.language)] for each in one.problems[:PROBLEMS_SHOWN]]
        screen.table(f"{desk.tell(w.WRONG)} ({len(one.problems)})", columns, rows)
        return
    screen.line(desk.tell(w.CHAIN_HOLDS), "green")
    if known and one.hash_at:
        screen.line(desk.tell(w.HASH_FOUND, hash=known, position=one.hash_at), "green")
    screen.pairs([(desk.tell(w.HASH), one.hash)])


# The books


def _verify_books(desk: Desk, wait: float) -> bool:
    desk.place.must_exist()
    logs = {service: desk.place.log(service).whole for service in SERVICES}
    try:
        if wait:
            wait_for_rest(logs, wait)
        findings = check(logs)
    except (CannotRead, ValueError) as fault:
        raise Fault(f.BOOKS_UNREADABLE, reason=fault) from fault
    if desk.as_json:
        desk.screen.json(
            {
                "well": not findings.broken,
                "at_rest": findings.at_rest,
                "problems": [_plain_problem(problem, desk) for problem in findings.broken],
                "under_way": [one._asdict() for one in findings.unheard],
                "events": findings.events,
                "money_cents": findings.money,
            }
        )
    else:
        desk.screen.show(told(findings, desk.screen.language))
    return not findings.broken
