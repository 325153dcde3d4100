"""A change that breaks a partner's program is refused within a version: each kind of change is planted, and seen."""

import copy
import json
import shutil

import pytest
from pydantic import create_model

from contracts.generator import __main__ as command
from contracts.generator import breaking
from contracts.generator.comparison import UnknownRuleError
from contracts.generator.files import RELEASED
from contracts.registry import CONTRACTS, VERSION
from services.pool.app import SERVICE as POOL
from services.pool.holds.messages import ReservationHeld
from services.pool.pledges.messages import Pledge
from shared.service import public
from shared.wire import PublishedMessage
from tests.contract.committed import ROOT, all_files
from tests.contract.test_contract_files import pool_with, replaced

COMMAND = "schemas/pool/commands/pledge.json"
SAID = "schemas/pool/messages/contribution-pledged.json"
NESTED = "schemas/pool/commands/open-pool.json"
ENVELOPE = "schemas/pool/commands/pledge.cloudevent.json"
REQUEST = "schemas/pool/queries/asks.json"
ANSWER = "schemas/pool/queries/pool.answer.json"
REPLY = "schemas/pool/queries/pool.reply.json"
REFUSED = "schemas/refused.json"
AROUND_COMMANDS = "schemas/command.json"
AROUND_MESSAGES = "schemas/message.json"
ORDERS = "schemas/settlement/queries/open-orders.answer.json"
OF_ASK = ("properties", "orders", "items", "properties", "ask")


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


def test_the_version_of_now_was_released():
    assert (ROOT / RELEASED / VERSION / "contract.json").is_file()


@pytest.fixture
def released(tmp_path, now):
    """Keep the contract of now as these versions, each with one word replaced."""

    def keep(*versions, word="", by=""):
        for version in versions:
            for path, text in now.items():
                (tmp_path / version / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / version / path).write_text(text.replace(word, by) if word else text, "utf-8")
        return tmp_path

    return keep


def files_of(version):
    """All files, as if the contract bore this version."""
    files = all_files()
    summary = json.loads(files["contracts/contract.json"])
    return {**files, "contracts/contract.json": json.dumps({**summary, "version": version})}


def test_nothing_released_is_no_excuse(tmp_path):
    assert breaking.against_released(tmp_path, all_files()) == [
        f"contracts/released/{VERSION}: was not released yet; run `python -m contracts.generator --release`"
    ]


def test_another_version_may_break_and_is_guarded_by_its_own_release(released):
    released("0.0", word="pledge", by="promise")
    folder = released(VERSION)
    assert breaking.against_released(folder, all_files()) == []
    released(VERSION, word="pledge", by="promise")
    assert f"breaks version {VERSION}: pool command promise was removed" in breaking.against_released(
        folder, all_files()
    )


def test_a_version_that_was_not_released_is_refused_for_nothing_would_guard_it(released):
    assert breaking.against_released(released("0.1"), files_of("0.2")) == [
        "contracts/released/0.2: was not released yet; run `python -m contracts.generator --release`"
    ]


def test_going_back_to_a_version_before_the_last_is_refused(released):
    """By number, not by the alphabet."""
    folder = released("0.9", "0.10")
    assert breaking.against_released(folder, files_of("0.9")) == [
        "version 0.9: 0.10 was released after it; give contracts.registry.VERSION a higher number"
    ]
    assert breaking.against_released(folder, files_of("0.10")) == []


@pytest.mark.parametrize("version", ["zzz", "", "1.", "../0.1", "0.1-beta", "0.1\n"])
def test_what_is_no_version_is_refused(released, version):
    (found,) = breaking.against_released(released("0.1"), files_of(version))
    assert "is no version" in found


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
        (COMMAND, put("properties", "year", value={"anyOf": [{"type": "string"}, {"type": "boolean"}]}),
         "year: type was integer, is boolean or string"),
        (COMMAND, put("properties", "year", value={"anyOf": [{"type": "integer", "minimum": 2000, "maximum": 2100},
         {"type": "string"}]}), None),
        (COMMAND, put("properties", "year", value={"anyOf": [{"type": "integer", "minimum": 2027},
         {"type": "string"}]}), "is taken no more"),
        (COMMAND, put("properties", "earmarks", "items", "enum", value=["groen"]), "earmarks[]: values was not set"),
        (COMMAND, put("properties", "pool", "x-party", value="in the register of parties"), "pool: x-party was"),
        (ENVELOPE, put("properties", "traceparent", value={"type": "string"}), "traceparent: type was anything"),
        (ENVELOPE, put("properties", "traceparent", value={"description": "Passed on."}), None),
        (REQUEST, put("properties", "limit", "default", value=10), "limit: default was 100, is 10"),
        (REQUEST, put("properties", "limit", "maximum", value=100), "limit: maximum was 500, is 100"),
    ],
)  # fmt: skip
def test_what_we_take_in_may_only_become_wider(change, path, edit, said):
    found = change(path, edit)
    assert len(found) == (1 if said else 0), found
    if said:
        kind = "query asks" if "queries" in path else f"command {path.split('/')[-1].split('.')[0]}"
        assert found[0].startswith((f"pool {kind}: ", f"pool {kind}, cloudevent: "))
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
        (ANSWER, drop("properties", "contributions", "items"), "contributions[]: type was object, is anything"),
        (SAID, put("properties", "year", "type", value="number"), "year: type was integer, is number"),
        (SAID, put("properties", "year", value={"anyOf": [{"type": "integer"}, {"type": "boolean"}]}),
         "year: type was integer, is boolean or integer"),
        (ORDERS, drop(*OF_ASK, "anyOf", {"type": "null"}), None),
        (ORDERS, put(*OF_ASK, "anyOf", 1, value={"type": "boolean"}),
         "ask: type was null or string, is boolean or string"),
        (REFUSED, drop("properties", "code"), "every refused query: field code was removed"),
        (REFUSED, drop("required", "field"), "every refused query: field field may be left out now"),
        (REPLY, drop("oneOf"), "pool query pool, reply: oneOf was"),
        (REPLY, put("oneOf", 1, "properties", "refused", value={}), "pool query pool, reply: oneOf was"),
    ],
)  # fmt: skip
def test_what_we_say_may_only_become_richer(change, path, edit, said):
    found = change(path, edit)
    assert len(found) == (1 if said else 0), found
    assert not said or said in found[0]


def test_a_value_that_readers_do_not_know_may_come(change):
    stale = "schemas/applications/messages/answer-stale.json"
    assert change(stale, put("properties", "answer", "x-extensible-enum", value=["hold", "decline", "perhaps"])) == []
    assert change(stale, put("properties", "answer", "x-extensible-enum", value=["hold"])) == []
    assert change(stale, put("properties", "answer", "enum", value=["hold", "decline"])) == []
    assert change(stale, put("properties", "answer", "type", value="integer")) != []


def test_a_list_whose_entries_get_a_form_breaks_who_sends_it(now):
    """Planted in the release: entries could be anything."""
    document = json.loads(now[COMMAND])
    del document["properties"]["earmarks"]["items"]
    (found,) = breaking.changes({**now, COMMAND: json.dumps(document)}, now)
    assert found == "pool command pledge: earmarks[]: type was anything, is string"


# Every schema, and every rule


def test_every_schema_that_is_kept_is_compared(now):
    """All of them describe objects; were all of them texts, each would be told of. Envelopes: see below."""
    paths = now.keys() - {"contract.json", AROUND_COMMANDS, AROUND_MESSAGES}
    texts = {**now, **dict.fromkeys(paths, json.dumps({"type": "string"}))}
    told = {found.partition(": ")[0] for found in breaking.changes(now, texts)}
    assert len(told) == len(paths)


@pytest.mark.parametrize(
    ("path", "edit", "kind", "said"),
    [
        (AROUND_COMMANDS, put("properties", "source", "pattern", value="^urn:"), "command", "source: pattern was"),
        (AROUND_COMMANDS, put("required", 0, value="traceparent"), "command", "field traceparent is new, and required"),
        (AROUND_MESSAGES, drop("properties", "hash"), "message", "field hash was removed"),
        (AROUND_MESSAGES, drop("required", "index"), "message", "field index may be left out now"),
    ],
)  # fmt: skip
def test_a_change_of_an_envelope_is_told_of_every_message_in_it(change, path, edit, kind, said):
    found = change(path, edit)
    entries = {"command": lambda contract: contract.commands, "message": lambda contract: contract.published}[kind]
    assert [each.partition(", cloudevent: ")[0] for each in found] == [
        f"{contract.name} {kind} {entry.name}" for contract in CONTRACTS for entry in entries(contract)
    ]
    assert all(said in each for each in found)


def test_an_envelope_that_is_gone_or_cannot_be_joined_is_refused(change, now):
    without = {path: text for path, text in now.items() if path != AROUND_COMMANDS}
    with pytest.raises(UnknownRuleError, match=r"cloudevent\.json: rule allOf is not compared"):
        breaking.changes(now, without)
    for path in (ENVELOPE, AROUND_COMMANDS):
        with pytest.raises(UnknownRuleError, match=r"cloudevent\.json: additionalProperties in what is joined"):
            change(path, put("additionalProperties", value=False))
    with pytest.raises(UnknownRuleError, match=f"^{ENVELOPE}: source in what is joined"):
        change(ENVELOPE, put("properties", "source", value={}))


def test_a_schema_that_was_released_and_is_gone_is_seen(now):
    without = {path: text for path, text in now.items() if path != REPLY}
    assert breaking.changes(now, without) == [f"pool query pool, reply: {REPLY} was removed"]


def test_a_release_that_lost_a_schema_or_has_one_of_no_message_cannot_be_compared_in_full(now):
    without = {path: text for path, text in now.items() if path != REPLY}
    assert breaking.changes(without, now) == [f"pool query pool, reply: {REPLY} is missing in the release"]
    (found,) = breaking.changes({**now, "schemas/stray.json": "{}"}, now)
    assert found.startswith("schemas/stray.json is no schema of any message")


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (put("not", value={}), "not"),
        (put("allOf", value=[]), "allOf"),
        (put("properties", "cents", "multipleOf", value=100), "multipleOf"),
        (put("properties", "earmarks", "uniqueItems", value=True), "uniqueItems"),
        (put("properties", "earmarks", "items", "if", value={}), "if"),
        (put("properties", "remark", value={"anyOf": [{"contentEncoding": "base64"}]}), "contentEncoding"),
        (put("properties", "remark", value={"additionalProperties": {"dependentRequired": {}}}), "dependentRequired"),
        (put("properties", "remark", value={"oneOf": [{"minProperties": 1}]}), "minProperties"),
    ],
)
def test_a_rule_that_is_not_compared_is_refused_wherever_it_stands(change, edit, rule):
    with pytest.raises(UnknownRuleError, match=f"^{COMMAND}.*rule {rule} is not compared"):
        change(COMMAND, edit)


def test_what_cannot_be_taken_apart_is_refused(change):
    with pytest.raises(UnknownRuleError, match="type beside anyOf, and in it"):
        change(COMMAND, put("properties", "year", value={"type": "integer", "anyOf": [{"type": "integer"}]}))
    with pytest.raises(UnknownRuleError, match="true is no object"):
        change(COMMAND, put("properties", "year", value=True))


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
    renamed = create_model("Renamed", __base__=PublishedMessage, **kept, amount=(int, ...))
    renamed.kind = ReservationHeld.kind
    renamed.example = {name: ReservationHeld.example[name] for name in kept} | {"amount": 1}
    (fact,) = [fact for fact, saying in POOL.publishes.items() if saying.model is ReservationHeld]
    files = all_files(pool_with(publishes={**POOL.publishes, fact: public(renamed, key="pool")}))
    found = breaking.against_released(ROOT / RELEASED, files)
    assert found == [f"breaks version {VERSION}: pool message reservation-held: field cents was removed"]


def test_a_command_that_is_gone_is_refused():
    files = all_files(pool_with(commands=tuple(model for model in POOL.commands if model is not Pledge)))
    assert breaking.against_released(ROOT / RELEASED, files) == [
        f"breaks version {VERSION}: pool command pledge was removed"
    ]


def test_every_contract_is_compared():
    assert {contract.name for contract in CONTRACTS} == set(
        json.loads(all_files()["contracts/contract.json"])["services"]
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
    assert "contracts/schemas/pool/commands/pledge.json: not as the models say" in told
    assert "pool command pledge: field phone is new, and required" in told
    command._write(changed)
    assert command._check(changed) == 1, "writing the files anew mends the drift, and not the break"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project, to write and release a contract in."""
    monkeypatch.setattr(command, "ROOT", tmp_path)
    return tmp_path


def run(monkeypatch, files, *options):
    monkeypatch.setattr(command, "all_files", lambda: files)
    monkeypatch.setattr("sys.argv", ["contracts.generator", *options])
    return command.main()


def test_the_check_fails_as_long_as_the_version_is_not_released(project, monkeypatch, capsys):
    files = all_files()
    assert run(monkeypatch, files) == 0
    assert run(monkeypatch, files, "--check") == 1
    assert "run `python -m contracts.generator --release`" in capsys.readouterr().err
    assert run(monkeypatch, files, "--release") == 0
    assert run(monkeypatch, files, "--check") == 0
    assert (project / RELEASED / VERSION).is_dir()


def test_a_version_below_the_last_is_not_released(project, monkeypatch, capsys):
    (project / RELEASED / "99.0").mkdir(parents=True)
    assert run(monkeypatch, all_files(), "--release") == 1
    assert "99.0 was released after it" in capsys.readouterr().err
    assert not (project / RELEASED / VERSION).exists()


def test_neither_check_nor_release_takes_a_rule_that_would_not_be_compared(project, monkeypatch, capsys):
    files = all_files()
    run(monkeypatch, files)
    run(monkeypatch, files, "--release")
    path = f"contracts/{COMMAND}"
    odd = {**files, path: json.dumps({**json.loads(files[path]), "not": {}})}
    assert run(monkeypatch, odd, "--check") == 1
    assert f"{COMMAND}: rule not is not compared" in capsys.readouterr().err
    shutil.rmtree(project / RELEASED)
    assert run(monkeypatch, odd, "--release") == 1
    assert f"{COMMAND}: rule not is not compared" in capsys.readouterr().err
    assert not (project / RELEASED).exists()
