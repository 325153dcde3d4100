"""The JavaScript example by its own tests, its types, and what it may bring along."""

import json
import subprocess

import pytest

from tests.partners.programs import JAVASCRIPT, JAVASCRIPT_CLIENT

PACKAGES = {"client": JAVASCRIPT_CLIENT, "example": JAVASCRIPT}
SOURCES = [
    path
    for package in PACKAGES.values()
    for pattern in ("*.js", "src/*.js", "test/*.js")
    for path in sorted(package.glob(pattern))
    if path.name != "contract.js"
]


def run(*command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(params=["javascript_client", "javascript"], ids=["client", "example"])
def folder(request):
    return request.getfixturevalue(request.param)


def test_its_own_tests_pass(node, folder):
    tests = sorted(str(one) for one in folder.glob("test/*.test.js"))
    code, output = run(node, "--test", *tests, folder=folder)
    assert code == 0, output
    assert "fail 0" in output


def test_its_types_are_right(node, folder):
    (config,) = (each.name for each in folder.iterdir() if each.name in {"jsconfig.json", "tsconfig.json"})
    code, output = run(node, "node_modules/typescript/bin/tsc", "--project", config, folder=folder)
    assert code == 0, output


def test_the_client_stands_on_one_public_package_and_the_example_on_the_client():
    needs = {name: json.loads((folder / "package.json").read_text("utf-8")) for name, folder in PACKAGES.items()}
    assert list(needs["client"]["dependencies"]) == ["@nats-io/transport-node"]
    assert needs["example"]["dependencies"] == {"bundel-client": "file:../../../clients/javascript"}


@pytest.mark.parametrize("package", PACKAGES)
def test_its_lock_names_no_package_index_and_every_package_by_its_hash(package):
    lock = (PACKAGES[package] / "package-lock.json").read_text("utf-8")
    assert "://" not in lock
    packages = {path: one for path, one in json.loads(lock)["packages"].items() if path}
    assert packages
    ours = {path for path, one in packages.items() if one.get("resolved", "").startswith("file:")}
    assert ours <= {"node_modules/bundel-client"}
    assert all("integrity" in one for path, one in packages.items() if path not in ours)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_modules_are_short_and_lines_fit(path):
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 300
    assert [line for line in lines if len(line) > 120] == []
