"""`bundel backup` and `bundel restore`: three logs that belong together, kept and put back."""

import time
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.backups.lost import Message
from cli.backups.manifest import Manifest
from cli.backups.older import Decision, notes_of
from cli.backups.restoring import Restored, Wanted, restore
from cli.backups.taking import take
from cli.base import Desk, declare
from cli.noting import verdict_of
from cli.screen import moment, whole
from cli.status import SHORT
from cli.words import backups as w

SHOWN = 50


def add_to(app: typer.Typer) -> None:
    declare(app, "backup")(_backup)
    declare(app, "restore")(_restore)


def _backup(desk: Desk, *, folder: Annotated[Path, typer.Argument(metavar="MAP")]) -> None:
    desk.place.must_exist()
    began = time.monotonic()
    backup, manifest = take(desk, folder.resolve())
    seconds = round(time.monotonic() - began, 1)
    if desk.as_json:
        desk.screen.json({"backup": str(backup), "seconds": seconds, "manifest": manifest})
        return
    desk.screen.line(desk.tell(w.TAKEN, backup=backup), "bold")
    _show_logs(desk, manifest)
    desk.screen.line(desk.tell(w.TAKEN_IN, seconds=seconds), "dim")


def _show_logs(desk: Desk, manifest: Manifest) -> None:
    columns = [(desk.tell(w.LOG), "left"), (desk.tell(w.EVENTS), "right"), (desk.tell(w.MESSAGES), "right"),
               (desk.tell(w.UP_TO), "left"), (desk.tell(w.HASH), "left")]  # fmt: skip
    rows = [
        [service, whole(one.events), whole(one.said), moment(one.at), one.hash[:SHORT]]
        for service, one in manifest.logs.items()
    ]
    desk.screen.table(desk.tell(w.LOGS), columns, rows)


def _restore(
    desk: Desk,
    *,
    backup: Annotated[Path, typer.Argument(metavar="RESERVEKOPIE")],
    replace: Annotated[bool, typer.Option("--replace")] = False,
    empty_broker: Annotated[bool, typer.Option("--empty-broker")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    against: Annotated[Path | None, typer.Option("--against", envvar="BUNDEL_NOTE", metavar="BESTAND")] = None,
    operator: Annotated[str, typer.Option("--operator", metavar="WIE")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="WAAROM")] = "",
) -> None:
    older = Decision(operator, reason)
    wanted = Wanted(replace, empty_broker, notes_of(desk.place, against), older)
    done = restore(desk, backup.resolve(), wanted, dry_run=dry_run)
    if desk.as_json:
        desk.screen.json({"backup": str(backup.resolve()), "restored": not dry_run, **_plain(done)})
        return
    text = w.NOT_YET if dry_run else w.RESTORED
    desk.screen.line(desk.tell(text, backup=backup.resolve(), taken=moment(done.manifest.taken_at)), "bold")
    _show_logs(desk, done.manifest)
    _show_lost(desk, done)
    _show_older(desk, done, dry_run=dry_run)
    if not dry_run:
        _show_what_to_do(desk, done)


def _plain(done: Restored) -> dict[str, object]:
    broker = {service: {"last": one.last, "same_history": one.same_history} for service, one in done.since.items()}
    lost = [message for one in done.since.values() for message in one.messages]
    shown = {one.name: getattr(done, one.name) for one in fields(done)}
    return {**shown, "since": broker, "lost": lost}


def _show_older(desk: Desk, done: Restored, *, dry_run: bool) -> None:
    for service, found in done.not_as_noted.items():
        desk.screen.line(desk.tell(w.BESIDE_THE_NOTE, service=service, finding=verdict_of(desk, found)), "yellow")
    if done.not_as_noted:
        desk.screen.line(desk.tell(w.HAS_TO_BE_WANTED if dry_run else w.WANTED))


def _show_what_to_do(desk: Desk, done: Restored) -> None:
    screen = desk.screen
    for where in done.kept.values():
        screen.line(desk.tell(w.SET_ASIDE, where=where))
    if done.register_differs:
        screen.line(desk.tell(w.REGISTER_KEPT), "yellow")
    if any(one.messages for one in done.since.values()):
        screen.line(desk.tell(w.TELL_PARTIES), "yellow")
    screen.line(desk.tell(w.BROKER_ANEW if done.broker_anew else w.BROKER_AS_IT_IS), "bold")


def _show_lost(desk: Desk, done: Restored) -> None:
    messages = [message for one in done.since.values() for message in one.messages]
    columns = [(desk.tell(w.LOG), "left"), (desk.tell(w.INDEX), "right"), (desk.tell(w.AT), "left"),
               (desk.tell(w.KIND), "left"), (desk.tell(w.TO), "left"), (desk.tell(w.ABOUT), "fold")]  # fmt: skip
    empty = desk.tell(w.UNTOLD, reason=done.untold) if done.untold else desk.tell(w.NO_LOST)
    desk.screen.table(desk.tell(w.LOST), columns, [_row(one) for one in messages[:SHOWN]], empty=empty)
    if len(messages) > SHOWN:
        desk.screen.line(desk.tell(w.MORE_LOST, shown=SHOWN), "dim")
    for service, since in done.since.items():
        if not since.same_history:
            desk.screen.line(desk.tell(w.OTHER_HISTORY, service=service), "bold red")
        elif since.messages:
            first, last = since.messages[0].index, since.messages[-1].index
            desk.screen.line(
                desk.tell(w.LOST_COUNT, service=service, count=whole(len(since.messages)), first=first, last=last)
            )
    for service, count in done.gone_events.items():
        if count:
            desk.screen.line(desk.tell(w.GONE_EVENTS, service=service, count=whole(count)))


def _row(message: Message) -> list[str]:
    at = moment(datetime.fromisoformat(message.at))
    return [message.service, str(message.index), at, message.kind, message.to, message.about]
