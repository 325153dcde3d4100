"""Rows of a register, as JSON or CSV. What cannot be used is kept, named, with its reason."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from examples.narration import Words
from examples.register import mapping as m
from examples.register.amounts import UnclearAmount, read_cents
from examples.register.mapping import RegisterUnusable

RawRow: TypeAlias = Mapping[str, Any]
_DELIMITERS = (";", ",", "\t", "|")


class Zuil(NamedTuple):
    """A policy pillar as the register shows it: who decides, and what for."""

    organisation: str
    theme: str


class Row(NamedTuple):
    """One request, and what was granted on it."""

    place: int
    """Counted from 1, without the header: where to find it in the register."""
    applicant: str
    private: bool
    """An anonymous private person: no other row is known to be theirs."""
    zuil: Zuil
    asked_cents: int
    granted_cents: int


class Unusable(NamedTuple):
    """A row the experiment does without."""

    place: int
    applicant: str
    reason: Words


@dataclass(frozen=True)
class Register:
    """What was read."""

    title: str
    rows: tuple[Row, ...]
    unusable: tuple[Unusable, ...]
    passed_over: int
    """Rows that the mapping's `only` leaves out: another year, say."""
    asked_is_published: bool
    """If not, what was granted stands in for what was asked."""


def load_register(path: Path, mapping: m.Mapping) -> Register:
    """Read every row. A file that is no register by this mapping is refused as a whole."""
    rows: list[Row] = []
    unusable: list[Unusable] = []
    passed_over = 0
    for place, raw in enumerate(_raw_rows(path, mapping), start=1):
        if not _is_chosen(raw, mapping):
            passed_over += 1
            continue
        match _row(place, raw, mapping):
            case Row() as row:
                rows.append(row)
            case Unusable() as without:
                unusable.append(without)
    if not rows:
        raise RegisterUnusable(f"{path}: none of its {len(unusable) + passed_over} rows can be used")
    return Register(
        title=mapping.title or path.stem,
        rows=tuple(rows),
        unusable=tuple(unusable),
        passed_over=passed_over,
        asked_is_published=mapping.asked is not None,
    )


def _is_chosen(raw: RawRow, mapping: m.Mapping) -> bool:
    return all(_text(raw, column) == wanted for column, wanted in mapping.only.items())


def _text(raw: RawRow, column: str) -> str:
    """What stands in a cell, with single spaces."""
    value = raw.get(column)
    return " ".join(str(value).split()) if value is not None else ""


def _row(place: int, raw: RawRow, mapping: m.Mapping) -> Row | Unusable:
    applicant = _text(raw, mapping.applicant)
    private = mapping.is_private(applicant)
    zuil = Zuil(_text(raw, mapping.zuil), _text(raw, mapping.theme))
    if not (applicant or private):
        return Unusable(place, applicant, Words("de aanvrager ontbreekt", "the applicant is missing"))
    if not all(zuil):
        return Unusable(place, applicant, Words("organisatie of thema ontbreekt", "organisation or theme is missing"))
    try:
        granted_cents = read_cents(raw.get(mapping.granted))
        asked_cents = read_cents(raw.get(mapping.asked)) if mapping.asked else granted_cents
    except UnclearAmount as unclear:
        return Unusable(place, applicant, unclear.reason)
    if not asked_cents:
        return Unusable(place, applicant, Words("er is niets gevraagd", "nothing was asked"))
    return Row(place, applicant, private, zuil, asked_cents, granted_cents)


# Files


def _raw_rows(path: Path, mapping: m.Mapping) -> Iterator[RawRow]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RegisterUnusable(f"register {path}: {error.strerror}") from error
    rows = _json_rows(path, raw) if path.suffix.lower() == ".json" else _csv_rows(path, raw, mapping)
    first = next(rows, {})
    if missing := mapping.needed - set(first):
        raise RegisterUnusable(
            f"register {path}: no column {', '.join(sorted(missing))}; it has {', '.join(first) or 'no rows'}. "
            "Name the right columns in a mapping file; see examples/register/README.md"
        )
    yield first
    yield from rows


def _json_rows(path: Path, raw: bytes) -> Iterator[RawRow]:
    """A list of objects. Numbers are read as exact decimals."""
    try:
        # `NaN` and `Infinity`, which JSON does not know but some software writes, become texts that are no amount
        rows = json.loads(raw, parse_float=_exact, parse_constant=str)
    except ValueError as error:
        raise RegisterUnusable(f"register {path} is no JSON: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RegisterUnusable(f"register {path}: expected a list of objects, one for each row")
    return iter(rows)


def _exact(number: str) -> Decimal | str:
    """What is beyond any number stays a text, which is no amount either."""
    try:
        return Decimal(number)
    except InvalidOperation:
        return number


def _csv_rows(path: Path, raw: bytes, mapping: m.Mapping) -> Iterator[RawRow]:
    """The delimiter is the one under which the header has the columns that the mapping names."""
    text = _decoded(raw)
    header = text.partition("\n")[0]
    fitting = (mark for mark in _DELIMITERS if mapping.needed <= set(next(csv.reader([header], delimiter=mark), [])))
    try:
        yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=next(fitting, ";"))
    except csv.Error as error:
        raise RegisterUnusable(f"register {path} is no CSV: {error}") from error


def _decoded(raw: bytes) -> str:
    """UTF-8, or what a Dutch spreadsheet writes by default."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
