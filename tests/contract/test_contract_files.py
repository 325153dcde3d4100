"""The committed contract is what the models say, and its examples are what its schemas ask for."""

import dataclasses
import json
import re
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from contracts.generator import __main__ as generator
from contracts.generator.__main__ import differing
from contracts.generator.files import CONTRACT_FOLDER, all_files
from contracts.registry import CONTRACTS, Contract
from services.pool.app import SERVICE as POOL
from services.pool.holds import facts
from services.pool.holds.messages import ReservationHeld
from services.pool.pledges.messages import Pledge
from services.pool.pools.messages import OpenPool
from shared.wire import CommandBody, PublishedMessage
from tests.contract.committed import EXAMPLES, FOLDER, ROOT, SCHEMAS, faults, messages, read


@pytest.fixture(scope="module")
def made():
    return all_files()


@pytest.fixture
def committed(made, tmp_path):
    """A copy of the project's contract, to change."""
    for path, text in made.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def pool_with(**changed):
    """All contracts, the pool's changed."""
    pool = dataclasses.replace(POOL, **changed)
    return [Contract(pool) if each.name == "pool" else each for each in CONTRACTS]


def replaced(models, old, new):
    return tuple(new if model is old else model for model in models)


def test_the_committed_files_are_what_the_models_say(made):
    assert differing(ROOT, made) == [], "run `make contract`"


def test_the_command_says_so_too():
    command = [sys.executable, "-m", "contracts.generator", "--check"]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_it_is_made_the_same_every_time(made):
    assert all_files() == made


def test_an_unchanged_copy_does_not_differ(made, committed):
    assert differing(committed, made) == []


def test_an_example_that_was_removed_is_missed(made, committed):
    gone = f"{CONTRACT_FOLDER}/examples/pool/commands/pledge.json"
    (committed / gone).unlink()
    assert differing(committed, made) == [gone]


def test_a_file_that_no_message_has_any_more_is_seen(made, committed):
    left = f"{CONTRACT_FOLDER}/examples/pool/commands/forgotten.json"
    (committed / left).write_text("{}", "utf-8")
    assert differing(committed, made) == [left]


def test_a_field_that_was_renamed_is_seen_in_its_schema_and_on_the_page(committed):
    class Renamed(OpenPool):
        quarter: str

    found = differing(committed, all_files(pool_with(commands=replaced(POOL.commands, OpenPool, Renamed))))
    assert f"{CONTRACT_FOLDER}/schemas/pool/commands/open-pool.json" in found
    assert "docs/messages.md" in found


def test_a_command_without_an_example_cannot_be_rendered():
    names = ("name", "roles", "sender", "requires", "leads_to", "refuses", "example_by")
    bare = type("Bare", (CommandBody,), {"__module__": __name__, **{name: getattr(Pledge, name) for name in names}})
    with pytest.raises(AttributeError, match="example"):
        all_files(pool_with(commands=replaced(POOL.commands, Pledge, bare)))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Grown(facts.ReservationHeld):
    """A hold, as it is recorded after somebody added a field."""

    note: str


def pool_that_holds_more(**withholds):
    """The pool service after that: the message is derived from the fact as before, with the same example."""
    named = {"__module__": __name__, "__doc__": ReservationHeld.__doc__}
    told = type("ReservationHeld", (PublishedMessage,), named, of=Grown, **withholds)
    told.example = ReservationHeld.example
    saying = dataclasses.replace(POOL.publishes[facts.ReservationHeld], model=told)
    says = {Grown if fact is facts.ReservationHeld else fact: each for fact, each in POOL.publishes.items()}
    return pool_with(publishes={**says, Grown: saying})


@pytest.mark.parametrize("option", ["--check", "--release", None])
def test_a_field_that_a_fact_gets_is_published_only_by_who_shows_it(monkeypatch, capsys, option):
    """Whoever asks for the contract is told in one sentence what to do, and nothing is written."""
    contracts = pool_that_holds_more(withholds=["attribution", "postings", "under"])
    monkeypatch.setattr(generator, "all_files", lambda: all_files(contracts))
    monkeypatch.setattr(generator, "ROOT", None)
    monkeypatch.setattr(sys, "argv", ["generator", *filter(None, [option])])
    assert generator.main() == 1
    assert capsys.readouterr().err == (
        "pool: the example of `reservation-held` is not what its message holds: note (Field required). Show there "
        "whatever is to be published, and name in `withholds` what is not.\n"
    )


def test_a_field_that_a_fact_gets_changes_nothing_where_it_is_withheld(made):
    assert all_files(pool_that_holds_more(withholds=["attribution", "postings", "under", "note"])) == made


# Examples and schemas


@pytest.mark.parametrize(("service", "kind", "name"), messages())
def test_an_example_is_what_the_schemas_ask_for(service, kind, name):
    event = read(EXAMPLES / service / kind / f"{name}.json")
    assert faults(SCHEMAS / service / kind / f"{name}.cloudevent.json", event) == []
    assert faults(SCHEMAS / service / kind / f"{name}.json", event["data"]) == []


QUERIES = [(contract.name, query.name) for contract in CONTRACTS for query in contract.queries]


@pytest.mark.parametrize(("service", "name"), QUERIES)
def test_a_querys_example_is_what_the_schemas_ask_for(service, name):
    shown = read(EXAMPLES / service / "queries" / f"{name}.json")
    folder = SCHEMAS / service / "queries"
    assert faults(folder / f"{name}.json", shown["request"]) == []
    assert faults(folder / f"{name}.reply.json", shown["reply"]) == []
    assert faults(folder / f"{name}.answer.json", shown["reply"]["answer"]) == []
    refused = {"refused": {"code": "not-now", "sentence": "Ask again.", "field": ""}}
    assert faults(folder / f"{name}.reply.json", refused) == []
    assert faults(folder / f"{name}.reply.json", {**shown["reply"], **refused})


def test_every_message_has_an_example():
    found = {(path.parts[-3], path.parts[-2], path.stem) for path in EXAMPLES.rglob("*.json")}
    wanted = {
        (contract.name, kind, entry.name)
        for contract in CONTRACTS
        for kind, entries in (
            ("commands", contract.commands),
            ("messages", contract.published),
            ("queries", contract.queries),
        )
        for entry in entries
    }
    assert found == wanted


@pytest.mark.parametrize("path", sorted(SCHEMAS.rglob("*.json")), ids=lambda path: path.relative_to(SCHEMAS).as_posix())
def test_a_schema_is_a_schema(path):
    Draft202012Validator.check_schema(read(path))
    assert read(path)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_schema_is_not_content_with_anything():
    """The checks above can fail: an example without a field, with another type, and in another's envelope."""
    event = read(EXAMPLES / "pool" / "commands" / "pledge.json")
    envelope = SCHEMAS / "pool" / "commands" / "pledge.cloudevent.json"
    without = {**event, "data": {name: value for name, value in event["data"].items() if name != "cents"}}
    assert faults(envelope, without) == ["$.data: 'cents' is a required property"]
    assert faults(envelope, {**event, "data": {**event["data"], "cents": 0}})
    assert faults(envelope, {**event, "data": {**event["data"], "unheard-of": 1}})
    assert faults(envelope, {**event, "type": "nl.bundel.pool.receive"})
    assert faults(envelope, {**event, "source": "urn:nld:oin:12:systeem:x"})


def test_what_is_said_may_get_more_fields():
    event = read(EXAMPLES / "pool" / "messages" / "reservation-held.json")
    richer = {**event, "data": {**event["data"], "added": 1}, "anattribute": "later"}
    assert faults(SCHEMAS / "pool" / "messages" / "reservation-held.cloudevent.json", richer) == []
    assert set(ReservationHeld.model_fields) == set(event["data"])


# Files


def test_the_files_are_small_enough_to_read():
    sizes = {path.relative_to(FOLDER).as_posix(): path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()}
    assert {path for path, size in sizes.items() if size > 200_000} == set()
    assert {
        path for path, size in sizes.items() if size > 24_000 and path.startswith(("schemas/", "examples/"))
    } == set()


def test_examples_hold_no_personal_data():
    """Organisations only: no mail address, no telephone number, no citizen service number (BSN) of nine digits."""
    for path in EXAMPLES.rglob("*.json"):
        text = json.dumps(read(path).get("data", read(path)), ensure_ascii=False)
        assert not re.search(
            r"@|(?<![\d-])\d{9}(?!\d)|(?<!\d)0[1-9]\d{8}(?!\d)", re.sub(r"[0-9a-f]{32,64}", "", text)
        ), path
