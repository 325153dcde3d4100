"""The JavaScript example by its own tests, its types, and what it may bring along."""

import json
import subprocess

import pytest

from tests.partners.programs import JAVASCRIPT


def run(*command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100, check=False)
    return done.returncode, done.stdout + done.stderr


def test_its_own_tests_pass(node, javascript):
    code, output = run(
        node, "--test", *sorted(str(one) for one in javascript.glob("test/*.test.js")), folder=javascript
    )
    assert code == 0, output
    assert "fail 0" in output


def test_its_types_are_right(node, javascript):
    code, output = run(node, "node_modules/typescript/bin/tsc", "--project", "jsconfig.json", folder=javascript)
    assert code == 0, output


def test_it_stands_on_one_public_package():
    package = json.loads((JAVASCRIPT / "package.json").read_text("utf-8"))
    assert list(package["dependencies"]) == ["@nats-io/transport-node"]


def test_its_lock_names_no_package_index_and_every_package_by_its_hash():
    lock = (JAVASCRIPT / "package-lock.json").read_text("utf-8")
    assert "://" not in lock
    packages = [one for path, one in json.loads(lock)["packages"].items() if path]
    assert packages
    assert all("integrity" in one for one in packages)


@pytest.mark.parametrize(
    "path", sorted(JAVASCRIPT.glob("*.js")) + sorted(JAVASCRIPT.glob("*/*.js")), ids=lambda p: p.name
)
def test_modules_are_short_and_lines_fit(path):
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 300
    assert [line for line in lines if len(line) > 120] == []
