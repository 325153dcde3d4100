"""`bundel show agreement`: one granted ask, its payment orders, what came back, and what it earned back."""

from collections.abc import Mapping, Sequence
from typing import Any

import typer

from cli.base import Desk, declare
from cli.dates import Booked, Dates, On
from cli.journal import as_plain
from cli.logs import Entry, opened
from cli.screen import Screen, day, readable
from cli.stories import common
from cli.stories.common import Every, Name
from cli.words import faults as f
from cli.words import screens
from cli.words import stories as w
from shared.money import euros


def add_to(app: typer.Typer) -> None:
    declare(app, "agreement")(_agreement)


def _agreement(desk: Desk, *, name: Name, every: Every = False, on: On = None, booked: Booked = None) -> None:
    dates = Dates.of(on, booked)
    with opened(desk.place) as logs:
        own = dates.known(logs["settlement"].stream(f"agreement/{name}"))
        view = next((one for one in common.agreements(own, dates) if one["ask"] == name), None)
        if view is None:
            raise common.not_there(f.NO_AGREEMENT, name, dates)
        saved = dates.known(common.earn_backs(logs["settlement"], {name}))
        application = logs["applications"].stream(f"application/{view['application']}")
        of_pool = common.of_pool(logs["pool"], view["funder"], view["application"])
    terms = common.terms(saved, own, dates)
    about = [entry for entry in dates.known([*application, *of_pool]) if _is_of_ask(entry, name)]
    entries = dates.counted(common.in_time([*about, *own, *saved]))
    if desk.as_json:
        found = {**dates.plain(), "agreement": view, "earn_backs": terms}
        desk.screen.json({**found, "events": [as_plain(entry) for entry in entries]})
        return
    _show(desk.screen, view, dates)
    _show_advances(desk.screen, view["advances"])
    _show_orders(desk.screen, dates.counted(own))
    common.show_earn_backs(desk.screen, terms)
    common.show_course(desk.screen, entries, every=every)


def _is_of_ask(entry: Entry, ask: str) -> bool:
    return entry.fact.get("ask") == ask or entry.stored.kind == "application-granted"


def _show(screen: Screen, view: Mapping[str, Any], dates: Dates) -> None:
    screen.title(screen.tell(w.AGREEMENT, name=view["ask"]), euros(view["cents"]))
    common.show_dates(screen, dates)
    returned = f"{euros(view['principal_returned_cents'])} + {euros(view['interest_returned_cents'])}"
    pairs = [
        (screen.tell(w.FUNDER), view["funder"]),
        (screen.tell(w.RECIPIENT), view["recipient"]),
        (screen.tell(w.INSTRUMENT), screen.tell(w.INSTRUMENTS[view["instrument"]])),
        *_granted_now(screen, view["changed_cents"]),
        (screen.tell(w.PAID), euros(view["paid_cents"])),
        (screen.tell(w.RETURNED_WITH_INTEREST), returned),
    ]
    if view["determined_cents"] is not None:
        pairs.append((screen.tell(w.DETERMINED), euros(view["determined_cents"])))
    if view["claimed_cents"]:
        claimed = {"cents": euros(view["claimed_cents"]), "came": euros(view["recovered_cents"])}
        pairs.append((screen.tell(w.CLAIMED_BACK), screen.tell(w.OF_CLAIM, **claimed)))
    screen.pairs(pairs)


def _granted_now(screen: Screen, cents: int | None) -> list[tuple[str, str]]:
    """Where it is another amount than the agreement was made at."""
    return [] if cents is None else [(screen.tell(w.GRANTED_NOW), euros(cents))]


def _show_advances(screen: Screen, advances: Sequence[Mapping[str, Any]]) -> None:
    """In which parts it is paid; nothing, where it is paid all at once."""
    if not advances:
        return
    columns = [
        (screen.tell(w.ADVANCE), "right"),
        (screen.tell(w.PERCENT), "right"),
        (screen.tell(screens.AMOUNT), "right"),
        (screen.tell(w.MILESTONE), "fold"),
        (screen.tell(w.DUE), "left"),
        (screen.tell(w.STANDING), "left"),
    ]
    rows = [
        [
            str(one["advance"]),
            f"{one['percent']} %",
            euros(one["cents"]),
            one["milestone"] or "",
            day(one["due_on"]) if one["due_on"] else "",
            screen.tell(w.OF_ADVANCE[one["standing"]]),
        ]
        for one in advances
    ]
    screen.table(screen.tell(w.ADVANCES), columns, rows)


def _show_orders(screen: Screen, settled: Sequence[Entry]) -> None:
    """Every order there was, those that failed or were returned too."""
    columns = [
        (screen.tell(w.ORDER), "fold"),
        (screen.tell(w.PAYER), "left"),
        (screen.tell(screens.AMOUNT), "right"),
        (screen.tell(w.DUE), "left"),
        (screen.tell(w.STANDING), "left"),
    ]
    orders: dict[str, dict[str, Any]] = {}
    ended = {
        "payment-confirmed": "confirmed",
        "payment-failed": "failed-payment",
        "payment-returned": "returned-payment",
        "order-withdrawn": "withdrawn-order",
    }
    for entry in settled:
        fact, kind = entry.fact, entry.stored.kind
        if kind != "payment-ordered" and fact.get("order") not in orders:
            continue  # it is about no order, or about one that books later
        if kind in {"payment-ordered", "order-reassigned"}:
            orders[fact["order"]] = {**readable(fact), "standing": "open"}
        elif kind == "confirmation-corrected":
            orders[fact["order"]]["standing"] = "open"
        elif kind in ended:
            orders[fact["order"]]["standing"] = ended[kind]
    rows = [
        [one["order"], one["payer"], one["cents"], one["due_on"], screen.tell(w.STANDINGS[one["standing"]])]
        for one in orders.values()
    ]
    screen.table(screen.tell(w.ORDERS), columns, rows)
