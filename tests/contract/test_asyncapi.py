"""The AsyncAPI documents: valid for the official parser, complete, and one with schemas and examples beside them.

They refer to those by relative paths, so a document is read where it stands, or in a copy of the whole folder.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from contracts.registry import CONTRACTS
from tests.contract.committed import FOLDER, example, read

NODE = Path(__file__).with_name("node")
DOCUMENTS = sorted((FOLDER / "asyncapi").glob("*.json"))
ERROR, WARNING = 0, 1


# Without node


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_reference_leads_somewhere(path):
    document = read(path)
    for reference in references(document):
        part(reference, path, document)


def part(reference, path, document):
    """What a reference in the document at this path leads to."""
    file, _, pointer = reference.partition("#")
    within = read(path.parent / file) if file else document
    for token in pointer.strip("/").split("/") if pointer else ():
        within = within[token]
    return within


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
    operations, channels = document["operations"], document["channels"]
    for command in contract.commands:
        operation = operations[f"take-{command.name}"]
        assert operation["action"] == "receive"
        assert operation["channel"] == {"$ref": f"#/channels/command.{command.name}"}
        assert operation["reply"]["channel"] == {"$ref": "#/channels/said.command-outcome"}
        assert all(f"`{code}`" in operation["description"] for code in command.model.refuses)
        assert channels[f"command.{command.name}"]["address"] == command.subject()
    for said in contract.published:
        assert operations[f"say-{said.name}"]["action"] == "send"
        assert channels[f"said.{said.name}"]["address"] == said.subject()
    for query in contract.queries:
        operation = operations[f"answer-{query.name}"]
        assert channels[f"query.{query.name}"]["address"] == query.subject()
        assert channels[f"reply.{query.name}"]["address"] is None
        assert operation["reply"]["channel"] == {"$ref": f"#/channels/reply.{query.name}"}
        assert operation["reply"]["address"] == {"$ref": "#/components/replyAddresses/inbox"}
        assert all(f"`{code}`" in operation["description"] for code in query.model.refuses)
    others = {"say-again", "bury"}
    assert len(operations) == len(contract.commands) + len(contract.published) + len(contract.queries) + len(others)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_a_message_refers_to_its_own_schema_and_example(contract):
    channels = read(FOLDER / "asyncapi" / f"{contract.name}.json")["channels"]
    wanted = {
        **{f"command.{each.name}": (f"{each.path}.cloudevent.json", f"{each.path}.json") for each in contract.commands},
        **{f"said.{each.name}": (f"{each.path}.cloudevent.json", f"{each.path}.json") for each in contract.published},
        **{f"query.{each.name}": (f"{each.path}.json", f"{each.path}.json#/request") for each in contract.queries},
        **{f"reply.{each.name}": (f"{each.path}.reply.json", f"{each.path}.json#/reply") for each in contract.queries},
    }
    assert channels.keys() - wanted.keys() == {"again", "dead"}
    for channel, (schema, shows) in wanted.items():
        (message,) = channels[channel]["messages"].values()
        assert message["payload"] == {"$ref": f"../schemas/{schema}"}
        (shown,) = message["examples"]
        assert shown["payload"] == {"$ref": f"../examples/{shows}"}
        assert message.keys() >= ({"headers"} if channel.startswith("command.") else set())


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_an_outcome_sent_again_is_the_recorded_one_without_a_place_in_the_log(contract):
    path = FOLDER / "asyncapi" / f"{contract.name}.json"
    document = read(path)
    (message,) = document["channels"]["again"]["messages"].values()
    named = message["payload"]["properties"]
    outcome = example(contract.name, "messages", "command-outcome")
    assert set(message["payload"]["required"]) == named.keys() == {*again(outcome)}
    schema = {name: part(each["$ref"], path, document) if "$ref" in each else each for name, each in named.items()}
    check = Draft202012Validator({**message["payload"], "properties": schema})
    assert check.is_valid(again(outcome))
    assert not check.is_valid(again(outcome) | {"type": "nl.bundel.pool.pledge"})
    assert not check.is_valid(again(outcome) | {"data": {}})


def again(outcome):
    """As the runtime sends it once more."""
    names = ("specversion", "id", "source", "type", "datacontenttype", "data")
    return {name: outcome[name] for name in names}


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_parameters_are_those_of_the_address(contract):
    for name, channel in read(FOLDER / "asyncapi" / f"{contract.name}.json")["channels"].items():
        named = {part[1:-1] for part in (channel["address"] or "").split(".") if part.startswith("{")}
        assert named == set(channel.get("parameters", ())), name


# The official parser


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A copy with a channel gone, a schema gone, and one that is none: the paths of the documents concerned.

    Of each only the operations concerned: the parser takes seconds for a whole one.
    """
    folder = tmp_path_factory.mktemp("planted")
    for name in ("asyncapi", "schemas", "examples"):
        shutil.copytree(FOLDER / name, folder / name)
    pool, settlement = (folder / "asyncapi" / f"{name}.json" for name in ("pool", "settlement"))
    document = excerpt(read(pool), "take-pledge", "take-receive")
    del document["channels"]["command.pledge"]
    pool.write_text(json.dumps(document), "utf-8")
    settlement.write_text(json.dumps(excerpt(read(settlement), "take-verify-saving")), "utf-8")
    (folder / "schemas" / "pool" / "commands" / "receive.json").unlink()
    (folder / "schemas" / "settlement" / "commands" / "verify-saving.json").write_text('{"type": "much"}', "utf-8")
    return {"pool": pool, "settlement": settlement}


def excerpt(document, *names):
    """The document with these operations only, and with the channels that they name."""
    operations = {name: document["operations"][name] for name in names}
    named = {each.split("/")[2] for each in references(operations) if each.startswith("#/channels/")}
    channels = {name: channel for name, channel in document["channels"].items() if name in named}
    return {**document, "operations": operations, "channels": channels}


@pytest.fixture(scope="module")
def parsed(planted):
    """Per document what the official parser finds, all in one run. Its packages are installed once, from the lock."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("the official AsyncAPI parser needs node and npm")
    if not (NODE / "node_modules" / "@asyncapi" / "parser").exists():
        done = subprocess.run(["npm", "ci"], check=False, cwd=NODE, capture_output=True, text=True, timeout=240)
        if done.returncode:
            pytest.skip(f"the official AsyncAPI parser cannot be installed: {done.stderr[-300:]}")
    command = ["node", NODE / "validate.mjs", *DOCUMENTS, *planted.values()]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=240).stdout)
    return {Path(path): each for path, each in found.items()}


@pytest.mark.timeout(500)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_official_parser_finds_nothing_wrong(parsed, path):
    found = parsed[path]
    assert [each for each in found["diagnostics"] if each["severity"] in {ERROR, WARNING}] == []
    assert {each["code"] for each in found["diagnostics"]} <= {"asyncapi-latest-version"}
    assert found["operations"] == len(read(path)["operations"])
    assert found["channels"] == len(read(path)["channels"])


@pytest.mark.timeout(500)
def test_the_official_parser_resolves_schemas_and_examples(parsed):
    """What tools render is what stands in the files, and no reference is left."""
    found = parsed[FOLDER / "asyncapi" / "pool.json"]
    shown = found["examples"]["nl.bundel.pool.pledge"]
    pledge = example("pool", "commands", "pledge")
    assert shown == [{"headers": {"ce-id": pledge["id"]}, "payload": pledge}]
    assert found["references"] == 0


@pytest.mark.timeout(500)
def test_the_official_parser_can_find_something_wrong(parsed, planted):
    wrong = {
        name: [each for each in parsed[path]["diagnostics"] if each["severity"] == ERROR]
        for name, path in planted.items()
    }
    assert any("operations.take-pledge.channel" in each["place"] for each in wrong["pool"])
    assert any("receive.json" in each["message"] for each in wrong["pool"])
    assert any("allowed values" in each["message"] for each in wrong["settlement"])


def test_the_lock_names_no_registry():
    assert '"resolved"' not in (NODE / "package-lock.json").read_text("utf-8")
    assert "http" not in (NODE / ".npmrc").read_text("utf-8")
