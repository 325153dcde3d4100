"""Two schemas of one message: what of the old one a partner relies on, and the new one breaks.

Sound, not complete: a change that cannot be shown to be harmless is told as a breaking one, and a schema that says
something this module does not know is no schema to compare (`UnknownRuleError`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

Schema = Mapping[str, Any]
SideT = TypeVar("SideT")

_LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
_SAME = ("pattern", "format", "$ref", "x-party", "oneOf")
_PARTS = ("type", "const", "enum", "required", "properties", "additionalProperties", "items", "anyOf")
_WORDS = ("$schema", "description", "default", "x-extensible-enum")
"""What limits no instance. A field's `default` is compared where its object is; a list of open values may change."""
_OPAQUE = frozenset(("$ref", "oneOf"))
"""Rules that may refuse null, whatever the types beside them."""
_KNOWN = frozenset((*_LEAST, *_MOST, *_SAME, *_PARTS, *_WORDS))

_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}
_ANYTHING = "anything"


class UnknownRuleError(ValueError):
    """The schema has a rule that is not compared: a change of it would pass unseen."""


def check_known(schema: Any, where: str = "") -> None:
    """Refuse a schema with any rule that is not compared, at any depth."""
    if not isinstance(schema, dict):
        raise UnknownRuleError(f"{where or 'schema'}: {json.dumps(schema)} is no object")
    for rule in schema:
        if rule not in _KNOWN:
            raise UnknownRuleError(f"{where}{': ' if where else ''}rule {rule} is not compared; teach it to {__name__}")
    for name, each in schema.get("properties", {}).items():
        check_known(each, _within(where, name))
    for rule in ("anyOf", "oneOf"):
        for each in schema.get(rule, ()):
            check_known(each, where)
    if "items" in schema:
        check_known(schema["items"], f"{where}[]")
    if not isinstance(schema.get("additionalProperties", True), bool):
        check_known(schema["additionalProperties"], _within(where, "*"))


def joined(common: Schema, own: Schema, where: str = "schema") -> dict[str, Any]:
    """The schema of what fits both. Two rules about one field are refused, and a schema closed to others' fields."""
    fields, more = common.get("properties", {}), own.get("properties", {})
    rules = (common.keys() & own.keys()) - {"properties", "required", *_WORDS}
    twice = (fields.keys() & more.keys()) | {rule for rule in rules if common[rule] != own[rule]}
    twice |= {"additionalProperties"} & (common.keys() | own.keys())
    if twice:
        raise UnknownRuleError(f"{where}: {', '.join(sorted(twice))} in what is joined; nothing would compare that")
    required = [*common.get("required", ()), *own.get("required", ())]
    return {**common, **own, "required": required, "properties": {**fields, **more}}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Of two schemas of one message, `inner` is the one whose every instance must be an instance of `outer`.

    For what we take in, what was allowed must be allowed now; for what we say, what is said now must be what readers
    were told.
    """

    taken_in: bool

    def changes(self, old: Schema, new: Schema, field: str = "") -> Iterator[str]:
        """Every breaking change, in words that name the field."""
        before, after = _Forms(old), _Forms(new)
        inner, outer = self._ordered(before, after)
        where = f"{field}: " if field else ""
        if not inner.types_within(outer):
            yield f"{where}type was {before.types_shown()}, is {after.types_shown()}"
        elif len(inner.solid) <= 1 and len(outer.solid) <= 1:
            for one, other in zip(before.solid, after.solid, strict=False):
                yield from self._of_form(one, other, field)
        else:
            for form in inner.solid:
                if not any(self._fits(form, choice) for choice in outer.solid):
                    yield f"{where}{_json(form)} {'is taken no more' if self.taken_in else 'was no choice before'}"

    def _ordered(self, old: SideT, new: SideT) -> tuple[SideT, SideT]:
        """Inner, outer."""
        return (old, new) if self.taken_in else (new, old)

    def _fits(self, inner: Schema, outer: Schema) -> bool:
        old, new = (inner, outer) if self.taken_in else (outer, inner)
        return _types(inner) - {"null"} <= _widened(_types(outer)) and not any(self._of_form(old, new, ""))

    def _of_form(self, old: Schema, new: Schema, field: str) -> Iterator[str]:
        where = f"{field}: " if field else ""
        inner, outer = self._ordered(old, new)
        for rule in _broken(inner, outer):
            yield f"{where}{'values' if rule == 'enum' else rule} was {_shown(old, rule)}, is {_shown(new, rule)}"
        if "items" in old or "items" in new:
            yield from self.changes(old.get("items", {}), new.get("items", {}), f"{field}[]")
        yield from self._of_fields(old, new, field)
        yield from self._of_other_fields(old, new, field)

    def _of_fields(self, old: Schema, new: Schema, field: str) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name, schema in before.items():
            path = _within(field, name)
            if name not in after:
                yield f"field {path} was removed"
                continue
            yield from self.changes(schema, after[name], path)
            if schema.get("default") != after[name].get("default"):
                yield f"{path}: default was {_shown(schema, 'default')}, is {_shown(after[name], 'default')}"
        yield from self._of_required(old, new, field)

    def _of_required(self, old: Schema, new: Schema, field: str) -> Iterator[str]:
        before, after = set(old.get("required", ())), set(new.get("required", ()))
        if self.taken_in:
            for name in sorted(after - before):
                known = name in old.get("properties", {})
                yield f"field {_within(field, name)} is {'required now' if known else 'new, and required'}"
        else:
            removed = old.get("properties", {}).keys() - new.get("properties", {}).keys()
            for name in sorted(before - after - removed):
                yield f"field {_within(field, name)} may be left out now"

    def _of_other_fields(self, old: Schema, new: Schema, field: str) -> Iterator[str]:
        """Fields without a name of their own, and those that have got one: before, they were among the others."""
        before, after = _others(old), _others(new)
        inner, outer = self._ordered(before, after)
        if inner is not None and outer is None:
            yield f"{f'{field}: ' if field else ''}other fields {'are refused' if self.taken_in else 'may come'} now"
        elif before is not None and after is not None and outer:
            yield from self.changes(before, after, _within(field, "*"))
        for name in sorted(new.get("properties", {}).keys() - old.get("properties", {}).keys()):
            if before is not None:
                yield from self.changes(before, new["properties"][name], _within(field, name))
            elif not self.taken_in:
                yield f"field {_within(field, name)} is new where none could come"


class _Forms:
    """What a schema allows: null or not, and the solid choices, each without an `anyOf` of its own."""

    def __init__(self, schema: Schema) -> None:
        choices = list(_choices(schema))
        self.types = frozenset(name for choice in choices for name in _types(choice))
        self.null = any("null" in _widened(_types(choice)) and not choice.keys() & _OPAQUE for choice in choices)
        self.solid = [choice for choice in choices if _types(choice) - {"null"}]

    def types_within(self, outer: "_Forms") -> bool:
        return self.types <= _widened(outer.types) and ("null" not in self.types or outer.null)

    def types_shown(self) -> str:
        return " or ".join(sorted(self.types))


def _choices(schema: Schema) -> Iterator[Schema]:
    """Each of `anyOf` with what stands beside it, and each type by itself."""
    if "anyOf" not in schema:
        named = schema.get("type")
        yield from ({**schema, "type": each} for each in named) if isinstance(named, list) else [schema]
        return
    beside = {rule: value for rule, value in schema.items() if rule not in ("anyOf", *_WORDS)}
    for choice in schema["anyOf"]:
        if twice := beside.keys() & choice.keys():
            raise UnknownRuleError(f"{', '.join(sorted(twice))} beside anyOf, and in it")
        yield from _choices({**beside, **choice})


def _types(schema: Schema) -> frozenset[str]:
    """As named; of values, their own."""
    named = schema.get("type", _ANYTHING)
    types = frozenset([named] if isinstance(named, str) else named)
    values = _values(schema)
    if values is None:
        return types
    of_values = frozenset("null" if value is None else _TYPES[type(value)] for value in values)
    return of_values if _ANYTHING in types else of_values & _widened(types)


def _widened(types: Iterable[str]) -> frozenset[str]:
    """With every type whose instances are all among those of these types."""
    found = frozenset(types)
    if _ANYTHING in found:
        return found | {*_TYPES.values(), "null"}
    return found | ({"integer"} if "number" in found else set())


def _values(schema: Schema) -> list[Any] | None:
    """Those it is limited to."""
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _broken(inner: Schema, outer: Schema) -> Iterator[str]:
    """The rules of `outer` that an instance of `inner` may break."""
    few, many = _values(inner), _values(outer)
    if many is not None and (few is None or not {*map(_json, few)} <= {*map(_json, many)}):
        yield "const" if "const" in outer else "enum"
    yield from (rule for rule in _SAME if rule in outer and inner.get(rule) != outer[rule])
    yield from (rule for rule in _LEAST if rule in outer and inner.get(rule, float("-inf")) < outer[rule])
    yield from (rule for rule in _MOST if rule in outer and inner.get(rule, float("inf")) > outer[rule])


def _others(schema: Schema) -> Schema | None:
    """What a field without a name of its own may be; None if none may come."""
    others = schema.get("additionalProperties", True)
    if isinstance(others, bool):
        return {} if others else None
    found: Schema = others
    return found


def _within(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _shown(schema: Schema, rule: str) -> str:
    value = schema.get(rule)
    return "not set" if value is None else json.dumps(value, ensure_ascii=False)
