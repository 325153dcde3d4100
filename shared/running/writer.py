"""The one writer of a log: takes what has arrived, decides each in order, records all at once.

Everything here is synchronous: between taking a batch and having recorded it, nothing else of this process
runs. Safety against another process rests on the guard every batch ends with.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Generic, TypeAlias, TypeVar

import structlog

from shared.broker.envelope import PublishedEvent
from shared.log import facts as own
from shared.log.eventlog import Collision, EventLog, LogUnavailable, Tracking, encode
from shared.log.fold import NOWHERE, FactReader, Fold, LogPosition
from shared.log.snapshot import Snapshots
from shared.money import Refusal
from shared.parties import Parties
from shared.running.batch import Batch
from shared.running.inbox import Arrival, Command, Inbox
from shared.running.outcomes import GIVEN_UP, MAX_FACTS_BYTES, TOO_LARGE, CommandResult, outcome_of, repeated
from shared.running.registrar import Registrar
from shared.running.timers import Timers, TimersBroken
from shared.running.undecided import Undecidable, UpstreamHalted
from shared.running.world import Chance, Clock
from shared.service import DEFAULT_LIMITS, Context, Deadline, Limits, Service, State, books_of

OperatorsDecision: TypeAlias = own.RefillAllowed | own.OlderLogAllowed | own.NewIdentifierAllowed | own.LogGuarded
COMMANDS = "commands"
CLOCK = "clock"
OPERATOR = "operator"
_GUARD = own.BatchClosed(COMMANDS).stream

Result = TypeVar("Result")
_log = structlog.get_logger(__name__)


class Writer(Generic[State]):
    """Owns the fold of one log and is the only one to add to both."""

    def __init__(
        self,
        service: Service[State],
        log: EventLog,
        clock: Clock,
        chance: Chance,
        parties: Parties,
        limits: Limits = DEFAULT_LIMITS,
        snapshots: Snapshots[State] | None = None,
    ) -> None:
        self._service = service
        self._eventlog = log
        self._clock = clock
        self._registrar = Registrar(parties)
        self._limits = limits
        self._inbox = Inbox(service)
        self._facts = FactReader(service)
        self._deciding = False
        self._drafted = False
        """The fold may hold drafts that are not recorded: nobody sees it before the log is read anew."""
        self.timers_run = False
        """Off until the upstream heads were reached after a start, and while the clocks disagree."""
        self.timers = Timers(service)
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
        at = self._clock.now()
        try:
            draft = self.fold.draft(opened, encode(opened), at=at, by=CLOCK, cause=CLOCK, correlation="")
            self._eventlog.append([draft])
        except Collision:
            _log.info("log opened by another process")
        self.reload()

    @property
    def believed(self) -> int:
        """Up to which event the fold rests on a snapshot: of these the chain was not followed."""
        return self._snapshots.believed

    def reload(self) -> None:
        """Forget what is not recorded: fold the log anew."""
        self._fold = self._snapshots.fold()
        self._drafted = self._deciding

    def catch_up(self) -> bool:
        """Fold in what another process recorded meanwhile; whether there was anything."""
        known = self.fold.position
        self._attempted(lambda: self._snapshots.catch_up(self._fold))
        return self._fold.position > known

    def checkpoint(self) -> None:
        """Keep memory, and the time that the next start takes, within bounds. Worth doing when nobody waits."""
        if not (self._drafted or self._snapshots.broken):
            self._snapshots.checkpoint(self._fold)

    @property
    def replaced(self) -> list[Refusal]:
        """Of each party that the register has under another OIN than this log: how its commands are refused."""
        return self._registrar.replaced

    def close(self) -> None:
        """Nothing more will be decided."""
        self._snapshots.close(None if self._drafted else self._fold)

    # What arrives

    def commands(self, arrived: Sequence[Arrival]) -> list[CommandResult]:
        """Decide and record these commands. After it returns, each may be acknowledged."""
        try:
            return self._recorded(lambda: self._commands(arrived))
        except Undecidable as bug:
            _log.exception("command cannot be decided", command=str(bug), exc_info=bug.__cause__)
            others = [one for one in arrived if one.stream != bug.arrived.stream]
            return [*(self.commands(others) if others else ()), self._alone(bug.arrived)]

    def _alone(self, arrived: Arrival) -> CommandResult:
        """Once more, by itself; if that fails too, and nothing is recorded since, the outcome is `internal-error`."""
        failed_at: int | None = None
        while True:
            try:
                return self._recorded(partial(self._commands, [arrived], failed_at=failed_at))[0]
            except Undecidable:
                if self.fold.position == failed_at:
                    raise
                failed_at = self.fold.position

    def consume(self, upstream: str, messages: Sequence[PublishedEvent]) -> None:
        """Decide and record what follows from these messages, the next of that upstream, in order."""
        try:
            self._recorded(lambda: self._consume(upstream, messages))
        except UpstreamHalted as halted:
            sound = [message for message in messages if message.index < halted.index]
            self._recorded(lambda: self._consume(upstream, sound))
            raise

    def clock_struck(self) -> None:
        """Decide and record what time alone decides."""
        self._recorded(self._clock_struck)

    def allow(self, by: str, decision: OperatorsDecision) -> None:
        """Record what an operator decided. By itself: this process may have another register than the service has."""

        def record() -> None:
            batch = self._empty_batch()
            batch.add(decision, by=by, cause=OPERATOR)
            batch.close(own.BatchClosed(OPERATOR))

        self._recorded(record)

    def _recorded(self, attempt: Callable[[], Result]) -> Result:
        """Try until no other writer came in between: whatever fails on a fold that lags behind the log proves nothing.

        Drafts that were not recorded never outlive the attempt.
        """
        while True:
            decided_on = self.fold
            try:
                return self._attempted(attempt)
            except (Collision, Undecidable, UpstreamHalted, TimersBroken) as failure:
                if self.fold.position > decided_on.position:
                    _log.warning("another writer came in between; deciding again", reason=str(failure))
                elif isinstance(failure, TimersBroken):
                    self.timers.pass_over(failure)
                else:
                    raise

    def _attempted(self, attempt: Callable[[], Result]) -> Result:
        self._drafted = self._deciding = True
        try:
            result = attempt()
            self._drafted = False
            return result
        finally:
            self._deciding = False

    # One attempt each

    def _commands(self, arrived: Sequence[Arrival], *, failed_at: int | None = None) -> list[CommandResult]:
        """`failed_at`: where the log ended when these could not be decided. If it still does, they are given up."""
        given_up = self.fold.position == failed_at
        known = self._outcomes_of(arrived)
        answers: list[CommandResult] = []
        batch = self._batch()
        for one in arrived:
            stream = one.stream
            before = known.get(stream)
            if before is not None:
                answers.append(CommandResult(one, repeated(before, one), repeat=True))
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

    def _command(self, batch: Batch, arrived: Arrival, *, given_up: bool) -> tuple[Batch, CommandResult]:
        fold = self.fold
        state = fold.state
        command = self._inbox.open(arrived, self._registrar.parties, fold.parties)
        correlation = command.correlation if isinstance(command, Command) else arrived.command_id
        decision: Any = command
        if given_up:
            decision = GIVEN_UP
        elif isinstance(command, Command):
            decision = self._service.decide(state, command.body, self._context(arrived.party, batch))
        facts = () if isinstance(decision, Refusal) else tuple(decision)
        self._service.check(state, facts)
        raws = [encode(fact) for fact in facts]
        if sum(map(len, raws)) > MAX_FACTS_BYTES:
            decision, facts, raws = TOO_LARGE, (), []
        if not batch.has_room_for(raws):
            batch.close(own.BatchClosed(COMMANDS))
            batch = batch.next()
        cause = arrived.stream
        booked = None
        if isinstance(command, Command):
            booked = books_of(state).book_day(command.body.book_date(batch.today))
        for fact, raw in zip(facts, raws, strict=True):
            batch.add(fact, raw, by=arrived.party, cause=cause, correlation=correlation, booked=booked)
        outcome = outcome_of(arrived, decision)
        batch.add(outcome, by=arrived.party, cause=cause, correlation=correlation)
        return batch, CommandResult(arrived, outcome, repeat=False, correlation=correlation)

    def _consume(self, upstream: str, messages: Sequence[PublishedEvent]) -> None:
        batch = self._batch()
        reached = self.fold.consumed.get(upstream, NOWHERE)
        for message in messages:
            if message.index <= reached.index:
                continue  # another process of this service heard it in the meantime
            try:
                facts = self._follows_from(upstream, message, batch)
                self._service.check(self.fold.state, facts)
                raws = [encode(fact) for fact in facts]
                if not batch.has_room_for(raws):
                    self._close_consumed(batch, upstream, reached)
                    batch = batch.next()
                cause = f"{upstream}/{message.index}"
                booked = books_of(self.fold.state).book_day(message.booked_on, message.about)
                for fact, raw in zip(facts, raws, strict=True):
                    batch.add(fact, raw, by=upstream, cause=cause, correlation=message.correlationid, booked=booked)
            except (Collision, LogUnavailable):
                raise
            except Exception as error:
                raise UpstreamHalted(message.index, message.kind, str(error)) from error
            reached = LogPosition(message.logid, message.index, message.hash)
        self._close_consumed(batch, upstream, reached)

    def _follows_from(self, upstream: str, message: PublishedEvent, batch: Batch) -> Sequence[Any]:
        hearing = self._service.consumes.get((upstream, message.kind))
        if hearing is None:
            return ()
        body = hearing.model.model_validate_json(bytes(message.data))
        return hearing.decide(self.fold.state, body, self._context(upstream, batch))

    def _close_consumed(self, batch: Batch, upstream: str, reached: LogPosition) -> None:
        """Record the batch and how far was heard; where nothing new was heard, all it can hold is what was due."""
        if reached == self.fold.consumed.get(upstream, NOWHERE):
            batch.close(own.BatchClosed(CLOCK))
            return
        closed = own.BatchClosed(upstream, reached.log, reached.index, reached.hash)
        batch.close(closed, Tracking(upstream, reached.index))

    def _clock_struck(self) -> None:
        self._batch().close(own.BatchClosed(CLOCK))

    # Building a batch

    def _batch(self) -> Batch:
        """A new batch, after what changed in the register is recorded.

        Due timers are decided before anything that arrived, each by itself.
        """
        batch = self._registrar.record(self._empty_batch(), self.fold)
        return self._due(batch) if self.timers_run else batch

    def _empty_batch(self) -> Batch:
        return Batch(self.fold, self._eventlog, at=max(self._clock.now(), self.fold.last_at))

    def _due(self, batch: Batch) -> Batch:
        bugs: dict[Deadline, Exception] = {}
        for deadline in self.timers.one_after_another(lambda: self.fold.state, batch.at):
            facts: Sequence[Any] = ()
            try:
                facts = self._service.due(self.fold.state, deadline[1], self._context(CLOCK, batch))
                batch = self._add_due(batch, deadline, facts)
            except (Collision, LogUnavailable):
                raise
            except Exception as bug:  # noqa: BLE001 told of below, with all others
                bugs[deadline] = bug
                if facts:
                    break  # some may be folded in: nothing more is decided on that
        if bugs:
            raise TimersBroken(bugs)
        return batch

    def _add_due(self, batch: Batch, deadline: Deadline, facts: Sequence[Any]) -> Batch:
        self._service.check(self.fold.state, facts)
        raws = [encode(fact) for fact in facts]
        if not batch.has_room_for(raws):
            batch.close(own.BatchClosed(CLOCK))
            batch = batch.next()
        counts_on = self._service.due_on(self.fold.state, deadline[1])
        booked = books_of(self.fold.state).book_day(counts_on or batch.today)
        for fact, raw in zip(facts, raws, strict=True):
            batch.add(fact, raw, by=CLOCK, cause=CLOCK, booked=booked)
        return batch

    def _context(self, by: str, batch: Batch) -> Context:
        return Context(by, batch.at, batch.today, self._registrar.parties, *self._limits)
