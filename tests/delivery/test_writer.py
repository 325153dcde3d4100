"""The writer on real databases: one outcome per command, one transaction per batch, one writer at a time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import ClassVar

import msgspec
import pytest

from services.applications.app import SERVICE as APPLICATIONS
from services.applications.applications.messages import ApplicationGranted
from services.pool.app import SERVICE as POOL
from services.pool.mandates.messages import SetMandate
from services.pool.pledges.messages import Pledge
from services.pool.pools.messages import OpenPool
from services.settlement.app import SERVICE as SETTLEMENT
from services.settlement.loans.messages import TERMS
from shared.log.eventlog import LogUnavailable, encode
from shared.log.facts import CommandOutcome
from shared.log.fold import FactReader, replay
from shared.money import Fault, Posting, Refusal
from shared.running.undecided import Undecidable
from tests.delivery.stage import (
    STORY,
    HandClock,
    arrived,
    disk_of,
    events,
    kinds,
    open_pool,
    outcomes,
    pledge,
    receive,
    said,
    set_mandate,
    story_arrivals,
    submit_application,
    writer,
)
from tests.unit.pool import facts as e

MAX_EVENTS, MAX_BYTES, MAX_FACTS_BYTES = 100, 256 * 1024, 192 * 1024
"""The limits as the rules of delivery state them, not as the code does."""


@dataclass
class Desk:
    """A log with its disk in hand, and as many writers on it as a test wants."""

    url: str
    clock: HandClock = field(default_factory=HandClock)
    disks: list = field(default_factory=list)

    def __post_init__(self):
        self.log, self.disk = disk_of(self.url)
        self.disks.append(self.disk)

    def writer(self, service=POOL):
        """One that has recorded the register already."""
        return begun(self.opened(service))

    def opened(self, service=POOL):
        """One that has recorded nothing yet but, perhaps, the log's opening."""
        return writer(self.log, service, clock=self.clock)

    def rival(self, service=POOL):
        """Another process on the same log."""
        log, disk = disk_of(self.url)
        self.disks.append(disk)
        return writer(log, service, clock=self.clock)

    @property
    def recorded(self):
        return events(self.log)

    def close(self):
        for disk in self.disks:
            disk.close()


def begun(one):
    one.clock_struck()
    return one


@pytest.fixture
def desk(log_url):
    """On every kind of database: what rests on transactions and collisions."""
    desk = Desk(log_url)
    yield desk
    desk.close()


@pytest.fixture
def light(sqlite_log):
    """On SQLite alone: what rests on our own code."""
    desk = Desk(sqlite_log)
    yield desk
    desk.close()


def codes(answers):
    """Per answer `accepted`, or the refusal's code."""
    return [answer.outcome.code or "accepted" for answer in answers]


# A log is opened


def test_the_first_event_names_the_log_and_a_second_process_takes_the_same(desk):
    first = desk.opened()
    second = desk.rival()
    assert first.fold.log == second.fold.log != ""
    assert [event.stored.kind for event in desk.recorded] == ["log-opened"]


def test_two_processes_that_open_one_new_log_at_once_agree(desk):
    rivals = []
    desk.disk.before = lambda: rivals.append(desk.rival())
    first = desk.opened()
    assert first.fold.log == rivals[0].fold.log
    assert [event.stored.kind for event in desk.recorded] == ["log-opened"]


# Group commit


def test_what_arrived_together_is_recorded_in_one_transaction_behind_one_guard(desk):
    pool = desk.writer()
    opened = len(desk.disk.batches)
    assert codes(pool.commands(story_arrivals())) == ["accepted"] * 4
    (batch,) = desk.disk.batches[opened:]
    assert [event.topic for event in batch] == [
        *("pool-opened", "command-outcome"),
        *("mandate-set", "command-outcome"),
        *("contribution-pledged", "command-outcome"),
        *("contribution-received", "command-outcome"),
        "batch-closed",
    ]


def test_an_event_says_who_why_and_when_and_follows_the_one_before(light):
    pool = light.writer()
    pool.commands([arrived("pool", "open-pool", by="gemeente", command_id="begin", **open_pool())])
    recorded = light.recorded
    opened = next(event.stored for event in recorded if event.stored.kind == "pool-opened")
    assert (opened.by, opened.cause, opened.correlation) == ("gemeente", "command/gemeente/begin", "begin")
    assert opened.at == light.clock.now()
    assert [event.stored.prev for event in recorded[1:]] == [event.hash for event in recorded[:-1]]


def test_an_accepted_command_is_one_outcome_with_its_facts(light):
    pool = light.writer()
    (answer,) = pool.commands([arrived("pool", "open-pool", by="gemeente", **open_pool())])
    assert outcomes(light.log) == [answer.outcome]
    assert answer.outcome.accepted
    assert kinds(light.log) == ["pool-opened"]


def test_a_refused_command_is_in_the_log_too_and_leaves_no_fact(desk):
    pool = desk.writer()
    (answer,) = pool.commands([arrived("pool", "receive", by="welzijn", **receive())])
    (outcome,) = outcomes(desk.log)
    assert outcome == answer.outcome
    assert (outcome.accepted, outcome.code, outcome.field) == (False, "unknown-pool", "pool")
    assert outcome.sentence
    assert kinds(desk.log) == []


def test_every_message_gets_the_next_index_of_the_log_and_of_its_audience(light):
    light.writer().commands(story_arrivals())
    saying = [event.stored for event in light.recorded if event.stored.audience]
    assert [stored.said for stored in saying] == list(range(1, 9))
    for audience, heard in (("all", 4), ("gemeente", 2), ("welzijn", 2)):
        assert [s.audience_said for s in saying if s.audience == audience] == list(range(1, heard + 1))
    silent = [event.stored for event in light.recorded if not event.stored.audience]
    others = [(one.kind, one.said) for one in silent if one.kind != "party-registered"]
    assert others == [("log-opened", 0), ("batch-closed", 0), ("batch-closed", 8)]


def test_nothing_is_recorded_where_nothing_arrived(light):
    pool = light.writer()
    before = light.recorded
    assert pool.commands([]) == []
    pool.clock_struck()
    pool.consume("applications", [])
    assert light.recorded == before


def test_state_folded_anew_is_the_state_decided_on(desk):
    pool = desk.writer()
    pool.commands(story_arrivals())
    again = replay(POOL, desk.log)
    assert again.state == pool.fold.state
    assert (again.published, again.versions, again.last_hash) == (
        pool.fold.published,
        pool.fold.versions,
        pool.fold.last_hash,
    )


# Repeats


def test_a_repeat_gets_the_recorded_outcome_and_records_nothing(desk):
    pool = desk.writer()
    command = arrived("pool", "open-pool", by="gemeente", **open_pool())
    (first,) = pool.commands([command])
    before = desk.recorded
    (again,) = pool.commands([command])
    assert (again.outcome, first.repeat, again.repeat) == (first.outcome, False, True)
    assert desk.recorded == before


def test_a_repeat_of_a_refused_command_is_told_all_faults_again(desk):
    wrong = arrived("pool", "open-pool", by="gemeente", pool="M", goals=[], budget_holder="niemand")
    (first,) = desk.writer().commands([wrong])
    assert [fault.field for fault in first.outcome.faults] == [
        *("pool", "neighbourhood", "goals", "frame", "budget_holder"),
    ]
    assert first.outcome.faults[0] == (first.outcome.field, first.outcome.code, first.outcome.sentence)
    (again,) = desk.rival().commands([wrong])
    assert (again.outcome, again.repeat) == (first.outcome, True)
    assert [outcome.faults for outcome in outcomes(desk.log)] == [first.outcome.faults]


def test_what_is_accepted_has_no_faults(desk):
    (answer,) = desk.writer().commands([arrived("pool", "open-pool", by="gemeente", **open_pool())])
    assert (answer.outcome.accepted, answer.outcome.faults) == (True, ())


def test_a_repeat_after_a_restart_gets_the_recorded_outcome(desk):
    command = arrived("pool", "open-pool", by="gemeente", **open_pool())
    (first,) = desk.writer().commands([command])
    (again,) = desk.rival().commands([command])
    assert (again.outcome, again.repeat) == (first.outcome, True)
    assert kinds(desk.log) == ["pool-opened"]


def test_a_repeat_of_a_refused_command_stays_refused_though_it_would_now_be_accepted(desk):
    pool = desk.writer()
    early = arrived("pool", "set-mandate", by="gemeente", **set_mandate())
    assert codes(pool.commands([early])) == ["unknown-pool"]
    pool.commands([arrived("pool", "open-pool", by="gemeente", **open_pool())])
    before = desk.recorded
    (again,) = pool.commands([early])
    assert (again.outcome.code, again.repeat) == ("unknown-pool", True)
    assert desk.recorded == before


def test_one_command_id_from_two_parties_is_two_commands(desk):
    pool = desk.writer()
    pool.commands(story_arrivals())
    mine, theirs = (
        arrived("pool", "pledge", by=by, command_id="belofte-1", **pledge(f"{by}-2027"))
        for by in ("welzijn", "economie")
    )
    assert codes(pool.commands([mine, theirs])) == ["accepted", "accepted"]
    answers = pool.commands([mine, theirs])
    assert [(answer.outcome.party, answer.repeat) for answer in answers] == [("welzijn", True), ("economie", True)]
    assert kinds(desk.log).count("contribution-pledged") == 2
    assert kinds(desk.log).count("pledge-offered") == 1, "whose pool it is not, offers"


def test_an_id_used_for_another_body_is_refused_and_the_first_outcome_stands(desk):
    pool = desk.writer()
    first = arrived("pool", "open-pool", by="gemeente", command_id="c1", **open_pool())
    other = arrived("pool", "open-pool", by="gemeente", command_id="c1", **open_pool("andere-pool"))
    pool.commands([first])
    before = desk.recorded
    (answer,) = pool.commands([other])
    assert (answer.outcome.code, answer.outcome.field) == ("id-used-for-something-else", "id")
    assert desk.recorded == before
    assert codes(pool.commands([first])) == ["accepted"]


def test_an_id_used_for_another_command_with_the_same_body_is_refused(light):
    pool = light.writer()
    first = arrived("pool", "open-pool", by="gemeente", command_id="c1", **open_pool())
    pool.commands([first])
    assert codes(pool.commands([msgspec.structs.replace(first, command="hand-over")])) == ["id-used-for-something-else"]


def test_the_same_id_twice_within_one_batch_is_a_command_and_its_repeat(desk):
    pool = desk.writer()
    command = arrived("pool", "open-pool", by="gemeente", command_id="c1", **open_pool())
    other = arrived("pool", "open-pool", by="gemeente", command_id="c1", **open_pool("andere-pool"))
    answers = pool.commands([command, command, other])
    assert codes(answers) == ["accepted", "accepted", "id-used-for-something-else"]
    assert [answer.repeat for answer in answers] == [False, True, True]
    assert len(outcomes(desk.log)) == 1
    assert kinds(desk.log) == ["pool-opened"]


# Two writers on one log


def test_of_two_writers_one_loses_its_batch_and_decides_again_on_what_the_other_recorded(desk):
    one, other = desk.writer(), desk.rival()
    assert codes(one.commands([arrived("pool", "open-pool", by="gemeente", command_id="een", **open_pool())])) == [
        "accepted"
    ]
    answers = other.commands(
        [
            arrived("pool", "open-pool", by="gemeente", command_id="twee", **open_pool()),
            arrived("pool", "open-pool", by="gemeente", command_id="drie", **open_pool("andere-pool")),
        ]
    )
    assert codes(answers) == ["exists", "accepted"]
    assert kinds(desk.log) == ["pool-opened", "pool-opened"]
    assert [(outcome.command_id, outcome.code) for outcome in outcomes(desk.log)] == [
        ("een", ""),
        ("twee", "exists"),
        ("drie", ""),
    ]
    assert replay(POOL, desk.log).state == other.fold.state


def test_a_mere_refusal_on_an_old_state_loses_too_and_is_decided_again(desk):
    one, other = desk.writer(), desk.rival()
    one.commands(story_arrivals()[:3])
    assert codes(other.commands([arrived("pool", "receive", by="welzijn", **receive())])) == ["accepted"]
    assert [outcome.code for outcome in outcomes(desk.log)] == [""] * 4


def test_a_command_given_to_two_writers_has_one_outcome(desk):
    one, other = desk.writer(), desk.rival()
    command = arrived("pool", "open-pool", by="gemeente", **open_pool())
    (first,) = one.commands([command])
    (second,) = other.commands([command])
    assert (second.outcome, second.repeat) == (first.outcome, True)
    assert len(outcomes(desk.log)) == 1


def test_a_command_taken_by_another_writer_while_we_decide_has_one_outcome(desk):
    one, other = desk.writer(), desk.rival()
    command = arrived("pool", "open-pool", by="gemeente", **open_pool())
    given = []
    desk.disk.before = lambda: given.extend(other.commands([command]))
    (answer,) = one.commands([command])
    assert (answer.outcome, answer.repeat) == (given[0].outcome, True)
    assert len(outcomes(desk.log)) == 1


def test_two_writers_in_turn_keep_one_chain(desk):
    writers = [desk.writer(), desk.rival()]
    for number in range(10):
        (answer,) = writers[number % 2].commands(
            [arrived("pool", "open-pool", by="gemeente", command_id=f"c{number}", **open_pool(f"pool-{number}"))]
        )
        assert answer.outcome.accepted
    fold = replay(POOL, desk.log)  # checks the chain
    assert sorted(fold.state.pools.by_name) == sorted(f"pool-{number}" for number in range(10))
    assert fold.published.index == 20


def test_two_writers_at_the_same_time_keep_one_chain_and_one_outcome_per_command(desk):
    """In threads, on connections of their own: the databases really are in each other's way."""
    arrivals = [
        arrived("pool", "open-pool", by="gemeente", command_id=f"c{number}", **open_pool(f"pool-{number // 2}"))
        for number in range(60)
    ]
    writers = [desk.writer(), desk.rival()]

    def work(one, order):
        return [answer.outcome for arrival in order for answer in one.commands([arrival])]

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(work, writers, (arrivals, arrivals[::-1])))
    recorded = {outcome.command_id: outcome for outcome in outcomes(desk.log)}
    assert len(outcomes(desk.log)) == len(recorded) == 60
    assert told[0] == [recorded[arrival.command_id] for arrival in arrivals]
    assert told[1] == [recorded[arrival.command_id] for arrival in arrivals[::-1]]
    assert kinds(desk.log).count("pool-opened") == 30
    fold = replay(POOL, desk.log)  # checks the chain
    assert fold.published.index == 90


# The disk fails


def fail():
    raise LogUnavailable("the disk is away")


def test_a_commit_that_failed_leaves_nothing_and_is_made_anew(light):
    pool = light.writer()
    before = light.recorded
    light.disk.before = fail
    with pytest.raises(LogUnavailable):
        pool.commands(story_arrivals())
    assert light.recorded == before
    assert pool.fold.state == POOL.new_state()
    assert codes(pool.commands(story_arrivals())) == ["accepted"] * 4
    assert len(outcomes(light.log)) == 4


def test_what_was_not_recorded_is_seen_by_nobody_not_even_while_it_cannot_be_forgotten(light, monkeypatch):
    """Found by the simulator: a query was answered from drafts, when the log could not be read anew either."""
    pool = light.writer()
    light.disk.before = fail
    with monkeypatch.context() as disk_away:
        disk_away.setattr(light.log, "read", lambda *_, **__: fail())
        with pytest.raises(LogUnavailable):
            pool.commands(story_arrivals())
        with pytest.raises(LogUnavailable):
            _ = pool.fold
    assert pool.fold.state == POOL.new_state()


def test_a_commit_that_succeeded_unnoticed_is_found_and_not_made_twice(light):
    pool = light.writer()
    light.disk.after = fail
    with pytest.raises(LogUnavailable):
        pool.commands(story_arrivals())
    recorded = light.recorded
    answers = pool.commands(story_arrivals())
    assert codes(answers) == ["accepted"] * 4
    assert all(answer.repeat for answer in answers)
    assert light.recorded == recorded


# A bug in a decision


def buggy(service, fails):
    """The service, with a decision that raises as long as `fails(command)`; and how often it was asked."""
    asked = []

    def decide(state, command, context):
        asked.append(command)
        if fails(command):
            raise ZeroDivisionError("a bug")
        return service.decide(state, command, context)

    return replace(service, decide=decide), asked


def bad(command):
    return isinstance(command, OpenPool) and command.pool == "kapot"


def test_a_command_that_cannot_be_decided_fails_alone_after_one_more_try(desk):
    service, asked = buggy(POOL, bad)
    pool = desk.writer(service)
    first, *others = story_arrivals()
    broken = arrived("pool", "open-pool", by="gemeente", command_id="kapot", **open_pool("kapot"))
    answers = pool.commands([first, broken, *others])
    given = {answer.arrival.command_id: answer.outcome.code for answer in answers}
    assert given.pop("kapot") == "internal-error"
    assert set(given.values()) == {""}
    assert len([command for command in asked if bad(command)]) == 2
    assert sorted(outcome.command_id for outcome in outcomes(desk.log)) == sorted(
        ["kapot", *(arrival.command_id for arrival in story_arrivals())]
    )
    assert kinds(desk.log) == ["pool-opened", "mandate-set", "contribution-pledged", "contribution-received"]
    assert replay(service, desk.log).state == pool.fold.state


def test_a_bug_that_does_not_come_back_leaves_no_trace(light):
    failures = [True]
    service, asked = buggy(POOL, lambda command: bad(command) and failures and failures.pop())
    pool = light.writer(service)
    answers = pool.commands([arrived("pool", "open-pool", by="gemeente", **open_pool("kapot"))])
    assert codes(answers) == ["accepted"]
    assert len(asked) == 2
    assert len(outcomes(light.log)) == 1


def test_a_repeat_of_what_could_not_be_decided_gets_the_same_outcome(light):
    service, asked = buggy(POOL, bad)
    pool = light.writer(service)
    broken = arrived("pool", "open-pool", by="gemeente", **open_pool("kapot"))
    pool.commands([broken])
    times = len(asked)
    (again,) = light.rival().commands([broken])  # mended meanwhile
    assert (again.outcome.code, again.repeat) == ("internal-error", True)
    assert len(asked) == times


def test_several_bugs_in_one_batch_each_fail_alone(light):
    service, _ = buggy(POOL, lambda command: isinstance(command, Pledge | SetMandate))
    answers = light.writer(service).commands(story_arrivals())
    assert {answer.arrival.command: answer.outcome.code for answer in answers} == {
        "open-pool": "",
        "set-mandate": "internal-error",
        "pledge": "internal-error",
        "receive": "unknown-contribution",
    }
    assert kinds(light.log) == ["pool-opened"]


def test_a_bug_in_folding_a_fact_fails_its_command_alone(light):
    def evolve(state, event):
        if isinstance(event, e.PoolOpened) and event.pool == "kapot":
            raise ZeroDivisionError("a bug")
        POOL.evolve(state, event)

    pool = light.writer(replace(POOL, evolve=evolve))
    broken = arrived("pool", "open-pool", by="gemeente", command_id="kapot", **open_pool("kapot"))
    answers = pool.commands([broken, *story_arrivals()])
    assert sorted(codes(answers)) == ["accepted"] * 4 + ["internal-error"]
    assert "kapot" not in pool.fold.state.pools.by_name


# A fold that lags behind the log


def trusting():
    """The pool service, with decisions that raise where it would refuse; and how often it was asked.

    So may any that takes for granted what another process recorded.
    """
    asked = []

    def decide(state, command, context):
        asked.append(command)
        decision = POOL.decide(state, command, context)
        if isinstance(decision, Refusal):
            raise KeyError(decision.code)
        return decision

    return replace(POOL, decide=decide), asked


def test_what_fails_on_a_fold_that_lags_is_decided_again_all_of_it_in_order(desk):
    service, asked = trusting()
    one, other = desk.writer(service), desk.rival()
    first, *others = story_arrivals()
    other.commands([first])
    assert codes(one.commands(others)) == ["accepted"] * 3
    assert kinds(desk.log) == ["pool-opened", "mandate-set", "contribution-pledged", "contribution-received"]
    assert len(asked) == 1 + 3


def test_a_command_is_not_given_up_where_another_recorded_what_it_needs(desk):
    """It could not be decided twice. While that is about to be recorded, it becomes sound."""
    service, asked = trusting()
    one, other = desk.writer(service), desk.rival()
    first, second, *_ = story_arrivals()
    desk.disk.before = lambda: other.commands([first])
    (answer,) = one.commands([second])
    assert (answer.outcome.code, answer.repeat) == ("", False)
    assert [outcome.code for outcome in outcomes(desk.log)] == ["", ""]
    assert len(asked) == 3
    assert replay(POOL, desk.log).state == one.fold.state


def test_a_command_is_given_up_once_it_fails_on_all_that_is_recorded(desk):
    """However often another comes in between with something else."""
    service, asked = trusting()
    one, other = desk.writer(service), desk.rival()
    numbers = iter(range(3))

    def meanwhile():
        for number in numbers:
            form = open_pool(f"pool-{number}")
            other.commands([arrived("pool", "open-pool", by="gemeente", command_id=f"c{number}", **form)])
            desk.disk.before = meanwhile
            return

    desk.disk.before = meanwhile
    (answer,) = one.commands([arrived("pool", "receive", by="welzijn", **receive())])
    assert answer.outcome.code == "internal-error"
    assert len(asked) == 2 + 3
    assert [outcome.code for outcome in outcomes(desk.log)] == ["", "", "", "internal-error"]


def test_a_fold_that_lags_catches_up_and_says_whether_it_did(desk):
    one, other = desk.writer(), desk.rival()
    other.commands(story_arrivals())
    assert one.catch_up()
    assert one.fold.state == other.fold.state
    assert one.fold.position == other.fold.position
    assert not one.catch_up()


def unbalanced(postings):
    def decide(state, command, context):
        facts = POOL.decide(state, command, context)
        return [replace(fact, postings=postings) if hasattr(fact, "postings") else fact for fact in facts]

    return replace(POOL, decide=decide)


@pytest.mark.parametrize(
    "postings",
    [
        (Posting("contributor:welzijn", -5), Posting("moestuin/c/free", 6)),
        (Posting("memo/pledged-by:welzijn", -5), Posting("moestuin/c/free", 5)),
        (Posting("moestuin/c/free", 1),),
    ],
    ids=["money", "money-against-memo", "one-sided"],
)
def test_postings_that_do_not_balance_are_never_committed(light, postings):
    pool = light.writer(unbalanced(postings))
    answers = pool.commands(story_arrivals())
    assert {answer.arrival.command: answer.outcome.code for answer in answers} == {
        "open-pool": "",
        "set-mandate": "",
        "pledge": "internal-error",
        "receive": "internal-error",
    }
    assert kinds(light.log) == ["pool-opened", "mandate-set"]


# Limits


def batches_of(disk):
    """The size in events and in bytes of every batch that was committed."""
    return [(len(batch), sum(len(event.state) for event in batch)) for batch in disk.batches]


def test_more_than_a_hundred_events_are_split_over_batches(desk):
    pool = desk.writer()
    arrivals = [
        arrived("pool", "open-pool", by="gemeente", command_id=f"c{number}", **open_pool(f"pool-{number}"))
        for number in range(100)
    ]
    assert codes(pool.commands(arrivals)) == ["accepted"] * 100
    sizes = batches_of(desk.disk)[2:]
    assert len(sizes) == 3
    assert all(count <= MAX_EVENTS for count, _ in sizes)
    assert sum(count for count, _ in sizes) == 200 + len(sizes)
    assert all(batch[-1].topic == "batch-closed" for batch in desk.disk.batches[2:])


def big_pool(number):
    """About 16 kB of facts."""
    goals = [{"goal": f"doel-{goal:02}-{'x' * 40}", "task_field": "6.1", "code_year": 2026} for goal in range(50)]
    return open_pool(f"pool-{number}", goals=goals, neighbourhood="€" * 2000, frame=FRAME_OF_MANY_WORDS)


FRAME_OF_MANY_WORDS = {**open_pool()["frame"], "decision": "€" * 2000}


def test_more_than_256_kilobytes_are_split_over_batches(desk):
    pool = desk.writer()
    arrivals = [
        arrived("pool", "open-pool", by="gemeente", command_id=f"c{number}", **big_pool(number)) for number in range(30)
    ]
    assert codes(pool.commands(arrivals)) == ["accepted"] * 30
    sizes = batches_of(desk.disk)[1:]
    assert sum(size for _, size in sizes) > MAX_BYTES
    assert all(size <= MAX_BYTES for _, size in sizes)
    assert max(size for _, size in sizes) > MAX_BYTES * 3 // 4, "batches are filled"


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact as large as a test wants it."""

    kind: ClassVar[str] = "noted"
    text: str

    @property
    def stream(self):
        return "notes"


def noting(size):
    """The pool service; but to open one records that many bytes."""
    return replace(
        POOL,
        decide=lambda state, command, context: [Noted("x" * (size - len(encode(Noted("")))))],
        evolve=lambda state, event: None,
        facts=(*POOL.facts, Noted),
    )


@pytest.mark.parametrize(("size", "code"), [(MAX_FACTS_BYTES, "accepted"), (MAX_FACTS_BYTES + 1, "facts-too-large")])
def test_a_command_may_record_192_kilobytes_and_not_a_byte_more(desk, size, code):
    pool = desk.writer(noting(size))
    assert codes(pool.commands([arrived("pool", "open-pool", by="gemeente", **open_pool())])) == [code]
    assert kinds(desk.log) == (["noted"] if code == "accepted" else [])
    assert all(size <= MAX_BYTES for _, size in batches_of(desk.disk))


# Time


def test_log_time_never_goes_back_when_the_clock_does(light):
    pool = light.writer()
    light.clock.pass_(3600)
    first, second, *rest = story_arrivals()
    pool.commands([first])
    light.clock.pass_(-1800)
    pool.commands([second])
    light.clock.pass_(3600)
    pool.commands(rest)
    times = [event.stored.at for event in light.recorded]
    assert times == sorted(times)
    assert times[-1] == light.clock.now()
    started = times[0]
    assert {(at - started).total_seconds() for at in times} == {0, 3600, 5400}


def test_log_time_never_goes_back_after_a_restart_either(light):
    light.clock.pass_(3600)
    light.writer().commands(story_arrivals()[:1])
    light.clock.pass_(-3600)
    light.rival().commands(story_arrivals()[1:])
    times = [event.stored.at for event in light.recorded]
    assert times == sorted(times)


DECIDE_BY = "2026-03-02T11:00:00+01:00"
"""An hour after the scenario begins."""


def applied(light):
    """An application to a zuil that is to be decided within the hour."""
    applications = light.writer(APPLICATIONS)
    applications.timers_run = True
    form = submit_application(asks=[("kas", "zuil:participatie", 300_000)], decide_by=DECIDE_BY)
    assert codes(applications.commands([arrived("applications", "submit-application", by="de-moestuin", **form)])) == [
        "accepted"
    ]
    return applications


def held(cents=300_000):
    data = {"ask": "tuin:kas", "revision": 1, "cents": cents, "answer": "hold"}
    return arrived("applications", "answer-ask", by="participatie", **data)


def test_an_answer_before_the_deadline_counts(light):
    applications = applied(light)
    light.clock.pass_(3599)
    assert codes(applications.commands([held()])) == ["accepted"]
    assert kinds(light.log)[-1] == "application-granted"


def test_what_is_due_is_decided_before_what_arrived(light):
    applications = applied(light)
    light.clock.pass_(3601)
    assert codes(applications.commands([held()])) == ["closed"]
    assert kinds(light.log)[-1] == "application-failed"
    assert "application-granted" not in kinds(light.log)


def test_what_is_due_is_decided_without_anything_arriving(light):
    applications = applied(light)
    light.clock.pass_(3601)
    applications.clock_struck()
    (failed,) = [event.stored for event in light.recorded if event.stored.kind == "application-failed"]
    assert (failed.by, failed.cause, failed.at) == ("clock", "clock", light.clock.now())
    before = light.recorded
    applications.clock_struck()
    assert light.recorded == before


def test_timers_that_are_off_decide_nothing(light):
    applications = applied(light)
    applications.timers_run = False
    light.clock.pass_(3601)
    applications.clock_struck()
    assert "application-failed" not in kinds(light.log)


def test_two_writers_let_time_decide_once(desk):
    one = applied(desk)
    other = desk.rival(APPLICATIONS)
    other.timers_run = True
    desk.clock.pass_(3601)
    one.clock_struck()
    other.clock_struck()
    assert kinds(desk.log).count("application-failed") == 1


def lent(light):
    """A loan of a zuil in twelve monthly instalments, paid out today."""
    settlement = light.writer(SETTLEMENT)
    settlement.timers_run = True
    terms = {**TERMS, "months_between": 1, "instalments": 12}
    of = {"ask": "tuin:kas", "revision": 1, "funder": "zuil:participatie", "cents": 300_000, "instrument": "loan"}
    asks = [{**of, "lines": [{"goal": "groen", "cents": 300_000}]}]
    loans = [{"ask": "tuin:kas", "terms": terms}]
    data = {**ApplicationGranted.example, "application": "tuin", "asks": asks, "loans": loans}
    settlement.consume("applications", [said("applications", 1, ApplicationGranted, data)])
    paid = {"order": "tuin:kas:1", "cents": 300_000, "paid_on": "2026-03-02"}
    assert codes(settlement.commands([arrived("settlement", "confirm-payment", by="participatie", **paid)])) == [
        "accepted"
    ]
    return settlement


def test_what_became_due_by_what_was_due_is_decided_before_what_arrived_too(light):
    """After a long silence each instalment is a fact of its own, and is told, though a repayment comes first."""
    settlement = lent(light)
    light.clock.pass_(100 * 86_400)
    came = {"order": "tuin:kas:1", "cents": 1_000, "received_on": "2026-06-10", "towards": "instalments"}
    assert codes(settlement.commands([arrived("settlement", "record-repayment", by="participatie", **came)])) == [
        "accepted"
    ]
    assert kinds(light.log)[-4:] == ["instalment-due", "instalment-due", "instalment-due", "repayment-received"]


# A timer that is broken


BUGS = {
    "deciding": lambda *_: 1 // 0,
    "unsound": lambda facts: [replace(fact, postings=(Posting("memo/x", 1),)) for fact in facts],
}
"""What becomes of the facts of a deadline: their decision raises, or they can be recorded by nobody."""


def broken_timer(bug, of="tuin"):
    """The service with a bug in one deadline; and of which it was asked what follows."""
    asked = []

    def due(state, what, context):
        asked.append(what.removeprefix("decide_by "))
        facts = APPLICATIONS.due(state, what, context)
        return bug(facts) if what == f"decide_by {of}" else facts

    return replace(APPLICATIONS, due=due), asked


def three_applied(light):
    """Three applications to be decided within the hour."""
    applications = applied(light)
    for name in ("kas", "zaden"):
        form = submit_application(name, asks=[("werk", "zuil:participatie", 300_000)], decide_by=DECIDE_BY)
        (answer,) = applications.commands(
            [arrived("applications", "submit-application", by="de-moestuin", command_id=name, **form)]
        )
        assert answer.outcome.accepted
    return applications


def failures(log):
    """The applications that failed, in order."""
    read = FactReader(APPLICATIONS).read
    return [read(one.stored).application for one in events(log) if one.stored.kind == "application-failed"]


@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.parametrize("of", ["kas", "tuin", "zaden"])
def test_a_timer_that_is_broken_stands_still_alone(light, bug, of):
    three_applied(light)
    service, asked = broken_timer(BUGS[bug], of)
    broken = light.rival(service)
    broken.timers_run = True
    light.clock.pass_(3601)
    broken.clock_struck()
    assert failures(light.log) == [name for name in ("kas", "tuin", "zaden") if name != of]
    assert broken.timers.standing_still(broken.fold.state) == [f"decide_by {of}"]
    assert broken.fold.state == replay(APPLICATIONS, light.log).state
    assert asked.count(of) == 1


def test_what_a_broken_timer_has_folded_in_by_half_breaks_no_other(light):
    """The second fact of the first deadline cannot be folded in; the first ends what is due next."""
    three_applied(light)

    def due(state, what, context):
        facts = APPLICATIONS.due(state, what, context)
        return [*APPLICATIONS.due(state, "decide_by zaden", context), *facts] if what == "decide_by kas" else facts

    def evolve(state, fact):
        if fact.kind == "application-failed" and fact.application == "kas":
            raise ZeroDivisionError("a bug")
        APPLICATIONS.evolve(state, fact)

    broken = light.rival(replace(APPLICATIONS, due=due, evolve=evolve))
    broken.timers_run = True
    light.clock.pass_(3601)
    broken.clock_struck()
    assert broken.timers.standing_still(broken.fold.state) == ["decide_by kas"]
    assert failures(light.log) == ["tuin", "zaden"]


def test_a_timer_that_is_broken_is_not_tried_again_and_again(light):
    applied(light)
    service, asked = broken_timer(BUGS["deciding"])
    broken = light.rival(service)
    broken.timers_run = True
    light.clock.pass_(3601)
    for _ in range(3):
        broken.clock_struck()
    assert codes(broken.commands([held()])) == ["too-late"]
    assert asked == ["tuin"]


def test_a_timer_that_was_broken_is_decided_after_a_restart(light):
    applied(light)
    broken = light.rival(broken_timer(BUGS["deciding"])[0])
    broken.timers_run = True
    light.clock.pass_(3601)
    broken.clock_struck()
    mended = light.rival(APPLICATIONS)
    mended.timers_run = True
    mended.clock_struck()
    assert failures(light.log) == ["tuin"]


def test_a_timer_that_was_broken_and_put_off_is_another(light):
    applied(light)
    later = []

    def deadlines(state):
        return [(at + sum(later, timedelta()), what) for at, what in APPLICATIONS.deadlines(state)]

    service, asked = broken_timer(BUGS["deciding"])
    broken = light.rival(replace(service, deadlines=deadlines))
    broken.timers_run = True
    light.clock.pass_(3601)
    broken.clock_struck()
    later.append(timedelta(hours=1))
    broken.clock_struck()
    assert broken.timers.standing_still(broken.fold.state) == []
    light.clock.pass_(3600)
    broken.clock_struck()
    assert asked == ["tuin", "tuin"]


def test_an_application_that_ended_otherwise_stands_still_no_more(light):
    applied(light)
    broken = light.rival(broken_timer(BUGS["deciding"])[0])
    broken.timers_run = True
    light.clock.pass_(3601)
    broken.clock_struck()
    withdrawal = {"application": "tuin", "reason": "De grond is verhuurd"}
    withdrawn = arrived("applications", "withdraw-application", by="de-moestuin", **withdrawal)
    assert codes(broken.commands([withdrawn])) == ["accepted"]
    assert broken.timers.standing_still(broken.fold.state) == []


def test_a_timer_that_fails_on_a_fold_that_lags_is_not_broken(desk):
    """Another process has decided it, with a program that can."""
    applied(desk)
    lagging = desk.rival(broken_timer(BUGS["deciding"])[0])
    other = desk.rival(APPLICATIONS)
    other.timers_run = lagging.timers_run = True
    desk.clock.pass_(3601)
    other.clock_struck()
    lagging.clock_struck()
    assert not lagging.timers._passed_over
    assert lagging.fold.position == other.fold.position


def test_more_broken_timers_than_one_cost_one_look_at_the_log(light, monkeypatch):
    three_applied(light)
    broken = light.rival(replace(APPLICATIONS, due=lambda *_: 1 // 0))
    broken.timers_run = True
    light.clock.pass_(3601)
    read_anew = []
    reload = broken.reload
    monkeypatch.setattr(broken, "reload", lambda: (read_anew.append(True), reload()))
    broken.clock_struck()
    assert broken.timers.standing_still(broken.fold.state) == [f"decide_by {name}" for name in ("kas", "tuin", "zaden")]
    assert len(read_anew) == 1


def test_undecidable_names_the_command_for_the_operator():
    arrival = arrived("pool", "open-pool", by="gemeente", command_id="c1", **open_pool())
    assert str(Undecidable(arrival)) == "open-pool c1 of gemeente"


def test_an_outcome_has_all_a_sender_must_know(light):
    (answer,) = light.writer().commands([arrived("pool", "receive", by="welzijn", command_id="c1", **receive())])
    assert answer.outcome == CommandOutcome(
        party="welzijn",
        command_id="c1",
        command="receive",
        body_sha256=answer.arrival.body_sha256,
        accepted=False,
        code="unknown-pool",
        sentence="There is no pool moestuin; check its name.",
        field="pool",
        faults=(Fault("pool", "unknown-pool", "There is no pool moestuin; check its name."),),
    )


def test_the_story_is_one_a_pool_accepts(light):
    assert codes(light.writer().commands(story_arrivals())) == ["accepted"] * len(STORY)
