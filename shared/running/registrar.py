"""Records what the register of parties says, where the log does not know it yet, before anything is decided by it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog

from shared.log import facts as own
from shared.log.eventlog import encode
from shared.log.fold import Fold
from shared.log.known_parties import KnownParty
from shared.money import Refusal
from shared.parties import OPERATOR, Parties, Party
from shared.running.batch import Batch

_log = structlog.get_logger(__name__)


class Registrar:
    """Keeps one reading of the register, and the log in step with it.

    Only a reading that is new to this process is recorded. If another process recorded something else meanwhile, the
    register is read anew; what still differs is that one's reading of another file, and stays.
    """

    def __init__(self, register: Parties) -> None:
        self._register = register
        self._compared: Parties | None = None
        """The reading that the log was last compared with, and how much it had recorded then."""
        self._changes = 0
        self.parties = register.now()
        """By what is decided: a reading that the log holds."""
        self.replaced: list[Refusal] = []
        """Of each party that the register has under another OIN than the log: how its commands are refused."""

    def record(self, batch: Batch, fold: Fold[Any]) -> Batch:
        """What changed, in batches of its own, in the operator's name. The batch to go on with."""
        if self._register.now() is self._compared and fold.parties.changes == self._changes:
            return batch
        reading = self._register.read_anew()
        if reading is not self._compared:
            changes = [*unrecorded(reading, fold.parties.by_slug)]
            for fact, by in changes:
                batch = _added(batch, fact, by)
            batch.close(own.BatchClosed(OPERATOR))
            if changes:
                _log.info("recorded what the register of parties says", changes=len(changes))
            batch = batch.next()
        self.parties = self._compared = reading
        self._changes = fold.parties.changes
        self.replaced = [refusal for party in reading.values() if (refusal := fold.parties.replaced(party))]
        return batch


def _added(batch: Batch, fact: own.PartyRegistered | own.PartyDeregistered, by: str) -> Batch:
    raw = encode(fact)
    if not batch.has_room_for([raw]):
        batch.close(own.BatchClosed(OPERATOR))
        batch = batch.next()
    batch.add(fact, raw, by=by, cause=OPERATOR)
    return batch


def unrecorded(
    register: Parties, known: Mapping[str, KnownParty]
) -> Iterator[tuple[own.PartyRegistered | own.PartyDeregistered, str]]:
    """What the register says and the log does not; each with who changed it."""
    left = [(slug, one) for slug, one in known.items() if one.entry and slug not in register]
    for party in register.values():
        before = known.get(party.slug)
        said = _said_of(party)
        if before is None or before.entry is None or replace(said, changed_at=before.entry.changed_at) != before.entry:
            at, by = _stamp(before, party.changed_at, party.changed_by)
            yield replace(said, changed_at=at), by
    for slug, before in left:
        removed = register.departed.get(slug)
        at, by = _stamp(before, removed.removed_at, removed.removed_by) if removed else (None, OPERATOR)
        yield own.PartyDeregistered(slug, at), by


def _said_of(party: Party) -> own.PartyRegistered:
    return own.PartyRegistered(
        party=party.slug,
        oin=party.oin,
        roles=tuple(sorted(party.roles)),
        public_money=party.public_money,
        own=party.own,
        network=party.network,
        changed_at=party.changed_at,
    )


def _stamp(before: KnownParty | None, at: datetime | None, by: str | None) -> tuple[datetime | None, str]:
    """When and by whom. A stamp that is recorded already is of an earlier change: of this one nobody is named."""
    if at is not None and before is not None and before.changed_at == at:
        at = by = None
    return at, f"{OPERATOR}/{by}" if by else OPERATOR
