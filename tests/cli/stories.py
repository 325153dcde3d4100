"""Logs on disk with facts in them, for whoever reads logs: no service and no broker runs."""

import json
from contextlib import closing
from datetime import UTC, datetime

import msgspec

from deploy.ports import Ports
from shared.log.eventlog import Draft, Stored, encode, open_log
from shared.parties import SERVICES

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def written(data, *, by="clock", audience="", **facts):
    """A platform's folder whose logs hold these facts, by service; they were told to `audience`."""
    data.mkdir(parents=True, exist_ok=True)
    ports = Ports.free()
    (data / "ports.json").write_text(json.dumps({"nats": ports.nats, "health": ports.health}), "utf-8")
    for service in SERVICES:
        recorded(f"sqlite:///{data}/{service}.db", facts.get(service, ()), by=by, audience=audience)


def recorded(url, facts, *, by="clock", audience=""):
    """A log that holds these facts."""
    stored = [_stored(number, fact, by, audience) for number, fact in enumerate(facts, start=1)]
    with closing(open_log(url)) as log:
        if stored:
            log.append([Draft.of(each) for each in stored])


def _stored(number, fact, by, audience):
    return Stored(
        stream=f"{fact.stream}/{number}",  # a stream each: whose versions follow which is not what is read here
        version=1,
        kind=fact.kind,
        at=AT,
        by=by,
        cause="clock",
        correlation="",
        prev="",
        said=number,
        audience=audience,
        audience_said=0,
        fact=msgspec.Raw(encode(fact)),
    )
