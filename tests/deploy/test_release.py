"""One number says which release this is, wherever it is said."""

import re
import tomllib

from cli import app
from deploy.local import ROOT
from shared import contract
from shared.release import VERSION


def test_a_release_is_numbered_after_the_contract_that_it_speaks():
    assert re.fullmatch(rf"{re.escape(contract.VERSION)}\.\d+", VERSION)


def test_the_package_has_the_number_from_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "version" not in project["project"]
    assert project["project"]["dynamic"] == ["version"]
    assert ROOT / project["tool"]["hatch"]["version"]["path"] == ROOT / "shared" / "release.py"


def test_the_changelog_begins_with_it_and_says_how_to_get_there_and_back():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    first, *_ = re.findall(r"^## (.+)$", changelog, re.MULTILINE)
    assert first.split()[0] == VERSION
    of_this, _, _ = changelog.partition("## ")[2].partition("\n## ")
    assert "**Upgrade.**" in of_this
    assert "way back" in of_this


def test_the_guide_names_it():
    guide = (ROOT / "docs" / "operator.md").read_text("utf-8")
    assert f"### To {VERSION}" in guide
    assert f"`bundel:{VERSION}`" in guide


def test_the_guide_says_how_to_get_it():
    guide = (ROOT / "docs" / "operator.md").read_text("utf-8")
    assert f"git checkout v{VERSION}" in guide
    assert f"git clone --branch v{VERSION} --depth 1 <address> /opt/bundel-{VERSION}" in guide
    assert f"ln -s /opt/bundel-{VERSION} /opt/bundel" in guide


def test_the_command_line_tells_it(capsys):
    assert app._run(["--version"], "nl") == 0
    assert capsys.readouterr().out == f"bundel {VERSION}, contract {contract.VERSION}\n"
