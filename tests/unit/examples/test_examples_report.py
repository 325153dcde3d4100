"""What council members read: both languages, in a narrow and in a wide terminal, every figure in its place."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from examples.narration import Failed, Narrator, Words, require
from examples.register import report
from examples.register.experiment import design
from examples.register.loading import Register, Row, Unusable, Zuil
from examples.register.orders import Decided, Rules, Tally, in_reality
from examples.register.play import _agree


def narrator(lang="nl", width=80):
    return Narrator(lang, Console(file=io.StringIO(), width=width, color_system=None))


def printed(tell):
    return tell.console.file.getvalue()


def experiment(unusable=()):
    zuil = Zuil("Onderwijs, Jeugd en Zorg", "Welzijn en Zorg")
    rows = (Row(1, "Koor", False, zuil, 5, 5), Row(2, "Band", False, zuil, 9_000_000_00, 0))
    return design(Register("proef", rows, unusable=unusable, passed_over=3, asked_is_published=False))


def findings():
    """As large as a great city's."""
    found = experiment()
    in_file_order = Tally(1_286, 157, 369_819_735_00, 243, 57_599_340_50)
    orders = [
        in_file_order,
        in_file_order._replace(granted=1_296, left_cents=1),
        in_file_order._replace(granted=1_141, left_cents=138_344_821_00),
    ]
    return report.Findings(
        found,
        Tally(699, 43, 427_419_075_00, 251, 0),
        {variant.key: in_file_order for variant in found.variants},
        {variant.key: orders for variant in found.variants},
    )


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", [80, 200])
def test_everything_fits(lang, width):
    tell = narrator(lang, width)
    report.introduce(tell, experiment())
    report.name_unusable(tell, experiment([Unusable(7, "Koor", Words("er is niets gevraagd", "nothing was asked"))]))
    report.compare(tell, findings())
    report.explain(tell, findings())
    text = printed(tell)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    assert "…" not in text, "nothing is cut off"
    amount = "369.819.735" if lang == "nl" else "369,819,735"
    assert text.count(amount) == 16, "every amount stands on one line"


def test_the_table_shows_the_register_the_file_order_and_the_spread():
    tell = narrator()
    report.compare(tell, findings())
    rows = [re.split(r"\s{2,}", line.strip()) for line in printed(tell).splitlines()]
    assert ["Verleend", "699", "1.286", "1.286", "1.286", "1.286"] in rows
    assert ["laagste", "1.141", "1.141", "1.141", "1.141"] in rows
    assert ["mediaan", "1.286", "1.286", "1.286", "1.286"] in rows
    assert ["hoogste", "1.296", "1.296", "1.296", "1.296"] in rows
    assert ["Euro's over", "0", *["57.599.341"] * 4] in rows
    assert ["laagste", *["0"] * 4] in rows
    assert ["hoogste", *["138.344.821"] * 4] in rows


def test_the_medians_of_what_was_granted_and_of_what_is_left_add_up():
    """Between two orders, each measure by itself would take its lower one."""
    found = findings()
    applications, budget_cents = 1_529, 427_419_075_00
    orders = [
        Tally(granted, 157, granted_cents, applications - granted, budget_cents - granted_cents)
        for granted, granted_cents in ((1_224, 370_000_000_00), (1_230, 380_000_000_00))
    ]
    found = replace(found, orders=dict.fromkeys(found.orders, orders))
    tell = narrator()
    report.compare(tell, found)
    rows = [re.split(r"\s{2,}", line.strip()) for line in printed(tell).splitlines()]
    medians = [row[1] for row in rows if row[0] == "mediaan"]
    assert medians == ["1.224", "157", "370.000.000", "305", "57.419.075"]


@pytest.mark.parametrize(
    ("applicants", "said"),
    [
        ([f"Club {letter}" for letter in "bacdefghijklmnopqrstuvwxyz"], "(vrijwel alfabetisch op naam, niet op datum)"),
        ([f"Club {letter}" for letter in "abcdef"], "die niet die van binnenkomst hoeft te zijn"),
        ([f"Club {letter}" for letter in "zyxwvutsrqponmlkjihgfedcba"], "die niet die van binnenkomst hoeft te zijn"),
    ],
)
def test_the_order_of_the_register_is_called_what_it_is(applicants, said):
    rows = tuple(Row(n, name, False, Zuil("West", "Muziek"), 5, 5) for n, name in enumerate(applicants, 1))
    tell = narrator()
    report.introduce(tell, design(Register("proef", rows, (), 0, asked_is_published=True)))
    assert said in " ".join(printed(tell).split())


def test_who_got_a_part_in_the_register_is_counted():
    zuil = Zuil("West", "Muziek")
    rows = tuple(Row(n, f"Club {n}", False, zuil, 5, cents) for n, cents in enumerate((5, 0, 0, 0, 1, 4), 1))
    asked = design(Register("proef", rows, (), 0, asked_is_published=True))
    tell = narrator()
    report.explain(tell, replace(findings(), experiment=asked, reality=in_reality(asked.applications)))
    assert "kregen 2 aanvragers een deel" in " ".join(printed(tell).split())


def test_unusable_rows_are_counted_named_and_kept():
    unusable = [Unusable(place, f"Club {place}", Words("waarom", "why")) for place in range(1, 31)]
    tell = narrator()
    report.name_unusable(tell, experiment(unusable))
    text = printed(tell)
    assert "Onbruikbare regels: 30." in text
    assert "Regels buiten de keuze van de mapping: 3." in text
    assert "Dit register zegt niet wat er gevraagd is." in text
    assert f"Club {report.NAMED_AT_MOST} " in text
    assert f"Club {report.NAMED_AT_MOST + 1} " not in text
    assert report.UNUSABLE_ROWS in text
    assert report.unusable_rows(unusable).count("\n") == 31


def test_a_platform_that_decides_otherwise_is_found_out():
    found = experiment()
    rules = {variant.key: Rules(found, variant) for variant in found.variants}
    right = {key: each.in_file_order() for key, each in rules.items()}
    _agree(rules, right)
    with pytest.raises(Failed, match=r"los: applications .* differently: expected \[\], found \[1\]"):
        _agree(rules, {**right, "los": Decided(frozenset({0, 1}), right["los"].left_cents)})
    with pytest.raises(Failed, match="samen: cents left: expected 0, found 1"):
        _agree(rules, {**right, "samen": Decided(right["samen"].granted, 1)})


def test_reality_of_the_little_register():
    assert in_reality(experiment().applications) == Tally(1, 0, 5, 1, 0)


@pytest.mark.parametrize("width", range(20, 60))
def test_an_amount_stays_with_its_euro_sign(width):
    tell = narrator(width=width)
    tell.tell("Het budget van € 5.000,00 bespaart € 12.000,00 en dat is € 7.000,00 meer.", "")
    tell.result("Betaald: € 5.000,00 en € 12.000,00.", "")
    assert "€\n" not in re.sub(r" +\n", "\n", printed(tell))


@pytest.mark.parametrize(("width", "row"), [(24, "2027 1.235.000 1.235.000"), (40, "2027  1.235.000  1.235.000")])
def test_a_table_too_wide_for_the_terminal_stands_closer_together(width, row):
    tell = narrator(width=width)
    tell.table([Words(name, name) for name in ("Jaar", "In", "Uit")], [["2027", "1.235.000", "1.235.000"]])
    assert row in [line.rstrip() for line in printed(tell).splitlines()]


def test_brackets_in_a_name_are_text_and_no_markup():
    tell = narrator()
    tell.table([Words("Wie", "Who"), Words("Wat", "What")], [["[bold]Koor[/]", "[/]"]], amounts=False)
    tell.tell("[/] [red]", "")
    assert "[bold]Koor[/]" in printed(tell)
    assert "[/] [red]" in printed(tell)


@pytest.mark.parametrize(
    ("lang", "figures"),
    [
        ("nl", ["1.529", "0", "12.346", "12.345", "€ 1.234.567,08"]),
        ("en", ["1,529", "0", "12,346", "12,345", "€ 1,234,567.08"]),
    ],
)
def test_figures_as_the_reader_writes_them(lang, figures):
    tell = narrator(lang)
    assert [
        tell.number(1_529),
        tell.number(0),
        tell.whole_euros(1_234_550),
        tell.whole_euros(1_234_549),
        tell.euros(1_234_567_08),
    ] == figures


def test_a_scenario_that_goes_otherwise_says_so():
    require(5, 5, "cents")
    with pytest.raises(Failed, match="cents: expected 5, found 4"):
        require(5, 4, "cents")
