"""Findings as tables for people: what there was to look at, where the money stands, what is wrong."""

from collections.abc import Callable
from typing import TypeAlias

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from audit.facts import CHART
from audit.laws.law import Language
from audit.report.findings import Findings

Choose: TypeAlias = Callable[[str, str], str]
"""Of a Dutch and an English text, the one in the reader's language."""

PROBLEMS_SHOWN = 200


def told(findings: Findings, language: Language) -> RenderableType:
    """The findings, in Dutch or English."""

    def choose(dutch: str, english: str) -> str:
        return dutch if language == "nl" else english

    parts: list[RenderableType] = [_counts(findings, choose), _money(findings, choose)]
    if findings.broken:
        parts.append(_problems(findings, choose, language))
    return Group(*parts, _verdict(findings, choose))


def _counts(findings: Findings, choose: Choose) -> Table:
    table = Table(title=choose("Nagelopen", "Gone over"), title_justify="left")
    table.add_column(choose("wat", "what"))
    table.add_column(choose("aantal", "count"), justify="right")
    for log, count in findings.events.items():
        table.add_row(choose(f"gebeurtenissen in {log}", f"events in {log}"), _number(count, choose))
    for dutch, english, count in (
        ("verzoeken aan het platform, aanvaard", "requests to the platform, accepted", findings.accepted),
        ("verzoeken aan het platform, geweigerd", "requests to the platform, refused", findings.refused),
        ("aanvragen verleend", "applications granted", findings.granted),
        ("aanvragen vervallen", "applications failed", findings.failed),
        ("aanvragen open", "applications open", findings.open),
        ("bedragen vastgehouden door potten", "holds of pools in force", findings.holds),
    ):
        table.add_row(choose(dutch, english), _number(count, choose))
    return table


def _money(findings: Findings, choose: Choose) -> Table:
    table = Table(title=choose("Waar het geld staat", "Where the money stands"), title_justify="left")
    table.add_column(choose("stand", "state"))
    table.add_column(choose("bedrag", "amount"), justify="right")
    for account in CHART:
        if account.nl:
            cents = findings.money[f"{account.log}/{account.use}"]
            table.add_row(choose(account.nl, account.en), _euros(cents, choose))
    return table


def _problems(findings: Findings, choose: Choose, language: Language) -> Table:
    count = len(findings.broken) + findings.unlisted
    title = choose(f"Wat niet klopt ({count})", f"What is wrong ({count})")
    if count > PROBLEMS_SHOWN:
        title += choose(f", de eerste {PROBLEMS_SHOWN}", f", the first {PROBLEMS_SHOWN}")
    table = Table(title=title, title_justify="left", title_style="bold red")
    table.add_column(choose("wet", "law"), no_wrap=True)
    table.add_column(choose("waar, en wat", "where, and what"))
    for problem in findings.broken[:PROBLEMS_SHOWN]:
        table.add_row(problem.law.code, Text(problem.told(language)))
    return table


def _verdict(findings: Findings, choose: Choose) -> Text:
    lines = [
        choose(
            f"Onderweg: {one.messages} bericht(en) van {one.upstream} die {one.reader} nog niet heeft gehoord. "
            "Wat pas in rust moet gelden is niet getoetst.",
            f"Under way: {one.messages} message(s) of {one.upstream} that {one.reader} has not heard yet. "
            "What must hold only at rest was not judged.",
        )
        for one in findings.unheard
    ]
    if findings.broken:
        verdict = choose("De boeken kloppen niet.", "The books are not right.")
    elif findings.at_rest:
        verdict = choose("De boeken kloppen, tot op de cent.", "The books are right, to the cent.")
    else:
        verdict = choose("Voor zover getoetst kloppen de boeken.", "As far as judged, the books are right.")
    return Text("\n".join([*lines, verdict]), style="bold red" if findings.broken else "bold")


def _number(count: int, choose: Choose) -> str:
    """As the reader writes it: `12.345` in Dutch, `12,345` in English."""
    return choose(f"{count:,}".replace(",", "."), f"{count:,}")


def _euros(cents: int, choose: Choose) -> str:
    """As the reader writes it: `€ 12.345,67` in Dutch, `€ 12,345.67` in English."""
    whole, rest = divmod(cents, 100)
    return f"€ {_number(whole, choose)}{choose(',', '.')}{rest:02d}"
