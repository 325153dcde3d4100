"""Up to where each log is taken: the longest prefixes that are consistent with one another, cut at ends of batches."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Batch(NamedTuple):
    """The end of what one transaction recorded."""

    end: int
    """Position of its last event."""
    said: int
    """How many messages the log had said by then."""
    source: str = ""
    """Of a batch that was made of an upstream's messages: the upstream."""
    heard: int = 0
    """And the index of the last of these messages."""


class Contradiction(Exception):
    """A log has read messages that the log which says them does not hold, and not for being read a moment earlier."""

    def __init__(self, reader: str, upstream: str, heard: int, said: int) -> None:
        super().__init__(f"{reader} has read message {heard} of {upstream}, which holds {said}")
        self.reader, self.upstream, self.heard, self.said = reader, upstream, heard, said


def consistent(tails: Mapping[str, Sequence[Batch]]) -> dict[str, Batch]:
    """The last batch of each log to take.

    The logs were read one after another, so the later ones may have read messages that the earlier ones did not hold
    yet. Those batches go, with all that follows them in their log; then what others have read of these goes, too; until
    nothing goes any more. What is left is the longest of all consistent prefixes: no batch goes unless it must.

    A tail begins with a batch that was recorded before any log was read. That one always stays, unless the logs
    contradict one another, as logs do that were restored to different moments.
    """
    taken = {log: len(tail) for log, tail in tails.items()}
    while cut := _to_cut(tails, taken):
        log, batches, unfounded, said = cut
        if not batches:
            raise Contradiction(log, unfounded.source, unfounded.heard, said)
        taken[log] = batches
    return {log: tail[taken[log] - 1] for log, tail in tails.items()}


def _to_cut(tails: Mapping[str, Sequence[Batch]], taken: Mapping[str, int]) -> tuple[str, int, Batch, int] | None:
    """A log that has to be cut, to so many batches, for the sake of this one; and what its upstream says."""
    for log, tail in tails.items():
        for place, batch in enumerate(tail[: taken[log]]):
            if not batch.heard:
                continue
            said = tails[batch.source][taken[batch.source] - 1].said
            if batch.heard > said:
                return log, place, batch, said
    return None
