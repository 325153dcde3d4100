"""Registers as municipalities publish them: JSON and CSV, other columns, rows that cannot be used."""

import json

import pytest

from examples.register.loading import Zuil, load_register
from examples.register.mapping import AMSTERDAM_2016, Mapping, RegisterUnusable, load_mapping

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
    ("text", "why"),
    [
        ("{", "mapping"),
        ("{}", "applicant"),
        (json.dumps({**PLAIN, "asks": "Gevraagd"}), "asks"),
        (json.dumps({**PLAIN, "granted": ""}), "granted"),
    ],
)
def test_an_unusable_mapping_names_its_faults(tmp_path, text, why):
    path = tmp_path / "mapping.json"
    path.write_text(text, "utf-8")
    with pytest.raises(RegisterUnusable, match=why):
        load_mapping(path)
