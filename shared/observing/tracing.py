"""Traces: what one application set going, step by step, through all services. An optional extra; off unless asked for.

No message carries anything for it. The trace is the correlation, hashed, and a span is what its event's cause says,
hashed: so every service finds by itself where its own step belongs, a repeat finds the same place, and a partner who
knows its correlation id can join. A thread of its own sends the spans; what cannot be sent is lost, and work goes on.
"""

import hashlib
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import NonRecordingSpan, SpanContext, SpanKind, Status, StatusCode, TraceFlags
from opentelemetry.trace.propagation import set_span_in_context
from opentelemetry.util.types import AttributeValue

from shared.broker.envelope import PublishedEvent
from shared.log.eventlog import Draft, Recorded, Stored
from shared.log.facts import BatchClosed, CommandOutcome
from shared.observing.observer import Observer
from shared.running.inbox import Arrival
from shared.running.writer import COMMANDS

SEND_SECONDS = 5
STOP_SECONDS = 2.0
_HALF_OF_AN_ID = 2**64


def trace_id(correlation: str) -> int:
    """The trace of everything with this correlation: the first 16 bytes of its SHA-256."""
    return _hashed(correlation, 16)


def span_id(service: str, cause: str) -> int:
    """The span of what a service does because of this: `command/<party>/<id>`, or `<upstream>/<index>`."""
    return _hashed(f"{service} {cause}", 8)


def said_span_id(message: str) -> int:
    """The span in which `<service>/<index>` was published: where what follows from it, elsewhere, begins."""
    return _hashed(f"said {message}", 8)


def _hashed(text: str, size: int) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:size]) or 1  # 0 means none


class _Outcome(msgspec.Struct):
    accepted: bool
    code: str


_read_outcome = msgspec.json.Decoder(_Outcome).decode


@dataclass(frozen=True, slots=True)
class _Step:
    """One span: where it belongs, and from when to when it lasted, in nanoseconds of `time.perf_counter_ns`."""

    name: str
    kind: SpanKind
    trace: int
    span: int
    parent: int | None
    began: int
    ended: int
    attributes: Mapping[str, AttributeValue]
    failed: bool = False


class _Given(IdGenerator):
    """The ids that were decided on."""

    trace = span = 0

    def generate_trace_id(self) -> int:
        return self.trace

    def generate_span_id(self) -> int:
        return self.span


class Traces(Observer):
    """Tells of a command or message that was decided, of its commit, and of what was published, a span each."""

    def __init__(self, service: str, exporter: SpanExporter, percent: int = 100) -> None:
        self._service = service
        self._bound = _HALF_OF_AN_ID * percent // 100
        self._ids = _Given()
        self._provider = TracerProvider(
            sampler=ALWAYS_ON,
            resource=Resource.create({"service.name": f"bundel-{service}", "service.namespace": "bundel"}),
            id_generator=self._ids,
            shutdown_on_exit=False,
        )
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("bundel")
        self._took = 0
        self._to_wall = 0
        """Between the clock that we measure by and the time of day, in nanoseconds; looked at anew for each batch."""
        self._names: dict[str, str] = {}
        """By cause, what is being decided."""

    @classmethod
    def to(cls, service: str, endpoint: str, percent: int) -> "Traces":
        """To an OTLP/HTTP receiver. Headers, certificates and compression by OpenTelemetry's own variables."""
        return cls(service, OTLPSpanExporter(endpoint=endpoint, timeout=SEND_SECONDS), percent)

    def close(self) -> None:
        """Send what is still to be sent, if that can be done in a moment."""
        last = threading.Thread(target=self._provider.shutdown, daemon=True)
        last.start()
        last.join(STOP_SECONDS)

    # What happens

    def begin(self) -> int:
        return time.perf_counter_ns()

    def took(self, source: str, arrived: Sequence[Arrival | PublishedEvent]) -> None:
        self._took = self.begin()
        self._names = dict(_named(source, one) for one in arrived)

    def committed(self, batch: Sequence[Draft], began: int) -> None:
        ended = self._now()
        by_cause: dict[str, list[Stored]] = {}
        for stored in (draft.stored for draft in batch):
            if stored.correlation and stored.kind != BatchClosed.kind:
                by_cause.setdefault(stored.cause, []).append(stored)
        for cause, events in by_cause.items():
            trace = trace_id(events[0].correlation)
            if self._is_sent(trace):
                decided = span_id(self._service, cause)
                self._tell(self._decided(cause, events, trace, decided, ended))
                size: dict[str, AttributeValue] = {"bundel.batch.events": len(batch)}
                commit = span_id(self._service, f"commit {cause}")
                self._tell(_Step("commit", SpanKind.INTERNAL, trace, commit, decided, began, ended, size))

    def published(self, events: Sequence[Recorded], began: int) -> None:
        ended = self._now()
        for stored in (event.stored for event in events):
            if stored.audience and stored.correlation and self._is_sent(trace := trace_id(stored.correlation)):
                message = f"{self._service}/{stored.said}"
                self._tell(
                    _Step(
                        f"say {stored.kind}",
                        SpanKind.PRODUCER,
                        trace,
                        said_span_id(message),
                        span_id(self._service, stored.cause),
                        began,
                        ended,
                        {"messaging.system": "nats", "bundel.message": message, "bundel.stream": stored.stream},
                    )
                )

    # Spans

    def _now(self) -> int:
        now = self.begin()
        self._to_wall = time.time_ns() - now
        return now

    def _is_sent(self, trace: int) -> bool:
        """Every service comes to the same answer."""
        return trace % _HALF_OF_AN_ID < self._bound

    def _decided(self, cause: str, events: Sequence[Stored], trace: int, span: int, ended: int) -> _Step:
        facts = [event for event in events if event.kind != CommandOutcome.kind]
        attributes: dict[str, AttributeValue] = {
            "bundel.cause": cause,
            "bundel.correlation": events[0].correlation,
            "bundel.facts": [fact.kind for fact in facts],
            "bundel.streams": sorted({fact.stream for fact in facts}),
        }
        failed = False
        for event in events:
            if event.kind == CommandOutcome.kind:
                outcome = _read_outcome(event.fact)
                attributes |= {"bundel.accepted": outcome.accepted, "bundel.code": outcome.code}
                failed = outcome.code == "internal-error"
        is_command = cause.startswith("command/")
        kind = SpanKind.SERVER if is_command else SpanKind.CONSUMER
        parent = None if is_command else said_span_id(cause)
        name = self._names.get(cause, cause)
        return _Step(name, kind, trace, span, parent, self._took, ended, attributes, failed)

    def _tell(self, step: _Step) -> None:
        self._ids.trace, self._ids.span = step.trace, step.span
        span = self._tracer.start_span(
            step.name, _within(step), step.kind, step.attributes, start_time=step.began + self._to_wall
        )
        if step.failed:
            span.set_status(Status(StatusCode.ERROR))
        span.end(step.ended + self._to_wall)


def _within(step: _Step) -> Context:
    if step.parent is None:
        return Context()
    parent = SpanContext(step.trace, step.parent, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED))
    return set_span_in_context(NonRecordingSpan(parent), Context())


def _named(source: str, arrived: Any) -> tuple[str, str]:
    """The cause that its facts will name, and what to call it."""
    if source == COMMANDS:
        return arrived.stream, f"command {arrived.command}"
    return f"{source}/{arrived.index}", f"hear {arrived.kind}"
