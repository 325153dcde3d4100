"""The story many times over, one after another, in the same three logs: a long history with every kind of fact in it.

Each time in other pools, applications, earn-backs and commands; the parties stay. Numbers, hashes and times are mended.
"""

import json
import re
from datetime import date, datetime, timedelta

import msgspec

from audit.facts import FACTS
from tests.faults.carried import MONDAY
from tests.unit.audit.hostile import Books, Entry

NAMES = re.compile(
    r"(?<![\w-])(wijk|buurt|tuin|taart|koor|markt|koffie|bank|plein|feest|vijver|hof|samenzang|gevel|park|bloembak|zaaien|spelen|kort|straatfeest|wei|schommels|wippen|boog|poort|trap|brug|werk-terug|kas-terug|hulp-terug|deur-terug|opzicht-1|opzicht|tocht-1|tocht|jaar-\d|stook-1|tuinman|stookkosten|c-\d+)"
    r"(?=[\":/])"
)
"""In stored bytes: what one telling of the story must not share with another."""
ONCE = {"log-opened", "party-registered", "party-deregistered", "new-identifier-allowed"}
"""The log is the same, and so are the parties."""
DAYS = {
    "book_date",
    "received_on",
    "paid_on",
    "returned_on",
    "recorded_on",
    "opened_on",
    "ordered_on",
    "lapses_on",
    "closed_on",
}
"""Civil dates that go with the log's time."""


def copies(books, times):
    """Sound books that are so many times as long; up to 20, for all of it is of one year.

    What ended a year before the story began is told once.
    """
    span = timedelta(days=(_last(books) - MONDAY).days + 2)
    told = {name: list(entries) for name, entries in books.logs.items()}
    told_again = [one for one in books if one.kind not in ONCE and _at(one) >= MONDAY]
    for number in range(1, times):
        twins = {one: _twin(one, number, span * number) for one in told_again}
        for one, twin in twins.items():
            twin.cause, twin.mark = twins.get(one.cause), twins.get(one.mark)
            told[one.log].append(twin)
    return Books(told, books.log_ids).sealed()


def _at(entry):
    return datetime.fromisoformat(entry.envelope["at"])


def _last(books):
    return max(map(_at, books))


def _twin(entry, number, later):
    text = NAMES.sub(rf"\1-n{number}", json.dumps(entry.envelope))
    envelope = json.loads(
        text.replace('"2026-12-31"', '"9999-12-31"')
        if entry.kind in {"pool-opened", "frame-amended", "mandate-set"}
        else text
    )
    envelope["at"] = _moved(envelope["at"], later)
    for holder in (envelope, envelope["fact"], envelope["fact"].get("form", {})):
        for name in DAYS & holder.keys():
            holder[name] = holder[name] and (date.fromisoformat(holder[name]) + later).isoformat()
        if "decide_by" in holder:
            holder["decide_by"] = _moved(holder["decide_by"], later)
    if asks_again_on := envelope["fact"].get("asks_again_on"):
        envelope["fact"]["asks_again_on"] = max(asks_again_on, envelope["at"][:10])
    if "terms_hash" in envelope["fact"]:
        terms = msgspec.convert(envelope["fact"], FACTS[entry.log][entry.kind])
        envelope["fact"]["terms_hash"] = terms.hash
    return Entry(entry.log, envelope)


def _moved(instant, later):
    return (datetime.fromisoformat(instant) + later).isoformat()
