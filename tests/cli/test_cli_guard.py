"""`bundel guard`, and who tells that it is needed."""

import sqlite3
from contextlib import closing

import pytest

from deploy.local import NOTES, notes_folder

TAKES_AWAY = {
    "UPDATE": "DROP TRIGGER stored_events_UPDATE_refused",
    "DELETE": "DROP TRIGGER stored_events_DELETE_refused",
}
DECIDED = ("--operator", "jansen", "--reason", "Weggehaald bij een proef.")


@pytest.fixture
def unguarded(bundel):
    with closing(sqlite3.connect(bundel.data / "settlement.db")) as log:
        for statement in TAKES_AWAY.values():
            log.execute(statement)
    yield bundel
    bundel("guard", "settlement", *DECIDED)


def test_what_is_gone_is_found_by_every_way_to_verify(unguarded):
    books = unguarded("verify", "--json")
    assert books.code == 1
    found = [(one["log"], one["law"], one["sentence"]) for one in books.json["problems"]]
    assert [one[:2] for one in found] == [("settlement", "log-unguarded")] * 2
    assert found[0][2].startswith("settlement, stored_events: trigger stored_events_UPDATE_refused, die")
    one = unguarded("verify", "settlement", "--json")
    assert (one.code, [each["law"] for each in one.json["logs"][0]["problems"]]) == (1, ["log-unguarded"] * 2)
    assert unguarded("verify", "pool", "--json").code == 0
    notes = notes_folder(unguarded.data) / NOTES
    assert unguarded("note", "--to", notes).code == 0
    against = unguarded("verify", "--against", notes, "--json")
    assert (against.code, [each["log"] for each in against.json["logs"] if each["unguarded"]]) == (1, ["settlement"])
    assert all(each["broken_at"] is None for each in against.json["logs"])
    assert "what refuses changes is gone" in unguarded("verify", "--against", notes, "--lang", "en").out


def test_it_is_put_back_and_recorded_by_name(unguarded):
    told = unguarded("guard", "settlement", *DECIDED, "--json").json
    missing = [f"trigger stored_events_{verb}_refused is gone" for verb in TAKES_AWAY]
    assert told == {"service": "settlement", "missing": missing}
    assert unguarded("verify", "--json").code == 0
    last = unguarded("log", "--kind", "log-guarded", "--json").jsons[-1]
    assert (last["by"], last["fact"]) == ("operator/jansen", {"missing": missing, "reason": DECIDED[3]})
    assert "there is nothing to put back" in unguarded("guard", "settlement", *DECIDED, "--lang", "en").out


def test_who_and_why_must_be_said(bundel):
    assert bundel("guard", "settlement", "--operator", "jansen").code == 2


def test_an_altered_log_is_restored_and_not_guarded(bundel, tmp_path):
    """A decision cannot be recorded in a log whose chain does not hold."""
    taken = bundel("backup", tmp_path, "--json").json["backup"]
    with closing(sqlite3.connect(f"{taken}/pool.db")) as log, log:
        log.execute(TAKES_AWAY["UPDATE"])
        log.execute("UPDATE stored_events SET state = CAST(replace(state, '300000', '300001') AS BLOB)")
    ended = bundel("guard", "pool", *DECIDED, "--log", f"pool=sqlite:///{taken}/pool.db")
    assert (ended.code, ended.err.split(": ")[1]) == (1, "log-altered")
