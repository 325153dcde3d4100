"""A fact by its names: what a reader of the code means by each value, however the bytes are laid out.

Nested tuples are stored as arrays, without names. Two of their fields that change places decode silently into each
other; only a rendering by name, beside bytes whose values differ, shows it.
"""

import dataclasses
import types
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Literal, Union, get_args, get_origin, get_type_hints


def named(value):
    """The value as plain data, with the name of every field of a dataclass or named tuple."""
    if is_struct(type(value)):
        return {name: named(getattr(value, name)) for name in fields(type(value))}
    if isinstance(value, tuple):
        return [named(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def is_struct(kind):
    return dataclasses.is_dataclass(kind) or hasattr(kind, "_fields")


def fields(kind):
    """Names and types of what a fact, or a part of one, is made of."""
    hints = get_type_hints(kind)
    names = [each.name for each in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else kind._fields
    return {name: hints[name] for name in names}


def demands(fact):
    """What golden bytes of this fact must show, so that no two fields can change places unseen.

    Fields of one type differ somewhere, a text is not blank somewhere, a list has something in it somewhere; what may
    be null is so once, and once not; what has a default has it once, and once not; a yes is once a no.
    """
    return {*_of_struct(fact, ""), *(f"{name} is by default" for name in defaults(fact))}


def defaults(fact):
    """The fields that need not be recorded, each with what it then is."""
    return {each.name: each.default for each in dataclasses.fields(fact) if each.default is not dataclasses.MISSING}


def _of_struct(kind, path):
    hints = fields(kind)
    for one, other in combinations(hints, 2):
        if _base(hints[one]) == _base(hints[other]):
            yield f"{path}{one} is not {other}"
    for name, hint in hints.items():
        yield from _of_field(hint, f"{path}{name}")


def _of_field(hint, path):
    if _is_nullable(hint):
        yield from (f"{path} is null", f"{path} is not null")
    kind = _without_null(hint)
    if get_origin(kind) is tuple:
        yield f"{path} is not empty"
        yield from _of_field(get_args(kind)[0], path)
    elif is_struct(kind):
        yield from _of_struct(kind, f"{path}.")
    elif _base(kind) is str:
        yield f"{path} is not blank"
    elif kind is bool:
        yield from (f"{path} is True", f"{path} is False")


def _is_nullable(hint):
    return type(None) in get_args(hint)


def _without_null(hint):
    if get_origin(hint) in {Union, types.UnionType}:
        (hint,) = (each for each in get_args(hint) if each is not type(None))
    return hint


def _base(hint):
    """What tells types of fields apart in the bytes."""
    kind = _without_null(hint)
    if get_origin(kind) is Literal:
        return type(get_args(kind)[0])
    return get_origin(kind) or kind


def met(fact):
    """Which of the demands on its type this fact meets."""
    found = (name for name, default in defaults(type(fact)).items() if getattr(fact, name) == default)
    return {*_met_by_struct(fact, ""), *(f"{name} is by default" for name in found)}


def _met_by_struct(value, path):
    found = {name: getattr(value, name) for name in fields(type(value))}
    for one, other in combinations(found, 2):
        if found[one] != found[other]:
            yield f"{path}{one} is not {other}"
    for name, each in found.items():
        yield from _met_by_field(each, f"{path}{name}")


def _met_by_field(value, path):
    yield f"{path} is null" if value is None else f"{path} is not null"
    if is_struct(type(value)):
        yield from _met_by_struct(value, f"{path}.")
    elif isinstance(value, tuple) and value:
        yield f"{path} is not empty"
        for each in value:
            yield from _met_by_field(each, path)
    elif isinstance(value, str) and value:
        yield f"{path} is not blank"
    elif isinstance(value, bool):
        yield f"{path} is {value}"
