"""What somebody who wants to adopt the project looks for: the licence, how to contribute, publiccode.yml."""

import tomllib
from pathlib import Path

import pytest

from shared.release import VERSION
from tests.deploy.structure import read_structure

ROOT = Path(__file__).parents[2]
PUBLICCODE = read_structure((ROOT / "publiccode.yml").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MANDATORY = {
    *("publiccodeYmlVersion", "name", "url", "releaseDate", "platforms", "categories", "developmentStatus"),
    *("softwareType", "description", "legal", "maintenance", "localisation"),
}
"""Of version 0.4 of the standard."""


def test_the_licence_is_the_same_everywhere():
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert PUBLICCODE["legal"]["license"] == PROJECT["license"] == "EUPL-1.2"
    assert PROJECT["license-files"] == ["LICENSE"]


def test_publiccode_has_what_the_standard_wants():
    assert set(PUBLICCODE) >= MANDATORY
    assert PUBLICCODE["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert PUBLICCODE["softwareType"] == "standalone/backend"
    assert PUBLICCODE["maintenance"]["type"] == "community"
    assert PUBLICCODE["maintenance"]["contacts"][0]["name"]
    assert PUBLICCODE["localisation"] == {"localisationReady": "true", "availableLanguages": ["nl", "en"]}


@pytest.mark.parametrize("language", PUBLICCODE["localisation"]["availableLanguages"])
def test_publiccode_describes_it_in_each_language(language):
    told = PUBLICCODE["description"][language]
    assert len(told["shortDescription"]) <= 150
    assert 150 <= len(told["longDescription"]) <= 10_000
    assert told["features"]


def test_publiccode_names_the_version_of_the_project():
    assert PUBLICCODE["softwareVersion"] == VERSION


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md", "LICENSE", "publiccode.yml"])
def test_the_readme_leads_there(name):
    assert f"({name})" in (ROOT / "README.md").read_text("utf-8")
