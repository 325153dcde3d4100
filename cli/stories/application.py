"""`bundel show application`: what was asked of whom, what they answered, and what became of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import typer

from cli.base import Desk, declare
from cli.faults import Fault
from cli.journal import as_plain
from cli.logs import opened
from cli.screen import Screen, moment
from cli.stories import common
from cli.stories.common import Every, Name
from cli.telling import ground
from cli.views import Part
from cli.words import faults as f
from cli.words import screens as w
from shared.money import euros

STYLES = {"granted": "bold green", "failed": "bold red", "open": "bold yellow"}


def add_to(app: typer.Typer) -> None:
    declare(app, "application")(_application)


def _application(desk: Desk, *, name: Name, every: Every = False) -> None:
    with opened(desk.place) as logs:
        own = logs["applications"].stream(f"application/{name}")
        view = Part("applications", own).answer("application", application=name) if own else None
        if view is None:
            raise Fault(f.NO_APPLICATION, name=name)
        funders = sorted({ask["funder"] for ask in view["asks"]})
        of_pools = [entry for funder in funders for entry in common.of_pool(logs["pool"], funder, name)]
        settled = logs["settlement"].streams_under(f"agreement/{name}:")
        saved = common.earn_backs(logs["settlement"], {ask["ask"] for ask in view["asks"]})
    agreements, terms = common.agreements(settled), common.terms(saved, settled)
    entries = common.in_time([*own, *of_pools, *settled, *saved])
    if desk.as_json:
        found = {"application": view, "agreements": agreements, "earn_backs": terms}
        desk.screen.json({**found, "events": [as_plain(entry) for entry in entries]})
        return
    _show(desk.screen, view, {one["ask"]: one for one in agreements})
    common.show_earn_backs(desk.screen, terms)
    common.show_course(desk.screen, entries, every=every, within=name)


def _show(screen: Screen, view: Mapping[str, Any], agreements: Mapping[str, Mapping[str, Any]]) -> None:
    status = view["status"]
    screen.title(screen.tell(w.APPLICATION, name=view["application"]), screen.tell(w.STANDINGS[status]), STYLES[status])
    screen.pairs(_about(screen, view))
    columns = [
        (screen.tell(w.ASK), "fold"),
        (screen.tell(w.FUNDER), "fold"),
        (screen.tell(w.AMOUNT), "right"),
        (screen.tell(w.REVISION), "right"),
        (screen.tell(w.STANDING), "left"),
        (screen.tell(w.PAID), "right"),
    ]
    if screen.wide:
        columns += [(screen.tell(w.RETURNED), "right"), (screen.tell(w.ORDER), "left")]
    rows = [_ask(screen, ask, agreements.get(ask["ask"]), granted=status == "granted") for ask in view["asks"]]
    screen.table(screen.tell(w.ASKS), columns, rows)


def _about(screen: Screen, view: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = [
        (screen.tell(w.PURPOSE), view["purpose"]),
        (screen.tell(w.APPLICANT), view["applicant"]),
        (screen.tell(w.NEIGHBOURHOOD), view["neighbourhood"]),
    ]
    if by := view.get("decide_by"):
        rows.append((screen.tell(w.DECIDE_BY), moment(datetime.fromisoformat(by))))
    rows += _plan(screen, view)
    if reason := view.get("reason"):
        rows.append((screen.tell(w.REASON), reason))
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


def _ask(screen: Screen, ask: Mapping[str, Any], agreement: Mapping[str, Any] | None, *, granted: bool) -> list[str]:
    standing = "granted" if granted and ask["standing"] == "held" else ask["standing"]
    row = [
        ask["ask"].partition(":")[2],
        ask["funder"],
        euros(ask["cents"]),
        str(ask["revision"]),
        _standing(screen, ask, standing),
        euros(agreement["paid_cents"]) if agreement else "–",
    ]
    if screen.wide and agreement:
        returned = agreement["principal_returned_cents"] + agreement["interest_returned_cents"]
        row += [euros(returned), agreement["order"] or "–"]
    elif screen.wide:
        row += ["–", "–"]
    return row


def _standing(screen: Screen, ask: Mapping[str, Any], standing: str) -> str:
    """Of a decline with its ground."""
    word = screen.tell(w.STANDINGS[standing])
    return f"{word}: {ground(ask['ground'], screen.language)}" if standing == "declined" else word
