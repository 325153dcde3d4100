"""What a party is told: the outcome of a command, or why a query was not answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CommandFault:
    """One thing wrong with a command."""

    field: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command; refused with a stable code, a sentence and the field it is about.

    `faults` names everything that was found wrong, the first as well, so that all can be mended at once.
    """

    command_id: str
    accepted: bool
    code: str = ""
    sentence: str = ""
    field: str = ""
    faults: tuple[CommandFault, ...] = ()


def outcome_of(data: Mapping[str, Any]) -> Outcome:
    """As a service tells it; what it adds later is passed over."""
    code, sentence, field = data["code"], data["sentence"], data["field"]
    first = [] if data["accepted"] else [{"field": field, "code": code, "sentence": sentence}]
    told = data.get("faults") or first  # a refusal of before names the first only
    faults = tuple(CommandFault(each["field"], each["code"], each["sentence"]) for each in told)
    return Outcome(data["command_id"], data["accepted"], code, sentence, field, faults)


class NoAnswer(Exception):
    """Nobody answered the query in time."""


class QueryRefused(Exception):
    """The query was refused: code, sentence and field."""

    def __init__(self, code: str, sentence: str, field: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.field = field
