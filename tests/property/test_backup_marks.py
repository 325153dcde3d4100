"""Where logs are cut for a backup, in tiny worlds: consistent, and no shorter than it must be."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.backups.marks import Batch, Contradiction, consistent

LOGS = ("a", "b", "c")


@st.composite
def histories(draw):
    """Three logs that grow in turn; each batch says something, or makes something of what another had said by then.

    The last of each is what was seen of it: nothing of what came later, though the others may have read that.
    """
    logs = {log: [Batch(1, 0)] for log in LOGS}
    seen = {}
    heard = dict.fromkeys(itertools.product(LOGS, LOGS), 0)
    for log in draw(st.lists(st.sampled_from(LOGS), max_size=12)):
        source = draw(st.sampled_from([*LOGS, ""]))
        last, upstream = logs[log][-1], logs.get(source, [Batch(0, 0)])[-1]
        index = draw(st.integers(heard[log, source], upstream.said)) if source not in {"", log} else 0
        if index:
            heard[log, source] = index
        said = last.said + draw(st.integers(0, 2))
        logs[log].append(Batch(last.end + draw(st.integers(1, 3)), said, source if index else "", index))
        if len(seen) < len(LOGS) and draw(st.booleans()):
            seen.setdefault(LOGS[len(seen)], len(logs[LOGS[len(seen)]]))
    return {log: tail[: seen.get(log)] for log, tail in logs.items()}


def is_consistent(tails, taken):
    return all(
        batch.heard <= tails[batch.source][taken[batch.source] - 1].said
        for log, tail in tails.items()
        for batch in tail[: taken[log]]
        if batch.heard
    )


@given(histories())
def test_the_longest_prefixes_in_which_nobody_has_read_what_is_not_there(tails):
    marks = consistent(tails)
    taken = {log: tail.index(marks[log]) + 1 for log, tail in tails.items()}
    assert is_consistent(tails, taken)
    for lengths in itertools.product(*(range(1, len(tail) + 1) for tail in tails.values())):
        other = dict(zip(tails, lengths, strict=True))
        if is_consistent(tails, other):
            assert [log for log in LOGS if other[log] > taken[log]] == []


def test_logs_that_contradict_one_another_from_the_beginning_are_refused():
    with pytest.raises(Contradiction) as refused:
        consistent({"a": [Batch(4, 2)], "b": [Batch(9, 5, "a", 3)]})
    assert (refused.value.reader, refused.value.heard, refused.value.said) == ("b", 3, 2)


def test_what_is_cut_takes_along_what_others_read_of_it():
    """The zuil answered an ask that the first log did not hold yet when it was read: ask, answer and grant all go."""
    tails = {
        "a": [Batch(1, 0)],
        "b": [Batch(1, 0), Batch(2, 1, "a", 1)],
        "c": [Batch(1, 0), Batch(3, 0), Batch(5, 1, "b", 1), Batch(6, 1)],
    }
    assert consistent(tails) == {"a": Batch(1, 0), "b": Batch(1, 0), "c": Batch(3, 0)}
