"""How a command of `bundel` is declared: its own parameters, and those that all commands share."""

import inspect
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup

from cli.data_folder import DataFolder, named_log
from cli.faults import Exit, Fault
from cli.helping import help_text
from cli.screen import Screen
from cli.words import Language, Text
from cli.words import faults as f
from deploy.local import ROOT

Declared: TypeAlias = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every command works with: where the platform is, and where its answer goes."""

    place: DataFolder
    screen: Screen

    @property
    def as_json(self) -> bool:
        return self.screen.as_json

    def tell(self, text: Text, **values: object) -> str:
        return self.screen.tell(text, **values)


class Group(TyperGroup):
    """A group of commands, whose help and faults are in the reader's language."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Refuses a command that is none, with the one that was perhaps meant."""
        if not ctx.resilient_parsing and args[0] not in self.commands:
            like = get_close_matches(args[0], self.commands, n=1)
            text = f.MEANT if like else f.NO_SUCH_COMMAND
            raise Fault(text, name=args[0], like="".join(like), path=ctx.command_path)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_text(self, ctx))


class Command(TyperCommand):
    """A command, whose help is in the reader's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_text(self, ctx))


DATA = ROOT / ".bundel"


def _shared(  # its parameters are what all commands share; it is never called
    lang: Annotated[Language | None, typer.Option("--lang", envvar="BUNDEL_LANG", metavar="nl|en")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    data: Annotated[Path, typer.Option("--data", envvar="BUNDEL_DATA", metavar="MAP")] = DATA,
    log: Annotated[list[str] | None, typer.Option("--log", metavar="DIENST=ADRES")] = None,
    nats: Annotated[str | None, typer.Option("--nats", envvar="BUNDEL_NATS", metavar="URL")] = None,
    parties: Annotated[Path | None, typer.Option("--parties", envvar="BUNDEL_PARTIES", metavar="BESTAND")] = None,
) -> None: ...


SHARED = tuple(inspect.signature(_shared).parameters.values())


def _desk(
    lang: Language | None, as_json: bool, data: Path, log: list[str] | None, nats: str | None, parties: Path | None
) -> Desk:
    place = DataFolder(data.resolve(), dict(map(named_log, log or ())), nats, parties)
    return Desk(place, Screen(lang or "nl", as_json=as_json))


def declare(app: typer.Typer, name: str) -> Callable[[Declared], Declared]:
    """Make a command of a function whose first parameter is the desk; the others are its own, all passed by name.

    The library reads what there is from the signature, so the shared parameters are added there.
    """

    def register(function: Declared) -> Declared:
        own = list(inspect.signature(function).parameters.values())[1:]
        shared = [parameter.name for parameter in SHARED]

        def run(**given: Any) -> None:
            try:
                function(_desk(**{each: given.pop(each) for each in shared}), **given)
            except BrokenPipeError:  # whoever read has seen enough
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                raise typer.Exit(Exit.OK) from None

        parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*own, *SHARED)]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        app.command(name, cls=Command)(run)
        return function

    return register


def language_of(arguments: list[str]) -> Language:
    """The language asked for, before anything else is understood: help and faults are in it, too."""
    chosen = os.environ.get("BUNDEL_LANG", "nl")
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            chosen = arguments[at + 1]
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
    return "en" if chosen == "en" else "nl"
