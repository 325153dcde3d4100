"""A refusal's reason is one and the same: in the funder's log, in that of applications, and as it was told.

The words are private. So a finding names both places and repeats none of them.
"""

from collections.abc import Iterator

from audit.facts.applications.applications import ApplicationFailed, FailureExplained
from audit.facts.applications.asks import PoolAskDeclined, ZuilAskDeclined, ZuilDeclineExplained
from audit.facts.declaring import CLOCK, WITHHELD
from audit.facts.pool.declines import DeclineExplained, ReservationDeclined
from audit.facts.runtime import BatchClosed, CommandOutcome
from audit.laws.law import Broken, Event, Known, Values, law

_DECLINE, _TOLD = (ReservationDeclined, ZuilAskDeclined), (DeclineExplained, ZuilDeclineExplained)

LATE, ENDED, WITHDRAWN = "decide-by-passed", "ended-by-executive", "withdrawn"
_CODES = {"end-application": ENDED, "withdraw-application": WITHDRAWN}
"""By the command that ends an application."""


@law(
    nl="legt voor {ask} herziening {revision} een andere reden vast dan {source}, gebeurtenis {position}, noemt",
    en="records for {ask} revision {revision} another reason than {source}, event {position}, gives",
)
def reason_differs(event: Event, heard: PoolAskDeclined, known: Known) -> Values | None:
    """The words were public once; since then they are withheld, and the ground is repeated (`echo-differs`)."""
    message = known.message(event)
    if message is None or not isinstance(message.fact, ReservationDeclined):
        return None
    same = heard.reason in {message.fact.reason, WITHHELD}
    return None if same else {"source": message.log, "position": message.position}


@law(
    nl="zegt {told} over {ask} herziening {revision} iets anders dan de afwijzing, gebeurtenis {position}, vastlegt",
    en="tells {told} of {ask} revision {revision} something else than the decline, event {position}, records",
)
def decline_told_otherwise(event: Event, _: BatchClosed, known: Known) -> Broken:
    """Ground and words. Both are recorded in one go; an explanation without a decline explains nothing."""
    declines = dict(_in_batch(event, known, _DECLINE))
    for key, told in _in_batch(event, known, _TOLD):
        decline, fact = declines.get(key), told.fact
        assert isinstance(fact, _TOLD)
        said = decline.fact if decline else None
        if not isinstance(said, _DECLINE) or (said.ground, said.reason) != (fact.ground, fact.reason):
            values: Values = {"told": fact.audience, "ask": fact.ask, "revision": fact.revision}
            yield told, {**values, "position": decline.position if decline else "-"}


@law(
    nl="wijst {ask} herziening {revision} af, zonder de aanvrager de grond en de woorden te zeggen",
    en="declines {ask} revision {revision}, and does not tell the applicant the ground and the words",
)
def decline_untold(event: Event, _: BatchClosed, known: Known) -> Broken:
    """In logs of before grounds were named, the words were public; and of an older ask a pool may not know who asks."""
    told = dict(_in_batch(event, known, _TOLD))
    for key, decline in _in_batch(event, known, _DECLINE):
        fact = decline.fact
        assert isinstance(fact, _DECLINE)
        asks = fact.applicant_of(known) if isinstance(fact, ReservationDeclined) else fact.its_applicant(known)
        if fact.ground is not None and asks and key not in told:
            yield decline, {"ask": fact.ask, "revision": fact.revision}


def _in_batch(event: Event, known: Known, kinds: tuple[type, ...]) -> Iterator[tuple[tuple[str, str, int], Event]]:
    """Declines, or what was told of them, in the batch that this event closes: by cause, ask and revision."""
    for one in known.logs[event.log].batch:
        if isinstance(one.fact, kinds):
            assert isinstance(one.fact, (*_DECLINE, *_TOLD))
            yield (one.cause, one.fact.ask, one.fact.revision), one


@law(
    nl="noemt als reden {found}; uit {cause} volgt {expected}",
    en="gives {found} as the reason; from {cause} follows {expected}",
)
def failure_otherwise(event: Event, failed: ApplicationFailed, _: Known) -> Values | None:
    """By the clock it is late, and by nobody's command."""
    if (failed.reason == LATE) == (event.cause == CLOCK):
        return None
    return {"found": failed.code, "cause": event.cause, "expected": LATE if event.cause == CLOCK else "-"}


@failure_otherwise.also
def _(event: Event, outcome: CommandOutcome, known: Known) -> Broken:
    """A command has its own code. In older logs, which explain nothing, a withdrawal had its words there."""
    expected, recorded = _CODES.get(outcome.command), known.recorded(event) if outcome.accepted else ()
    explained = any(isinstance(one.fact, FailureExplained) for one in recorded)
    for one in recorded:
        if isinstance(one.fact, ApplicationFailed):
            found = one.fact.reason if explained else one.fact.code
            if found != expected:
                yield one, {"found": one.fact.code, "cause": outcome.command, "expected": expected or "-"}


@law(
    nl="zegt {told} over {application} iets anders dan {other} hoort, in gebeurtenis {position}",
    en="tells {told} of {application} something else than {other} is told, in event {position}",
)
def failure_told_otherwise(event: Event, _: CommandOutcome, known: Known) -> Broken:
    """Who ended it, and its words, are the same for all that hear them."""
    told = [(one, one.fact) for one in known.recorded(event) if isinstance(one.fact, FailureExplained)]
    for one, fact in told[1:]:
        first, said = told[0]
        if (fact.application, fact.by, fact.reason) != (said.application, said.by, said.reason):
            values: Values = {"told": fact.party, "application": fact.application, "other": said.party}
            yield one, {**values, "position": first.position}
