"""The register of parties as a file that is changed: whole or not at all."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from cli.faults import Fault
from cli.words import faults as f
from shared.parties import Parties, Party, load_parties, write_parties


@contextlib.contextmanager
def changed(path: Path) -> Iterator[dict[str, Party]]:
    """The parties by slug, to be changed in place; written when all went well. Only `alone`."""
    try:
        parties = dict(load_parties(path))
        yield parties
        write_parties(path, Parties(list(parties.values())))
    except ValueError as fault:
        raise Fault(f.REGISTER_UNUSABLE, reason=fault) from fault
