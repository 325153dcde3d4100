"""What is known of all three logs up to now, folded jointly: what a law judges the next event by.

Laws only read it. Each fact folds itself in, after all laws have judged it. Whatever grows with the logs is a table.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from audit.facts import LOGS, UPSTREAMS, by_chart
from audit.facts.declaring import Kept, Thing
from audit.facts.runtime import CommandOutcome
from audit.known.log import KnownLog
from audit.known.table import Store, Table
from audit.reading.events import Event


class Known:
    """`known[Thing]` is the table of things of a type, or of what is kept under it, by the contract's id for them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tables: dict[object, Table[Any]] = {}
        self.logs = {log: KnownLog(store, log) for log in LOGS}
        self.balances: Table[int] = store.table(int)
        """By account, in cents."""
        self.sums: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        """By log and use: what stands on the accounts about each pool or funder."""
        self.count: Counter[str] = Counter()
        """Commands by outcome, and applications by how they stand."""

    def __getitem__(self, thing: type[Thing] | Kept[Thing]) -> Table[Thing]:
        if thing not in self._tables:
            self._tables[thing] = self._store.table(thing.kind if isinstance(thing, Kept) else thing)
        return self._tables[thing]

    def fold(self, event: Event) -> None:
        """Make an event known."""
        log = self.logs[event.log]
        log.follow(event)
        log.add_to_batch(event)
        if event.envelope.audience:
            log.messages.put(str(event.envelope.said), event)
        if event.fact:
            self._book(event)
            event.fact.fold(event, self)

    def _book(self, event: Event) -> None:
        for name, cents in event.booked.items():
            entered = by_chart(name)
            if entered and entered.log == event.log:
                self.balances.put(name, self.balances.get(name, 0) + cents)
                self.sums[event.log, entered.use][entered.about] += cents

    def read_up_to(self, reader: str, upstream: str, index: int) -> None:
        """A batch has closed that was made of an upstream's messages."""
        if upstream in UPSTREAMS[reader]:
            self.logs[reader].read[upstream] = index
            readers = [name for name, upstreams in UPSTREAMS.items() if upstream in upstreams]
            self.logs[upstream].read_by_all = min(self.logs[name].read.get(upstream, 0) for name in readers)

    # What is looked up

    def recorded(self, outcome: Event) -> Sequence[Event]:
        """What its command has recorded in the open batch."""
        fact = outcome.fact
        return self.logs[outcome.log].recorded.get(fact.stream, ()) if isinstance(fact, CommandOutcome) else ()

    def outcome_before(self, event: Event) -> CommandOutcome | None:
        """The outcome that the command of a fact has had in this batch already."""
        outcomes = self.logs[event.log].outcomes if event.of_command else {}
        return outcomes.get(event.cause) if not isinstance(event.fact, CommandOutcome) else None

    def message(self, event: Event) -> Event | None:
        """The event whose message caused this one; None also if all readers had read it long before."""
        if event.message is None:
            return None
        upstream, index = event.message
        return self.logs[upstream].messages.get(str(index))

    def had_read(self, event: Event) -> bool:
        """Whether the message that an event names as its cause was read in an earlier batch."""
        upstream, index = event.message or ("", 1)
        return self.logs[event.log].read.get(upstream, 0) >= index

    def sum(self, log: str, *uses: str, pool: str) -> int:
        """What stands on the accounts of these uses, about one pool, also where it is named as a funder."""
        return sum(found[pool] + found[f"pool:{pool}"] for use in uses if (found := self.sums.get((log, use))))
