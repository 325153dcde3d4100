"""All files of the contract, by path: made in memory, so that writing and checking are one and the same."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from contracts.generator import asyncapi, schemas
from contracts.generator.javascript_client import TYPES, javascript_files
from contracts.generator.page import page
from contracts.generator.python_client import folders, python_files
from contracts.refusals import GENERAL_REFUSALS, QUERY_REFUSALS
from contracts.registry import CONTRACTS, VERSION, Contract
from shared.parties import Parties, load_parties

ROOT = Path(__file__).resolve().parents[2]
CONTRACT_FOLDER = "contracts"
RELEASED = f"{CONTRACT_FOLDER}/released"
GENERATED = (*(f"{CONTRACT_FOLDER}/{name}" for name in ("asyncapi", "examples", "schemas")), *folders(CONTRACTS), TYPES)
"""Folders in which nothing else may be."""
PAGE = "docs/messages.md"


def all_files(contracts: Sequence[Contract] = CONTRACTS) -> dict[str, str]:
    """Path below the project's root, and text."""
    parties = load_parties(ROOT / "deploy" / "parties.json")
    found = {f"{CONTRACT_FOLDER}/{name}": text(value) for name, value in _documents(contracts, parties)}
    found[PAGE] = page(contracts)
    return found | dict(python_files(contracts)) | dict(javascript_files(contracts))


def text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _documents(contracts: Sequence[Contract], parties: Parties) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "contract.json", summary(contracts)
    for name, schema in (*schemas.ENVELOPES.items(), ("refused", schemas.REFUSED)):
        yield f"schemas/{name}.json", _schema(schema)
    for contract in contracts:
        yield f"asyncapi/{contract.name}.json", asyncapi.document(contract)
        yield from _of_commands_and_messages(contract, parties)
        yield from _of_queries(contract)


def _of_commands_and_messages(contract: Contract, parties: Parties) -> Iterator[tuple[str, dict[str, Any]]]:
    for command in contract.commands:
        yield f"schemas/{command.path}.json", _schema(schemas.of_command(command))
        yield f"schemas/{command.path}.cloudevent.json", _schema(schemas.around(command))
        yield f"examples/{command.path}.json", command.example(parties)
    for said in contract.published:
        yield f"schemas/{said.path}.json", _schema(schemas.of_said(said))
        yield f"schemas/{said.path}.cloudevent.json", _schema(schemas.around(said))
        yield f"examples/{said.path}.json", said.example()


def _of_queries(contract: Contract) -> Iterator[tuple[str, dict[str, Any]]]:
    for query in contract.queries:
        parts = {"$ref": f"{query.name}.answer.json"}, {"$ref": "../../refused.json"}
        yield f"schemas/{query.path}.json", _schema(schemas.of_query(query))
        yield f"schemas/{query.path}.answer.json", _schema(schemas.of_answer(query))
        yield f"schemas/{query.path}.reply.json", _schema(schemas.around_answer(*parts))
        yield f"examples/{query.path}.json", query.example()


def _schema(schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": schemas.DIALECT, **schema}


def summary(contracts: Sequence[Contract]) -> dict[str, Any]:
    """Everything that is no schema: subjects, senders, audiences, refusal codes."""
    return {
        "version": VERSION,
        "refusals": {"any-command": dict(GENERAL_REFUSALS), "any-query": dict(QUERY_REFUSALS)},
        "services": {contract.name: _summary(contract) for contract in contracts},
    }


def _summary(contract: Contract) -> dict[str, Any]:
    return {
        "commands": {
            command.name: {
                "subject": command.subject(),
                "type": command.type,
                "roles": sorted(command.model.roles),
                "refuses": list(command.model.refuses),
            }
            for command in contract.commands
        },
        "messages": {
            said.name: {"subject": said.subject(), "type": said.type, "to": said.to} for said in contract.published
        },
        "queries": {
            query.name: {"subject": query.subject(), "refuses": list(query.model.refuses)} for query in contract.queries
        },
    }
