"""The broker, as the runtime needs it: one small interface. `nats_bus` has NATS JetStream behind it.

The broker is transport, never the truth: whatever it forgets, the logs refill.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

MAX_TAKE = 100
MAX_PAYLOAD = 512 * 1024


class Message(msgspec.Struct, frozen=True):
    """A message to put on the broker."""

    subject: str
    body: bytes
    headers: Mapping[str, str] | None = None


class Delivery(msgspec.Struct, frozen=True):
    """A message off the broker. Acknowledging it covers those before it; unacknowledged, it is delivered again."""

    subject: str
    body: bytes
    headers: Mapping[str, str]
    ack: Callable[[], Awaitable[None]]


class Request(msgspec.Struct, frozen=True):
    """A question that awaits a reply. `reply` is the subject the answer goes to."""

    subject: str
    body: bytes
    reply: str


Responder = Callable[[Request], Awaitable[bytes | None]]


class BrokerAway(Exception):
    """The broker did not answer in time, or is not reached. Try again."""


class OutOfStep(Exception):
    """The stream does not end where we thought: another relay, a wiped or a rewound broker."""


class FailedAttempt(msgspec.Struct, frozen=True):
    """Why there is no connection: nobody answers, the broker refuses our name or password, or we do not trust it.

    `why` says what is wrong with a broker that we do not trust: we asked for TLS, and told it no password.
    """

    kind: Literal["not reached", "refused", "not trusted"]
    why: str = ""


class Pull(Protocol):
    """What arrives on one stream, in the order of its consumer."""

    async def take(self) -> list[Delivery]:
        """Wait for at least one message; return all that arrived, 100 at most. [] where the consumer was renewed."""
        ...

    async def close(self) -> None: ...


class Bus(Protocol):
    """The broker."""

    def respond(self, responders: Mapping[str, Responder]) -> None:
        """Answer requests on these subjects, from the start on."""
        ...

    async def start(self) -> None:
        """Connect, however long it takes. Only the first call does."""
        ...

    async def stop(self) -> None: ...
    def on_disconnect(self, callback: Callable[[], None]) -> None: ...
    def on_reconnect(self, callback: Callable[[], None]) -> None: ...
    def on_failed_attempt(self, callback: Callable[[FailedAttempt], None]) -> None:
        """Called for every attempt to connect, the first included, that fails. Another follows."""
        ...

    async def set_up(self, service: str) -> None:
        """Make the service's streams and its command consumer where they are missing. Nothing existing is changed."""
        ...

    async def last_index(self, service: str) -> int:
        """The sequence at which the service's output stream ends; 0 if it is empty or missing."""
        ...

    async def said_at(self, service: str, index: int) -> bytes | None:
        """The body at that sequence of the service's output stream."""
        ...

    async def publish_said(self, messages: Sequence[Message], last: int) -> None:
        """Append to the output stream of who says it, the first right after sequence `last`, or raise OutOfStep."""
        ...

    async def publish_dead(self, service: str, message: Message) -> None: ...
    async def send(self, message: Message) -> None:
        """To whoever listens now; not stored."""
        ...

    async def commands(self, service: str) -> Pull: ...
    async def follow(self, service: str, after: int) -> Pull:
        """The output stream of a service from the sequence after `after`."""
        ...

    async def ask(self, subject: str, body: bytes, timeout: float) -> bytes | None:  # noqa: ASYNC109 the bus keeps time
        """Request and reply; None if nobody answered in time."""
        ...


def output_stream(service: str) -> str:
    return f"BUNDEL_{service.upper()}"


def command_stream(service: str) -> str:
    return f"BUNDEL_{service.upper()}_COMMANDS"
