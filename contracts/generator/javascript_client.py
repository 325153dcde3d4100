"""The generated part of the JavaScript client: types of every command, message, query and answer of each service."""

import json
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from contracts.generator.fields import words_for
from contracts.generator.notation import about_command, about_query
from contracts.generator.python_classes import NoSuchClass
from contracts.generator.typescript import Declarations, comment
from contracts.registry import VERSION, Contract

PACKAGE = "clients/javascript"
TYPES = f"{PACKAGE}/contract"
_BY = "Written by the platform's `make contract`."


def javascript_files(contracts: Sequence[Contract]) -> Iterator[tuple[str, str]]:
    """Path below the project's root, and text."""
    yield f"{PACKAGE}/src/contract.js", _what_is_known(contracts)
    yield f"{TYPES}/index.d.ts", _of_all(contracts)
    for contract in contracts:
        yield from _of_service(contract)


def _of_service(contract: Contract) -> Iterator[tuple[str, str]]:
    folder, service = f"{TYPES}/{contract.name}", contract.name.capitalize()
    commands, messages = _commands(contract), _messages(contract)
    asked, answered, queries = _queries(contract)
    modules = {"commands": commands, "messages": messages, "queries": asked, "answers": answered}
    yield f"{folder}/commands.d.ts", commands.text(f"{service}: what a party may ask it to do. {_BY}")
    yield f"{folder}/messages.d.ts", messages.text(f"{service}: what it tells. {_BY}")
    yield f"{folder}/queries.d.ts", asked.text(f"{service}: what it may be asked. {_BY}")
    yield f"{folder}/answers.d.ts", answered.text(f"{service}: what it answers. {_BY}")
    yield f"{folder}/index.d.ts", _package(contract, modules, queries)


def _commands(contract: Contract) -> Declarations:
    module = Declarations(taken_in=True)
    for entry in contract.commands:
        module.add(entry.model, words_for(entry.name), about_command(entry.model))
    return module


def _messages(contract: Contract) -> Declarations:
    module = Declarations(taken_in=False)
    for entry in contract.published:
        module.add(entry.model, words_for(entry.name))
    return module


def _queries(contract: Contract) -> tuple[Declarations, Declarations, Mapping[str, tuple[str, str]]]:
    """What is asked, what is answered, and for each query the names of both."""
    asked, answered, found = Declarations(taken_in=True), Declarations(taken_in=False), {}
    for entry in contract.queries:
        words = words_for(entry.name)
        fields = asked.add(entry.model, words, about_query(entry.model))
        found[entry.name] = fields, answered.add(entry.model.answer, words)
    return asked, answered, found


def _package(contract: Contract, modules: Mapping[str, Declarations], queries: Mapping[str, tuple[str, str]]) -> str:
    """What a partner imports, and what belongs to each name on the wire. Parts of what is read stay inside."""
    shown = {name: module.names if name == "commands" else module.top for name, module in modules.items()}
    names = ["Contract", *(name for each in shown.values() for name in each)]
    if twice := {name for name in names if names.count(name) > 1}:
        raise NoSuchClass(f"{contract.name} has two of each of {', '.join(sorted(twice))}: name one of them otherwise")
    by_name = {
        "commands": {entry.name: _named(entry.model) for entry in contract.commands},
        "messages": {entry.name: _named(entry.model) for entry in contract.published},
        "queries": {name: f"{{ fields: {fields}; answer: {answer} }}" for name, (fields, answer) in queries.items()},
    }
    return _text(
        comment(f"Commands, messages and queries of {contract.name}. {_BY}", ""),
        "\n".join(f'import type {_listed(each)} from "./{module}.js";' for module, each in shown.items()),
        f"export type {_listed(names[1:])};",
        f"{comment('All of them, by their names on the wire.', '')}\n{_contract(by_name)}",
    )


def _named(model: type[BaseModel]) -> str:
    return model.__name__.lstrip("_")


def _listed(names: Sequence[str]) -> str:
    return "{\n" + "".join(f"  {name},\n" for name in sorted(names)) + "}"


def _contract(by_name: Mapping[str, Mapping[str, str]]) -> str:
    lines = []
    for part, entries in by_name.items():
        inner = "".join(f"    {json.dumps(name)}: {kind};\n" for name, kind in entries.items())
        lines.append(f"  {part}: {{\n{inner}  }};\n")
    return f"export interface Contract {{\n{''.join(lines)}}}"


def _of_all(contracts: Sequence[Contract]) -> str:
    names = [contract.name for contract in contracts]
    return _text(
        comment(f"All services of the contract. {_BY}", ""),
        "\n".join(f'import type {{ Contract as {name.capitalize()} }} from "./{name}/index.js";' for name in names),
        "export interface Contracts {\n" + "".join(f"  {name}: {name.capitalize()};\n" for name in names) + "}",
        "export type Service = keyof Contracts;",
    )


def _text(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def _what_is_known(contracts: Sequence[Contract]) -> str:
    kinds = {contract.name: [entry.name for entry in contract.published] for contract in contracts}
    lines = "".join(
        f"  {service}: new Set([\n{''.join(f'    {json.dumps(kind)},{chr(10)}' for kind in each)}  ]),\n"
        for service, each in kinds.items()
    )
    about = "The kinds of messages of each service.\n\n@type {Readonly<Record<string, ReadonlySet<string>>>}"
    return _text(
        comment(f"What this client knows of the contract. {_BY}", ""),
        f'export const CONTRACT_VERSION = "{VERSION}";',
        f"{comment(about, '')}\nexport const KINDS = {{\n{lines}}};",
    )
