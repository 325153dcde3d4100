"""Every question that the logs give reason to ask, and what a running platform answers."""

import asyncio
import json
import urllib.request
from typing import NamedTuple

from bundel_client import BareClient, NoAnswer, QueryRefused
from shared.parties import SERVICES
from tests.golden.rows import events

ANYBODY = "rekenkamer"
RECEIVED = "contribution-received"
FIGURES = ("bundel_money_cents{", "bundel_open{")
"""What an operator sees of money and open business."""


class Question(NamedTuple):
    """Who asks what of whom."""

    service: str
    query: str
    by: str
    fields: dict


def questions(logs, parties):
    """All that may be asked about what is in these logs (raw events by service), by whoever sees most of it."""
    facts = {service: [(event["kind"], event["fact"]) for event in logs[service]] for service in SERVICES}
    yield from _of_applications(facts["applications"])
    yield from _of_pools(facts["pool"])
    yield from _of_settlement(facts["settlement"], parties)
    for service in SERVICES:
        yield Question(service, "head", ANYBODY, {})
        last = logs[service][-1]["said"]
        yield Question(service, "messages-after", ANYBODY, {"after": last - 8, "limit": 8})
        yield from _of_outcomes(service, facts[service])


def _of_outcomes(service, facts):
    """One of each command and code."""
    found = {}
    for kind, fact in facts:
        if kind == "command-outcome":
            found.setdefault((fact["command"], fact["code"]), (fact["party"], fact["command_id"]))
    for party, command_id in found.values():
        yield Question(service, "outcome", party, {"command_id": command_id})


def _distinct(facts, field, *kinds):
    return sorted({fact[field] for kind, fact in facts if kind in kinds})


def _of_applications(facts):
    for name in [*_distinct(facts, "application", "application-submitted"), "geen"]:
        yield Question("applications", "application", ANYBODY, {"application": name})
    yield Question("applications", "open-applications", ANYBODY, {})
    for funder in _distinct(facts, "funder", "pool-asked", "zuil-asked"):
        yield Question("applications", "unanswered-asks", ANYBODY, {"funder": funder})


def _of_pools(facts):
    yield Question("pool", "pools", ANYBODY, {})
    for pool in [*_distinct(facts, "pool", "pool-opened"), "geen"]:
        yield Question("pool", "pool", ANYBODY, {"pool": pool})
        yield Question("pool", "asks", ANYBODY, {"pool": pool, "limit": 500})
        yield Question("pool", "offers", ANYBODY, {"pool": pool})
        yield Question("pool", "corrections", ANYBODY, {"pool": pool})
        yield Question("pool", "supports", ANYBODY, {"pool": pool})
        yield Question("pool", "tasks", ANYBODY, {"pool": pool})
        yield Question("pool", "takeovers", ANYBODY, {"pool": pool, "task": "geen"})
        for group in ("contribution", "contributor", "goal", "task-field"):
            yield Question("pool", "overview", ANYBODY, {"pool": pool, "group_by": group})
    for pool, contribution in sorted({(one["pool"], one["contribution"]) for kind, one in facts if kind == RECEIVED}):
        yield Question("pool", "receipts", ANYBODY, {"pool": pool, "contribution": contribution})
    yield Question("pool", "asks", ANYBODY, {"pool": "buurthuis", "after": 1, "limit": 2})
    for pool, ask in sorted({(fact["pool"], fact["ask"]) for kind, fact in facts if kind == "ask-received"}):
        yield Question("pool", "ask", ANYBODY, {"pool": pool, "ask": ask})
    yield Question("pool", "ask", ANYBODY, {"pool": "buurthuis", "ask": "geen:geen"})


def _of_settlement(facts, parties):
    for ask in [*_distinct(facts, "ask", "agreement-made"), "geen:geen"]:
        yield Question("settlement", "agreement", ANYBODY, {"ask": ask})
    yield Question("settlement", "agreements", ANYBODY, {})
    for name in _distinct(facts, "application", "agreement-made"):
        yield Question("settlement", "agreements", ANYBODY, {"application": name})
    yield Question("settlement", "earn-backs", ANYBODY, {})
    for name in [*_distinct(facts, "earn_back", "earn-back-proposed"), "geen"]:
        for party in ("participatie", "uitkeringen", "wijkteam", ANYBODY):
            yield Question("settlement", "earn-back", party, {"earn_back": name})
    for order in [*_distinct(facts, "order", "loan-paid-out"), "geen:geen:1"]:
        yield Question("settlement", "loan", ANYBODY, {"order": order})
    for funder in _distinct(facts, "funder", "agreement-made"):
        yield Question("settlement", "loans", ANYBODY, {"funder": funder})
    for ask in [*_distinct(facts, "ask", "agreement-made"), "geen:geen"]:
        yield Question("settlement", "advances", ANYBODY, {"ask": ask})
    for application in [*_distinct(facts, "application", "report-submitted"), "geen"]:
        yield Question("settlement", "report", ANYBODY, {"application": application})
    for ask in [*_distinct(facts, "ask", "grant-determined"), "geen:geen"]:
        yield Question("settlement", "determination", ANYBODY, {"ask": ask})
    for party in parties:
        yield Question("settlement", "awaited-determinations", party, {})
        yield Question("settlement", "open-orders", party, {})
        yield Question("settlement", "open-claims", party, {})
        yield Question("settlement", "claims", party, {})
        yield Question("settlement", "payment-corrections", party, {})


async def answered(platform, asked):
    """The answer to each question, or the refusal."""
    by_party = {}
    for question in asked:
        by_party.setdefault(question.by, []).append(question)
    found = await asyncio.gather(*(_asked_by(platform, party, its) for party, its in by_party.items()))
    answers = {key: answer for each in found for key, answer in each.items()}
    return [answers[_key(question)] for question in asked]


async def _asked_by(platform, party, asked):
    oin, password = platform.parties[party].oin, platform.password(party)
    async with await BareClient.connect(platform.url, party, password, oin=oin) as client:
        return {_key(question): await _answer(client, question) for question in asked}


def _key(question):
    return json.dumps(question)


async def _answer(client, question, attempts=3):
    """A service that lost its connection for a moment is asked again."""
    try:
        return await client.ask(question.service, question.query, **question.fields)
    except QueryRefused as refused:
        return {"refused": refused.code, "sentence": str(refused), "field": refused.field}
    except NoAnswer:
        if attempts == 1:
            raise
        await asyncio.sleep(1)
        return await _answer(client, question, attempts - 1)


def figures(platform, service):
    """What the service tells an operator about money and open business."""
    with urllib.request.urlopen(platform.health_url(service).replace("/health", "/metrics"), timeout=5) as reply:
        return [line for line in reply.read().decode().splitlines() if line.startswith(FIGURES)]


def logs_in(folder):
    """The raw events of the three logs in a data folder."""
    return {service: events(folder / f"{service}.db") for service in SERVICES}
