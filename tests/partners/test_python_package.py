"""The Python client as a partner installs it: a wheel in an empty environment, types that mypy sees, a right README."""

import re
import subprocess
import sys
import zipfile

import pytest

from bundel_client import CONTRACT_VERSION
from tests.partners.programs import ROOT

CLIENT = ROOT / "clients" / "python"
README = (CLIENT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "partner.md").read_text("utf-8")


def program(text, name):
    """The block of this page that begins with the file's name."""
    (found,) = re.findall(rf"```python\n(# {re.escape(name)}\n.*?)```", text, re.DOTALL)
    return found


def test_the_wheel_holds_the_package_with_its_types_and_nothing_else(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    source = CLIENT / "src"
    there = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.suffix in {".py", ".typed"}}
    assert names == there
    assert "bundel_client/py.typed" in names


def test_its_version_begins_with_that_of_the_contract(wheel):
    assert wheel.name.startswith(f"bundel_client-{CONTRACT_VERSION}.")


def test_the_readme_names_the_wheel(wheel):
    assert wheel.name in README


def run(environment, folder, *arguments):
    return subprocess.run(
        [environment / "bin" / "python", "-I", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_needs_its_two_libraries_and_nothing_of_the_platform(with_client, tmp_path):
    asks = """
import sys
import bundel_client.kinds
bundel_client.kinds.known()
files = {name: str(getattr(module, "__file__", "")) for name, module in sys.modules.items()}
print(*sorted({name.split(".")[0] for name, file in files.items() if "site-packages" in file}))
"""
    done = run(with_client, tmp_path, "-c", asks)
    assert done.stdout.split() == ["bundel_client", "msgspec", "nats"], done.stderr


# Types, seen from outside


@pytest.fixture(scope="module")
def mypy(with_client, tmp_path_factory):
    """What mypy --strict says of a program in an empty folder, in that environment."""
    folder = tmp_path_factory.mktemp("program")

    def mypy(text):
        (folder / "program.py").write_text(text, "utf-8")
        python = f"--python-executable={with_client / 'bin' / 'python'}"
        command = [sys.executable, "-m", "mypy", "--strict", python, "program.py"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=110, check=False)
        return done.stdout

    return mypy


@pytest.mark.parametrize(
    "text", [program(README, "example.py"), program(GUIDE, "answer.py")], ids=["the README", "the guide"]
)
def test_the_programs_that_are_shown_have_right_types(mypy, text):
    assert mypy(text).startswith("Success"), text


SMALL = """
from datetime import date
from bundel_client import Client, Message
from bundel_client.applications import AnswerAsk, ApplicationGranted
from bundel_client.pool import ListPools, Receive


async def work(client: Client, message: Message) -> None:
    answer = AnswerAsk(ask="a:b", revision=1, cents=400_00, answer="hold")
    outcome = await client.submit(answer, command_id="id")
    print(outcome.code)
    receipt = Receive(pool="p", contribution="c", cents=1, received_on=date(2026, 3, 1))
    await client.submit(receipt)
    found = await client.ask(ListPools(limit=10))
    print(found.pools[0].free_cents)
    match message.body:
        case ApplicationGranted(application=name, asks=asks):
            print(name, asks[0].cents)
"""
WRONG = {
    "a name of a field": ("cents=400_00", "cent=400_00", "call-arg"),
    "euros": ("cents=400_00", "cents=400.00", "arg-type"),
    "cents in quotes": ("cents=400_00", 'cents="40000"', "arg-type"),
    "a value": ('answer="hold"', 'answer="yes"', "arg-type"),
    "a day": ("date(2026, 3, 1)", '"2026-03-01"', "arg-type"),
    "a field left out": ("revision=1, ", "", "call-arg"),
    "a field of a query": ("limit=10", "most=10", "call-arg"),
    "a field of an answer": ("free_cents", "free", "attr-defined"),
    "a field of a message": ("asks[0].cents", "asks[0].euros", "attr-defined"),
    "a field of an outcome": ("outcome.code", "outcome.reason", "attr-defined"),
    "a message instead of a command": ("submit(answer,", "submit(message.body,", "arg-type"),
    "a changed answer": ("    print(outcome.code)", "    answer.cents = 1", "misc"),
}


def test_a_small_program_has_right_types(mypy):
    assert mypy(SMALL).startswith("Success")


@pytest.mark.parametrize(("right", "wrong", "code"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_found_by_mypy(mypy, right, wrong, code):
    assert SMALL.count(right) == 1
    found = mypy(SMALL.replace(right, wrong))
    assert f"[{code}]" in found
    assert "Found 1 error in 1 file" in found
