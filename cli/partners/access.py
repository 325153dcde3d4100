"""By which passwords a party is, or may still be, let in on this machine."""

import json
from pathlib import Path

from cli.data_folder import DataFolder
from deploy.local import BROKER_CONFIG
from shared.parties import RESERVED


def passwords_of(place: DataFolder, slug: str) -> set[str]:
    """Of a party. None for a name that no party bears."""
    return set() if slug in RESERVED else known_passwords(place, slug)


def known_passwords(place: DataFolder, name: str) -> set[str]:
    """What was handed over, and what the broker was told: they differ after a change that was cut off."""
    return {found for found in (_handed_over(place, name), _told_to_broker(place.data / BROKER_CONFIG, name)) if found}


def is_left_behind(place: DataFolder, slug: str) -> bool:
    """Whether credential or broker still know this name: of a party that left the register, its removal was cut off."""
    return slug not in RESERVED and (_credential_of(place, slug) is not None or bool(passwords_of(place, slug)))


def _credential_of(place: DataFolder, slug: str) -> Path | None:
    """Looked for by name in the folder: a slug that no register vouches for may be any path."""
    if not place.credentials.is_dir():
        return None
    return next((path for path in place.credentials.iterdir() if path.name == slug), None)


def _handed_over(place: DataFolder, slug: str) -> str:
    """Empty where the file is, too: then nobody has it."""
    path = _credential_of(place, slug)
    return path.read_text("utf-8", errors="replace").strip() if path else ""


def _told_to_broker(config: Path, slug: str) -> str:
    try:
        users = json.loads(config.read_text("utf-8"))["authorization"]["users"]
        return next((str(user["password"]) for user in users if user["user"] == slug), "")
    except (OSError, ValueError, KeyError, TypeError):  # there is none, or it was tampered with: it is written anew
        return ""
