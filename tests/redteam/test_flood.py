"""One party sends without end: the others wait a little longer, lose nothing, and the operator sees who it is.

A second and a half each by default; with REDTEAM_SECONDS=10 so long, and a table of what it did to the others (`-s`).
What else the machine does only ever adds to a wait, so a wait is measured up to three times and the shortest is held
to the limit: a platform that keeps others waiting does so each time. In none of them may anything be lost.
"""

import os
from dataclasses import dataclass

import pytest

from deploy.local import BROKER
from tests.redteam.attacker import Flood
from tests.redteam.conftest import ATTACKERS, ZUIL
from tests.redteam.honest import measured
from tests.redteam.traces import broker_says, outcomes, service_says, well

LONG = "REDTEAM_SECONDS" in os.environ
SECONDS = float(os.environ.get("REDTEAM_SECONDS", "1.5"))
CALM_SECONDS = SECONDS / 5
STEADY = 20_000
"""A second: many times what a service decides, and less than keeps the broker's processor busy all the time."""
IN_STEP = 10_000
"""About what it decides of these, which are cheap to refuse: more than is said, if nobody keeps it in step."""
ANSWERED_SECONDS = 0.5
"""The median outcome of others, in a flood; on an idle machine it takes a hundredth of it or two."""
ALWAYS_SECONDS = 15
TIMES = 3
"""A wait is measured at most so often."""


@dataclass(frozen=True)
class Case:
    kind: str
    rate: int = 0
    says: str = ""
    """The word of the service that tells the operator, where it is the service that limits."""
    median: float = ANSWERED_SECONDS


CROWD, ASKS = "theirs go first", "asks more than is answered"
ALWAYS = (
    Case("queries", says=ASKS),
    Case("commands", STEADY, CROWD),
    Case("commands of 500 kB", 100, median=2),
)
LONG_ONLY = (
    Case("expensive queries", says=ASKS),
    Case("queries of 500 kB", 200, says=ASKS, median=2),
    Case("what is not allowed", STEADY),
    Case("commands of 60 kB", 500, median=2),
    Case("commands", IN_STEP),
    Case("commands of invented kinds", STEADY, CROWD),
)
CASES = (*ALWAYS, *(LONG_ONLY if LONG else ()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}, {case.rate or 'no limit'}")
def test_others_lose_nothing_and_wait_a_little(platform, story, case, record_property):
    before = measured(platform, CALM_SECONDS)
    disk = _disk(platform)

    for _ in range(TIMES):
        with Flood(platform, ZUIL, case.kind, rate=case.rate) as flood:
            during = measured(platform, SECONDS)
        assert during.lost == []
        if during.quantile(0.5) < case.median:
            break
    after = measured(platform, CALM_SECONDS)

    _tell(case, flood, before, during, after, _disk(platform) - disk)
    assert flood.sent > 100
    assert after.lost == []
    found = outcomes(platform, "welzijn")
    assert [len(found[one]) for one in (*during.sent, *after.sent)] == [1] * len(during.sent + after.sent)
    assert during.quantile(0.5) < case.median
    assert max(during.took + after.took) < ALWAYS_SECONDS
    assert well(platform)
    if case.says:
        said = service_says(platform, "pool", case.says, f'"{ZUIL}"')
        assert said["level"] == "warning"


@pytest.mark.skipif(not LONG, reason="takes as long as others are stopped: with REDTEAM_SECONDS")
def test_whoever_keeps_the_broker_itself_busy_stops_others_only_while_it_lasts(platform, story):
    """As fast as a socket takes it, the broker drops what it cannot store, of others too; they send again."""
    case = Case("commands")
    before = measured(platform, CALM_SECONDS)
    disk = _disk(platform)

    with Flood(platform, ZUIL, case.kind) as flood:
        during = measured(platform, SECONDS)
    for _ in range(TIMES):
        after = measured(platform, CALM_SECONDS)
        assert after.lost == []
        if after.quantile(0.5) < ANSWERED_SECONDS:
            break

    _tell(case, flood, before, during, after, _disk(platform) - disk)
    assert after.quantile(0.5) < ANSWERED_SECONDS
    assert broker_says(platform, "Dropping messages due to excessive stream ingest rate", "BUNDEL_POOL_COMMANDS")
    assert well(platform)


def test_two_floods_at_once_and_a_third_party_at_work(platform, story):
    for _ in range(TIMES):
        one, two = (Flood(platform, party, "commands", rate=STEADY // 2) for party in ATTACKERS)
        with one, two:
            during = measured(platform, SECONDS)
        assert during.lost == []
        if during.quantile(0.5) < ANSWERED_SECONDS:
            break
    assert during.quantile(0.5) < ANSWERED_SECONDS
    assert well(platform)


def _disk(platform):
    """Bytes on disk: logs and broker."""
    return sum(path.stat().st_size for path in platform.data.rglob("*") if path.is_file())


def _tell(case, flood, before, during, after, grown):
    if not LONG:
        return
    times = " | ".join(
        f"{1000 * work.quantile(0.5):.0f} / {1000 * work.quantile(0.99):.0f} / {len(work.took)}"
        for work in (before, during, after)
    )
    rate = f"{flood.sent / SECONDS:,.0f}/s"
    print(f"\n| {case.kind} | {rate} | {times} | {during.unanswered} | {grown / 1e6:.0f} MB |")  # noqa: T201


def test_the_brokers_log_names_who_floods_with_what_is_not_allowed(platform, story):
    with Flood(platform, ZUIL, "what is not allowed", rate=2_000):
        measured(platform, 0.3)
    lines = (platform.data / f"{BROKER}.out").read_text("utf-8").splitlines()
    assert sum(f"user:{ZUIL}" in line and "bundel.cmd.pool.college.open-pool" in line for line in lines) > 100
