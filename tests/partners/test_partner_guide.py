"""The partner guide's own programs and commands, taken out of its text and run as a newcomer would."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.partners.programs import ROOT, until

GUIDE = (ROOT / "docs" / "partner.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", GUIDE, re.DOTALL)
BROKER = "nats://127.0.0.1:4222"
CAKE = ("zuil-meel", "zuil-eieren", "zuil-suiker")


def block(name):
    """The block that begins with this file name as a comment."""
    (found,) = [text for _, text in BLOCKS if text.split("\n")[0] in {f"# {name}", f"// {name}"}]
    return found


def lines(part):
    """The command lines of the guide that hold this."""
    return [line for language, text in BLOCKS if language == "bash" for line in text.splitlines() if part in line]


@pytest.fixture
def project(platform, tmp_path):
    """The project's folder as a newcomer has it, after `make up`."""
    for name in ("examples", "shared"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    (tmp_path / ".bundel").symlink_to(platform.data, target_is_directory=True)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', "utf-8")
    python.chmod(0o755)
    return tmp_path


@pytest.fixture
def my_zuil(project, with_client):
    """The environment that the guide tells to make and to install the client in."""
    (made,) = {*lines("-m venv")}
    installs, with_faststream = lines("pip install")
    folder = shlex.split(made)[-1]
    assert shlex.split(installs) == [f"{folder}/bin/pip", "install", "./clients/python"]
    assert shlex.split(with_faststream) == [f"{folder}/bin/pip", "install", "./clients/python[faststream]"]
    assert (ROOT / "clients" / "python" / "pyproject.toml").exists()
    (project / folder).symlink_to(with_client, target_is_directory=True)
    return project


class Terminal:
    """Runs command lines, each until it is ended; what they print is kept."""

    def __init__(self, folder):
        self._folder = folder
        self._running = []

    def types(self, line, folder="."):
        out = self._folder / f"out-{len(self._running)}.txt"
        with out.open("wb") as file:
            process = subprocess.Popen(
                shlex.split(line),
                cwd=self._folder / folder,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        self._running.append(process)
        return out

    def close(self):
        for process in self._running:
            process.kill()
            process.wait(10)


@pytest.fixture
def terminal(project):
    terminal = Terminal(project)
    yield terminal
    terminal.close()


def sees(out, text):
    return until(lambda: text in out.read_text("utf-8"), f"{out.name} has {text!r}: {out.read_text('utf-8')}")


@pytest.fixture
def bakers_wait(terminal, platform):
    """The second terminal: somebody asks for cake."""
    (line,) = lines("examples.partners.python.bakers")
    out = terminal.types(f"{line} --data {platform.data}")
    sees(out, "was submitted")
    return out


def save(name, platform, folder):
    text = block(name)
    assert BROKER in text
    (folder / name).write_text(text.replace(BROKER, platform.url), "utf-8")


def test_from_python_to_a_cake(my_zuil, platform, terminal, bakers_wait):
    save("answer.py", platform, my_zuil)
    commands = lines("/bin/python answer.py")
    assert [shlex.split(line)[2] for line in commands] == list(CAKE)
    for line in commands:
        sees(terminal.types(line), "accepted=True")
    sees(bakers_wait, "application-granted")


def test_with_faststream_to_a_cake(project, with_faststream, platform, terminal, bakers_wait):
    (project / "my-zuil").symlink_to(with_faststream, target_is_directory=True)
    save("subscriber.py", platform, project)
    commands = lines("/bin/python subscriber.py")
    assert [shlex.split(line)[2] for line in commands] == list(CAKE)
    for line in commands:
        sees(terminal.types(line), "accepted=True")
    sees(bakers_wait, "application-granted")


def test_from_javascript_to_a_cake(node_modules, project, platform, terminal, bakers_wait):
    """`node_modules` has filled npm's cache, or skipped."""
    (project / "clients").symlink_to(ROOT / "clients", target_is_directory=True)
    steps = [*lines("mkdir my-node-zuil"), *lines("npm init"), *lines("npm install ../clients")]
    done = subprocess.run(
        ["bash", "-c", " && ".join(["export npm_config_prefer_offline=true", *steps])],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    folder = project / "my-node-zuil"
    save("answer.mjs", platform, folder)
    commands = lines("node answer.mjs")
    assert [shlex.split(line)[2] for line in commands] == list(CAKE)
    for line in commands:
        sees(terminal.types(line, folder.name), "accepted: true")
    sees(bakers_wait, "application-granted")


@pytest.fixture
def nats_command(project):
    """The real command where it is installed, else its stand-in; the folder to find it in."""
    if shutil.which("nats"):
        return Path(shutil.which("nats")).parent
    command = project / "bin" / "nats"
    command.parent.mkdir()
    stand_in = Path(__file__).with_name("nats_stand_in.py")
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(stand_in))} "$@"\n', "utf-8")
    command.chmod(0o755)
    return command.parent


def test_with_the_nats_command_an_ask_is_seen_and_held(project, platform, bakers_wait, nats_command):
    def shell(*blocks):
        script = "set -eu\n" + "\n".join(blocks).replace(BROKER, platform.url)
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=project,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "PATH": f"{nats_command}:{os.environ['PATH']}"},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    asked = json.loads(shell(block("who.sh"), block("asked.sh")))["answer"]["asks"][0]
    assert (asked["revision"], asked["cents"]) == (1, 400_00)
    answer = re.sub(r"ask=\S+", f"ask={asked['ask']}", block("answer.sh"))
    assert answer != block("answer.sh")
    told = until(
        lambda: json.loads(shell(block("who.sh"), answer, block("outcome.sh")).splitlines()[-1]).get("answer"),
        "the outcome is known",
    )
    assert told["accepted"] is True
    assert told["command"] == "answer-ask"
    sees(bakers_wait, f"zuil-ask-held {asked['ask']}")


def test_every_code_that_the_guide_names_is_one():
    named = set(re.findall(r"^\| `([a-z]+(?:-[a-z]+)+)` \|", GUIDE, re.MULTILINE))
    assert named >= {"stale-answer", "not-yours"}
    messages = (ROOT / "docs" / "messages.md").read_text("utf-8")
    assert [code for code in named if not re.search(rf"\b{code}\b", messages)] == []


def test_every_file_that_the_guide_links_to_exists():
    for path in re.findall(r"\]\((?!http|#)([^)#]+)", GUIDE):
        assert (ROOT / "docs" / path).exists(), path
