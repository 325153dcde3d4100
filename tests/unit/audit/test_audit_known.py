"""What the audit knows, in little memory: tables that keep most of themselves in a file, and long histories."""

import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import check
from audit.known import table
from audit.known.table import Store
from tests.unit.audit import forgeries_of_logs, forgeries_of_money, forgeries_of_promises
from tests.unit.audit.copies import copies
from tests.unit.audit.forgery import FORGERIES
from tests.unit.audit.hostile import Listed

REGISTERED = (forgeries_of_logs, forgeries_of_money, forgeries_of_promises)

steps = st.lists(st.tuples(st.sampled_from(["put", "pop", "get"]), st.sampled_from("abcdefg"), st.integers(0, 9)))


@given(steps, st.integers(0, 3))
def test_a_table_is_a_dict(done, kept):
    store = Store(kept)
    found, expected = store.table(int), {}
    for step, key, value in done:
        if step == "put":
            found.put(key, value)
            expected[key] = value
        elif step == "pop":
            assert found.pop(key) == expected.pop(key, None)
        assert found.get(key) == expected.get(key)
        assert (key in found) == (key in expected)
    assert dict(found.items()) == expected
    store.close()


@pytest.fixture
def forgetful(monkeypatch):
    """Next to nothing is kept in memory."""
    monkeypatch.setattr("audit.checking.Store", lambda: Store(kept=1))


def test_sound_books_are_sound_whatever_is_kept_in_memory(sound_books, forgetful):
    assert sound_books.judged().problems == []


@pytest.mark.parametrize("forgery", random.Random(2).sample(FORGERIES, 10), ids=lambda forgery: forgery.name)
def test_a_forgery_is_found_whatever_is_kept_in_memory(forgery, books, forgetful, tmp_path):
    forgery.commit(books)
    if forgery.cover_up != "as_is":
        getattr(books, forgery.cover_up)()
    assert set(forgery.laws) <= {problem.law.code for problem in books.checked(tmp_path).broken}


@pytest.mark.parametrize("seed", range(10))
def test_nonsense_goes_into_the_file_and_comes_out_again(books, forgetful, seed):
    """Any number may be of any size."""
    chance = random.Random(seed)
    one = chance.choice([one for one in books if "postings" in one.fact])
    for posting in one.fact["postings"]:
        posting[1] *= chance.choice([10**30, -(2**63)])
    assert books.sealed().judged().broken


def _measured(books):
    """How many bytes are stored, and how many are in use at most while these books are audited."""
    logs = {name: Listed(entries) for name, entries in books.logs.items()}
    stored = sum(len(row.state) for log in logs.values() for row in log.rows)
    tracemalloc.start()
    try:
        assert check(logs).problems == []
        return stored, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.longer
@pytest.mark.timeout(300)
def test_memory_does_not_grow_with_the_logs(sound_books, monkeypatch):
    """Of what a longer history has more, not a tenth; and that are the balances of more pools, and bounded caches."""
    monkeypatch.setattr("audit.checking.Store", lambda: Store(kept=10))
    monkeypatch.setattr(table, "FILTER_BYTES", 1000)
    (stored, used), (more_stored, more_used) = (_measured(copies(sound_books, times)) for times in (10, 20))
    assert more_used - used < (more_stored - stored) / 10
