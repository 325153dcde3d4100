"""Batches, and what they say was read: only what was really published, in order, and never anything twice."""

from audit.facts import UPSTREAMS
from audit.facts.declaring import CLOCK, OPERATOR, Fact
from audit.facts.runtime import BatchClosed, LogOpened
from audit.laws.law import Broken, Event, Known, Values, law, law_at_end

COMMANDS = "commands"
HASH_SHOWN = 12
"""Digits of a hash in a sentence: enough to find it by."""


@law(
    nl="heeft {source} gehoord tot en met {index}, en eerder al tot en met {before}",
    en="has heard {source} up to {index}, and before that up to {before} already",
)
def heard_not_rising(event: Event, closed: BatchClosed, known: Known) -> Values | None:
    before = known.logs[event.log].read.get(closed.source, 0)
    return {"before": before} if closed.source in UPSTREAMS[event.log] and closed.index <= before else None


@law(
    nl="heeft bericht {index} van {source} gehoord; dat logboek heeft zo'n bericht niet gezegd",
    en="has heard message {index} of {source}; that log has said no such message",
)
def heard_not_said(event: Event, closed: BatchClosed, known: Known) -> bool:
    return _is_news(event, closed, known) and str(closed.index) not in known.logs[closed.source].messages


@law(
    nl=(
        "noteert voor bericht {index} van {source} de hash {noted}…; daar is het gebeurtenis {position}, met de hash "
        "{found}…. Een van beide logboeken is gewijzigd; deze dienst noteerde er voor het laatst bericht {before} van"
    ),
    en=(
        "notes for message {index} of {source} the hash {noted}…; there it is event {position}, with the hash {found}…."
        " One of the two logs was altered; what this service noted of it before is message {before}"
    ),
)
def heard_otherwise(event: Event, closed: BatchClosed, known: Known) -> Values | None:
    """A hash stands for the whole log up to its event: of a log with a mended chain, others still hold the old ones."""
    published = known.logs[closed.source].messages.get(str(closed.index)) if _is_news(event, closed, known) else None
    if published is None or published.hash == closed.hash:
        return None
    hashes = {"noted": closed.hash[:HASH_SHOWN], "found": published.hash[:HASH_SHOWN]}
    before = known.logs[event.log].read.get(closed.source, 0)
    return {**hashes, "position": published.position, "before": before}


def _is_news(event: Event, closed: BatchClosed, known: Known) -> bool:
    return closed.source in UPSTREAMS[event.log] and closed.index > known.logs[event.log].read.get(closed.source, 0)


@law(
    nl="heeft {source} gehoord uit logboek {found}; dit is logboek {expected}",
    en="has heard {source} from log {found}; this is log {expected}",
)
def heard_other_log(event: Event, closed: BatchClosed, known: Known) -> Values | None:
    if closed.source not in UPSTREAMS[event.log]:
        return None
    expected = known.logs[closed.source].log_id
    return {"found": closed.log, "expected": expected or "-"} if closed.log != expected else None


@law(
    nl="komt van {source}, waar deze dienst niet naar luistert",
    en="comes from {source}, which this service does not hear",
)
def source_unknown(event: Event, closed: BatchClosed, _: Known) -> bool:
    return closed.source not in {COMMANDS, CLOCK, OPERATOR, *UPSTREAMS[event.log]}


@law(
    nl="noemt als oorzaak {cause}, in een batch van {source} tot en met {index}",
    en="names {cause} as its cause, in a batch of {source} up to {index}",
)
def batch_mixed(event: Event, closed: BatchClosed, known: Known) -> Broken:
    log = known.logs[event.log]
    expected = log.read.get(closed.source, 0) + 1
    for one in (*log.batch, event):
        if not _fits(one, closed, expected):
            yield one, {"cause": one.cause, "source": closed.source, "index": closed.index}
        expected = one.message[1] if one.message else expected


def _fits(event: Event, closed: BatchClosed, expected: int) -> bool:
    """Whether an event may be in a batch closed so: one source a batch, and what was due by the clock before it.

    Of an upstream: what was made of the messages from `expected` on, in their order.
    """
    if event.cause == CLOCK:
        return True
    if closed.source == COMMANDS:
        return event.of_command or event.cause == COMMANDS
    if event.cause == closed.source:
        return True  # the close itself, or the operator's word
    upstream, index = event.message or ("", 0)
    return upstream == closed.source and expected <= index <= closed.index


@law_at_end(
    nl="hoort bij een batch die niet is afgesloten: het einde van het logboek ontbreekt",
    en="belongs to a batch that is not closed: the end of the log is missing",
)
def batch_not_closed(known: Known) -> Broken:
    """A log that was only just opened has no batch yet: its first event is recorded by itself."""
    return ((log.batch[-1], {}) for log in known.logs.values() if log.batch and not _only_opened(log.batch))


def _only_opened(batch: list[Event]) -> bool:
    return len(batch) == 1 and isinstance(batch[0].fact, LogOpened)


@law(
    nl="staat op naam van {by}, terwijl de oorzaak {cause} is", en="is in the name of {by}, while its cause is {cause}"
)
def by_another(event: Event, fact: Fact | None, known: Known) -> bool:
    """A command's facts are its sender's, a message's the upstream's; the clock and the operator are themselves."""
    origin, _, rest = event.cause.partition("/")
    expected = rest.partition("/")[0] if origin == "command" else origin
    found = event.by.partition("/")[0] if origin == OPERATOR else event.by
    return found != expected
