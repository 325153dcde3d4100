"""All files of the contract, by path: made in memory, so that writing and checking are one and the same."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from contracts.generator import asyncapi, examples, html, schemas
from contracts.generator.page import page
from contracts.generator.services import CONTRACTS, TIMERS
from contracts.registry import GENERAL_REFUSALS, QUERY_REFUSALS, VERSION, Contract
from shared.parties import Parties, load_parties

ROOT = Path(__file__).resolve().parents[2]
CONTRACT_FOLDER = "contracts"
RELEASED = f"{CONTRACT_FOLDER}/released"
OF_THE_CODE = ("generator", "__init__.py", "registry.py", "__pycache__")
NOT_GENERATED = (RELEASED, *(f"{CONTRACT_FOLDER}/{own}" for own in OF_THE_CODE))
"""The only things in the folder that stay as they are: what was released, and the code that generates."""
PAGE = "docs/messages.md"
README = Path(__file__).with_name("contracts.template.md")


def all_files(contracts: Sequence[Contract] = CONTRACTS) -> dict[str, str]:
    """Path below the project's root, and text."""
    parties = load_parties(ROOT / "deploy" / "parties.json")
    found = {f"{CONTRACT_FOLDER}/{name}": text(value) for name, value in _documents(contracts, parties)}
    found |= {f"{CONTRACT_FOLDER}/html/{name}": text for name, text in html.pages(contracts, parties)}
    found[f"{CONTRACT_FOLDER}/README.md"] = README.read_text("utf-8").replace("{{version}}", VERSION)
    found[PAGE] = page(contracts, TIMERS)
    return found


def text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _documents(contracts: Sequence[Contract], parties: Parties) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "contract.json", summary(contracts)
    yield "asyncapi/bundel.json", asyncapi.overall(contracts)
    yield "schemas/refused.json", _schema(schemas.REFUSED)
    for contract in contracts:
        yield f"asyncapi/{contract.name}.json", asyncapi.document(contract, parties)
        yield from _schemas(contract)
        yield from _examples(contract, parties)


def _schemas(contract: Contract) -> Iterator[tuple[str, dict[str, Any]]]:
    folder = f"schemas/{contract.name}"
    for command in contract.commands:
        data = {"$ref": f"{command.name}.json"}
        yield f"{folder}/commands/{command.name}.json", _schema(schemas.of_command(command))
        yield (
            f"{folder}/commands/{command.name}.cloudevent.json",
            _schema(schemas.around_command(command, data)),
        )
    for said in contract.said:
        data = {"$ref": f"{said.name}.json"}
        yield f"{folder}/messages/{said.name}.json", _schema(schemas.of_said(said))
        yield f"{folder}/messages/{said.name}.cloudevent.json", _schema(schemas.around_said(said, data))
    for query in contract.queries:
        parts = {"$ref": f"{query.name}.answer.json"}, {"$ref": "../../refused.json"}
        yield f"{folder}/queries/{query.name}.json", _schema(schemas.of_query(query))
        yield f"{folder}/queries/{query.name}.answer.json", _schema(schemas.of_answer(query))
        yield f"{folder}/queries/{query.name}.reply.json", _schema(schemas.around_answer(*parts))


def _schema(schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": schemas.DIALECT, **schema}


def _examples(contract: Contract, parties: Parties) -> Iterator[tuple[str, dict[str, Any]]]:
    folder = f"examples/{contract.name}"
    for command in contract.commands:
        yield f"{folder}/commands/{command.name}.json", examples.of_command(command, parties)
    for said in contract.said:
        yield f"{folder}/messages/{said.name}.json", examples.of_said(said)
    for query in contract.queries:
        yield f"{folder}/queries/{query.name}.json", query.example()


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
            said.name: {"subject": said.subject(), "type": said.type, "to": said.to} for said in contract.said
        },
        "queries": {
            query.name: {"subject": query.subject(), "refuses": list(query.model.refuses)} for query in contract.queries
        },
    }
