"""What is wrong with the form of a body: every fault a stable code, its field, and a sentence with an example.

Nothing here is on the way of a sound body: its sentences are made once a body was found wrong.
"""

import json
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeAlias, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from shared.money import MAX_FAULTS, Refusal, together
from shared.wire import ASK, SLUG, CommandBody, QueryBody

MAX_FIELD = 200
"""How many characters of a field's path are repeated: somebody may have sent a name of 60,000."""
MAX_EXAMPLE = 200
"""An example that is longer is shown with the first entry of each of its lists."""

_Path: TypeAlias = Sequence[str | int]

_CODES = {
    "json_invalid": ("not-json", "Send well-formed JSON."),
    "missing": ("field-missing", "Add this field."),
    "extra_forbidden": ("field-unknown", "Remove this field, or write its name as the contract does."),
    "string_pattern_mismatch": ("identifier-invalid", "Write the identifier in the form of the example."),
    "too_short": ("list-empty", "Name at least {min_length}."),
    "too_long": ("list-too-long", "Name at most {max_length}."),
    "string_too_long": ("text-too-long", "Shorten the text to at most {max_length} characters."),
    "literal_error": ("value-unknown", "Choose one of {expected}."),
    "greater_than": ("out-of-range", "Write more than {gt}."),
    "greater_than_equal": ("out-of-range", "Write at least {ge}."),
    "less_than": ("out-of-range", "Write less than {lt}."),
    "less_than_equal": ("out-of-range", "Write at most {le}."),
    # The types, each by the first word of what may be wrong with it
    "string": ("wrong-type", "Write a text in quotes."),
    "int": ("wrong-type", "Write a whole number, without quotes."),
    "bool": ("wrong-type", "Write true or false, without quotes."),
    "date": ("wrong-type", "Write the date in quotes, as year-month-day."),
    "datetime": ("wrong-type", "Write the time in quotes, as date, T, time and zone."),
    "decimal": ("wrong-type", "Write the rate in quotes, as a decimal with at most 8 digits behind the point."),
    "tuple": ("wrong-type", "Write a list in square brackets."),
    "model": ("wrong-type", "Write an object in braces."),
}
"""What becomes of the faults that pydantic finds, by its name for them. Names in braces are what it says of them."""
_FALLBACK = ("wrong-type", "Write this field in the form of the example.")
_FORMS = {
    SLUG: "Use lower-case letters, digits and hyphens, at most 48, and begin with a letter or digit.",
    ASK: "Name the ask as <application>:<ask>, as in the message that asked.",
}
_NEEDS_NO_EXAMPLE = frozenset({"unknown-party", "text-too-long", "list-too-long", "field-unknown"})
"""Of these a sound value says nothing that the sentence does not."""


def refusal_of(error: ValidationError, model: type[CommandBody] | type[QueryBody]) -> Refusal:
    """Everything wrong with a body of this model, in the order of its fields; what it should not have comes last."""
    details = error.errors(include_url=False, include_input=False)
    told = (each for each in details[:MAX_FAULTS] if not _follows_from_others(each, details))
    refusal = together(*(_fault(each, model) for each in told))
    assert refusal, "an error has details"
    return refusal


def _follows_from_others(each: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Entries that are at fault do not count: a list of them is taken for one that is too short."""
    path = each["loc"]
    return each["type"] == "too_short" and any(
        len(other["loc"]) > len(path) and other["loc"][: len(path)] == path for other in details
    )


def _fault(details: ErrorDetails, model: type[CommandBody] | type[QueryBody]) -> Refusal:
    path, kind = details["loc"], details["type"]
    if "-" in kind:  # our own codes have hyphens, pydantic's have underscores
        code, sentence = kind, details["msg"]
    else:
        code, sentence = _told(kind, details.get("ctx", {}))
    if code == "field-unknown":
        sentence = f"{sentence}{_names(path, model)}"
    elif code not in _NEEDS_NO_EXAMPLE:
        sentence = f"{sentence}{_example(path, model, named=code == 'field-missing')}"
    return Refusal(code, sentence, field_of(path))


def field_of(path: _Path) -> str:
    """A field's place in the body: `asks.0.lines`."""
    return ".".join(str(part) for part in path)[:MAX_FIELD]


def _told(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    code, sentence = _CODES.get(kind) or _CODES.get(kind.partition("_")[0]) or _FALLBACK
    sentence = _FORMS.get(context.get("pattern", ""), sentence)
    told = {name: str(value).replace("'", '"') for name, value in context.items()}
    return code, sentence.format_map(told)


def _example(path: _Path, model: type[CommandBody] | type[QueryBody], *, named: bool) -> str:
    """What a sound body has in this place, as the contract shows it; nothing where it shows nothing."""
    if not path:
        return f" Its fields are {', '.join(model.model_fields)}." if model.model_fields else ""
    found: Any = model.example
    for part in path:
        found = _part(found, part)
    if found is None:
        return ""
    return f" For example: {json.dumps(str(path[-1])) + ': ' if named else ''}{_written(found)}."


def _part(whole: Any, part: str | int) -> Any:
    """Of a list, any entry is an example for every other."""
    if isinstance(part, int):
        return whole[0] if isinstance(whole, list | tuple) and whole else None
    return whole.get(part) if isinstance(whole, Mapping) else None


def _written(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_EXAMPLE else json.dumps(_shortened(value), ensure_ascii=False)


def _shortened(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_shortened(each) for each in value[:1]]
    if isinstance(value, Mapping):
        return {name: _shortened(each) for name, each in value.items()}
    return value


def _names(path: _Path, model: type[BaseModel]) -> str:
    """Which fields there are beside the unknown one, and which of them may be meant."""
    within: type[BaseModel] | None = model
    for part in path[:-1]:
        if within and isinstance(part, str):
            field = within.model_fields.get(part)
            within = _model_in(field.annotation) if field else None
    if within is None:
        return ""
    names = list(within.model_fields)
    meant = get_close_matches(str(path[-1])[:MAX_FIELD], names, 1)
    guess = f" Is {meant[0]} meant?" if meant else ""
    return f"{guess} The fields here are {', '.join(names)}."


def _model_in(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return next((found for inner in get_args(kind) if (found := _model_in(inner))), None)
