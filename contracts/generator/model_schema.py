"""The JSON Schema of one model, in the form in which it is published."""

import functools
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel


def schema_of(model: type[BaseModel], *, taken_in: bool, words: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The model's JSON Schema, complete in itself. `words` describe fields by name, where the model does not.

    What we take in may have no other fields and no other values. What we publish may get more of both within a version,
    so its schema is open: where a field has named values, `x-extensible-enum` lists those of now.
    """
    schema = as_made(model, "validation" if taken_in else "serialization")
    tidy = _Tidy(schema.get("$defs", {}), words or {}, closed=taken_in)
    found: dict[str, Any] = tidy.schema({key: value for key, value in schema.items() if key != "$defs"})
    return found


@functools.cache
def as_made(model: type[BaseModel], mode: Literal["validation", "serialization"]) -> Mapping[str, Any]:
    """Made once: every document that shows a model asks for it, and making it takes longer than all else."""
    return model.model_json_schema(mode=mode)


OPEN = "x-extensible-enum"
"""The values of now: a reader passes over one that it does not know."""
_NAMED = frozenset(("const", "enum"))


class _Tidy:
    """Puts definitions where they are used, leaves titles out that only repeat a name, and describes fields."""

    _ORDER = ("description", "type", "const", "enum", OPEN, "required", "properties", "additionalProperties")

    def __init__(self, definitions: Mapping[str, Any], words: Mapping[str, str], *, closed: bool) -> None:
        self._definitions = definitions
        self._words = words
        self._closed = closed

    def schema(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.schema(each) for each in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            named = self._definitions[node["$ref"].rpartition("/")[2]]
            return self.schema(named | {key: value for key, value in node.items() if key != "$ref"})
        if not self._closed and node.keys() & _NAMED and node.get("type") == "string":
            node = {key: value for key, value in node.items() if key not in _NAMED} | {OPEN: _values(node)}
        found = {key: self._value(key, value) for key, value in node.items() if not self._left_out(key, value)}
        return {key: found[key] for key in (*self._ORDER, *found) if key in found}

    def _left_out(self, key: str, value: Any) -> bool:
        return key == "title" or (key == "additionalProperties" and value is False and not self._closed)

    def _value(self, key: str, value: Any) -> Any:
        if key == "properties":
            return {name: self._described(name, self.schema(each)) for name, each in value.items()}
        return value if key in {"default", OPEN, *_NAMED} else self.schema(value)

    def _described(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        word = self._words.get(name)
        return {"description": word, **schema} if word and "description" not in schema else schema


def _values(node: Mapping[str, Any]) -> list[Any]:
    return [node["const"]] if "const" in node else node["enum"]
