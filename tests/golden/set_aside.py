"""What a first yes sets aside, some of it under a support; all of it came after `left/` was packed."""

import msgspec

from services.pool.holds.facts import Under
from shared.money import Posting
from tests.golden.fixtures import Reading, facts_of
from tests.golden.making import instead, turned_round, vars_of


def set_aside(lines):
    """And given back, of what is held in these logs. Nobody is told."""
    reading, kinds = Reading("pool"), facts_of("pool")
    quiet = next(reading.stored(line) for line in lines if reading.stored(line).kind == "application-closed")
    held = [line for line in lines if reading.stored(line).kind == "reservation-held"]
    for line in held[:9]:
        found = vars_of(reading.fact(line))
        to_nobody = msgspec.structs.replace(quiet, book_date=reading.stored(line).book_date)
        aside = {**found, "postings": tuple(_in_reserve(*posting) for posting in found["postings"])}
        for under in ((), tuple(Under("groen-voor-ontmoeten", *part) for part in found["attribution"][:1])):
            yield instead(to_nobody, kinds["backing-set-aside"](**aside | {"under": under}))
        back = turned_round(aside)
        del back["attribution"], back["under"]
        yield instead(to_nobody, kinds["backing-freed"](**back))


def _in_reserve(account, cents):
    return Posting(account.replace("/held", "/reserved"), cents)
