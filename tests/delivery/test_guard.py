"""The writer's guard: a decision that would break the books is recorded by nobody, whatever brought it about.

A command fails alone, an upstream stands still, a deadline stands still; what is sound goes on.
"""

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from deploy.local import ROOT
from services.applications.asks.messages import PoolAsked
from services.pool.chart import FREE, PUT_IN
from services.pool.contributions.facts import ContributionWithdrawn
from services.pool.contributions.messages import WithdrawContribution
from shared.log.fold import replay
from shared.money import Posting, transfer
from shared.money.chart import Books
from shared.running.undecided import UpstreamHalted
from tests.delivery.stage import (
    APPLICATIONS,
    POOL,
    HandClock,
    Stage,
    Wired,
    arrived,
    disk_of,
    events,
    kinds,
    pledge,
    said,
    story_arrivals,
    submit_application,
    until,
    writer,
)

UNSOUND = {
    "overdraws": transfer(1, "moestuin/kapot/free", "moestuin/kapot/held"),
    "undeclared": transfer(1, "contributor:welzijn", "moestuin/kapot/vrij"),
    "unbalanced": (Posting("contributor:welzijn", -5), Posting("moestuin/kapot/free", 6)),
    "money against memo": (Posting("memo/pledged-by:welzijn", -5), Posting("moestuin/kapot/free", 5)),
}
"""Postings that no decision may come to, by what is wrong with them."""
BROKEN = "kapot"
SOUND = ["pool-opened", "mandate-set", "contribution-pledged", "contribution-received"]


def posting(facts, postings):
    """These facts; but the bookings of each that has any are these."""
    return [replace(fact, postings=postings) if hasattr(fact, "postings") else fact for fact in facts]


# As a command


def pool_that_posts(postings):
    """The pool service, with a bug in the pledge of one contribution."""

    def decide(state, command, context):
        facts = POOL.decide(state, command, context)
        return posting(facts, postings) if getattr(command, "contribution", "") == BROKEN else facts

    return replace(POOL, decide=decide)


def command_that(wrong, folder):
    """What becomes of a batch with one unsound command in its middle."""
    log, disk = disk_of(f"sqlite:///{folder}/command.db")
    pool = writer(log, pool_that_posts(UNSOUND[wrong]))
    first, second, *others = story_arrivals()
    broken = arrived("pool", "pledge", by="welzijn", command_id=BROKEN, **pledge(BROKEN))
    answers = pool.commands([first, second, broken, *others])
    told = {
        "codes": {answer.arrival.command_id: answer.outcome.code for answer in answers},
        "kinds": kinds(log),
        "known": sorted(pool.fold.state.contributions.of("moestuin").pledged),
        "as folded": pool.fold.state == replay(POOL, log).state,
    }
    disk.close()
    return told


COMMAND = {
    "codes": {**{arrival.command_id: "" for arrival in story_arrivals()}, BROKEN: "internal-error"},
    "kinds": SOUND,
    "known": ["welzijn-2026"],
    "as folded": True,
}


@pytest.mark.parametrize("wrong", UNSOUND)
def test_a_command_that_would_break_the_books_fails_alone(tmp_path, wrong):
    assert command_that(wrong, tmp_path) == COMMAND


def test_it_is_told_to_its_sender_and_kept_as_a_dead_letter(broker, tmp_path):
    async def scene():
        stage = Stage(broker, tmp_path)
        bus = Wired(stage.bus("pool"))
        async with stage.ready(pool_that_posts(UNSOUND["overdraws"]), bus=bus) as pool:
            await stage.tell()
            async with stage.client("welzijn") as client:
                outcome = await client.submit("pool", "pledge", pledge(BROKEN), command_id=BROKEN)
                assert (outcome.accepted, outcome.code) == (False, "internal-error")
                assert (await client.submit("pool", "pledge", pledge("gewoon"))).accepted
            (letter,) = bus.dead
            assert letter.headers["Bundel-Subject"] == "bundel.cmd.pool.welzijn.pledge"
            assert msgspec.json.decode(letter.body)["id"] == BROKEN
            assert pool.health.well
            assert kinds(pool.writer._eventlog) == [*SOUND, "contribution-pledged"]

    asyncio.run(scene())


# Several commands of one batch: each is held against the books as those before it leave them


def pool_that_gives(cents):
    """The pool service, but to withdraw takes this out of what is free, without a look at how much that is."""

    def decide(state, command, context):
        if not isinstance(command, WithdrawContribution):
            return POOL.decide(state, command, context)
        free = FREE(command.pool, command.contribution)
        taken = cents(state.books.balance(free), command.cents)
        postings = transfer(taken, free, PUT_IN(context.by))
        return [ContributionWithdrawn(command.pool, command.contribution, context.by, taken, postings)]

    return replace(POOL, decide=decide)


def as_asked(free_cents, asked_cents):
    return asked_cents


def one_cent_too_many(free_cents, asked_cents):
    return free_cents + 1


def withdraw(cents, command_id="opname"):
    data = {"pool": "moestuin", "contribution": "welzijn-2026", "cents": cents}
    return arrived("pool", "withdraw-contribution", by="welzijn", command_id=command_id, **data)


@pytest.fixture
def log(sqlite_log):
    log, disk = disk_of(sqlite_log)
    yield log
    disk.close()


def codes(answers):
    return {answer.arrival.command_id: answer.outcome.code for answer in answers}


def lowest_free(log):
    """The least that was ever free, event by event."""
    books, lowest = Books(), 0
    for event in events(log):
        fact = msgspec.json.decode(event.stored.fact)
        books.post(POOL.chart, fact.get("postings", ()))
        lowest = min(lowest, books.balance("moestuin/welzijn-2026/free"))
    return lowest


def test_what_a_later_command_brings_covers_nothing_before_it(log):
    """A cent more than there is stays a cent too many, and the command behind it is recorded all the same."""
    pool = writer(log, pool_that_gives(one_cent_too_many))
    *before, received = story_arrivals()
    answers = pool.commands([*before, withdraw(100), received])
    assert codes(answers) == {**{one.command_id: "" for one in story_arrivals()}, "opname": "internal-error"}
    assert kinds(log) == SOUND


def test_a_command_that_is_covered_when_it_is_tried_once_more_is_recorded_behind_what_covers_it(log):
    """It fails in its place; by itself, after the others, it is sound."""
    pool = writer(log, pool_that_gives(as_asked))
    *before, received = story_arrivals()
    assert set(codes(pool.commands([*before, withdraw(100), received])).values()) == {""}
    assert kinds(log) == [*SOUND, "contribution-withdrawn"]
    assert lowest_free(log) == 0


def test_what_an_earlier_command_brings_covers_what_follows(log):
    pool = writer(log, pool_that_gives(as_asked))
    assert set(codes(pool.commands([*story_arrivals(), withdraw(1_000_000)])).values()) == {""}
    assert kinds(log) == [*SOUND, "contribution-withdrawn"]


def test_of_two_commands_that_take_the_same_money_the_second_fails(log):
    pool = writer(log, pool_that_gives(as_asked))
    pool.commands(story_arrivals())
    answers = pool.commands([withdraw(600_000, "een"), withdraw(600_000, "twee")])
    assert codes(answers) == {"een": "", "twee": "internal-error"}
    assert pool.fold.state.books.balance("moestuin/welzijn-2026/free") == 400_000


# As a message of an upstream


def pool_that_hears(postings):
    """The pool service, with a bug in what follows from one ask."""
    key = ("applications", "pool-asked")
    hearing = POOL.consumes[key]

    def decide(state, heard, context):
        facts = hearing.decide(state, heard, context)
        return posting(facts, postings) if heard.ask.endswith(f":{BROKEN}") else facts

    return replace(POOL, consumes={**POOL.consumes, key: hearing._replace(decide=decide)})


def asked(index, name):
    data = {**PoolAsked.example, "ask": f"{PoolAsked.example['application']}:{name}", "funder": "pool:moestuin"}
    lines = [{"goal": "ontmoeten", "cents": 1_000}]
    return said("applications", index, PoolAsked, {**data, "cents": 1_000, "lines": lines})


def message_that(wrong, folder):
    """What becomes of three asks, the second of which is unsound."""
    log, disk = disk_of(f"sqlite:///{folder}/message.db")
    pool = writer(log, pool_that_hears(UNSOUND[wrong]))
    pool.commands(story_arrivals())
    halted = None
    try:
        pool.consume("applications", [asked(1, "kas"), asked(2, BROKEN), asked(3, "zaden")])
    except UpstreamHalted as error:
        halted = error.index
    told = {
        "halted": halted,
        "heard": pool.fold.consumed["applications"].index,
        "kinds": kinds(log),
        "known": sorted(pool.fold.state.holds.reservations),
        "as folded": pool.fold.state == replay(POOL, log).state,
    }
    disk.close()
    return told


MESSAGE = {
    "halted": 2,
    "heard": 1,
    "kinds": [*SOUND, "ask-received", "reservation-held"],
    "known": [f"{PoolAsked.example['application']}:kas"],
    "as folded": True,
}


@pytest.mark.parametrize("wrong", UNSOUND)
def test_a_message_that_would_break_the_books_halts_and_what_came_before_it_is_recorded(tmp_path, wrong):
    assert message_that(wrong, tmp_path) == MESSAGE


def test_the_operator_is_told_which_upstream_stands_still_and_why(broker, tmp_path):
    async def scene():
        stage = Stage(broker, tmp_path)
        async with stage.ready(pool_that_hears(UNSOUND["overdraws"]), APPLICATIONS) as (pool, _):
            await stage.tell()
            asks = [(name, "pool:moestuin", 1_000) for name in ("kas", BROKEN, "zaden")]
            await stage.tell([("de-moestuin", "submit-application", submit_application(asks=asks))], "applications")
            alarm = await until(lambda: pool.health.alarms.get("upstream applications"))
            assert "moestuin/kapot/free would stand at -1 cents" in alarm
            assert sorted(pool.writer.fold.state.holds.reservations) == ["tuin:kas"]
            await stage.tell([("welzijn", "pledge", pledge("gewoon"))])

    asyncio.run(scene())


# As a deadline


def applications_that_post(postings):
    """The applications service, with a bug in one deadline."""

    def due(state, what, context):
        facts = APPLICATIONS.due(state, what, context)
        return posting(facts, postings) if what.endswith(f" {BROKEN}") else facts

    return replace(APPLICATIONS, due=due)


def deadline_that(wrong, folder):
    """What becomes of three deadlines that come at once, the second of which is unsound."""
    log, disk = disk_of(f"sqlite:///{folder}/deadline.db")
    clock = HandClock()
    applications = writer(log, applications_that_post(UNSOUND[wrong]), clock=clock)
    for name in ("kas", BROKEN, "zaden"):
        asks = [("werk", "zuil:participatie", 300_000)]
        form = submit_application(name, asks=asks, decide_by="2026-03-02T11:00:00+01:00")
        applications.commands(
            [arrived("applications", "submit-application", by="de-moestuin", command_id=name, **form)]
        )
    applications.timers_run = True
    clock.pass_(3601)
    applications.clock_struck()
    told = {
        "failed": list(applications.fold.state.applications.closed),
        "standing still": applications.timers.standing_still(applications.fold.state),
        "as folded": applications.fold.state == replay(APPLICATIONS, log).state,
    }
    disk.close()
    return told


DEADLINE = {"failed": ["kas", "zaden"], "standing still": [f"decide_by {BROKEN}"], "as folded": True}


@pytest.mark.parametrize("wrong", UNSOUND)
def test_a_deadline_that_would_break_the_books_stands_still_alone(tmp_path, wrong):
    assert deadline_that(wrong, tmp_path) == DEADLINE


# Where assertions are taken away


WAYS = {"command": (command_that, COMMAND), "message": (message_that, MESSAGE), "deadline": (deadline_that, DEADLINE)}


def judge_all(folder):
    """What becomes of every unsound decision, on whatever way, as JSON."""
    found = {}
    for way, (judge, _) in WAYS.items():
        for wrong in UNSOUND:
            place = Path(folder, f"{way} {wrong}")
            place.mkdir()
            found[f"{way} {wrong}"] = judge(wrong, place)
    return json.dumps({"asserted": __debug__, **found})


def test_the_guard_is_no_assertion(tmp_path):
    """PYTHONOPTIMIZE takes every `assert` away, and nothing else."""
    program = "import sys; from tests.delivery.test_guard import judge_all; print(judge_all(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONOPTIMIZE": "1", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    expected = {f"{way} {wrong}": told for way, (_, told) in WAYS.items() for wrong in UNSOUND}
    assert json.loads(done.stdout.splitlines()[-1]) == {"asserted": False, **expected}


def test_without_a_bug_all_of_the_story_is_recorded(log):
    assert set(codes(writer(log).commands(story_arrivals())).values()) == {""}
    assert kinds(log) == SOUND
