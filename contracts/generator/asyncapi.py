"""AsyncAPI 3.0: one document per service, complete in itself, and one that holds all three by reference."""

from collections.abc import Iterator, Sequence
from typing import Any

from contracts.generator import components
from contracts.generator.components import CONTENT, OUTCOME
from contracts.generator.fields import words_for
from contracts.registry import (
    GENERAL_REFUSALS,
    QUERY_REFUSALS,
    VERSION,
    CommandEntry,
    Contract,
    QueryEntry,
    SaidEntry,
)
from shared.broker.bus import command_stream, output_stream
from shared.parties import Parties
from shared.service import ALL

ASYNCAPI = "3.0.0"

_PARTY = {"description": "The party's slug in the register of parties. Credentials admit one's own only."}
_SERVERS = {
    "broker": {
        "host": "{host}:{port}",
        "protocol": "nats",
        "description": "NATS. Parties need core NATS only; JetStream is the platform's.",
        "variables": {
            "host": {"default": "127.0.0.1", "description": "As your operator tells you."},
            "port": {"default": "4222"},
        },
        "security": [{"$ref": "#/components/securitySchemes/party"}],
    }
}
_SECURITY = {
    "party": {
        "type": "userPassword",
        "description": (
            "Your slug and your password. They admit publishing your own commands and queries, and hearing all events, "
            "what is addressed to you, and replies to `_INBOX_<you>.`; nothing else."
        ),
    }
}


def document(contract: Contract, parties: Parties) -> dict[str, Any]:
    """One service: what it takes in, says and answers."""
    return {
        "asyncapi": ASYNCAPI,
        "info": {
            "title": f"Bundel: {contract.name}",
            "version": VERSION,
            "description": _about(contract),
        },
        "defaultContentType": CONTENT,
        "servers": _SERVERS,
        "channels": dict(_channels(contract)),
        "operations": dict(_operations(contract)),
        "components": {
            "messages": dict(components.messages(contract, parties)),
            "schemas": dict(components.all_schemas(contract)),
            "securitySchemes": _SECURITY,
        },
        "x-hears": [{"service": heard.upstream, "kind": heard.kind} for heard in contract.heard],
        "x-read-by": list(contract.readers),
        "x-refusals": {"any-command": dict(GENERAL_REFUSALS), "any-query": dict(QUERY_REFUSALS)},
    }


def overall(contracts: Sequence[Contract]) -> dict[str, Any]:
    """All services in one document: each channel and operation is that of its service."""
    return {
        "asyncapi": ASYNCAPI,
        "info": {
            "title": "Bundel",
            "version": VERSION,
            "description": "Applications, pool and settlement: everything a partner can send, ask and hear.",
        },
        "defaultContentType": CONTENT,
        "servers": _SERVERS,
        "channels": dict(_all(contracts, "channels", _channels)),
        "operations": dict(_all(contracts, "operations", _operations)),
        "components": {"securitySchemes": _SECURITY},
    }


def _all(contracts: Sequence[Contract], section: str, parts: Any) -> Iterator[tuple[str, Any]]:
    for contract in contracts:
        for name, _ in parts(contract):
            yield f"{contract.name}.{name}", {"$ref": f"./{contract.name}.json#/{section}/{name}"}


def _about(contract: Contract) -> str:
    return (
        f"Commands to {contract.name}, what it says, and the queries it answers. Messages are CloudEvents 1.0 in "
        "structured JSON, NL GOV profile. The broker acknowledges no command: keep it, and send the same bytes again, "
        "until its outcome arrives. What is said may get more fields within a version; pass over what you do not know."
    )


# Channels


def _channels(contract: Contract) -> Iterator[tuple[str, dict[str, Any]]]:
    for command in contract.commands:
        yield (
            f"command.{command.name}",
            {
                "address": command.subject(),
                "parameters": {"party": _PARTY},
                "messages": {command.name: components.reference("messages", f"command.{command.name}")},
                "x-stream": {"name": command_stream(contract.name), "kept": "seven days, acknowledged by nobody"},
            },
        )
    for said in contract.said:
        yield (
            f"said.{said.name}",
            {
                "address": said.subject(),
                "parameters": _said_parameters(said),
                "messages": {said.name: components.reference("messages", f"said.{said.name}")},
                "x-stream": {"name": output_stream(contract.name), "kept": "for ever; sequence = index"},
            },
        )
    yield "again", _again(contract)
    for query in contract.queries:
        yield (
            f"query.{query.name}",
            {
                "address": query.subject(),
                "parameters": {"party": _PARTY},
                "messages": {query.name: components.reference("messages", f"query.{query.name}")},
            },
        )
        yield (
            f"reply.{query.name}",
            {"address": None, "messages": {query.name: components.reference("messages", f"reply.{query.name}")}},
        )
    yield "dead", _dead(contract)


def _said_parameters(said: SaidEntry) -> dict[str, Any]:
    if said.to == ALL:
        return {said.key: {"description": words_for(said.name)[said.key]}}
    return {"party": {"description": f"The slug of the party it is for: its `{said.to}`."}}


def _again(contract: Contract) -> dict[str, Any]:
    return {
        "address": f"bundel.again.{{party}}.{contract.name}",
        "description": "The recorded outcome once more, to whoever repeated a command. Not stored, in no index.",
        "parameters": {"party": _PARTY},
        "messages": {OUTCOME: components.reference("messages", "again")},
    }


def _dead(contract: Contract) -> dict[str, Any]:
    return {
        "address": f"bundel.dead.{contract.name}",
        "description": "For the operator: commands that could not be decided, byte for byte.",
        "messages": {"dead-letter": components.reference("messages", "dead-letter")},
        "x-stream": {"name": f"{output_stream(contract.name)}_DEAD", "kept": "up to 256 MB"},
    }


# Operations


def _operations(contract: Contract) -> Iterator[tuple[str, dict[str, Any]]]:
    for command in contract.commands:
        yield f"take-{command.name}", _taking(command)
    for said in contract.said:
        yield f"say-{said.name}", _saying(said)
    yield "say-again", _operation("send", "again", OUTCOME, summary="Answer a repeated command once more.")
    for query in contract.queries:
        yield f"answer-{query.name}", _answering(query)
    yield "bury", _operation("send", "dead", "dead-letter", summary="Keep what could not be decided.")


def _operation(action: str, channel: str, message: str, **more: Any) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel}"},
        "messages": [{"$ref": f"#/channels/{channel}/messages/{message}"}],
        **more,
    }


def _taking(command: CommandEntry) -> dict[str, Any]:
    model = command.model
    return _operation(
        "receive",
        f"command.{command.name}",
        command.name,
        summary=model.__doc__,
        description=f"Sender: {model.sender}. Needs: {model.requires} Leads to: {model.leads_to}.",
        reply={
            "channel": {"$ref": f"#/channels/said.{OUTCOME}"},
            "messages": [{"$ref": f"#/channels/said.{OUTCOME}/messages/{OUTCOME}"}],
        },
        **{
            "x-sender": model.sender,
            "x-roles": sorted(model.roles),
            "x-requires": model.requires,
            "x-leads-to": model.leads_to,
            "x-refusals": list(model.refuses),
        },
    )


def _saying(said: SaidEntry) -> dict[str, Any]:
    return _operation("send", f"said.{said.name}", said.name, summary=said.model.__doc__, **{"x-to": said.to})


def _answering(query: QueryEntry) -> dict[str, Any]:
    return _operation(
        "receive",
        f"query.{query.name}",
        query.name,
        summary=query.model.__doc__,
        reply={
            "address": {
                "location": "$message.header#/reply",
                "description": "The NATS reply subject of the request; it starts with `_INBOX_<you>.`",
            },
            "channel": {"$ref": f"#/channels/reply.{query.name}"},
            "messages": [{"$ref": f"#/channels/reply.{query.name}/messages/{query.name}"}],
        },
        **{"x-refusals": list(query.model.refuses)},
    )
