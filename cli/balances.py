"""`bundel balance`: what stands on the accounts, what they mean, and whether two logs agree about the same money."""

from itertools import chain
from typing import Annotated, Any

import typer
from rich.text import Text as Line

from cli.base import Desk, declare
from cli.dates import Booked, Dates, On, show_below_zero
from cli.faults import Fault
from cli.ledger import BY_NAME, Ledger, Mirror, declared, ledger_of
from cli.logs import opened
from cli.screen import Screen, day
from cli.words import Text
from cli.words import faults as f
from cli.words import screens as w
from shared.money import euros
from shared.money.chart import Account, Chart

NARROW = ("free", "held", "committed", "paid")
"""The columns that fit on a narrow screen."""


def add_to(app: typer.Typer) -> None:
    declare(app, "balance")(_balance)


def _balance(
    desk: Desk,
    *,
    on: On = None,
    booked: Booked = None,
    pool: Annotated[str | None, typer.Option("--pool", metavar="POT")] = None,
    accounts: Annotated[bool, typer.Option("--accounts")] = False,
    figures: Annotated[bool, typer.Option("--figures")] = False,
) -> None:
    dates = Dates.of(on, booked)
    with opened(desk.place) as logs:
        ledger = ledger_of(logs.values(), dates.until, dates.booked)
    if pool:
        ledger = ledger.about(f"pool:{pool}")
        if not ledger.balances:
            raise Fault(f.NO_POOL, name=pool)
    mirrors = [mirror for each in ledger.pools() for mirror in ledger.mirrors(each)]
    if desk.as_json:
        desk.screen.json({**dates.plain(), **_plain(ledger, mirrors)})
        return
    title = desk.tell(w.BALANCE_ON, day=day(dates.on)) if dates.on else desk.tell(w.BALANCE_NOW)
    desk.screen.title(title, desk.tell(w.BOOKED_UNTIL, day=day(dates.booked)) if dates.booked else "")
    _show_uses(desk.screen, ledger)
    _show_pools(desk.screen, ledger)
    if figures:
        _show_figures(desk.screen, ledger)
    if accounts or pool:
        _show_accounts(desk.screen, ledger)
    _show_mirrors(desk.screen, mirrors, dates)


def _plain(ledger: Ledger, mirrors: list[Mirror]) -> dict[str, Any]:
    return {
        "accounts": [
            {"log": log, "account": name, "use": row.name if (row := declared(log, name)) else "", "cents": cents}
            for (log, name), cents in sorted(ledger.balances.items())
        ],
        "uses": [{"log": log, "use": row.name, "cents": cents} for (log, row), cents in ledger.sums().items()],
        "figures": [{"log": log, "figure": name, "cents": cents} for (log, name), cents in ledger.figures().items()],
        "mirrors": [
            {"pool": one.pool, "mirror": one.name, "left_cents": one.left, "right_cents": one.right} for one in mirrors
        ],
    }


def _meaning(row: Account) -> Text:
    return Text(*row.meaning)


def columns_of(chart: Chart) -> dict[str, Text]:
    """By use, the heading of its column, of the accounts that have one."""
    return {row.name: Text(*row.column) for row in chart if row.column}


def _show_uses(screen: Screen, ledger: Ledger) -> None:
    columns = [(screen.tell(w.LOG), "left"), (screen.tell(w.MEANING), "fold"), (screen.tell(w.AMOUNT), "right")]
    rows = [[log, screen.tell(_meaning(row)), euros(cents)] for (log, row), cents in ledger.sums().items() if cents]
    screen.table(screen.tell(w.BY_USE), columns, rows)


def _show_pools(screen: Screen, ledger: Ledger) -> None:
    headings = columns_of(BY_NAME["pool"].chart)
    uses = list(headings) if screen.wide else list(NARROW)
    columns = [(screen.tell(w.POOL_COLUMN), "fold"), *((screen.tell(headings[use]), "right") for use in uses)]
    signs = {row.name: row.sign for row in BY_NAME["pool"].chart}
    amounts = {
        pool: [signs[use] * ledger.sum("pool", use, about=f"pool:{pool}") for use in uses] for pool in ledger.pools()
    }
    rows = [[pool, *map(euros, cents)] for pool, cents in amounts.items()]
    screen.table(screen.tell(w.POOLS), columns, rows)
    show_below_zero(screen, chain.from_iterable(amounts.values()))


def _show_figures(screen: Screen, ledger: Ledger) -> None:
    """What the metric `bundel_money_cents` gives of now, under the same names."""
    columns = [(screen.tell(w.LOG), "left"), (screen.tell(w.FIGURE), "fold"), (screen.tell(w.AMOUNT), "right")]
    rows = [[log, name, euros(cents)] for (log, name), cents in ledger.figures().items()]
    screen.table(screen.tell(w.FIGURES), columns, rows)


def _show_accounts(screen: Screen, ledger: Ledger) -> None:
    columns = [(screen.tell(w.ACCOUNT), "fold"), (screen.tell(w.MEANING), "fold"), (screen.tell(w.AMOUNT), "right")]
    rows = []
    for (log, name), cents in sorted(ledger.balances.items()):
        row = declared(log, name)
        rows.append([name, screen.tell(_meaning(row)) if row else "?", euros(cents)])
    screen.table(screen.tell(w.ACCOUNTS), columns, rows)


def _show_mirrors(screen: Screen, mirrors: list[Mirror], dates: Dates) -> None:
    columns = [
        (screen.tell(w.POOL_COLUMN), "fold"),
        (screen.tell(w.MIRROR), "fold"),
        (screen.tell(w.LEFT), "right"),
        (screen.tell(w.RIGHT), "right"),
    ]
    rows: list[list[str | Line]] = []
    for one in mirrors:
        if one.left or one.right:
            style = "bold red" if one.differs_by else ""
            rows.append([one.pool, screen.tell(one.text), euros(one.left), Line(euros(one.right), style=style)])
    screen.table(screen.tell(w.MIRRORS), columns, rows)
    if any(one.differs_by for one in mirrors):
        screen.line(f" {screen.tell(w.MIRRORS_REST)}", "dim")
        if dates.booked:
            screen.line(f" {screen.tell(w.MIRRORS_BOOKED)}", "dim")
