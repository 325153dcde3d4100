"""What an attack leaves behind: lines in the broker's log and in the services', and events in the event logs."""

import json
import time

from deploy.local import BROKER
from shared.log.eventlog import open_log
from shared.parties import SERVICES

PATIENCE_SECONDS = 5
REST_SECONDS = 60
"""After a flood: it is decided like everything else."""


def broker_says(platform, *words):
    """A line of the broker's log with all these words, once there is one."""
    return _line(platform, BROKER, words)


def service_says(platform, service, *words):
    """A line of a service's JSON log with all these words, read."""
    line = _line(platform, service, words)
    return json.loads(line)


def _line(platform, name, words):
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        for line in reversed((platform.data / f"{name}.out").read_text("utf-8", errors="replace").splitlines()):
            if all(word in line for word in words):
                return line
        assert time.monotonic() < until, f"{name} says nothing of {words}"
        time.sleep(0.05)


def denied(platform, attacker, verb, subject):
    """The broker's log names who tried what."""
    return broker_says(platform, f"user:{attacker}", f"{verb} Violation", f'"{subject}"')


def recorded(platform):
    """All facts in the three logs: (service, who caused it, kind, fact)."""
    found = []
    for service in SERVICES:
        log = open_log(platform.logs[service])
        after = 0
        while events := log.read(after, limit=2000):
            found += [(service, one.stored.by, one.stored.kind, json.loads(bytes(one.stored.fact))) for one in events]
            after = events[-1].position
        log.close()
    return found


def by(platform, party):
    """What the logs say that this party did."""
    return [(service, kind, fact) for service, who, kind, fact in recorded(platform) if who == party]


def outcomes(platform, party):
    """By command id, the outcomes recorded for this party."""
    found = {}
    for _, kind, fact in by(platform, party):
        if kind == "command-outcome":
            found.setdefault(fact["command_id"], []).append(fact)
    return found


def well(platform):
    """All services are ready, without an alarm, and what their logs say is in the broker, in step."""
    until = time.monotonic() + REST_SECONDS
    while True:
        found = {name: platform.health(name) for name in SERVICES}
        if all(one.get("state") == "ready" and not one["alarms"] for one in found.values()) and all(
            one["said"] == one["published"] for one in found.values()
        ):
            return True
        assert time.monotonic() < until, found
        time.sleep(0.05)
