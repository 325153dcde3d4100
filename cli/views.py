"""A service's own answers, over the part of its log that a story is about. No service needs to run for it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cli.ledger import BY_NAME
from cli.logs import Entry
from shared.calendar import civil_date
from shared.log.fold import FactReader, Fold
from shared.money import Refusal
from shared.parties import Parties
from shared.service import Context


class Part:
    """What some streams of one log amount to. Only what these streams decide may be asked of it."""

    def __init__(self, service: str, entries: Iterable[Entry]) -> None:
        self._service = BY_NAME[service]
        self._fold: Fold[Any] = Fold(self._service)
        reader = FactReader(self._service)
        for entry in entries:
            self._fold.take(entry.stored, reader.read(entry.stored), entry.hash)

    def answer(self, query: str, *, by: str = "", **fields: Any) -> dict[str, Any] | None:
        """What the service would answer to whoever asks; None where it would refuse."""
        (model,) = (each for each in self._service.queries if each.name == query)
        now = datetime.now(UTC)
        context = Context(by, now, civil_date(now), Parties([]))
        found = self._service.answer(self._fold.state, model.model_validate(fields), context)
        return None if isinstance(found, Refusal) else found
