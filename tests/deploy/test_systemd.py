"""The units of one machine run every process of the platform, by a command that is there."""

import shlex
from configparser import ConfigParser

import pytest

from cli.running import PROCESSES
from deploy.local import ROOT

UNITS = ROOT / "deploy" / "systemd"


def unit(name):
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(UNITS / name, "utf-8")
    return parser


def test_the_target_wants_every_process():
    assert unit("bundel.target")["Unit"]["Wants"].split() == [f"bundel@{name}.service" for name in PROCESSES]


def test_a_process_is_run_in_the_foreground_and_started_again():
    service = unit("bundel@.service")["Service"]
    program, *arguments = shlex.split(service["ExecStart"])
    assert program.endswith("/.venv/bin/bundel")
    assert arguments[:3] == ["run", "%i", "--data"]
    assert arguments[3].startswith(service["ReadWritePaths"])
    assert (service["Restart"], service["UMask"]) == ("always", "0077")


@pytest.mark.parametrize("name", PROCESSES)
def test_the_guide_enables_every_process(name):
    assert f"bundel@{name}" in (ROOT / "docs" / "operator.md").read_text("utf-8")
