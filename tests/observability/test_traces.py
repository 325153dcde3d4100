"""One application, followed through three real processes; and that nobody suffers by being followed."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from deploy.local import BROKER, ROOT
from shared.client import Client
from shared.observing.tracing import STOP_SECONDS, said_span_id, span_id, trace_id
from tests.delivery.stage import FRAME, open_pool, pledge, receive, set_mandate, submit_application
from tests.observability.receiver import receiving

SERVICES = ("applications", "pool", "settlement")
TODAY = datetime.now(UTC)
PERIOD = {"valid_from": f"{TODAY.year}-01-01", "valid_to": f"{TODAY.year + 1}-12-31"}
STORY = (
    ("gemeente", "open-pool", open_pool(frame=FRAME | PERIOD)),
    ("gemeente", "set-mandate", set_mandate(**PERIOD)),
    ("welzijn", "pledge", pledge()),
    ("welzijn", "receive", receive()),
)
"""A pool with an automatic mandate and € 10.000 in it, today."""


def application(name="tuin"):
    data = submit_application(name, decide_by=(TODAY + timedelta(days=7)).isoformat())
    return [("de-moestuin", "submit-application", data)]


@pytest.fixture
def running(platform, broker, tmp_path, monkeypatch):
    """The three services as processes, on fresh logs, with these settings."""
    monkeypatch.setattr(platform, "logs", {name: f"sqlite:///{tmp_path}/{name}.db" for name in SERVICES})

    @contextlib.contextmanager
    def start(**environment):
        try:
            for name in SERVICES:
                platform.start_one(name, BUNDEL_READERS_SECONDS="0", OTEL_BSP_SCHEDULE_DELAY="100", **environment)
            platform.wait_ready()
            yield platform
        finally:
            for name in SERVICES:
                platform.stop_one(name)

    assert platform.running(BROKER)
    return start


async def tell(platform, story, service="pool", correlation=""):
    """Each command after the outcome of the one before; returns the last one."""
    for by, command, data in story:
        async with await Client.connect(
            platform.url, by, platform.password(by), oin=platform.parties[by].oin
        ) as client:
            outcome = await client.submit(service, command, data, correlation=correlation, timeout=20)
            assert outcome.accepted, outcome
    return outcome


def followed(platform, receiver, correlation="dossier-7"):
    """Submit an application to a pool that holds at once, and wait until its payment is ordered."""
    asyncio.run(tell(platform, STORY))
    asyncio.run(tell(platform, application(), "applications", correlation))
    return spans_when(receiver, is_whole, correlation)


def is_whole(spans):
    """Nothing is still on its way here: services send now and then, each by itself."""
    found, known = names(spans), {b"", *(span.span for span in spans)}
    decided = [name for name in found if name.startswith(("command", "hear"))]
    return (
        "say payment-ordered" in found
        and found.count("commit") == len(decided) >= 4
        and all(span.parent in known for span in spans)
    )


def spans_when(receiver, holds, correlation, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        spans = [span for span in receiver.spans if span.trace == trace_id(correlation).to_bytes(16)]
        if holds(spans):
            return spans
        time.sleep(0.05)
    raise AssertionError(f"spans of this trace: {names(spans)}; of others: {len(receiver.spans) - len(spans)}")


def names(spans):
    return [span.name for span in spans]


def test_an_application_is_one_trace_through_all_three_services(running):
    with receiving() as (receiver, address), running(BUNDEL_TRACES_ENDPOINT=address) as platform:
        spans = followed(platform, receiver)
    assert {span.service for span in spans} == {f"bundel-{name}" for name in SERVICES}
    known = {span.span: span for span in spans}
    assert len(known) == len(spans), "two spans with one id"
    roots = [span for span in spans if span.parent not in known]
    assert [(root.name, root.parent) for root in roots] == [("command submit-application", b"")]

    def ancestors(span):
        while span.parent:
            span = known[span.parent]
            yield span.service.removeprefix("bundel-"), span.name

    [ordered] = [span for span in spans if span.name == "say payment-ordered"]
    way = [*reversed(list(ancestors(ordered))), ("settlement", ordered.name)]
    until_granted = [
        ("applications", "command submit-application"),
        ("applications", "say pool-asked"),
        ("pool", "hear pool-asked"),
        ("pool", "say reservation-held"),
        ("applications", "hear reservation-held"),
        ("applications", "say application-granted"),
    ]
    committed_last = [
        ("pool", "hear application-granted"),
        ("pool", "say reservation-committed"),
        ("settlement", "hear reservation-committed"),
    ]
    granted_last = [("settlement", "hear application-granted")]
    assert way[:6] == until_granted
    assert way[6:-1] in (committed_last, granted_last), "settlement orders when it has heard both, in either order"


def test_spans_say_what_happened_and_lie_within_one_another(running):
    with receiving() as (receiver, address), running(BUNDEL_TRACES_ENDPOINT=address) as platform:
        before = time.time_ns()
        spans = followed(platform, receiver)
    found = {(span.service, span.name): span for span in spans}
    submitted = found["bundel-applications", "command submit-application"]
    assert submitted.attributes["bundel.facts"] == ["application-submitted", "pool-asked"]
    assert submitted.attributes["bundel.streams"] == ["application/tuin"]
    assert submitted.attributes["bundel.accepted"] is True
    assert submitted.attributes["bundel.correlation"] == "dossier-7"
    assert not submitted.failed
    heard = found["bundel-pool", "hear pool-asked"]
    assert heard.span == span_id("pool", heard.attributes["bundel.cause"]).to_bytes(8)
    assert heard.parent == said_span_id(heard.attributes["bundel.cause"]).to_bytes(8)
    assert heard.attributes["bundel.facts"] == ["ask-received", "reservation-held"]
    commits = [span for span in spans if span.name == "commit"]
    known = {span.span: span for span in spans}
    for commit in commits:
        decided = known[commit.parent]
        assert before < decided.began <= commit.began < commit.ended <= decided.ended < time.time_ns()
        assert commit.attributes["bundel.batch.events"] > len(decided.attributes["bundel.facts"])
    said = found["bundel-applications", "say pool-asked"]
    assert submitted.ended <= said.began, "published before it was recorded"


def test_a_refusal_is_traced_with_its_code(running):
    with receiving() as (receiver, address), running(BUNDEL_TRACES_ENDPOINT=address) as platform:

        async def scene():
            college = platform.parties["gemeente"]
            async with await Client.connect(
                platform.url, college.slug, platform.password(college.slug), oin=college.oin
            ) as client:
                return await client.submit(
                    "pool", "hand-over", {"pool": "x", "budget_holder": "welzijn"}, command_id="c1"
                )

        assert not asyncio.run(scene()).accepted
        spans = spans_when(receiver, lambda spans: len(spans) >= 3, "c1")
    [decided] = [span for span in spans if span.name == "command hand-over"]
    assert (decided.attributes["bundel.accepted"], decided.attributes["bundel.code"]) == (False, "unknown-pool")
    assert not decided.failed, "a refusal is an answer"


@pytest.mark.parametrize("trouble", ["away", "refuses", "hangs"])
def test_work_goes_on_while_spans_cannot_be_sent(running, trouble):
    with contextlib.ExitStack() as stack:
        receiver, address = stack.enter_context(receiving())
        receiver.refuses = trouble == "refuses"
        if trouble != "refuses":
            listener = stack.enter_context(socket.socket())
            listener.bind(("127.0.0.1", 0))
            if trouble == "hangs":
                listener.listen()
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/v1/traces"
        platform = stack.enter_context(running(BUNDEL_TRACES_ENDPOINT=address))
        began = time.monotonic()
        asyncio.run(tell(platform, STORY))
        assert time.monotonic() - began < 5
        assert all(not platform.health(name)["alarms"] for name in SERVICES)
        for name in SERVICES:
            began = time.monotonic()
            platform.stop_one(name)
            assert time.monotonic() - began < STOP_SECONDS + 2.5, "waits for the endpoint at the end"
        assert receiver.spans == []


def test_a_share_of_traces_is_the_same_for_every_service(running):
    with (
        receiving() as (receiver, address),
        running(BUNDEL_TRACES_ENDPOINT=address, BUNDEL_TRACES_PERCENT="50") as platform,
    ):
        asyncio.run(tell(platform, STORY))
        kept = next(name for name in map(str, range(99)) if trace_id(name) % 2**64 < 2**63)
        left = next(name for name in map(str, range(99)) if trace_id(name) % 2**64 >= 2**63)
        asyncio.run(tell(platform, application("een"), "applications", left))
        asyncio.run(tell(platform, application("twee"), "applications", kept))
        spans = spans_when(receiver, is_whole, kept)
    assert {span.service for span in spans} == {f"bundel-{name}" for name in SERVICES}
    assert not [span for span in receiver.spans if span.trace == trace_id(left).to_bytes(16)]


WITHOUT_THE_EXTRA = """
import runpy, sys
sys.modules["opentelemetry.sdk"] = None
sys.argv[0] = "pool"
runpy.run_module("services.pool", run_name="__main__")
"""


def started(tmp_path, **environment):
    password = tmp_path / "password"
    password.write_text("geheim", "utf-8")
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_EXTRA],
        cwd=ROOT,
        env={
            **os.environ,
            "BUNDEL_LOG": f"sqlite:///{tmp_path}/log.db",
            "BUNDEL_NATS_PASSWORD_FILE": str(password),
            "BUNDEL_HEALTH_PORT": "9",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_without_the_extra_a_service_that_shall_trace_says_so_and_does_not_start(tmp_path):
    ended = started(tmp_path, BUNDEL_TRACES_ENDPOINT="http://127.0.0.1:4318/v1/traces")
    assert ended.returncode == 1
    assert "pool does not start. BUNDEL_TRACES_ENDPOINT is set, but what sends traces is not installed" in ended.stderr
    assert "Install the extra `tracing`" in ended.stderr


def test_an_address_that_is_none_stops_the_start(tmp_path):
    ended = started(tmp_path, BUNDEL_TRACES_ENDPOINT="collector:4318")
    assert ended.returncode == 1
    assert "BUNDEL_TRACES_ENDPOINT" in ended.stderr


def test_whoever_does_not_ask_for_traces_does_not_load_them():
    program = "import sys; import shared.running.main; print('opentelemetry.sdk' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "False"
