"""The one writer of a log: takes what has arrived, decides each in order, records all at once.

Everything here is synchronous: between taking a batch and having recorded it, nothing else of this process
runs. Safety against another process rests on the guard every batch ends with.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec
import structlog

from shared.broker.envelope import Said
from shared.calendar import civil_date
from shared.log import facts as own
from shared.log.eventlog import Collision, EventLog, LogUnavailable, Tracking, encode
from shared.log.fold import NOWHERE, FactReader, Fold, Mark
from shared.log.snapshot import Snapshots
from shared.money import Refusal
from shared.parties import Parties
from shared.running.batch import Batch
from shared.running.inbox import Arrival, Command, Inbox
from shared.running.world import Chance, Clock
from shared.service import Context, Service, State

MAX_FACTS_BYTES = 192 * 1024
COMMANDS = "commands"
CLOCK = "clock"
OPERATOR = "operator"
_GUARD = own.BatchClosed(COMMANDS).stream

Result = TypeVar("Result")
_log = structlog.get_logger(__name__)


class Answer(msgspec.Struct, frozen=True):
    """What became of an arrival. A repeat's outcome was recorded before, and is to be sent again."""

    arrival: Arrival
    outcome: own.CommandOutcome
    repeat: bool
    correlation: str = ""


class Undecidable(Exception):
    """A bug: deciding or folding raised. Names what could not be decided."""

    def __init__(self, arrived: Arrival) -> None:
        super().__init__(f"{arrived.command} {arrived.command_id} of {arrived.party}")
        self.arrived = arrived


class UpstreamHalted(Exception):
    """An upstream message that cannot be read or decided. Skipping it could leave money held for ever."""

    def __init__(self, index: int, what: str, why: str) -> None:
        super().__init__(f"message {index} ({what}): {why}")
        self.index = index


class Writer(Generic[State]):
    """Owns the fold of one log and is the only one to add to both."""

    def __init__(
        self,
        service: Service[State],
        log: EventLog,
        clock: Clock,
        chance: Chance,
        parties: Parties,
        ceiling: int = 100,
        snapshots: Snapshots[State] | None = None,
    ) -> None:
        self._service = service
        self._eventlog = log
        self._clock = clock
        self._parties = parties
        self._ceiling = ceiling
        self._inbox = Inbox(service, parties)
        self._facts = FactReader(service)
        self._deciding = False
        self._drafted = False
        """The fold may hold drafts that are not recorded: nobody sees it before the log is read anew."""
        self.timers_run = False
        """Off until the upstream heads were reached after a start, and while the clocks disagree."""
        self._timers_broken = False
        self._snapshots = snapshots or Snapshots(service, log)
        self._fold = self._snapshots.fold()
        if not self.fold.log:
            self._open(chance)

    @property
    def fold(self) -> Fold[State]:
        """What is recorded amounts to. Raises LogUnavailable while what was not recorded cannot be forgotten."""
        if (self._drafted or self._snapshots.broken) and not self._deciding:
            self.reload()
        return self._fold

    def _open(self, chance: Chance) -> None:
        opened = own.LogOpened(chance.token(), self._service.name)
        why = {"by": CLOCK, "cause": CLOCK, "correlation": ""}
        try:
            self._eventlog.append([self.fold.draft(opened, encode(opened), at=self._clock.now(), **why)])
        except Collision:
            _log.info("log opened by another process")
        self.reload()

    def reload(self) -> None:
        """Forget what is not recorded: fold the log anew."""
        self._fold = self._snapshots.fold()
        self._drafted = self._deciding

    def keep(self) -> None:
        """Keep memory, and the time that the next start takes, within bounds. Worth doing when nobody waits."""
        if not (self._drafted or self._snapshots.broken):
            self._snapshots.keep(self._fold)

    def close(self) -> None:
        """Nothing more will be decided."""
        self._snapshots.close(None if self._drafted else self._fold)

    # What arrives

    def commands(self, arrived: Sequence[Arrival]) -> list[Answer]:
        """Decide and record these commands. After it returns, each may be acknowledged."""
        try:
            return self._recorded(lambda: self._commands(arrived))
        except Undecidable as bug:
            _log.exception("command cannot be decided", command=str(bug), exc_info=bug.__cause__)
            others = [one for one in arrived if one.stream != bug.arrived.stream]
            return [*(self.commands(others) if others else ()), self._alone(bug.arrived)]

    def _alone(self, arrived: Arrival) -> Answer:
        """Once more, by itself; if that fails too, the outcome is `internal-error`."""
        try:
            return self._recorded(lambda: self._commands([arrived]))[0]
        except Undecidable:
            return self._recorded(lambda: self._commands([arrived], given_up=True))[0]

    def heard(self, upstream: str, messages: Sequence[Said]) -> None:
        """Decide and record what follows from these messages, the next of that upstream, in order."""
        try:
            self._recorded(lambda: self._heard(upstream, messages))
        except UpstreamHalted as halted:
            sound = [message for message in messages if message.index < halted.index]
            self._recorded(lambda: self._heard(upstream, sound))
            raise

    def clock_struck(self) -> None:
        """Decide and record what time alone decides."""
        self._recorded(self._clock_struck)

    def allow_refill(self, by: str, allowed: own.RefillAllowed) -> None:
        """Record the operator's decision to refill the broker without the word of some readers."""

        def record() -> None:
            batch = self._batch()
            batch.add(allowed, by=by, cause=OPERATOR)
            batch.close(own.BatchClosed(OPERATOR))

        self._recorded(record)

    def _recorded(self, attempt: Callable[[], Result]) -> Result:
        """Try until no other writer came in between. Drafts that were not recorded never outlive the attempt."""
        while True:
            guarded = self.fold.version(_GUARD)
            try:
                return self._attempted(attempt)
            except Collision as collision:
                if self.fold.version(_GUARD) == guarded:
                    raise
                _log.warning("another writer came in between; deciding again", reason=str(collision))

    def _attempted(self, attempt: Callable[[], Result]) -> Result:
        self._drafted = self._deciding = True
        try:
            result = attempt()
            self._drafted = False
            return result
        finally:
            self._deciding = False

    # One attempt each

    def _commands(self, arrived: Sequence[Arrival], *, given_up: bool = False) -> list[Answer]:
        known = self._outcomes_of(arrived)
        answers: list[Answer] = []
        batch = self._batch()
        for one in arrived:
            stream = one.stream
            before = known.get(stream)
            if before is not None:
                answers.append(Answer(one, _repeated(before, one), repeat=True))
                continue
            try:
                batch, answer = self._command(batch, one, given_up=given_up)
            except (Collision, LogUnavailable):
                raise
            except Exception as bug:
                raise Undecidable(one) from bug
            known[stream] = answer.outcome
            answers.append(answer)
        batch.close(own.BatchClosed(COMMANDS))
        return answers

    def _outcomes_of(self, arrived: Sequence[Arrival]) -> dict[str, own.CommandOutcome]:
        recorded = self._eventlog.first_of([one.stream for one in arrived])
        return {stream: self._facts.read(stored) for stream, stored in recorded.items()}

    def _command(self, batch: Batch, arrived: Arrival, *, given_up: bool) -> tuple[Batch, Answer]:
        command = self._inbox.open(arrived)
        correlation = command.correlation if isinstance(command, Command) else arrived.command_id
        decision: Any = command
        if given_up:
            decision = Refusal(
                "internal-error", "Nothing was changed. The operator was told; send a new command later."
            )
        elif isinstance(command, Command):
            decision = self._service.decide(self.fold.state, command.body, self._context(arrived.party, batch.at))
        facts = () if isinstance(decision, Refusal) else tuple(decision)
        self._service.check(self.fold.state, facts)
        raws = [encode(fact) for fact in facts]
        if sum(map(len, raws)) > MAX_FACTS_BYTES:
            decision, facts, raws = _too_large, (), []
        if not batch.has_room_for(raws):
            batch.close(own.BatchClosed(COMMANDS))
            batch = batch.next()
        cause = arrived.stream
        for fact, raw in zip(facts, raws, strict=True):
            batch.add(fact, raw, by=arrived.party, cause=cause, correlation=correlation)
        outcome = _outcome(arrived, decision)
        batch.add(outcome, by=arrived.party, cause=cause, correlation=correlation)
        return batch, Answer(arrived, outcome, repeat=False, correlation=correlation)

    def _heard(self, upstream: str, messages: Sequence[Said]) -> None:
        batch = self._batch()
        reached = self.fold.heard.get(upstream, NOWHERE)
        for message in messages:
            if message.index <= reached.index:
                continue  # another process of this service heard it in the meantime
            try:
                facts = self._hear(upstream, message, batch.at)
                self._service.check(self.fold.state, facts)
                raws = [encode(fact) for fact in facts]
                if not batch.has_room_for(raws):
                    self._close_heard(batch, upstream, reached)
                    batch = batch.next()
                cause = f"{upstream}/{message.index}"
                for fact, raw in zip(facts, raws, strict=True):
                    batch.add(fact, raw, by=upstream, cause=cause, correlation=message.correlationid)
            except (Collision, LogUnavailable):
                raise
            except Exception as error:
                raise UpstreamHalted(message.index, message.kind, str(error)) from error
            reached = Mark(message.logid, message.index, message.hash)
        self._close_heard(batch, upstream, reached)

    def _hear(self, upstream: str, message: Said, at: datetime) -> Sequence[Any]:
        model = self._service.hears.get((upstream, message.kind))
        if model is None:
            return ()
        body = model.model_validate_json(bytes(message.data))
        return self._service.hear(self.fold.state, body, self._context(upstream, at))

    def _close_heard(self, batch: Batch, upstream: str, reached: Mark) -> None:
        """Record the batch and how far was heard; where nothing new was heard, all it can hold is what was due."""
        if reached == self.fold.heard.get(upstream, NOWHERE):
            batch.close(own.BatchClosed(CLOCK))
            return
        closed = own.BatchClosed(upstream, reached.log, reached.index, reached.hash)
        batch.close(closed, Tracking(upstream, reached.index))

    def _clock_struck(self) -> None:
        self._batch().close(own.BatchClosed(CLOCK))

    # Building a batch

    def _batch(self) -> Batch:
        """A new batch; due timers are decided before anything that arrived."""
        batch = Batch(self.fold, self._eventlog, at=max(self._clock.now(), self.fold.last_at))
        due_at = self._service.next_due(self.fold.state) if self.timers_run and not self._timers_broken else None
        if due_at is None or due_at > batch.at:
            return batch
        try:
            return self._due(batch)
        except (Collision, LogUnavailable):
            raise
        except Exception:  # noqa: BLE001 a bug in one timer must not keep commands from their outcomes
            _log.critical("what is due cannot be decided; timers stand still until a restart", exc_info=True)
            self._timers_broken = True
            self.reload()
            return Batch(self.fold, self._eventlog, at=batch.at)

    def _due(self, batch: Batch) -> Batch:
        facts = self._service.due(self.fold.state, self._context(CLOCK, batch.at))
        self._service.check(self.fold.state, facts)
        for fact in facts:
            raw = encode(fact)
            if not batch.has_room_for([raw]):
                batch.close(own.BatchClosed(CLOCK))
                batch = batch.next()
            batch.add(fact, raw, by=CLOCK, cause=CLOCK)
        return batch

    def _context(self, by: str, now: datetime) -> Context:
        return Context(by, now, civil_date(now), self._parties, self._ceiling)


_too_large = Refusal("facts-too-large", f"What this would record exceeds {MAX_FACTS_BYTES} bytes; split it up.")


def _outcome(arrived: Arrival, decision: Any) -> own.CommandOutcome:
    accepted = not isinstance(decision, Refusal)
    refusal = Refusal("", "") if accepted else decision
    return own.CommandOutcome(
        party=arrived.party,
        command_id=arrived.command_id,
        command=arrived.command,
        body_sha256=arrived.body_sha256,
        accepted=accepted,
        code=refusal.code,
        sentence=refusal.sentence,
        field=refusal.field,
    )


def _repeated(before: own.CommandOutcome, arrived: Arrival) -> own.CommandOutcome:
    """The recorded outcome; or, where the id was used for another command or body, the refusal to use it twice."""
    if (before.body_sha256, before.command) == (arrived.body_sha256, arrived.command):
        return before
    sentence = f"This id belongs to an earlier {before.command}; give the new command an id of its own."
    return _outcome(arrived, Refusal("id-used-for-something-else", sentence, "id"))
