"""Takes in commands, in the order in which they arrived."""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from typing import Any

import structlog

from shared.broker.bus import Bus, Delivery, Message
from shared.log.eventlog import LogUnavailable
from shared.log.facts import CommandOutcomeMessage
from shared.observing.observer import NULL_OBSERVER, Observer
from shared.running import trying
from shared.running.health import Health
from shared.running.inbox import arrival
from shared.running.outcomes import CommandResult
from shared.running.rendering import again
from shared.running.writer import COMMANDS, Writer
from shared.wire import SLUG

UNPUBLISHED = 500
"""So many messages may be recorded and not said when more commands are taken: others' outcomes wait behind them."""
UNPUBLISHED_SECONDS = 0.002

_log = structlog.get_logger(__name__)
_slug = re.compile(SLUG)


class CommandIntake:
    """Commands of one service: taken as they arrived, recorded together, then acknowledged."""

    def __init__(
        self,
        service: str,
        bus: Bus,
        writer: Writer[Any],
        wake_relay: Callable[[], None],
        at_once: int,
        oin: str,
        watch: Observer = NULL_OBSERVER,
        unpublished: Callable[[], int] = lambda: 0,
        health: Health | None = None,
    ) -> None:
        self._service = service
        self._oin = oin
        self._unpublished = unpublished
        self._health = health or Health()
        self._at_once = at_once
        self._bus = bus
        self._writer = writer
        self._watch = watch
        self._wake_relay = wake_relay
        self._left: Sequence[Delivery] = ()
        """Taken, and not recorded and acknowledged yet; also while the broker is away."""

    async def run(self) -> None:
        await trying.retry_forever(self._take_all, f"commands of {self._service}")

    async def _take_all(self) -> None:
        await self._bus.set_up(self._service)
        pull = await self._bus.commands(self._service)
        try:
            while True:
                await self._take_what_is_left()
                await self._most_is_published()
                self._left = await pull.take()
        finally:
            await pull.close()

    async def _take_what_is_left(self) -> None:
        """Before anything later is taken: an acknowledgement covers all that came before."""
        while self._left:
            await self._take_when_possible(self._left[: self._at_once])
            self._left = self._left[self._at_once :]
            await asyncio.sleep(0)  # that write goes first
            self._writer.checkpoint()

    async def _most_is_published(self) -> None:
        """Who sends most waits in the broker, where others overtake; what is recorded is said strictly in order."""
        while self._unpublished() > UNPUBLISHED:  # noqa: ASYNC110 whoever says them tells nobody of each
            await asyncio.sleep(UNPUBLISHED_SECONDS)

    async def _take_when_possible(self, deliveries: Sequence[Delivery]) -> None:
        """Never go on to later commands while these are not recorded: acknowledging those would cover these."""
        while True:
            try:
                return await self._take(deliveries)
            except LogUnavailable as reason:
                _log.warning("commands wait for the log", reason=str(reason))
                self._health.log_fails(COMMANDS, reason)
                await asyncio.sleep(trying.BACK_OFF_SECONDS)

    async def _take(self, deliveries: Sequence[Delivery]) -> None:
        arrivals = []
        for delivery in deliveries:
            party, command = delivery.subject.split(".")[3:5]
            if _slug.fullmatch(party):
                arrivals.append(arrival(party, command, delivery.body, delivery.headers.get("ce-id")))
            else:
                await self._bury(delivery.subject, delivery.body, f"{party!r} is no party's slug")
        self._watch.took(COMMANDS, arrivals)
        answers = self._writer.commands(arrivals)
        self._health.log_works(COMMANDS)
        self._wake_relay()
        await asyncio.sleep(0)  # it speaks first, and one write takes that and the acknowledgement to the broker
        for answer in answers:
            await self._speak(answer)
        await deliveries[-1].ack()

    async def _speak(self, answer: CommandResult) -> None:
        """New outcomes are the relay's to say; a repeat's is sent again here. What nobody could decide is kept."""
        self._watch.answered(answer)
        arrived, outcome = answer.arrival, answer.outcome
        if outcome.code == "internal-error":
            subject = f"bundel.cmd.{self._service}.{arrived.party}.{arrived.command}"
            await self._bury(subject, arrived.body, outcome.sentence)
        if answer.repeat:
            await self._bus.send(
                again(self._service, self._oin, arrived.party, CommandOutcomeMessage.model_validate(outcome))
            )
        level = logging.DEBUG if outcome.accepted or answer.repeat else logging.INFO
        _log.log(
            level,
            "command",
            party=arrived.party,
            command=arrived.command,
            causation_id=arrived.command_id,
            correlation_id=answer.correlation,
            accepted=outcome.accepted,
            code=outcome.code,
            field=outcome.field,
            repeat=answer.repeat,
        )

    async def _bury(self, subject: str, body: bytes, reason: str) -> None:
        self._watch.buried()
        _log.error("dead letter", subject=subject, reason=reason)
        headers = {"Bundel-Subject": subject, "Bundel-Reason": reason}
        await self._bus.publish_dead(self._service, Message(f"bundel.dead.{self._service}", body, headers))
