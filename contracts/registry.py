"""What a service takes in, says and answers, read from its models: subjects, schemas, complete examples on the wire.

A message is declared once, where it is defined; this registry only reads. From it come the documents that partners
get, and whatever else has to know all messages. It knows no business noun.
"""

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Literal

import msgspec
from pydantic import BaseModel

from shared.broker.envelope import TYPE_PREFIX, Said, command_type, encode_said, source
from shared.log import facts as own
from shared.running.own_queries import OWN_QUERIES
from shared.service import ALL, Saying, Service
from shared.wire import CommandBody, HeardBody, QueryBody, SaidBody

VERSION = "0.1"
"""Of the contract. A change that breaks a partner's program needs another one."""

EXAMPLE_TIME = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
EXAMPLE_SYSTEM = "zaaksysteem"

GENERAL_REFUSALS: Mapping[str, str] = {
    "not-json": "The body is no well-formed JSON in UTF-8.",
    "envelope-invalid": "The body is no CloudEvent 1.0 of this command and this sender.",
    "body-too-large": "The command is larger than 64 kB.",
    "command-unknown": "The service knows no such command.",
    "id-invalid": "The id has other characters, is too long, or is not the same in header ce-id.",
    "id-used-for-something-else": "The id was used before, for another body. The first outcome stands.",
    "unknown-party": "The sender, or a party named in the body, is not in the register of parties.",
    "not-yours": "The command is for a party with another role, or for whoever holds, pays or was asked.",
    "field-missing": "A required field is left out.",
    "field-unknown": "The command has no such field.",
    "wrong-type": "A field has another type.",
    "identifier-invalid": "An identifier has other characters, or is too long.",
    "value-unknown": "A value is none of those the schema allows.",
    "list-empty": "A list needs at least one entry.",
    "list-too-long": "A list has too many entries.",
    "text-missing": "A text is blank.",
    "text-too-long": "A text is longer than 2,000 characters.",
    "amount-negative": "An amount is below 0.",
    "amount-zero": "An amount is 0.",
    "amount-not-whole": "An amount is no whole number of cents.",
    "amount-too-large": "An amount is above 10^15 cents.",
    "time-without-zone": "An instant has no zone.",
    "facts-too-large": "What the command leads to does not fit into the log at once.",
    "internal-error": "The command could not be decided; the operator was told.",
}
"""With which any command may be refused, and when."""

QUERY_REFUSALS: Mapping[str, str] = {
    "query-unknown": "The service answers no such query.",
    "unknown-party": "The sender, or a party named in the query, is not in the register of parties.",
    "answer-too-long": "The answer does not fit into one message; ask for fewer, by limit.",
    "not-now": "The log cannot be read at this moment; ask again.",
    "internal-error": "The query could not be answered; the operator was told.",
}
"""With which any query may be refused, beside those about its fields, and when."""


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """A command that a service takes in."""

    service: str
    model: type[CommandBody]

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def type(self) -> str:
        return command_type(self.service, self.name)

    def subject(self, party: str = "{party}") -> str:
        return f"bundel.cmd.{self.service}.{party}.{self.name}"

    def example(self, oin: str) -> dict[str, Any]:
        """The example as a complete CloudEvent, from the party that sends it."""
        command_id = f"{self.model.example_by}-{self.name}-1"
        return {
            "specversion": "1.0",
            "id": command_id,
            "source": source(oin, EXAMPLE_SYSTEM),
            "type": self.type,
            "datacontenttype": "application/json",
            "correlationid": command_id,
            "data": plain(self.model.example),
        }


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """A message that a service says: which fact says it, and to whom."""

    service: str
    fact: type[Any]
    saying: Saying
    number: int
    """Its place among what the service says; the index of its example."""

    @property
    def model(self) -> type[SaidBody]:
        return self.saying.model

    @property
    def name(self) -> str:
        return self.model.kind

    @property
    def type(self) -> str:
        return f"{TYPE_PREFIX}.{self.service}.{self.name}"

    @property
    def to(self) -> str:
        """`all`, or the field of the fact that names the one party it goes to."""
        return self.saying.audience(_NAMES)

    @property
    def key(self) -> str:
        """The field that is the last token of a public event's subject."""
        return self.saying.key(_NAMES)

    def subject(self, token: str = "") -> str:
        """With a placeholder, or with this key or party."""
        if self.to == ALL:
            return f"bundel.event.{self.service}.{self.name}.{token or f'{{{self.key}}}'}"
        return f"bundel.to.{token or '{party}'}.{self.service}.{self.name}"

    def example(self, oin: str) -> dict[str, Any]:
        """The example as it would stand on the wire."""
        fact = self._example_fact()
        log = hashlib.sha256(self.service.encode()).hexdigest()[:32]
        said = Said(
            id=f"{log}-{self.number}",
            source=source(oin, f"bundel-{self.service}"),
            type=self.type,
            time=EXAMPLE_TIME,
            subject=self.fact.stream.fget(fact),
            data=msgspec.Raw(json.dumps(plain(self.model.example)).encode()),
            logid=log,
            index=self.number,
            audience=self.saying.audience(fact),
            audienceindex=self.number,
            hash=hashlib.sha256(self.type.encode()).hexdigest(),
            causationid="welzijn-example-1",
            correlationid="welzijn-example-1",
        )
        found: dict[str, Any] = json.loads(encode_said(said))
        return found

    def example_subject(self) -> str:
        return self.subject(self.saying.key(self._example_fact()))

    def _example_fact(self) -> Any:
        body = self.model.model_validate_json(json.dumps(plain(self.model.example)))
        return SimpleNamespace(**{**dict(body), **self.model.unsaid})


@dataclass(frozen=True, slots=True)
class QueryEntry:
    """A query that a service answers."""

    service: str
    model: type[QueryBody]

    @property
    def name(self) -> str:
        return self.model.name

    def subject(self, party: str = "{party}") -> str:
        return f"bundel.query.{self.service}.{party}.{self.name}"

    def example(self) -> dict[str, Any]:
        """A request, and its reply."""
        return {"request": plain(self.model.example), "reply": {"answer": plain(self.model.answer.example)}}


@dataclass(frozen=True, slots=True)
class HeardEntry:
    """A message that a service hears: from whom, and what follows."""

    upstream: str
    kind: str
    model: type[HeardBody]


class Contract:
    """All messages of one service."""

    def __init__(self, service: Service[Any]) -> None:
        says = {**service.says, **own.SAYS}
        self.name = service.name
        self.readers = service.readers
        self.commands = tuple(CommandEntry(service.name, model) for model in service.commands)
        self.said = tuple(SaidEntry(service.name, *each, number) for number, each in enumerate(says.items(), 1))
        self.queries = tuple(QueryEntry(service.name, model) for model in (*OWN_QUERIES, *service.queries))
        self.heard = tuple(HeardEntry(*key, model) for key, model in service.hears.items())
        self.facts = {fact.kind: fact for fact in service.facts}

    @property
    def audiences(self) -> Mapping[str, str]:
        """To whom each kind of fact is said: `all`, the field that names a party, or nobody."""
        said = {entry.name: entry.to for entry in self.said}
        return {kind: said.get(kind, "") for kind in self.facts}


class _Names:
    """A fact whose every field holds its own name: what a saying takes from it, shows."""

    def __getattr__(self, name: str) -> str:
        return name


_NAMES = _Names()


def plain(example: Mapping[str, Any]) -> dict[str, Any]:
    """An example as plain JSON data."""
    found: dict[str, Any] = json.loads(json.dumps(dict(example)))
    return found


def schema_of(model: type[BaseModel], *, taken_in: bool, words: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The model's JSON Schema, complete in itself. `words` describe fields by name, where the model does not.

    What we take in may have no other fields. What we say may get more of them within a version, so its schema is open.
    """
    schema = _as_made(model, "validation" if taken_in else "serialization")
    tidy = _Tidy(schema.get("$defs", {}), words or {}, closed=taken_in)
    found: dict[str, Any] = tidy.schema({key: value for key, value in schema.items() if key != "$defs"})
    return found


@functools.cache
def _as_made(model: type[BaseModel], mode: Literal["validation", "serialization"]) -> Mapping[str, Any]:
    """Made once: every document that shows a model asks for it, and making it takes longer than all else."""
    return model.model_json_schema(mode=mode)


class _Tidy:
    """Puts definitions where they are used, leaves titles out that only repeat a name, and describes fields."""

    _ORDER = ("description", "type", "const", "enum", "required", "properties", "additionalProperties")

    def __init__(self, definitions: Mapping[str, Any], words: Mapping[str, str], *, closed: bool) -> None:
        self._definitions = definitions
        self._words = words
        self._closed = closed

    def schema(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.schema(each) for each in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            named = self._definitions[node["$ref"].rpartition("/")[2]]
            return self.schema(named | {key: value for key, value in node.items() if key != "$ref"})
        found = {key: self._value(key, value) for key, value in node.items() if not self._left_out(key, value)}
        return {key: found[key] for key in (*self._ORDER, *found) if key in found}

    def _left_out(self, key: str, value: Any) -> bool:
        return key == "title" or (key == "additionalProperties" and value is False and not self._closed)

    def _value(self, key: str, value: Any) -> Any:
        if key == "properties":
            return {name: self._described(name, self.schema(each)) for name, each in value.items()}
        return value if key in {"default", "const", "enum"} else self.schema(value)

    def _described(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        word = self._words.get(name)
        return {"description": word, **schema} if word and "description" not in schema else schema
