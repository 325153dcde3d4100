"""Who may do what on the broker: one NATS user per party and per service, and one for the operator.

A party may send its own commands and queries, and hear all events and its own messages and replies; nothing
else. In particular it reaches no JetStream API, and cannot speak or listen under another's name.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from shared.broker.bus import MAX_PAYLOAD, command_stream, output_stream
from shared.parties import OPERATOR, SERVICES, Parties
from shared.whole_file import write_whole

LIMITS = {
    "max_connections": 2_000,
    "max_subscriptions": 4_000,
    "max_pending": 32 * 1024**2,
    "write_deadline": "5s",
    "ping_interval": "30s",
}
"""Per server, then per connection: whoever asks for more is refused, and the broker's memory has an end.

A service needs two subscriptions for each party, and has up to 24 MB waiting for it while a party floods.
"""


class EmptyPassword(ValueError):
    """A password file holds nothing: as a password that would let in anybody who knows the name."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the password file {path} is empty; delete it, and a new password is made at the next start")
        self.path = path


def passwords(folder: Path, names: list[str]) -> dict[str, str]:
    """One secret per name, each in a file of its own that only we may read; made where missing.

    Raises EmptyPassword for a file that is there and holds none.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = {}
    for name in names:
        path = folder / name
        if not path.exists():
            write_whole(path, secrets.token_urlsafe(32).encode(), 0o600)
        found[name] = path.read_text("utf-8").strip()
        if not found[name]:
            raise EmptyPassword(path)
    return found


def party_permissions(slug: str) -> dict[str, object]:
    return {
        "publish": [f"bundel.cmd.*.{slug}.*", f"bundel.query.*.{slug}.*"],
        "subscribe": ["bundel.event.>", f"bundel.to.{slug}.>", f"bundel.again.{slug}.>", f"_INBOX_{slug}.>"],
    }


def service_permissions(service: str, parties: Iterable[str]) -> dict[str, object]:
    """A service answers into the inboxes of parties and services: to nothing else that somebody names for a reply."""
    out, commands = output_stream(service), command_stream(service)
    api = "$JS.API"
    return {
        "publish": [
            f"bundel.event.{service}.>",
            f"bundel.to.*.{service}.*",
            f"bundel.again.*.{service}",
            f"bundel.dead.{service}",
            f"bundel.query.*.{service}.*",
            *(f"_INBOX_{asker}.>" for asker in (*SERVICES, *parties) if asker != service),
            *(f"{api}.STREAM.CREATE.{stream}" for stream in (out, commands, dead_stream(service))),
            f"{api}.STREAM.INFO.{out}",
            f"{api}.STREAM.MSG.GET.{out}",
            f"{api}.CONSUMER.DURABLE.CREATE.{commands}.{service}",
            *(f"{api}.CONSUMER.CREATE.{output_stream(other)}" for other in SERVICES if other != service),
            *(f"{api}.CONSUMER.MSG.NEXT.{output_stream(other)}.*" for other in SERVICES if other != service),
            f"{api}.CONSUMER.CREATE.{commands}",
            f"{api}.CONSUMER.MSG.NEXT.{commands}.*",
            f"$JS.ACK.{commands}.{service}.>",
            f"$JS.ACK.*.*.{commands}.{service}.>",
        ],
        "subscribe": [f"bundel.query.{service}.*.*", f"_INBOX_{service}.>"],
    }


def operator_permissions() -> dict[str, object]:
    """May look at how streams stand, at dead letters, and at what services published; says nothing.

    What was published stands in the logs, which the operator reads; after a restore the broker alone may still have it.
    The operator may delete it, for `bundel restore`: services make these streams anew, and fill them from their logs.
    """
    api = "$JS.API.STREAM"
    readable = [stream for one in SERVICES for stream in (dead_stream(one), output_stream(one))]
    return {
        "publish": [
            f"{api}.INFO.*",
            *(f"{api}.MSG.GET.{stream}" for stream in readable),
            *(f"{api}.DELETE.{output_stream(one)}" for one in SERVICES),
        ],
        "subscribe": [f"_INBOX_{OPERATOR}.>"],
    }


def dead_stream(service: str) -> str:
    """Where a service puts the commands that it could not decide."""
    return f"{output_stream(service)}_DEAD"


def broker_config(parties: Parties, secret: Mapping[str, str], *, store: Path, host: str, port: int) -> str:
    """The nats-server configuration. JSON is valid NATS configuration."""
    users = [
        {"user": name, "password": secret[name], "permissions": permissions}
        for name, permissions in (
            *((service, service_permissions(service, parties)) for service in SERVICES),
            (OPERATOR, operator_permissions()),
            *((slug, party_permissions(slug)) for slug in parties),
        )
    ]
    return json.dumps(
        {
            "host": host,
            "port": port,
            "max_payload": MAX_PAYLOAD,
            **LIMITS,
            "jetstream": {"store_dir": str(store)},
            "authorization": {"users": users},
        },
        indent=1,
    )
