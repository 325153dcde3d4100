"""`bundel show application`: what was asked of whom, what they answered, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import typer

from cli.base import Desk, declare
from cli.dates import Booked, Dates, On
from cli.journal import as_plain
from cli.logs import Entry, opened
from cli.screen import Screen, moment
from cli.stories import common
from cli.stories.common import Every, Name
from cli.stories.refusals import Ended, declines, ended, show_declines, why_ended
from cli.telling import ground
from cli.views import Answer, Part, view_of
from cli.words import faults as f
from cli.words import screens
from cli.words import stories as w
from shared.money import euros

STYLES = {"granted": "bold green", "failed": "bold red", "open": "bold yellow"}
DECIDED = {"granted": {"held": "granted"}, "failed": {"held": "released", "asked": "unanswered"}}
"""How an ask stands since the decision, by how the decision found it; all else stays as it was."""


def add_to(app: typer.Typer) -> None:
    declare(app, "application")(_application)


def _application(desk: Desk, *, name: Name, every: Every = False, on: On = None, booked: Booked = None) -> None:
    dates = Dates.of(on, booked)
    with opened(desk.place) as logs:
        own = dates.known(logs["applications"].stream(f"application/{name}"))
        view = _view(own, name, dates)
        if not view:
            raise common.not_there(f.NO_APPLICATION, name, dates)
        funders = sorted({ask["funder"] for ask in view["asks"]})
        of_pools = dates.known(entry for funder in funders for entry in common.of_pool(logs["pool"], funder, name))
        settled = dates.known(logs["settlement"].streams_under(f"agreement/{name}:"))
        saved = dates.known(common.earn_backs(logs["settlement"], {ask["ask"] for ask in view["asks"]}))
    agreements, terms = common.agreements(settled, dates), common.terms(saved, settled, dates)
    entries = dates.counted(common.in_time([*own, *of_pools, *settled, *saved]))
    refused, end = declines(view["asks"], own, of_pools), ended(view, own)
    if desk.as_json:
        found = {**dates.plain(), "application": view, "agreements": agreements, "earn_backs": terms}
        why = {"declines": [one._asdict() for one in refused], "ended": end and end._asdict()}
        desk.screen.json({**found, **why, "events": [as_plain(entry) for entry in entries]})
        return
    _show(desk.screen, view, {one["ask"]: one for one in agreements}, dates, end)
    show_declines(desk.screen, refused)
    common.show_earn_backs(desk.screen, terms)
    common.show_course(desk.screen, entries, every=every, within=name)


def _view(own: Sequence[Entry], name: str, dates: Dates) -> Answer:
    """How it stands, its asks since the decision too; empty if there is none."""

    def view(part: Part) -> Answer:
        return part.answer("application", application=name) or {}

    found = view_of("applications", own, dates, view, ("asked_cents", "held_cents"))
    since = DECIDED.get(found.get("status", ""), {})
    for ask in found.get("asks", ()):
        ask["standing"] = since.get(ask["standing"], ask["standing"])
    return found


def _show(
    screen: Screen,
    view: Mapping[str, Any],
    agreements: Mapping[str, Mapping[str, Any]],
    dates: Dates,
    end: Ended | None,
) -> None:
    status = view["status"]
    screen.title(screen.tell(w.APPLICATION, name=view["application"]), screen.tell(w.STANDINGS[status]), STYLES[status])
    common.show_dates(screen, dates)
    screen.pairs(_about(screen, view, end))
    columns = [
        (screen.tell(w.ASK), "fold"),
        (screen.tell(w.FUNDER), "fold"),
        (screen.tell(screens.AMOUNT), "right"),
        (screen.tell(w.REVISION), "right"),
        (screen.tell(w.STANDING), "left"),
        (screen.tell(w.PAID), "right"),
    ]
    if screen.wide:
        columns += [(screen.tell(w.RETURNED), "right"), (screen.tell(w.ORDER), "left")]
    rows = [_ask(screen, ask, agreements.get(ask["ask"])) for ask in view["asks"]]
    screen.table(screen.tell(w.ASKS), columns, rows)


def _about(screen: Screen, view: Mapping[str, Any], end: Ended | None) -> list[tuple[str, str]]:
    rows = [
        (screen.tell(w.PURPOSE), view["purpose"]),
        (screen.tell(w.APPLICANT), view["applicant"]),
        (screen.tell(w.NEIGHBOURHOOD), view["neighbourhood"]),
    ]
    if by := view.get("decide_by"):
        rows.append((screen.tell(w.DECIDE_BY), moment(datetime.fromisoformat(by))))
    rows += _plan(screen, view)
    if end:
        rows.append((screen.tell(w.REASON), why_ended(screen, end)))
    return rows


def _plan(screen: Screen, view: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What pays the costs beside the asks, while the application is open; and apart from money, goods."""
    if not view.get("costs"):
        return []
    money = [(w.COSTS, view["costs"]), (w.OTHER_MONEY, view["other_money"])]
    rows = [(screen.tell(word), euros(sum(one["cents"] for one in found))) for word, found in money]
    if goods := view["goods"]:
        estimate = euros(sum(one["estimated_cents"] for one in goods))
        rows.append((screen.tell(w.GOODS), screen.tell(w.ESTIMATED, euros=estimate)))
    return rows


def _ask(screen: Screen, ask: Mapping[str, Any], agreement: Mapping[str, Any] | None) -> list[str]:
    row = [
        ask["ask"].partition(":")[2],
        ask["funder"],
        euros(ask["cents"]),
        str(ask["revision"]),
        _standing(screen, ask),
        euros(agreement["paid_cents"]) if agreement else "–",
    ]
    if screen.wide and agreement:
        returned = agreement["principal_returned_cents"] + agreement["interest_returned_cents"]
        row += [euros(returned), agreement["order"] or "–"]
    elif screen.wide:
        row += ["–", "–"]
    return row


def _standing(screen: Screen, ask: Mapping[str, Any]) -> str:
    """Of a decline with its ground."""
    word = screen.tell(w.STANDINGS[ask["standing"]])
    return f"{word}: {ground(ask['ground'], screen.language)}" if ask["standing"] == "declined" else word
