"""Commands as they arrive: who sent what under which id, and whether it can be put to a decision at all."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from pydantic import ValidationError

from shared.broker.envelope import COMMAND_ID, MAX_COMMAND_BYTES, UNREADABLE, Incoming, data_within, read_command
from shared.form import refusal_of
from shared.log.facts import inbox_stream
from shared.log.known_parties import KnownParties
from shared.money import Refusal, together
from shared.parties import Parties, Party
from shared.service import Service
from shared.wire import CommandBody


class Arrival(msgspec.Struct, frozen=True):
    """A command off the wire. Party and command come from the subject, which credentials cannot forge."""

    party: str
    command: str
    command_id: str
    body: bytes
    body_sha256: str

    @property
    def stream(self) -> str:
        return inbox_stream(self.party, self.command_id)


class Command(msgspec.Struct, frozen=True):
    """A command that can be put to a decision."""

    body: CommandBody
    correlation: str


class _OnlyId(msgspec.Struct):
    id: str


_read_id = msgspec.json.Decoder(_OnlyId).decode
_ID_INVALID = Refusal("id-invalid", "Give an id of at most 64 letters, digits and . _ : -, the same in ce-id.", "id")


def arrival(party: str, command: str, body: bytes, header_id: str | None) -> Arrival:
    """Name the command: by header `ce-id`, else by the envelope's id, else by the SHA-256 of the body."""
    body_sha256 = hashlib.sha256(body).hexdigest()
    command_id = _usable(header_id) or _usable(_id_within(body)) or body_sha256
    return Arrival(party, command, command_id, body, body_sha256)


def _usable(name: str | None) -> str | None:
    return name if name and COMMAND_ID.fullmatch(name) else None


def _id_within(body: bytes) -> str | None:
    if len(body) > MAX_COMMAND_BYTES:
        return None
    try:
        return _read_id(body).id
    except UNREADABLE:
        return None


class Inbox:
    """Opens arrivals for one service: size, sender, command, envelope, role, fields.

    What is wrong with envelope and fields is told together; of the others the first fault refuses.
    """

    def __init__(self, service: Service[Any]) -> None:
        self._service = service.name
        self._models: Mapping[str, type[CommandBody]] = {model.name: model for model in service.commands}

    def open(self, arrived: Arrival, parties: Parties, known: KnownParties) -> Command | Refusal:
        """Open an arrival, by what the register says, and by what the log knows of it."""
        if len(arrived.body) > MAX_COMMAND_BYTES:
            return Refusal("body-too-large", f"A command is at most {MAX_COMMAND_BYTES} bytes; send less text.")
        party = known.speaker(arrived.party, parties.get(arrived.party))
        if isinstance(party, Refusal):
            return party
        model = self._models.get(arrived.command)
        if model is None:
            names = ", ".join(sorted(self._models))
            return Refusal("command-unknown", f"{self._service} knows these commands: {names}.")
        envelope = read_command(arrived.body, service=self._service, command=arrived.command, oin=party.oin)
        if isinstance(envelope, Incoming) and envelope.id != arrived.command_id:
            envelope = _ID_INVALID
        if isinstance(envelope, Refusal):
            return _with_fields_of(envelope, arrived.body, model, party, parties)
        if not model.roles & party.roles:
            needed = " or ".join(sorted(model.roles))
            return Refusal("not-yours", f"{arrived.command} is for a party with the role {needed}.")
        body = _body(model, bytes(envelope.data), parties)
        return body if isinstance(body, Refusal) else Command(body, envelope.correlationid[:64] or arrived.command_id)


def _body(model: type[CommandBody], data: bytes, parties: Parties) -> CommandBody | Refusal:
    try:
        return model.model_validate_json(data, context={"parties": parties})
    except ValidationError as error:
        return refusal_of(error, model)


def _with_fields_of(
    envelope: Refusal, body: bytes, model: type[CommandBody], party: Party, parties: Parties
) -> Refusal:
    """What is wrong with the envelope, and with the fields within: nobody should have to send it twice for that."""
    readable = envelope.code != "not-json" and model.roles & party.roles
    data = data_within(body) if readable else None
    fields = _body(model, data, parties) if data else None
    return together(envelope, fields if isinstance(fields, Refusal) else None) or envelope
