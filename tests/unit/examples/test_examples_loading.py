"""Registers as municipalities publish them: JSON and CSV, other columns, rows that cannot be used."""

import json
import re
from collections import Counter, defaultdict

import pytest

from examples.register import made_up
from examples.register.experiment import design
from examples.register.loading import Zuil, load_register
from examples.register.mapping import AMSTERDAM_2016, Mapping, RegisterUnusable, load_mapping

README = made_up.MAPPING.with_name("README.md")
PLAIN = {"applicant": "Wie", "zuil": "Afdeling", "theme": "Doel", "asked": "Gevraagd", "granted": "Gekregen"}
HEADER = ["Wie", "Afdeling", "Doel", "Gevraagd", "Gekregen"]


def mapping(**more):
    return Mapping.model_validate({**PLAIN, **more})


def csv_file(folder, *rows, delimiter=";", encoding="utf-8", name="register.csv"):
    path = folder / name
    path.write_bytes("".join(delimiter.join(row) + "\r\n" for row in (HEADER, *rows)).encode(encoding))
    return path


def json_file(folder, rows):
    path = folder / "register.json"
    path.write_text(rows if isinstance(rows, str) else json.dumps(rows), "utf-8")
    return path


def test_amsterdam_as_published(tmp_path):
    row = {
        "Naam": "(Particulier)",
        "Project": "Jazzclub",
        "Organisatie": "stadsdeel Oost",
        "Thema": "Cultuur",
        "Jaar": 2016,
        "Aangevraagd": "€ 15.000",
    }
    path = json_file(tmp_path, json.dumps([row])[:-2] + ', "Verleend": 10358.00}]')
    read = load_register(path, load_mapping(AMSTERDAM_2016))
    assert read.title == "Amsterdam 2016"
    assert [(row.zuil, row.asked_cents, row.granted_cents, row.private) for row in read.rows] == [
        (Zuil("stadsdeel Oost", "Cultuur"), 1_500_000, 1_035_800, True)
    ]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_of_any_spreadsheet(tmp_path, delimiter, encoding):
    path = csv_file(
        tmp_path, ["Café  Zuid", "Welzijn", "Jeugd", "1.500", "200"], delimiter=delimiter, encoding=encoding
    )
    (row,) = load_register(path, mapping()).rows
    assert (row.applicant, row.asked_cents, row.granted_cents) == ("Café Zuid", 150_000, 20_000)


def test_without_a_title_the_file_names_the_register(tmp_path):
    path = csv_file(tmp_path, ["A", "B", "C", "1", "1"], name="subsidies-utrecht-2023.csv")
    assert load_register(path, mapping()).title == "subsidies-utrecht-2023"


def test_unusable_rows_are_named_with_place_and_reason(tmp_path):
    path = csv_file(
        tmp_path,
        ["Koor", "Cultuur", "Muziek", "100", "50"],
        ["Koor", "Cultuur", "Muziek", "weet niet", "50"],
        ["Koor", "Cultuur", "", "100", "50"],
        ["", "Cultuur", "Muziek", "100", "50"],
        ["Koor", "Cultuur", "Muziek", "0", "0"],
        ["Koor", "Cultuur", "Muziek", "100"],
    )
    read = load_register(path, mapping())
    assert [row.place for row in read.rows] == [1]
    assert [(row.place, row.reason.en) for row in read.unusable] == [
        (2, "'weet niet' is no amount"),
        (3, "organisation or theme is missing"),
        (4, "the applicant is missing"),
        (5, "nothing was asked"),
        (6, "the amount is missing"),
    ]


def test_without_what_was_asked_what_was_granted_stands_in(tmp_path):
    path = csv_file(tmp_path, ["Koor", "Cultuur", "Muziek", "100", "50"])
    read = load_register(path, mapping(asked=None))
    assert (read.rows[0].asked_cents, read.asked_is_published) == (5_000, False)
    assert load_register(path, mapping()).asked_is_published


def test_only_the_chosen_rows(tmp_path):
    rows = [{**dict.fromkeys(HEADER, "1"), "Jaar": year} for year in (2015, 2016, "2016")]
    read = load_register(json_file(tmp_path, rows), mapping(only={"Jaar": "2016"}))
    assert ([row.place for row in read.rows], read.passed_over) == ([2, 3], 1)


@pytest.mark.parametrize("name", ["(Particulier)", "particulier", "Natuurlijk persoon", "[anoniem]"])
def test_usual_marks_of_private_persons(tmp_path, name):
    path = csv_file(
        tmp_path, [name, "Cultuur", "Muziek", "1", "1"], ["Particulier fonds", "Cultuur", "Muziek", "1", "1"]
    )
    assert [row.private for row in load_register(path, mapping()).rows] == [True, False]


def test_an_empty_name_is_a_private_person_where_the_mapping_says_so(tmp_path):
    path = csv_file(tmp_path, ["", "Cultuur", "Muziek", "1", "1"])
    assert load_register(path, mapping(private_persons=[""])).rows[0].private


def test_numbers_that_json_does_not_know_cost_one_row_only(tmp_path):
    row = dict.fromkeys(HEADER, 1)
    beyond = json.dumps({**row, "Gekregen": "?"}).replace('"?"', "1e99999999999999999999")
    text = f"[{json.dumps(row)}, {json.dumps({**row, 'Gekregen': float('nan')})}, {beyond}]"
    read = load_register(json_file(tmp_path, text), mapping())
    assert (len(read.rows), [row.place for row in read.unusable]) == (1, [2, 3])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[{]", "is no JSON"),
        ('{"rows": []}', "expected a list of objects"),
        ("[1, 2]", "expected a list of objects"),
        ("[]", "no rows"),
        ('[{"Wie": "A", "Bedrag": 1}]', "no column Afdeling, Doel, Gekregen, Gevraagd; it has Wie, Bedrag"),
        (json.dumps([dict.fromkeys(HEADER, "")]), "none of its 1 rows can be used"),
    ],
)
def test_what_is_no_register_is_refused_with_what_to_do(tmp_path, text, why):
    with pytest.raises(RegisterUnusable, match="register") as refused:
        load_register(json_file(tmp_path, text), mapping())
    assert why in str(refused.value)


def test_a_csv_with_other_columns_is_refused(tmp_path):
    path = csv_file(tmp_path, ["A", "B", "C", "1", "1"])
    with pytest.raises(RegisterUnusable, match="no column Elders"):
        load_register(path, mapping(theme="Elders"))


def test_a_register_that_is_not_there(tmp_path):
    with pytest.raises(RegisterUnusable, match="No such file"):
        load_register(tmp_path / "weg.csv", mapping())


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("m.json", "{", "is no JSON: .*, line 1"),
        ("m.json", "", "is empty"),
        ("m.json", "[]", "expected keys, each with the name of a column"),
        ("m.json", "{}", "applicant is missing: name the column; zuil is missing"),
        (
            "m.json",
            json.dumps({**PLAIN, "asks": "Gevraagd"}),
            "asks is no key of a mapping .these are: applicant, zuil",
        ),
        ("m.json", json.dumps({**PLAIN, "granted": ""}), "granted: String should have at least 1 character"),
        ("m.json", "[" * 100_000, "is no JSON"),
        ("m.toml", "applicant = Naam", "is no TOML: .*line 1, column"),
        ("m.toml", 'applicant = "Wie"', "zuil is missing"),
        ("m.txt", "applicant: Wie", "is no TOML"),
        ("m.txt", '{"applicant": Wie}', "is no JSON"),
        ("m.toml", b"titel = 'caf\xe9'", "is no text in UTF-8; save it as UTF-8"),
    ],
)
def test_an_unusable_mapping_names_its_faults_and_what_it_should_be(tmp_path, name, text, why):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(RegisterUnusable, match=why) as refused:
        load_mapping(path)
    assert str(refused.value).startswith(f"mapping {path}")
    assert str(refused.value).endswith("examples/register/README.md shows one.")


def test_a_mapping_that_is_not_there(tmp_path):
    with pytest.raises(RegisterUnusable, match=r"mapping .*weg\.toml cannot be read: No such file"):
        load_mapping(tmp_path / "weg.toml")


def shown(kind):
    return re.search(rf"```{kind}\n(.*?)```", README.read_text("utf-8"), re.DOTALL)[1]


def test_the_mappings_that_the_readme_shows_are_amsterdams(tmp_path):
    """In TOML and in JSON, and in files of any name."""
    for kind, names in (("toml", ("m.toml", "m")), ("json", ("m.json", "m"))):
        for name in names:
            (tmp_path / name).write_text(shown(kind), "utf-8")
            assert load_mapping(tmp_path / name) == load_mapping(AMSTERDAM_2016)


def read_made_up(folder):
    made_up.write(folder / "made-up.json")
    return load_register(folder / "made-up.json", load_mapping(made_up.MAPPING))


def test_the_made_up_register_is_the_same_each_time(tmp_path):
    assert made_up.rows() == made_up.rows()
    assert "made up" in read_made_up(tmp_path).title


def test_the_made_up_register_has_the_figures_of_the_real_one(tmp_path):
    read = read_made_up(tmp_path)
    assert (len(read.rows), read.unusable, sum(row.private for row in read.rows)) == (2691, (), 444)
    asked = defaultdict(lambda: defaultdict(list))
    for row in read.rows:
        if not row.private:
            asked[row.applicant][row.zuil].append(row)
    assert Counter(len(zuilen) for zuilen in asked.values()) == made_up.ZUILEN_OF_APPLICANTS
    sizes = (sum(map(len, zuilen.values())) for zuilen in asked.values())
    assert Counter(sizes) == made_up.ROWS_OF_APPLICANTS
    several = [zuilen.values() for zuilen in asked.values() if len(zuilen) > 1]
    refused = sum(any(not sum(row.granted_cents for row in rows) for rows in zuilen) for zuilen in several)
    everything = sum(all(row.granted_cents == row.asked_cents for rows in zuilen for row in rows) for zuilen in several)
    assert (len(several), refused, everything) == (223, 68, 43)
    assert len({row.zuil for row in read.rows}) == 62
    experiment = design(read)
    assert 3 * 10**10 < experiment.budget_cents < 6 * 10**10, "of Amsterdam it was 4.27 * 10**10"
    assert experiment.is_by_name


def test_nobody_in_the_made_up_register_exists():
    assert {row["Naam"].rstrip("0123456789") for row in made_up.rows()} == {"Verzonnen initiatief ", "(Particulier)"}
    assert {row["Organisatie"].rstrip("0123456789") for row in made_up.rows()} == {"Verzonnen dienst "}
