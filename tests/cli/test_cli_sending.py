"""Commands from files, as a party: their outcomes, and what becomes of one that has none yet."""

import json
import signal
import subprocess
import sys

import pytest

from bundel_client.pending import PendingCommandsOnDisk
from deploy.local import BROKER
from tests.cli.stand import TODAY
from tests.faults.means import filled, small_file_system

HAND_OVER = {"service": "pool", "command": "hand-over", "data": {"pool": "nergens", "budget_holder": "groen"}}


def test_an_accepted_command_ends_well_and_a_repeat_changes_nothing(bundel):
    goals = [{"goal": "spel", "task_field": "5.7", "code_year": TODAY.year}]
    frame = {"decision": "Raadsbesluit", "ceiling_cents": 1, "valid_from": "2026-01-01", "valid_to": "2028-01-01"}
    data = {"pool": "speeltuin", "neighbourhood": "X", "goals": goals, "frame": frame, "budget_holder": "groen"}
    body = json.dumps({"service": "pool", "command": "open-pool", "data": data, "id": "speeltuin"})
    for _ in range(2):
        ended = bundel("submit", "-", "--as", "gemeente", given=body)
        assert ended.code == 0
        assert "aanvaard" in ended.out
    opened = bundel("log", "pool", "--kind", "pool-opened", "--stream", "pool/speeltuin", "--json").jsons
    assert len(opened) == 1


def test_a_refused_command_says_why(bundel, tmp_path):
    file = tmp_path / "command.json"
    file.write_text(json.dumps({**HAND_OVER, "id": "geweigerd", "party": "gemeente"}), "utf-8")
    ended = bundel("submit", file)
    assert ended.code == 1
    assert "geweigerd" in ended.out
    assert "unknown-pool" in ended.out
    told = bundel("submit", file, "--json").json
    assert (told["accepted"], told["code"], told["field"]) == (False, "unknown-pool", "pool")
    outcome = bundel("outcome", "geweigerd", "--json")
    assert outcome.code == 1
    assert outcome.json["outcomes"][0]["code"] == "unknown-pool"
    assert bundel("outcome", "geweigerd", "--as", "groen").code == 4


def test_all_faults_are_shown_with_what_they_mean(bundel):
    wrong = {"service": "pool", "command": "hand-over", "data": {"pool": "M", "holder": 3}, "id": "drie-fouten"}
    ended = bundel("submit", "-", "--as", "gemeente", given=json.dumps(wrong))
    told = {"pool": "identifier-invalid", "budget_holder": "field-missing", "holder": "field-unknown"}
    for shown in (ended.out, bundel("outcome", "drie-fouten").out):
        assert [code for code in told.values() if f"{code}: " in shown] == list(told.values())
        assert [field for field in told if field in shown] == list(told)
        assert "Een verplicht veld ontbreekt." in shown
        assert 'Add this field. For example: "budget_holder": "participatie".' in " ".join(shown.split())
    sent = bundel("submit", "-", "--as", "gemeente", "--json", given=json.dumps(wrong)).json
    (found,) = bundel("outcome", "drie-fouten", "--json").json["outcomes"]
    for faults in (sent["faults"], found["faults"]):
        assert {fault["field"]: fault["code"] for fault in faults} == told


def test_an_outcome_that_there_is_not_is_no_outcome(bundel):
    ended = bundel("outcome", "never-sent")
    assert (ended.code, ended.out) == (4, "")


def test_a_partner_without_logs_asks_for_the_outcome(bundel, nowhere):
    """Elsewhere there are an address, a password and an OIN, and nothing else."""
    bundel("submit", "-", "--as", "gemeente", "--id", "van-elders", given=json.dumps(HAND_OVER))
    mine = ("--as", "gemeente", "--password-file", bundel.place.credential("gemeente"), "--nats", bundel.place.broker,
            "--oin", "00000099000000014000")  # fmt: skip
    found = nowhere("outcome", "van-elders", *mine, "--json")
    (one,) = found.json["outcomes"]
    assert one["code"] == "unknown-pool"
    assert one["faults"] == [{"field": "pool", "code": "unknown-pool", "sentence": one["sentence"]}]
    assert nowhere("outcome", "never-sent", *mine).code == 4
    sent = nowhere("submit", "-", *mine, "--json", given=json.dumps(HAND_OVER))
    assert sent.json["code"] == "unknown-pool"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "truncated"),
        ("[]", "array"),
        ('{"service": "pool"}', "command"),
        ('{"service": "elsewhere", "command": "x", "data": {}}', "elsewhere"),
        ('{"service": "pool", "command": "x.y", "data": {}}', "regex"),
        ('{"service": "pool", "command": "x", "data": {}, "more": 1}', "more"),
        ('{"service": "pool", "command": "x", "data": {}, "id": "a b"}', "a b"),
        (json.dumps({"service": "pool", "command": "x", "data": {"long": "x" * 70_000}}), "65536"),
    ],
)
def test_what_is_no_command_is_not_sent(bundel, given, why):
    ended = bundel("submit", "-", "--as", "gemeente", given=given)
    assert ended.code == 2
    assert ended.err.startswith("bundel: command-unreadable: ")
    assert why in ended.err


def test_who_is_not_let_in_is_told_so(bundel, tmp_path):
    wrong = tmp_path / "password"
    wrong.write_text("guessed", "utf-8")
    ended = bundel("submit", "-", "--as", "gemeente", "--password-file", wrong, given=json.dumps(HAND_OVER))
    assert (ended.code, ended.err.split(": ")[1]) == (1, "access-refused")


def test_a_broker_that_is_not_there_is_not_reached(bundel):
    ended = bundel("submit", "-", "--as", "gemeente", "--nats", "nats://127.0.0.1:1", given=json.dumps(HAND_OVER))
    assert (ended.code, ended.err.split(": ")[1]) == (3, "broker-unreachable")


def test_a_command_without_outcome_is_kept_and_resumed(bundel):
    """While the service is down nobody can answer; the command is decided when it is back, whoever waits for it."""
    bundel.platform.stop_one("settlement")
    late = {"service": "settlement", "command": "confirm-payment", "id": "laat"}
    body = json.dumps({**late, "data": {"order": "geen:pot:1", "cents": 1, "paid_on": TODAY.isoformat()}})
    try:
        ended = bundel("submit", "-", "--as", "groen", "--wait", "0.5", given=body)
        sent, fault = ended.err.splitlines()
        assert "Verstuurd als laat" in sent
        assert (ended.code, fault.split(": ")[1]) == (4, "no-outcome-yet")
        assert "--resume --as groen" in fault
        status = bundel("status", "--json")
        assert (status.code, status.json["services"]["settlement"]["state"]) == (1, None)
        assert "start de dienst" in bundel("status", columns=200).out
    finally:
        assert bundel.apart("up").code == 0
    ended = bundel("submit", "--resume", "--as", "groen", "--json")
    assert ended.code == 1
    assert [(one["command_id"], one["code"]) for one in ended.json["outcomes"]] == [("laat", "unknown-order")]
    assert bundel("submit", "--resume", "--as", "groen", "--json").json == {"outcomes": []}


@pytest.fixture
def nobody_decides(bundel):
    """Settlement is away; at the end it is back, and nothing is kept for groen."""
    bundel.platform.stop_one("settlement")
    yield
    assert bundel.apart("up").code == 0
    bundel("submit", "--resume", "--as", "groen")


def unnamed(cents, **more):
    data = {"order": "geen:pot:1", "cents": cents, "paid_on": TODAY.isoformat()}
    return json.dumps({"service": "settlement", "command": "confirm-payment", "data": data, **more})


def kept(bundel):
    return [pending.command_id for pending in PendingCommandsOnDisk(bundel.data / "pending" / "groen").all()]


def test_a_command_that_is_kept_is_not_made_a_second_time(bundel, nobody_decides):
    mine = ("submit", "-", "--as", "groen", "--wait", "0.3")
    assert bundel(*mine, given=unnamed(7)).code == 4
    (first,) = kept(bundel)
    again = bundel(*mine, given=unnamed(7, correlation="another"))
    assert (again.code, again.err.split(": ")[1]) == (4, "kept-already")
    assert first in again.err
    assert "--resume --as groen" in again.err
    assert kept(bundel) == [first]


def test_a_command_that_cannot_be_kept_is_not_sent(bundel, tmp_path):
    with small_file_system(tmp_path / "small") as small, filled(small):
        ended = bundel("submit", "-", "--as", "gemeente", "--keep", small / "kept", given=json.dumps(HAND_OVER))
    assert ended.code == 3
    assert ended.err.startswith("bundel: disk-full: ")


def test_another_command_is_sent_beside_a_kept_one(bundel, nobody_decides):
    """Other data, another command or service, or an id of its own make it another; the same id makes it the same."""
    mine = ("submit", "-", "--as", "groen", "--wait", "0.3")
    failed = json.dumps({**json.loads(unnamed(7)), "command": "report-payment-failed"})
    pool = json.dumps({**json.loads(unnamed(7)), "service": "pool"})
    assert bundel(*mine, given=unnamed(7)).code == 4
    (first,) = kept(bundel)
    assert bundel(*mine, "--json", given=pool).json["code"]
    for given in (unnamed(8), failed, unnamed(7, id="eigen"), unnamed(7, id=first)):
        assert bundel(*mine, given=given).err.splitlines()[-1].split(": ")[1] == "no-outcome-yet"
    assert len(kept(bundel)) == 4


@pytest.mark.parametrize("as_json", [False, True])
def test_whoever_interrupts_is_told_the_id(bundel, nobody_decides, as_json):
    line = [sys.executable, "-m", "cli", "submit", "-", "--as", "groen", "--data", str(bundel.data)]
    sending = subprocess.Popen(
        [*line, "--json"] if as_json else line,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    sending.stdin.write(unnamed(9))
    sending.stdin.close()
    sent = "" if as_json else sending.stderr.readline()
    bundel.awaits(lambda: kept(bundel))
    (mine,) = kept(bundel)
    assert as_json or mine in sent
    sending.send_signal(signal.SIGINT)
    assert sending.wait(10) == 130
    told = sending.stderr.read()
    assert mine in told
    assert "--resume --as groen" in told
    assert not as_json or json.loads(told)["error"]["code"] == "no-outcome-yet"
    sending.stdout.close()
    sending.stderr.close()


def test_an_id_is_told_to_people_only_and_only_once_the_command_is_kept(bundel):
    body = json.dumps({**HAND_OVER, "id": "gezegd"})
    assert "gezegd" in bundel("submit", "-", "--as", "gemeente", given=body).err
    assert bundel("submit", "-", "--as", "gemeente", "--json", given=body).err == ""
    unfit = bundel("submit", "-", "--as", "gemeente", given=json.dumps({**HAND_OVER, "id": "a b"}))
    assert len(unfit.err.splitlines()) == 1


# Status


def test_a_platform_that_is_well(bundel):
    found = bundel("status", "--json").json
    assert found["well"]
    assert {one["state"] for one in found["services"].values()} == {"ready"}
    assert {one["broker_behind"] for one in found["services"].values()} == {0}
    assert {one["dead_letters"] for one in found["services"].values()} == {0}
    assert found["services"]["pool"]["behind"] == {"applications": 0, "settlement": 0}
    assert found["money"]["open_applications"] == 1
    assert (found["money"]["held_cents"], found["money"]["holds"]) == (1_234_56, 1)
    assert (found["money"]["ordered_cents"], found["money"]["orders"]) == (200_00, 1)


def test_services_that_are_ready_are_not_well_where_the_broker_is_not_reached(bundel):
    ended = bundel("status", "--json", "--nats", "nats://127.0.0.1:1")
    assert {one["state"] for one in ended.json["services"].values()} == {"ready"}
    assert (ended.code, ended.json["well"]) == (1, False)


def test_a_broker_that_is_away_is_not_well_and_the_logs_are_read_all_the_same(bundel):
    bundel.platform.stop_one(BROKER)
    try:
        ended = bundel("status", "--json")
        assert ended.code == 1
        assert ended.json["broker"] == {"reached": False, "fault": "broker-unreachable", "certificate_ends": None}
        assert ended.json["services"]["pool"]["events"] > 10
        assert bundel("log", "--last", 1).code == 0
        assert bundel("status").out.count("niet te bereiken") >= 1
    finally:
        assert bundel.apart("up").code == 0
