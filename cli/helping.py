"""Help on the screen and in the docs: one description of each command, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from cli.words import Language, Text
from cli.words import screens as w
from cli.words.help import HELP, METAVARS


@dataclass(frozen=True, slots=True)
class Sheet:
    """What there is to know about a command or a group."""

    name: str
    usage: str
    about: str
    arguments: list[tuple[str, str]] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    commands: list[tuple[str, str]] = field(default_factory=list)


def help_key(path: str) -> str:
    """Where the help of `bundel partner add` stands: `partner add`. Of `bundel` itself: nothing."""
    return path.partition(" ")[2]


def sheet(command: Any, path: str, language: Language) -> Sheet:
    """Describe a command, given with the words it is called by."""
    key = help_key(path)
    made = Sheet(path, f"{path} {_slots(command, language)}".strip(), HELP[key].of(language))
    for param in command.params:
        if getattr(param, "hidden", False):
            continue
        row = _names(param, language), _param_help(param, key, language)
        (made.arguments if param.param_type_name == "argument" else made.options).append(row)
    made.options.append(("--help", w.SHOW_HELP.of(language)))
    for name, each in getattr(command, "commands", {}).items():
        about = HELP[f"{key} {name}".strip()].of(language)
        if not each.hidden:
            made.commands.append((name, about.partition("\n")[0]))
    return made


def sheets(command: Any, path: str, language: Language) -> Iterator[Sheet]:
    """Of a command, and of all commands below it."""
    yield sheet(command, path, language)
    for name, each in getattr(command, "commands", {}).items():
        yield from sheets(each, f"{path} {name}", language)


def _slots(command: Any, language: Language) -> str:
    if getattr(command, "commands", None):
        return f"{w.COMMAND_SLOT.of(language)} …"
    arguments = (_names(each, language) for each in command.params if each.param_type_name == "argument")
    return " ".join([*arguments, w.OPTIONS_SLOT.of(language)])


def _names(param: Any, language: Language) -> str:
    metavar = metavar_of(param, language)
    if param.param_type_name == "argument":
        return metavar if param.required else f"[{metavar}]"
    names = ", ".join([*param.opts, *param.secondary_opts])
    return f"{names} {metavar}".strip()


def metavar_of(param: Any, language: Language) -> str:
    """What the value of a parameter is called; nothing for one that takes none."""
    name = param.metavar or ""
    return METAVARS.get(name, Text(name, name)).of(language)


def _param_help(param: Any, key: str, language: Language) -> str:
    text = HELP[_param_key(param, key)].of(language)
    notes = []
    if param.required and param.param_type_name == "option":
        notes.append(w.REQUIRED.of(language))
    if isinstance(param.default, int | float | str) and not isinstance(param.default, bool):
        notes.append(f"{w.DEFAULT.of(language)}: {_plainly(param.default)}")
    if param.envvar:
        notes.append(f"{w.ENVIRONMENT.of(language)}: {param.envvar}")
    return f"{text} [{'; '.join(notes)}]" if notes else text


def _plainly(default: float | str) -> str:
    return f"{default:g}" if isinstance(default, float) else str(default)


def _param_key(param: Any, key: str) -> str:
    """Of a parameter: that of its command, else that of the parameter all commands share."""
    own = f"{key}.{param.name}"
    return own if own in HELP else f".{param.name}"


def in_language(command: Any, path: str, language: Language) -> None:
    """Give every command and parameter its help, which the shells show when they complete."""
    key = help_key(path)
    command.help = HELP[key].of(language)
    for param in command.params:
        param.help = HELP[_param_key(param, key)].of(language)
    for name, each in getattr(command, "commands", {}).items():
        in_language(each, f"{path} {name}", language)


def help_text(command: Any, ctx: Any) -> str:
    """As it is shown: in the language of the whole command line, as wide as the terminal."""
    language: Language = ctx.find_root().obj or "nl"
    console = Console(highlight=False, markup=False)
    with console.capture() as captured:
        _print(console, sheet(command, ctx.command_path, language), language)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _print(console: Console, made: Sheet, language: Language) -> None:
    console.print(Line(f"{w.USAGE.of(language)}: {made.usage}", style="bold"))
    console.print(Padding(Line(made.about.replace("\n", "\n\n")), (1, 0, 0, 0)))
    for heading, rows in (
        (w.COMMANDS, made.commands),
        (w.ARGUMENTS, made.arguments),
        (w.OPTIONS, made.options),
    ):
        if rows:
            console.print(Padding(Line(heading.of(language), style="bold"), (1, 0, 0, 0)))
            console.print(_rows(rows))


def _rows(rows: list[tuple[str, str]]) -> Padding:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, max_width=30, overflow="fold")
    grid.add_column(overflow="fold")
    for names, text in rows:
        grid.add_row(Line(names), Line(text))
    return Padding(grid, (0, 0, 0, 2))
