"""Whoever loaded the register notices that it changed, cheaply, and never in the middle of a decision."""

import json

import pytest
from structlog.testing import capture_logs

from shared.parties import RESERVED, Parties, Party, RegisterOfParties, load_parties, write_parties


def party(slug):
    return Party(slug=slug, name=slug, roles=frozenset({"zuil"}), oin="00000099000000001000")


class Time:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "parties.json"
    write_parties(path, Parties([party("a")]))
    return path


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def register(path, time):
    return RegisterOfParties(path, time)


def test_a_change_is_noticed_when_a_second_has_passed(register, path, time):
    write_parties(path, Parties([party("a"), party("b")]))
    time.now = 0.9
    assert "b" not in register
    time.now = 1.0
    assert "b" in register
    assert register.get("b") == party("b")


def test_who_was_found_known_stays_so_while_a_decision_is_made(register, path, time):
    assert register.get("a")
    write_parties(path, Parties([]))
    time.now = 5.0
    assert register["a"] == party("a")
    assert list(register) == ["a"]
    assert register.get("a") is None
    with pytest.raises(KeyError):
        register["a"]


def test_the_file_is_looked_at_once_a_second_at_most(register, path, time, monkeypatch):
    looks = []
    monkeypatch.setattr("shared.parties._version", lambda found: looks.append(found) or (1,))
    for tenth in range(50):
        time.now = tenth / 10
        assert "a" in register
    assert len(looks) == 4


@pytest.mark.parametrize("content", ["", "[", "{}", '[{"slug": "a"}]', None])
def test_a_register_that_cannot_be_used_changes_nothing_and_is_logged_once(register, path, time, content):
    path.unlink() if content is None else path.write_text(content, "utf-8")
    with capture_logs() as logs:
        for second in range(1, 5):
            time.now = float(second)
            assert "a" in register
    assert [one["log_level"] for one in logs] == ["error"]
    write_parties(path, Parties([party("c")]))
    time.now = 6.0
    assert "c" in register


def test_parties_with_one_oin_are_taken_and_told(register, path, time):
    """Departments of one organisation, or two that merged: no reason to keep a register out."""
    other = party("c").model_copy(update={"oin": "00000099000000002000"})
    write_parties(path, Parties([party("b"), party("a"), other]))
    time.now = 1.0
    with capture_logs() as logs:
        assert "b" in register
    warned = [one for one in logs if one["log_level"] == "warning"]
    assert [(one["code"], one["oin"], one["parties"]) for one in warned] == [
        ("oin-shared", "00000099000000001000", ["a", "b"])
    ]


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_names_that_the_platform_uses_are_taken(path, slug):
    with pytest.raises(ValueError, match=slug):
        write_parties(path, Parties([party(slug)]))
    path.write_text(json.dumps([party(slug).model_dump(mode="json")]), "utf-8")
    with pytest.raises(ValueError, match=slug):
        load_parties(path)


def test_what_is_written_reads_back_the_same(path):
    parties = Parties([party("a"), party("b").model_copy(update={"public_money": False, "name": "Één"})])
    write_parties(path, parties)
    assert dict(load_parties(path)) == dict(parties)
    assert list(load_parties(path)) == ["a", "b"]
