"""Models as TypeScript: an interface for each, and for each field that has fields of its own."""

import json
import textwrap
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from contracts.generator.model_schema import as_made
from contracts.generator.python_classes import NoSuchClass, pascal

WIDTH = 110
_INDENT = "  "
_PLAIN = {"string": "string", "integer": "number", "boolean": "boolean"}
_FORMS = {"date": "A day: `2026-04-01`.", "date-time": "An instant: `2026-04-01T12:00:00+02:00`."}
_TWICE = "would stand for two things in one module: name one of the models otherwise"


class Declarations:
    """One generated module of types. `taken_in`: these are sent, with no other fields and no other values."""

    def __init__(self, *, taken_in: bool) -> None:
        self._taken_in = taken_in
        self._written: dict[str, str] = {}
        self._made_of: dict[str, object] = {}
        """What each interface was made of: its model, or the schema of a part."""
        self.top: list[str] = []
        """The interfaces that are no parts."""

    def add(self, model: type[BaseModel], words: Mapping[str, str], says: str = "") -> str:
        """The interface of this model, written if it was not yet; the name that it has."""
        name = model.__name__.lstrip("_")
        if self._is_new(name, model):
            schema = as_made(model, "validation" if self._taken_in else "serialization")
            about = "\n\n".join(filter(None, (schema.get("description"), says)))
            self._write(name, schema, about, schema.get("$defs", {}), words)
            self.top.append(name)
        return name

    def _is_new(self, name: str, made_of: object) -> bool:
        """Whether it is still to be written. One name stands for one thing."""
        if self._made_of.setdefault(name, made_of) != made_of:
            raise NoSuchClass(f"{name} {_TWICE}")
        return name not in self._written

    @property
    def names(self) -> list[str]:
        return list(self._written)

    def text(self, about: str) -> str:
        return "\n\n".join([comment(about, ""), *self._written.values()]) + "\n"

    def _write(
        self, name: str, schema: Mapping[str, Any], about: str, parts: Mapping[str, Any], words: Mapping[str, str]
    ) -> None:
        required = schema.get("required", ())
        self._written[name] = ""  # its place: before its parts
        lines = [comment(about, "")] if about else []
        lines.append(f"export interface {name} {{")
        for each, form in schema.get("properties", {}).items():
            kind = self._type(f"{name}{pascal(each)}", form, parts, words)
            told = form.get("description") or words.get(each)
            if said := " ".join(filter(None, (told, self._said_of(form), _left_out(form, each in required)))):
                lines.append(comment(said, _INDENT))
            lines.append(f"{_INDENT}{each}{'' if each in required else '?'}: {kind};")
        self._written[name] = "\n".join([*lines, "}"])

    def _said_of(self, form: Mapping[str, Any]) -> str:
        """What its type does not tell."""
        ways = form.get("anyOf", (form,))
        named = [each for each in ways if "enum" in each or "const" in each]
        more = "More values may come." if named and not self._taken_in else ""
        return " ".join(filter(None, (_FORMS.get(ways[0].get("format", "")), more)))

    def _type(self, name: str, form: Mapping[str, Any], parts: Mapping[str, Any], words: Mapping[str, str]) -> str:
        match form:
            case {"$ref": reference}:
                part = reference.rpartition("/")[2]
                return self._part(part.lstrip("_"), parts[part], parts, words)
            case {"anyOf": [inner, {"type": "null"}]}:
                return f"{self._type(name, inner, parts, words)} | null"
            case {"enum": values}:
                return self._one_of(values)
            case {"const": str() as value}:
                return self._one_of([value])
            case {"type": "array", "items": inner}:
                found = self._type(name, inner, parts, words)
                several = f"({found})[]" if "|" in found else f"{found}[]"
                return f"readonly {several}" if self._taken_in else several
            case {"type": "object", "additionalProperties": True}:
                return "Record<string, unknown>"
            case {"type": "string", "format": other} if other not in _FORMS:
                raise NoSuchClass(f"{name}: there is no TypeScript for text in the format {other}")
            case {"type": "string" | "integer" | "boolean" as kind}:
                return _PLAIN[kind]
        raise NoSuchClass(f"{name}: there is no TypeScript for {form}")

    def _part(self, name: str, schema: Mapping[str, Any], parts: Mapping[str, Any], words: Mapping[str, str]) -> str:
        if self._is_new(name, schema):
            self._write(name, schema, schema.get("description", ""), parts, words)
        return name

    def _one_of(self, values: list[str]) -> str:
        """Named values; where they are read, also those that come later."""
        named = " | ".join(json.dumps(value) for value in values)
        return named if self._taken_in else f"{named} | (string & {{}})"


def _left_out(form: Mapping[str, Any], required: bool) -> str:
    """What a field means that is not there."""
    default = form.get("default")
    return "" if required or default in (None, [], "") else f"If left out: `{json.dumps(default)}`."


def comment(text: str, indent: str) -> str:
    """As editors show it, wrapped."""
    if "*/" in text:
        raise NoSuchClass(f"this does not fit into a comment: {text}")
    paragraphs = [textwrap.wrap(" ".join(each.split()), WIDTH) for each in text.split("\n\n")]
    lines = [line for number, each in enumerate(paragraphs) for line in ([""] * bool(number) + each)]
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */"
    return "\n".join([f"{indent}/**", *(f"{indent} * {line}".rstrip() for line in lines), f"{indent} */"])
