"""Who acts is in the register, and is the organisation that the log knows under that name."""

from audit.facts import LOGS
from audit.facts.runtime import CommandOutcome, NewIdentifierAllowed, PartyDeregistered, PartyRegistered
from audit.known.log import KnownLog
from audit.laws.law import Broken, Event, Known, Values, law, law_at_rest


@law(
    nl="aanvaardt een opdracht van {party}, die volgens dit logboek niet in het register staat",
    en="accepts a command of {party}, which by this log is not in the register",
)
def acted_unregistered(event: Event, outcome: CommandOutcome, known: Known) -> bool:
    """Logs of before the register was recorded know no parties, up to the first that they know."""
    log = known.logs[event.log]
    return outcome.accepted and bool(log.identifiers) and outcome.party not in log.registered


@law(
    nl="aanvaardt een opdracht van {party} onder OIN {found}; dit logboek kent die naam als OIN {expected}",
    en="accepts a command of {party} under OIN {found}; this log knows that name as OIN {expected}",
)
def acted_as_another(event: Event, outcome: CommandOutcome, known: Known) -> Values | None:
    log = known.logs[event.log]
    entry, expected = log.registered.get(outcome.party), _oin(log, outcome.party)
    if entry is None or entry.oin == expected or not outcome.accepted:
        return None
    return {"found": entry.oin, "expected": expected}


@law(
    nl="laat {party} verder gaan onder een ander OIN dan {was}; dit logboek kent die naam als OIN {expected}",
    en="lets {party} go on under another OIN than {was}; this log knows that name as OIN {expected}",
)
def identifier_otherwise(event: Event, allowed: NewIdentifierAllowed, known: Known) -> Values | None:
    """It names the OIN that it gives up, and another."""
    expected = _oin(known.logs[event.log], allowed.party)
    return None if expected == allowed.was != allowed.oin else {"expected": expected}


@law(
    nl="zegt van {party} wat dit logboek al wist: het register is er niet door veranderd",
    en="says of {party} what this log knew already: it changed nothing in the register",
)
def registered_for_nothing(event: Event, left: PartyDeregistered, known: Known) -> bool:
    """Who leaves was there."""
    return left.party not in known.logs[event.log].registered


@registered_for_nothing.also
def _(event: Event, registered: PartyRegistered, known: Known) -> bool:
    return known.logs[event.log].registered.get(registered.party) == registered


@law(nl="staat in de stroom {stream}, en gaat over {party}", en="is in the stream {stream}, and is about {party}")
def register_unfit(
    event: Event, fact: PartyRegistered | PartyDeregistered | NewIdentifierAllowed, _: Known
) -> Values | None:
    stream = event.envelope.stream
    return {"stream": stream} if stream != f"register/{fact.party}" else None


@law_at_rest(
    nl="kent {party} als OIN {found}; het logboek van {other} kent die naam als OIN {expected}",
    en="knows {party} as OIN {found}; the log of {other} knows that name as OIN {expected}",
)
def known_as_another(known: Known) -> Broken:
    """One name, one organisation, in all logs that know it: what an operator decides is recorded in each."""
    first: dict[str, tuple[str, str]] = {}
    for log in LOGS:
        for party, (found, place) in known.logs[log].identifiers.items():
            other, expected = first.setdefault(party, (log, found))
            if found != expected:
                yield place, {"party": party, "found": found, "other": other, "expected": expected}


def _oin(log: KnownLog, party: str) -> str:
    """By which this log knows a party."""
    return log.identifiers[party][0] if party in log.identifiers else "-"
