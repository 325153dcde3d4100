"""What happened, what stands where, and whether it is right: from the logs alone, on screens of 80 and 200 columns."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta

import pytest

from cli.journal import instant
from cli.logs import opened
from shared.log.eventlog import Draft, open_log
from shared.parties import SERVICES
from tests.cli.stand import ASK, TODAY, Stand, today

SCREENS = [
    ["status"],
    ["log", "--last", "0"],
    ["show", "application", "tuin", "--all"],
    ["show", "application", "later"],
    ["show", "pool", "moestuin"],
    ["show", "agreement", ASK],
    ["overview"],
    ["overview", "--by", "goal", "--pool", "moestuin"],
    ["balance"],
    ["balance", "--pool", "moestuin"],
    ["partner", "list"],
    ["verify", "pool"],
    ["verify"],
    ["outcome", "opening"],
    ["--help"],
    ["submit", "--help"],
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("arguments", SCREENS, ids=" ".join)
def test_a_screen_keeps_within_its_columns(bundel, arguments, language):
    for columns in (80, 200):
        ended = bundel(*arguments, columns=columns, BUNDEL_LANG=language)
        assert ended.code == 0
        assert max(map(len, ended.out.splitlines())) <= columns
        assert "{" not in ended.out or "--help" in arguments


# Log


def test_a_log_is_told_in_order_and_whole(bundel):
    for service in SERVICES:
        events = bundel("log", service, "--last", 0, "--all", "--json").jsons
        assert [event["position"] for event in events] == sorted(event["position"] for event in events)
        assert events[0]["kind"] == "log-opened"
    together = bundel("log", "--last", 0, "--json").jsons
    assert {event["log"] for event in together} == set(SERVICES)
    assert [event["at"] for event in together] == sorted(event["at"] for event in together)
    assert "batch-closed" not in {event["kind"] for event in together}


def test_a_log_is_filtered(bundel):
    def kinds(*arguments):
        return {event["kind"] for event in bundel("log", "--json", "--last", 0, *arguments).jsons}

    assert kinds("--stream", "application/tuin", "--kind", "application-granted") == {"application-granted"}
    assert kinds("--stream", "agreement/tuin*", "--kind", "agreement-made") == {"agreement-made"}
    assert "application-submitted" in kinds("--party", "buurttuin")
    assert {"zuil-asked", "payment-ordered"} <= kinds("--party", "welzijn")
    assert "pool-opened" not in kinds("--party", "welzijn")
    assert kinds("--correlation", "opening") == {"pool-opened", "command-outcome", "budget-holder-known"}
    assert kinds("--since", "1h") == kinds()
    assert kinds("--until", "1h") == set()
    assert kinds("--since", TODAY.isoformat(), "--until", today().isoformat()) == kinds()
    assert kinds("--until", (TODAY - timedelta(days=1)).isoformat()) == set()


@pytest.mark.parametrize(("language", "number"), [("nl", "(aanbod 1)"), ("en", "(offer 1)")])
def test_an_offer_is_told_with_its_number(bundel, language, number):
    """`accept-pledge` asks for it."""
    told = bundel("log", "pool", "--kind", "pledge-offered", "--last", "0", "--lang", language, columns=250).out
    assert f"inbreng {number}" in told


def test_the_last_are_the_last(bundel):
    all_of_them = bundel("log", "pool", "--last", 0, "--json").jsons
    assert bundel("log", "pool", "--last", 3, "--json").jsons == all_of_them[-3:]
    at = all_of_them[5]["at"]
    until = bundel("log", "pool", "--last", 2, "--json", "--until", at).jsons
    assert until == [event for event in all_of_them if event["at"] < at][-2:]
    stream = bundel("log", "pool", "--last", 0, "--json", "--stream", "pool/moestuin").jsons
    found = bundel("log", "pool", "--last", 1, "--json", "--stream", "pool/moestuin", "--until", stream[2]["at"]).jsons
    assert found == [event for event in stream if event["at"] < stream[2]["at"]][-1:]


def test_a_day_is_one_in_amsterdam():
    assert instant("2026-05-01").isoformat() == "2026-05-01T00:00:00+02:00"
    assert instant("2026-03-29", end=True).isoformat() == "2026-03-30T00:00:00+02:00"
    assert instant("2026-12-31", end=True).isoformat() == "2027-01-01T00:00:00+01:00"
    assert instant("2026-05-01T14:30").isoformat() == "2026-05-01T14:30:00+02:00"
    assert instant("2026-05-01T14:30:00Z").isoformat() == "2026-05-01T14:30:00+00:00"


def test_a_log_is_followed(bundel):
    arguments = ["log", "pool", "--follow", "--json", "--last", "1", "--data", str(bundel.data)]
    follower = subprocess.Popen([sys.executable, "-m", "cli", *arguments], stdout=subprocess.PIPE, text=True)
    with follower:
        assert json.loads(follower.stdout.readline())["log"] == "pool"
        bundel.submit("groen", "pool", "hand-over", "followed", pool="moestuin", budget_holder="welzijn")
        assert json.loads(follower.stdout.readline())["stream"] == "command/groen/followed"
        follower.send_signal(signal.SIGINT)
        assert follower.wait(10) == 0


# Stories


def test_the_story_of_an_application(bundel):
    told = bundel("show", "application", "tuin", "--json").json
    assert told["application"]["status"] == "granted"
    assert {one["ask"]: one["paid_cents"] for one in told["agreements"]} == {ASK: 1_234_56, "tuin:zuil": 0}
    kinds = [event["kind"] for event in told["events"]]
    for kind in ("pool-asked", "zuil-ask-held", "reservation-held", "application-granted", "reservation-committed",
                 "payment-ordered", "payment-confirmed", "reservation-paid"):  # fmt: skip
        assert kind in kinds
    assert "later" not in json.dumps(told)
    screen = bundel("show", "application", "tuin", "--all").out
    assert "verleend" in screen.splitlines()[0]
    assert "€ 1.234,56" in screen


def test_the_story_of_an_open_application_says_who_said_no(bundel):
    screen = bundel("show", "application", "later").out
    assert "open" in screen.splitlines()[0]
    assert "nee van zuil:welzijn" in screen
    assert "geen ruimte" in screen


def test_a_no_is_told_with_its_ground_in_both_languages(bundel):
    for language, ground in (("nl", "geen geld"), ("en", "no money")):
        told = (
            bundel(*line, "--lang", language, columns=200).out
            for line in (("log", "applications", "--kind", "zuil-ask-declined"), ("show", "application", "later"))
        )
        assert all(ground in " ".join(screen.split()) for screen in told)


def test_goods_are_told_beside_the_money_as_an_estimate(bundel):
    told = [line.split() for line in bundel("show", "application", "later").out.splitlines()]
    assert ["kosten", "€", "1.534,56"] in told
    assert ["ander", "geld", "€", "100,00"] in told
    assert ["goederen", "in", "natura", "geschat", "op", "€", "60,00;", "geen", "geld"] in told


def test_the_story_of_a_pool(bundel):
    told = bundel("show", "pool", "moestuin", "--json").json
    assert (told["pool"]["paid_cents"], told["pool"]["held_cents"]) == (1_234_56, 1_234_56)
    assert [ask["standing"] for ask in told["asks"]] == ["paid", "held"]
    assert "boven € 4.000,00 ook welzijn" in " ".join(bundel("show", "pool", "moestuin").out.split())


def test_the_story_of_an_agreement(bundel):
    told = bundel("show", "agreement", ASK, "--json").json
    assert (told["agreement"]["cents"], told["agreement"]["paid_cents"]) == (1_234_56, 1_234_56)
    assert "bevestigd" in bundel("show", "agreement", ASK).out


@pytest.mark.parametrize("what", ["application", "pool", "agreement"])
def test_what_is_not_there_has_no_story(bundel, what):
    ended = bundel("show", what, "nergens")
    assert (ended.code, ended.out) == (5, "")
    assert ended.err.startswith(f"bundel: unknown-{what}: ")


# Balance


def test_the_balance_by_meaning_and_the_mirrors(bundel):
    found = bundel("balance", "--json").json
    uses = {(one["log"], one["use"]): one["cents"] for one in found["uses"]}
    assert uses["pool", "free"] == 3_000_00 - 2 * 1_234_56
    assert uses["pool", "paid"] == uses["pool", "held"] == 1_234_56
    assert uses["settlement", "ordered"] == 200_00
    assert uses["settlement", "party"] == 1_234_56
    assert all(mirror["left_cents"] == mirror["right_cents"] for mirror in found["mirrors"])
    assert {mirror["mirror"] for mirror in found["mirrors"]} == {"held", "granted", "paid", "moved-in"}
    assert all(one["use"] for one in found["accounts"])


def test_the_balance_agrees_with_the_audit(bundel):
    """Two ways of counting that share no code."""
    uses = {(one["log"], one["use"]): abs(one["cents"]) for one in bundel("balance", "--json").json["uses"]}
    audited = bundel("verify", "--json").json["money_cents"]
    assert {name: cents for name, cents in audited.items() if cents} == {
        f"{log}/{use}": cents for (log, use), cents in uses.items() if f"{log}/{use}" in audited and cents
    }


def test_before_the_first_day_there_was_nothing(bundel):
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert bundel("balance", "--json", "--on", yesterday).json["accounts"] == []
    assert bundel("balance", "--json", "--on", today().isoformat()).json["accounts"]


def test_the_balance_of_one_pool(bundel):
    accounts = bundel("balance", "--pool", "moestuin", "--json").json["accounts"]
    assert all("moestuin" in one["account"] for one in accounts)
    assert bundel("balance", "--pool", "nergens").code == 5


# Verify


def test_right_books_are_right(bundel):
    found = bundel("verify", "--json").json
    assert found["well"]
    assert found["problems"] == []
    assert "De boeken kloppen" in bundel("verify").out


@pytest.fixture
def copied(bundel, tmp_path):
    """The logs as they are now, on a platform that does not run."""
    stand = Stand(tmp_path / "copy")
    stand.data.mkdir()
    for service in SERVICES:
        with (
            sqlite3.connect(bundel.data / f"{service}.db") as source,
            sqlite3.connect(stand.data / f"{service}.db") as copy,
        ):
            source.backup(copy)
        source.close()
        copy.close()
    shutil.copy(bundel.data / "ports.json", stand.data)
    return stand


def test_no_service_needs_to_run(copied):
    assert copied("verify").code == 0
    assert copied("log", "--last", 1).code == 0
    assert copied("balance").code == 0
    assert copied("show", "pool", "moestuin").code == 0
    assert copied("outcome", "opening").code == 0


def test_an_altered_log_is_not_right(copied):
    noted = copied("verify", "pool", "--json").json["logs"][0]["hash"]
    assert copied("verify", "--hash", noted[:12], "pool").code == 0
    with sqlite3.connect(copied.data / "pool.db") as connection:
        connection.execute("DROP TRIGGER stored_events_UPDATE_refused")
        changed = (
            "UPDATE stored_events SET state = replace(state, '300000', '900000') WHERE topic = 'contribution-received'"
        )
        connection.execute(changed)
    connection.close()
    one, all_of_them = copied("verify", "pool", "--json"), copied("verify", "--json")
    assert (one.code, all_of_them.code) == (1, 1)
    unguarded, problem = one.json["logs"][0]["problems"]
    assert unguarded["law"] == "log-unguarded"
    received = copied("log", "pool", "--kind", "contribution-received", "--json").json
    assert (problem["law"], problem["position"]) == ("chain-broken", received["position"])
    assert "chain-broken" in {problem["law"] for problem in all_of_them.json["problems"]}
    assert "klopt niet" in copied("verify", "pool").out


def test_a_hash_that_is_not_in_the_log_tells_another_log(copied):
    assert copied("verify", "--hash", "f" * 64).code == 1


def test_what_is_read_is_never_written(copied):
    def contents():
        return {path.name: path.read_bytes() for path in copied.data.glob("*.db")}

    before = contents()
    for arguments in (["verify"], ["log"], ["balance"], ["show", "pool", "moestuin"], ["outcome", "opening"]):
        copied(*arguments)
    assert contents() == before


def test_a_log_in_postgresql_reads_the_same(bundel, postgres_log):
    log = open_log(postgres_log)
    with opened(bundel.place, ["pool"]) as logs:
        rows = list(logs["pool"].all_rows())
        stored = [Draft.of(logs["pool"].read(row).stored) for row in rows]
    for at in range(0, len(stored), 100):
        log.append(stored[at : at + 100])
    log.close()
    there = {"BUNDEL_LOG_POOL": postgres_log}

    def told(*arguments, **environment):
        return [{**event, "position": 0} for event in bundel(*arguments, "--json", **environment).jsons]

    for arguments in (
        ["log", "pool", "--last", "0"],
        ["log", "pool", "--stream", "pool/*"],
        ["log", "pool", "--last", "5"],
    ):
        assert told(*arguments, **there)[:20] == told(*arguments)[:20]
    assert bundel("verify", "pool", "--json", **there).json["logs"][0]["events"] == len(rows)
    assert (
        bundel("show", "pool", "moestuin", "--json", **there).json["pool"]
        == bundel("show", "pool", "moestuin", "--json").json["pool"]
    )
    assert bundel("balance", "--json", **there).json == bundel("balance", "--json").json


def test_a_reader_that_has_seen_enough_ends_the_log_quietly(bundel):
    arguments = [sys.executable, "-m", "cli", "log", "--json", "--last", "0", "--data", str(bundel.data)]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as out:
        ended = subprocess.run(arguments, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
