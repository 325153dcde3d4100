"""What would break a partner's program: the contract of now against the one last released.

What we take in may only become wider, what we say only narrower or richer: everything a partner may send today must
be taken tomorrow, and everything it reads today must still be there, in the same form.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from deploy.contract.files import CONTRACT_FOLDER, RELEASED

Schema = Mapping[str, Any]
SUMMARY = "contract.json"


def released_part(files: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a version, by path within its folder: the schemas, and the summary."""
    within = {path.removeprefix(f"{CONTRACT_FOLDER}/"): text for path, text in files.items()}
    return {path: text for path, text in within.items() if path == SUMMARY or path.startswith("schemas/")}


def against_released(folder: Path, files: Mapping[str, str]) -> list[str]:
    """What breaks the last released version, as long as the version is the same. Another version may break."""
    versions = sorted((path for path in folder.glob("*") if path.is_dir()), key=_number)
    if not versions:
        return [f"{RELEASED}: no version was released yet; run `python -m deploy.contract --release`"]
    last = {path.relative_to(versions[-1]).as_posix(): path.read_text("utf-8") for path in versions[-1].rglob("*.json")}
    now = released_part(files)
    if json.loads(now[SUMMARY])["version"] != versions[-1].name:
        return []
    return [f"breaks version {versions[-1].name}: {change}" for change in changes(last, now)]


def _number(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.name.split("."))


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Every breaking change, in a sentence that names the message."""
    old, new = json.loads(before[SUMMARY]), json.loads(after[SUMMARY])
    found = [
        f"refusal {code} of {which} was removed"
        for which, codes in old["refusals"].items()
        for code in codes
        if code not in new["refusals"][which]
    ]
    for service, kinds in old["services"].items():
        for kind, entries in kinds.items():
            for name, entry in entries.items():
                message = f"{service} {kind[:-1] if kind != 'queries' else 'query'} {name}"
                now = new["services"].get(service, {}).get(kind, {}).get(name)
                if now is None:
                    found.append(f"{message} was removed")
                    continue
                found += [f"{message}: {change}" for change in _of_entry(entry, now)]
                for path, taken_in in _files(service, kind, name):
                    compared = Comparison(taken_in=taken_in).changes(
                        json.loads(before[path]), json.loads(after[path]), ""
                    )
                    found += [f"{message}: {change}" for change in compared]
    return found


def _files(service: str, kind: str, name: str) -> list[tuple[str, bool]]:
    """The schemas of a message, and whether we take in what they describe."""
    folder = f"schemas/{service}/{kind}"
    if kind == "queries":
        return [(f"{folder}/{name}.json", True), (f"{folder}/{name}.answer.json", False)]
    taken_in = kind == "commands"
    return [(f"{folder}/{name}.json", taken_in), (f"{folder}/{name}.cloudevent.json", taken_in)]


def _of_entry(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in ("subject", "type", "to"):
        if old.get(name) != new.get(name):
            yield f"{name} was {old.get(name)}, is {new.get(name)}"
    for code in old.get("refuses", ()):
        if code not in new["refuses"]:
            yield f"refusal {code} was removed"
    for role in old.get("roles", ()):
        if role not in new["roles"]:
            yield f"role {role} may send it no more"


class Comparison:
    """Compares two schemas of one message.

    Of the two, `inner` is whose every instance must be one of `outer`: for what we take in, what was allowed must be
    allowed now; for what we say, what is said now must be what readers were told.
    """

    _LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems")
    _MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
    _SAME = ("pattern", "format", "const", "$ref")

    def __init__(self, *, taken_in: bool) -> None:
        self._taken_in = taken_in

    def changes(self, old: Schema, new: Schema, field: str) -> Iterator[str]:
        old, new = _flat(old), _flat(new)
        inner, outer = (old, new) if self._taken_in else (new, old)
        where = f"{field}: " if field else ""
        for change in (*self._of_types(inner, outer), *self._of_values(inner, outer), *self._of_bounds(inner, outer)):
            yield f"{where}{change}"
        if old.get("default") != new.get("default"):
            yield f"{where}default was {old.get('default')}, is {new.get('default')}"
        if "items" in old and "items" in new:
            yield from self.changes(old["items"], new["items"], f"{field}[]")
        yield from self._of_fields(old, new, field)

    def _said(self, inner: Any, outer: Any) -> str:
        old, new = (inner, outer) if self._taken_in else (outer, inner)
        return f"was {_shown(old)}, is {_shown(new)}"

    def _of_types(self, inner: Schema, outer: Schema) -> Iterator[str]:
        if outer["types"] and not (inner["types"] and inner["types"] <= outer["types"]):
            yield f"type {self._said(inner['types'], outer['types'])}"

    def _of_values(self, inner: Schema, outer: Schema) -> Iterator[str]:
        if "enum" in outer and not set(inner.get("enum", [None])) <= set(outer["enum"]):
            yield f"values {self._said(inner.get('enum'), outer['enum'])}"
        for rule in self._SAME:
            if rule in outer and inner.get(rule) != outer[rule]:
                yield f"{rule} {self._said(inner.get(rule), outer[rule])}"

    def _of_bounds(self, inner: Schema, outer: Schema) -> Iterator[str]:
        for rule in self._LEAST:
            if rule in outer and inner.get(rule, float("-inf")) < outer[rule]:
                yield f"{rule} {self._said(inner.get(rule), outer[rule])}"
        for rule in self._MOST:
            if rule in outer and inner.get(rule, float("inf")) > outer[rule]:
                yield f"{rule} {self._said(inner.get(rule), outer[rule])}"

    def _of_fields(self, old: Schema, new: Schema, field: str) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed_before, needed_after = set(old.get("required", ())), set(new.get("required", ()))
        for name, schema in before.items():
            path = f"{field}.{name}" if field else name
            if name not in after:
                yield f"field {path} was removed"
                continue
            if self._taken_in and name in needed_after - needed_before:
                yield f"field {path} is required now"
            if not self._taken_in and name in needed_before - needed_after:
                yield f"field {path} may be left out now"
            yield from self.changes(schema, after[name], path)
        if self._taken_in:
            for name in sorted(needed_after - before.keys()):
                yield f"field {f'{field}.{name}' if field else name} is new, and required"


def _flat(schema: Schema) -> dict[str, Any]:
    """The schema with null among its types, where it stood beside it, and its types as a set."""
    choices = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    flat = {**schema, **choices[0]} if len(choices) == 1 else dict(schema)
    named = flat.get("type", [])
    types = {named} if isinstance(named, str) else set(named)
    if len(choices) == 1:
        types.add("null")
    return {**flat, "types": types | ({"number"} if "integer" in types else set())}


def _shown(value: Any) -> str:
    if isinstance(value, set):
        return " or ".join(sorted(value - ({"number"} if "integer" in value else set()))) or "anything"
    return "not set" if value is None else json.dumps(value, ensure_ascii=False)
