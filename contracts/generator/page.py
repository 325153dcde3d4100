"""`docs/messages.md`: the tables from the registry, the prose from the template beside this module."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from contracts.generator import notation, schemas
from contracts.refusals import GENERAL_REFUSALS, QUERY_REFUSALS
from contracts.registry import VERSION, Contract, PublishedEntry, QueryEntry
from shared.log.facts import PUBLISHES as OWN_PUBLISHES
from shared.running.own_queries import OWN_QUERIES
from shared.service import ALL

TEMPLATE = Path(__file__).with_name("messages.template.md")


def page(contracts: Sequence[Contract]) -> str:
    parts = {
        "version": VERSION,
        "general_refusals": _codes(GENERAL_REFUSALS),
        "query_refusals": _codes(QUERY_REFUSALS),
        "accounts": _accounts(contracts),
    }
    for contract in contracts:
        parts |= {
            f"{contract.name}.neighbours": _neighbours(contract),
            f"{contract.name}.commands": _commands(contract),
            f"{contract.name}.heard": _heard(contract),
            f"{contract.name}.says": _says(contract),
            f"{contract.name}.queries": _queries(query for query in contract.queries if query.model not in OWN_QUERIES),
        }
    own_queries = (query for query in contracts[0].queries if query.model in OWN_QUERIES)
    parts["own_queries"] = _queries(own_queries)
    filled = re.sub(r"\{\{([a-z_.]+)\}\}", lambda found: parts.pop(found[1]), TEMPLATE.read_text("utf-8"))
    assert not parts, f"the template names no {', '.join(parts)}"
    return filled


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


def _accounts(contracts: Sequence[Contract]) -> str:
    rows = [
        (contract.name, f"`{account.pattern}`", "≥ 0" if account.sign > 0 else "≤ 0", account.meaning[1])
        for contract in contracts
        for account in contract.chart
    ]
    return _table(("owner", "account", "sign", "what stands there"), rows)


def _neighbours(contract: Contract) -> str:
    upstreams = ", ".join(dict.fromkeys(sorted(heard.upstream for heard in contract.consumed)))
    return f"hears {upstreams}; read by {', '.join(sorted(contract.readers))}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines).replace("| --- ", "|---")


def _commands(contract: Contract) -> str:
    rows = [
        (
            f"`{command.name}` ({notation.sender(command.model)})",
            notation.fields(schemas.of_command(command)),
            command.model.requires,
            _marked(command.model.leads_to, contract),
            ", ".join(command.model.refuses),
        )
        for command in contract.commands
    ]
    rows += [(f"(timer `{timer}`)", "", "", _marked(text, contract), "") for timer, text in contract.timers.items()]
    return _table(("command (sender)", "fields", "needs", "facts", "refusals"), rows)


def _marked(text: str, contract: Contract) -> str:
    """The text, with each kind's audience behind it."""

    def marked(found: re.Match[str]) -> str:
        to = contract.audiences.get(found[1])
        return found[0] if to is None else f"{found[0]} {_mark(to)}"

    return re.sub(r"`([a-z-]+)`", marked, text)


def _mark(to: str) -> str:
    return {ALL: "!", "": "-"}.get(to, f">{to}")


def _heard(contract: Contract) -> str:
    rows = []
    for (upstream, model), entries in groupby(contract.consumed, key=lambda heard: (heard.upstream, heard.model)):
        kinds = _codes(heard.kind for heard in entries)
        rows.append((f"{upstream} {kinds}", _marked(model.leads_to, contract)))
    return _table(("heard", "facts"), rows)


def _says(contract: Contract) -> str:
    own = {saying.model.kind for saying in OWN_PUBLISHES.values()}
    rows = [
        (f"`{said.name}`", _address(said), notation.fields(schemas.of_said(said)), said.model.__doc__ or "")
        for said in contract.published
        if said.name not in own
    ]
    return _table(("says", "key", "fields", "meaning"), rows)


def _address(said: PublishedEntry) -> str:
    return said.key if said.to == ALL else _mark(said.to)


def _queries(queries: Iterable[QueryEntry]) -> str:
    rows = [
        (
            f"`{query.name}`",
            notation.fields(schemas.of_query(query)),
            notation.fields(schemas.of_answer(query)),
            ", ".join(query.model.refuses),
        )
        for query in queries
    ]
    return _table(("query", "fields", "answer", "refusals"), rows)
