"""The committed golden files, and how the present code reads what is in them.

`stored/<owner>.jsonl`: one stored event on each line, its exact bytes. `read/<owner>.json`: what each line means, by
name. `published/<owner>.txt`: what goes out of it: the line's number, the subject, the body's exact bytes.
"""

import json
from importlib import import_module
from pathlib import Path

import msgspec

from shared.log import facts as own
from shared.log.eventlog import Recorded, Stored, digest
from shared.log.fold import FactReader
from shared.parties import SERVICES
from shared.running.rendering import Renderer
from tests.golden.named import named

HERE = Path(__file__).parent
RUNTIME = "runtime"
"""Owns the facts that every log has, whatever its service; their lines come from the pool's log."""
OWNERS = (RUNTIME, *SERVICES)
OIN = "00000099000000000000"
LOG = "3f1e0d2c4b5a69788796a5b4c3d2e1f0"
"""The log that the golden messages are of."""


def service_of(owner):
    return import_module(f"services.{'pool' if owner == RUNTIME else owner}.app").SERVICE


def facts_of(owner):
    """The facts an owner records, by kind."""
    return {fact.kind: fact for fact in (own.FACTS if owner == RUNTIME else service_of(owner).facts)}


def published_by(owner):
    """The models an owner publishes, by kind of fact."""
    says = own.PUBLISHES if owner == RUNTIME else service_of(owner).publishes
    return {fact.kind: saying for fact, saying in says.items()}


class Reading:
    """An owner's lines as the present code reads them."""

    def __init__(self, owner, log=LOG):
        service = service_of(owner)
        self._facts = FactReader(service)
        self._renderer = Renderer(service, OIN, log)

    def stored(self, line):
        return msgspec.json.decode(line, type=Stored)

    def fact(self, line):
        return self._facts.read(self.stored(line))

    def meaning(self, line):
        """What the line means, by name."""
        return {"kind": self.stored(line).kind, **named(self.fact(line))}

    def message(self, line):
        """Subject and body of what is published of it; None if nothing."""
        return self._renderer.message(Recorded(1, self.stored(line), digest(line)))


def stored_lines(owner):
    """The bytes of each golden event."""
    return _lines(HERE / "stored" / f"{owner}.jsonl")


def _lines(path):
    return path.read_bytes().splitlines() if path.exists() else []


def meanings(owner):
    """What each golden event means."""
    return json.loads((HERE / "read" / f"{owner}.json").read_text("utf-8"))


def published_lines(owner):
    """What is published of each golden event that is published at all."""
    return _lines(HERE / "published" / f"{owner}.txt")


def published(owner, lines, first=1):
    """What the present code publishes of these events, as it stands in the file; the first line has this number."""
    reading = Reading(owner)
    messages = [(number, reading.message(line)) for number, line in enumerate(lines, first)]
    return [f"{number} {found.subject} ".encode() + found.body for number, found in messages if found]


def add(owner, lines):
    """Add these events, and what the present code makes of them. What stood there stays as it was."""
    reading, stood = Reading(owner), stored_lines(owner)
    meant = [*(meanings(owner) if stood else ()), *map(reading.meaning, lines)]
    said = [*published_lines(owner), *published(owner, lines, len(stood) + 1)]
    for folder, ending, content in (
        ("stored", "jsonl", [*stood, *lines]),
        ("read", "json", [json.dumps(meant, indent=1, ensure_ascii=False).encode()]),
        ("published", "txt", said),
    ):
        path = HERE / folder / f"{owner}.{ending}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"".join(line + b"\n" for line in content))
