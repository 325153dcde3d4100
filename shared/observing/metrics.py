"""What an operator watches, for Prometheus: counted as it happens, or looked up when somebody comes to look.

Counting is adding to plain numbers, for all of it happens in one thread: some tenths of a microsecond a command. Labels
take few values, and none of them names a party or what it asks.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from time import perf_counter_ns
from typing import Any, Final, Literal, get_args

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric as Family
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from shared.broker.envelope import PublishedEvent
from shared.log.eventlog import Draft, LogUnavailable, Recorded
from shared.log.fold import NOWHERE
from shared.observing.observer import Observer
from shared.running.chain_watch import ALARM as ALTERED
from shared.running.guard_watch import ALARM as UNGUARDED
from shared.running.health import LOG, STUCK, State
from shared.running.outcomes import CommandResult
from shared.running.relay import ALARM as PUBLISHING
from shared.running.runtime import BROKER_NOT_TRUSTED, PARTY_REPLACED, REFUSED_BY_BROKER, Runtime
from shared.service import Service

UNKNOWN = "unknown"
ALARMS = (
    *("broker", REFUSED_BY_BROKER, BROKER_NOT_TRUSTED, "relay", PUBLISHING),
    *(LOG, STUCK, "clock", "timers", ALTERED, UNGUARDED, PARTY_REPLACED),
)
"""Shown also while they are quiet; beside these one for each upstream."""
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
_EVENTS = (2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 80.0, 100.0)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its kind, what it says, and its labels beside `service`. The unit ends the name."""

    kind: Literal["counter", "gauge", "histogram"]
    documentation: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = _SECONDS


METRICS: Final[Mapping[str, Metric]] = {
    "bundel_commands_total": Metric("counter", "Commands that got their outcome", ("command", "outcome", "code")),
    "bundel_queries_total": Metric("counter", "Queries that got their reply; no code: answered", ("query", "code")),
    "bundel_dead_letters_total": Metric("counter", "Commands that nobody could decide, kept as dead letters"),
    "bundel_gap_repairs_total": Metric("counter", "Times the producer was asked for missing messages", ("upstream",)),
    "bundel_batch_events": Metric("histogram", "Events in a commit, its guard included", ("source",), _EVENTS),
    "bundel_commit_seconds": Metric("histogram", "Time to record a batch durably", ("source",)),
    "bundel_publish_seconds": Metric("histogram", "Time for the broker to take what a batch said"),
    "bundel_publish_delay_seconds": Metric("histogram", "From recorded to published, oldest of batch"),
    "bundel_hearing_delay_seconds": Metric("histogram", "From recorded there to here, oldest of batch", ("upstream",)),
    "bundel_collisions_total": Metric("counter", "Batches that another process of this service was ahead of"),
    "bundel_log_failures_total": Metric("counter", "Times the log could not be read, or did not take a batch"),
    "bundel_relay_failures_total": Metric("counter", "Times the broker did not take, or could not be asked"),
    "bundel_broker_lost_total": Metric("counter", "Times the connection to the broker broke"),
    "bundel_snapshots_total": Metric("counter", "Snapshots written, and those that could not be", ("result",)),
    "bundel_state": Metric("gauge", "1 for the state the service is in", ("state",)),
    "bundel_alarm": Metric("gauge", "1 for an alarm that is raised", ("alarm",)),
    "bundel_log_available": Metric("gauge", "1 if what the log amounts to is known"),
    "bundel_log_position": Metric("gauge", "Place of the last event in the log"),
    "bundel_log_info": Metric("gauge", "1 for the id of the log", ("log",)),
    "bundel_said_index": Metric("gauge", "Messages that the log has said"),
    "bundel_published_index": Metric("gauge", "Messages that the broker is known to hold"),
    "bundel_heard_index": Metric("gauge", "Messages of the upstream that were heard", ("upstream",)),
    "bundel_snapshot_position": Metric("gauge", "Place in the log up to which the snapshot goes"),
    "bundel_snapshot_timestamp_seconds": Metric("gauge", "Log time of the last event in the snapshot"),
    "bundel_broker_certificate_end_timestamp_seconds": Metric("gauge", "When the broker's certificate ends"),
    "bundel_money_cents": Metric("gauge", "Where money and rights over it are; all parties together", ("where",)),
    "bundel_open": Metric("gauge", "Business that awaits somebody", ("what",)),
}  # fmt: skip
_ALWAYS = ("bundel_dead_letters_total", "bundel_collisions_total", "bundel_log_failures_total",
           "bundel_relay_failures_total", "bundel_broker_lost_total")  # fmt: skip
"""Counters without labels: shown from the start, so that the first time is seen as an increase."""


class _Distribution:
    """Observed values, counted by bucket."""

    __slots__ = ("_bounds", "_counts", "_sum")

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def add(self, value: float) -> None:
        self._counts[bisect_left(self._bounds, value)] += 1
        self._sum += value

    def told(self) -> tuple[list[tuple[str, float]], float]:
        """The cumulative buckets, and the sum."""
        total, buckets = 0, []
        for bound, count in zip((*self._bounds, inf), self._counts, strict=True):
            total += count
            buckets.append(("+Inf" if bound == inf else str(bound), float(total)))
        return buckets, self._sum


class Metrics(Observer, Collector):
    """Of one process: a watch that counts, and a collector that looks."""

    begin = staticmethod(perf_counter_ns)

    def __init__(self, service: Service[Any]) -> None:
        self._service = service
        self._commands = frozenset(model.name for model in service.commands)
        self._counts: Counter[tuple[str, ...]] = Counter({(name,): 0 for name in _ALWAYS})
        self._counts.update({("bundel_gap_repairs_total", upstream): 0 for upstream in service.upstreams})
        self._counts.update({("bundel_snapshots_total", result): 0 for result in ("written", "failed")})
        self._spread: dict[tuple[str, ...], _Distribution] = {}
        self._snapshot: tuple[int, datetime] | None = None
        self._runtime: Runtime | None = None
        self._all = _registry_of(self)
        self._without_state = _registry_of(_WithoutState(self))

    def look_at(self, runtime: Runtime) -> None:
        """From now on, tell how this runtime stands."""
        self._runtime = runtime

    def exposition(self, accept: str, *, with_state: bool = True) -> tuple[bytes, str]:
        """All of it, in the format that the `Accept` header asks for; and that format's content type.

        Without what the log amounts to, any thread may ask for it.
        """
        encode, content_type = choose_encoder(accept)
        return encode(self._all if with_state else self._without_state), content_type

    # What happens

    def answered(self, answer: CommandResult) -> None:
        outcome = answer.outcome
        command = outcome.command if outcome.command in self._commands else UNKNOWN
        became = "repeated" if answer.repeat else "accepted" if outcome.accepted else "refused"
        self._counts["bundel_commands_total", command, became, outcome.code] += 1

    def asked(self, query: str, code: str) -> None:
        self._count("bundel_queries_total", query, code)

    def buried(self) -> None:
        self._count("bundel_dead_letters_total")

    def found_gap(self, upstream: str) -> None:
        self._count("bundel_gap_repairs_total", upstream)

    def collided(self) -> None:
        self._count("bundel_collisions_total")

    def log_failed(self) -> None:
        self._count("bundel_log_failures_total")

    def publishing_failed(self) -> None:
        self._count("bundel_relay_failures_total")

    def broker_lost(self) -> None:
        self._count("bundel_broker_lost_total")

    def committed(self, batch: Sequence[Draft], began: int) -> None:
        source = batch[-1].stored.by  # of the guard
        self._observe(_since(began), "bundel_commit_seconds", source)
        self._observe(len(batch), "bundel_batch_events", source)

    def published(self, events: Sequence[Recorded], began: int) -> None:
        oldest = next(event.stored.at for event in events if event.stored.audience)
        self._observe(_since(began), "bundel_publish_seconds")
        self._observe(_age(oldest), "bundel_publish_delay_seconds")

    def consumed(self, upstream: str, messages: Sequence[PublishedEvent]) -> None:
        self._observe(_age(messages[0].time), "bundel_hearing_delay_seconds", upstream)

    def snapshot_stands(self, position: int, at: datetime | None) -> None:
        self._snapshot = (position, at) if at else None

    def snapshot_taken(self, *, well: bool) -> None:
        self._count("bundel_snapshots_total", "written" if well else "failed")

    def _count(self, *key: str) -> None:
        self._counts[key] += 1

    def _observe(self, value: float, *key: str) -> None:
        found = self._spread.get(key)
        if found is None:
            found = self._spread[key] = _Distribution(METRICS[key[0]].buckets)
        found.add(value)

    # How it stands

    def describe(self) -> Iterator[Family]:
        """Nothing: what there is, is told when it is collected."""
        return iter(())

    def collect(self, *, with_state: bool = True) -> Iterator[Family]:
        """Every metric, once."""
        for name, metric in METRICS.items():
            labels = ("service", *metric.labels)
            match metric.kind:
                case "counter":
                    counter = CounterMetricFamily(name, metric.documentation, labels=labels)
                    for key, value in self._of(name, self._counts):
                        counter.add_metric(key, value)
                    yield counter
                case "histogram":
                    histogram = HistogramMetricFamily(name, metric.documentation, labels=labels)
                    for key, spread in self._of(name, self._spread):
                        histogram.add_metric(key, *spread.told())
                    yield histogram
        yield from self._gauges(with_state)

    def _of(self, name: str, counted: Mapping[tuple[str, ...], Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
        for key, value in list(counted.items()):  # another thread may be counting
            if key[0] == name:
                yield (self._service.name, *key[1:]), value

    def _gauges(self, with_state: bool) -> Iterator[Family]:
        families: dict[str, GaugeMetricFamily] = {}
        for (name, *labels), value in self._stands(with_state):
            metric = METRICS[name]
            if name not in families:
                families[name] = GaugeMetricFamily(name, metric.documentation, labels=("service", *metric.labels))
            families[name].add_metric((self._service.name, *labels), value)
        return iter(families.values())

    def _stands(self, with_state: bool) -> Iterator[tuple[tuple[str, ...], float]]:
        runtime = self._runtime
        if runtime is None:
            return
        for state in get_args(State):
            yield ("bundel_state", state), runtime.health.state == state
        upstreams = [f"upstream {upstream}" for upstream in self._service.upstreams]
        for alarm in dict.fromkeys((*ALARMS, *upstreams, *runtime.health.alarms)):
            yield ("bundel_alarm", alarm), alarm in runtime.health.alarms
        yield ("bundel_published_index",), runtime.relay.index
        if ends := runtime.health.broker_certificate_ends:
            yield ("bundel_broker_certificate_end_timestamp_seconds",), ends.timestamp()
        if with_state:
            yield from self._recorded(runtime)
        else:
            yield ("bundel_log_available",), 0

    def _recorded(self, runtime: Runtime) -> Iterator[tuple[tuple[str, ...], float]]:
        try:
            fold = runtime.writer.fold
        except LogUnavailable:
            yield ("bundel_log_available",), 0
            return
        yield ("bundel_log_available",), 1
        yield ("bundel_log_info", fold.log), 1
        yield ("bundel_log_position",), fold.position
        yield ("bundel_said_index",), fold.published.index
        for upstream in self._service.upstreams:
            yield ("bundel_heard_index", upstream), fold.consumed.get(upstream, NOWHERE).index
        if self._snapshot:
            yield ("bundel_snapshot_position",), self._snapshot[0]
            yield ("bundel_snapshot_timestamp_seconds",), self._snapshot[1].timestamp()
        for where, cents in self._service.money(fold.state).items():
            yield ("bundel_money_cents", where), cents
        for what, count in self._service.open_business(fold.state).items():
            yield ("bundel_open", what), count


class _WithoutState(Collector):
    """Shows of the metrics only what can be told while nobody may look at the state."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def describe(self) -> Iterator[Family]:
        return iter(())

    def collect(self) -> Iterator[Family]:
        return self._metrics.collect(with_state=False)


def _registry_of(collector: Collector) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(collector)
    ProcessCollector(registry=registry)
    return registry


def _since(began: int) -> float:
    return (perf_counter_ns() - began) / 1e9


def _age(at: datetime) -> float:
    """Never below 0: the clocks of two machines may differ."""
    return max(0.0, (datetime.now(UTC) - at).total_seconds())
