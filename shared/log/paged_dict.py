"""A mapping larger than memory: it remembers what was used lately, and fetches the rest from a snapshot.

A service declares in its state, as `MutableMapping[str, …]`, what grows with history. A plain dict will do; where there
is a snapshot, the runtime puts a `PagedDict` in its place, which does the same.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import msgspec

_UNKNOWN: Any = object()
_GONE: Any = object()
"""Known not to be there."""

encode = msgspec.json.Encoder(decimal_format="string").encode


class Entries(Protocol):
    """What a snapshot holds of shelves, each entry as bytes."""

    def fetch(self, shelf: str, key: str) -> bytes | None: ...
    def entries(self, shelf: str) -> Iterator[tuple[str, bytes]]:
        """Every entry of a shelf, in the order in which the keys were first put there."""
        ...


class Evolving:
    """Whether a fact is being folded in: only then does what was looked up change."""

    __slots__ = ("now",)

    def __init__(self) -> None:
        self.now = False


class PagedDict:
    """Does what the dict does in whose place it stands, keeping its order.

    What is used goes to `_lately`; when that has grown past `remembered`, what was not used since the last time is
    forgotten, as far as the snapshot has it. A value looked up while a fact is folded in counts as changed, for it may
    be mutable: too much is saved rather than too little.
    """

    __slots__ = (
        "_changed",
        "_count",
        "_entries",
        "_evolving",
        "_formerly",
        "_fresh",
        "_lately",
        "_mutable",
        "_name",
        "_read",
        "_remembered",
    )

    def __init__(
        self,
        name: str,
        read: Callable[[bytes], Any],
        entries: Entries,
        evolving: Evolving,
        *,
        count: int = 0,
        mutable: bool = True,
        remembered: int = 10_000,
    ) -> None:
        self._name = name
        self._read = read
        self._entries = entries
        self._evolving = evolving
        self._count = count
        self._mutable = mutable
        self._remembered = remembered
        self._lately: dict[str, Any] = {}
        self._formerly: dict[str, Any] = {}
        self._changed: set[str] = set()
        self._fresh: dict[str, None] = {}
        """Not in the snapshot as it is, oldest first."""

    # What a dict does

    def get(self, key: str, default: Any = None) -> Any:
        found = _UNKNOWN if self._mutable else self._lately.get(key, _UNKNOWN)
        if found is _UNKNOWN:
            found = self._find(key)
        return default if found is _GONE else found

    def __getitem__(self, key: str) -> Any:
        found = self._find(key)
        if found is _GONE:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self._find(str(key)) is not _GONE

    def __setitem__(self, key: str, value: Any) -> None:
        known = self._lately.get(key, _UNKNOWN)
        if known is _UNKNOWN:
            known = self._find(key)
        if known is _GONE:
            self._fresh[key] = None
            self._count += 1
        self._lately[key] = value
        self._changed.add(key)

    def __delitem__(self, key: str) -> None:
        if self._find(key) is _GONE:
            raise KeyError(key)
        self._lately[key] = _GONE
        self._changed.add(key)
        self._fresh.pop(key, None)
        self._count -= 1

    def setdefault(self, key: str, default: Any) -> Any:
        found = self._find(key)
        if found is not _GONE:
            return found
        self[key] = default
        return default

    def pop(self, key: str, default: Any = _UNKNOWN) -> Any:
        found = self._find(key)
        if found is not _GONE:
            del self[key]
            return found
        if default is _UNKNOWN:
            raise KeyError(key)
        return default

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.items())

    def values(self) -> Iterator[Any]:
        return (value for _, value in self.items())

    def items(self) -> Iterator[tuple[str, Any]]:
        """Everything, oldest first. What has to be fetched for it is not remembered, and must not be changed."""
        for key, raw in self._entries.entries(self._name):
            if key in self._fresh:
                continue
            value = self._lately.get(key, _UNKNOWN)
            if value is _UNKNOWN:
                value = self._formerly.get(key, _UNKNOWN)
            if value is _UNKNOWN:
                value = self._read(raw)
            if value is not _GONE:
                yield key, value
        for key in self._fresh:
            yield key, self._lately[key]

    def __eq__(self, other: object) -> bool:
        try:
            return dict(self.items()) == dict(other.items())  # type: ignore[attr-defined]
        except AttributeError:
            return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Shelf {self._name}: {self._count} entries, {self.held} in memory>"

    def _find(self, key: str) -> Any:
        found = self._lately.get(key, _UNKNOWN)
        if found is _UNKNOWN:
            found = self._formerly.pop(key, _UNKNOWN)
            if found is _UNKNOWN:
                raw = self._entries.fetch(self._name, key)
                found = _GONE if raw is None else self._read(raw)
            self._lately[key] = found
        if self._mutable and found is not _GONE and self._evolving.now:
            self._changed.add(key)
        return found

    # What a snapshot asks of it

    @property
    def held(self) -> int:
        """How many entries are in memory, absent ones that were looked up included."""
        return len(self._lately) + len(self._formerly)

    @property
    def changed(self) -> int:
        """How many entries a snapshot would have to write."""
        return len(self._changed)

    def changes(self) -> Iterable[tuple[str, bytes | None, bool]]:
        """Key, value (None: removed), and whether it goes behind all others; these last, in their order."""
        for key in self._changed:
            if key not in self._fresh:
                value = self._lately[key]
                yield key, None if value is _GONE else encode(value), False
        for key in self._fresh:
            yield key, encode(self._lately[key]), True

    def saved(self) -> None:
        """The snapshot now holds all of it."""
        self._changed.clear()
        self._fresh.clear()

    def forget(self) -> None:
        """If too much is remembered, forget what was not used lately. What is changed stays."""
        if len(self._lately) > self._remembered:
            former = self._lately
            self._lately = {key: former.pop(key) for key in self._changed}
            self._formerly = former if len(former) <= 2 * self._remembered else {}
