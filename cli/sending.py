"""`bundel submit`: send a command as a party, and wait for its outcome."""

import asyncio
import secrets
import sys
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import typer

from bundel_client import CommandFault, NoOutcomeYet, Outcome
from bundel_client.pending import Pending, PendingCommandsOnDisk
from cli.base import Desk, declare
from cli.faults import Exit, Fault
from cli.speaking import As, Oin, PasswordFile, Seconds, Speaker, speaker, speaking
from cli.words import faults as f
from cli.words import screens as w
from cli.words.refusals import MEANINGS
from shared.broker.envelope import command_type

WAIT_SECONDS = 60.0
STANDARD_INPUT = "-"


class _Command(msgspec.Struct, forbid_unknown_fields=True):
    """A command in a file. What its `data` must hold is for the service to judge."""

    service: Literal["applications", "pool", "settlement"]
    command: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9-]{0,63}$")]
    data: dict[str, Any]
    id: str = ""
    party: str = ""
    correlation: str = ""


def add_to(app: typer.Typer) -> None:
    declare(app, "submit")(_submit)


def _submit(
    desk: Desk,
    *,
    file: Annotated[str | None, typer.Argument(metavar="BESTAND")] = None,
    party: As = None,
    wait: Seconds = WAIT_SECONDS,
    command_id: Annotated[str | None, typer.Option("--id", metavar="ID")] = None,
    resume: Annotated[bool, typer.Option("--resume")] = False,
    keep: Annotated[Path | None, typer.Option("--keep", metavar="MAP")] = None,
    password_file: PasswordFile = None,
    oin: Oin = None,
) -> None:
    if resume:
        who = speaker(desk, party, password_file, oin)
        outcomes = asyncio.run(_resumed(desk, who, _kept(desk, who, keep), wait))
        _tell_all(desk, outcomes)
    else:
        command = _read(file)
        who = speaker(desk, party or command.party, password_file, oin)
        command.id = command_id or command.id
        outcomes = [_sent(desk, who, command, _kept(desk, who, keep), wait)]
        _tell(desk, command, who, outcomes[0])
    raise typer.Exit(Exit.OK if all(outcome.accepted for outcome in outcomes) else Exit.NOT_WELL)


def _kept(desk: Desk, who: Speaker, keep: Path | None) -> Path:
    """Where commands wait for their outcome, through restarts too."""
    return keep or desk.place.data / "pending" / who.party


def _read(file: str | None) -> _Command:
    if file is None:
        raise Fault(f.MISSING, name="BESTAND / FILE")
    try:
        body = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        return msgspec.json.decode(body, type=_Command)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Fault(f.COMMAND_UNREADABLE, file=file, reason=reason) from error


def _sent(desk: Desk, who: Speaker, command: _Command, keep: Path, wait: float) -> Outcome:
    """The command's outcome. One without an id that is kept already is refused: it would be done twice."""
    kept = PendingCommandsOnDisk(keep)
    if not command.id:
        if same := next((pending for pending in kept.all() if _is_same(pending, command)), None):
            raise Fault(f.KEPT_ALREADY, command_id=same.command_id, party=who.party)
        command.id = secrets.token_hex(12)
    try:
        return asyncio.run(_outcome(desk, who, command, keep, wait))
    except KeyboardInterrupt:
        if not any(pending.command_id == command.id for pending in kept.all()):
            raise  # it was not sent
        raise Fault(f.LEFT_ALONE, command_id=command.id, party=who.party) from None


def _is_same(pending: Pending, command: _Command) -> bool:
    """Whatever its id and its thread."""
    event = msgspec.json.decode(pending.body)
    return (event["type"], _canonical(event["data"])) == (
        command_type(command.service, command.command),
        _canonical(command.data),
    )


def _canonical(data: Any) -> bytes:
    return msgspec.json.encode(data, order="sorted")


async def _outcome(desk: Desk, who: Speaker, command: _Command, keep: Path, wait: float) -> Outcome:
    async with speaking(desk, who, keep) as client:
        submitted = client.submit(
            command.service,
            command.command,
            command.data,
            command_id=command.id,
            correlation=command.correlation,
            timeout=wait,
        )
        try:
            return await _told_while(desk, command.id, submitted)
        except NoOutcomeYet as late:
            raise Fault(f.NO_OUTCOME, command_id=late.command_id, seconds=wait, party=who.party) from late
        except ValueError as unfit:
            fault = Fault(f.COMMAND_UNREADABLE, file=command.command, reason=unfit)
            raise fault from unfit


async def _told_while(desk: Desk, command_id: str, submitted: Coroutine[Any, Any, Outcome]) -> Outcome:
    """Tell a person the id as soon as the command is kept: whatever happens next, by that it is found again."""
    waiting = asyncio.create_task(submitted)
    await asyncio.sleep(0)  # now it is kept, or was refused here
    if not waiting.done() and not desk.as_json:
        sys.stderr.write(f"{desk.tell(w.SENT, command_id=command_id)}\n")
    return await waiting


async def _resumed(desk: Desk, who: Speaker, keep: Path, wait: float) -> list[Outcome]:
    async with speaking(desk, who, keep) as client:
        try:
            return await client.resume(timeout=wait)
        except NoOutcomeYet as late:
            raise Fault(f.STILL_WAITING) from late


def _tell(desk: Desk, command: _Command, who: Speaker, outcome: Outcome) -> None:
    if desk.as_json:
        named = {"service": command.service, "command": command.command, "party": who.party}
        desk.screen.json({**named, **msgspec.to_builtins(outcome)})
        return
    verdict, style = (w.ACCEPTED, "bold green") if outcome.accepted else (w.REFUSED, "bold red")
    desk.screen.title(f"{command.command} → {command.service}", desk.tell(verdict), style)
    rows = [(desk.tell(w.PARTY), who.party), (desk.tell(w.ID), outcome.command_id)]
    desk.screen.pairs(rows + refusal_rows(desk, outcome.faults))


def refusal_rows(desk: Desk, faults: Iterable[CommandFault]) -> list[tuple[str, str]]:
    """Everything for which a command was refused; nothing if it was accepted."""
    rows = []
    for code, field, sentence in ((fault.code, fault.field, fault.sentence) for fault in faults):
        meaning = f"{code}: {desk.tell(MEANINGS[code])}" if code in MEANINGS else code
        rows += [(desk.tell(w.CODE), meaning), (desk.tell(w.FIELD), field), (desk.tell(w.SENTENCE), sentence)]
    return [row for row in rows if row[1]]


def _tell_all(desk: Desk, outcomes: list[Outcome]) -> None:
    if desk.as_json:
        desk.screen.json({"outcomes": [msgspec.to_builtins(outcome) for outcome in outcomes]})
    elif not outcomes:
        desk.screen.line(desk.tell(w.NOTHING_KEPT))
    else:
        for outcome in outcomes:
            desk.screen.title(outcome.command_id, desk.tell(w.ACCEPTED if outcome.accepted else w.REFUSED))
            desk.screen.pairs(refusal_rows(desk, outcome.faults))
