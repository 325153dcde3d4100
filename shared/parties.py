"""The register of parties: who may speak, in which roles. Loaded from `deploy/parties.json` at start."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

Role = Literal["executive", "zuil", "initiative", "verifier", "auditor"]
ANY_ROLE: frozenset[str] = frozenset(get_args(Role))
"""For commands whose sender is judged by what it owns: holds, pays, was asked."""
SERVICES = ("applications", "pool", "settlement")
"""The platform's own speakers; no party may carry one of these slugs."""


class Party(BaseModel):
    """An organisation, never a person (EDPB 02/2025): slug for topics, name, roles, official identifier.

    `oin` is the 20-digit Organisatie-identificatienummer. A zuil with `public_money` false (a housing
    corporation, an insurer, a fund) does not count towards the ceiling on public subsidy.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,47}$")]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    roles: frozenset[Role]
    oin: Annotated[str, Field(pattern=r"^[0-9]{20}$")]
    public_money: bool = True


class Parties(Mapping[str, Party]):
    """The parties by slug."""

    def __init__(self, parties: list[Party]) -> None:
        self._by_slug = {party.slug: party for party in parties}
        if len(self._by_slug) != len(parties):
            raise ValueError("two parties share a slug")
        if taken := self._by_slug.keys() & set(SERVICES):
            raise ValueError(f"a party may not be named after a service: {', '.join(sorted(taken))}")

    def __getitem__(self, slug: str) -> Party:
        return self._by_slug[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_slug)

    def __len__(self) -> int:
        return len(self._by_slug)


def load_parties(path: Path) -> Parties:
    """Read the register; a file that cannot be used is refused with the place and the reason."""
    try:
        return Parties(TypeAdapter(list[Party]).validate_python(json.loads(path.read_text("utf-8"))))
    except (OSError, ValueError, ValidationError) as error:
        raise ValueError(f"register of parties {path}: {error}") from error
