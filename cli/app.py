"""`bundel`: all commands, and how each way of going wrong ends."""

import errno
import os
import sys
import traceback
from typing import Annotated, Any

import msgspec
import typer

from cli import (
    allowing,
    backups,
    balances,
    guarding,
    journal,
    noting,
    outcomes,
    overviews,
    partners,
    rebuilding,
    rotating,
    running,
    sending,
    status,
    stories,
    verifying,
)
from cli.base import Group, language_of
from cli.faults import Exit, Fault
from cli.helping import in_language, metavar_of
from cli.words import Language
from cli.words import faults as f
from shared import contract, release

NAME = "bundel"
MODULES = (
    running,
    status,
    sending,
    outcomes,
    journal,
    stories,
    overviews,
    balances,
    partners,
    verifying,
    noting,
    backups,
    guarding,
    allowing,
    rotating,
    rebuilding,
)
"""In the order in which the help names their commands."""


def application() -> typer.Typer:
    """The command line, all commands on it."""
    app = typer.Typer(name=NAME, cls=Group, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback()(_nothing_by_itself)
    for module in MODULES:
        module.add_to(app)
    return app


def _tell_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"{NAME} {release.VERSION}, contract {contract.VERSION}\n")
        raise typer.Exit(Exit.OK)


def _nothing_by_itself(
    *,
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_tell_version)] = False,
) -> None: ...


def command_tree(language: Language) -> Any:
    """The commands as the library has them, with their help."""
    tree = typer.main.get_command(application())
    in_language(tree, NAME, language)
    return tree


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What the system says where nothing more can be written."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line, and end the process with an exit code of `Exit`."""
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(_run(_language_behind(given), language_of(given)))


def _language_behind(arguments: list[str]) -> list[str]:
    """`--lang` may stand before the command, too, and without one beside `--help`."""
    if not arguments or arguments[0].partition("=")[0] != "--lang":
        return arguments
    at = 1 if "=" in arguments[0] else 2
    language, rest = arguments[:at], arguments[at:]
    has_command = bool(rest) and not rest[0].startswith("-")
    return [*rest, *language] if has_command else rest


def _run(arguments: list[str], language: Language) -> int:
    as_json = "--json" in arguments
    try:
        ended = command_tree(language).main(arguments, prog_name=NAME, standalone_mode=False, obj=language)
        return int(ended or Exit.OK)
    except Fault as fault:
        return _end(fault, language, as_json=as_json)
    except typer.TyperException as wrong:
        if type(wrong).__name__ == "NoArgsIsHelpError":  # its message is the help
            sys.stderr.write(wrong.message)
            return Exit.USAGE
        return _end(_usage(wrong, language), language, as_json=as_json)
    except typer.Abort:
        return Exit.INTERRUPTED
    except Exception as bug:  # noqa: BLE001 nobody is shown a traceback who did not ask for one
        if os.environ.get("BUNDEL_TRACE"):
            traceback.print_exc()
        if isinstance(bug, OSError) and bug.errno in _NO_ROOM:
            return _end(Fault(f.NO_ROOM, file=bug.filename or "-"), language, as_json=as_json)
        reason = f"{type(bug).__name__}: {bug}"
        return _end(Fault(f.BUG, reason=reason), language, as_json=as_json)


def _end(fault: Fault, language: Language, *, as_json: bool) -> int:
    """One sentence with its code, on standard error."""
    sentence = " ".join(fault.told(language).split())
    if as_json:
        told = msgspec.json.encode({"error": {"code": fault.problem.code, "sentence": sentence}}).decode()
    else:
        told = f"{NAME}: {fault.problem.code}: {sentence}"
    sys.stderr.write(f"{told}\n")
    return fault.problem.exit_code


def _usage(wrong: typer.TyperException, language: Language) -> Fault:
    """What the library found wrong with the arguments, in our words; its own where it is something rare."""
    name = getattr(wrong, "option_name", None)
    param = getattr(wrong, "param", None)
    if name and type(wrong).__name__ == "NoSuchOption":
        return Fault(f.NO_SUCH_OPTION, name=name)
    if param is not None and type(wrong).__name__ == "MissingParameter":
        return Fault(f.MISSING, name=_called(param, language))
    if param is not None:
        return Fault(f.VALUE, name=_called(param, language), expected=metavar_of(param, language))
    return Fault(f.USAGE, reason=wrong.format_message())


def _called(param: Any, language: Language) -> str:
    return str(param.opts[0]) if param.param_type_name == "option" else metavar_of(param, language)
