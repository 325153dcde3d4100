"""The contract to read in a browser: a page per service, and one that leads to them. Plain HTML and CSS, no scripts."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from contracts.generator import examples, schemas
from contracts.generator.notation import sender
from contracts.registry import GENERAL_REFUSALS, QUERY_REFUSALS, VERSION, CommandEntry, Contract, QueryEntry, SaidEntry
from shared.money import MAX_CENTS
from shared.parties import Parties
from shared.service import ALL
from shared.wire import ASK, SLUG

_STYLE = Path(__file__).with_name("style.css")
_KNOWN = {SLUG: "id", ASK: "<application>:<id>", r"\S": "text"}
_SERVES = {
    "applications": "One request to several funders at once, granted in one event when every ask is held.",
    "pool": "Bundled budgets under one budget holder: hold, commit, release, pay, take money back.",
    "settlement": "From a grant to payment orders; verified savings into what moves and what returns.",
}


def pages(contracts: Sequence[Contract], parties: Parties) -> Iterator[tuple[str, str]]:
    """File name and text."""
    yield "style.css", _STYLE.read_text("utf-8")
    yield "index.html", _page("Bundel", _index(contracts), contracts)
    for contract in contracts:
        yield f"{contract.name}.html", _page(f"Bundel: {contract.name}", _service(contract, parties), contracts)


def _page(title: str, body: str, contracts: Sequence[Contract]) -> str:
    links = "\n".join(f'<a href="{contract.name}.html">{contract.name}</a>' for contract in contracts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<link rel="stylesheet" href="style.css">\n</head>\n<body>\n'
        f'<nav><a href="index.html">Bundel</a>\n{links}\n<span>contract {VERSION}</span></nav>\n'
        f"<main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )


def _index(contracts: Sequence[Contract]) -> str:
    rows = [
        (
            f'<a href="{contract.name}.html">{contract.name}</a>',
            escape(_SERVES[contract.name]),
            f"{len(contract.commands)} commands, {len(contract.said)} messages, {len(contract.queries)} queries",
        )
        for contract in contracts
    ]
    return (
        "<p>Commands, events and messages are CloudEvents 1.0 in structured JSON after the NL GOV profile; queries are "
        "request and reply. Keep a command, and send the same bytes again, until its outcome arrives. Messages may get "
        "more fields within a version: pass over what you do not know.</p>\n"
        f"{_table(('service', 'does', 'has'), rows)}"
        f"<h2>Refusals any command can get</h2>\n{_codes(GENERAL_REFUSALS)}"
        f"<h2>Refusals any query can get</h2>\n{_codes(QUERY_REFUSALS)}"
    )


def _codes(codes: Mapping[str, str]) -> str:
    return _table(("code", "when"), [(f"<code>{code}</code>", escape(when)) for code, when in codes.items()])


def _service(contract: Contract, parties: Parties) -> str:
    parts = (
        (
            "Commands",
            [_command(each, parties) for each in contract.commands],
            [each.name for each in contract.commands],
        ),
        ("Messages", [_said(each) for each in contract.said], [each.name for each in contract.said]),
        ("Queries", [_query(each) for each in contract.queries], [each.name for each in contract.queries]),
    )
    contents = "".join(f"<p><b>{head}</b> {_links(head.lower(), names)}</p>\n" for head, _, names in parts)
    sections = "".join(f"<h2>{head}</h2>\n{''.join(entries)}" for head, entries, _ in parts)
    return f'<p>{escape(_SERVES[contract.name])}</p>\n<div class="contents">\n{contents}</div>\n{sections}'


def _links(kind: str, names: Iterable[str]) -> str:
    return " ".join(f'<a href="#{kind}-{name}">{name}</a>' for name in names)


def _command(entry: CommandEntry, parties: Parties) -> str:
    model = entry.model
    facts = [
        ("subject", f"<code>{escape(entry.subject())}</code>"),
        ("sender", escape(sender(model))),
        ("needs", _prose(model.requires)),
        ("leads to", _prose(model.leads_to)),
        ("refusals", ", ".join(f"<code>{code}</code>" for code in model.refuses)),
    ]
    example = examples.of_command(entry, parties)
    return _entry("commands", entry.name, model.__doc__, facts, schemas.of_command(entry), [("Example", example)])


def _said(entry: SaidEntry) -> str:
    to = "all" if entry.to == ALL else f"the party that <code>{escape(entry.to)}</code> names"
    facts = [("subject", f"<code>{escape(entry.subject())}</code>"), ("to", to)]
    example = examples.of_said(entry)
    return _entry("messages", entry.name, entry.model.__doc__, facts, schemas.of_said(entry), [("Example", example)])


def _query(entry: QueryEntry) -> str:
    facts = [("subject", f"<code>{escape(entry.subject())}</code>")]
    if entry.model.refuses:
        facts.append(("refusals", ", ".join(f"<code>{code}</code>" for code in entry.model.refuses)))
    facts.append(("answer", _prose(entry.model.answer.__doc__ or "")))
    example = entry.example()
    shown = [("Example request", example["request"]), ("Example reply", example["reply"])]
    asked = _entry("queries", entry.name, entry.model.__doc__, facts, schemas.of_query(entry), shown)
    return asked.replace("</section>", f"<h4>Answer</h4>\n{_fields(schemas.of_answer(entry))}</section>")


def _entry(
    kind: str,
    name: str,
    about: str | None,
    facts: Iterable[tuple[str, str]],
    schema: dict[str, Any],
    shown: Iterable[tuple[str, Any]],
) -> str:
    listed = "".join(f"<dt>{term}</dt><dd>{meaning}</dd>\n" for term, meaning in facts)
    given = "".join(f"<details><summary>{head}</summary>{_json(value)}</details>\n" for head, value in shown)
    return (
        f'<section id="{kind}-{name}">\n<h3>{name}</h3>\n<p>{_prose(about or "")}</p>\n<dl>\n{listed}</dl>\n'
        f"{_fields(schema)}{given}</section>\n"
    )


def _json(value: Any) -> str:
    return f"<pre>{escape(json.dumps(value, indent=2, ensure_ascii=False))}</pre>"


def _prose(text: str) -> str:
    """Text with what stands in backquotes as code."""
    parts = escape(" ".join(text.split())).split("`")
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))


def _fields(schema: dict[str, Any]) -> str:
    rows = list(_rows(schema, ""))
    return _table(("field", "type", "meaning"), rows) if rows else "<p>No fields.</p>\n"


def _rows(schema: dict[str, Any], path: str) -> Iterator[tuple[str, str, str]]:
    required = set(schema.get("required", ()))
    for name, each in schema.get("properties", {}).items():
        solid = next((choice for choice in each.get("anyOf", ()) if choice != {"type": "null"}), each)
        optional = name not in required or solid is not each
        yield (
            f"<code>{path}{name}</code>{' <i>optional</i>' if optional else ''}",
            escape(_type(solid)),
            _prose(each.get("description", "")),
        )
        inner = solid.get("items", solid)
        yield from _rows(inner, f"{path}{name}{'[]' if 'items' in solid else ''}.")


def _type(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(schema["enum"])
    if schema.get("type") == "array":
        return f"list{_bounds(schema, 'minItems', 'maxItems')}"
    pattern = schema.get("pattern", "")
    if pattern in _KNOWN:
        return "party" if "x-party" in schema else _KNOWN[pattern]
    named = schema.get("format") or schema.get("type", "any")
    bounds = _bounds(schema, "minimum", "maximum") + _bounds(schema, "minLength", "maxLength")
    return f"{named}{bounds} {'' if named == 'date-time' else pattern}".strip()


def _bounds(schema: dict[str, Any], least: str, most: str) -> str:
    if least not in schema and most not in schema:
        return ""
    shown = (_number(schema[bound]) if bound in schema else "" for bound in (least, most))
    return f" {' … '.join(shown)}".rstrip()


def _number(bound: int) -> str:
    return "10^15" if bound == MAX_CENTS else f"{bound:,}" if bound > 9999 else str(bound)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{head}</th>" for head in heads)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table>\n<tr>{top}</tr>\n{lines}</table>\n"
