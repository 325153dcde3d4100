"""Commands and queries as classes of the contract: a wrong name or type is found before anything is sent."""

from typing import TypeVar

import msgspec

from bundel_client.forms import Answer, Command, Query, as_sent
from bundel_client.outcomes import Outcome
from bundel_client.party_connection import PartyConnection

A = TypeVar("A", bound=Answer)


class Client(PartyConnection):
    """One party's connection to the platform."""

    async def submit(
        self,
        command: Command,
        *,
        command_id: str | None = None,
        correlation: str = "",
        timeout: float = 60,  # noqa: ASYNC109 how long a caller is willing to wait
    ) -> Outcome:
        """Send a command and await its outcome.

        Derive `command_id` from what the command is about, and no crash of your program turns one command into two.
        Refuses here, with ValueError, a value of another type than its class says, an unfit id, and what is too large.
        Raises NoOutcomeYet after `timeout` seconds; the command is kept, and may still be accepted.
        """
        return await self._submit(command.SERVICE, command.NAME, as_sent(command), command_id, correlation, timeout)

    async def ask(self, query: Query[A]) -> A:
        """Ask a service. Raises QueryRefused with its code, NoAnswer, or ValueError as `submit` does."""
        answer = await self._ask(query.SERVICE, query.NAME, as_sent(query))
        found: A = msgspec.convert(answer, query.ANSWER)
        return found
