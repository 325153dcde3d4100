"""In taking commands, and in answering questions."""

from tests.simulation.planted.bug import Bug

INTAKE = (
    Bug(
        name="commands acknowledged before the commit",
        file="shared/running/command_intake.py",
        old="""
        answers = self._writer.commands(arrivals)
        self._health.log_works(COMMANDS)
        self._wake_relay()
        await asyncio.sleep(0)  # it speaks first, and one write takes that and the acknowledgement to the broker
        for answer in answers:
            await self._speak(answer)
        await deliveries[-1].ack()
""",
        new="""
        await deliveries[-1].ack()
        answers = self._writer.commands(arrivals)
        self._health.log_works(COMMANDS)
        self._wake_relay()
        await asyncio.sleep(0)  # it speaks first, and one write takes that and the acknowledgement to the broker
        for answer in answers:
            await self._speak(answer)
""",
        thought="Acknowledge at once, or the broker sends it again while we are busy.",
    ),
    Bug(
        name="commands given up while the log is unavailable",
        file="shared/running/command_intake.py",
        old="""
                self._health.log_fails(COMMANDS, reason)
                await asyncio.sleep(trying.BACK_OFF_SECONDS)
""",
        new="""
                self._health.log_fails(COMMANDS, reason)
                await asyncio.sleep(trying.BACK_OFF_SECONDS)
                return await deliveries[-1].ack()
""",
        thought="Their senders will send them again anyway.",
    ),
    Bug(
        name="an outcome is told without being recorded",
        file="shared/running/command_intake.py",
        old="""
                _log.warning("commands wait for the log", reason=str(reason))
""",
        new="""
                _log.warning("commands wait for the log", reason=str(reason))
                for delivery in deliveries:
                    party, command = delivery.subject.split(".")[3:5]
                    one = arrival(party, command, delivery.body, delivery.headers.get("ce-id"))
                    outcome = CommandOutcomeMessage(
                        command_id=one.command_id,
                        command=command,
                        body_sha256=one.body_sha256,
                        accepted=False,
                        code="not-now",
                        sentence="The service cannot record anything at this moment; send a new command later.",
                        field="",
                    )
                    await self._bus.send(again(self._service, self._oin, party, outcome))
""",
        thought="Better tell the sender than let it wait.",
        within=100,
    ),
    Bug(
        name="a repeat gets no outcome",
        file="shared/running/command_intake.py",
        old="        if answer.repeat:\n            await",
        new="        if answer.repeat and not outcome.accepted:\n            await",
        thought="Whoever sent it got its outcome the first time.",
    ),
    Bug(
        name="gap repair stops one short",
        file="shared/running/upstream_intake.py",
        old="            await self._repair(mark.index + 1)",
        new="            await self._repair(mark.index)",
        thought="Repair goes up to the head.",
    ),
    Bug(
        name="a gap is passed over",
        file="shared/running/upstream_intake.py",
        old="""
        if new and new[0].index > self.reached.index + 1:
            await self._repair(new[0].index)
            new = [message for message in new if self._is_new(message)]
        self._record(new)
""",
        new="""
        if new:
            self._writer.consume(self._upstream, new)
            self._wake_relay()
""",
        thought="The broker keeps the order; what is missing was never for us.",
        within=100,
    ),
    Bug(
        name="an unreadable delivery is skipped",
        file="shared/running/upstream_intake.py",
        old="""
                await self._take_messages(messages)
                await self._compare()
                messages = []
        await self._take_messages(messages)
""",
        new="""
        if messages:
            self._writer.consume(self._upstream, [message for message in messages if self._is_new(message)])
            self._wake_relay()
""",
        thought="One bad message must not stop the rest.",
        within=100,
    ),
    Bug(
        name="a lost tail is never looked for",
        file="shared/running/upstream_intake.py",
        old="                if not deliveries and self._clock.monotonic() - self._compared_at > COMPARE_SECONDS:",
        new="                if not deliveries and not self.reached_head.is_set():",
        thought="Once the head was reached, every gap shows by itself.",
    ),
)

ANSWERS = (
    Bug(
        name="whoever refuses its log answers all the same",
        file="shared/running/query_handler.py",
        old='        return self._health.state == "ready"',
        new="        return True",
        thought="It does nothing any more; a question costs nothing, and readers can compare.",
        within=200,
    ),
    Bug(
        name="heard is answered from the wrong side",
        file="shared/running/query_handler.py",
        old="                return self._writer.fold.consumed.get(party, NOWHERE)",
        new="                return self._writer.fold.consumed.get(self._service.name, NOWHERE)",
        thought="It is about this service.",
        within=200,
    ),
    Bug(
        name="a party is given what others were told",
        file="shared/running/query_handler.py",
        old="            if event.stored.audience and (party in SERVICES or event.stored.audience in (ALL, party)):",
        new="            if event.stored.audience:",
        thought="Who may ask was settled by the broker.",
        within=50,
    ),
    Bug(
        name="a party is not given its own messages again",
        file="shared/running/query_handler.py",
        old="event.stored.audience in (ALL, party)):",
        new="event.stored.audience == ALL):",
        thought="Own messages come by themselves.",
    ),
)
