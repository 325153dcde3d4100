"""`bundel up`, `down`, `reset`: the platform on this machine."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.alone import alone
from cli.base import Desk, declare
from cli.data_folder import SHIPPED_REGISTER, DataFolder
from cli.faults import Fault
from cli.words import faults as f
from cli.words import screens as w
from deploy.accounts import EmptyPassword
from deploy.local import Ended, Platform, Ports
from shared.parties import SERVICES
from shared.whole_file import write_whole


def add_to(app: typer.Typer) -> None:
    declare(app, "up")(_up)
    declare(app, "down")(_down)
    declare(app, "reset")(_reset)


def _up(desk: Desk, *, free_ports: Annotated[bool, typer.Option("--free-ports")] = False) -> None:
    with alone(desk):  # a party that is removed while the broker starts would be let in, or its signal be lost
        platform = platform_of(desk.place, Ports.free() if free_ports and not desk.place.exists else None)
        _start(platform)
    _tell_where(desk, platform)


def _start(platform: Platform) -> None:
    try:
        platform.start()
    except FileNotFoundError as error:
        raise Fault(f.NO_BROKER_PROGRAM) from error
    except Ended as ended:
        platform.stop()
        raise Fault(f.PROCESS_ENDED, name=ended.name, last=ended.last) from ended
    except TimeoutError as late:
        raise Fault(f.NOT_READY, reason=late) from late
    except EmptyPassword as empty:
        raise Fault(f.PASSWORD_EMPTY, path=empty.path) from empty


def _tell_where(desk: Desk, platform: Platform) -> None:
    health = {service: platform.health_url(service) for service in SERVICES}
    credentials, data = str(platform.data / "credentials"), str(platform.data)
    if desk.as_json:
        desk.screen.json({"broker": platform.url, "health": health, "credentials": credentials, "data": data})
        return
    desk.screen.line(desk.tell(w.UP), "bold")
    desk.screen.pairs(
        [
            (desk.tell(w.BROKER), platform.url),
            (desk.tell(w.HEALTH), ", ".join(health.values())),
            (desk.tell(w.CREDENTIALS), credentials),
            (desk.tell(w.DATA), data),
        ]
    )
    desk.screen.line(desk.tell(w.HOW_TO_STOP), "dim")


def _down(desk: Desk) -> None:
    was_there = _stop(desk.place)
    if desk.as_json:
        desk.screen.json({"data": str(desk.place.data), "stopped": was_there})
    else:
        desk.screen.line(desk.tell(w.DOWN if was_there else w.WAS_NOT_UP, data=desk.place.data))


def _reset(desk: Desk, *, yes: Annotated[bool, typer.Option("--yes")] = False) -> None:
    data = desk.place.data
    if desk.place.exists and not yes and not _is_sure(desk, data):
        raise Fault(f.NEEDS_YES, data=data)
    was_there = _stop(desk.place)
    if was_there:
        shutil.rmtree(data)
    if desk.as_json:
        desk.screen.json({"data": str(data), "deleted": was_there})
    else:
        desk.screen.line(desk.tell(w.DELETED if was_there else w.WAS_NOT_UP, data=data))


def _is_sure(desk: Desk, data: Path) -> bool:
    """Asked of a person only."""
    return sys.stdin.isatty() and not desk.as_json and typer.confirm(desk.tell(w.SURE, data=data))


def _stop(place: DataFolder) -> bool:
    """Stop what runs from this folder; whether there was a platform."""
    if not place.exists:
        return False
    platform_of(place).stop()
    return True


def platform_of(place: DataFolder, ports: Ports | None = None) -> Platform:
    """The platform of this folder, with a register of its own, which `bundel partner` may change."""
    if place.parties is None and not place.own_register.exists():
        place.data.mkdir(parents=True, exist_ok=True)
        write_whole(place.own_register, SHIPPED_REGISTER.read_bytes(), 0o644)
    place.known_parties()
    return Platform(place.data, parties=place.register, ports=ports or place.ports)
