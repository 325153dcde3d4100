"""`bundel partner`: who takes part. Register, credentials and broker change together, while everything goes on."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, cast, get_args

import typer
from pydantic import ValidationError

from cli.alone import alone
from cli.base import Desk, Group, declare
from cli.broker import lets_in
from cli.data_folder import DataFolder
from cli.faults import Fault
from cli.partners.access import is_left_behind, known_passwords, passwords_of
from cli.partners.business import open_business
from cli.partners.history import has_history, identifiers
from cli.partners.register import changed
from cli.running import platform_of
from cli.speaking import slugs
from cli.words import Text, screens
from cli.words import faults as f
from cli.words import partners as w
from deploy.accounts import EmptyPassword
from deploy.local import BROKER, Platform
from shared.parties import OIN_SHARED, Parties, Party, Role

RELOAD_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 0.1

Slug = Annotated[str, typer.Argument(metavar="PARTIJ")]
KnownSlug = Annotated[str, typer.Argument(metavar="PARTIJ", autocompletion=slugs)]
RegisterOnly = Annotated[bool, typer.Option("--register-only")]
Operator = Annotated[str | None, typer.Option("--operator", envvar="BUNDEL_OPERATOR", metavar="WIE")]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None)
    declare(group, "add")(_add)
    declare(group, "list")(_list)
    declare(group, "remove")(_remove)
    declare(group, "rotate")(_rotate)
    app.add_typer(group, name="partner")


def _add(
    desk: Desk,
    *,
    slug: Slug,
    name: Annotated[str, typer.Option("--name", metavar="NAAM")],
    role: Annotated[list[str], typer.Option("--role", metavar="ROL", autocompletion=lambda: list(get_args(Role)))],
    oin: Annotated[str, typer.Option("--oin", metavar="OIN")],
    private_money: Annotated[bool, typer.Option("--private-money")] = False,
    of_others: Annotated[bool, typer.Option("--of-others")] = False,
    network: Annotated[str | None, typer.Option("--network", metavar="NAAM")] = None,
    returning: Annotated[bool, typer.Option("--returning")] = False,
    same_organisation: Annotated[bool, typer.Option("--same-organisation")] = False,
    operator: Operator = None,
    register_only: RegisterOnly = False,
) -> None:
    money = {"public_money": not private_money, "own": not of_others, "network": network}
    party = _party({"slug": slug, "name": name, "roles": role, "oin": oin, **money})
    if others := identifiers(desk.place, slug) - {party.oin}:
        raise Fault(f.PARTY_IS_ANOTHER, party=slug, oin=", ".join(sorted(others)))
    if not returning and has_history(desk.place, slug):
        raise Fault(f.PARTY_HAS_HISTORY, party=slug)
    with alone(desk):
        with changed(_settled(desk.place), operator) as parties:
            if slug in parties:
                raise Fault(f.PARTY_EXISTS, party=slug)
            if not same_organisation and (same := _of_the_same_oin(parties, party)):
                raise Fault(w.OIN_TAKEN, party=slug, oin=party.oin, others=", ".join(same))
            _enter(desk.place, parties, party)
        if register_only:
            _tell(desk, slug, w.REGISTER_ONLY)
            return
        platform = platform_of(desk.place)
        running = _reload(platform, lambda: lets_in(platform.url, slug, platform.password(slug)))
    _tell(desk, slug, w.ADDED, running=running, credential=desk.place.credential(slug))


def _of_the_same_oin(parties: dict[str, Party], party: Party) -> list[str]:
    return sorted(one.slug for one in parties.values() if one.oin == party.oin)


def _enter(place: DataFolder, parties: dict[str, Party], party: Party) -> None:
    """With a password of its own: whoever bore the name before may still have the one that is there."""
    place.credential(party.slug).unlink(missing_ok=True)
    parties[party.slug] = party


def _remove(
    desk: Desk,
    *,
    slug: KnownSlug,
    force: Annotated[bool, typer.Option("--force")] = False,
    operator: Operator = None,
    register_only: RegisterOnly = False,
) -> None:
    if register_only or not is_left_behind(desk.place, slug):
        _known(desk.place, slug)
    if not force and (business := open_business(desk, slug)):
        raise Fault(f.PARTY_HAS_BUSINESS, party=slug, business="; ".join(business))
    with alone(desk):
        with changed(_settled(desk.place), operator) as parties:
            parties.pop(slug, None)  # not there if an earlier removal was cut off: this one goes on with it
        if register_only:
            _tell(desk, slug, w.REGISTER_ONLY)
            return
        platform, former = platform_of(desk.place), passwords_of(desk.place, slug)
        running = _reload(platform, lambda: not _any_lets_in(platform, slug, former))
        desk.place.credential(slug).unlink(missing_ok=True)  # the last of all: it tells a repeat that there is work
    _tell(desk, slug, w.REMOVED, running=running)


def _rotate(desk: Desk, *, slug: KnownSlug) -> None:
    _known(desk.place, slug)
    with alone(desk):
        _known(desk.place, slug)  # it may have been removed meanwhile
        running = give_new_password(desk.place, slug)
    _tell(desk, slug, w.ROTATED, running=running, credential=desk.place.credential(slug))


def give_new_password(place: DataFolder, name: str) -> bool:
    """To a party, a service or the operator; until the broker takes the new one and no former one. Whether it runs."""
    platform, former = platform_of(place), known_passwords(place, name)
    place.credential(name).unlink(missing_ok=True)

    def turned() -> bool:
        new = platform.password(name)
        return lets_in(platform.url, name, new) and not _any_lets_in(platform, name, former)

    return _reload(platform, turned)


def _any_lets_in(platform: Platform, slug: str, passwords: set[str]) -> bool:
    return any(lets_in(platform.url, slug, password) for password in passwords)


def _list(desk: Desk) -> None:
    register = desk.place.known_parties()
    parties, shared = register.values(), register.sharing_an_oin
    if desk.as_json:
        found = [{**each.model_dump(mode="json"), "roles": sorted(each.roles)} for each in parties]
        desk.screen.json({"register": str(desk.place.register), "parties": found, OIN_SHARED.replace("-", "_"): shared})
        return
    columns = [
        (desk.tell(screens.PARTY), "left"),
        (desk.tell(w.NAME), "fold"),
        (desk.tell(w.ROLES), "fold"),
        (desk.tell(w.OIN), "left"),
    ]
    if desk.screen.wide:
        columns += [(desk.tell(w.MONEY), "left"), (desk.tell(w.CREDENTIAL), "left")]
    rows = [_row(desk, each) for each in parties]
    desk.screen.table(desk.tell(w.PARTIES, register=desk.place.register), columns, rows)
    for oin, same in shared.items():
        desk.screen.line(desk.tell(w.ONE_ORGANISATION, oin=oin, parties=", ".join(same)), "yellow")


def _row(desk: Desk, party: Party) -> list[str]:
    row = [party.slug, party.name, ", ".join(sorted(party.roles)), party.oin]
    if desk.screen.wide:
        there = desk.place.credential(party.slug).exists()
        row += [desk.tell(_money(party)), desk.tell(w.THERE if there else w.ABSENT)]
    return row


def _money(party: Party) -> Text:
    if not party.public_money:
        return w.PRIVATE
    return w.PUBLIC if party.own else w.OF_OTHERS


def _party(fields: dict[str, object]) -> Party:
    """Refuses what no register may hold, such as a name of the platform's own: that one's password must stay."""
    try:
        party = Party.model_validate(fields)
        Parties([party])
    except ValidationError as error:
        raise _invalid(fields, str(error.errors()[0]["loc"][0])) from error
    except ValueError as fault:
        raise Fault(f.REGISTER_UNUSABLE, reason=fault) from fault
    return party


def _invalid(fields: dict[str, object], wrong: str) -> Fault:
    given = fields[wrong]
    match wrong:
        case "oin":
            return Fault(w.OIN_INVALID, oin=given)
        case "roles":
            named = ", ".join(cast("list[str]", given))
            return Fault(w.ROLE_INVALID, given=named, known=", ".join(get_args(Role)))
        case "name":
            return Fault(w.NAME_INVALID)
        case _:
            return Fault(w.SLUG_INVALID, given=given)


def _known(place: DataFolder, slug: str) -> None:
    if slug not in place.known_parties():
        raise Fault(f.PARTY_UNKNOWN, party=slug, register=place.register)


def _settled(place: DataFolder) -> Path:
    """The register that may be changed: the named one, or this platform's own. The one that comes along never is."""
    if place.parties is None:
        platform_of(place)  # makes its own
    return place.register


def _reload(platform: Platform, in_force: Callable[[], bool]) -> bool:
    """Let a running broker take over the register, and see that it has. Whether it runs."""
    try:
        platform.reload_parties()
    except EmptyPassword as empty:
        raise Fault(f.PASSWORD_EMPTY, path=empty.path) from empty
    if not platform.running(BROKER):
        return False
    until = time.monotonic() + RELOAD_SECONDS
    while not _holds(in_force):
        if time.monotonic() > until:
            raise Fault(f.NOT_RELOADED, reason=f"{RELOAD_SECONDS:g} s", out=platform.data / f"{BROKER}.out")
        time.sleep(LOOK_AGAIN_SECONDS)
    return True


def _holds(in_force: Callable[[], bool]) -> bool:
    """A connection that is made while the broker reloads may be lost: it proves nothing, and is tried again."""
    try:
        return in_force()
    except Fault:
        return False


def _tell(desk: Desk, slug: str, text: Text, *, running: bool | None = None, credential: Path | None = None) -> None:
    if desk.as_json:
        where = str(credential) if credential else None
        register = str(desk.place.register)
        desk.screen.json({"party": slug, "register": register, "credential": where, "in_force": bool(running)})
        return
    desk.screen.line(desk.tell(text, party=slug), "bold")
    if credential:
        desk.screen.line(f" {desk.tell(w.HAND_OVER, path=credential)}")
    if running is False:
        desk.screen.line(f" {desk.tell(w.NOT_RUNNING, data=desk.place.data)}", "dim")
