"""Why an application was not granted: who said no to an ask and on which ground, and who ended it.

The words stand in the log of whoever said them. The operator reads the logs themselves, so it reads them here too.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cli.logs import Entry
from cli.screen import Screen
from cli.telling import ground
from cli.words import stories as w
from cli.words.kinds import WORDS_WITHHELD
from shared.parties import SERVICES
from shared.wire import WITHHELD

_BY_APPLICATIONS = ("pool-ask-declined", "zuil-ask-declined")
_BY_POOL = "reservation-declined"


class Declined(NamedTuple):
    """A no that stands."""

    ask: str
    revision: int
    funder: str
    by: str
    """The party that said it; empty where the rules of the pool did, without anybody."""
    ground: str | None
    reason: str


def declines(asks: Sequence[Mapping[str, Any]], own: Sequence[Entry], of_pools: Sequence[Entry]) -> list[Declined]:
    """Of each ask that stands declined; a pool's words are in its own log, as far as that is known."""
    said = {
        _revision(entry): entry
        for kinds, entries in ((_BY_APPLICATIONS, own), ((_BY_POOL,), of_pools))
        for entry in entries
        if entry.stored.kind in kinds
    }
    found = ((ask, said[ask["ask"], ask["revision"]]) for ask in asks if ask["standing"] == "declined")
    return [_declined(ask, entry) for ask, entry in found]


def _revision(entry: Entry) -> tuple[str, int]:
    fact = entry.fact
    return fact["ask"], fact["revision"]


def _declined(ask: Mapping[str, Any], entry: Entry) -> Declined:
    by = "" if entry.stored.by in SERVICES else entry.stored.by
    return Declined(ask["ask"], ask["revision"], ask["funder"], by, entry.fact.get("ground"), entry.fact["reason"])


def show_declines(screen: Screen, found: Sequence[Declined]) -> None:
    """Nothing, where nobody said no."""
    if not found:
        return
    columns = [(screen.tell(word), "fold") for word in (w.ASK, w.FUNDER, w.DECLINED_BY, w.REASON)]
    rows = [
        [one.ask.partition(":")[2], one.funder, one.by or screen.tell(w.NOBODY), _why(screen, one)] for one in found
    ]
    screen.table(screen.tell(w.DECLINES), columns, rows)


def _why(screen: Screen, one: Declined) -> str:
    words = screen.tell(WORDS_WITHHELD) if one.reason == WITHHELD else one.reason
    return f"{ground(one.ground, screen.language)}; {words}"


class Ended(NamedTuple):
    """An end without a grant."""

    code: str
    by: str
    """The party that ended it; empty where time did."""
    reason: str
    """In its words; empty where time did."""


def ended(view: Mapping[str, Any], own: Sequence[Entry]) -> Ended | None:
    """How it failed, if it did. The service tells its words to nobody but those concerned; its log has them."""
    code = view.get("failure")
    if not code or code == "decide-by-passed":
        return Ended(code, "", "") if code else None
    facts = {entry.stored.kind: entry.fact for entry in own}
    if explained := facts.get("failure-explained"):
        return Ended(code, explained["by"], explained["reason"])
    return Ended(code, view["applicant"], facts["application-failed"]["reason"])  # as older logs have it


def why_ended(screen: Screen, found: Ended) -> str:
    """In a sentence: what ended it, who, and its words."""
    what = screen.tell(w.FAILURES[found.code])
    return f"{what} ({found.by}): {found.reason}" if found.by else what
