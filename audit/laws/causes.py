"""What each fact is declared to follow from: its command and whose that is, its message and what that leads to."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from audit.facts import FACTS, UPSTREAMS
from audit.facts.declaring import UNKNOWN, Command, Fact, Message
from audit.facts.runtime import BatchClosed, CommandOutcome
from audit.laws.law import Broken, Event, Known, Values, law


@law(nl="kan niet volgen uit {cause}", en="cannot follow from {cause}")
def cause_unfit(event: Event, outcome: CommandOutcome, known: Known) -> Broken:
    for one in known.recorded(event) if outcome.accepted else ():
        if one.fact and outcome.command not in _causes(type(one.fact)):
            yield one, {"cause": outcome.command}


@cause_unfit.also
def _(event: Event, fact: Fact, known: Known) -> Values | None:
    """Of what no command caused: a message of that kind, the clock or the operator."""
    message = known.message(event)
    if not fact.causes or event.of_command or (message is None and known.had_read(event)):
        return None
    found = f"{message.log}/{message.kind}" if message else event.cause
    return {"cause": found} if found not in _causes(type(fact)) else None


@cache
def _causes(fact: type[Fact]) -> Mapping[str, Command | Message | str]:
    """By name."""
    return {cause if isinstance(cause, str) else cause.name: cause for cause in fact.causes}


@law(
    nl="volgt niet uit wat gehoord is: {cause} ({kind}) noemt iets anders",
    en="does not follow from what was heard: {cause} ({kind}) names something else",
)
def echo_differs(event: Event, fact: Fact, known: Known) -> Values | None:
    message = known.message(event)
    if message is None or message.fact is None:
        return None
    declared = _causes(type(fact)).get(f"{message.log}/{message.kind}")
    follows = isinstance(declared, Message) and declared.leads_to(message.fact, fact)
    return {"cause": event.cause, "kind": message.kind} if not follows else None


@law(
    nl="{cause} ({kind}) is gehoord; daaruit volgt {expected} maal {effect}, vastgelegd is het {found} maal",
    en="{cause} ({kind}) was heard; from it follows {effect} {expected} times, recorded it was {found} times",
)
def heard_without_effect(event: Event, closed: BatchClosed, known: Known) -> Broken:
    log = known.logs[event.log]
    if closed.source not in UPSTREAMS[event.log]:
        return
    made = Counter((one.message, one.kind) for one in log.batch if one.message and one.fact)
    for index in range(log.read.get(closed.source, 0) + 1, closed.index + 1):
        message = known.logs[closed.source].messages.get(str(index))
        if message is None:
            return  # judged where the batch says how far it has read
        effects = _effects().get((event.log, f"{closed.source}/{message.kind}"), ()) if message.fact else ()
        for kinds, times, since_first in effects:
            if since_first and log.kinds.isdisjoint(kinds):
                continue
            expected = times if isinstance(times, int) else times(message.fact, known)
            found = sum(made[(closed.source, index), kind] for kind in kinds)
            if found != expected:
                values = {"cause": f"{closed.source}/{index}", "kind": message.kind, "effect": " / ".join(kinds)}
                yield event, {**values, "expected": expected, "found": found}


Effect: TypeAlias = tuple[tuple[str, ...], int | Callable[[Any, Known], int], bool]
"""Facts of these kinds together, how many of them, and whether only once this log has one."""


@cache
def _effects() -> Mapping[tuple[str, str], list[Effect]]:
    """By log and message."""
    found: defaultdict[tuple[str, str], list[Effect]] = defaultdict(list)
    for log, fact in ((log, fact) for log, facts in FACTS.items() for fact in facts.values()):
        for cause in fact.causes:
            times = _times(cause) if isinstance(cause, Message) else None
            if isinstance(cause, Message) and times is not None:
                kinds = fact.kind, *cause.instead.split()
                found[log, cause.name].append((kinds, times, cause.since_first))
    return found


def _times(cause: Message) -> int | Callable[[Any, Known], int] | None:
    times = cause.times
    if times is None or isinstance(times, int):
        return cause.counted or times
    return lambda message, _: times(message)


@law(nl="komt van {by}; dit te zeggen is aan {whose}", en="comes from {by}; this is for {whose} to say")
def not_theirs(event: Event, fact: Fact, known: Known) -> Values | None:
    """A command's facts are for the one party to say whose they are, as far as a declaration names one."""
    if not (event.of_command and (commands := _commands(type(fact)))):
        return None
    whose = {_party(command, fact, known) for command in commands}
    return {"whose": " / ".join(sorted(whose))} if event.by not in whose else None


@not_theirs.also
def _(event: Event, outcome: CommandOutcome, known: Known) -> Broken:
    """Where of some of a kind's commands the role decides, the command itself says whose the fact is."""
    for one in known.recorded(event) if outcome.accepted else ():
        command = _causes(type(one.fact)).get(outcome.command) if one.fact else None
        if one.fact and isinstance(command, Command) and command.by and not _commands(type(one.fact)):
            whose = _party(command, one.fact, known)
            if one.by != whose:
                yield one, {"by": one.by, "whose": whose}


@cache
def _commands(fact: type[Fact]) -> list[Command]:
    """If each of them names whose it is."""
    commands = [cause for cause in fact.causes if isinstance(cause, Command)]
    return commands if all(command.by for command in commands) else []


def _party(command: Command, fact: Fact, known: Known) -> str:
    """Whom all that name the party agree upon."""
    named = {str(fact.value(name, known)) for name in command.by.split()}
    return named.pop() if len(named) == 1 else UNKNOWN
