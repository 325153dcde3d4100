"""`bundel overview`: what became of the money in pools, by whose it is or what it is for: never funded, held, spent."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.base import Desk, declare
from cli.dates import Booked, Dates, On
from cli.logs import Entry, Log, opened
from cli.screen import Screen
from cli.stories import common
from cli.views import Answer, Part, view_of
from cli.words import faults as f
from cli.words import screens as w
from services.pool.pools.queries.overview import Sums, became
from shared.money import euros

PAGE = 500
AMOUNTS = frozenset(Sums().named())


class By(StrEnum):
    """What a row is about."""

    POOL = "pool"
    CONTRIBUTION = "contribution"
    CONTRIBUTOR = "contributor"
    GOAL = "goal"
    TASK_FIELD = "task-field"


WITHIN_A_POOL = frozenset({By.CONTRIBUTION, By.GOAL})
"""Whose names are of one pool: of several pools they are told with the pool before them."""
OVERLAPPING = frozenset({By.GOAL, By.TASK_FIELD})
"""Of which rows do not add up: money with several earmarks is in several."""
NARROW = ("received", "free", "held", "paid")


def add_to(app: typer.Typer) -> None:
    declare(app, "overview")(_overview)


def _overview(
    desk: Desk,
    *,
    by: Annotated[By, typer.Option("--by")] = By.POOL,
    pool: Annotated[str | None, typer.Option("--pool", metavar="POT")] = None,
    on: On = None,
    booked: Booked = None,
) -> None:
    dates = Dates.of(on, booked)
    with opened(desk.place) as logs:
        rows = _rows(logs["pool"], by, pool, dates)
    if rows is None:
        raise common.not_there(f.NO_POOL, pool or "", dates)
    found = [{"name": name, "became": became(amounts), **amounts} for name, amounts in rows.items()]
    if desk.as_json:
        desk.screen.json({**dates.plain(), "by": by, "rows": found})
        return
    _show(desk.screen, by, found, dates)


def _rows(log: Log, by: By, pool: str | None, dates: Dates) -> dict[str, dict[str, int]] | None:
    """The amounts by name. Of several pools what has the same name is one row. None: there is no such pool."""
    rows: dict[str, dict[str, int]] = {}
    for name in [pool] if pool else _pools(log):
        found = _of_pool(dates.known(log.stream(f"pool/{name}")), name, by, dates)
        if found is None and pool:
            return None
        for row in found or ():
            label = _label(name, row["name"], by, alone=pool is not None)
            sums = rows.setdefault(label, Sums().named())
            for amount in AMOUNTS:
                sums[amount] += row[amount]
    return rows


def _pools(log: Log) -> Iterator[str]:
    """In the order in which they were opened."""
    return (entry.fact["pool"] for entry in log.of_kind("pool-opened"))


def _label(pool: str, name: str, by: By, *, alone: bool) -> str:
    if by is By.POOL:
        return pool
    return f"{pool}/{name}" if by in WITHIN_A_POOL and not alone else name


def _of_pool(entries: list[Entry], pool: str, by: By, dates: Dates) -> list[dict[str, Any]] | None:
    how = By.CONTRIBUTION if by is By.POOL else by
    found = view_of("pool", entries, dates, lambda part: _whole(part, pool, how), AMOUNTS)
    if not found:
        return None
    rows: list[dict[str, Any]] = found["rows"]
    return rows or ([{"name": pool, **Sums().named()}] if by is By.POOL else [])


def _whole(part: Part, pool: str, by: By) -> Answer:
    """Every row; empty if there is no such pool."""
    view = part.answer("overview", pool=pool, group_by=str(by), limit=PAGE) or {}
    while view and len(view["rows"]) < view["total"]:
        more = part.answer("overview", pool=pool, group_by=str(by), after=len(view["rows"]), limit=PAGE)
        view["rows"] += more["rows"] if more else []
    return view


# The screen


def _show(screen: Screen, by: By, rows: list[dict[str, Any]], dates: Dates) -> None:
    screen.title(screen.tell(w.OVERVIEW))
    common.show_dates(screen, dates)
    uses = list(w.OVERVIEW_HEADINGS) if screen.wide else list(NARROW)
    columns = [(screen.tell(w.OVERVIEW_NAMES[by]), "fold"), (screen.tell(w.BECAME), "fold")]
    columns += [(screen.tell(w.OVERVIEW_HEADINGS[use]), "right") for use in uses]
    cells = [[row["name"], screen.tell(w.BECAME_OF[row["became"]]), *_amounts(row, uses)] for row in rows]
    if len(rows) > 1 and by not in OVERLAPPING:
        total = {amount: sum(row[amount] for row in rows) for amount in AMOUNTS}
        cells.append([screen.tell(w.OVERVIEW_TOTAL), "", *_amounts(total, uses)])
    screen.table(screen.tell(w.OVERVIEW_PER, by=screen.tell(w.OVERVIEW_BY[by])), columns, cells)
    if by in OVERLAPPING:
        screen.line(screen.wrapped(screen.tell(w.OVERLAPS), 0), "dim")


def _amounts(row: Mapping[str, Any], uses: list[str]) -> list[str]:
    return [euros(row[f"{use}_cents"]) for use in uses]
