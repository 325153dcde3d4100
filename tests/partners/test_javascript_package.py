"""The JavaScript client as a partner installs it: a tarball in an empty folder, types that tsc sees, a right README."""

import json
import re
import subprocess
import tarfile

import pytest

from bundel_client import CONTRACT_VERSION
from tests.partners.programs import JAVASCRIPT_CLIENT, ROOT

README = (JAVASCRIPT_CLIENT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "partner.md").read_text("utf-8")


def program(text, name):
    """The block of this page that begins with the file's name."""
    (found,) = re.findall(rf"```javascript\n(// {re.escape(name)}\n.*?)```", text, re.DOTALL)
    return found


def test_the_tarball_holds_sources_and_types_and_nothing_else(tarball):
    with tarfile.open(tarball) as packed:
        names = {name.removeprefix("package/") for name in packed.getnames()}
    there = {
        path.relative_to(JAVASCRIPT_CLIENT).as_posix()
        for folder in ("contract", "src", "types")
        for path in (JAVASCRIPT_CLIENT / folder).rglob("*")
        if path.is_file()
    }
    assert names == {*there, "package.json", "README.md"}


def test_its_types_are_those_that_are_kept(tarball):
    """Kept, so that whoever installs from the folder has them as well. `npm run build` writes them."""
    with tarfile.open(tarball) as packed:
        made = {
            name.removeprefix("package/types/"): packed.extractfile(name).read().decode()
            for name in packed.getnames()
            if name.startswith("package/types/")
        }
    assert made == {path.name: path.read_text("utf-8") for path in (JAVASCRIPT_CLIENT / "types").iterdir()}


def test_its_version_is_that_of_the_python_client_and_begins_with_that_of_the_contract():
    version = json.loads((JAVASCRIPT_CLIENT / "package.json").read_text("utf-8"))["version"]
    python = (ROOT / "clients" / "python" / "pyproject.toml").read_text("utf-8")
    assert f'\nversion = "{version}"\n' in python
    assert version.startswith(f"{CONTRACT_VERSION}.")


def test_the_readme_names_the_tarball(tarball):
    assert tarball.name in README


# Types, seen from outside


@pytest.fixture(scope="module")
def tsc(node, with_javascript_client):
    """What tsc finds wrong in programs in that folder: the codes of the faults by the program's name."""
    options = {
        "module": "nodenext",
        "target": "es2023",
        "types": ["node"],
        "noEmit": True,
        "strict": True,
        "allowJs": True,
        "checkJs": True,
    }

    def tsc(programs):
        for name, text in programs.items():
            (with_javascript_client / name).write_text(text, "utf-8")
        config = {"compilerOptions": options, "files": list(programs)}
        (with_javascript_client / "tsconfig.json").write_text(json.dumps(config), "utf-8")
        command = [node, "node_modules/typescript/bin/tsc", "--pretty", "false"]
        done = subprocess.run(
            command, cwd=with_javascript_client, capture_output=True, text=True, timeout=110, check=False
        )
        found = re.findall(r"^(\S+?)\(\d+,\d+\): error (TS\d+)", done.stdout, re.MULTILINE)
        assert found or done.returncode == 0, done.stdout
        return {name: [code for where, code in found if where == name] for name in programs}

    return tsc


def test_the_programs_that_are_shown_have_right_types(tsc):
    answer = program(GUIDE, "answer.mjs")
    (question,) = re.findall(r"```javascript\n(const found.*?)```", GUIDE, re.DOTALL)
    asks = f"{answer.partition('for await')[0]}{question}"
    programs = {"example.mjs": program(README, "example.mjs"), "answer.mjs": answer, "asks.mjs": asks}
    assert not any(tsc(programs).values())


SMALL = """
import { Client, type Message, QueryRefused } from "bundel-client";
import type { AnswerAsk } from "bundel-client/applications";

export async function work(client: Client, message: Message<"applications">): Promise<void> {
  const answer: AnswerAsk = { ask: "a:b", revision: 1, cents: 400_00, answer: "hold" };
  const outcome = await client.submit("applications", "answer-ask", answer, { id: "id" });
  console.log(outcome.code, outcome.faults.length);
  const receipt = { pool: "p", contribution: "c", cents: 1, received_on: "2026-03-01" };
  await client.submit("pool", "receive", receipt);
  const found = await client.ask("pool", "pools", { limit: 10 });
  console.log(found.pools[0]?.free_cents);
  for await (const said of client.follow("pool")) if (said.kind === "pool-opened") console.log(said.data.pool);
  switch (message.kind) {
    case "application-granted":
      console.log(message.data.application, message.data.asks[0]?.cents);
      break;
    case undefined:
      console.log(message.type, message.data);
  }
}
export const isRefusal = (error: unknown): boolean => error instanceof QueryRefused && error.code !== "";
"""
WRONG = {
    "a name of a field": ("cents: 400_00", "cent: 400_00"),
    "cents in quotes": ("cents: 400_00", 'cents: "40000"'),
    "a value": ('answer: "hold"', 'answer: "yes"'),
    "a field left out": ("revision: 1, ", ""),
    "a command": ('"receive"', '"receives"'),
    "a command of another service": ('"pool", "receive"', '"settlement", "receive"'),
    "a service": ('"pool", "pools"', '"pools", "pools"'),
    "a field of a query": ("limit: 10", "most: 10"),
    "a field of an answer": ("free_cents", "free"),
    "a kind": ('"pool-opened"', '"pool-open"'),
    "a kind of another service": ('case "application-granted"', 'case "pool-opened"'),
    "a field of a message": ("asks[0]?.cents", "asks[0]?.euros"),
    "a field of an outcome": ("outcome.code", "outcome.reason"),
}


def test_what_is_wrong_is_found_by_tsc_and_a_small_program_is_right(tsc):
    assert all(SMALL.count(right) == 1 for right, _ in WRONG.values())
    wrong = {f"wrong-{number}.ts": SMALL.replace(*each) for number, each in enumerate(WRONG.values())}
    found = tsc({"small.ts": SMALL, **wrong})
    assert found.pop("small.ts") == []
    assert [name for name, codes in zip(WRONG, found.values(), strict=True) if not codes] == []
