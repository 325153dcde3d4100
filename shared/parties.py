"""The register of parties: who may speak, in which roles. A file, and whoever loaded it notices that it changes."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, overload

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, Discriminator, Field, Tag, TypeAdapter, ValidationError

from shared.whole_file import write_whole

Role = Literal["council", "executive", "zuil", "initiative", "verifier", "auditor"]
ANY_ROLE: frozenset[str] = frozenset(get_args(Role))
"""For commands whose sender is judged by what it owns: holds, pays, was asked."""
SERVICES = ("applications", "pool", "settlement")
"""The platform's own speakers."""
OPERATOR = "operator"
"""Whoever looks after the platform: looks at the broker's streams, and decides what only a person may decide."""
RESERVED = frozenset((*SERVICES, OPERATOR, "all", "clock"))
"""No party may carry one of these slugs: in logs and on the broker they mean something else."""
LOOK_AGAIN_SECONDS = 1.0

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,47}$")]
OIN = r"^[0-9]{20}$"
Oin = Annotated[str, Field(pattern=OIN)]
Who = Annotated[str, Field(pattern=r"^[^\s/]([^\n/]{0,98}[^\s/])?$")]
"""An operator, as it calls itself."""

OIN_SHARED = "oin-shared"
"""The code of the warning that two parties have one OIN."""

_Default = TypeVar("_Default")
_log = structlog.get_logger(__name__)


class Party(BaseModel):
    """An organisation, never a person (EDPB 02/2025): slug for topics, name, roles, official identifier.

    `oin` is the 20-digit Organisatie-identificatienummer. A zuil with `public_money` false (a housing
    corporation, an insurer, a fund) does not count towards the ceiling on public subsidy.

    `own` says whether its public money is that of the municipality whose council sets the frames; only such money
    counts for a council's ceiling. A party is own unless the register says otherwise, so that a register from before
    there was this field lets no ceiling be passed. Parties of one `network` have one interest; departments of one
    municipality are no network. Who changed the entry last, and when, it says only if whoever did wrote that down.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Slug
    name: Annotated[str, Field(min_length=1, max_length=200)]
    roles: frozenset[Role]
    oin: Oin
    public_money: bool = True
    own: bool = True
    network: Slug | None = None
    changed_by: Who | None = None
    changed_at: AwareDatetime | None = None

    @property
    def is_own_public_money(self) -> bool:
        """Whether what it pays is public money of the municipality whose council sets the frames."""
        return self.public_money and self.own


class Departed(BaseModel):
    """What the register keeps of a party that left it: who removed it, and when. No party any more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Slug
    removed_by: Who
    removed_at: AwareDatetime


class WrongOin(ValueError):
    """An entry of the register has something else where its OIN should be."""

    def __init__(self, path: Path, slug: str, oin: str) -> None:
        super().__init__(f"register of parties {path}: {slug} has no OIN of 20 digits, but {oin}")
        self.path, self.slug, self.oin = path, slug, oin


class Parties(Mapping[str, Party]):
    """The parties by slug; and who left."""

    departed: Mapping[str, Departed]

    def __init__(self, parties: Iterable[Party], departed: Iterable[Departed] = ()) -> None:
        self._by_slug = _by_slug([*parties])
        self.departed = {one.slug: one for one in departed if one.slug not in self._by_slug}

    def now(self) -> "Parties":
        """What it says at this moment; that stays as it is. The same object as long as nothing changes."""
        return self

    def read_anew(self) -> "Parties":
        """What it says at this moment, though it was looked at just before."""
        return self

    @property
    def sharing_an_oin(self) -> dict[str, list[str]]:
        """The parties that are one organisation, by its OIN: departments, or two that merged."""
        found: dict[str, list[str]] = {}
        for party in self._by_slug.values():
            found.setdefault(party.oin, []).append(party.slug)
        return {oin: sorted(slugs) for oin, slugs in found.items() if len(slugs) > 1}

    def __getitem__(self, slug: str) -> Party:
        return self._by_slug[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_slug)

    def __len__(self) -> int:
        return len(self._by_slug)


class RegisterOfParties(Parties):
    """The parties of a file. It is looked at again, at most once a second, when somebody asks whether a party is known.

    Only then, and never when a party is fetched: who was found known stays so while a decision is made. A changed file
    that cannot be used changes nothing, and is logged once.
    """

    def __init__(self, path: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._monotonic = monotonic
        self._look_at = monotonic() + LOOK_AGAIN_SECONDS
        self._version = _version(path)
        self._take(_read(path))

    def now(self) -> Parties:
        self._look()
        return self._said

    def read_anew(self) -> Parties:
        self._look_at = self._monotonic()
        return self.now()

    @overload
    def get(self, slug: str, /) -> Party | None: ...
    @overload
    def get(self, slug: str, /, default: Party) -> Party: ...
    @overload
    def get(self, slug: str, /, default: _Default) -> Party | _Default: ...
    def get(self, slug: str, /, default: object = None) -> object:
        """The party, as the file says it now."""
        self._look()
        return self._by_slug.get(slug, default)

    def __contains__(self, slug: object) -> bool:
        self._look()
        return slug in self._by_slug

    def _look(self) -> None:
        now = self._monotonic()
        if now < self._look_at:
            return
        self._look_at = now + LOOK_AGAIN_SECONDS
        version = _version(self._path)
        if version != self._version:
            self._version = version
            self._take_changed()

    def _take_changed(self) -> None:
        try:
            self._take(_read(self._path))
        except ValueError as fault:
            _log.error("register of parties changed and cannot be used; the last good one stays", reason=str(fault))
            return
        _log.info("register of parties changed", parties=len(self))
        self.warn()

    def warn(self) -> None:
        """Log what may be a mistake, and is none that keeps the register out: two parties have one OIN."""
        for oin, slugs in self.sharing_an_oin.items():
            _log.warning("parties with one OIN are one organisation", code=OIN_SHARED, oin=oin, parties=slugs)

    def _take(self, said: Parties) -> None:
        self._said, self._by_slug, self.departed = said, dict(said), said.departed


def load_parties(path: Path) -> RegisterOfParties:
    """Read the register; a file that cannot be used is refused with the place and the reason."""
    return RegisterOfParties(path)


def write_parties(path: Path, parties: Parties) -> None:
    """Write the register whole or not at all, a party a line, as readable as it was. Who writes keeps others away."""
    found = [*map(_line, parties.values()), *map(_line_of_departed, parties.departed.values())]
    lines = ",\n".join(f"  {line}" for line in found)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    write_whole(path, f"[\n{lines}\n]\n".encode(), mode)


def _line(party: Party) -> str:
    fields = {"slug": party.slug, "name": party.name, "roles": sorted(party.roles), "oin": party.oin}
    others = party.model_dump(mode="json", exclude={*fields}, exclude_defaults=True)
    return json.dumps({**fields, **others}, ensure_ascii=False)


def _line_of_departed(party: Departed) -> str:
    return json.dumps(party.model_dump(mode="json", exclude_none=True), ensure_ascii=False)


def _version(path: Path) -> tuple[int, ...]:
    """Differs once the file was written, or another took its place. A missing file is a version too."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _read(path: Path) -> Parties:
    try:
        found = _validated(path, json.loads(path.read_text("utf-8")))
        return Parties(
            (entry for entry in found if isinstance(entry, Party)),
            (entry for entry in found if isinstance(entry, Departed)),
        )
    except WrongOin:
        raise
    except (OSError, ValueError) as error:
        raise ValueError(f"register of parties {path}: {error}") from error


def _validated(path: Path, entries: Any) -> list[Party | Departed]:
    try:
        return _entries.validate_python(entries)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            if one["loc"][-1:] == ("oin",):
                entry = entries[int(one["loc"][0])]
                raise WrongOin(path, str(entry.get("slug")), str(entry.get("oin", "–"))) from error
        raise


def _by_slug(parties: list[Party]) -> dict[str, Party]:
    found = {party.slug: party for party in parties}
    if len(found) != len(parties):
        raise ValueError("two parties share a slug")
    if taken := found.keys() & RESERVED:
        raise ValueError(f"a party may not be named {', '.join(sorted(taken))}: the platform uses that name itself")
    return found


def _which(entry: object) -> str:
    return "departed" if isinstance(entry, dict) and "removed_at" in entry else "party"


_entries = TypeAdapter(
    list[Annotated[Annotated[Party, Tag("party")] | Annotated[Departed, Tag("departed")], Discriminator(_which)]]
)
