"""One application, followed through three real processes; and that nobody suffers by being followed."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bundel_client import BareClient
from deploy.local import ROOT
from shared.calendar import civil_date
from shared.observing.tracing import STOP_SECONDS, said_span_id, span_id, trace_id
from tests.conftest import Broker
from tests.delivery.stage import story_on, submit_application
from tests.observability.receiver import receiving

SERVICES = ("applications", "pool", "settlement")
TODAY = datetime.now(UTC)
STORY = story_on(civil_date(TODAY))
"""A pool with an automatic mandate and € 10.000 in it, today."""


def application(name="tuin"):
    data = submit_application(name, decide_by=(TODAY + timedelta(days=7)).isoformat())
    return [("de-moestuin", "submit-application", data)]


@contextlib.contextmanager
def running(platform, folder, services=SERVICES, **environment):
    """Services as processes, on fresh logs and a broker that knows nothing yet, with these settings."""
    Broker(platform).wipe()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(platform, "logs", {name: f"sqlite:///{folder}/{name}.db" for name in SERVICES})
        try:
            for name in services:
                platform.start_one(name, BUNDEL_READERS_SECONDS="0", OTEL_BSP_SCHEDULE_DELAY="100", **environment)
            platform.wait_ready(services=services)
            yield platform
        finally:
            for name in services:
                platform.stop_one(name)


@dataclass(frozen=True)
class Seen:
    """What a receiver got of one application and of one refusal."""

    before: int
    """When the services had just started, in nanoseconds."""
    application: list
    refusal: list


@pytest.fixture(scope="module")
def seen(platform, tmp_path_factory):
    folder = tmp_path_factory.mktemp("traced")
    with receiving() as (receiver, address), running(platform, folder, BUNDEL_TRACES_ENDPOINT=address):
        before = time.time_ns()
        application = followed(platform, receiver)
        asyncio.run(refused(platform))
        return Seen(before, application, spans_when(receiver, lambda spans: len(spans) >= 3, "c1"))


async def tell(platform, story, service="pool", correlation=""):
    """Each command after the outcome of the one before; returns the last one."""
    for by, command, data in story:
        async with await BareClient.connect(
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


async def refused(platform):
    college = platform.parties["gemeente"]
    async with await BareClient.connect(
        platform.url, college.slug, platform.password(college.slug), oin=college.oin
    ) as client:
        unknown = {"pool": "x", "budget_holder": "welzijn"}
        assert not (await client.submit("pool", "hand-over", unknown, command_id="c1")).accepted


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


def test_an_application_is_one_trace_through_all_three_services(seen):
    spans = seen.application
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


def test_spans_say_what_happened_and_lie_within_one_another(seen):
    before, spans = seen.before, seen.application
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


def test_a_refusal_is_traced_with_its_code(seen):
    [decided] = [span for span in seen.refusal if span.name == "command hand-over"]
    assert (decided.attributes["bundel.accepted"], decided.attributes["bundel.code"]) == (False, "unknown-pool")
    assert not decided.failed, "a refusal is an answer"


@pytest.mark.parametrize("trouble", ["away", "refuses", "hangs"])
def test_work_goes_on_while_spans_cannot_be_sent(platform, tmp_path, trouble):
    """One service shows it: the runtime is the same in all three."""
    with contextlib.ExitStack() as stack:
        receiver, address = stack.enter_context(receiving())
        receiver.refuses = trouble == "refuses"
        if trouble != "refuses":
            listener = stack.enter_context(socket.socket())
            listener.bind(("127.0.0.1", 0))
            if trouble == "hangs":
                listener.listen()
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/v1/traces"
        stack.enter_context(running(platform, tmp_path, ["pool"], BUNDEL_TRACES_ENDPOINT=address))
        began = time.monotonic()
        asyncio.run(tell(platform, STORY))
        assert time.monotonic() - began < 5
        assert not platform.health("pool")["alarms"]
        began = time.monotonic()
        platform.stop_one("pool")
        assert time.monotonic() - began < STOP_SECONDS + 2.5, "waits for the endpoint at the end"
        assert receiver.spans == []


def test_a_share_of_traces_is_the_same_for_every_service(platform, tmp_path):
    with (
        receiving() as (receiver, address),
        running(platform, tmp_path, BUNDEL_TRACES_ENDPOINT=address, BUNDEL_TRACES_PERCENT="50"),
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
