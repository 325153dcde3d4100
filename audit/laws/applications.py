"""Applications: submitted, asked, answered; decided over all that is asked; and nothing any more after that."""

from typing import TypeAlias

from audit.facts.applications import applications, asks
from audit.facts.applications.advances import Advance, GrantedAdvances
from audit.facts.applications.applications import Application, Ask, Decision
from audit.facts.declaring import CLOCK, UNKNOWN
from audit.facts.pool.declines import DeclineExplained
from audit.facts.pool.holds import held_by
from audit.facts.runtime import CommandOutcome
from audit.laws.law import Broken, Event, Known, Values, law

_Decided: TypeAlias = applications.ApplicationGranted | applications.ApplicationFailed
_Proposed: TypeAlias = applications.ApplicationSubmitted | applications.AsksRearranged
_ToOpen: TypeAlias = applications.AsksRearranged | asks.OfAsk | Decision
_Explained: TypeAlias = applications.FailureExplained | asks.ZuilDeclineExplained | DeclineExplained


@law(nl="aanvraag {application} is al eerder ingediend", en="application {application} was submitted before")
def submitted_twice(_: Event, submitted: applications.ApplicationSubmitted, known: Known) -> bool:
    return submitted.application in known[Application]


@law(nl="aanvraag {application} is nooit ingediend", en="application {application} was never submitted")
def never_submitted(_: Event, fact: _ToOpen, known: Known) -> bool:
    return fact.application not in known[Application]


@law(
    nl="aanvraag {application} is al beslist in gebeurtenis {decision}: {outcome}",
    en="application {application} was decided before, in event {decision}: {outcome}",
)
def decided_before(_: Event, fact: _ToOpen, known: Known) -> Values | None:
    found = known[Application].get(fact.application)
    return {"decision": found.decision.position, "outcome": found.outcome} if found and found.decision else None


@law(
    nl="komt op {at}, vanaf het uiterste moment {decide_by} van {application}",
    en="comes at {at}, from the last moment {decide_by} of {application} on",
)
def too_late(event: Event, fact: asks.OfAsk, known: Known) -> Values | None:
    """From the last moment on nobody answers or rearranges any more, though the timer is still to be recorded."""
    found, at = known[Application].get(fact.application), event.envelope.at
    if found is None or not event.of_command or at < found.decide_by:
        return None
    return {"at": at.isoformat(), "decide_by": found.decide_by.isoformat()}


@law(
    nl="deelvraag {ask}: herziening {revision} aan {funder} volgt niet op wat ervoor gevraagd is",
    en="ask {ask}: revision {revision} to {funder} does not follow what was asked before",
)
def revision_unfit(_: Event, asked: asks.Asked, known: Known) -> bool:
    application, before = known[Application].get(asked.application), known[Ask].get(asked.ask)
    if before:
        follows = (asked.revision, asked.funder) == (before.revision + 1, before.funder)
    else:
        follows = asked.revision == 1 and asked.cents > 0
    own = asked.applicant == asked.its_applicant(known) and asked.ask.startswith(f"{asked.application}:")
    return application is not None and not (follows and own)


@law(
    nl="deelvraag {ask}: {cents} cent, maar de regels samen zijn {lines} cent",
    en="ask {ask}: {cents} cents, but its lines are {lines} cents together",
)
def ask_does_not_add_up(_: Event, asked: asks.Asked, __: Known) -> Values | None:
    lines = sum(line.cents for line in asked.lines)
    return {"lines": lines} if lines != asked.cents else None


@law(
    nl="vraagt {ask} voor een ander doel, een andere buurt of tot een ander moment dan de aanvraag noemt",
    en="asks {ask} for another purpose, neighbourhood or last moment than the application states",
)
def asked_otherwise(_: Event, asked: asks.Asked, known: Known) -> bool:
    found, told = known[Application].get(asked.application), (asked.purpose, asked.neighbourhood, asked.decide_by)
    return found is not None and found.told_to_funders != told


@law(
    nl="antwoordt op {ask} herziening {revision} van {cents} cent; zo staat die vraag niet open",
    en="answers {ask} revision {revision} of {cents} cents; no such ask is open",
)
def answer_unfit(_: Event, answer: asks.Answer, known: Known) -> bool:
    """A decline may become a hold; a hold is binding."""
    return not answer.answers(known[Ask].get(answer.ask))


@answer_unfit.also
def _(_: Event, explained: asks.ZuilDeclineExplained, known: Known) -> bool:
    ask = known[Ask].get(explained.ask)
    explains = (explained.revision, explained.funder, explained.cents)
    return ask is None or ask.standing != "declined" or (ask.revision, ask.funder, ask.cents) != explains


@law(
    nl="{zuil} zegt ja op wat het zelf aanvraagt (2:4 Awb)",
    en="{zuil} says yes to what it applies for itself (2:4 Awb)",
)
def held_in_its_own_case(_: Event, held: asks.ZuilAskHeld, known: Known) -> bool:
    return held.zuil == held.its_applicant(known)


@law(
    nl="aanvraag {application}: de kosten zijn {costs} cent, gevraagd en eigen geld samen {covered} cent",
    en="application {application}: its costs are {costs} cents, what it asks and has itself {covered} cents",
)
def costs_do_not_add_up(event: Event, _: CommandOutcome, known: Known) -> Broken:
    """What an accepted proposal asks, and what it has itself, are its costs."""
    for name in (name for what, name in known.logs[event.log].due if what == "costs"):
        if found := known[Application].get(name):
            costs, covered = found.costs_cents, found.other_cents + sum(ask.cents for ask in found.live(known).values())
            if costs != covered:
                yield event, {"application": name, "costs": costs, "covered": covered}


@law(
    nl="aanvraag {application} telt goederen in natura als geld",
    en="application {application} counts goods in kind as money",
)
def goods_as_money(_: Event, proposed: _Proposed, known: Known) -> bool:
    """In applications of before goods stood apart, they counted at their value."""
    return proposed.goods_as_money(known)


@law(
    nl="vertelt {told}, wie het niet aangaat, waarom {application} niet doorging",
    en="tells {told}, whom it does not concern, why {application} did not go through",
)
def told_to_another(_: Event, explained: _Explained, known: Known) -> Values | None:
    """Words are for the applicant, and for the zuilen that were asked."""
    found = known[Application].get(explained.application)
    zuilen = (
        {ask.funder.removeprefix("zuil:") for name in found.asks if (ask := known[Ask].get(name))} if found else set()
    )
    failed = isinstance(explained, applications.FailureExplained)
    concerned = {found.applicant if found else UNKNOWN, *(zuilen if failed else ())}
    return {"told": explained.audience} if explained.audience not in concerned else None


@law(nl="noemt {applicant} als aanvrager; dat is {found}", en="names {applicant} as the applicant; that is {found}")
def decision_for_another(_: Event, decided: Decision, known: Known) -> Values | None:
    found = decided.its_applicant(known)
    return {"found": found} if decided.applicant != found else None


@law(nl="beslist over {named}; aan de orde is {live}", en="decides on {named}; what there is to decide on is {live}")
def decision_incomplete(_: Event, decided: _Decided, known: Known) -> Values | None:
    live = sorted((name, ask.revision, ask.funder) for name, ask in _live(decided, known).items())
    named = sorted((ask.ask, ask.revision, ask.funder) for ask in decided.asks)
    told = (", ".join(f"{ask} {revision}" for ask, revision, _ in rows) for rows in (named, live))
    return dict(zip(("named", "live"), told, strict=True)) if named != live else None


def _live(decided: Decision, known: Known) -> dict[str, Ask]:
    application = known[Application].get(decided.application)
    return application.live(known) if application else {}


@law(
    nl="verleent {ask} op andere voorwaarden dan gevraagd zijn",
    en="grants {ask} on other terms than were asked",
)
def terms_otherwise(event: Event, granted: applications.ApplicationGranted, known: Known) -> Broken:
    """Of each ask the terms of its loan, or its advances, as its latest revision asks; of no other ask."""
    live = _live(granted, known).items()
    loans = {name: ask.loan for name, ask in live if ask.loan}, {one.ask: one.terms for one in granted.loans}
    advances = {name: ask.advances for name, ask in live if ask.advances}, dict(map(_parts, granted.advances))
    for asked, named in (loans, advances):
        for name in sorted(asked.keys() | named.keys()):
            if asked.get(name) != named.get(name):
                yield event, {"ask": name}


def _parts(granted: GrantedAdvances) -> tuple[str, tuple[Advance, ...]]:
    return granted.ask, granted.advances


@law(
    nl="verleent {ask} herziening {revision} van {cents} cent, zonder dat {funder} precies dat vasthoudt",
    en="grants {ask} revision {revision} of {cents} cents, while {funder} does not hold exactly that",
)
def grant_without_hold(event: Event, granted: applications.ApplicationGranted, known: Known) -> Broken:
    live = _live(granted, known)
    for named in granted.asks:
        ask = live.get(named.ask)
        if not (ask and _says_held(ask, named) and _is_held(granted.application, named, known)):
            yield event, {name: getattr(named, name) for name in ("ask", "revision", "cents", "funder")}


def _says_held(ask: Ask, named: applications.GrantedAsk) -> bool:
    """Whether applications has it as held, exactly as it is granted."""
    return ask.standing == "held" and all(
        getattr(ask, name) == getattr(named, name) for name in named.__struct_fields__
    )


def _is_held(application: str, named: applications.GrantedAsk, known: Known) -> bool:
    """Whether the pool itself holds exactly this. What a zuil holds, the applications' log alone says."""
    kind, _, pool = named.funder.partition(":")
    held = held_by(named.ask, known)
    return kind == "zuil" or bool(held and held.exact == (pool, application, named.revision, named.cents))


@law(
    nl="laat de aanvraag vervallen op {at}, vóór het uiterste moment {decide_by}",
    en="lets the application fail at {at}, before its last moment {decide_by}",
)
def failed_early(event: Event, failed: applications.ApplicationFailed, known: Known) -> Values | None:
    found, at = known[Application].get(failed.application), event.envelope.at
    if found is None or event.cause != CLOCK or at >= found.decide_by:
        return None
    return {"at": at.isoformat(), "decide_by": found.decide_by.isoformat()}


@law(
    nl="laat de aanvraag vervallen, terwijl alles wat aan de orde is wordt vastgehouden",
    en="lets the application fail, while all that there is to decide on is held",
)
def failed_though_held(_: Event, failed: applications.ApplicationFailed, known: Known) -> bool:
    live = _live(failed, known)
    return bool(live) and all(ask.standing == "held" for ask in live.values())
