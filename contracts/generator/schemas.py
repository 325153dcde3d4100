"""JSON Schemas (2020-12): of each body, and of the CloudEvents around them, which share one envelope of each kind."""

from typing import Any

from contracts.generator.fields import words_for
from contracts.generator.model_schema import schema_of
from contracts.registry import CommandEntry, PublishedEntry, QueryEntry
from shared.broker.envelope import COMMAND_ID

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SOURCE = {
    "description": "Who speaks: the organisation's OIN, and a name of its system.",
    "type": "string",
    "pattern": "^urn:nld:oin:[0-9]{20}:systeem:[A-Za-z0-9._-]{1,64}$",
}
_HEX = "^[0-9a-f]{64}$"


def of_command(entry: CommandEntry) -> dict[str, Any]:
    """What may stand in `data`."""
    return schema_of(entry.model, taken_in=True, words=words_for(entry.name))


def of_said(entry: PublishedEntry) -> dict[str, Any]:
    """What stands in `data`. More fields may come within a version; readers pass over what they do not know."""
    return schema_of(entry.model, taken_in=False, words=words_for(entry.name))


def of_query(entry: QueryEntry) -> dict[str, Any]:
    """The request."""
    return schema_of(entry.model, taken_in=True, words=words_for(entry.name))


def of_answer(entry: QueryEntry) -> dict[str, Any]:
    """What stands in the reply under `answer`."""
    return schema_of(entry.model.answer, taken_in=False, words=words_for(entry.name))


def around_answer(answer: dict[str, Any], refused: dict[str, Any]) -> dict[str, Any]:
    """The reply: the answer, or a refusal."""
    return {
        "oneOf": [
            {"type": "object", "required": [name], "properties": {name: schema}}
            for name, schema in (("answer", answer), ("refused", refused))
        ]
    }


REFUSED: dict[str, Any] = {
    "description": "Why a query is not answered, and what to do about it.",
    "type": "object",
    "required": ["code", "sentence", "field"],
    "properties": {
        "code": {"description": "Stable: programs may rely on it.", "type": "string"},
        "sentence": {"description": "What to do.", "type": "string"},
        "field": {"description": "The field it is about, as a path; empty if none.", "type": "string"},
    },
}


def around(entry: CommandEntry | PublishedEntry) -> dict[str, Any]:
    """The complete message: the envelope of its kind, with its own type and body."""
    envelope = "command" if isinstance(entry, CommandEntry) else "message"
    return {
        "description": entry.model.__doc__,
        "allOf": [{"$ref": f"../../{envelope}.json"}],
        "type": "object",
        "required": ["type", "data"],
        "properties": {"type": {"const": entry.type}, "data": {"$ref": f"{entry.name}.json"}},
    }


def sent_again(outcome: PublishedEntry, folder: str) -> dict[str, Any]:
    """An outcome that is sent once more: it has no place in the log of its own. `folder` is where the schemas are."""
    names = ("specversion", "id", "source", "datacontenttype")
    return {
        "description": "CloudEvent 1.0 in structured JSON: the recorded outcome, once more.",
        "type": "object",
        "required": [*names, "type", "data"],
        "properties": {
            **{name: {"$ref": f"{folder}/message.json#/properties/{name}"} for name in names},
            "type": {"const": outcome.type},
            "data": {"$ref": f"{folder}/{outcome.path}.json"},
        },
    }


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"description": description, "type": "string", "minLength": 1, **more}


def _count(description: str) -> dict[str, Any]:
    return {"description": description, "type": "integer", "minimum": 1}


_SAID: dict[str, Any] = {
    "specversion": {"const": "1.0"},
    "id": _text("Unique for ever: the log's id and the message's index."),
    "source": _SOURCE,
    "time": _text("When it was recorded in the log, in UTC; never when it happened.", format="date-time"),
    "subject": _text("The stream of the log that the event belongs to."),
    "datacontenttype": {"const": "application/json"},
    "logid": _text("The log's random id: a restored or replaced log is known by it."),
    "index": _count("Place among all that this service says, dense from 1."),
    "audience": _text("`all`, or the one party it is for."),
    "audienceindex": _count("Place among what this service says to this audience, dense from 1."),
    "hash": _text("SHA-256 of the stored event.", pattern=_HEX),
    "causationid": _text("The command or message that caused it."),
    "correlationid": _text("What belongs together bears the same."),
}
_OF_MONEY: dict[str, Any] = {
    "bookdate": {
        "description": "The civil date (Europe/Amsterdam) for which money, or a right over it, moved.",
        "type": "string",
        "format": "date",
    },
    "countsfor": {
        "description": "The day it is about, where the book year of that day was closed already.",
        "type": "string",
        "format": "date",
    },
}
ENVELOPES: dict[str, dict[str, Any]] = {
    "command": {
        "description": (
            "CloudEvent 1.0 in structured JSON around every command, at most 64 kB. Attributes that are not named here "
            "are passed over."
        ),
        "type": "object",
        "required": ["specversion", "id", "source"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {
                "description": "Your own, unique among your commands; also in header ce-id.",
                "type": "string",
                "pattern": COMMAND_ID.pattern,
            },
            "source": _SOURCE,
            "datacontenttype": {"const": "application/json"},
            "correlationid": {
                "description": "What belongs together bears the same; what comes of the command repeats it.",
                "type": "string",
            },
        },
    },
    "message": {
        "description": "CloudEvent 1.0 in structured JSON around every message that a service says.",
        "type": "object",
        "required": list(_SAID),
        "properties": {**_SAID, **_OF_MONEY},
    },
}
"""What all commands have in common, and all messages: everything but `type` and `data`."""
