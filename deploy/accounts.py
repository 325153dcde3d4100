"""Who may do what on the broker: one NATS user per party and per service, from the register of parties.

A party may send its own commands and queries, and hear all events and its own messages and replies; nothing
else. In particular it reaches no JetStream API, and cannot speak or listen under another's name.
"""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path

from shared.bus import MAX_PAYLOAD, command_stream, output_stream
from shared.parties import SERVICES, Parties


def passwords(folder: Path, names: list[str]) -> dict[str, str]:
    """One secret per name, each in a file of its own that only we may read; made where missing."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = {}
    for name in names:
        path = folder / name
        if not path.exists():
            new = path.with_suffix(".new")
            new.touch(mode=0o600)
            new.write_text(secrets.token_urlsafe(32), "utf-8")
            new.replace(path)  # all of it, or nothing: an empty file would be a password
        found[name] = path.read_text("utf-8").strip()
    return found


def party_permissions(slug: str) -> dict[str, object]:
    return {
        "publish": [f"bundel.cmd.*.{slug}.*", f"bundel.query.*.{slug}.*"],
        "subscribe": ["bundel.event.>", f"bundel.to.{slug}.>", f"bundel.again.{slug}.>", f"_INBOX_{slug}.>"],
    }


def service_permissions(service: str) -> dict[str, object]:
    out, commands = output_stream(service), command_stream(service)
    api = "$JS.API"
    return {
        "publish": [
            f"bundel.event.{service}.>",
            f"bundel.to.*.{service}.*",
            f"bundel.again.*.{service}",
            f"bundel.dead.{service}",
            f"bundel.query.*.{service}.*",
            *(f"{api}.STREAM.CREATE.{stream}" for stream in (out, commands, f"{out}_DEAD")),
            f"{api}.STREAM.INFO.{out}",
            f"{api}.STREAM.MSG.GET.{out}",
            f"{api}.CONSUMER.DURABLE.CREATE.{commands}.{service}",
            *(f"{api}.CONSUMER.CREATE.{output_stream(other)}" for other in SERVICES if other != service),
            *(f"{api}.CONSUMER.MSG.NEXT.{output_stream(other)}.*" for other in SERVICES if other != service),
            f"{api}.CONSUMER.MSG.NEXT.{commands}.{service}",
            f"$JS.ACK.{commands}.{service}.>",
            f"$JS.ACK.*.*.{commands}.{service}.>",
        ],
        "subscribe": [f"bundel.query.{service}.*.*", f"_INBOX_{service}.>"],
        "allow_responses": {"max": 1, "expires": "1m"},
    }


def broker_config(parties: Parties, secret: Mapping[str, str], *, store: Path, host: str, port: int) -> str:
    """The nats-server configuration. JSON is valid NATS configuration."""
    users = [
        {"user": name, "password": secret[name], "permissions": permissions}
        for name, permissions in (
            *((service, service_permissions(service)) for service in SERVICES),
            *((slug, party_permissions(slug)) for slug in parties),
        )
    ]
    return json.dumps(
        {
            "host": host,
            "port": port,
            "max_payload": MAX_PAYLOAD,
            "jetstream": {"store_dir": str(store)},
            "authorization": {"users": users},
        },
        indent=1,
    )
