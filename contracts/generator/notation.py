"""Senders and fields in one line, as pages write them: `pool Id, goals[{goal Id, code_year}], second_approver?`."""

from collections.abc import Sequence
from typing import Any

from contracts.generator.model_schema import OPEN
from shared.parties import ANY_ROLE
from shared.wire import SLUG, CommandBody, QueryBody


def sender(model: type[CommandBody]) -> str:
    """Whose the command is; where any party in a role may send it, the role."""
    if model.sender in model.roles:
        return " or ".join(f"role {role}" for role in sorted(model.roles))
    roles = "" if model.roles == ANY_ROLE else f", role {' or '.join(sorted(model.roles))}"
    return f"{model.sender}{roles}"


def about_command(model: type[CommandBody]) -> str:
    """Who sends it, what must be so before, and how it may be refused: three paragraphs."""
    refused = f"Refused with {_codes(model.refuses)}, or as any command."
    return f"Sender: {sender(model)}.\n\nPrecondition: {model.requires}\n\n{refused}"


def about_query(model: type[QueryBody]) -> str:
    """How it may be refused; nothing where only as any query."""
    return f"Refused with {_codes(model.refuses)}, or as any query." if model.refuses else ""


def _codes(refused: Sequence[str]) -> str:
    return ", ".join(f"`{code}`" for code in refused)


def fields(schema: dict[str, Any]) -> str:
    """All fields of an object. `?` marks what may be left out, or null; `…` that more values may come."""
    required = set(schema.get("required", ()))
    return ", ".join(_field(name, each, name in required) for name, each in schema.get("properties", {}).items())


def _field(name: str, schema: dict[str, Any], required: bool) -> str:
    solid, nullable = _solid(schema)
    mark = "" if required and not nullable else "?"
    return f"{name}{mark}{_form(solid)}"


def _solid(schema: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The schema without null, and whether null may stand there."""
    choices = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return (choices[0], True) if choices else (schema, False)


def _form(schema: dict[str, Any]) -> str:
    if values := schema.get("enum"):
        return " " + r"\|".join(map(str, values))
    if values := schema.get(OPEN):
        return " " + r"\|".join((*values, "…"))
    if schema.get("type") == "array":
        inner = schema["items"]
        return f"[{{{fields(inner)}}}]" if inner.get("type") == "object" else "[]"
    if schema.get("type") == "object" and "properties" in schema:
        return f"{{{fields(schema)}}}"
    return " Id" if schema.get("pattern") == SLUG and "x-party" not in schema else ""
