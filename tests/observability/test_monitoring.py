"""Rules, dashboard and guide speak of metrics that exist; and every metric is explained to the operator."""

import json
import re
from itertools import pairwise
from typing import get_args

import pytest

from deploy.local import ROOT
from deploy.ports import Ports
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.observing.metrics import METRICS
from shared.running.health import State

MONITORING = ROOT / "deploy" / "monitoring"
RULES = (MONITORING / "alerts.yaml").read_text("utf-8")
DASHBOARD = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))
GUIDE = (ROOT / "docs" / "operator.md").read_text("utf-8")
SECTION = GUIDE.split("## What to watch\n")[1].split("\n## ")[0]
SERVICES = (APPLICATIONS, POOL, SETTLEMENT)
OF_PROMETHEUS = {"up", "process_resident_memory_bytes", "process_cpu_seconds_total"}
ALERTS = {
    block.split("\n")[0].strip(): block
    for block in re.split(r"^      - (?:alert|record): ", RULES, flags=re.MULTILINE)[1:]
}
"""By name; of the derived metrics with one name the last."""
EXPRESSIONS = re.findall(r"^        expr: (.+)$", RULES, flags=re.MULTILINE)
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]


def names_in(expression):
    """Of metrics and derived metrics, without what is in braces."""
    bare = re.sub(r'"[^"]*"', "", expression)
    return set(re.findall(r"\b(?:bundel[_:]\w+|process_\w+|up)\b", bare))


def declared(name):
    known = {*METRICS, *OF_PROMETHEUS, *re.findall(r"record: (\S+)", RULES)}
    histogram = re.sub(r"_(bucket|sum|count)$", "", name)
    return name in known or (histogram in METRICS and METRICS[histogram].kind == "histogram")


@pytest.mark.parametrize("expression", [*EXPRESSIONS, *QUERIES])
def test_rules_and_dashboard_name_metrics_that_exist(expression):
    assert names_in(expression)
    assert [name for name in names_in(expression) if not declared(name)] == []


@pytest.mark.parametrize("expression", [*EXPRESSIONS, *QUERIES])
def test_rules_and_dashboard_name_labels_and_values_that_exist(expression):
    """A rule about what never is would never ring."""
    for name, selectors in re.findall(r"([a-z_:]+)\{([^}]*)\}", expression):
        pairs = re.findall(r'(\w+)(?:=~|!~|!=|=)"([^"]*)"', selectors)
        for label, wanted in pairs:
            assert wanted in values(dict(pairs).get("service"))[label], (label, wanted)
            assert name not in METRICS or label in ("service", *METRICS[name].labels), (name, label)


def values(name):
    """What labels may say, of this service or of any."""
    told = [service for service in SERVICES if name in (None, service.name)]
    return {
        "job": {"bundel"},
        "service": {service.name for service in SERVICES},
        "state": set(get_args(State)),
        "where": {where for service in told for where in service.money(service.new_state())},
        "what": {what for service in told for what in service.open_business(service.new_state())},
        "alarm": {"publishing", "log", "upstream .*", "upstream .*|publishing|log"},
        "outcome": {"accepted", "refused", "repeated"},
        "code": {"internal-error"},
        "result": {"written", "failed"},
    }


def test_counters_are_looked_at_as_increases_and_gauges_as_they_are():
    for expression in (*EXPRESSIONS, *QUERIES):
        for name in names_in(expression) & METRICS.keys():
            risen = re.search(rf"(?:rate|increase)\({name}\b", expression) is not None
            index = name.endswith("_index")
            assert risen == (METRICS[name].kind == "counter") or (index and risen), expression


@pytest.mark.parametrize("name", [name for name in ALERTS if ":" not in name])
def test_every_alert_says_how_bad_what_is_wrong_and_what_to_do(name):
    alert = ALERTS[name]
    assert re.search(r"^        labels: \{severity: (critical|warning)\}$", alert, flags=re.MULTILINE)
    summary = re.search(r'^          summary: "(.+)"$', alert, flags=re.MULTILINE)[1]
    what_to_do = re.search(r'^          do: "(.+[.?])"$', alert, flags=re.MULTILINE)[1]
    assert "{{ $labels." in summary
    assert len(what_to_do) > 30
    assert f"`{name}`" in SECTION, "explained to the operator"


def test_nobody_is_told_of_alerts_that_are_not():
    assert set(re.findall(r"`(Bundel\w+)`", SECTION)) == {name for name in ALERTS if ":" not in name}


WATCHED_FOR = {
    "not ready": 'bundel_state{state="ready"}',
    "alarms": "bundel_alarm{",
    "lag of the relay": "bundel:relay_lag_messages",
    "lag of a reader": "bundel:heard_lag_messages",
    "dead letters": "bundel_dead_letters_total",
    "publishing fails": 'alarm="publishing"',
    "snapshots fail": 'bundel_snapshots_total{result="failed"}',
    "the log is away": "bundel_log_available",
}


@pytest.mark.parametrize("what", WATCHED_FOR)
def test_there_is_an_alert_for(what):
    assert any(WATCHED_FOR[what] in expression for expression in EXPRESSIONS)


# The operator's guide


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_documented_with_its_labels_and_unit(name):
    row = re.search(rf"^\| `{name}`(.*)\|(.*)\|(.*)\|$", SECTION, flags=re.MULTILINE)
    assert row, f"no row for {name}"
    labels, unit, meaning = row.groups()
    assert set(re.findall(r"`(\w+)`", labels)) == set(METRICS[name].labels)
    assert unit.strip()
    assert len(meaning.strip()) > 20
    for suffix, word in (("_seconds", "seconds"), ("_cents", "cents")):
        assert suffix not in name or word in unit


def test_no_metric_is_documented_that_is_not():
    documented = set(re.findall(r"`(bundel_\w+)`", SECTION))
    assert documented <= set(METRICS)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_figure_of_a_service_is_documented(service):
    for name in (*service.money(service.new_state()), *service.open_business(service.new_state())):
        assert f"`{name}`" in SECTION, name


# Prometheus and the dashboard


def test_prometheus_looks_where_services_answer():
    text = (MONITORING / "prometheus.yaml").read_text("utf-8")
    assert re.findall(r'"127.0.0.1:(\d+)"', text) == [str(port) for port in Ports().health.values()]
    assert "job_name: bundel" in text
    assert "rule_files: [alerts.yaml]" in text


def test_panels_have_a_title_and_do_not_lie_over_one_another():
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
    assert all(panel["title"] for panel in DASHBOARD["panels"])
    places = sorted((panel["gridPos"]["y"], panel["gridPos"]["x"], panel["gridPos"]["w"]) for panel in PANELS)
    for (y, x, w), (next_y, next_x, _) in pairwise(places):
        assert next_y > y or next_x == x + w
        assert x + w <= 24


def test_every_metric_but_that_which_identifies_can_be_seen_or_rings():
    shown = {re.sub(r"_(bucket|sum|count)$", "", name) for one in (*EXPRESSIONS, *QUERIES) for name in names_in(one)}
    assert set(METRICS) - shown == {"bundel_log_info", "bundel_snapshot_timestamp_seconds"}
