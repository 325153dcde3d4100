"""The measurements measure: small runs on a real broker and disk, and what could make a figure lie."""

import signal
import threading
import time

import pytest

from bench import grants, latency, pools, report
from bench.ceiling import Row, Says, Shape, bare
from bench.driver import PLACE
from bench.figures import Effort, Figure, Section, at_least, at_most, number
from bench.filling import fill
from bench.history import forget_snapshot
from bench.raw import Raw, Received
from bench.seeding import seed
from bench.stand import broker, start_service
from deploy.local import ROOT
from shared.parties import load_parties

TINY = Effort(rounds=1, commands=100, seconds=0.2, appends_seconds=0.05, applications=5, events=(150, 300))
SHAPE = Shape(
    tables=[
        (
            "CREATE TABLE stored_events (originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB, "
            "PRIMARY KEY (originator_id, originator_version))"
        )
    ],
    rows=[Row("command-outcome", b"x" * 500)],
    guard=Row("batch-closed", b"x" * 300),
    messages=[
        Says(f"bundel.to.{pools.HOLDER}.pool.command-outcome", b'{"command_id":"%s","accepted":true}' % PLACE),
    ],
)


@pytest.mark.parametrize(
    ("wanted", "value", "met"),
    [(at_least(1.0), 1.0, True), (at_least(1.0), 0.99, False), (at_most(4), 4, True), (at_most(4), 4.1, False)],
)
def test_a_figure_is_held_to_what_is_wanted(wanted, value, met):
    assert Figure("÷", wanted, values=[value]).met is met


def test_the_median_counts_and_the_range_is_shown():
    figure = Figure("÷", at_least(2), values=[9.0, 1.0, 2.0])
    assert figure.shown == ("2.00", "1.00 – 9.00", "≥ 2.00", "yes")


@pytest.mark.parametrize(("value", "shown"), [(4873.2, "4,873"), (116.4, "116"), (12.34, "12.3"), (1.349, "1.35")])
def test_three_figures_count(value, shown):
    assert number(value) == shown


def test_the_page_keeps_everything_but_the_figures_that_are_renewed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A\n<!-- figures: begin -->\nold\n<!-- figures: end -->\nB\n", "utf-8")
    report.write([Section("Speed", [Figure("÷", at_least(1), values=[2.0])])], "today", "figures", page)
    text = page.read_text("utf-8")
    assert "old" not in text
    assert "| ÷ | 2.00 |  | ≥ 1.00 | yes |" in text
    assert text.startswith("# A\n<!-- figures: begin -->\ntoday.")
    assert text.endswith("<!-- figures: end -->\nB\n")


@pytest.mark.parametrize("name", ["figures", "history"])
def test_the_documentation_has_a_place_for_the_figures(name, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(report.PAGE.read_text("utf-8"), "utf-8")
    report.write([], "today", name, page)
    with pytest.raises(ValueError, match="has no place for speed"):
        report.write([], "today", "speed", page)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_messages_are_read_however_the_bytes_arrive(size):
    connection = Raw.__new__(Raw)
    connection._buffer = bytearray()
    stream = b"MSG a.b 1 5\r\nhel\r\n\r\nHMSG c 2 inbox 4 7\r\n\r\n\r\nabc\r\n+OK\r\nMSG d 1 0\r\n\r\n"
    found = []
    for start in range(0, len(stream), size):
        connection._buffer += stream[start : start + size]
        found += connection._frames()
    assert found == [Received("a.b", b"hel\r\n"), Received("c", b"abc"), Received("d", b"")]


def test_a_stall_counts_for_every_command_that_it_delays(tmp_path):
    with bare(tmp_path / "bare", "pool", SHAPE) as running:
        running.drive(pools.closed(running, 50))
        pid = running.platform.pid("pool")
        stall = threading.Timer(0.8, running.platform.signal, ("pool", signal.SIGSTOP))
        stall.start()
        again = threading.Timer(1.4, running.platform.signal, ("pool", signal.SIGCONT))
        again.start()
        done = running.drive(pools.steady(running, 200, 1.5)).done
        assert running.platform.pid("pool") == pid
    assert len(done.latencies) == 300
    late = [took for took in done.latencies if took > 0.1]
    assert len(late) > 80, "of 200 a second, those of half a second were delayed by more"
    assert max(done.latencies) > 0.4


@pytest.mark.parametrize("measure", [latency.outcomes, pytest.param(grants.grants, marks=pytest.mark.longer)])
def test_every_figure_of_a_measure_gets_a_value_a_round(measure, tmp_path):
    section = measure(tmp_path, TINY)
    assert section.figures
    assert {figure.name: len(figure.values) for figure in section.figures} == dict.fromkeys(
        (figure.name for figure in section.figures), TINY.rounds
    )
    assert all(figure.median > 0 for figure in section.figures if figure.unit != "µs"), "the kernel counts in 10 ms"


def test_a_service_starts_on_a_made_history_and_finds_nothing_to_refill(tmp_path):
    folders = fill(tmp_path, TINY.events, load_parties(ROOT / "deploy" / "parties.json"))
    with broker(folders[-1], "pool") as running:
        seed(running)
        start_service(running)
        health = running.platform.health("pool")
        assert health["published"] == health["said"] > 0
        assert running.drive(pools.closed(running, 20)).rate > 0
        running.platform.stop_one("pool")
        assert list(running.platform.data.glob("pool.db.snapshot*"))
        forget_snapshot(running)
        assert not list(running.platform.data.glob("pool.db.snapshot*"))
        start_service(running)
        until = time.monotonic() + 5
        while running.platform.health("pool")["said"] < health["said"] + 40 and time.monotonic() < until:
            time.sleep(0.05)
        assert running.platform.health("pool")["said"] == health["said"] + 40
