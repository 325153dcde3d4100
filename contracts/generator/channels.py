"""The channels of an AsyncAPI document: one per command, message, query and reply, each with its one message."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from contracts.generator import schemas
from contracts.generator.fields import words_for
from contracts.registry import CommandEntry, Contract, PublishedEntry, QueryEntry
from shared.service import ALL

OUTCOME = "command-outcome"
Parts: TypeAlias = Iterator[tuple[str, dict[str, Any]]]


def channels(contract: Contract) -> Parts:
    for command in contract.commands:
        yield f"command.{command.name}", _channel(command.subject(), command.name, _command(command))
    for said in contract.published:
        shown = _event(said) | {"examples": [{"payload": _file(f"examples/{said.path}.json")}]}
        yield f"said.{said.name}", _channel(said.subject(), said.name, shown, _parameters(said))
    yield "again", _again(contract)
    for query in contract.queries:
        for which in ("query", "reply"):
            address = query.subject() if which == "query" else None
            yield f"{which}.{query.name}", _channel(address, query.name, _asked(query, which))
    yield (
        "dead",
        _channel(f"bundel.dead.{contract.name}", "dead-letter", _DEAD_LETTER)
        | {"description": "For the operator: commands that could not be decided, byte for byte."},
    )


def _channel(
    address: str | None, name: str, message: dict[str, Any], parameters: dict[str, Any] | None = None
) -> dict[str, Any]:
    found: dict[str, Any] = {"address": address}
    if address and "{" in address:
        found["parameters"] = parameters or {"party": component("parameters", "party")}
    return found | {"messages": {name: message}}


def _parameters(said: PublishedEntry) -> dict[str, Any]:
    if said.to == ALL:
        return {said.key: {"description": words_for(said.name)[said.key]}}
    return {"party": {"description": f"The slug of the party it is for: its `{said.to}`."}}


def _command(command: CommandEntry) -> dict[str, Any]:
    example = f"examples/{command.path}.json"
    return _event(command) | {
        "headers": component("schemas", "command-headers"),
        "examples": [{"headers": {"ce-id": _file(f"{example}#/id")}, "payload": _file(example)}],
    }


def _event(entry: CommandEntry | PublishedEntry) -> dict[str, Any]:
    return {
        "name": entry.type,
        "correlationId": component("correlationIds", "event"),
        "payload": _file(f"schemas/{entry.path}.cloudevent.json"),
    }


def _again(contract: Contract) -> dict[str, Any]:
    outcome = next(said for said in contract.published if said.name == OUTCOME)
    message = {"name": outcome.type, "payload": schemas.sent_again(outcome, "../schemas")}
    return _channel(f"bundel.again.{{party}}.{contract.name}", OUTCOME, message) | {
        "description": "The recorded outcome once more, to whoever repeated a command. Not stored, in no index."
    }


def _asked(query: QueryEntry, which: str) -> dict[str, Any]:
    part, schema = ("request", "") if which == "query" else ("reply", ".reply")
    return {
        "name": query.name,
        "contentType": "application/json",
        "payload": _file(f"schemas/{query.path}{schema}.json"),
        "examples": [{"payload": _file(f"examples/{query.path}.json#/{part}")}],
    }


def component(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _file(path: str) -> dict[str, str]:
    """A file of the contract, or a part of one, as a document in the folder beside refers to it."""
    return {"$ref": f"../{path}"}


_DEAD_LETTER = {
    "name": "dead-letter",
    "contentType": "application/octet-stream",
    "headers": component("schemas", "dead-letter-headers"),
    "payload": {},
}
