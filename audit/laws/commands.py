"""Commands: exactly one outcome each, and nothing recorded but for what was accepted."""

from audit.facts.declaring import Fact
from audit.facts.runtime import BatchClosed, CommandOutcome, Fault
from audit.laws.law import Broken, Event, Known, Values, law


@law(nl="geeft opdracht {stream} een tweede uitkomst", en="gives command {stream} a second outcome")
def outcome_twice(event: Event, outcome: CommandOutcome, known: Known) -> bool:
    """An outcome is alone in the stream of its command."""
    return outcome.stream in known.logs[event.log].versions


@law(
    nl="is geen uitkomst van {cause}: aanvaard zonder code, of geweigerd met code en zin, onder eigen naam, en de "
    "eerste fout die hij noemt is die waarom hij weigert",
    en="is no outcome of {cause}: accepted without a code, or refused with code and sentence, under its own name, and "
    "the first fault that it names is the one that it refuses for",
)
def outcome_unfit(event: Event, outcome: CommandOutcome, _: Known) -> bool:
    whole = bool(outcome.code) == bool(outcome.sentence) == (not outcome.accepted)
    first = Fault(outcome.field, outcome.code, outcome.sentence)
    named = not outcome.faults or (not outcome.accepted and outcome.faults[0] == first)
    return not (whole and named) or {event.envelope.stream, event.cause} != {outcome.stream}


@law(nl="is vastgelegd, hoewel {cause} is geweigerd ({code})", en="was recorded, though {cause} was refused ({code})")
def recorded_though_refused(event: Event, outcome: CommandOutcome, known: Known) -> Broken:
    for one in known.recorded(event) if not outcome.accepted else ():
        yield one, {"cause": outcome.stream, "code": outcome.code}


@recorded_though_refused.also
def _(event: Event, fact: Fact, known: Known) -> Values | None:
    outcome = known.outcome_before(event)
    return {"code": outcome.code} if outcome and not outcome.accepted else None


@law(
    nl="is vastgelegd voor {cause}, die in deze batch geen uitkomst heeft",
    en="was recorded for {cause}, which has no outcome in this batch",
)
def recorded_without_outcome(event: Event, _: BatchClosed, known: Known) -> Broken:
    """What a command recorded stands before its outcome."""
    log = known.logs[event.log]
    for one in (one for recorded in log.recorded.values() for one in recorded if one.cause not in log.outcomes):
        yield one, {"cause": one.cause}


@recorded_without_outcome.also
def _(event: Event, fact: Fact, known: Known) -> bool:
    outcome = known.outcome_before(event)
    return outcome is not None and outcome.accepted


@law(nl="aanvaardt {command}, maar er is niets vastgelegd", en="accepts {command}, but nothing was recorded")
def accepted_for_nothing(event: Event, outcome: CommandOutcome, known: Known) -> bool:
    return outcome.accepted and not known.recorded(event)
