"""The loopback ports of a platform on one machine."""

import itertools
import json
import random
import socket
from dataclasses import dataclass, field
from pathlib import Path

from shared.parties import SERVICES

PORTS_FILE = "ports.json"
NOT_FOR_CALLERS = range(20_000, 32_000)
"""Ports below those that a kernel gives to outgoing connections: none of these takes one while its owner restarts."""


class PortsTaken(Exception):
    """Something else listens where the platform would; names all such ports."""


class PortsDamaged(Exception):
    """The file of a platform's ports is no such thing; names it."""


@dataclass(frozen=True)
class Ports:
    """Loopback ports. The defaults are those of `make up`; tests take free ones."""

    nats: int = 4222
    health: dict[str, int] = field(default_factory=lambda: {name: 8401 + i for i, name in enumerate(SERVICES)})

    @classmethod
    def free(cls) -> "Ports":
        """Ports that are free at this moment; at random, so that platforms which start together take others."""
        numbers = random.SystemRandom().sample(NOT_FOR_CALLERS, len(NOT_FOR_CALLERS))
        nats, *health = itertools.islice(filter(is_free, numbers), 1 + len(SERVICES))
        return cls(nats, dict(zip(SERVICES, health, strict=True)))


def is_free(port: int) -> bool:
    """Whether nobody listens there, on loopback."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that ended lately do not count
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def stored_ports(data: Path) -> Ports:
    """The ports of the platform that was last started from this folder; the usual ones if none was.

    Raises PortsDamaged for a file that does not say them: on other ports nobody would find the platform.
    """
    path = data / PORTS_FILE
    try:
        return Ports(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return Ports()
    except (OSError, ValueError, TypeError) as error:
        raise PortsDamaged(path) from error
