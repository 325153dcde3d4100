"""How a service of a platform on one machine says it is."""

import json
import urllib.error
import urllib.request
from typing import Any

from deploy.ports import Ports


def health_url(ports: Ports, service: str) -> str:
    """Where a service of the platform on these ports tells how it is."""
    return f"http://127.0.0.1:{ports.health[service]}/health"


def health(url: str) -> dict[str, Any]:
    """What a health endpoint tells; {} if nobody answers."""
    try:
        try:
            reply = urllib.request.urlopen(url, timeout=2)
        except urllib.error.HTTPError as not_well:
            reply = not_well
        with reply:
            found: dict[str, Any] = json.load(reply)
    except (OSError, ValueError):
        return {}
    return found
