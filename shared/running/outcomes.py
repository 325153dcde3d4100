"""What became of a command, as it is recorded and told: accepted, or refused and why."""

from typing import Any

import msgspec

from shared.log.facts import CommandOutcome
from shared.money import Refusal
from shared.running.inbox import Arrival

MAX_FACTS_BYTES = 192 * 1024
TOO_LARGE = Refusal("facts-too-large", f"What this would record exceeds {MAX_FACTS_BYTES} bytes; split it up.")
GIVEN_UP = Refusal("internal-error", "Nothing was changed. The operator was told; send a new command later.")


class CommandResult(msgspec.Struct, frozen=True):
    """What became of an arrival. A repeat's outcome was recorded before, and is to be sent again."""

    arrival: Arrival
    outcome: CommandOutcome
    repeat: bool
    correlation: str = ""


def outcome_of(arrived: Arrival, decision: Any) -> CommandOutcome:
    """The outcome of a command that was decided so."""
    accepted = not isinstance(decision, Refusal)
    refusal = Refusal("", "") if accepted else decision
    faults = () if accepted else refusal.faults
    return CommandOutcome(
        party=arrived.party,
        command_id=arrived.command_id,
        command=arrived.command,
        body_sha256=arrived.body_sha256,
        accepted=accepted,
        code=refusal.code,
        sentence=refusal.sentence,
        field=refusal.field,
        faults=faults,
    )


def repeated(before: CommandOutcome, arrived: Arrival) -> CommandOutcome:
    """The recorded outcome; or, where the id was used for another command or body, the refusal to use it twice."""
    if (before.body_sha256, before.command) == (arrived.body_sha256, arrived.command):
        return before
    sentence = f"This id belongs to an earlier {before.command}; give the new command an id of its own."
    return outcome_of(arrived, Refusal("id-used-for-something-else", sentence, "id"))
