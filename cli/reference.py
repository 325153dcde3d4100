"""Writes docs/cli.md from the commands themselves: `python -m cli.reference`. A test sees that it was done."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from cli.app import NAME, command_tree
from cli.faults import Problem
from cli.helping import Sheet, sheets
from cli.words import backups, faults, notes, partners, starting
from cli.words.help import ENVIRONMENT, EXITS
from deploy.local import ROOT

PAGE = ROOT / "docs" / "cli.md"
SHARED = ("--lang", "--json", "--data", "--log", "--nats", "--parties", "--help")
"""Options that every command has: told once."""

_HEAD = """# The command line

`make setup` puts `bundel` into `.venv/bin`; in the container image it is there. What it is for stands in the
[operator guide](operator.md). This page is written by `python -m cli.reference`, from the help texts: change
those. On the screen help is in Dutch, or in English with `--lang en` or `BUNDEL_LANG=en`.

People read standard output; scripts give `--json`, and get one JSON object a line, whose field names and codes stay.
Amounts are whole euro cents there, and instants are in UTC. A fault is one sentence with a stable code on standard
error: `bundel: <code>: <sentence>`, or with `--json` `{"error": {"code", "sentence"}}`.
"""


def page() -> str:
    """The whole of it, in English as all documentation."""
    top, *commands = sheets(command_tree("en"), NAME, "en")
    shared = [option for option in commands[0].options if _name(option) in SHARED]
    of_shell = [option for option in top.options if _name(option) not in SHARED]
    parts = [
        _HEAD,
        _table("## Exit codes", ("code", "meaning"), [(str(code), text.en) for code, text in EXITS.items()]),
        _table("## Options of every command", ("option", "meaning"), _quoted(shared)),
        _table("## Options of `bundel` itself", ("option", "meaning"), _quoted(of_shell)),
        _table("## Settings without an option", ("variable", "meaning"), _settings()),
        *(_command(each) for each in commands),
        _table("## Faults", ("code", "exit", "sentence"), sorted(set(_faults()))),
    ]
    return "\n".join(parts)


def _name(option: tuple[str, str]) -> str:
    return option[0].split(",")[0].split()[0]


def _settings() -> list[tuple[str, str]]:
    return [(f"`{name.replace('DIENST', 'SERVICE')}`", text.en) for name, text in ENVIRONMENT.items()]


def _command(made: Sheet) -> str:
    about = "\n\n".join(made.about.split("\n"))
    if made.commands:
        return f"## `{made.name}`\n\n{about}\n"
    own = [option for option in made.options if _name(option) not in SHARED]
    rows = _quoted([*made.arguments, *own])
    level = "#" * len(made.name.split())
    table = f"\n{_rows(('argument or option', 'meaning'), rows)}" if rows else ""
    return f"{level} `{made.name}`\n\n{about}\n\n    {made.usage}\n{table}"


def _faults() -> Iterator[tuple[str, str, str]]:
    for each in chain.from_iterable(vars(module).values() for module in (faults, starting, backups, notes, partners)):
        if isinstance(each, Problem):
            yield f"`{each.code}`", str(int(each.exit_code)), re.sub(r"\{(\w+)[^}]*\}", r"…", each.en)


def _quoted(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"`{names}`", text) for names, text in rows]


def _table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return f"{title}\n\n{_rows(headings, rows)}"


def _rows(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    """As it reads in Markdown: no bar ends it, and nothing in angle brackets is taken for HTML."""
    barred = text.replace("|", "\\|")
    return barred if barred.startswith("`") else barred.replace("<", "&lt;")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
