"""How much the audit sees, measured: one value of one fact is changed, and everything else made to fit.

Numbers are raised by one, names get a letter more, dates move by a day. Whatever is not noticed is listed here: for
these values the three logs hold no second witness.
"""

import random
from dataclasses import replace
from datetime import date, timedelta
from zlib import crc32

import pytest

from tests.effort import EFFORT
from tests.unit.audit.advancing import BARN, CHAIRS, ROOF

UNSEEN = {
    # Words and circumstances: only their author knows
    ("pool", "pool-opened", "neighbourhood"),
    ("pool", "pool-opened", "goals"),
    ("pool", "offer-ended", "reason"),
    ("pool", "cancellation-explained", "reason"),
    ("pool", "support-proposed", "evidence"),
    ("pool", "support-end-explained", "reason"),
    ("pool", "task-registered", "description"),
    ("pool", "task-registered", "unit"),
    ("pool", "give-back-explained", "reason"),
    ("pool", "contribution-received", "received_on"),
    ("applications", "application-submitted", "form"),
    ("applications", "asks-rearranged", "other_money"),
    ("pool", "contribution-corrected", "ground"),
    ("settlement", "payment-failed", "reason"),
    ("settlement", "payment-confirmed", "paid_on"),
    ("settlement", "confirmation-corrected", "ground"),
    ("settlement", "refund-corrected", "ground"),
    ("settlement", "verification-corrected", "ground"),
    ("settlement", "repayment-corrected", "ground"),
    ("settlement", "loan-written-off", "ground"),
    ("settlement", "loan-written-off", "reason"),
    ("settlement", "loan-change-awaits-approval", "reason"),
    ("settlement", "loan-terms-changed", "reason"),
    ("settlement", "report-submitted", "costs"),
    ("settlement", "report-submitted", "results"),
    ("settlement", "report-submitted", "hours"),
    ("settlement", "report-submitted", "words"),
    ("settlement", "grant-changed", "reason"),
    ("settlement", "grant-determined", "reason"),
    ("settlement", "determination-corrected", "ground"),
    ("settlement", "milestone-reported", "words"),
    ("settlement", "milestone-declined", "reason"),
    ("settlement", "saving-claimed", "evidence"),
    ("settlement", "saving-rejected", "reason"),
    # What the register of parties said, and what else the council decided
    ("pool", "contribution-pledged", "counts_for_ceiling"),
    ("pool", "frame-amended", "goals"),
    ("pool", "year-closed", "decision"),
    ("pool", "pool-closed", "decision"),
    ("pool", "interest-reserve-set", "decision"),
    ("pool", "pool-opened", "reserve"),
    ("pool", "frame-amended", "reserve"),
    ("pool", "contribution-carried-over", "decision"),
    ("pool", "contribution-carried-over", "last_day"),
    # Terms of payment are recomputed of grants in parts only, and not of what goes back to contributors
    ("settlement", "agreement-made", "due_on"),
    ("settlement", "payment-ordered", "due_on"),
    # Limits that were not reached
    ("pool", "pool-opened", "frame"),
    ("pool", "frame-amended", "frame"),
    ("pool", "frame-amended", "ceilings"),
    ("pool", "mandate-set", "limit_cents"),
    ("pool", "mandate-set", "total_cents"),
    ("pool", "mandate-set", "valid_from"),
    ("pool", "mandate-set", "valid_to"),
    ("pool", "mandate-set", "four_eyes_above_cents"),
    ("pool", "mandate-set", "automatic"),
    # Stored, and not of the contract
    ("pool", "reservation-held", "attribution"),
    ("pool", "application-closed", "pool"),
    ("applications", "answer-stale", "application"),
    ("applications", "pool-asked", "instrument"),
    ("applications", "pool-ask-released", "application"),
    ("settlement", "payment-failed", "ask"),
    ("settlement", "payment-failed", "earn_back"),
    ("settlement", "payment-failed", "contribution"),
    ("pool", "refill-allowed", "without"),
    ("pool", "refill-allowed", "reason"),
    ("pool", "refill-allowed", "until"),
    ("pool", "older-log-allowed", "log"),
    ("pool", "older-log-allowed", "index"),
    ("pool", "older-log-allowed", "hash"),
    ("pool", "older-log-allowed", "reason"),
    # What else the register said, and why an operator believed it
    *(
        (log, kind, field)
        for log in ("applications", "pool", "settlement")
        for kind, fields in {
            "party-registered": ("roles", "public_money", "own", "network", "changed_at"),
            "party-deregistered": ("changed_at",),
            "new-identifier-allowed": ("reason",),
        }.items()
        for field in fields
    ),
    ("pool", "log-guarded", "missing"),
    ("pool", "log-guarded", "reason"),
    # What a command's body was
    *(
        (log, "command-outcome", field)
        for log in ("applications", "pool", "settlement")
        for field in ("body_sha256", "field")
    ),
}


def _values(value, path=()):
    """Every value in a fact that is neither an object nor a list, with the way to it; of alike rows, the first's."""
    if isinstance(value, dict | list):
        alike = isinstance(value, list) and value and isinstance(value[0], list)
        items = value.items() if isinstance(value, dict) else enumerate(value[:1] if alike else value)
        for name, part in items:
            yield from _values(part, (*path, name))
    else:
        yield path, value


def _other(value):
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case None:
            return "x"
    try:
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    except ValueError:
        return f"{value}x"


def _put(fact, path, value):
    for name in path[:-1]:
        fact = fact[name]
    fact[path[-1]] = value


def _first_of_each_kind(books):
    """Where it is, by log and kind. Marks are left out: they are mended with the hashes."""
    return {(log, one.kind): at for log, entries in books.logs.items() for at, one in reversed([*enumerate(entries)])}


STEP = max(3 // EFFORT, 1)
"""Of so many values one is changed; with more effort, as `make test-longer` makes it, each."""


@pytest.mark.parametrize("log", ["applications", "pool", "settlement"])
def test_whatever_has_a_second_witness_cannot_be_changed_unseen(books, log):
    unseen = set()
    for (of_log, kind), at in _first_of_each_kind(books).items():
        if of_log != log or kind == "batch-closed":
            continue
        fact = books.logs[log][at].fact
        for path, value in [*_values(fact)][crc32(kind.encode()) % STEP :: STEP]:
            if (log, kind, path[0]) in UNSEEN:
                continue
            _put(fact, path, _other(value))
            if not books.chained().convicted():
                unseen.add((kind, path))
            _put(fact, path, value)
    assert unseen == set()
    assert not books.chained().convicted()


def _of_a_grant_in_parts(books):
    """Each kind of fact about asks that are paid in advances, of which the first of its kind is about another."""
    kinds = {
        "applications": ("pool-asked", "zuil-asked", "application-granted"),
        "pool": ("ask-received", "reservation-committed", "reservation-paid", "payment-undone", "money-returned"),
        "settlement": ("agreement-made", "payment-ordered", "payment-confirmed", "grant-determined", "order-withdrawn"),
    }
    for log, of_log in kinds.items():
        for kind in (*of_log, *(("determination-corrected",) if log == "settlement" else ())):
            ask = {"application": BARN} if kind == "application-granted" else {"ask": ROOF}
            yield books.all(log, kind, **(ask if kind != "zuil-asked" else {"ask": CHAIRS}))[-1]


def test_nothing_of_a_grant_in_parts_can_be_changed_unseen(books):
    """When it is due as well: that is recomputed of these."""
    unseen = set()
    for one in _of_a_grant_in_parts(books):
        values = [*_values(one.fact)]
        for path, value in values[crc32(one.kind.encode()) % STEP :: STEP]:
            if path[0] != "due_on" and (one.log, one.kind, path[0]) in UNSEEN:
                continue
            _put(one.fact, path, _other(value))
            if not books.chained().convicted():
                unseen.add((one.kind, path))
            _put(one.fact, path, value)
    assert unseen == set()


ANYTHING = (None, True, 0, -1, 10**18, 10**400, 0.5, "", "x", "NaN", "2026-02-30", [], [[]], {}, {"x": 1})


@pytest.mark.parametrize("seed", range(40 * EFFORT))
def test_nonsense_never_brings_the_audit_down(books, seed):
    """Some value of some event, envelope included, is replaced by anything; the hashes are mended, or not."""
    chance = random.Random(seed)
    one = chance.choice([*books])
    path, _ = chance.choice([*_values(one.envelope)])
    _put(one.envelope, path, chance.choice(ANYTHING))
    findings = books.chained().judged() if chance.random() < 0.5 else books.judged()
    assert all(problem.told("nl") and problem.told("en") for problem in findings.broken)


@pytest.mark.parametrize("log", ["applications", "pool", "settlement"])
def test_no_event_can_be_altered_removed_or_moved_unseen(sound_books, log):
    """Whatever it is, as long as the hashes are left as they are. Of a log's very last event only readers can tell."""
    assert not sound_books.convicted()
    for at in range(1, len(sound_books.logs[log]) - 1, 23):
        for spoil in (_alter, _remove, _move):
            books = sound_books.reordered()
            spoil(books.logs[log], at)
            assert books.convicted(of="chain-broken"), (at, spoil)


def _alter(entries, at):
    entries[at] = replace(entries[at], raw=entries[at].state + b" ")


def _remove(entries, at):
    del entries[at]


def _move(entries, at):
    entries[at], entries[at + 1] = entries[at + 1], entries[at]
