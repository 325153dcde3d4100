"""CloudEvents 1.0, structured JSON, NL GOV profile: how bodies travel, taken in and said."""

import re
from datetime import date, datetime
from typing import Any

import msgspec

from shared.calendar import civil_date
from shared.money import Refusal, together

TYPE_PREFIX = "nl.bundel"
MAX_COMMAND_BYTES = 64 * 1024
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises on bytes that are no message; text that is no UTF-8, and nesting without end, are two more."""
COMMAND_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$")
_SOURCE = re.compile(r"^urn:nld:oin:(?P<oin>[0-9]{20}):systeem:[A-Za-z0-9._-]{1,64}$")


class Incoming(msgspec.Struct):
    """A command as sent. Attributes we do not use are passed over, as CloudEvents asks."""

    specversion: str
    id: str
    source: str
    type: str
    data: msgspec.Raw
    correlationid: str = ""


class PublishedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A message as said: the CloudEvent, with extension attributes that place it in its producer's log."""

    specversion: str = "1.0"
    id: str
    source: str
    type: str
    time: datetime
    subject: str
    """The stream of the log that the event belongs to."""
    data: msgspec.Raw
    logid: str
    index: int
    """Dense over all that this log says."""
    audience: str
    audienceindex: int
    """Dense over what this log says to this audience."""
    hash: str
    """SHA-256 of the stored event."""
    causationid: str
    correlationid: str
    datacontenttype: str = "application/json"
    bookdate: date | msgspec.UnsetType = msgspec.UNSET
    """The civil date for which the money moved counts, where the event moves any."""
    countsfor: date | msgspec.UnsetType = msgspec.UNSET
    """The day it is about, where the book year of that was closed already."""

    @property
    def kind(self) -> str:
        """The last part of the type."""
        return self.type.rpartition(".")[2]

    @property
    def booked_on(self) -> date:
        """The book date; of a message without one, the civil date of its time."""
        return civil_date(self.time) if self.bookdate is msgspec.UNSET else self.bookdate

    @property
    def about(self) -> date | None:
        """The day that it counts for, where that is not its book date."""
        return None if self.countsfor is msgspec.UNSET else self.countsfor


_decode_incoming = msgspec.json.Decoder(Incoming).decode
read_published = msgspec.json.Decoder(PublishedEvent).decode
"""Read a producer's message; bytes that are no such message raise one of `UNREADABLE`."""
encode_published = msgspec.json.Encoder(decimal_format="string").encode


def source(oin: str, system: str) -> str:
    """Who speaks: `urn:nld:oin:<OIN>:systeem:<name>`."""
    return f"urn:nld:oin:{oin}:systeem:{system}"


def command_type(service: str, command: str) -> str:
    return f"{TYPE_PREFIX}.{service}.{command}"


def read_command(body: bytes, *, service: str, command: str, oin: str) -> Incoming | Refusal:
    """Open a command's envelope. Whose it is was settled by the subject; the envelope may not say otherwise."""
    wanted = command_type(service, command)
    try:
        try:
            incoming = _decode_incoming(body.decode())
        except msgspec.ValidationError:
            return _unfit(msgspec.json.decode(body), wanted, oin)
    except UNREADABLE:
        return Refusal("not-json", "Send a CloudEvent 1.0 as well-formed JSON in UTF-8.")
    speaker = _SOURCE.fullmatch(incoming.source)
    if incoming.specversion == "1.0" and incoming.type == wanted and speaker and speaker["oin"] == oin:
        return incoming
    return _unfit({name: getattr(incoming, name) for name in incoming.__struct_fields__}, wanted, oin)


def data_within(body: bytes) -> bytes | None:
    """What an unfit envelope holds as the command's fields: what is wrong with these can be told at once."""
    try:
        event = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except UNREADABLE:
        return None
    return bytes(event["data"]) if "data" in event else None


def _unfit(event: Any, wanted: str, oin: str) -> Refusal:
    """Everything wrong with an envelope."""
    if not isinstance(event, dict):
        return Refusal("envelope-invalid", "Send a CloudEvent 1.0 in structured JSON: an object in braces.")
    refusal = together(
        None if event.get("specversion") == "1.0" else _put("specversion", '"1.0"'),
        None if isinstance(event.get("id"), str) else _put("id", "a text that only this command bears"),
        None if _speaks_as(event.get("source"), oin) else _put("source", source(oin, "<name of your system>")),
        None if event.get("type") == wanted else _put("type", f"{wanted}, as the subject"),
        None if "data" in event else _put("data", "an object with the command's fields"),
        None if isinstance(event.get("correlationid", ""), str) else _put("correlationid", "a text, or leave it out"),
    )
    return refusal or Refusal("envelope-invalid", "Write each attribute of the CloudEvent once.")


def _speaks_as(named: Any, oin: str) -> bool:
    speaker = _SOURCE.fullmatch(named) if isinstance(named, str) else None
    return speaker is not None and speaker["oin"] == oin


def _put(attribute: str, what: str) -> Refusal:
    return Refusal("envelope-invalid", f"Set {attribute} to {what}.", attribute)
