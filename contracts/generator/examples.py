"""Examples as they stand on the wire, from parties of the deployed register."""

from typing import Any

from contracts.registry import CommandEntry, SaidEntry
from shared.parties import Parties

SERVICE_OIN = "00000099000000000000"
"""Under which the services of an example speak; a real one has the platform operator's."""


def of_command(entry: CommandEntry, parties: Parties) -> dict[str, Any]:
    return entry.example(parties[entry.model.example_by].oin)


def of_said(entry: SaidEntry) -> dict[str, Any]:
    return entry.example(SERVICE_OIN)
