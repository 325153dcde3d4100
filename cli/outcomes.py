"""`bundel outcome`: what became of a command. From the logs where they can be read, else by asking as its sender."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Any

import typer

from bundel_client import CommandFault, NoAnswer, QueryRefused
from cli.base import Desk, declare
from cli.faults import Exit, Fault
from cli.logs import Entry, opened
from cli.screen import moment
from cli.sending import refusal_rows
from cli.speaking import As, Oin, PasswordFile, Speaker, speaker, speaking
from cli.words import faults as f
from cli.words import screens as w
from shared.log.facts import inbox_stream
from shared.parties import SERVICES


def add_to(app: typer.Typer) -> None:
    declare(app, "outcome")(_outcome)


def _outcome(
    desk: Desk,
    *,
    command_id: Annotated[str, typer.Argument(metavar="ID")],
    party: As = None,
    password_file: PasswordFile = None,
    oin: Oin = None,
) -> None:
    if desk.place.exists or desk.place.elsewhere:
        found = _recorded(desk, command_id, party)
    else:
        found = asyncio.run(_asked(desk, speaker(desk, party, password_file, oin), command_id))
    if not found:
        raise Fault(f.OUTCOME_UNKNOWN, command_id=command_id)
    if desk.as_json:
        desk.screen.json({"command_id": command_id, "outcomes": found})
    else:
        for one in found:
            _show(desk, one)
    raise typer.Exit(Exit.OK if all(one["accepted"] for one in found) else Exit.NOT_WELL)


def _recorded(desk: Desk, command_id: str, party: str | None) -> list[dict[str, Any]]:
    """Of that party, or of every party in the register: an id is a party's own, two may use the same."""
    senders = [party] if party else list(desk.place.known_parties())
    with opened(desk.place) as logs:
        streams = [(log, inbox_stream(sender, command_id)) for log in logs.values() for sender in senders]
        return [_plain(entry) for log, stream in streams for entry in log.stream(stream)]


def _plain(entry: Entry) -> dict[str, Any]:
    fact = entry.fact
    told = {"faults": faults_of(fact), "at": entry.stored.at, "position": entry.position}
    return {"service": entry.log, **fact, **told}


def faults_of(outcome: dict[str, Any]) -> list[dict[str, str]]:
    """Everything for which it was refused; of an outcome that was recorded before there was a list, the one thing."""
    first = () if outcome["accepted"] else ((outcome["field"], outcome["code"], outcome["sentence"]),)
    return [asdict(CommandFault(*fault)) for fault in outcome.get("faults") or first]


async def _asked(desk: Desk, who: Speaker, command_id: str) -> list[dict[str, Any]]:
    found = []
    async with speaking(desk, who) as client:
        for service in SERVICES:
            try:
                answer = await client.ask(service, "outcome", command_id=command_id)
            except NoAnswer as silent:
                raise Fault(f.NO_ANSWER, service=service) from silent
            except QueryRefused as refused:
                if refused.code != "unknown-command":
                    raise Fault(f.QUERY_REFUSED, service=service, reason=refused) from refused
            else:
                found.append({"service": service, **answer})
    return found


def _show(desk: Desk, one: dict[str, Any]) -> None:
    verdict, style = (w.ACCEPTED, "bold green") if one["accepted"] else (w.REFUSED, "bold red")
    desk.screen.title(f"{one['command']} → {one['service']}", desk.tell(verdict), style)
    rows = [(desk.tell(w.PARTY), one["party"]), (desk.tell(w.ID), one["command_id"])]
    if "at" in one:
        rows.append((desk.tell(w.RECORDED_AT), moment(one["at"])))
    desk.screen.pairs(rows + refusal_rows(desk, (CommandFault(**fault) for fault in one["faults"])))
