"""Commands as they arrive: who sent what under which id, and whether it can be put to a decision at all."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from pydantic import ValidationError

from shared.broker.envelope import COMMAND_ID, MAX_COMMAND_BYTES, UNREADABLE, read_command
from shared.log.facts import inbox_stream
from shared.money import Refusal
from shared.parties import Parties
from shared.service import Service
from shared.wire import CommandBody, refusal_of


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
    """Opens arrivals for one service: size, envelope, sender, command, role, fields; the first fault refuses."""

    def __init__(self, service: Service[Any], parties: Parties) -> None:
        self._service = service.name
        self._models: Mapping[str, type[CommandBody]] = {model.name: model for model in service.commands}
        self._parties = parties

    def open(self, arrived: Arrival) -> Command | Refusal:
        if len(arrived.body) > MAX_COMMAND_BYTES:
            return Refusal("body-too-large", f"A command is at most {MAX_COMMAND_BYTES} bytes; send less text.")
        party = self._parties.get(arrived.party)
        if party is None:
            return Refusal("unknown-party", "Ask the operator to enter you in the register of parties.")
        model = self._models.get(arrived.command)
        if model is None:
            known = ", ".join(sorted(self._models))
            return Refusal("command-unknown", f"{self._service} knows these commands: {known}.")
        envelope = read_command(arrived.body, service=self._service, command=arrived.command, oin=party.oin)
        if isinstance(envelope, Refusal):
            return envelope
        if envelope.id != arrived.command_id:
            return Refusal(
                "id-invalid", "Give an id of at most 64 letters, digits and . _ : -, the same in ce-id.", "id"
            )
        if not model.roles & party.roles:
            needed = " or ".join(sorted(model.roles))
            return Refusal("not-yours", f"{arrived.command} is for a party with the role {needed}.")
        try:
            body = model.model_validate_json(bytes(envelope.data), context={"parties": self._parties})
        except ValidationError as error:
            return refusal_of(error)
        return Command(body, envelope.correlationid[:64] or arrived.command_id)
