"""The committed files of the contract, as a partner finds them."""

import functools
import json
import re
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from contracts.generator import files

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "contracts"
EXAMPLES = FOLDER / "examples"
SCHEMAS = FOLDER / "schemas"

FORMATS = FormatChecker(formats=())
"""Dates and times as RFC 3339 writes them; the library's own checker takes what Python's `fromisoformat` takes."""


@FORMATS.checks("date")
def _is_date(value):
    return not isinstance(value, str) or bool(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value))


@FORMATS.checks("date-time")
def _is_instant(value):
    form = r"\d{4}-\d\d-\d\d[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)"
    return not isinstance(value, str) or bool(re.fullmatch(form, value))


def read(path):
    return json.loads(path.read_text("utf-8"))


@functools.cache
def _made():
    return files.all_files()


def all_files(contracts=None):
    """All files of the contract, as the generator makes them: that takes most of a second, so those of now once."""
    return dict(_made()) if contracts is None else files.all_files(contracts)


def example(service, kind, name):
    return read(EXAMPLES / service / kind / f"{name}.json")


@functools.cache
def validator(path):
    """Of the schema in this file; what it refers to is found beside it."""

    def retrieve(uri):
        return Resource.from_contents(_for_python(read(Path(uri.removeprefix("file://")))))

    schema = {"$id": path.as_uri(), **_for_python(read(path))}
    return Draft202012Validator(schema, registry=Registry(retrieve=retrieve), format_checker=FORMATS)


def _for_python(schema):
    r"""JSON Schema's regular expressions are ECMAScript's, where `$` is the very end; in Python that is `\Z`."""
    if isinstance(schema, list):
        return [_for_python(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: re.sub(r"\$$", r"\\Z", value) if key == "pattern" and isinstance(value, str) else _for_python(value)
        for key, value in schema.items()
    }


def faults(path, instance):
    """What the schema in this file finds wrong."""
    return [f"{fault.json_path}: {fault.message}" for fault in validator(path).iter_errors(instance)]


def messages():
    """Every committed example of a command or a message: service, kind of example, name."""
    return [
        (path.parts[-3], path.parts[-2], path.stem)
        for path in sorted(EXAMPLES.rglob("*.json"))
        if path.parts[-2] != "queries"
    ]
