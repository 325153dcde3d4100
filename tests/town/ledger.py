"""What every party sent, and what it was told became of it: the clients' side of the books."""

import contextlib
from collections import Counter
from dataclasses import dataclass, field

import msgspec

from shared.log.eventlog import EventLog, open_log
from shared.log.facts import CommandOutcome
from shared.parties import SERVICES
from shared.service import ALL


@dataclass(frozen=True)
class Sent:
    """A command as a party handed it to its client."""

    service: str
    command: str
    data: dict


MUTILATED = "id-used-for-something-else"
"""What an honest party is told only if a broken copy of its command came first, and used up its id."""
EXACT = ("revision", "cents")
"""What an answer to an ask repeats, and what becomes of it has to be of."""
BROKEN = {"not-json", "envelope-invalid", "id-invalid", "party-replaced", "unknown-party"}
"""What is recorded of a broken copy. The last two are said to who comes under another's name, or has left the register,
before anybody reads on.
"""


class ToldOtherwise(AssertionError):
    """A party was told two different things about one command, or something that cannot be."""


class HeardOtherwise(AssertionError):
    """A party missed a message, or heard it twice, or heard what is not for it."""


@dataclass
class Ledger:
    """Ids belong to their party: two parties use the same ones."""

    sent: dict[tuple[str, str], Sent] = field(default_factory=dict)
    told: dict[tuple[str, str], tuple] = field(default_factory=dict)
    heard: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """The last message that a party heard, by party, service and audience; heard without a gap."""
    searched: dict[tuple[str, str], int] = field(default_factory=dict)
    """By party and service: up to which message of the service its client has looked for what is for it."""
    repeats: int = 0

    def send(self, party, command_id, sent):
        known = self.sent.setdefault((party, command_id), sent)
        assert known == sent, f"{party} used {command_id} twice"

    def tell(self, party, outcome):
        """Note an outcome; a second one for the same command must be the same."""
        key, found = (party, outcome.command_id), _all_of(outcome)
        if key in self.told:
            self.repeats += 1
        if self.told.setdefault(key, found) != found:
            raise ToldOtherwise(f"{key} {self.sent[key]}: first {self.told[key]}, then {found}")

    def hear(self, party, service, said):
        """Note a message that a party's client gave it as the next."""
        before = self.heard.get((party, service, said.audience), 0)
        if said.audienceindex != before + 1:
            found = f"message {said.audienceindex} of {service} to {said.audience}"
            raise HeardOtherwise(f"{party} heard {found}; {before + 1} is next")
        if said.audience not in (ALL, party):
            raise HeardOtherwise(f"{party} heard what {service} said to {said.audience}")
        self.heard[party, service, said.audience] = said.audienceindex

    @property
    def refusals(self):
        """How often each command was refused with each code."""
        return Counter(
            f"{self.sent[key].command}: {code}" for key, (accepted, code, *_) in self.told.items() if not accepted
        )

    @property
    def unanswered(self):
        return {key: sent for key, sent in self.sent.items() if key not in self.told}

    def disagreements(self, logs):
        """Where the logs and the parties do not say the same about commands; logs are name -> address or open log."""
        recorded, problems = {}, []
        for service in SERVICES:
            problems += self._said_otherwise(logs[service])
            for outcome in _outcomes(logs[service]):
                key = (outcome.party, outcome.command_id)
                sent = self.sent.get(key)
                if key in recorded:
                    problems.append(f"{key} has two outcomes: {recorded[key]} and {outcome}")
                if sent is None or (sent.service, sent.command) != (service, outcome.command):
                    problems.append(f"{service} recorded {key} {outcome.command}, which was not sent so: {sent}")
                recorded[key] = _all_of(outcome)
        for key, sent in self.sent.items():
            if key not in recorded:
                problems.append(f"{key} {sent} has no recorded outcome; its party was told {self.told.get(key)}")
            elif key in self.told and self.told[key][1] == MUTILATED:
                if recorded[key][1] not in BROKEN:
                    problems.append(f"{key} {sent} was told {self.told[key]}, but {recorded[key]} is recorded")
            elif not _is_as(self.told.get(key), recorded[key]):
                problems.append(f"{key} {sent}: recorded {recorded[key]}, told {self.told.get(key)}")
        return [*problems, *self._missed(logs)]

    def _said_otherwise(self, log):
        """A fact about an ask that a command of its party names: then about that revision, and that amount."""
        for event in stored(log):
            cause, party, command_id = (*event.stored.cause.split("/"), "", "")[:3]
            sent = self.sent.get((party, command_id)) if cause == "command" else None
            if sent is None or "revision" not in sent.data:
                continue
            fact = msgspec.json.decode(event.stored.fact)
            named = [name for name in EXACT if name in sent.data and name in fact]
            if fact.get("ask") == sent.data["ask"] and any(fact[name] != sent.data[name] for name in named):
                yield f"{party} {command_id} {sent}: recorded was {event.stored.kind} {fact}"

    def _missed(self, logs):
        """What was said to a party, as far as its client has looked, and was not given to it."""
        said = {
            service: [(one.stored.said, one.stored.audience) for one in stored(logs[service])] for service in SERVICES
        }
        for (party, service), upto in self.searched.items():
            for audience in (ALL, party):
                messages = sum(index <= upto for index, to in said[service] if to == audience)
                heard = self.heard.get((party, service, audience), 0)
                if heard < messages:
                    yield f"{party} heard {heard} of {messages} messages of {service} to {audience}"


def stored(log):
    """All events of a log, open or at this address, as they are stored: its position, the row, its hash."""
    if isinstance(log, EventLog):
        yield from _events(log)
        return
    with contextlib.closing(open_log(log)) as opened:
        yield from _events(opened)


def _events(log):
    position = 0
    while events := log.read(position, limit=1000):
        yield from events
        position = events[-1].position


def _all_of(outcome):
    """What a party is told of its command."""
    faults = [(fault.field, fault.code, fault.sentence) for fault in outcome.faults]
    return outcome.accepted, outcome.code, outcome.sentence, outcome.field, faults


def _is_as(told, recorded):
    """A program of before contract 0.2 knows no list of faults."""
    return told is not None and told == recorded[: len(told)]


def _outcomes(log):
    for event in stored(log):
        if event.stored.kind == CommandOutcome.kind:
            yield msgspec.json.decode(event.stored.fact, type=CommandOutcome)
