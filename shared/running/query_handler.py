"""Answers queries: the runtime's own (`head`, `heard`, `messages-after`, `outcome`) and the service's."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import msgspec
import structlog
from pydantic import ValidationError

from shared.broker.bus import MAX_PAYLOAD, Request
from shared.calendar import civil_date
from shared.form import refusal_of
from shared.log.eventlog import EventLog, LogUnavailable
from shared.log.facts import CommandOutcome, inbox_stream
from shared.log.fold import NOWHERE, FactReader, LogPosition
from shared.log.known_parties import UNKNOWN as UNKNOWN_PARTY
from shared.money import Refusal
from shared.observing.observer import NULL_OBSERVER, Observer
from shared.parties import SERVICES, Parties
from shared.running.health import Health
from shared.running.own_queries import OWN_QUERIES, Head, HeardUpTo, MessagesAfter, OutcomeOf
from shared.running.rendering import Renderer
from shared.running.replies import MessagesReply, answered, refused
from shared.running.world import Clock
from shared.running.writer import Writer
from shared.service import ALL, Context, Service

SEARCH_AT_ONCE = 2000
UNKNOWN = "unknown"
REPLY_BYTES = 256 * 1024

_TOO_LONG = Refusal("answer-too-long", f"The answer exceeds {MAX_PAYLOAD} bytes; ask for fewer, by `limit`.")
_log = structlog.get_logger(__name__)


class QueryHandler:
    """Answers `bundel.query.<service>.<party>.<query>`, from the log and the state folded from it."""

    def __init__(
        self,
        service: Service[Any],
        log: EventLog,
        writer: Writer[Any],
        renderer: Renderer,
        parties: Parties,
        clock: Clock,
        health: Health,
        watch: Observer = NULL_OBSERVER,
    ) -> None:
        self._service = service
        self._eventlog = log
        self._writer = writer
        self._renderer = renderer
        self._parties = parties
        self._clock = clock
        self._health = health
        self._watch = watch
        self._facts = FactReader(service)
        self._models = {model.name: model for model in (*OWN_QUERIES, *service.queries)}

    @property
    def responders(self) -> Mapping[str, Callable[[Request], Any]]:
        return {f"bundel.query.{self._service.name}.*.*": self.respond}

    async def respond(self, request: Request) -> bytes | None:
        """Answer one query. A reply is sent to the asker's own inbox only."""
        party, query = request.subject.split(".")[3:5]
        if not request.reply.startswith(f"_INBOX_{party}."):
            _log.warning("query with a foreign reply subject", party=party, query=query, reply=request.reply)
            return None
        if not self._may_answer(query):
            return None
        try:
            answer = self._answer_of_now(party, query, request.body)
        except LogUnavailable as error:
            answer = Refusal("not-now", f"The log cannot be read at this moment; ask again. ({error})")
        except Exception:  # noqa: BLE001 a bug in one answer must not silence the others
            _log.exception("query failed", party=party, query=query)
            answer = Refusal("internal-error", "The operator was told; ask again later.")
        is_refused = isinstance(answer, Refusal)
        self._watch.asked(query if query in self._models else UNKNOWN, answer.code if is_refused else "")
        reply = refused(answer) if is_refused else answered(answer)
        return reply if len(reply) <= MAX_PAYLOAD else refused(_TOO_LONG)

    def _may_answer(self, query: str) -> bool:
        """Whoever may stand on a wrong log is silent: its word would be taken for that of the service.

        But services that start together wait for one another's word on what they heard. The broker, which such a start
        asks first, tells most wrong logs.
        """
        if self._health.state == "checking":
            return query == HeardUpTo.name and self._health.broker_agrees
        return self._health.state == "ready"

    def _answer_of_now(self, party: str, query: str, body: bytes) -> Any:
        """What fails on a fold that lags behind the log proves nothing."""
        try:
            return self._answer(party, query, body)
        except LogUnavailable:
            raise
        except Exception:
            if not self._writer.catch_up():
                raise
            return self._answer(party, query, body)

    def _answer(self, party: str, query: str, body: bytes) -> Any:
        model = self._models.get(query)
        if model is None:
            return Refusal("query-unknown", f"{self._service.name} answers: {', '.join(sorted(self._models))}.")
        if party not in SERVICES and (refusal := self._not_a_party(party)):
            return refusal
        try:
            asked = model.model_validate_json(body or b"{}", context={"parties": self._parties})
        except ValidationError as error:
            return refusal_of(error, model)
        match asked:
            case Head():
                return self._head()
            case HeardUpTo():
                self._writer.catch_up()  # another process of this service may have heard more
                return self._writer.fold.consumed.get(party, NOWHERE)
            case MessagesAfter():
                return self._messages_after(party, asked.after, asked.limit)
            case OutcomeOf():
                return self._outcome(party, asked.command_id)
        now = self._clock.now()
        return self._service.answer(self._writer.fold.state, asked, Context(party, now, civil_date(now), self._parties))

    def _not_a_party(self, slug: str) -> Refusal | None:
        """What was told to an organisation is not for another that has its name."""
        party = self._parties.get(slug)
        return self._writer.fold.parties.replaced(party) if party else UNKNOWN_PARTY

    def _head(self) -> LogPosition:
        last = self._eventlog.head()
        said = self._eventlog.message(last.stored.said) if last else None
        log = self._writer.fold.log
        return LogPosition(log, said.stored.said, said.hash) if said else LogPosition(log)

    def _messages_after(self, party: str, after: int, limit: int) -> MessagesReply:
        messages: list[msgspec.Raw] = []
        upto, size = after, 0
        for event in self._eventlog.read(self._eventlog.before_message(after + 1), limit=SEARCH_AT_ONCE):
            if event.stored.audience and (party in SERVICES or event.stored.audience in (ALL, party)):
                message = self._renderer.message(event)
                assert message is not None
                size += len(message.body)
                if messages and size > REPLY_BYTES:
                    break
                messages.append(msgspec.Raw(message.body))
            upto = event.stored.said
            if len(messages) == limit:
                break
        return MessagesReply(messages, upto)

    def _outcome(self, party: str, command_id: str) -> Any:
        stream = inbox_stream(party, command_id)
        found = self._eventlog.first_of([stream]).get(stream)
        if found is None:
            return Refusal("unknown-command", "No command with this id was recorded; send it, or send it again.")
        outcome: CommandOutcome = self._facts.read(found)
        return {**asdict(outcome), "faults": [fault._asdict() for fault in outcome.faults]}
