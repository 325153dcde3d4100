"""Every word is there in both languages, and the documentation says what the help says."""

import json
import os
import re
import string
import subprocess
import sys
from dataclasses import fields
from types import SimpleNamespace

import pytest

from cli import app, faults
from cli.ledger import BY_NAME
from cli.reference import PAGE, page
from cli.telling import told
from cli.words import Text, backups, kinds, notes, partners, refusals, screens, starting, stories
from cli.words import faults as fault_words
from cli.words import help as help_words
from contracts.refusals import GENERAL_REFUSALS
from services.applications.asks.facts import Ground as AskGround
from services.pool.corrections.facts import Ground as MistakeGround
from services.pool.holds.facts import Ground
from services.pool.holds.state import Standing
from services.settlement.changes.facts import Ground as ChangeGround
from services.settlement.corrections.facts import CorrectionGround
from services.settlement.determinations.facts import Ground as DeterminationGround
from services.settlement.loans.facts import WriteOffGround
from shared.log import facts as own
from shared.running.health import State


def words():
    for module in (fault_words, backups, help_words, kinds, notes, partners, screens, starting, stories):
        for name, value in vars(module).items():
            if isinstance(value, Text | faults.Problem):
                yield f"{module.__name__}.{name}", value
            elif isinstance(value, dict) and not name.startswith("_"):
                yield from ((f"{module.__name__}.{name}[{key}]", text) for key, text in value.items())


def test_every_code_that_any_command_can_get_is_explained():
    assert set(refusals.MEANINGS) == set(GENERAL_REFUSALS)


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_something_and_fill_in_the_same():
    found = dict(words())
    assert len(found) > 300
    for name, text in found.items():
        assert text.nl.strip() and text.en.strip(), name
        if "JSON: {" not in text.nl:  # help shows braces, and fills in nothing
            assert placeholders(text.nl) == placeholders(text.en), name


def keys(command, path=""):
    yield path
    yield from (f"{path}.{param.name}" for param in command.params)
    for name, each in getattr(command, "commands", {}).items():
        yield from keys(each, f"{path} {name}".strip())


def test_every_command_and_parameter_has_help_and_no_help_is_of_nothing():
    there = set(keys(app.command_tree("nl")))
    shared = {f".{key.rpartition('.')[2]}" for key in there if "." in key}
    assert set(help_words.HELP) <= there | shared
    for key in there:
        assert key in help_words.HELP or f".{key.rpartition('.')[2]}" in help_words.HELP, key


def test_every_value_has_a_name_in_both_languages():
    metavars = {param.metavar for param in params(app.command_tree("nl")) if param.metavar}
    same = {"nl|en", "URL", "ID", "OIN", "HASH"}
    assert metavars - same == set(help_words.METAVARS)


def params(command):
    yield from command.params
    for each in getattr(command, "commands", {}).values():
        yield from params(each)


def test_every_exit_code_is_documented():
    assert set(help_words.EXITS) == {int(code) for code in faults.Exit}


def test_the_page_says_what_the_help_says():
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m cli.reference"


FACTS = [pytest.param(fact, id=fact.kind) for service in BY_NAME.values() for fact in service.facts]
OWN = [pytest.param(fact, id=fact.kind) for fact in own.FACTS]


@pytest.mark.parametrize("fact", [*FACTS, *OWN])
def test_every_kind_of_event_is_told_by_fields_that_it_has(fact):
    asked = {re.split(r"[.\[]", name)[0] for name in placeholders(kinds.KINDS[fact.kind].en)}
    assert asked <= {field.name for field in fields(fact)}


def test_no_sentence_is_of_a_kind_that_there_is_not():
    assert set(kinds.KINDS) == {parameter.values[0].kind for parameter in (*FACTS, *OWN)}


def test_every_state_standing_and_use_has_a_word():
    assert set(screens.STATES) == set(State.__args__)
    assert {str(standing) for standing in Standing} <= set(stories.STANDINGS)
    assert all(all(row.meaning) for service in BY_NAME.values() for row in service.chart)


def test_every_ground_has_a_word():
    assert set(AskGround.__args__) == set(Ground.__args__)
    assert set(CorrectionGround.__args__) == set(MistakeGround.__args__)
    later = (*WriteOffGround.__args__, *ChangeGround.__args__, *DeterminationGround.__args__)
    assert set(kinds.GROUNDS) == {*Ground.__args__, *CorrectionGround.__args__, *later}


@pytest.mark.parametrize(
    ("ground", "reason", "said"),
    [
        ({"ground": "quality"}, "te vaag", "kwaliteit; te vaag"),
        ({"ground": "quality"}, "withheld", "kwaliteit; in woorden alleen aan wie het aangaat"),
        ({"ground": None}, "te vaag", "grond niet genoemd; te vaag"),
        ({}, "te vaag", "grond niet genoemd; te vaag"),
        ({"ground": "of-later"}, "te vaag", "of-later; te vaag"),
    ],
)
def test_a_no_of_any_release_is_told(ground, reason, said):
    fact = {"funder": "pool:wijk", "cents": 5_00, "ask": "tuin:kas", "reason": reason, **ground}
    stored = SimpleNamespace(kind="pool-ask-declined")
    assert told(SimpleNamespace(fact=fact, stored=stored), "nl").endswith(f"voor tuin:kas: {said}")


def test_an_offer_that_ends_is_told_with_its_number():
    fact = {"offer": 7, "contribution": "inbreng", "contributor": "welzijn", "cents": 5_00, "ended_by": "clock"}
    entry = SimpleNamespace(fact=fact, stored=SimpleNamespace(kind="offer-ended"))
    assert told(entry, "nl").startswith("aanbod 7 van")
    assert told(entry, "en").startswith("offer 7 of")


def test_the_shell_completes_commands_and_parties():
    def completed(line):
        typed = line.split(" ")
        env = {**os.environ, "_BUNDEL_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(typed) - 1)}
        return subprocess.run(
            [sys.executable, "-m", "cli"], env=env, capture_output=True, text=True, check=False
        ).stdout.split()

    assert completed("bundel pa") == ["partner"]
    assert completed("bundel submit --as zuil-m") == ["zuil-meel"]


def test_help_is_in_the_language_that_was_asked_for(nowhere):
    assert "Gebruik: bundel log" in nowhere("log", "--help").out
    assert "Usage: bundel log" in nowhere("log", "--help", "--lang", "en").out
    assert "Usage: bundel log" in nowhere("log", "--help", BUNDEL_LANG="en").out


# Faults


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["nonsense"], "usage", 2),
        (["log", "--nonsense"], "usage", 2),
        (["log", "--last", "many"], "usage", 2),
        (["show", "pool"], "usage", 2),
        (["log", "elsewhere"], "usage", 2),
        (["log", "--log", "pool=file"], "log-address", 2),
        (["balance", "--on", "yesterday"], "date-unreadable", 2),
        (["log", "--since", "yesterday"], "time-unreadable", 2),
        (["status"], "no-platform", 3),
        (["log"], "no-platform", 3),
        (["verify"], "no-platform", 3),
        (["log", "pool", "--log", "pool=sqlite:////nowhere/pool.db"], "log-unreachable", 3),
        (["log", "pool", "--log", "pool=postgresql://u:secret@127.0.0.1:1/pool"], "log-unreachable", 3),
        (["submit", "nowhere.json"], "command-unreadable", 2),
        (["submit", "-", "--as", "nobody"], "command-unreadable", 2),
        (["outcome", "x"], "party-missing", 2),
        (["partner", "remove", "nobody"], "party-unknown", 5),
        (["partner", "list", "--parties", "/nowhere.json"], "register-unusable", 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_a_fault_is_one_sentence_with_its_code(nowhere, arguments, code, exit_code):
    for language in ("nl", "en"):
        ended = nowhere(*arguments, BUNDEL_LANG=language)
        assert (ended.code, ended.out) == (exit_code, "")
        assert ended.err.startswith(f"bundel: {code}: ")
        assert len(ended.err.splitlines()) == 1
        assert "secret" not in ended.err
    told = json.loads(nowhere(*arguments, "--json").err)
    assert told["error"]["code"] == code


def test_a_command_that_is_almost_right_is_named(nowhere):
    assert "status" in nowhere("statsu").err


def test_a_bug_shows_no_traceback(nowhere, monkeypatch):
    def bug(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr(app, "command_tree", bug)
    ended = nowhere("status")
    assert ended.code == 70
    assert "Traceback" not in ended.err
    assert "RuntimeError: a bug" in ended.err
    assert "Traceback" in nowhere("status", BUNDEL_TRACE="1").err


@pytest.mark.parametrize("given", [["--lang", "en"], ["--lang=en"]])
def test_the_language_may_stand_before_the_command(given, capsys):
    for arguments, expected in ((["--help"], "Usage: bundel"), (["status", "--help"], "Usage: bundel status")):
        with pytest.raises(SystemExit) as ended:
            app.main([*given, *arguments])
        assert (ended.value.code, expected in capsys.readouterr().out) == (0, True)
    with pytest.raises(SystemExit) as ended:
        app.main([*given, "geen"])
    assert (ended.value.code, "has no command" in capsys.readouterr().err) == (2, True)
