"""Three logs taken apart, so that one thing can be changed; and put together again, by somebody who knows how.

What forgers do: they alter an event and leave the rest (`as_is`); they also mend the hashes (`chained`); or they
renumber everything as well, in all three logs, so that only the meaning is wrong (`sealed`).
"""

import copy
import hashlib
import json
import sqlite3
from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from unittest import mock

import msgspec
import psycopg

from audit import Row, check
from audit.report.findings import Problems
from shared.log.eventlog import open_log

NOTHING_BEFORE = "0" * 64


@dataclass(eq=False)
class Entry:
    """One event of one log, in plain data. `cause` and `mark` are the entries that it has heard."""

    log: str
    envelope: dict
    cause: "Entry | None" = None
    mark: "Entry | None" = None
    row: tuple | None = None
    """What the row says beside the bytes, if that is something else."""
    raw: bytes | None = None
    """The stored bytes, if they are something else."""

    @property
    def fact(self):
        return self.envelope["fact"]

    @property
    def kind(self):
        return self.envelope["kind"]

    @property
    def state(self):
        if self.raw is not None:
            return self.raw
        try:
            return msgspec.json.encode(self.envelope)
        except OverflowError:
            return json.dumps(self.envelope).encode()

    @property
    def hash(self):
        return hashlib.sha256(self.state).hexdigest()

    @property
    def beside(self):
        return self.row or (self.envelope["stream"], self.envelope["version"], self.kind)

    def change(self, **fields):
        """Other fields for the fact."""
        self.fact.update(fields)
        return self

    def book(self, *postings):
        self.fact["postings"] = [list(posting) for posting in postings]
        return self


@dataclass
class Books:
    """The three logs as lists of entries."""

    logs: dict[str, list[Entry]]
    log_ids: dict[str, str] = field(default_factory=dict)
    guarded: bool = True
    """Whether the databases refuse changes."""

    @classmethod
    def load(cls, addresses):
        logs = {name: _entries(name, address) for name, address in addresses.items()}
        books = cls(logs, {name: entries[0].fact["log"] for name, entries in logs.items()})
        said = {(one.log, one.envelope["said"]): one for one in books if one.envelope["audience"]}
        for one in books:
            upstream, _, index = one.envelope["cause"].partition("/")
            one.cause = said.get((upstream, int(index))) if upstream in logs and index else None
            if one.kind == "batch-closed":
                one.mark = said.get((one.fact["source"], one.fact["index"]))
        return books

    def __iter__(self):
        return (one for entries in self.logs.values() for one in entries)

    def reordered(self):
        """The same entries in lists of their own."""
        return Books({name: list(entries) for name, entries in self.logs.items()}, self.log_ids)

    # Finding

    def all(self, log, kind, **fields):
        return [
            one
            for one in self.logs[log]
            if one.kind == kind and all(one.fact.get(name) == value for name, value in fields.items())
        ]

    def find(self, log, kind, **fields):
        return self.all(log, kind, **fields)[0]

    def batch_of(self, entry):
        """The entries recorded together with this one, its close included."""
        entries = self.logs[entry.log]
        at = entries.index(entry)
        start = max((i + 1 for i, one in enumerate(entries[:at]) if one.kind == "batch-closed"), default=1)
        end = next(i for i, one in enumerate(entries[at:], start=at) if one.kind == "batch-closed")
        return entries[start : end + 1]

    def outcome_of(self, entry):
        """The outcome of the command that caused this one."""
        causes = (one for one in self.logs[entry.log] if one.envelope["cause"] == entry.envelope["cause"])
        return next(one for one in causes if one.kind == "command-outcome")

    # Changing

    def remove(self, *entries):
        for one in entries:
            self.logs[one.log].remove(one)

    def put(self, new, *, before=None, after=None):
        """Put a new entry into a log."""
        place = before or after
        entries = self.logs[place.log]
        entries.insert(entries.index(place) + (after is not None), new)
        return new

    def again(self, entry, **fields):
        """The same once more, right after it, with other fields."""
        twin = Entry(entry.log, copy.deepcopy(entry.envelope), entry.cause, entry.mark)
        return self.put(twin, after=entry).change(**fields)

    def made_of(self, entry, kind, *, log=None, **fields):
        """Another fact with the same envelope as an entry."""
        envelope = copy.deepcopy(entry.envelope) | {"kind": kind, "fact": fields}
        return Entry(log or entry.log, envelope, entry.cause, entry.mark)

    def move(self, entry, *, before=None, after=None):
        self.remove(entry)
        return self.put(entry, before=before, after=after)

    def truncate(self, log, entry):
        """Cut the log off before an entry's batch."""
        entries = self.logs[log]
        del entries[entries.index(self.batch_of(entry)[0]) :]

    # Putting together

    def chained(self, *, marks=True):
        """Mend the hashes in all logs; without `marks`, what others have heard stays as it was."""
        queues = {name: deque(entries) for name, entries in self.logs.items()}
        previous = dict.fromkeys(queues, NOTHING_BEFORE)
        mended = set()
        while any(queues.values()):
            name = self._next(queues, mended)
            one = queues[name].popleft()
            one.envelope["prev"] = previous[name]
            if marks and one.mark is not None:
                one.fact["hash"] = one.mark.hash
            previous[name] = one.hash
            mended.add(one)
        return self

    @staticmethod
    def _next(queues, mended):
        """A log whose next entry has heard nothing that is still to be mended; any, if the logs contradict that."""
        left = [name for name, queue in queues.items() if queue]
        return next((name for name in left if queues[name][0].mark is None or queues[name][0].mark in mended), left[0])

    def sealed(self):
        """Renumber streams and messages, name what was heard by its new number, and mend the hashes."""
        for entries in self.logs.values():
            _renumber(entries)
        for one in self:
            if one.cause is not None:
                one.envelope["cause"] = f"{one.cause.log}/{one.cause.envelope['said']}"
            if one.mark is not None:
                one.fact["index"] = one.mark.envelope["said"]
        return self.chained()

    # Judging

    def write(self, folder):
        """The logs as SQLite files; their addresses."""
        addresses = {}
        for name, entries in self.logs.items():
            addresses[name] = f"sqlite:///{folder}/{name}.db"
            open_log(addresses[name]).close()
            connection = sqlite3.connect(f"{folder}/{name}.db")
            rows = [(*one.beside, one.state) for one in entries]
            connection.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?)", rows)
            if not self.guarded:
                connection.execute("DROP TRIGGER stored_events_UPDATE_refused")
            connection.commit()
            connection.close()
        return addresses

    def checked(self, folder):
        """Out of real SQLite logs."""
        return check(self.write(folder))

    def judged(self, **how):
        """As `checked`, without the disk: in half the time."""
        return check({name: Listed(entries) for name, entries in self.logs.items()}, **how)

    def convicted(self, of=None):
        """Whether the audit finds a law broken (this one, if named); it reads no further than that."""
        try:
            with mock.patch("audit.checking.Problems", lambda: _First(of)):
                self.judged()
        except _Convicted:
            return True
        return False


class _Convicted(Exception):
    pass


class _First(Problems):
    """Ends the audit with the first finding that is looked for."""

    def __init__(self, of):
        super().__init__()
        self._of = of

    def note(self, law, where, values):
        if self._of in {None, law.code}:
            raise _Convicted


class Listed:
    """Rows that are in no database."""

    def __init__(self, entries):
        self.rows = [Row(position, *one.beside, one.state) for position, one in enumerate(entries, start=1)]

    def after(self, position):
        return islice(self.rows, position, None)


def _entries(name, address):
    on_sqlite = address.startswith("sqlite")
    connection = sqlite3.connect(address.removeprefix("sqlite:///")) if on_sqlite else psycopg.connect(address)
    order = "rowid" if on_sqlite else "notification_id"
    rows = connection.execute(f"SELECT state FROM stored_events ORDER BY {order}").fetchall()
    connection.close()
    return [Entry(name, json.loads(state)) for (state,) in rows]


def _renumber(entries):
    versions, said, said_to = {}, 0, {}
    for one in entries:
        stream, audience = one.envelope["stream"], one.envelope["audience"]
        versions[stream] = versions.get(stream, 0) + 1
        said += bool(audience)
        said_to[audience] = said_to.get(audience, 0) + bool(audience)
        one.envelope |= {"version": versions[stream], "said": said, "audience_said": said_to[audience]}
