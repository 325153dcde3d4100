"""What a service takes in, says and answers, read from its models: subjects, schemas, complete examples on the wire.

A message is declared once, where it is defined; this registry only reads the services' tables. From it come the
documents that partners get, and whatever else has to know all messages.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import msgspec
from pydantic import ValidationError

from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared import contract
from shared.broker.envelope import TYPE_PREFIX, PublishedEvent, command_type, encode_published, source
from shared.log import facts as own
from shared.parties import Parties
from shared.running.own_queries import OWN_QUERIES
from shared.service import ALL, Publication, Service
from shared.wire import CommandBody, ConsumedMessage, PublishedMessage, QueryBody

VERSION = contract.VERSION
"""Of the contract. A change that breaks a partner's program needs another one."""

EXAMPLE_TIME = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
EXAMPLE_SYSTEM = "zaaksysteem"
SERVICE_OIN = "00000099000000000000"
"""Under which the services of an example speak; a real one has the platform operator's."""


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

    @property
    def path(self) -> str:
        """Of its schema and its example, within the folder of each."""
        return f"{self.service}/commands/{self.name}"

    def subject(self, party: str = "{party}") -> str:
        return f"bundel.cmd.{self.service}.{party}.{self.name}"

    def example(self, parties: Parties) -> dict[str, Any]:
        """The example as a complete CloudEvent, from the party that sends it."""
        command_id = f"{self.model.example_by}-{self.name}-1"
        return {
            "specversion": "1.0",
            "id": command_id,
            "source": source(parties[self.model.example_by].oin, EXAMPLE_SYSTEM),
            "type": self.type,
            "datacontenttype": "application/json",
            "correlationid": command_id,
            "data": plain(self.model.example),
        }


class ExampleWrong(Exception):
    """An example that does not show exactly what its message holds. Says what to do about it."""


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """A message that a service says: which fact says it, and to whom."""

    service: str
    fact: type[Any]
    saying: Publication
    number: int
    """Its place among what the service says; the index of its example."""

    @property
    def model(self) -> type[PublishedMessage]:
        return self.saying.model

    @property
    def name(self) -> str:
        return self.model.kind

    @property
    def type(self) -> str:
        return f"{TYPE_PREFIX}.{self.service}.{self.name}"

    @property
    def path(self) -> str:
        """Of its schema and its example, within the folder of each."""
        return f"{self.service}/messages/{self.name}"

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

    def example(self) -> dict[str, Any]:
        """The example as it would stand on the wire. Raises ExampleWrong if nothing would stand there so."""
        fact = self._example_fact()
        log = hashlib.sha256(self.service.encode()).hexdigest()[:32]
        said = PublishedEvent(
            id=f"{log}-{self.number}",
            source=source(SERVICE_OIN, f"bundel-{self.service}"),
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
            bookdate=EXAMPLE_TIME.date() if "postings" in self.fact.__dataclass_fields__ else msgspec.UNSET,
        )
        found: dict[str, Any] = json.loads(encode_published(said))
        return found

    def example_subject(self) -> str:
        return self.subject(self.saying.key(self._example_fact()))

    def _example_fact(self) -> Any:
        return SimpleNamespace(**{**dict(self._example_body()), **self.model.unsaid})

    def _example_body(self) -> PublishedMessage:
        """A field that a fact gets is said by nobody who did not mean it: until the example shows it, this raises."""
        shown = plain(self.model.example)
        try:
            body = self.model.model_validate_json(json.dumps(shown))
        except ValidationError as error:
            wrong = [f"{'.'.join(map(str, each['loc']))} ({each['msg']})" for each in error.errors()]
        else:
            said = body.model_dump(mode="json")
            wrong = [name for name, value in said.items() if value != shown.get(name, ...)]
        if wrong:
            raise ExampleWrong(
                f"{self.service}: the example of `{self.name}` is not what its message holds: {', '.join(wrong)}. "
                "Show there whatever is to be published, and name in `withholds` what is not."
            )
        return body


@dataclass(frozen=True, slots=True)
class QueryEntry:
    """A query that a service answers."""

    service: str
    model: type[QueryBody]

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def path(self) -> str:
        """Of its schemas and its example, within the folder of each."""
        return f"{self.service}/queries/{self.name}"

    def subject(self, party: str = "{party}") -> str:
        return f"bundel.query.{self.service}.{party}.{self.name}"

    def example(self) -> dict[str, Any]:
        """A request, and its reply."""
        return {"request": plain(self.model.example), "reply": {"answer": plain(self.model.answer.example)}}


@dataclass(frozen=True, slots=True)
class ConsumedEntry:
    """A message that a service hears: from whom, and what follows."""

    upstream: str
    kind: str
    model: type[ConsumedMessage]


class Contract:
    """All messages of one service, and what time alone decides in it: per timer, what it leads to."""

    def __init__(self, service: Service[Any]) -> None:
        publishes = {**service.publishes, **own.PUBLISHES}
        self.name = service.name
        self.readers = service.readers
        self.commands = tuple(CommandEntry(service.name, model) for model in service.commands)
        self.published = tuple(
            PublishedEntry(service.name, *each, number) for number, each in enumerate(publishes.items(), 1)
        )
        self.queries = tuple(QueryEntry(service.name, model) for model in (*OWN_QUERIES, *service.queries))
        self.consumed = tuple(ConsumedEntry(*key, hearing.model) for key, hearing in service.consumes.items())
        self.facts = {fact.kind: fact for fact in service.facts}
        self.timers = service.timers
        self.chart = service.chart

    @property
    def audiences(self) -> Mapping[str, str]:
        """To whom each kind of fact is said: `all`, the field that names a party, or nobody."""
        said = {entry.name: entry.to for entry in self.published}
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


CONTRACTS: tuple[Contract, ...] = (
    Contract(APPLICATIONS),
    Contract(POOL),
    Contract(SETTLEMENT),
)
