"""Models as classes of the Python client: their source, formatted as the project's formatter leaves it."""

import json
import keyword
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, get_args

from pydantic import BaseModel, WithJsonSchema

from contracts.generator.model_schema import as_made
from shared.wire import Rate

WIDTH = 110
_INDENT = "    "
Constant: TypeAlias = tuple[str, str]
"""Of a class: its type, and its value, as source."""
_RATE = next((each.json_schema or {})["pattern"] for each in get_args(Rate) if isinstance(each, WithJsonSchema))
_PLAIN = {"string": "str", "integer": "int", "boolean": "bool"}
_FROM = {
    "Sequence": "collections.abc",
    **dict.fromkeys(("date", "datetime"), "datetime"),
    "Decimal": "decimal",
    **dict.fromkeys(("Annotated", "Any", "ClassVar", "Literal", "TypeAlias"), "typing"),
    **dict.fromkeys(("Answer", "Body", "Command", "Fields", "Query"), "bundel_client.forms"),
}
"""Where a name that generated code uses comes from. `msgspec` is imported as it is."""

_TWICE = "would stand for two things in one module: name one of the models otherwise"


class NoSuchClass(Exception):
    """Something in a model for which there is no Python here. Says what."""


class Module:
    """One generated module: classes in an order in which each stands after those that it uses."""

    def __init__(self) -> None:
        self._written: dict[str, str] = {}
        self._made_of: dict[str, object] = {}
        """What each class was made of: its model, or the schema of a part."""
        self._uses = {"ClassVar"}
        self.top: list[str] = []
        """The classes that are no parts."""

    def add(
        self,
        model: type[BaseModel],
        base: str,
        *,
        taken_in: bool,
        words: Mapping[str, str],
        says: str = "",
        constants: Mapping[str, Constant],
    ) -> str:
        """The class of this model, written if it was not yet; the name that it has."""
        name = model.__name__.lstrip("_")
        if self._is_new(name, model):
            schema = as_made(model, "validation" if taken_in else "serialization")
            source = _Source(self, schema.get("$defs", {}), words, taken_in=taken_in)
            text = "\n\n".join(filter(None, (schema.get("description"), says)))
            self._write(name, source.class_of(name, base, schema, text, constants))
            self.top.append(name)
        return name

    def part(self, name: str, schema: Mapping[str, Any], source: "_Source") -> str:
        """The class of a field that has fields of its own."""
        shown = name.lstrip("_")
        if self._is_new(shown, schema):
            self._write(shown, source.class_of(shown, "Fields", schema, schema.get("description", ""), {}))
        return shown

    def alias(self, name: str, values: Iterable[str]) -> str:
        """A name for named values."""
        lines = "".join(f'{_INDENT}"{value}",\n' for value in values)
        self._write(name, f"{name}: TypeAlias = Literal[\n{lines}]\n")
        self.use("TypeAlias", "Literal")
        return name

    def _is_new(self, name: str, made_of: object) -> bool:
        """Whether it is still to be written. One name stands for one thing."""
        if self._made_of.setdefault(name, made_of) != made_of:
            raise NoSuchClass(f"{name} {_TWICE}")
        return name not in self._written

    def _write(self, name: str, text: str) -> None:
        if name in self._written or name in _FROM:
            raise NoSuchClass(f"{name} {_TWICE}")
        self._written[name] = text

    def use(self, *names: str) -> None:
        self._uses.update(names)

    @property
    def names(self) -> list[str]:
        return list(self._written)

    def text(self, about: str) -> str:
        found = [f'"""{about}"""', self._imports()]
        return "\n\n\n".join(["\n\n".join(found), *(text.rstrip() for text in self._written.values())]) + "\n"

    def _imports(self) -> str:
        by_module: dict[str, list[str]] = {}
        for name in sorted(self._uses - {"msgspec"}):
            by_module.setdefault(_FROM[name], []).append(name)
        lines = {module: f"from {module} import {', '.join(names)}" for module, names in sorted(by_module.items())}
        ours = lines.pop("bundel_client.forms")
        library = "import msgspec\n\n" if "msgspec" in self._uses else ""
        return "\n".join(lines.values()) + f"\n\n{library}{ours}"


class _Source:
    """Writes classes of one model and its parts."""

    def __init__(self, module: Module, parts: Mapping[str, Any], words: Mapping[str, str], *, taken_in: bool) -> None:
        self._module = module
        self._parts = parts
        self._words = words
        self._taken_in = taken_in

    def class_of(
        self, name: str, base: str, schema: Mapping[str, Any], about: str, constants: Mapping[str, Constant]
    ) -> str:
        self._module.use(base.partition("[")[0])
        required = schema.get("required", ())
        fields = [
            self._field(name, each, form, each in required) for each, form in schema.get("properties", {}).items()
        ]
        blocks = [docstring(about, _INDENT)] if about else []
        if constants:
            blocks.append("\n".join(f"{_INDENT}{key}: {kind} = {value}" for key, (kind, value) in constants.items()))
        if fields:
            blocks.append("\n".join(fields))
        sends = ", omit_defaults=True" if self._taken_in else ""
        return f"class {name}({base}, frozen=True, kw_only=True{sends}):\n" + "\n\n".join(blocks) + "\n"

    def _field(self, owner: str, name: str, form: Mapping[str, Any], required: bool) -> str:
        if keyword.iskeyword(name):
            raise NoSuchClass(f"{owner}.{name}: is a word of Python's own")
        default = "" if required else f" = {_default(form.get('default'))}"
        line = f"{_INDENT}{name}: {self._type(f'{owner}{pascal(name)}', form)}{default}"
        about = " ".join(filter(None, (form.get("description") or self._words.get(name), self._values(form))))
        return f"{line}\n{docstring(about, _INDENT)}" if about else line

    def _values(self, form: Mapping[str, Any]) -> str:
        """Named values of what is read: those of now, for there may come more."""
        named = [each for each in form.get("anyOf", (form,)) if "enum" in each or "const" in each]
        if self._taken_in or not named:
            return ""
        values = named[0].get("enum") or [named[0]["const"]]
        return f"Today {', '.join(f'`{value}`' for value in values)}; more may come."

    def _type(self, name: str, form: Mapping[str, Any]) -> str:
        match form:
            case {"$ref": reference}:
                part = reference.rpartition("/")[2]
                return self._module.part(part, self._parts[part], self)
            case {"anyOf": [inner, {"type": "null"}]}:
                return f"{self._type(name, inner)} | None"
            case {"enum": values} if self._taken_in:
                return self._module.alias(name, values)
            case {"type": "array", "items": inner} if self._taken_in:
                self._module.use("Sequence")
                return f"Sequence[{self._type(name, inner)}]"
            case {"type": "array", "items": inner}:
                return f"tuple[{self._type(name, inner)}, ...]"
            case {"type": "object", "additionalProperties": True}:
                self._module.use("Any")
                return "dict[str, Any]"
            case {"type": "string"}:
                return self._text(form)
            case {"type": "integer" | "boolean" as kind}:
                return _PLAIN[kind]
        raise NoSuchClass(f"{name}: there is no Python type for {form}")

    def _text(self, form: Mapping[str, Any]) -> str:
        match form:
            case {"format": "date"}:
                self._module.use("date")
                return "date"
            case {"format": "date-time"} if self._taken_in:
                self._module.use("Annotated", "datetime", "msgspec")
                return "Annotated[datetime, msgspec.Meta(tz=True)]"
            case {"format": "date-time"}:
                self._module.use("datetime")
                return "datetime"
            case {"format": other}:
                raise NoSuchClass(f"there is no Python type for text in the format {other}")
            case {"pattern": pattern} if pattern == _RATE:
                self._module.use("Decimal")
                return "Decimal"
        return "str"


def _default(value: Any) -> str:
    match value:
        case []:
            return "()"
        case str():
            return json.dumps(value)
        case None | bool() | int():
            return repr(value)
    raise NoSuchClass(f"there is no Python for the default {value!r}")


def pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.replace("-", "_").split("_"))


def docstring(text: str, indent: str) -> str:
    """As the formatter leaves it, wrapped."""
    paragraphs = [textwrap.wrap(" ".join(each.split()), WIDTH) for each in text.split("\n\n")]
    lines = [line for number, each in enumerate(paragraphs) for line in ([""] * bool(number) + each)]
    shown = "\n".join(f"{indent}{line}".rstrip() for line in lines).lstrip()
    if '"""' in shown or "\\" in shown or shown.endswith('"'):
        raise NoSuchClass(f"this does not fit into a docstring: {shown}")
    return f'{indent}"""{shown}{f"{chr(10)}{indent}" if len(lines) > 1 else ""}"""'
