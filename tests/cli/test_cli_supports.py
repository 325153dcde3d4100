"""What a pool's story tells of supports, tasks and what is its no more: over the audit's story, nothing running."""

import pytest

from tests.cli.stand import Stand
from tests.unit.audit.story import tell


@pytest.fixture(scope="module")
def bundel(tmp_path_factory):
    stand = Stand(tmp_path_factory.mktemp("supports") / "data")
    stand.data.mkdir(parents=True, exist_ok=True)
    tell(stand.data)
    return stand


def test_a_pool_shows_its_supports_and_how_much_goes_under_each(bundel):
    told = bundel("show", "pool", "park").out
    assert "Steunverbanden" in told
    assert "eigen-groen" in told
    assert "t/m 31-12-2026" in told
    found = {one["support"]: one for one in bundel("show", "pool", "park", "--json").json["supports"]}
    assert [(one["standing"], one["used_cents"]) for one in found.values()] == [
        ("ended", 305),
        ("ended", 0),
        ("agreed", 70),
    ]


def test_a_pool_tells_what_lapsed_of_it(bundel):
    assert "Van welzijn-oud is € 5,00 vervallen aan het algemene resultaat." in bundel("show", "pool", "oud").out
    english = bundel("show", "pool", "oud", "--lang", "en").out
    assert "Of welzijn-oud € 5,00 lapsed to the general result." in english


def test_a_pool_tells_what_went_back_to_whom(bundel):
    told = bundel("show", "pool", "oud", "--all").out
    assert "back-to:woonstede" in told
    assert "Van zaal is € 0,40 teruggegeven aan woonstede." in told
    assert "Van zaal-fout gaat € 0,05 terug naar woonstede" in told
    english = bundel("show", "pool", "oud", "--lang", "en").out
    assert "Of zaal € 0,40 was given back to woonstede." in english


def test_a_pool_tells_which_of_its_tasks_are_with_whom(bundel):
    told = bundel("show", "pool", "wei").out
    (row,) = [line.split() for line in told.splitlines() if line.strip("│ ").startswith("speelplekken")]
    assert [word for word in row if word != "│"] == ["speelplekken", "gemeente", "€", "1,00", "8", "0", "2"]
    whole = " ".join(bundel("show", "pool", "wei", "--all").out.split())
    assert "buurttuin neemt 8 van speelplekken over van gemeente, met € 7,00" in whole
    (task,) = bundel("show", "pool", "wei", "--json").json["tasks"]
    assert (task["performer_units"], task["taken_over_units"]) == (8, 2)
    assert "Tasks to take over" in bundel("show", "pool", "wei", "--lang", "en").out


def test_a_closed_pool_says_so(bundel):
    told = bundel("show", "pool", "kort").out
    assert "Deze pot is gesloten op" in told
    assert "Van huur-kort gaat € 0,70 terug naar woonstede" in told
    assert bundel("show", "pool", "kort", "--json").json["pool"]["closed_on"] is not None


# What became of the money


@pytest.mark.parametrize("dates", [(), ("--on", "2026-01-05"), ("--booked", "2026-01-05")])
@pytest.mark.parametrize("by", ["pool", "contribution", "contributor"])
def test_every_cent_that_came_in_is_somewhere(bundel, by, dates):
    rows = bundel("overview", "--by", by, *dates, "--json").json["rows"]
    assert rows
    for row in rows:
        came = row["received_cents"] + row["came_back_cents"] + row["short_cents"]
        stands = ("free", "reserved", "held", "committed", "paid", "returning", "gone")
        assert came == sum(row[f"{name}_cents"] for name in stands), row


def test_the_same_money_is_told_by_pool_contribution_and_contributor(bundel):
    sums = [
        [sum(row[name] for row in found) for name in ("pledged_cents", "received_cents", "free_cents", "gone_cents")]
        for by in ("pool", "contribution", "contributor")
        for found in [bundel("overview", "--by", by, "--json").json["rows"]]
    ]
    assert sums[0] == sums[1] == sums[2]


def test_never_funded_held_and_spent_are_three_answers(bundel):
    became = {row["name"]: row["became"] for row in bundel("overview", "--by", "goal", "--json").json["rows"]}
    assert (became["plein/ontmoeten"], became["hof/groen"], became["kort/ontmoeten"]) == (
        "never-funded",
        "held",
        "returning",
    )
    told = bundel("overview", "--by", "goal").out
    assert "nooit geld voor" in told
    assert "niet op te tellen" in " ".join(told.split())


def test_what_is_booked_later_is_not_exhausted_yet(bundel):
    when = ("--pool", "oud", "--by", "contribution", "--booked", "2025-12-30", "--json")
    became = {row["name"]: row["became"] for row in bundel("overview", *when).json["rows"]}
    assert (became["welzijn-oud"], became["zaal"]) == ("free", "free")
    later = {row["name"]: row["became"] for row in bundel("overview", *when[:4], "--json").json["rows"]}
    assert (later["welzijn-oud"], later["zaal"]) == ("gone", "gone")


def test_of_a_pool_that_is_not_there_nothing_is_told(bundel):
    assert bundel("overview", "--pool", "nergens").code == 5
