"""The register of parties as a file that is changed: whole or not at all."""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from cli.data_folder import unusable_register
from shared.parties import Departed, Parties, Party, load_parties, write_parties


@contextlib.contextmanager
def changed(path: Path, operator: str | None = None) -> Iterator[dict[str, Party]]:
    """The parties by slug, to be changed in place; written when all went well. Only `alone`.

    Where an operator is named, each changed entry says who changed it, and when; of a party that left, that remains.
    """
    try:
        before = load_parties(path)
        parties = dict(before)
        yield parties
        write_parties(path, _signed(before, parties, operator) if operator else _as_it_is(before, parties))
    except ValueError as fault:
        raise unusable_register(fault) from fault


def _as_it_is(before: Parties, after: Mapping[str, Party]) -> Parties:
    return Parties(after.values(), before.departed.values())


def _signed(before: Parties, after: Mapping[str, Party], operator: str) -> Parties:
    now = datetime.now(UTC)
    signature = {"changed_by": operator, "changed_at": now}
    parties = [
        party if party == before.get(slug) else Party.model_validate({**dict(party), **signature})
        for slug, party in after.items()
    ]
    left = [Departed(slug=slug, removed_by=operator, removed_at=now) for slug in before if slug not in after]
    return Parties(parties, [*before.departed.values(), *left])
