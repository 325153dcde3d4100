"""What the writer holds in memory is what is recorded: also when another process, or the disk, comes in between."""

import sqlite3
from datetime import timedelta

import pytest

from examples.stand import PARTIES, Desk
from shared.log.eventlog import EventLog, LogUnavailable
from shared.log.fold import replay
from shared.running.writer import Writer
from tests.faults.carried import Hands
from tests.faults.test_interleavings import (
    APPLICANT,
    CENTS,
    GROND,
    KAS,
    NOON,
    ZUIL,
    asked,
    decided,
    opened,
    pool_holds,
    submitted,
)


@pytest.fixture
def hands(tmp_path):
    found = Hands(tmp_path)
    yield found
    found.close()


def sound(desk):
    """The log replays, and to what its writer believes."""
    again = replay(desk.service, desk.log)
    assert again.state == desk.state
    assert again.last_hash == desk.writer.fold.last_hash


def second_process(hands, name):
    """Another process of a service, on the same log."""
    desk = hands.desks[name]
    return Desk(desk.service, desk.path, hands.clock, None)


def test_messages_another_process_heard_first_while_an_application_is_due(hands):
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS), asked("grond", "zuil:woonstede", 10_000))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    second = second_process(hands, "applications")
    messages = hands.pool.said()
    hands.applications.writer.consume("pool", messages)
    hands.clock.to(NOON)
    second.writer.consume("pool", messages)
    assert decided(hands) == "failed"
    sound(second)
    hands.applications.writer.clock_struck()
    sound(hands.applications)
    second.log.close()


def test_more_due_at_once_than_fits_in_a_batch_with_what_is_heard(hands):
    opened(hands)
    for number in range(98):
        ask = asked("kas", "pool:moestuin", 1)
        assert (
            hands.send(
                APPLICANT,
                hands.applications,
                "submit-application",
                application=f"tuin-{number}",
                purpose="Een moestuin",
                neighbourhood="Spoorbuurt",
                results=[{"indicator": "Tuinders", "unit": "personen", "target": "25", "goal": "groen"}],
                costs=[{"what": "Kas", "cents": 2}],
                asks=[ask],
                other_money=[{"source": "Verkoop", "kind": "own", "cents": 1}],
                hours=[],
                expected_savings=[],
                term="structural",
                decide_by=NOON,
            )
            == ""
        )
    hands.carry(hands.applications, hands.pool)
    hands.must("wijkteam", hands.pool, "hold-ask", pool="moestuin", ask="tuin-0:kas", revision=1, cents=1)
    hands.clock.to(NOON)
    hands.carry(hands.pool, hands.applications)
    assert len(hands.applications.facts("application-failed")) == 98
    sound(hands.applications)
    hands.carry_all()


def test_time_that_passes_within_a_batch_does_not_fail_what_the_batch_grants(hands):
    """A batch that has to be split goes on at the moment it began: what was decided was decided before `decide_by`."""
    opened(hands)
    submitted(hands, asked("grond", "zuil:woonstede", 10_000))
    refused = [
        hands.arrival(ZUIL, hands.applications, "answer-ask", ask="tuin:niets", revision=1, cents=1, answer="hold")
        for _ in range(97)
    ]
    hold = hands.arrival(ZUIL, hands.applications, "answer-ask", ask=GROND, revision=1, cents=10_000, answer="hold")
    hands.clock.to(NOON - timedelta(seconds=1))
    hands.clock.step = timedelta(seconds=2)
    answers = hands.applications.writer.commands([*refused, hold])
    assert [answer.outcome.accepted for answer in answers] == [False] * 97 + [True]
    assert len(hands.applications.batches()[-1]) < 97, "the batch was not split, so this shows nothing"
    assert decided(hands) == "granted"
    sound(hands.applications)


class FailingDisk:
    """The real recorder of a log, on a disk that fails for some of what is asked of it."""

    def __init__(self, log):
        self._recorder = log._recorder
        self.fails_for = frozenset()

    def __getattr__(self, name):
        if name in self.fails_for:
            raise sqlite3.OperationalError("disk I/O error")
        return getattr(self._recorder, name)


def test_a_disk_that_fails_to_record_and_then_to_be_read_anew(hands):
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS))
    hands.carry(hands.applications, hands.pool)
    desk = hands.pool
    disk = FailingDisk(desk.log)
    desk.log = EventLog(disk)
    desk.writer = Writer(desk.service, desk.log, hands.clock, None, PARTIES)
    before = len(desk.log.read())
    disk.fails_for = {"insert_events", "select_notifications"}
    for _ in range(2):
        with pytest.raises(LogUnavailable):
            pool_holds(hands)
    disk.fails_for = frozenset()
    assert len(desk.log.read()) == before
    pool_holds(hands)
    sound(desk)
    assert [held.ask for held in desk.facts("reservation-held")] == [KAS]
