"""What may be corrected, to which amount, and what goes before it."""

from typing import NamedTuple

from services.pool.chart import PLEDGED
from services.pool.contributions.decisions import find_pledge
from services.pool.contributions.facts import ContributionPledged
from services.pool.corrections.facts import OfMistake
from services.pool.frames.decisions.ceilings import put_in_cents
from services.pool.state import State
from shared.money import Refusal, euros

NAMED_AT_ONCE = 5


class Mistake(NamedTuple):
    """A pledge or a receipt as it stands now."""

    pledged: ContributionPledged
    receipt: int | None
    """None: the pledge itself."""
    cents: int
    of_year: int


def find_mistake(state: State, pool: str, contribution: str, receipt: int | None) -> Mistake | Refusal:
    pledged = find_pledge(state, pool, contribution)
    if isinstance(pledged, Refusal):
        return pledged
    if receipt is None:
        return Mistake(pledged, None, _promised_cents(state, pledged), pledged.year)
    found = state.contributions.find_receipt(pool, contribution, receipt)
    if found is None:
        last = state.contributions.receipt_count(pool, contribution)
        sentence = f"{contribution} has {last} receipts, numbered from 1; name one of these."
        return Refusal("unknown-receipt", sentence, "receipt")
    return Mistake(pledged, receipt, found.cents, found.received_on.year)


def stands_so(state: State, asked: OfMistake) -> bool:
    """Whether there stands still what was to be corrected: what is to come of a pledge may be cancelled, or lapse."""
    if asked.receipt is None:
        return _promised_cents(state, asked) == asked.was_cents
    found = state.contributions.find_receipt(asked.pool, asked.contribution, asked.receipt)
    return found is not None and found.cents == asked.was_cents


def not_correctable(state: State, mistake: Mistake, cents: int) -> Refusal | None:
    """Why this amount cannot be the right one, or not yet."""
    if cents == mistake.cents:
        sentence = f"{euros(cents)} is what stands in the books; there is nothing to correct."
        return Refusal("nothing-to-correct", sentence, "cents")
    return _pledge_not(state, mistake, cents) if mistake.receipt is None else _receipt_not(state, mistake, cents)


def _receipt_not(state: State, mistake: Mistake, cents: int) -> Refusal | None:
    """Between what its contributor took back since, for that stands, and what it pledged."""
    pool, contribution, contributor = mistake.pledged.pool, mistake.pledged.contribution, mistake.pledged.contributor
    most_cents = mistake.cents + state.books.balance(PLEDGED(pool, contribution))
    if cents > most_cents:
        sentence = f"At most {euros(most_cents)} was pledged for this; have the rest pledged first."
        return Refusal("more-than-pledged", sentence, "cents")
    least_cents = mistake.cents - put_in_cents(state, pool, contribution)
    if cents < least_cents:
        sentence = f"{contributor} took back what it put in; {euros(least_cents)} at least came with this receipt."
        return Refusal("reverse-first", sentence, "cents")
    return None


def _pledge_not(state: State, mistake: Mistake, cents: int) -> Refusal | None:
    """A pledge is corrected downwards only: to promise more is a promise of its own, which has to be accepted."""
    pledged = mistake.pledged
    if cents > mistake.cents:
        sentence = f"{euros(mistake.cents)} is promised; have the rest pledged as a contribution of its own."
        return Refusal("more-than-pledged", sentence, "cents")
    received_cents = state.contributions.received_cents(pledged.pool, pledged.contribution)
    if cents >= received_cents:
        return None
    sentence = f"{euros(received_cents)} of it was received; correct {_receipts(state, pledged)} first."
    return Refusal("reverse-first", sentence, "contribution")


def _promised_cents(state: State, pledged: ContributionPledged | OfMistake) -> int:
    """What came of it and what is still to come: what was cancelled or has lapsed is promised no more."""
    awaited_cents = state.books.balance(PLEDGED(pledged.pool, pledged.contribution))
    return awaited_cents + state.contributions.received_cents(pledged.pool, pledged.contribution)


def _receipts(state: State, pledged: ContributionPledged) -> str:
    """The latest receipts of which something stands."""
    last = state.contributions.receipt_count(pledged.pool, pledged.contribution)
    standing = (
        number
        for number in range(last, 0, -1)
        if (found := state.contributions.find_receipt(pledged.pool, pledged.contribution, number)) and found.cents
    )
    named = [str(number) for number, _ in zip(standing, range(NAMED_AT_ONCE), strict=False)]
    return f"receipt {', '.join(named)} of {pledged.contribution}"
