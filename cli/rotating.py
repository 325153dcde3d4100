"""`bundel rotate`: a new password at the broker for a service or the operator, while everything goes on."""

from typing import Annotated

import typer

from cli.alone import alone
from cli.base import Desk, declare
from cli.faults import Fault
from cli.partners import give_new_password
from cli.words import faults as f
from cli.words import partners as w
from cli.words import starting as s
from shared.parties import OPERATOR, SERVICES

USERS = (*SERVICES, OPERATOR)


def add_to(app: typer.Typer) -> None:
    declare(app, "rotate")(_rotate)


def _rotate(
    desk: Desk, *, name: Annotated[str, typer.Argument(metavar="NAAM", autocompletion=lambda: list(USERS))]
) -> None:
    """The file holds the new one before the broker does: whoever is cut off by that comes back with it."""
    if name not in USERS:
        raise Fault(f.NO_SUCH_USER, name=name, known=", ".join(USERS))
    if desk.place.nats:
        raise Fault(s.OWN_BROKER)
    desk.place.must_exist()
    with alone(desk):
        running = give_new_password(desk.place, name)
    credential = desk.place.credential(name)
    if desk.as_json:
        desk.screen.json({"name": name, "credential": str(credential), "in_force": running})
        return
    desk.screen.line(desk.tell(w.ROTATED, party=name), "bold")
    if not running:
        desk.screen.line(f" {desk.tell(w.NOT_RUNNING, data=desk.place.data)}", "dim")
