"""The generated part of the Python client: a class for every command, message, query and answer of each service."""

from collections.abc import Iterator, Sequence

from contracts.generator.fields import words_for
from contracts.generator.notation import about_command, about_query
from contracts.generator.python_classes import Constant, Module, NoSuchClass, docstring
from contracts.registry import VERSION, Contract

PACKAGE = "clients/python/src/bundel_client"
_BY = "Written by the platform's `make contract`."


def folders(contracts: Sequence[Contract]) -> tuple[str, ...]:
    """In which nothing else may be."""
    return tuple(f"{PACKAGE}/{contract.name}" for contract in contracts)


def python_files(contracts: Sequence[Contract]) -> Iterator[tuple[str, str]]:
    """Path below the project's root, and text."""
    about = docstring(f"The version of the contract that this client speaks, and its services. {_BY}", "")
    services = ", ".join(f'"{contract.name}"' for contract in contracts)
    yield f"{PACKAGE}/contract.py", f'{about}\n\nVERSION = "{VERSION}"\nSERVICES = ({services})\n'
    for contract in contracts:
        yield from _of_service(contract)


def _of_service(contract: Contract) -> Iterator[tuple[str, str]]:
    folder, service = f"{PACKAGE}/{contract.name}", contract.name.capitalize()
    modules = {"commands": _commands(contract), "messages": _messages(contract), "queries": _queries(contract)}
    yield f"{folder}/commands.py", modules["commands"].text(f"{service}: what a party may ask it to do. {_BY}")
    yield f"{folder}/messages.py", modules["messages"].text(f"{service}: what it tells. {_BY}")
    yield f"{folder}/queries.py", modules["queries"].text(f"{service}: what it answers. {_BY}")
    yield f"{folder}/__init__.py", _package(contract, modules)


def _commands(contract: Contract) -> Module:
    module = Module()
    for entry in contract.commands:
        module.add(
            entry.model,
            "Command",
            taken_in=True,
            words=words_for(entry.name),
            says=about_command(entry.model),
            constants=_texts(SERVICE=contract.name, NAME=entry.name),
        )
    return module


def _messages(contract: Contract) -> Module:
    module = Module()
    for entry in contract.published:
        module.add(
            entry.model,
            "Body",
            taken_in=False,
            words=words_for(entry.name),
            constants=_texts(SERVICE=contract.name, KIND=entry.name),
        )
    return module


def _queries(contract: Contract) -> Module:
    module = Module()
    module.use("Answer")
    for entry in contract.queries:
        words = words_for(entry.name)
        answer = module.add(entry.model.answer, "Answer", taken_in=False, words=words, constants={})
        module.add(
            entry.model,
            f"Query[{answer}]",
            taken_in=True,
            words=words,
            says=about_query(entry.model),
            constants=_texts(SERVICE=contract.name, NAME=entry.name) | {"ANSWER": ("ClassVar[type[Answer]]", answer)},
        )
    return module


def _texts(**constants: str) -> dict[str, Constant]:
    return {name: ("ClassVar[str]", f'"{value}"') for name, value in constants.items()}


def _package(contract: Contract, modules: dict[str, Module]) -> str:
    """What a partner writes before the dot: `pool.Pledge`. Parts of what is only read stay in their modules."""
    shown = {
        "commands": modules["commands"].names,
        "messages": modules["messages"].top,
        "queries": modules["queries"].top,
    }
    names = [name for each in shown.values() for name in each]
    if twice := {name for name in names if names.count(name) > 1}:
        raise NoSuchClass(f"{contract.name} has two of each of {', '.join(sorted(twice))}: name one of them otherwise")
    lines = [
        f"from bundel_client.{contract.name}.{module} import (\n{_listed(sorted(each, key=str.lower))})"
        for module, each in shown.items()
    ]
    imports = "\n".join(sorted([*lines, "from bundel_client.forms import Body"]))
    quoted = _listed(f'"{name}"' for name in ("MESSAGES", *sorted(names)))
    return (
        f"{docstring(f'Commands, messages and queries of {contract.name}. {_BY}', '')}\n\n{imports}\n\n"
        f"MESSAGES: tuple[type[Body], ...] = (\n{_listed(shown['messages'])})\n\n__all__ = [\n{quoted}]\n"
    )


def _listed(names: Iterator[str] | Sequence[str]) -> str:
    return "".join(f"    {name},\n" for name in names)
