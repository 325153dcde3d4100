"""A running service: what it waits for, what it says of itself, and when time may decide."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

import shared.running.runtime
from bundel_client import QueryRefused
from deploy.ports import Ports
from shared.calendar import civil_date
from shared.log.eventlog import open_log
from shared.money import Refusal
from shared.release import VERSION
from shared.running.runtime import Runtime
from shared.running.settings import WrongSettings, load_settings
from shared.running.writer import Writer
from tests.conftest import Broker
from tests.delivery.stage import (
    APPLICATIONS,
    POOL,
    SETTLEMENT,
    HandClock,
    Stage,
    Wired,
    arrived,
    disk_of,
    events,
    kinds,
    open_pool,
    outcomes,
    story_arrivals,
    story_on,
    submit_application,
    until,
    writer,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def stage(broker, tmp_path):
    return Stage(broker, tmp_path)


# Starting, and staying


def test_a_start_while_the_broker_is_away_waits_and_then_works(stage):
    async def scene():
        stage.broker.stop()
        async with stage.running(POOL) as pool:
            await asyncio.sleep(0.5)
            assert pool.health.state == "waiting-for-broker"
            assert not pool.health.well
            stage.broker.start()
            await until(lambda: pool.health.state == "ready")
            await stage.tell()
            assert pool.health.well

    asyncio.run(scene())


def test_a_broker_that_goes_and_comes_back_changes_nothing(stage):
    async def scene():
        async with stage.ready(POOL) as pool:
            await stage.tell()
            stage.broker.stop()
            await until(lambda: "broker" in pool.health.alarms)
            assert not pool.health.well
            stage.broker.start()
            await until(lambda: pool.health.well)
            await stage.tell([("gemeente", "open-pool", open_pool("daarna"))])
            await until(lambda: pool.relay.index == pool.status()["said"] == 10)

    asyncio.run(scene())


def test_a_database_that_goes_and_comes_back_loses_no_command(stage):
    """What was not committed has no outcome, and its sender sends it again."""
    from shared.log.eventlog import LogUnavailable

    def away():
        raise LogUnavailable("the disk is away")

    async def scene():
        log, disk = disk_of(stage.log_url("pool"))
        async with stage.ready(POOL, log=log) as pool, stage.client("gemeente") as client:
            for name in ("een", "twee", "drie"):
                disk.before = away
                assert (await client.submit("pool", "open-pool", open_pool(name), command_id=name)).accepted
            assert [outcome.command_id for outcome in outcomes(log)] == ["een", "twee", "drie"]
            assert pool.health.well

    asyncio.run(scene())


def test_a_log_that_is_away_for_a_moment_as_a_service_gets_ready_ends_nothing(stage, monkeypatch):
    """Found by the simulator (seed 700266): it ended by itself, for it wanted to say how long its log was."""
    from shared.log.eventlog import LogUnavailable

    checked, failed = [], []
    agree, fold = Runtime._clocks_agree, Writer.fold.fget

    def agrees(runtime):
        checked.append(runtime)
        return agree(runtime)

    def away_once(writer):
        if checked and not failed:
            failed.append(writer)
            raise LogUnavailable("disk I/O error")
        return fold(writer)

    monkeypatch.setattr(Runtime, "_clocks_agree", agrees)
    monkeypatch.setattr(Writer, "fold", property(away_once))

    async def scene():
        async with stage.ready(POOL) as pool, stage.client("gemeente") as client:
            assert failed
            assert (await client.submit("pool", "open-pool", open_pool())).accepted
            assert pool.health.well

    asyncio.run(scene())


def test_a_commit_that_was_made_unnoticed_has_one_outcome(stage):
    """The database committed, and the connection broke before it said so."""
    from shared.log.eventlog import LogUnavailable

    def away():
        raise LogUnavailable("no answer")

    async def scene():
        log, disk = disk_of(stage.log_url("pool"))
        async with stage.ready(POOL, log=log) as pool, stage.client("gemeente") as client:
            disk.after = away
            assert (await client.submit("pool", "open-pool", open_pool())).accepted
            assert kinds(log) == ["pool-opened"]
            assert len(outcomes(log)) == 1
            await until(lambda: pool.relay.index == 2)

    asyncio.run(scene())


def test_a_command_is_acknowledged_after_its_commit_and_not_without(stage):
    from shared.log.eventlog import LogUnavailable

    async def scene():
        journal = []
        log, disk = disk_of(stage.log_url("pool"))
        bus = Wired(stage.bus("pool"))
        bus.on_ack = lambda: journal.append("acknowledged")

        def not_now():
            journal.append("not committed")
            raise LogUnavailable("the disk is away")

        async with stage.ready(POOL, log=log, bus=bus), stage.client("gemeente") as client:
            disk.before, disk.after = not_now, lambda: journal.append("committed")
            assert (await client.submit("pool", "open-pool", open_pool())).accepted
            await until(lambda: len(journal) >= 3)
            assert journal[:3] == ["not committed", "committed", "acknowledged"]

    asyncio.run(scene())


def test_a_service_on_postgresql_does_the_same(stage, postgres_log):
    async def scene():
        async with stage.ready(POOL, log_url=postgres_log) as pool:
            await stage.tell()
            await until(lambda: pool.relay.index == pool.status()["said"] == 8)
        async with stage.ready(POOL, log_url=postgres_log) as pool:
            assert len(pool.writer.fold.state.pools.by_name) == 1

    asyncio.run(scene())


def test_an_outcome_follows_its_command_at_once(stage):
    """Nothing on the way waits for a clock: a round trip takes milliseconds."""

    async def scene():
        async with stage.ready(POOL), stage.client("gemeente") as client:
            times = []
            for number in range(20):
                began = time.monotonic()
                await client.submit("pool", "open-pool", open_pool(f"pool-{number}"))
                times.append(time.monotonic() - began)
            assert sorted(times)[len(times) // 2] < 0.1

    asyncio.run(scene())


# Time decides


DECIDE_BY = "2026-03-02T11:00:00+01:00"
"""An hour after the scenario begins."""


def overdue_log(stage):
    """An application that was to be decided by now, and was not."""
    log = open_log(stage.log_url("applications"))
    form = submit_application(asks=[("kas", "zuil:participatie", 300_000)], decide_by=DECIDE_BY)
    applications = writer(log, APPLICATIONS)
    (answer,) = applications.commands([arrived("applications", "submit-application", by="de-moestuin", **form)])
    assert answer.outcome.accepted
    log.close()


def failed(runtime):
    return "application-failed" in kinds(runtime.writer._eventlog)


def test_timers_wait_until_the_upstreams_were_heard_to_their_heads(stage):
    """A hold that was said in time may be on its way: what is due is decided after it was heard."""
    overdue_log(stage)

    async def scene():
        stage.clock.pass_(7200)
        async with stage.running(SETTLEMENT), silent_reader(stage, "pool"), stage.running(APPLICATIONS) as applications:
            await until(lambda: applications.health.state == "ready")
            await asyncio.sleep(1.2)  # two ticks
            assert not applications.writer.timers_run
            assert not failed(applications)
            async with stage.running(POOL):
                await until(lambda: failed(applications))
                assert applications.upstreams[0].reached_head.is_set()

    asyncio.run(scene())


def test_after_a_minute_timers_run_though_an_upstream_is_silent(stage, monkeypatch):
    monkeypatch.setattr(shared.running.runtime, "HEADS_SECONDS", 0.3)
    overdue_log(stage)

    async def scene():
        stage.clock.pass_(7200)
        async with stage.running(SETTLEMENT), silent_reader(stage, "pool"), stage.running(APPLICATIONS) as applications:
            await until(lambda: failed(applications))
            assert not applications.upstreams[0].reached_head.is_set()

    asyncio.run(scene())


@contextlib.asynccontextmanager
async def silent_reader(stage, name):
    """Somebody who says of applications that it heard nothing yet, and answers nothing else."""
    async with stage.wire(name) as (connection, _):

        async def answer(message):
            await message.respond(b'{"answer":{"log":"","index":0,"hash":""}}')

        await connection.subscribe(f"bundel.query.{name}.applications.heard", cb=answer)
        await connection.flush()
        yield


def test_timers_stand_still_while_wall_clock_and_monotonic_clock_part(stage):
    """Somebody set the clock: nothing may fail or lapse on its word. When it is back, time decides again."""

    async def scene():
        stage.clock = HandClock(speed=1)
        async with stage.ready(POOL, APPLICATIONS, SETTLEMENT) as (_, applications, _):
            await until(lambda: applications.writer.timers_run)
            form = submit_application(asks=[("kas", "zuil:participatie", 300_000)], decide_by=DECIDE_BY)
            await stage.tell([("de-moestuin", "submit-application", form)], "applications")
            stage.clock.jump(7200)
            await until(lambda: "clock" in applications.health.alarms)
            assert not applications.health.well
            await asyncio.sleep(0.7)
            assert not failed(applications)
            stage.clock.jump(-7200)
            await until(lambda: applications.health.well)
            stage.clock.pass_(7200)
            await until(lambda: failed(applications))

    asyncio.run(scene())


def test_a_jump_of_less_than_five_seconds_is_none(stage):
    async def scene():
        stage.clock = HandClock(speed=1)
        async with stage.ready(POOL, APPLICATIONS) as (_, applications):
            await until(lambda: applications.writer.timers_run)
            stage.clock.jump(4)
            await asyncio.sleep(0.7)
            assert applications.health.alarms == {}
            assert applications.writer.timers_run

    asyncio.run(scene())


def test_a_timer_that_is_broken_raises_an_alarm_until_it_is_none_any_more(stage):
    def due(state, what, context):
        raise ZeroDivisionError("a bug")

    async def scene():
        stage.clock = HandClock(speed=1)
        broken = replace(APPLICATIONS, due=due)
        async with stage.ready(POOL, SETTLEMENT), stage.ready(broken) as applications:
            await until(lambda: applications.writer.timers_run)
            form = submit_application(asks=[("kas", "zuil:participatie", 300_000)], decide_by=DECIDE_BY)
            await stage.tell([("de-moestuin", "submit-application", form)], "applications")
            stage.clock.pass_(7200)
            alarm = await until(lambda: applications.health.alarms.get("timers"))
            assert "tuin" in alarm
            assert not applications.health.well
            withdrawal = {"application": "tuin", "reason": "De grond is verhuurd"}
            await stage.tell([("de-moestuin", "withdraw-application", withdrawal)], "applications")
            await until(lambda: applications.health.well)

    asyncio.run(scene())


# Another process of the same service recorded, and is gone


def recorded_by_another(stage):
    """An application that the running process did not take itself."""
    log = open_log(stage.log_url("applications"))
    form = submit_application(asks=[("kas", "zuil:participatie", 300_000)], decide_by=DECIDE_BY)
    (answer,) = writer(log, APPLICATIONS, clock=stage.clock).commands(
        [arrived("applications", "submit-application", by="de-moestuin", **form)]
    )
    assert answer.outcome.accepted
    log.close()


def test_a_deadline_that_another_process_recorded_is_kept(stage):
    """Nothing arrives any more that would show the one that remains how far the log goes."""

    async def scene():
        stage.clock = HandClock(speed=1)
        async with stage.ready(POOL, SETTLEMENT), stage.ready(APPLICATIONS) as applications:
            await until(lambda: applications.writer.timers_run)
            recorded_by_another(stage)
            stage.clock.pass_(7200)
            await until(lambda: failed(applications))

    asyncio.run(scene())


def test_what_another_process_recorded_can_be_asked_for(stage):
    async def scene():
        async with stage.ready(APPLICATIONS):
            recorded_by_another(stage)
            async with stage.client("de-moestuin") as client:
                await until_answered(lambda: client.ask("applications", "application", application="tuin"))

    asyncio.run(scene())


async def until_answered(ask, seconds=5.0):
    end = time.monotonic() + seconds
    while True:
        try:
            return await ask()
        except QueryRefused:
            if time.monotonic() > end:
                raise
        await asyncio.sleep(0.05)


def test_a_query_that_fails_on_a_fold_that_lags_is_answered_from_the_log_as_it_is(stage, monkeypatch):
    monkeypatch.setattr(shared.running.runtime, "TICK_SECONDS", 60)

    def answer(state, query, context):
        found = APPLICATIONS.answer(state, query, context)
        if isinstance(found, Refusal):
            raise KeyError(found.code)
        return found

    async def scene():
        async with stage.ready(replace(APPLICATIONS, answer=answer)), stage.client("de-moestuin") as client:
            recorded_by_another(stage)
            found = await client.ask("applications", "application", application="tuin")
            assert found["application"] == "tuin"
            with pytest.raises(QueryRefused, match="internal-error"):
                await client.ask("applications", "application", application="kas")

    asyncio.run(scene())


# Stopping


def test_a_task_that_swallows_a_cancellation_ends_all_the_same():
    from shared.running.tasks import together

    async def stubborn():
        for _ in range(2):
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(60)
        await asyncio.sleep(60)

    async def scene():
        work = asyncio.create_task(together(stubborn(), asyncio.sleep(60)))
        await asyncio.sleep(0.05)
        work.cancel()
        done, _ = await asyncio.wait([work], timeout=5)
        assert done == {work}
        assert work.cancelled()

    asyncio.run(scene())


def test_the_first_failure_ends_what_belongs_together():
    from shared.running.tasks import together

    ended = []

    async def other():
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    async def fails():
        await asyncio.sleep(0.01)
        raise ZeroDivisionError("why")

    with pytest.raises(ZeroDivisionError, match="why"):
        asyncio.run(together(other(), fails(), asyncio.sleep(0)))
    assert ended == [True]


class Process:
    """One service as an operator runs it: a process, its settings, its health endpoint."""

    def __init__(self, stage, name="pool", **changed):
        self._port = Ports.free().nats
        platform = stage.broker.platform
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("BUNDEL_")},
            "BUNDEL_LOG": stage.log_url(name),
            "BUNDEL_NATS": stage.broker.url,
            "BUNDEL_NATS_PASSWORD_FILE": str(platform.data / "credentials" / name),
            "BUNDEL_PARTIES": str(platform.parties_file),
            "BUNDEL_HEALTH_PORT": str(self._port),
            "BUNDEL_READERS_SECONDS": "0",
            **changed,
        }
        self._name = name

    def __enter__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"services.{self._name}"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return self

    def __exit__(self, *error):
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def health(self):
        """Status code and body; None as long as nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/health", timeout=2) as reply:
                return reply.status, json.load(reply)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)
        except OSError:
            return None

    def reaches(self, state, holds=lambda health: True, seconds=20):
        """The health endpoint's answer, once it tells this state and what else must hold."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self._process.poll() is None, self._process.stdout.read().decode()[-2000:]
            if (found := self.health()) and found[1]["state"] == state and holds(found[1]):
                return found
            time.sleep(0.05)
        raise AssertionError(f"not {state}: {self.health()}")

    def terminate(self):
        """SIGTERM; the exit code, the seconds it took, and the log lines."""
        began = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        output, _ = self._process.communicate(timeout=15)
        return self._process.returncode, time.monotonic() - began, output.decode().splitlines()

    def ends(self):
        """Exit code and output of a process that does not go on."""
        output, _ = self._process.communicate(timeout=40)
        return self._process.returncode, output.decode()


def test_a_process_tells_how_it_is_and_stops_gracefully(stage):
    """All of it in one life: ready, at work, the broker away, SIGTERM."""
    with Process(stage) as process:
        status, health = process.reaches("ready")
        assert status == 200
        assert health == {
            "service": "pool",
            "version": VERSION,
            "state": "ready",
            "reason": "",
            "alarms": {},
            "log": health["log"],
            "said": 0,
            "published": 0,
            "heard": {},
        }
        asyncio.run(stage.tell(story_on(civil_date(datetime.now(UTC)))))
        process.reaches("ready", lambda health: health["said"] == health["published"] == 8)
        code, seconds, lines = process.terminate()
        assert code == 0
        assert seconds < 5
        records = [json.loads(line) for line in lines]
        assert records[-1]["event"] == "stopped"
        assert {record["service"] for record in records if "service" in record} == {"pool"}
    log = open_log(stage.log_url("pool"))
    assert len(outcomes(log)) == 4
    log.close()


@pytest.mark.parametrize("when", ["never-there", "gone"])
def test_sigterm_stops_a_process_also_while_the_broker_is_away(stage, when):
    if when == "never-there":
        stage.broker.stop()
    with Process(stage) as process:
        process.reaches("waiting-for-broker" if when == "never-there" else "ready")
        stage.broker.stop()
        if when == "gone":
            time.sleep(0.5)
        assert process.health()[0] == 503
        code, seconds, lines = process.terminate()
        assert code == 0, lines[-20:]
        assert seconds < 10
        assert json.loads(lines[-1])["event"] == "stopped"


def test_a_process_on_a_restored_log_stays_to_say_that_it_refuses(stage):
    asyncio.run(_said(stage))
    for path in Path(stage.folder).glob("pool.db*"):
        path.unlink()
    with Process(stage) as process:
        status, health = process.reaches("refused")
        assert status == 503
        assert "Ways out" in health["reason"]
        code, seconds, _ = process.terminate()
        assert code == 0
        assert seconds < 10


async def _said(stage):
    async with stage.ready(POOL):
        await stage.tell()


def test_a_command_can_be_followed_through_the_logs_of_a_process(stage):
    """JSON lines with the ids of cause and correlation."""

    async def scene():
        async with stage.client("welzijn") as client:
            command = {"pool": "niets", "contribution": "c", "cents": 5, "received_on": "2026-03-02"}
            await client.submit("pool", "receive", command, command_id="c1", correlation="dossier-7")

    with Process(stage) as process:
        process.reaches("ready")
        asyncio.run(scene())
        _, _, lines = process.terminate()
    (record,) = [found for line in lines if (found := json.loads(line)).get("causation_id") == "c1"]
    assert (record["service"], record["party"], record["command"]) == ("pool", "welzijn", "receive")
    assert (record["code"], record["correlation_id"]) == ("unknown-pool", "dossier-7")
    assert {"level", "timestamp", "event"} <= record.keys()


def test_the_operators_permission_is_one_command(stage):
    """`allow-refill` beside the running process, as the alarm says."""
    log = open_log(stage.log_url("pool"))
    writer(log).commands(story_arrivals())
    log.close()
    with Process(stage) as process:
        _, health = process.reaches("checking", lambda health: "relay" in health["alarms"])
        assert "applications, settlement" in health["alarms"]["relay"]
        options = ["--without", "applications", "--without", "settlement", "--operator", "jansen", "--reason", "Brand"]
        done = subprocess.run(
            [sys.executable, "-m", "services.pool", "allow-refill", *options],
            cwd=ROOT,
            env=process.environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "the broker may be refilled without applications, settlement" in done.stdout
        status, health = process.reaches("ready", lambda health: health["published"] == 8)
        assert (status, health["alarms"]) == (200, {})
    log = open_log(stage.log_url("pool"))
    (recorded,) = [event.stored for event in events(log) if event.stored.kind == "refill-allowed"]
    assert recorded.by == "operator/jansen"
    log.close()


# Settings


RIGHT = {"BUNDEL_LOG": "sqlite:///log.db", "BUNDEL_HEALTH_PORT": "8402"}


@pytest.fixture
def settings(monkeypatch, tmp_path):
    """Sets the environment, and loads."""
    for name in [name for name in os.environ if name.startswith("BUNDEL_")]:
        monkeypatch.delenv(name)
    (tmp_path / "password").write_text("geheim\n", "utf-8")
    (tmp_path / "parties.json").write_text("[]", "utf-8")
    files = {"NATS_PASSWORD_FILE": tmp_path / "password", "PARTIES": tmp_path / "parties.json"}
    right = {**RIGHT, **{f"BUNDEL_{name}": str(path) for name, path in files.items()}}

    def load(**changed):
        for name, value in {**right, **{f"BUNDEL_{name}": value for name, value in changed.items()}}.items():
            monkeypatch.delenv(name, raising=False) if value is None else monkeypatch.setenv(name, value)
        return load_settings()

    return load


def test_right_settings_are_taken(settings):
    found = settings()
    assert (found.log, found.health_port, found.nats_password) == ("sqlite:///log.db", 8402, "geheim")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG", None),
        ("LOG", "log.db"),
        ("LOG", "mysql://localhost/log"),
        ("HEALTH_PORT", None),
        ("HEALTH_PORT", "0"),
        ("HEALTH_PORT", "65536"),
        ("HEALTH_PORT", "veel"),
        ("NATS_PASSWORD_FILE", None),
        ("NATS_PASSWORD_FILE", "/er/is/geen/bestand"),
        ("PARTIES", "/er/is/geen/bestand"),
        ("OIN", "123"),
        ("SUBSIDY_CEILING_PERCENT", "0"),
        ("SUBSIDY_CEILING_PERCENT", "101"),
        ("LOG_LEVEL", "luid"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(settings, name, value):
    with pytest.raises(WrongSettings, match=f"BUNDEL_{name}: ."):
        settings(**{name: value})


def test_every_wrong_setting_is_named_at_once(settings):
    with pytest.raises(WrongSettings) as wrong:
        settings(LOG=None, HEALTH_PORT="x", OIN="1", NATS="foo", PARTIES="/nergens")
    for name in ("BUNDEL_LOG", "BUNDEL_HEALTH_PORT", "BUNDEL_OIN", "BUNDEL_NATS", "BUNDEL_PARTIES"):
        assert name in str(wrong.value)


STILLBORN = {
    "a setting": ({"BUNDEL_HEALTH_PORT": ""}, "BUNDEL_HEALTH_PORT"),
    "a folder that cannot be": ({"BUNDEL_LOG": "sqlite:////proc/nergens/log.db"}, "/proc/nergens"),
    "no database": ({"BUNDEL_LOG": "postgresql://niemand:x@127.0.0.1:1/niets"}, "connection"),
    "no register": ({"BUNDEL_PARTIES": __file__}, __file__),
}


@pytest.fixture(scope="module")
def stillborn(platform, tmp_path_factory):
    """Exit code and output of processes that cannot start, all started at once."""
    stage = Stage(Broker(platform), tmp_path_factory.mktemp("stillborn"))
    with contextlib.ExitStack() as stack:
        processes = {why: stack.enter_context(Process(stage, **changed)) for why, (changed, _) in STILLBORN.items()}
        return {why: process.ends() for why, process in processes.items()}


@pytest.mark.parametrize("why", STILLBORN)
def test_a_process_that_cannot_start_says_why_in_a_line_and_not_in_a_traceback(stillborn, why):
    code, output = stillborn[why]
    assert code == 1
    assert "pool does not start" in output
    assert STILLBORN[why][1] in output
    assert "Traceback" not in output


def test_a_process_whose_log_was_altered_does_not_start(stage):
    import sqlite3

    log = open_log(stage.log_url("pool"))
    writer(log).commands(story_arrivals())
    log.close()
    with contextlib.closing(sqlite3.connect(f"{stage.folder}/pool.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER stored_events_delete_refused")
        connection.execute("DELETE FROM stored_events WHERE originator_id = 'pool/moestuin' AND originator_version = 1")
    with Process(stage) as process:
        code, output = process.ends()
    assert code == 1
    assert "pool does not start" in output
    assert "was altered: the event at position" in output
    assert "Traceback" not in output


def test_a_process_whose_log_was_altered_before_its_snapshot_does_not_start(stage):
    """The snapshot spares it from reading what was altered; a stretch of that it reads nevertheless."""
    import sqlite3

    log = open_log(stage.log_url("pool"))
    writer(log).commands(story_arrivals())
    log.close()
    with Process(stage) as process:
        process.reaches("checking")
        assert process.terminate()[0] == 0
    with contextlib.closing(sqlite3.connect(f"{stage.folder}/pool.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER stored_events_update_refused")
        (state,) = connection.execute("SELECT state FROM stored_events WHERE rowid = 5").fetchone()
        edited = state.replace(b'"at":"2', b'"at":"1', 1)
        assert edited != state
        connection.execute("UPDATE stored_events SET state = ? WHERE rowid = 5", (edited,))
    with Process(stage) as process:
        code, output = process.ends()
    assert code == 1
    assert "pool does not start" in output
    assert "event at position 5 " in output
    assert "Traceback" not in output


@dataclass(frozen=True)
class OfTomorrow:
    """What a newer release records."""

    kind: ClassVar[str] = "of-tomorrow"
    stream: ClassVar[str] = "tomorrow"


def test_a_process_whose_log_a_newer_release_went_on_with_does_not_start(stage):
    """It would decide on half of what happened."""
    log = open_log(stage.log_url("pool"))
    writer(log, replace(POOL, evolve=lambda state, fact: None)).allow("operator/jansen", OfTomorrow())
    before = [event.hash for event in events(log)]
    log.close()
    with Process(stage) as process:
        code, output = process.ends()
    assert code == 1
    assert "pool does not start. tomorrow, version 1: of kind of-tomorrow, " in output
    assert f"which release {VERSION} does not know" in output
    assert "Traceback" not in output
    assert [event.hash for event in events(open_log(stage.log_url("pool")))] == before
