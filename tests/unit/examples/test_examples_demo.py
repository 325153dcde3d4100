"""The demo as a whole, on real processes with a register of a few rows; and how it fails."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from examples import demo
from examples.narration import Failed
from examples.register.experiment import design
from examples.register.loading import Register, Row, Zuil
from examples.register.parties import contributor, register_of_parties
from shared.parties import load_parties

ROOT = Path(demo.__file__).resolve().parent.parent
MAPPING = {"applicant": "Wie", "zuil": "Afdeling", "theme": "Doel", "asked": "Gevraagd", "granted": "Gekregen"}
REGISTER = """Wie;Afdeling;Doel;Gevraagd;Gekregen
Buurthuis;Welzijn;Ontmoeten;€ 1.500,-;1.000,00
Buurthuis;Cultuur;Muziek;750,50;750,50
Koor;Cultuur;Muziek;500,50;0
(Particulier);Welzijn;Ontmoeten;200;200
Band;Cultuur;Muziek;n.v.t.;10
Wijkraad;Groen;Ontmoeten;300;300
Wijkraad;Welzijn;Ontmoeten;100;50
"""


def run_demo(folder, *options):
    command = [sys.executable, "-m", "examples.demo", "--data", str(folder / "demo"), *map(str, options)]
    environment = {**os.environ, "COLUMNS": "80"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100, check=False)


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, "utf-8")
    return path


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(MAPPING), "utf-8")
    return path


def test_all_scenarios_and_the_books(tmp_path, register, mapping):
    done = run_demo(tmp_path, "--register", register, "--mapping", mapping)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert lines[-1] == "demo: ok"
    shares = ["€ 5.000,01", "€ 2.500,01", "€ 1.250,00", "€ 1.250,00"]
    assert any([cell for cell in re.split(" {2,}", line) if cell.startswith("€")] == shares for line in lines)
    assert "→ Niemand heeft betaald, alles is weer vrij." in lines
    assert "→ Verleend en betaald, alle drie: € 800,00." in lines
    rows = [line.split() for line in lines]
    assert ["De", "helft", "terug", "44", "44", "€", "60.000,00", "€", "380.000,00"] in rows
    assert "De boeken kloppen, tot op de cent." in lines
    assert ["Verleend", "1", "3", "3", "1", "1"] in rows, "bundled, there is enough for who comes first and asks most"
    assert (tmp_path / "demo" / "unusable-rows.tsv").read_text("utf-8").splitlines()[1].startswith("5\tBand\t")
    assert not list((tmp_path / "demo").glob("*.pid")), "nothing is left running"


def test_a_register_that_cannot_be_used_ends_the_demo_before_it_begins(tmp_path, register):
    done = run_demo(tmp_path, "--register", register, "--lang", "en")
    assert done.returncode == 1
    assert "no column Aangevraagd, Jaar, Naam" in done.stderr
    assert "demo: ok" not in done.stdout
    assert not (tmp_path / "demo").exists()


def test_a_folder_that_is_not_the_demos_is_left_alone(tmp_path, register, mapping):
    precious = tmp_path / "demo" / "precious"
    precious.parent.mkdir()
    precious.touch()
    done = run_demo(tmp_path, "--register", register, "--mapping", mapping)
    assert done.returncode == 1
    assert "in use for something else" in done.stderr
    assert precious.exists()


def test_without_a_register_the_demo_makes_one_up_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demo, "AMSTERDAM", tmp_path / "weg.json")
    tell = demo.Narrator("nl", demo.Console(width=200))
    experiment = demo._experiment(tell, None, demo.AMSTERDAM_2016)
    assert "VERZONNEN" in capsys.readouterr().out
    assert "verzonnen" in experiment.register.title
    assert "made up" in experiment.register.title


def test_what_went_wrong_in_several_places_is_all_told_and_a_bug_is_not_hidden():
    faults = ExceptionGroup("", [Failed("the cake"), ExceptionGroup("", [TimeoutError(), Failed("the garden")])])
    assert demo._in_words(faults) == "the cake\nTimeoutError\nthe garden"
    with pytest.raises(ExceptionGroup, match="several"):
        demo._in_words(ExceptionGroup("several", [Failed("the cake"), KeyError("bug")]))


def test_the_organisations_of_a_register_become_parties(tmp_path):
    names = [f"Organisatie met een lange naam {'x' * 200} {number}" for number in range(12)] + ["Wonen", "wonen"]
    rows = tuple(Row(n, "Koor", False, Zuil(name, "Muziek"), 1, 1) for n, name in enumerate(names, start=1))
    experiment = design(Register("proef", rows, (), 0, asked_is_published=True))
    path = tmp_path / "parties.json"
    path.write_text(register_of_parties(demo.PARTIES, experiment), "utf-8")
    parties = load_parties(path)
    assert len({contributor(experiment, name) for name in names}) == len(names)
    assert all("zuil" in parties[contributor(experiment, name)].roles for name in names)
    assert len({party.oin for party in parties.values()}) == len(parties)
