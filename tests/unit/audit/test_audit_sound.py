"""What sound books look like to the audit, however they are given, and while they are still growing."""

import pytest

from audit import CannotRead, check, wait_for_rest
from audit.facts import FACTS
from audit.reading.history import in_causal_order
from audit.reading.rest import Unheard
from shared.log.eventlog import Draft, open_log
from tests.audited import audited
from tests.faults.carried import Hands
from tests.unit.audit.hostile import Listed
from tests.unit.audit.story import open_pools, tell

AT_ONCE = 100
"""In one transaction: more than a service ever records may take longer than the database allows."""
NEVER_COMES_ABOUT = {
    "payment-waits": {"pool"},  # as long as settlement orders a pool's money only after that pool's commit
    "payment-waits-no-more": {"pool"},  # nor is such a payment undone
    "refill-allowed": {"applications", "settlement"},  # here, the pool's is
    "older-log-allowed": {"applications", "settlement"},
    "log-guarded": {"applications", "settlement"},
}


def test_sound_books_have_no_problems(story_logs):
    findings = check(story_logs)
    assert findings.problems == []
    assert findings.at_rest


def test_logs_that_were_only_just_opened_are_sound(tmp_path):
    hands = Hands(tmp_path)
    hands.close()
    assert check({name: f"sqlite:///{tmp_path}/{name}.db" for name in FACTS}).problems == []


def test_the_story_tells_every_kind_of_fact_there_is(sound_books):
    told = {(one.log, one.kind) for one in sound_books}
    known = {
        (log, kind) for log, kinds in FACTS.items() for kind in kinds if log not in NEVER_COMES_ABOUT.get(kind, ())
    }
    assert told == known


def test_findings_count_what_there_was_to_look_at(story_logs, sound_books):
    findings = check(story_logs)
    assert findings.events == {log: len(entries) for log, entries in sound_books.logs.items()}
    assert findings.commands == findings.accepted + findings.refused
    assert (findings.refused, findings.granted, findings.failed, findings.open, findings.holds) == (3, 11, 6, 7, 6)


def test_findings_say_where_the_money_stands(story_logs):
    money = check(story_logs).money
    assert money["pool/held"] == money["applications/held"] == 7_000 + 850 + 1_450 + 2_900
    assert money["pool/reserved"] == 1_300
    lent, lost = 300_001, 2_000 + 91_000
    claimed = {part: money[f"settlement/claim-{part}"] for part in ("outstanding", "due", "repaid", "written-off")}
    assert claimed == {"outstanding": 200, "due": 100 + 30 + 10, "repaid": 40 + 60 + 120, "written-off": 80}
    assert money["settlement/written-off"] == lost
    assert money["pool/written-off"] == lost + 80
    spent = 8_000 + 320_001 + 60_000 + 2_000 + 1_500 + 250 + 60 + 700 + 2_700 + (1_303 - 90) + 200 + 609 + 100
    assert money["pool/committed"] + money["pool/paid"] == spent + lent - lost - 80
    repaid, interest = money["settlement/repaid"], money["settlement/interest"]
    assert repaid + interest + money["settlement/advance"] == 5_000 + 21_500 + 40_000 + 15_000 + 10 + 2
    came_back = 60 + 35 + 100 + 10 + 100 + 50 + 60 + 100 + 13
    assert (money["pool/refunded"], money["pool/earned"]) == (came_back + repaid + claimed["repaid"], 29 + interest)
    assert repaid + lost + money["settlement/outstanding"] + money["settlement/due"] == lent
    assert money["pool/moved-in"] == money["settlement/into"] == 125_000 + 175_000 + 200_000
    received = 187_500 + 150_000 + 45_000
    received += (
        900_000
        - 50_000
        + 37_500
        + 900
        + 900
        + 1_500
        + 75
        + 225
        + 540
        + 40
        + 5
        + 120
        + 4_500
        + 3_000
        + 3_000
        + 900
        + 1_125
        + 900
        + 1_125
        + 300_000
        - 50_000
    )
    returned_cents = money["pool/returning"] + money["pool/given-back"]
    assert (money["pool/given-back"], returned_cents) == (40, 40 + 5 + (120 - 60) + 10)
    returned = money["pool/refunded"] + money["pool/earned"] + money["pool/moved-in"]
    spent = money["pool/reserved"] + money["pool/held"] + money["pool/committed"] + money["pool/paid"] + lost + 80
    assert money["pool/lapsed"] == 300 + 200
    assert money["pool/free"] == received + returned - spent - money["pool/lapsed"] - returned_cents


def test_rows_are_as_good_as_addresses(story_logs):
    logs = {name: open_log(address) for name, address in story_logs.items()}
    assert audited(logs) == check(story_logs)
    for log in logs.values():
        log.close()


def test_a_log_on_postgresql_is_as_good(story_logs, postgres_log):
    source, copy = open_log(story_logs["pool"]), open_log(postgres_log)
    drafts = [Draft.of(one.stored) for one in source.read(limit=2000)]
    for start in range(0, len(drafts), AT_ONCE):
        copy.append(drafts[start : start + AT_ONCE])
    for log in (source, copy):
        log.close()
    assert check(story_logs | {"pool": postgres_log}) == check(story_logs)


def test_reading_leaves_no_trace_and_makes_no_log(tmp_path, story_logs):
    with pytest.raises(CannotRead, match="applications"):
        check(story_logs | {"applications": f"sqlite:///{tmp_path}/nowhere.db"})
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_holds_no_log_cannot_be_read(tmp_path, story_logs):
    (tmp_path / "empty.db").touch()
    with pytest.raises(CannotRead, match="stored_events"):
        check(story_logs | {"pool": f"sqlite:///{tmp_path}/empty.db"})


@pytest.mark.parametrize("named", [{}, {"pool": "sqlite:///x"}, {"bank": "sqlite:///x"}])
def test_all_three_logs_are_needed(named):
    with pytest.raises(ValueError, match="applications, pool, settlement"):
        check(named)


def test_another_kind_of_address_is_refused(story_logs):
    with pytest.raises(ValueError, match="settlement"):
        check(story_logs | {"settlement": "mysql://x"})


# While services write


@pytest.fixture
def hands(tmp_path):
    hands = Hands(tmp_path)
    yield hands
    hands.close()


def _addresses(hands):
    return {name: f"sqlite:///{desk.path}" for name, desk in hands.desks.items()}


def test_what_is_said_and_not_heard_is_under_way(hands):
    open_pools(hands)
    hands.must("college", hands.pool, "hand-over", pool="buurt", budget_holder="groen")
    findings = check(_addresses(hands))
    assert findings.unheard == [Unheard("applications", "pool", 3), Unheard("settlement", "pool", 3)]
    assert not findings.at_rest
    assert findings.problems == []


def test_waiting_for_rest_ends_when_all_is_heard_and_not_before(hands):
    open_pools(hands)
    assert wait_for_rest(_addresses(hands), 0)
    hands.must("college", hands.pool, "hand-over", pool="buurt", budget_holder="groen")
    assert not wait_for_rest(_addresses(hands), 0.06)
    hands.carry_all()
    assert wait_for_rest(_addresses(hands), 5)


def test_mirrors_are_not_judged_while_something_is_under_way(books):
    """The pool has released what applications still counts as held: no fault, but a message on its way."""
    books.truncate("applications", books.all("applications", "pool-ask-held")[-1])
    findings = books.chained().judged()
    assert (findings.at_rest, findings.problems) == (False, [])
    assert findings.money["pool/held"] != findings.money["applications/held"]


class _Growing(Listed):
    """A log of which the first look shows only the beginning."""

    def __init__(self, entries, first_look):
        super().__init__(entries)
        self._shown = first_look

    def after(self, position):
        found, self._shown = [*super().after(position)][: self._shown], len(self.rows)
        return found


@pytest.mark.parametrize("shown", range(0, 115, 9))
def test_logs_read_one_after_another_while_they_grow_make_one_history(sound_books, shown):
    """The pool is looked at too early: what the others have read of it is read before they go on."""
    sources = {
        name: _Growing(entries, shown) if name == "pool" else Listed(entries)
        for name, entries in sound_books.logs.items()
    }
    said = dict.fromkeys(sources, 0)
    for event in in_causal_order(sources):
        said[event.log] = event.envelope.said
        assert event.after is None or said[event.after[0]] >= event.after[1]
    assert said["pool"] >= max(one.mark.envelope["said"] for one in sound_books if one.mark and one.mark.log == "pool")


def test_the_same_story_twice_is_the_same_history(tmp_path, story_logs):
    assert check(tell(tmp_path)) == check(story_logs)
