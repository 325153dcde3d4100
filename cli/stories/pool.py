"""`bundel show pool`: whose money it is, how much of it is free, and what was asked of it last."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typer

from cli.balances import NARROW, columns_of
from cli.base import Desk, declare
from cli.dates import Booked, Dates, On, show_below_zero
from cli.journal import as_plain
from cli.ledger import BY_NAME
from cli.logs import Entry, Log, opened
from cli.screen import Screen, day, readable
from cli.stories import common
from cli.stories.common import Every, Name
from cli.telling import ground
from cli.views import Answer, Part, view_of
from cli.words import faults as f
from cli.words import screens
from cli.words import stories as w
from shared.money import euros

ASKS_SHOWN = 10
PAGE = 500
"""Entries of a list in one answer: as many as a query may ask for."""
HEADINGS = columns_of(BY_NAME["pool"].chart)
ENGAGED = ("reserved", "held", "committed", "paid")
CAME_BACK = ("refunded", "earned", "moved_in")
AMOUNTS = frozenset(
    f"{use.replace('-', '_')}_cents"
    for use in (*HEADINGS, "lapsed", "returning", "given-back", "available", "engaged", "counted", "others")
)
"""Fields of a pool, its contributions and its goals that are sums of bookings."""


def add_to(app: typer.Typer) -> None:
    declare(app, "pool")(_pool)


def _pool(desk: Desk, *, name: Name, every: Every = False, on: On = None, booked: Booked = None) -> None:
    dates = Dates.of(on, booked)
    with opened(desk.place) as logs:
        own = dates.known(logs["pool"].stream(f"pool/{name}"))
        view = _booked(view_of("pool", own, dates, lambda part: _whole(part, name), AMOUNTS))
        if not view:
            raise common.not_there(f.NO_POOL, name, dates)
        listed = view_of("pool", own, Dates(), lambda part: _last_asks(part, name))
        total, asks = listed["total"], listed["asks"]
        supports = view_of("pool", own, Dates(), lambda part: part.answer("supports", pool=name, limit=PAGE) or {})
        tasks = view_of("pool", own, Dates(), lambda part: part.answer("tasks", pool=name, limit=PAGE) or {})
        others = [*_elsewhere(logs, [ask["ask"] for ask in asks], f"pool:{name}"), *_returns(logs, view)]
    entries = dates.counted(common.in_time([*own, *dates.known(others)]))
    if desk.as_json:
        found = {**dates.plain(), "pool": view, "total_asks": total, "asks": asks}
        found |= {"supports": supports["supports"], "tasks": tasks["tasks"]}
        desk.screen.json({**found, "events": [as_plain(entry) for entry in entries]})
        return
    _show(desk.screen, view, dates)
    _show_supports(desk.screen, supports["supports"])
    _show_tasks(desk.screen, tasks["tasks"])
    _show_asks(desk.screen, total, asks)
    common.show_course(desk.screen, entries, every=every)


def _whole(part: Part, pool: str) -> Answer:
    """The pool with all of its contributions; empty if there is no such pool."""
    view = part.answer("pool", pool=pool, limit=PAGE) or {}
    while view and len(view["contributions"]) < view["total_contributions"]:
        more = part.answer("pool", pool=pool, after=len(view["contributions"]), limit=PAGE)
        view["contributions"] += more["contributions"] if more else []
    return view


def _booked(view: Answer) -> Answer:
    """What is no sum of bookings, but follows from such sums."""
    if view:
        view["exhausted"] = view["free_cents"] == 0
        outlay_cents = sum(view[f"{use}_cents"] for use in ENGAGED) - sum(view[f"{use}_cents"] for use in CAME_BACK)
        view["net_outlay_cents"] = max(outlay_cents, 0)
    return view


def _last_asks(part: Part, pool: str) -> Answer:
    """How many asks ever came to it, and the last of them."""
    counted = part.answer("asks", pool=pool, limit=1)
    total = counted["total"] if counted else 0
    found = part.answer("asks", pool=pool, after=max(0, total - ASKS_SHOWN), limit=ASKS_SHOWN)
    return {"total": total, "asks": found["asks"] if found else []}


def _elsewhere(logs: Mapping[str, Log], asks: Sequence[str], funder: str) -> list[Entry]:
    """What applications and settlement recorded about these asks."""
    applications = dict.fromkeys(ask.partition(":")[0] for ask in asks)
    promised = [
        entry
        for application in applications
        for entry in logs["applications"].stream(f"application/{application}")
        if entry.fact.get("funder", funder) == funder
    ]
    return [*promised, *(entry for ask in asks for entry in logs["settlement"].stream(f"agreement/{ask}"))]


def _returns(logs: Mapping[str, Log], view: Answer) -> Iterator[Entry]:
    """What settlement recorded about what goes back to contributors."""
    for one in view["contributions"]:
        if one["returning_cents"] or one["given_back_cents"]:
            yield from logs["settlement"].stream(f"return/{view['pool']}/{one['contribution']}")


# The screen


def _show(screen: Screen, view: Mapping[str, Any], dates: Dates) -> None:
    screen.title(screen.tell(w.POOL, name=view["pool"]), f"{euros(view['free_cents'])} {screen.tell(HEADINGS['free'])}")
    common.show_dates(screen, dates)
    screen.pairs(
        [
            (screen.tell(w.HOLDER), view["budget_holder"]),
            (screen.tell(w.NEIGHBOURHOOD), view["neighbourhood"]),
            (screen.tell(w.FRAME), screen.tell(w.FRAME_LINE, **_plain(view["frame"]))),
            (screen.tell(w.MANDATE), _mandate(screen, view["mandate"])),
        ]
    )
    uses = list(HEADINGS) if screen.wide else list(NARROW)
    amounts = [(screen.tell(HEADINGS[use]), "right") for use in uses]
    columns = [(screen.tell(w.CONTRIBUTION), "fold"), (screen.tell(w.CONTRIBUTOR), "fold"), *amounts]
    rows = [[one["contribution"], one["contributor"], *_amounts(one, uses)] for one in view["contributions"]]
    if len(rows) > 1:
        rows.append([screen.tell(w.TOTAL), "", *_amounts(view, uses)])
    screen.table(screen.tell(w.CONTRIBUTIONS), columns, rows)
    show_below_zero(screen, (one[_field(use)] for one in view["contributions"] for use in uses))
    _show_covenant(screen, view)
    _show_gone(screen, view)
    goal_columns = [(screen.tell(w.GOAL), "fold"), (screen.tell(w.AVAILABLE), "right")]
    goal_columns += [(screen.tell(HEADINGS[use]), "right") for use in ENGAGED]
    goals = [[one["goal"], *_amounts(one, ("available", *ENGAGED))] for one in view["goals"]]
    screen.table(screen.tell(w.GOALS), goal_columns, goals)


def _show_covenant(screen: Screen, view: Mapping[str, Any]) -> None:
    """Who bears losses first, and whose income interest is, where that is not in proportion."""
    for one in view["contributions"]:
        if one["first_loss"]:
            told = screen.tell(w.FIRST_LOSS, contribution=one["contribution"], party=one["contributor"])
            screen.line(screen.wrapped(told, 0))
    if view["interest_reserve"]:
        screen.line(screen.wrapped(screen.tell(w.INTEREST_RESERVE, contribution=view["interest_reserve"]), 0))


def _show_gone(screen: Screen, view: Mapping[str, Any]) -> None:
    """What is the pool's no more, and that it is closed."""
    for one in view["contributions"]:
        for use, text in w.GONE.items():
            if cents := one[f"{use}_cents"]:
                told = screen.tell(text, contribution=one["contribution"], party=one["contributor"], cents=euros(cents))
                screen.line(screen.wrapped(told, 0))
    if view["closed_on"]:
        screen.line(screen.tell(w.CLOSED, day=day(view["closed_on"])))


def _show_supports(screen: Screen, supports: Sequence[Mapping[str, Any]]) -> None:
    """Money for one goal that may pay for another: how much of it does, and until when."""
    if not supports:
        return
    columns = [(screen.tell(w.SUPPORT), "fold"), (screen.tell(w.FROM_TO), "fold")]
    columns += [(screen.tell(w.USED), "right"), (screen.tell(w.AT_MOST), "right"), (screen.tell(w.UNTIL), "fold")]
    rows = [
        [
            one["support"],
            f"{one['from_goal']} → {one['to_goal']}",
            euros(one["used_cents"]),
            euros(one["max_cents"]),
            screen.tell(w.SUPPORT_STANDS[one["standing"]], day=day(one["ends_on"])),
        ]
        for one in supports
    ]
    screen.table(screen.tell(w.SUPPORTS), columns, rows)


def _show_tasks(screen: Screen, tasks: Sequence[Mapping[str, Any]]) -> None:
    """How many units of each are with its performer, claimed there, and with who took them over."""
    if not tasks:
        return
    columns = [(screen.tell(w.TASK), "fold"), (screen.tell(w.PERFORMER), "fold"), (screen.tell(w.OF_A_UNIT), "right")]
    counts = {"performer_units": w.WITH_PERFORMER, "claimed_units": w.CLAIMED, "taken_over_units": w.TAKEN_OVER}
    columns += [(screen.tell(word), "right") for word in counts.values()]
    rows = [
        [one["task"], one["performer"], euros(one["unit_cents"]), *(str(one[count]) for count in counts)]
        for one in tasks
    ]
    screen.table(screen.tell(w.TASKS), columns, rows)


def _amounts(one: Mapping[str, Any], uses: Sequence[str]) -> list[str]:
    return [euros(one[_field(use)]) for use in uses]


def _field(use: str) -> str:
    return f"{use.replace('-', '_')}_cents"


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Dates may be dates already, where a service answers us and not the broker."""
    return readable({name: str(value) if name.startswith("valid_") else value for name, value in fields.items()})


def _mandate(screen: Screen, mandate: Mapping[str, Any] | None) -> str:
    if mandate is None:
        return screen.tell(screens.NONE)
    fields = _plain(mandate)
    automatic = screen.tell(w.AUTOMATIC) if mandate["automatic"] else ""
    has_threshold = mandate["four_eyes_above_cents"] is not None
    threshold = {"cents": fields["four_eyes_above_cents"], "party": fields["second_approver"]}
    four_eyes = screen.tell(w.FOUR_EYES, **threshold) if has_threshold else ""
    return screen.tell(w.MANDATE_LINE, **{**fields, "automatic": automatic, "four_eyes": four_eyes})


def _show_asks(screen: Screen, total: int, asks: Sequence[Mapping[str, Any]]) -> None:
    columns = [
        (screen.tell(w.ASK), "fold"),
        (screen.tell(screens.AMOUNT), "right"),
        (screen.tell(w.REVISION), "right"),
        (screen.tell(w.STANDING), "left"),
        (screen.tell(w.REASON), "fold"),
    ]
    rows = [
        [
            ask["ask"],
            euros(ask["cents"]),
            str(ask["revision"]),
            screen.tell(w.STANDINGS[ask["standing"]]),
            _why(screen, ask),
        ]
        for ask in asks
    ]
    title = w.ASKS if total == len(asks) else w.ASKS_TAIL
    screen.table(screen.tell(title, shown=len(asks), all=total), columns, rows)


def _why(screen: Screen, ask: Mapping[str, Any]) -> str:
    """Of a decline its ground and its words; of what awaits somebody, whom."""
    if ask["standing"] != "declined":
        return ask["awaits"] or ""
    return f"{ground(ask['ground'], screen.language)}; {ask['reason']}"
