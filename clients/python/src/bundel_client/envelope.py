"""CloudEvents 1.0, structured JSON, as a party sends commands and reads messages."""

import re
from datetime import date, datetime
from typing import Any

import msgspec

from bundel_client.forms import Body
from bundel_client.kinds import body_of

TYPE_PREFIX = "nl.bundel"
MAX_COMMAND_BYTES = 64 * 1024
COMMAND_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$")


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message of a service: the CloudEvent. Attributes that are not named here are passed over."""

    id: str
    source: str
    type: str
    time: datetime
    """When it was recorded."""
    subject: str
    """What it is about."""
    data: msgspec.Raw
    """The body as it came: JSON."""
    logid: str
    index: int
    """Counts all messages of this service, without gaps."""
    audience: str
    """`all`, or the party that is told."""
    audienceindex: int
    """Counts the messages to this audience, without gaps."""
    hash: str
    causationid: str
    correlationid: str
    bookdate: date | None = None
    """The civil date for which the money that moved counts, where any moved."""
    countsfor: date | None = None
    """The day it is about, where the book year of that day was closed already."""

    @property
    def service(self) -> str:
        return self.type.split(".")[-2]

    @property
    def kind(self) -> str:
        """What happened, as in the contract: `application-granted`."""
        return self.type.rpartition(".")[2]

    @property
    def body(self) -> Body:
        """What it tells, as an instance of the class of its kind; of `UnknownBody` if this client knows no such kind.

        Raises ValueError if it is not as in the contract.
        """
        return body_of(self.service, self.kind, self.data)


read_message = msgspec.json.Decoder(Message).decode


def source(oin: str, system: str) -> str:
    """Who speaks: `urn:nld:oin:<OIN>:systeem:<name>`."""
    return f"urn:nld:oin:{oin}:systeem:{system}"


def command_type(service: str, command: str) -> str:
    return f"{TYPE_PREFIX}.{service}.{command}"


def command_event(service: str, command: str, command_id: str, speaker: str, correlation: str, data: Any) -> bytes:
    """A command as it is sent. Refuses with ValueError what no service would take."""
    if not COMMAND_ID.fullmatch(command_id):
        raise ValueError(f"a command id is at most 64 letters, digits and . _ : -, not {command_id!r}")
    event = {
        "specversion": "1.0",
        "id": command_id,
        "source": speaker,
        "type": command_type(service, command),
        "datacontenttype": "application/json",
        "correlationid": correlation or command_id,
        "data": data,
    }
    body = msgspec.json.encode(event)
    if len(body) > MAX_COMMAND_BYTES:
        raise ValueError(f"a command is at most {MAX_COMMAND_BYTES} bytes, this one has {len(body)}")
    return body
