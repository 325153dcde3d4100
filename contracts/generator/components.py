"""What AsyncAPI documents refer to: each message with its examples, and the schemas of envelopes and bodies."""

from collections.abc import Iterator, Mapping
from typing import Any

from contracts.generator import examples, schemas
from contracts.registry import Contract
from shared.parties import Parties

CONTENT = "application/cloudevents+json"
OUTCOME = "command-outcome"


def reference(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def messages(contract: Contract, parties: Parties) -> Iterator[tuple[str, dict[str, Any]]]:
    for command in contract.commands:
        example = examples.of_command(command, parties)
        yield (
            f"command.{command.name}",
            _event(f"command.{command.name}", command.type, command.model.__doc__)
            | {"headers": _COMMAND_HEADERS, "examples": [{"headers": {"ce-id": example["id"]}, "payload": example}]},
        )
    for said in contract.said:
        shown = _event(f"said.{said.name}", said.type, said.model.__doc__)
        yield f"said.{said.name}", shown | {"examples": [{"payload": examples.of_said(said)}]}
    outcome = next(said for said in contract.said if said.name == OUTCOME)
    yield "again", _event("again", outcome.type, outcome.model.__doc__)
    for query in contract.queries:
        example = query.example()
        for name in ("query", "reply"):
            payload = example["request" if name == "query" else "reply"]
            yield (
                f"{name}.{query.name}",
                {
                    "name": query.name,
                    "contentType": "application/json",
                    "payload": reference("schemas", f"{name}.{query.name}"),
                    "examples": [{"payload": payload}],
                },
            )
    yield (
        "dead-letter",
        {"name": "dead-letter", "contentType": "application/octet-stream", "headers": _DEAD_HEADERS, "payload": {}},
    )


def _event(schema: str, event_type: str, summary: str | None) -> dict[str, Any]:
    return {
        "name": event_type,
        "summary": summary,
        "contentType": CONTENT,
        "correlationId": {"location": "$message.payload#/correlationid"},
        "payload": reference("schemas", schema),
    }


_COMMAND_HEADERS = {
    "type": "object",
    "properties": {"ce-id": {"description": "The CloudEvent's id, once more.", "type": "string"}},
}
_DEAD_HEADERS = {
    "type": "object",
    "required": ["Bundel-Subject", "Bundel-Reason"],
    "properties": {"Bundel-Subject": {"type": "string"}, "Bundel-Reason": {"type": "string"}},
}


def all_schemas(contract: Contract) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for command in contract.commands:
        name = f"command.{command.name}"
        yield name, schemas.around_command(command, reference("schemas", f"{name}.data"))
        yield f"{name}.data", schemas.of_command(command)
    for said in contract.said:
        name = f"said.{said.name}"
        yield name, schemas.around_said(said, reference("schemas", f"{name}.data"))
        yield f"{name}.data", schemas.of_said(said)
        if said.name == OUTCOME:
            yield "again", schemas.around_again(said, reference("schemas", f"{name}.data"))
    for query in contract.queries:
        yield f"query.{query.name}", schemas.of_query(query)
        refused = reference("schemas", "refused")
        yield f"reply.{query.name}", schemas.around_answer(schemas.of_answer(query), refused)
    yield "refused", schemas.REFUSED
