"""JSON as no library writes it: names twice, values that are no JSON, halves of letters; else as any does."""

import json
from dataclasses import dataclass

from tests.hostile.nasty import Verbatim


@dataclass(frozen=True)
class Twice:
    """An object in which one name stands once more, with another value, before or after all others."""

    fields: dict
    name: str
    value: object
    first: bool


def written(value):
    """The bytes of this value, as compact JSON."""
    return _text(value).encode()


def _text(value):
    match value:
        case Verbatim():
            return value.text
        case Twice():
            pairs = list(value.fields.items())
            pairs.insert(0 if value.first else len(pairs), (value.name, value.value))
            return _object(pairs)
        case dict():
            return _object(value.items())
        case list() | tuple():
            return f"[{','.join(map(_text, value))}]"
        case str():
            return json.dumps(value, ensure_ascii=_has_half_letters(value))
        case _:
            return json.dumps(value)


def _object(pairs):
    return "{" + ",".join(f"{_text(str(name))}:{_text(value)}" for name, value in pairs) + "}"


def _has_half_letters(text):
    return any("\ud800" <= letter <= "\udfff" for letter in text)
