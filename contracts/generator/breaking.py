"""What would break a partner's program: the contract of now against the one released under the same version.

What we take in may only become wider, what we say only narrower or richer: everything a partner may send today must
be taken tomorrow, and everything it reads today must still be there, in the same form.
"""

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from contracts.generator.comparison import Comparison, check_known, joined
from contracts.generator.files import CONTRACT_FOLDER, RELEASED

SUMMARY = "contract.json"
REFUSED = "schemas/refused.json"
ENVELOPES = frozenset({"schemas/command.json", "schemas/message.json"})
"""What all commands have in common, and all messages: compared with each of them."""
_KINDS = {"commands": "command", "messages": "message", "queries": "query"}
_PARTS = {
    "commands": {"": True, ".cloudevent": True},
    "messages": {"": False, ".cloudevent": False},
    "queries": {"": True, ".answer": False, ".reply": False},
}
"""The schemas of a message of each kind, and whether we take in what they describe."""


def released_part(files: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a version, by path within its folder: the schemas, and the summary."""
    within = {path.removeprefix(f"{CONTRACT_FOLDER}/"): text for path, text in files.items()}
    return {path: text for path, text in within.items() if path == SUMMARY or path.startswith("schemas/")}


def against_released(folder: Path, files: Mapping[str, str]) -> list[str]:
    """What breaks the version of now as it was released. Another version may break, and must be released at once.

    A version that was not released is refused: nothing would guard what changes under its number.
    """
    now = released_part(files)
    version = json.loads(now[SUMMARY])["version"]
    if fault := version_fault(folder, version):
        return [fault]
    kept = folder / version
    if not kept.is_dir():
        return [f"{RELEASED}/{version}: was not released yet; run `python -m contracts.generator --release`"]
    then = {path.relative_to(kept).as_posix(): path.read_text("utf-8") for path in kept.rglob("*.json")}
    return [f"breaks version {version}: {change}" for change in changes(then, now)]


def version_fault(folder: Path, version: str) -> str:
    """Why the contract of now cannot bear this version; empty if it can."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)*", version):
        return f"version {version}: is no version; write numbers, with dots between"
    last = max((path.name for path in folder.glob("*") if path.is_dir()), key=_number, default=version)
    if _number(version) < _number(last):
        return f"version {version}: {last} was released after it; give contracts.registry.VERSION a higher number"
    return ""


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Every breaking change, in a sentence that names the message. No schema is left uncompared."""
    old, new = json.loads(before[SUMMARY]), json.loads(after[SUMMARY])
    check_rules(before)
    check_rules(after)
    return [*_of_summary(old, new), *_of_schemas(before, after)]


# What is no schema


def _of_summary(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for which, codes in old["refusals"].items():
        for code in codes:
            if code not in new["refusals"].get(which, ()):
                yield f"refusal {code} of {which} was removed"
    now = dict(_entries(new))
    for (service, kind, name), entry in _entries(old):
        message = f"{service} {_KINDS[kind]} {name}"
        if (service, kind, name) not in now:
            yield f"{message} was removed"
        else:
            yield from (f"{message}: {change}" for change in _of_entry(entry, now[service, kind, name]))


def _entries(summary: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str], Mapping[str, Any]]]:
    """Every message: its service, kind and name, and what the summary says of it."""
    for service, kinds in summary["services"].items():
        for kind, entries in kinds.items():
            for name, entry in entries.items():
                yield (service, kind, name), entry


def _of_entry(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in ("subject", "type", "to"):
        if old.get(name) != new.get(name):
            yield f"{name} was {old.get(name)}, is {new.get(name)}"
    for code in old.get("refuses", ()):
        if code not in new.get("refuses", ()):
            yield f"refusal {code} was removed"
    for role in old.get("roles", ()):
        if role not in new.get("roles", ()):
            yield f"role {role} may send it no more"


# Schemas


def check_rules(texts: Mapping[str, str]) -> None:
    """Refuse schemas with rules that are not compared (`UnknownRuleError`): their changes would pass unseen."""
    for path in sorted(texts.keys() - {SUMMARY}):
        check_known(_schema(path, texts), path)


def _of_schemas(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    then, now = _described(before), _described(after)
    for path in sorted(before.keys() - then.keys() - ENVELOPES - {SUMMARY}):
        yield f"{path} is no schema of any message that was released: nothing would compare it"
    for path, (whose, taken_in) in then.items():
        if path not in now:
            continue  # The message was removed, and that is told.
        if path not in before or path not in after:
            yield f"{whose}: {path} {'was removed' if path in before else 'is missing in the release'}"
            continue
        old, new = _schema(path, before), _schema(path, after)
        if old != new:
            yield from (f"{whose}: {change}" for change in Comparison(taken_in=taken_in).changes(old, new))


def _schema(path: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """The schema at this path, whole: with the rules of its envelope, if it has one."""
    schema: dict[str, Any] = json.loads(texts[path])
    match schema.get("allOf"):
        case [{"$ref": str(reference), **beside}] if not beside:
            envelope = posixpath.normpath(posixpath.join(posixpath.dirname(path), reference))
            if envelope in ENVELOPES and envelope in texts:
                del schema["allOf"]
                return joined(json.loads(texts[envelope]), schema, path)
    return schema


def _described(texts: Mapping[str, str]) -> dict[str, tuple[str, bool]]:
    """The path of every schema: whose it is, and whether we take in what it describes."""
    found = {REFUSED: ("every refused query", False)}
    for (service, kind, name), _ in _entries(json.loads(texts[SUMMARY])):
        for part, taken_in in _PARTS[kind].items():
            whose = f"{service} {_KINDS[kind]} {name}{part.replace('.', ', ')}"
            found[f"schemas/{service}/{kind}/{name}{part}.json"] = whose, taken_in
    return found
