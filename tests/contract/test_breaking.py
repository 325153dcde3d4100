"""A change that breaks a partner's program is refused within a version: each kind of change is planted, and seen."""

import copy
import json

import pytest
from pydantic import create_model

from deploy.contract import __main__ as command
from deploy.contract import breaking
from deploy.contract.files import RELEASED, all_files
from deploy.contract.registry import CONTRACTS
from services.pool.app import SERVICE as POOL
from services.pool.messages import Pledge, ReservationHeld
from shared.contract import VERSION
from shared.service import to_all
from shared.wire import SaidBody
from tests.contract.committed import ROOT
from tests.contract.test_contract_files import pool_with, replaced

COMMAND = "schemas/pool/commands/pledge.json"
SAID = "schemas/pool/messages/contribution-pledged.json"
NESTED = "schemas/pool/commands/open-pool.json"
REQUEST = "schemas/pool/queries/asks.json"
ANSWER = "schemas/pool/queries/pool.answer.json"


@pytest.fixture(scope="module")
def now():
    return breaking.released_part(all_files())


@pytest.fixture
def change(now):
    """What is found when one document is changed."""

    def changed(path, edit):
        document = json.loads(now[path])
        edit(document)
        return breaking.changes(now, {**now, path: json.dumps(document)})

    return changed


def put(*keys, value):
    def edit(document):
        within = document
        for key in keys[:-1]:
            within = within[key]
        within[keys[-1]] = value

    return edit


def drop(*keys):
    def edit(document):
        within = document
        for key in keys[:-1]:
            within = within[key]
        if isinstance(within, list):
            within.remove(keys[-1])
        else:
            del within[keys[-1]]

    return edit


# The contract that is committed


def test_the_contract_of_now_breaks_nothing_that_was_released():
    assert breaking.against_released(ROOT / RELEASED, all_files()) == []


def test_the_version_of_now_or_one_before_was_released():
    versions = {path.name for path in (ROOT / RELEASED).iterdir()}
    assert versions
    assert max(map(_number, versions)) <= _number(VERSION)


def _number(version):
    return tuple(int(part) for part in version.split("."))


def test_nothing_released_is_no_excuse(tmp_path):
    assert "no version was released yet" in breaking.against_released(tmp_path, all_files())[0]


def test_another_version_may_break(tmp_path, now):
    for path, text in now.items():
        (tmp_path / "0.0" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "0.0" / path).write_text(text.replace("pledge", "promise"), "utf-8")
    assert breaking.against_released(tmp_path, all_files()) == []


def test_the_last_version_is_the_highest_not_the_last_in_the_alphabet(tmp_path, now):
    for version in ("0.10", "0.9"):
        (tmp_path / version).mkdir()
        (tmp_path / version / "contract.json").write_text(now["contract.json"], "utf-8")
    assert breaking._number(tmp_path / "0.10") > breaking._number(tmp_path / "0.9")


# What we take in


@pytest.mark.parametrize(
    ("path", "edit", "said"),
    [
        (COMMAND, drop("properties", "year"), "field year was removed"),
        (COMMAND, drop("properties", "year", "type"), None),
        (COMMAND, put("properties", "year", "type", value="string"), "type was integer, is string"),
        (COMMAND, put("properties", "year", "maximum", value=2050), "maximum was 2100, is 2050"),
        (COMMAND, put("properties", "year", "maximum", value=3000), None),
        (COMMAND, put("properties", "cents", "minimum", value=100), "minimum was 1, is 100"),
        (COMMAND, put("properties", "task_field", "pattern", value="^6"), "pattern was"),
        (COMMAND, put("properties", "recurring", "enum", value=["structural"]), "values was"),
        (COMMAND, put("properties", "recurring", "enum", value=["structural", "incidental", "once"]), None),
        (COMMAND, put("properties", "earmarks", "maxItems", value=5), "maxItems was 50, is 5"),
        (COMMAND, put("properties", "earmarks", "items", "maxLength", value=5), "earmarks[]: maxLength was not set"),
        (COMMAND, put("properties", "remark", value={"type": "string"}), None),
        (NESTED, drop("properties", "frame", "properties", "decision"), "field frame.decision was removed"),
        (NESTED, put("properties", "goals", "items", "properties", "goal", "pattern", value="x"), "goals[].goal: pat"),
        (REQUEST, put("properties", "limit", "default", value=10), "limit: default was 100, is 10"),
        (REQUEST, put("properties", "limit", "maximum", value=100), "limit: maximum was 500, is 100"),
    ],
)  # fmt: skip
def test_what_we_take_in_may_only_become_wider(change, path, edit, said):
    found = change(path, edit)
    assert len(found) == (1 if said else 0), found
    if said:
        kind = "query asks" if "queries" in path else f"command {path.split('/')[-1].removesuffix('.json')}"
        assert found[0].startswith(f"pool {kind}: ")
        assert said in found[0]


def test_a_field_that_becomes_required_breaks(change):
    def require(document):
        document["properties"]["remark"] = {"type": "string"}
        document["required"].append("remark")

    assert change(COMMAND, require) == ["pool command pledge: field remark is new, and required"]
    mandate = "schemas/pool/commands/set-mandate.json"
    assert change(mandate, lambda document: document["required"].append("second_approver")) == [
        "pool command set-mandate: field second_approver is required now"
    ]


def test_a_field_that_may_be_null_no_more_breaks(change):
    found = change(
        "schemas/pool/commands/set-mandate.json",
        lambda document: document["properties"].update(second_approver={"type": "string"}),
    )
    assert any("second_approver: type was null or string, is string" in each for each in found)


# What we say


@pytest.mark.parametrize(
    ("path", "edit", "said"),
    [
        (SAID, drop("properties", "year"), "field year was removed"),
        (SAID, drop("required", "year"), "field year may be left out now"),
        (SAID, put("properties", "year", "type", value="string"), "year: type was integer, is string"),
        (SAID, put("properties", "year", "type", value=["integer", "null"]), "type was integer, is integer or null"),
        (SAID, put("properties", "remark", value={"type": "string"}), None),
        (ANSWER, drop("properties", "exhausted"), "field exhausted was removed"),
        (ANSWER, drop("required", "exhausted"), "field exhausted may be left out now"),
    ],
)  # fmt: skip
def test_what_we_say_may_only_become_richer(change, path, edit, said):
    found = change(path, edit)
    assert len(found) == (1 if said else 0), found
    assert not said or said in found[0]


def test_a_value_that_readers_do_not_expect_breaks(change):
    stale = "schemas/applications/messages/answer-stale.json"
    found = change(stale, put("properties", "answer", "enum", value=["hold", "decline", "perhaps"]))
    assert found == [
        'applications message answer-stale: answer: values was ["hold", "decline"], is ["hold", "decline", "perhaps"]'
    ]
    assert change(stale, put("properties", "answer", "enum", value=["hold"])) == []


# Subjects, senders, codes


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (drop("services", "pool", "commands", "pledge"), "pool command pledge was removed"),
        (drop("services", "pool", "messages", "reservation-held"), "pool message reservation-held was removed"),
        (drop("services", "pool", "queries", "asks"), "pool query asks was removed"),
        (put("services", "pool", "commands", "pledge", "subject", value="x"), "pool command pledge: subject was"),
        (put("services", "pool", "messages", "pool-opened", "to", value="party"), "pool-opened: to was all"),
        (drop("services", "pool", "commands", "pledge", "refuses", "exists"), "pledge: refusal exists was removed"),
        (drop("services", "pool", "commands", "pledge", "roles", "zuil"), "pledge: role zuil may send it no more"),
        (drop("services", "pool", "queries", "ask", "refuses", "unknown-ask"), "ask: refusal unknown-ask was removed"),
        (drop("refusals", "any-command", "not-json"), "refusal not-json of any-command was removed"),
    ],
)  # fmt: skip
def test_a_subject_an_audience_a_code_or_a_message_stays(change, edit, said):
    (found,) = change("contract.json", edit)
    assert said in found


def test_more_messages_and_codes_break_nothing(change):
    def more(document):
        document["services"]["pool"]["commands"]["pledge"]["refuses"].append("too-late")
        document["services"]["pool"]["commands"]["promise"] = copy.deepcopy(
            document["services"]["pool"]["commands"]["pledge"]
        )

    assert change("contract.json", more) == []


# The models themselves changed


def test_one_required_field_more_in_a_model_is_refused():
    class WithPhone(Pledge):
        phone: str

    files = all_files(pool_with(commands=replaced(POOL.commands, Pledge, WithPhone)))
    assert breaking.against_released(ROOT / RELEASED, files) == [
        f"breaks version {VERSION}: pool command pledge: field phone is new, and required"
    ]


def test_one_field_renamed_in_a_model_is_refused():
    kept = {name: (field.annotation, ...) for name, field in ReservationHeld.model_fields.items() if name != "cents"}
    renamed = create_model("Renamed", __base__=SaidBody, **kept, amount=(int, ...))
    renamed.kind = ReservationHeld.kind
    renamed.example = {name: ReservationHeld.example[name] for name in kept} | {"amount": 1}
    (fact,) = [fact for fact, saying in POOL.says.items() if saying.model is ReservationHeld]
    files = all_files(pool_with(says={**POOL.says, fact: to_all(renamed, key=lambda fact: fact.pool)}))
    found = breaking.against_released(ROOT / RELEASED, files)
    assert found == [f"breaks version {VERSION}: pool message reservation-held: field cents was removed"]


def test_a_command_that_is_gone_is_refused():
    files = all_files(pool_with(commands=tuple(model for model in POOL.commands if model is not Pledge)))
    assert breaking.against_released(ROOT / RELEASED, files) == [
        f"breaks version {VERSION}: pool command pledge was removed"
    ]


def test_every_contract_is_compared():
    assert {contract.name for contract in CONTRACTS} == set(
        json.loads(all_files()["shared/contracts/contract.json"])["services"]
    )


# Releasing


def test_a_release_keeps_schemas_and_summary_once(tmp_path, monkeypatch, now):
    monkeypatch.setattr(command, "ROOT", tmp_path)
    files = all_files()
    assert command._release(files) == 0
    assert breaking.against_released(tmp_path / RELEASED, files) == []
    kept = {
        path.relative_to(tmp_path / RELEASED / VERSION).as_posix() for path in (tmp_path / RELEASED).rglob("*.json")
    }
    assert kept == set(now)
    assert command._release(files) == 1, "a released version stays as it was"


def test_the_check_of_a_project_whose_contract_broke_fails(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "ROOT", tmp_path)
    files = all_files()
    command._write(files)
    command._release(files)
    assert command._check(files) == 0

    class WithPhone(Pledge):
        phone: str

    changed = all_files(pool_with(commands=replaced(POOL.commands, Pledge, WithPhone)))
    assert command._check(changed) == 1
    told = capsys.readouterr().err
    assert "shared/contracts/schemas/pool/commands/pledge.json: not as the models say" in told
    assert "pool command pledge: field phone is new, and required" in told
    command._write(changed)
    assert command._check(changed) == 1, "writing the files anew mends the drift, and not the break"
