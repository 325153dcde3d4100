"""Tables that keep what was used last in memory, and the rest in a temporary file.

So that the audit needs no more memory for a long history than for a short one. The file is SQLite's own: it has no
name, lies where the system puts temporary files, and is gone with the connection.
"""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar, overload

import msgspec

KEPT = 1_000
"""A table keeps at least so many entries in memory, and at most twice as many."""
FILTER_BYTES = 2**20
"""What a table remembers of its keys in the file, so that it seldom looks for one that is not there."""
CACHE_KB = 16_000

Value = TypeVar("Value")
Other = TypeVar("Other")


class Store:
    """The temporary file."""

    def __init__(self, kept: int = KEPT) -> None:
        self.kept = kept
        self.tables = 0
        self.connection = sqlite3.connect("", isolation_level=None, cached_statements=256)
        for setting in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE_KB}"):
            self.connection.execute(f"PRAGMA {setting}")

    def table(self, kind: Any) -> "Table[Any]":
        """A table of values of this type. JSON, for that takes integers of any size."""
        return Table(self, msgspec.json.Encoder().encode, msgspec.json.Decoder(kind).decode)

    def close(self) -> None:
        self.connection.close()


class Table(Generic[Value]):
    """A dict in two generations: the older one goes to the file when the younger one is full."""

    def __init__(
        self,
        store: Store,
        encode: Callable[[Value], bytes],
        decode: Callable[[bytes], Value],
        keeps: Callable[[str], bool] = lambda _: True,
        kept: int = KEPT,
    ) -> None:
        self._store = store
        self._kept = min(kept, store.kept)
        self._encode = encode
        self._decode = decode
        self._keeps = keeps
        """Whether an entry is still worth keeping, when it would go to the file."""
        self._young: dict[str, Value] = {}
        self._old: dict[str, Value] = {}
        self._name = f"t{store.tables}"
        self._filter = bytearray()
        store.tables += 1

    @overload
    def get(self, key: str) -> Value | None: ...
    @overload
    def get(self, key: str, default: Other) -> Value | Other: ...
    def get(self, key: str, default: Any = None) -> Any:
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
        if found is not None or not self._may_be_in_file(key):
            return default if found is None else found
        row = self._store.connection.execute(f"SELECT value FROM {self._name} WHERE key = ?", (key,)).fetchone()  # noqa: S608 our own name
        if row is None:
            return default
        self.put(key, value := self._decode(row[0]))
        return value

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def put(self, key: str, value: Value) -> None:
        self._young[key] = value
        if len(self._young) > self._kept:
            self._age()

    def change(self, key: str, **fields: Any) -> Value | None:
        """Other fields for an entry that there is."""
        found = self.get(key)
        if found is not None:
            changed: Any = found
            self.put(key, msgspec.structs.replace(changed, **fields))
        return found

    def pop(self, key: str) -> Value | None:
        """Take an entry out."""
        found = self.get(key)
        self._young.pop(key, None)
        self._old.pop(key, None)
        if self._may_be_in_file(key):
            self._store.connection.execute(f"DELETE FROM {self._name} WHERE key = ?", (key,))  # noqa: S608 our own name
        return found

    def items(self) -> Iterator[tuple[str, Value]]:
        """All entries. None may be put in meanwhile."""
        if self._filter:
            for key, value in self._store.connection.execute(f"SELECT key, value FROM {self._name}"):  # noqa: S608 our own name
                if key not in self._young and key not in self._old:
                    yield key, self._decode(value)
        yield from self._young.items()
        yield from ((key, value) for key, value in self._old.items() if key not in self._young)

    def _may_be_in_file(self, key: str) -> bool:
        place, bit = divmod(hash(key), 8)
        return bool(self._filter) and bool(self._filter[place % FILTER_BYTES] >> bit & 1)

    def _age(self) -> None:
        aged = (item for item in self._old.items() if item[0] not in self._young and self._keeps(item[0]))
        rows = sorted((key, self._encode(value)) for key, value in aged)
        self._young, self._old = {}, self._young
        if not rows:
            return
        execute = self._store.connection.execute
        if not self._filter:
            execute(f"CREATE TABLE {self._name} (key PRIMARY KEY, value) WITHOUT ROWID")
            self._filter = bytearray(FILTER_BYTES)
        for key, _ in rows:
            place, bit = divmod(hash(key), 8)
            self._filter[place % FILTER_BYTES] |= 1 << bit
        execute("BEGIN")
        self._store.connection.executemany(f"INSERT OR REPLACE INTO {self._name} VALUES (?, ?)", rows)  # noqa: S608 our own name
        execute("COMMIT")
