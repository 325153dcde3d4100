"""From recorded event to message on the broker: a pure function of the event and the log's id."""

from typing import Any

import msgspec

from shared.broker.bus import Message
from shared.broker.envelope import TYPE_PREFIX, PublishedEvent, encode_published, source
from shared.log import facts as own
from shared.log.eventlog import Recorded
from shared.log.facts import CommandOutcomeMessage
from shared.log.fold import FactReader
from shared.service import ALL, Service


class Renderer:
    """Renders what one log says. A refill renders the same bytes as the first time."""

    def __init__(self, service: Service[Any], oin: str, log: str) -> None:
        self._service = service.name
        self._says = {**service.publishes, **own.PUBLISHES}
        self._facts = FactReader(service)
        self._source = source(oin, f"bundel-{service.name}")
        self._log = log

    def message(self, event: Recorded) -> Message | None:
        """What the event says; None if nothing."""
        stored = event.stored
        if not stored.audience:
            return None
        fact = self._facts.read(stored)
        saying = self._says[type(fact)]
        said = PublishedEvent(
            id=f"{self._log}-{stored.said}",
            source=self._source,
            type=f"{TYPE_PREFIX}.{self._service}.{stored.kind}",
            time=stored.at,
            subject=stored.stream,
            data=msgspec.Raw(saying.model.model_validate(fact).model_dump_json().encode()),
            logid=self._log,
            index=stored.said,
            audience=stored.audience,
            audienceindex=stored.audience_said,
            hash=event.hash,
            causationid=stored.cause,
            correlationid=stored.correlation,
            bookdate=stored.book_date,
            countsfor=stored.counts_for,
        )
        if stored.audience == ALL:
            subject = f"bundel.event.{self._service}.{stored.kind}.{saying.key(fact)}"
        else:
            subject = f"bundel.to.{stored.audience}.{self._service}.{stored.kind}"
        return Message(subject, encode_published(said))


def again(service: str, oin: str, party: str, outcome: CommandOutcomeMessage) -> Message:
    """A recorded outcome, sent once more to whoever repeated the command. Not stored, and in no index."""
    return Message(
        f"bundel.again.{party}.{service}",
        msgspec.json.encode(
            {
                "specversion": "1.0",
                "id": f"again-{outcome.command_id}",
                "source": source(oin, f"bundel-{service}"),
                "type": f"{TYPE_PREFIX}.{service}.command-outcome",
                "datacontenttype": "application/json",
                "data": msgspec.Raw(outcome.model_dump_json().encode()),
            }
        ),
    )
