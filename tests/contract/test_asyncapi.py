"""The AsyncAPI documents: valid for the official parser, complete, and one with schemas and examples beside them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from contracts.generator.services import CONTRACTS
from tests.contract.committed import FOLDER, example, read

NODE = Path(__file__).with_name("node")
DOCUMENTS = sorted((FOLDER / "asyncapi").glob("*.json"))
ERROR, WARNING = 0, 1


# Without node


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_reference_leads_somewhere(path):
    document = read(path)
    for reference in references(document):
        file, _, pointer = reference.partition("#")
        within = read(path.parent / file) if file else document
        for token in pointer.strip("/").split("/"):
            within = within[token]


def references(node):
    if isinstance(node, dict):
        yield from [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        for inner in node.values():
            yield from references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from references(inner)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_a_document_has_every_command_message_and_query(contract):
    document = read(FOLDER / "asyncapi" / f"{contract.name}.json")
    operations = document["operations"]
    for command in contract.commands:
        operation = operations[f"take-{command.name}"]
        assert operation["action"] == "receive"
        assert operation["reply"]["channel"] == {"$ref": "#/channels/said.command-outcome"}
        assert operation["x-refusals"] == list(command.model.refuses)
        assert document["channels"][f"command.{command.name}"]["address"] == command.subject()
        (shown,) = document["components"]["messages"][f"command.{command.name}"]["examples"]
        assert shown["payload"] == example(contract.name, "commands", command.name)
        assert shown["headers"] == {"ce-id": shown["payload"]["id"]}
    for said in contract.said:
        assert operations[f"say-{said.name}"]["action"] == "send"
        (shown,) = document["components"]["messages"][f"said.{said.name}"]["examples"]
        assert shown["payload"] == example(contract.name, "messages", said.name)
    for query in contract.queries:
        reply = operations[f"answer-{query.name}"]["reply"]
        assert document["channels"][f"reply.{query.name}"]["address"] is None
        assert reply["address"]["location"] == "$message.header#/reply"
    others = {"say-again", "bury"}
    assert len(operations) == len(contract.commands) + len(contract.said) + len(contract.queries) + len(others)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_parameters_are_those_of_the_address(contract):
    for name, channel in read(FOLDER / "asyncapi" / f"{contract.name}.json")["channels"].items():
        named = {part[1:-1] for part in (channel["address"] or "").split(".") if part.startswith("{")}
        assert named == set(channel.get("parameters", ())), name


def test_the_overall_document_holds_every_channel_and_operation_of_each_service():
    whole = read(FOLDER / "asyncapi" / "bundel.json")
    for section in ("channels", "operations"):
        wanted = {
            f"{contract.name}.{name}": {"$ref": f"./{contract.name}.json#/{section}/{name}"}
            for contract in CONTRACTS
            for name in read(FOLDER / "asyncapi" / f"{contract.name}.json")[section]
        }
        assert whole[section] == wanted


# The official parser


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The pool's document, with a channel gone and an amount in words."""
    document = read(FOLDER / "asyncapi" / "pool.json")
    del document["channels"]["command.pledge"]
    document["components"]["messages"]["command.receive"]["examples"][0]["payload"]["data"]["cents"] = "much"
    path = tmp_path_factory.mktemp("asyncapi") / "planted.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


@pytest.fixture(scope="module")
def parsed(planted):
    """Per document what the official parser finds. Its packages are installed once, from the lock beside them."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("the official AsyncAPI parser needs node and npm")
    if not (NODE / "node_modules" / "@asyncapi" / "parser").exists():
        done = subprocess.run(["npm", "ci"], check=False, cwd=NODE, capture_output=True, text=True, timeout=240)
        if done.returncode:
            pytest.skip(f"the official AsyncAPI parser cannot be installed: {done.stderr[-300:]}")
    command = ["node", NODE / "validate.mjs", *DOCUMENTS, planted]
    return json.loads(subprocess.run(command, check=True, capture_output=True, timeout=240).stdout)


@pytest.mark.timeout(500)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_official_parser_finds_nothing_wrong(parsed, path):
    found = parsed[str(path)]
    assert [each for each in found["diagnostics"] if each["severity"] in {ERROR, WARNING}] == []
    assert {each["code"] for each in found["diagnostics"]} <= {"asyncapi-latest-version"}
    assert found["operations"] == len(read(path)["operations"])
    assert found["channels"] == len(read(path)["channels"])


@pytest.mark.timeout(500)
def test_the_official_parser_can_find_something_wrong(parsed, planted):
    places = " ".join(each["place"] for each in parsed[str(planted)]["diagnostics"] if each["severity"] == ERROR)
    assert "operations.take-pledge.channel" in places


def test_the_lock_names_no_registry():
    assert '"resolved"' not in (NODE / "package-lock.json").read_text("utf-8")
    assert "http" not in (NODE / ".npmrc").read_text("utf-8")
