"""Events told as sentences, for a log and for a story alike."""

from typing import Any

from cli.logs import Entry
from cli.screen import readable
from cli.words import Language
from cli.words.kinds import COMMAND_REFUSED, GROUNDS, KINDS, NO_GROUND, UNTOLD, WORDS_WITHHELD
from shared.log.facts import BatchClosed, CommandOutcome
from shared.wire import WITHHELD


def told(entry: Entry, language: Language) -> str:
    """What happened, in a sentence without its time and place."""
    fact = entry.fact
    text = KINDS.get(entry.stored.kind, UNTOLD)
    if entry.stored.kind == CommandOutcome.kind and not fact["accepted"]:
        text = COMMAND_REFUSED
    if fact.get("reason") == WITHHELD:  # a pool's words stand in its own log
        fact["reason"] = WORDS_WITHHELD.of(language)
    fact["ground"] = ground(fact.get("ground"), language)
    return text.of(language).format_map(_Fields(readable(fact), kind=entry.stored.kind)).strip()


def ground(named: str | None, language: Language) -> str:
    """The ground of a refusal, in words; where there is none, that it was not named."""
    if named is None:
        return NO_GROUND.of(language)
    return GROUNDS[named].of(language) if named in GROUNDS else named


class _Fields(dict[str, Any]):
    """What a sentence asks for and an older event does not have must not stop a screen."""

    def __missing__(self, name: str) -> str:
        return "?"


def is_housekeeping(kind: str) -> bool:
    """What the runtime records for its own sake, at the end of every batch."""
    return kind == BatchClosed.kind
