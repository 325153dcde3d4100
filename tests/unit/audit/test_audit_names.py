"""Which event the audit names where the chain does not hold: the one that was altered, and not the one after it."""

from audit.checking import check_one
from tests.unit.audit.hostile import Listed


def named(books, log="pool"):
    found = check_one(log, Listed(books.logs[log]).rows).problems
    return [(one.position, one.kind, one.values["next"]) for one in found if one.law.code == "chain-broken"]


def test_the_edited_event_is_named(books):
    edited = books.find("pool", "contribution-received").change(cents=1)
    at = books.logs["pool"].index(edited) + 1
    assert named(books) == [(at, "contribution-received", at + 1)]
    (problem,) = [one for one in books.judged().broken if one.law.code == "chain-broken"]
    assert (problem.log, problem.position, problem.kind) == ("pool", at, "contribution-received")


def test_an_event_that_is_none_any_more_is_named(books):
    edited = books.find("pool", "contribution-received")
    edited.raw = b"{"
    at = books.logs["pool"].index(edited) + 1
    assert named(books) == [(at, "contribution-received", at + 1)]


def test_of_a_removed_event_the_one_before_is_named_with_the_one_after(books):
    removed = books.find("pool", "contribution-received")
    at = books.logs["pool"].index(removed) + 1
    books.remove(removed)
    ((position, _, following),) = named(books)
    assert (position, following) == (at - 1, at)


def test_an_event_that_was_put_in_is_named(books):
    """Its forger had it follow the event before it."""
    pledged = books.find("pool", "contribution-pledged")
    new = books.again(pledged)
    new.envelope["prev"] = pledged.hash
    at = books.logs["pool"].index(new) + 1
    assert [position for position, *_ in named(books)] == [at]


def test_a_log_that_begins_too_late_is_named_at_its_first_event(books):
    del books.logs["pool"][0]
    assert named(books)[0][0] == 1


def test_a_sound_log_names_nothing(books):
    assert named(books) == []
