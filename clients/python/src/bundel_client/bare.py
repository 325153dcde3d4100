"""Commands and queries by name, with plain JSON data: for a program that learns only when it runs what it is to send.

Nothing is checked here but the id and the size; the service judges. Whoever knows the command uses `Client`.
"""

from collections.abc import Mapping
from typing import Any

from bundel_client.outcomes import Outcome
from bundel_client.party_connection import PartyConnection


class BareClient(PartyConnection):
    """One party's connection to the platform, in names and JSON data."""

    async def submit(
        self,
        service: str,
        command: str,
        data: Mapping[str, Any],
        *,
        command_id: str | None = None,
        correlation: str = "",
        timeout: float = 60,  # noqa: ASYNC109 how long a caller is willing to wait
    ) -> Outcome:
        """Send a command and await its outcome. Refuses oversize bodies and unfit ids here, with ValueError.

        Raises NoOutcomeYet after `timeout` seconds; the command is kept, and may still be accepted.
        """
        return await self._submit(service, command, data, command_id, correlation, timeout)

    async def ask(self, service: str, query: str, **fields: Any) -> Any:
        """Ask a service; raises QueryRefused with its code, or NoAnswer."""
        return await self._ask(service, query, fields)
