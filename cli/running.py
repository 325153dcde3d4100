"""`bundel up`, `down`, `reset`: the platform on this machine."""

import contextlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cli.alone import alone
from cli.base import Desk, declare
from cli.data_folder import SHIPPED_REGISTER, DataFolder
from cli.faults import Fault
from cli.words import faults as f
from cli.words import screens as w
from cli.words import starting as s
from deploy.accounts import EmptyPassword
from deploy.local import BROKER, NOTER, NOTES, Ended, Platform, Refuses, notes_folder
from deploy.ports import Ports, PortsTaken
from shared.parties import SERVICES
from shared.whole_file import write_whole

PROCESSES = (BROKER, *SERVICES, NOTER)


def add_to(app: typer.Typer) -> None:
    declare(app, "up")(_up)
    declare(app, "run")(_run)
    declare(app, "down")(_down)
    declare(app, "reset")(_reset)


def _up(desk: Desk, *, free_ports: Annotated[bool, typer.Option("--free-ports")] = False) -> None:
    must_be_this_machine(desk)
    with alone(desk):  # a party that is removed while the broker starts would be let in, or its signal be lost
        platform = platform_of(desk.place, Ports.free() if free_ports else None)
        if free_ports and any(map(platform.running, PROCESSES)):
            raise Fault(s.HAS_ITS_PORTS)
        with _startable():
            _start(platform)
    _tell_where(desk, platform)


def must_be_this_machine(desk: Desk) -> None:
    if desk.place.nats:
        raise Fault(s.OWN_BROKER)


@contextlib.contextmanager
def _startable() -> Iterator[None]:
    """What keeps any process from being started."""
    try:
        yield
    except FileNotFoundError as error:
        raise Fault(s.NO_BROKER_PROGRAM) from error
    except EmptyPassword as empty:
        raise Fault(f.PASSWORD_EMPTY, path=empty.path) from empty


def _start(platform: Platform) -> None:
    try:
        platform.start()
    except PortsTaken as taken:
        raise Fault(s.PORTS_TAKEN, ports=taken) from taken
    except Refuses as refuses:
        raise Fault(s.SERVICE_REFUSES, name=refuses.name, reason=refuses.reason) from refuses
    except Ended as ended:
        platform.stop()
        raise Fault(s.PROCESS_ENDED, name=ended.name, last=ended.last) from ended
    except TimeoutError as late:
        raise Fault(s.NOT_READY, reason=late) from late


def _run(desk: Desk, *, name: Annotated[str, typer.Argument(metavar="PROCES")]) -> None:
    """In the place of this process. What starts five of them at once has them prepare the folder in turn."""
    if name not in PROCESSES:
        raise Fault(s.NO_SUCH_PROCESS, name=name, known=", ".join(PROCESSES))
    must_be_this_machine(desk)
    with alone(desk):
        platform = platform_of(desk.place)
        if platform.running(name):
            raise Fault(s.RUNS_ALREADY, name=name)
        with _startable():
            platform.become(name)  # which ends the turn


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
        raise Fault(s.NEEDS_YES, data=data)
    was_there = _stop(desk.place)
    if was_there:
        shutil.rmtree(data)
        shutil.rmtree(notes_folder(data), ignore_errors=True)  # a note of logs that are gone keeps others from starting
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
    notes = notes_folder(place.data) / NOTES
    return Platform(place.data, parties=place.register, ports=ports or place.ports, notes=notes)
