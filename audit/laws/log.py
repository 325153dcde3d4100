"""One log by itself: nothing altered, removed, put in between, put in another order or back-dated."""

from audit.facts.declaring import Fact
from audit.facts.runtime import LogOpened
from audit.laws.law import Broken, Event, Known, Law, Values, law

unreadable = Law("unreadable", nl="de opgeslagen bytes zijn geen gebeurtenis", en="the stored bytes are no event")
"""Judged while reading: there is no event to put before a judge."""


log_unguarded = Law(
    "log-unguarded",
    nl="trigger {trigger}, die wijzigen en verwijderen weigert, is weg, uitgezet of vervangen",
    en="trigger {trigger}, which refuses changes and deletions, is gone, disabled or replaced",
)
"""About the database that the log is in, and no event of it; so it is not judged of rows that come without one."""


@law(
    nl="deze soort gebeurtenis hoort volgens het contract niet in dit logboek",
    en="the contract knows no such kind of event in this log",
)
def kind_unknown(event: Event, fact: None, _: Known) -> bool:
    return not event.fault


@law(nl="de velden zijn niet die van het contract: {fault}", en="its fields are not those of the contract: {fault}")
def fields_differ(event: Event, fact: None, _: Known) -> bool:
    return bool(event.fault)


@law(nl="de rij noemt {row}, de opgeslagen bytes zeggen {bytes}", en="the row says {row}, the stored bytes say {bytes}")
def row_differs(event: Event, _: Fact | None, __: Known) -> Values | None:
    row, inside = event.row[1:4], (event.envelope.stream, event.envelope.version, event.envelope.kind)
    return {"row": row, "bytes": inside} if row != inside else None


@law(
    nl=(
        "is gewijzigd: gebeurtenis {next} bewaart er een andere hash van; of ertussen is er een weggehaald, of een van "
        "beide is ingevoegd of verplaatst"
    ),
    en=(
        "was altered: event {next} holds another hash of it; or one between them was removed, or one of the two was "
        "put in or moved"
    ),
)
def chain_broken(event: Event, _: Fact | None, known: Known) -> Broken:
    """The next event vouches for the one before it, so that one is named; of a log's first event, that one itself."""
    log = known.logs[event.log]
    if event.envelope.prev != log.hash:
        yield log.place or event, {"next": event.position}


@law(
    nl="is versie {found} van stroom {stream}; na {before} hoort {expected} te komen",
    en="is version {found} of stream {stream}; after {before} there should be {expected}",
)
def version_skips(event: Event, _: Fact | None, known: Known) -> Values | None:
    stream, found = event.envelope.stream, event.envelope.version
    before = known.logs[event.log].versions.get(stream, 0)
    if found == before + 1:
        return None
    return {"found": found, "stream": stream, "before": before, "expected": before + 1}


@law(
    nl="is gedateerd op {at}, eerder dan de gebeurtenis ervoor ({before})",
    en="is dated {at}, before the event preceding it ({before})",
)
def time_goes_back(event: Event, _: Fact | None, known: Known) -> Values | None:
    at, before = event.envelope.at, known.logs[event.log].at
    return {"at": at.isoformat(), "before": before.isoformat()} if before and at < before else None


@law(
    nl="telt {found} gezegde berichten waar het er {expected} zijn",
    en="counts {found} messages said where there are {expected}",
)
def said_skips(event: Event, _: Fact | None, known: Known) -> Values | None:
    found, expected = event.envelope.said, known.logs[event.log].published + bool(event.envelope.audience)
    return {"found": found, "expected": expected} if found != expected else None


@law(
    nl="telt {found} berichten aan {audience} waar het er {expected} zijn",
    en="counts {found} messages to {audience} where there are {expected}",
)
def audience_said_skips(event: Event, _: Fact | None, known: Known) -> Values | None:
    found, audience = event.envelope.audience_said, event.envelope.audience
    expected = known.logs[event.log].published_to.get(audience, 0) + 1 if audience else 0
    return {"found": found, "audience": audience or "-", "expected": expected} if found != expected else None


@law(
    nl="is gezegd tegen {found}; volgens het contract is deze soort voor {expected}",
    en="is said to {found}; by the contract this kind is for {expected}",
)
def audience_differs(event: Event, fact: Fact, _: Known) -> Values | None:
    found, expected = event.envelope.audience, fact.audience
    return {"found": found or "-", "expected": expected or "-"} if found != expected else None


@law(
    nl="het logboek van {log} begint met één log-opened van die dienst, en heeft er verder geen",
    en="the log of {log} begins with one log-opened of that service, and has no other",
)
def not_opened(event: Event, fact: Fact | None, known: Known) -> Values | None:
    opens = isinstance(fact, LogOpened) and fact.service == event.log
    may_open = known.logs[event.log].events == 0
    return {"log": event.log} if opens != may_open or isinstance(fact, LogOpened) != may_open else None
