"""AsyncAPI 3.0: one document per service. It refers to the schemas and examples beside it, and repeats none of them."""

from typing import Any

from contracts.generator.channels import OUTCOME, Parts, channels, component
from contracts.registry import VERSION, CommandEntry, Contract, QueryEntry
from shared.broker.bus import command_stream, output_stream

ASYNCAPI = "3.0.0"


def document(contract: Contract) -> dict[str, Any]:
    """One service: what it takes in, says and answers."""
    return {
        "asyncapi": ASYNCAPI,
        "info": {"title": f"Bundel: {contract.name}", "version": VERSION, "description": _about(contract)},
        "defaultContentType": "application/cloudevents+json",
        "servers": _SERVERS,
        "channels": dict(channels(contract)),
        "operations": dict(_operations(contract)),
        "components": _COMPONENTS,
        "x-streams": _streams(contract),
    }


def _about(contract: Contract) -> str:
    return (
        f"Commands to {contract.name}, what it says, and the queries it answers. Messages are CloudEvents 1.0 in "
        "structured JSON, NL GOV profile. The broker acknowledges no command: keep it, and send the same bytes again, "
        "until its outcome arrives. What is said may get more fields within a version; pass over what you do not know. "
        "The codes with which any command or query may be refused are in `contract.json`, under `refusals`."
    )


def _streams(contract: Contract) -> list[dict[str, str]]:
    """What the broker keeps: of each stream the channels whose messages it holds, by the beginning of their names."""
    streams = (
        (command_stream(contract.name), "command.", "seven days, acknowledged by nobody"),
        (output_stream(contract.name), "said.", "for ever; sequence = index"),
        (f"{output_stream(contract.name)}_DEAD", "dead", "up to 256 MB"),
    )
    return [dict(zip(("name", "channels", "kept"), each, strict=True)) for each in streams]


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
_COMPONENTS = {
    "parameters": {
        "party": {"description": "The party's slug in the register of parties. Credentials admit one's own only."}
    },
    "schemas": {
        "command-headers": {
            "type": "object",
            "properties": {"ce-id": {"description": "The CloudEvent's id, once more.", "type": "string"}},
        },
        "dead-letter-headers": {
            "type": "object",
            "required": ["Bundel-Subject", "Bundel-Reason"],
            "properties": {"Bundel-Subject": {"type": "string"}, "Bundel-Reason": {"type": "string"}},
        },
    },
    "correlationIds": {"event": {"location": "$message.payload#/correlationid"}},
    "replyAddresses": {
        "inbox": {
            "location": "$message.header#/reply",
            "description": "The NATS reply subject of the request; it starts with `_INBOX_<you>.`",
        }
    },
    "securitySchemes": {
        "party": {
            "type": "userPassword",
            "description": (
                "Your slug and your password. They admit publishing your own commands and queries, and hearing all "
                "events, what is addressed to you, and replies to `_INBOX_<you>.`; nothing else."
            ),
        }
    },
}


# Operations. One that names no message handles those of its channel.


def _operations(contract: Contract) -> Parts:
    for command in contract.commands:
        yield f"take-{command.name}", _taking(command)
    for said in contract.published:
        yield f"say-{said.name}", _operation("send", f"said.{said.name}", said.model.__doc__)
    yield "say-again", _operation("send", "again", "Answer a repeated command once more.")
    for query in contract.queries:
        yield f"answer-{query.name}", _answering(query)
    yield "bury", _operation("send", "dead", "Keep what could not be decided.")


def _operation(action: str, channel: str, summary: str | None) -> dict[str, Any]:
    return {"action": action, "channel": _to(channel), "summary": summary}


def _to(channel: str) -> dict[str, str]:
    return {"$ref": f"#/channels/{channel}"}


def _taking(command: CommandEntry) -> dict[str, Any]:
    model = command.model
    about = f"Sender: {model.sender}. Needs: {model.requires} Leads to: {model.leads_to}.{_refused(model.refuses)}"
    return _operation("receive", f"command.{command.name}", model.__doc__) | {
        "description": about,
        "reply": {"channel": _to(f"said.{OUTCOME}")},
    }


def _answering(query: QueryEntry) -> dict[str, Any]:
    about = _refused(query.model.refuses).strip()
    return (
        _operation("receive", f"query.{query.name}", query.model.__doc__)
        | ({"description": about} if about else {})
        | {"reply": {"address": component("replyAddresses", "inbox"), "channel": _to(f"reply.{query.name}")}}
    )


def _refused(codes: tuple[str, ...]) -> str:
    return f" Refused with: {', '.join(f'`{code}`' for code in codes)}." if codes else ""
