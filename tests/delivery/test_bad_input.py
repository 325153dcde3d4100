"""Whatever a party sends, through the real broker with its own credentials: exactly one outcome, with a stable code,
the field and a sentence; and the services work on.
"""

import asyncio
import dataclasses
import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import nats.errors
import pytest

from services.settlement.earn_backs.messages import ProposeEarnBack
from shared.broker.bus import MAX_PAYLOAD
from shared.broker.envelope import MAX_COMMAND_BYTES, read_published
from tests.conftest import STRANGER, Broker
from tests.delivery.stage import (
    APPLICATIONS,
    POOL,
    SETTLEMENT,
    STORY,
    Stage,
    Wired,
    body,
    open_pool,
    outcomes,
    pledge,
    receive,
    set_mandate,
    submit_application,
    until,
)
from tests.unit.scenario import PARTIES

CONTRACT = Path(__file__).parents[2] / "docs" / "messages.md"


@dataclass(frozen=True)
class Case:
    """What a party sends, and what it is told. `raw` replaces the whole body; `data` may be bytes of JSON."""

    name: str
    code: str
    field: str = ""
    by: str = "welzijn"
    service: str = "pool"
    command: str = "receive"
    data: Any = None
    raw: bytes | None = None
    envelope: dict[str, Any] = dataclasses.field(default_factory=dict)
    header: str | None = "own"
    """`own`: as our client does. None: no header."""

    @property
    def body(self):
        if self.raw is not None:
            return self.raw
        data = receive() if self.data is None else self.data
        data = msgspec.Raw(data) if isinstance(data, bytes) else data
        return body(self.service, self.command, by=self.by, command_id=self.name, data=data, **self.envelope)

    @property
    def headers(self):
        return {None: None, "own": {"ce-id": self.name}}.get(self.header, {"ce-id": self.header})

    @property
    def command_id(self):
        """The id the outcome must bear."""
        if self.header == "own":
            return self.name
        if self.header is not None and re.fullmatch(r"[A-Za-z0-9._:-]{1,64}", self.header):
            return self.header
        if self.raw is None and self.envelope.get("id", self.name) == self.name:
            return self.name
        return hashlib.sha256(self.body).hexdigest()


def amount(text):
    return msgspec.json.encode(receive()).replace(b'"cents":1000000', b'"cents":' + text)


def twice(text):
    return msgspec.json.encode(receive())[:-1] + b"," + text + b"}"


WHOLE = body("pool", "receive", by="welzijn", command_id="heel", data=receive())

NOT_JSON = (
    Case("malformed", "not-json", raw=WHOLE[:-1]),
    Case("empty-body", "not-json", raw=b""),
    Case("empty-body-without-id", "not-json", raw=b" ", header=None),
    Case("plain-text", "not-json", raw=b"graag twee euro"),
    Case("a-second-document", "not-json", raw=WHOLE + WHOLE),
    Case("nan-amount", "not-json", data=amount(b"NaN")),
    Case("infinite-amount", "not-json", data=amount(b"Infinity")),
    Case("invalid-utf8-in-data", "not-json", data=amount(b'"\xff\xfe"')),
    Case("invalid-utf8-in-id", "not-json", raw=WHOLE.replace(b'"heel"', b'"\xff"'), header=None),
    Case("invalid-utf8-in-source", "not-json", raw=WHOLE.replace(b"proef", b"\xc3\x28")),
    Case("invalid-utf8-outside-data", "not-json", envelope={"note": msgspec.Raw(b'"\xff"')}),
    Case("invalid-utf8-in-a-name", "not-json", raw=WHOLE[:-1] + b',"\xff":1}'),
    Case("half-a-surrogate-in-data", "not-json", data=amount(b'"\\ud800"')),
    Case("half-a-surrogate-in-id", "not-json", raw=WHOLE.replace(b'"heel"', b'"\\ud800"'), header=None),
    Case("utf-16", "not-json", raw=WHOLE.decode().encode("utf-16")),
    Case("single-quotes", "not-json", raw=WHOLE.replace(b'"', b"'")),
    Case("deep-arrays", "not-json", data=b"[" * 30_000 + b"]" * 30_000),
    Case("deep-objects", "not-json", data=b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    Case("deep-without-id", "not-json", raw=b'{"x":' + b"[" * 30_000 + b"]" * 30_000 + b"}", header=None),
    Case("deep-in-a-field", "not-json", data=amount(b"[" * 5_000 + b"]" * 5_000)),
    Case("deep-outside-data", "not-json", raw=WHOLE[:-1] + b',"x":' + b"[" * 30_000 + b"]" * 30_000 + b"}"),
)
ENVELOPE = (
    Case("a-list", "envelope-invalid", raw=b"[]"),
    Case("only-null", "envelope-invalid", raw=b"null"),
    Case("no-data", "envelope-invalid", "data", raw=WHOLE[: WHOLE.index(b',"data"')] + b"}"),
    Case("no-id", "envelope-invalid", "id", envelope={"id": None}, header=None),
    Case("no-id-but-a-header", "envelope-invalid", "id", envelope={"id": None}),
    Case("id-is-a-number", "envelope-invalid", "id", envelope={"id": 7}),
    Case("no-source", "envelope-invalid", "source", envelope={"source": None}),
    Case("source-of-another", "envelope-invalid", "source", envelope={"source": "urn:nld:oin:00000099000000001000:x"}),
    Case(
        "oin-of-another",
        "envelope-invalid",
        "source",
        envelope={"source": f"urn:nld:oin:{PARTIES['economie'].oin}:systeem:proef"},
    ),
    Case("another-type", "envelope-invalid", "type", envelope={"type": "nl.bundel.pool.pledge"}),
    Case("another-service", "envelope-invalid", "type", envelope={"type": "nl.bundel.settlement.receive"}),
    Case("cloudevents-0.3", "envelope-invalid", "specversion", envelope={"specversion": "0.3"}),
    Case("specversion-is-a-number", "envelope-invalid", "specversion", envelope={"specversion": 1.0}),
)
IDS = (
    Case("id-unlike-the-header", "id-invalid", "id", envelope={"id": "een-ander"}),
    Case("id-with-a-slash", "id-invalid", "id", envelope={"id": "a/b"}, header=None),
    Case("id-too-long", "id-invalid", "id", envelope={"id": "i" * 65}, header=None),
    Case("id-empty", "id-invalid", "id", envelope={"id": ""}, header=None),
    Case("id-of-accents", "id-invalid", "id", envelope={"id": "één"}, header=None),
    Case("id-with-a-newline-at-its-end", "id-invalid", "id", envelope={"id": "regel\n"}, header=None),
    Case("header-unfit-id-too", "id-invalid", "id", envelope={"id": "a b"}, header="a b"),
)
WHO = (
    Case("not-in-the-register", "unknown-party", by=STRANGER),
    Case("not-in-the-register-and-not-json", "unknown-party", by=STRANGER, raw=b"{"),
    Case("wrong-role", "not-yours", command="open-pool", data=open_pool("van-welzijn")),
    Case("not-the-budget-holder", "not-yours", "pool", by="economie"),
    Case(
        "not-the-applicant",
        "not-yours",
        "application",
        by="repaircafe",
        service="applications",
        command="withdraw-application",
        data={"application": "tuin", "reason": "Ik wil niet"},
    ),
    Case(
        "not-the-contributor",
        "not-yours",
        "contribution",
        by="economie",
        command="withdraw-contribution",
        data={"pool": "moestuin", "contribution": "welzijn-2026", "cents": 1},
    ),
    Case(
        "not-the-asked-zuil",
        "not-yours",
        "ask",
        by="economie",
        service="applications",
        command="answer-ask",
        data={"ask": "tuin:werk", "revision": 1, "cents": 200_000, "answer": "hold"},
    ),
    Case("unknown-command", "command-unknown", command="print-money"),
    Case("command-of-another-service", "command-unknown", command="confirm-payment"),
    Case("command-in-capitals", "command-unknown", command="RECEIVE"),
    Case("command-of-2000-letters", "command-unknown", command="x" * 2_000),
    Case("command-of-euro-signs", "command-unknown", command="€€€"),
    Case(
        "party-that-is-none",
        "unknown-party",
        "budget_holder",
        by="gemeente",
        command="hand-over",
        data={"pool": "moestuin", "budget_holder": "niemand"},
    ),
    Case(
        "funder-that-is-none",
        "unknown-party",
        "asks.0.funder",
        by="de-moestuin",
        service="applications",
        command="submit-application",
        data=submit_application("bij-niemand", [("kas", "zuil:niemand", 5)]),
    ),
    Case(
        "verifier-that-is-none",
        "unknown-party",
        "verifier",
        by="participatie",
        service="settlement",
        command="claim-saving",
        data={
            "earn_back": "e",
            "claim": "c",
            "subject": "s",
            "period_from": "2026-01-01",
            "period_to": "2026-12-31",
            "baseline_cents": 2,
            "measured_cents": 1,
            "evidence": "Een brief",
            "verifier": "niemand",
        },
    ),
)
FIELDS = (
    Case("data-is-a-list", "wrong-type", data=[]),
    Case("data-is-a-text", "wrong-type", data="veel"),
    Case("data-is-null", "wrong-type", data=b"null"),
    Case("no-fields", "field-missing", "pool", data={}),
    Case("field-missing", "field-missing", "cents", data={k: v for k, v in receive().items() if k != "cents"}),
    Case("field-unknown", "field-unknown", "tip", data=receive(tip=5)),
    Case("field-unknown-within", "field-unknown", "frame.tip", by="gemeente", command="open-pool",
         data=open_pool("een", frame={**open_pool()["frame"], "tip": 5})),
    Case("pool-is-a-number", "wrong-type", "pool", data=receive(pool=5)),
    Case("pool-is-null", "wrong-type", "pool", data=receive(pool=None)),
    Case("id-in-capitals", "identifier-invalid", "pool", data=receive(pool="Moestuin")),
    Case("id-that-is-a-path", "identifier-invalid", "pool", data=receive(pool="../moestuin")),
    Case("id-with-a-dot", "identifier-invalid", "pool", data=receive(pool="moes.tuin")),
    Case("id-with-a-newline", "identifier-invalid", "pool", data=receive(pool="moestuin\n")),
    Case("id-in-cyrillic", "identifier-invalid", "pool", data=receive(pool="mоestuin")),
    Case("id-of-49-letters", "identifier-invalid", "pool", data=receive(pool="x" * 49)),
    Case("id-empty", "identifier-invalid", "pool", data=receive(pool="")),
    Case("date-that-is-none", "wrong-type", "received_on", data=receive(received_on="2026-02-30")),
    Case("date-that-is-a-time", "wrong-type", "received_on", data=receive(received_on="2026-02-03T12:00:00Z")),
    Case("date-that-is-a-number", "wrong-type", "received_on", data=receive(received_on=20260302)),
    Case("value-unknown", "value-unknown", "recurring", command="pledge", data=pledge("c1", recurring="soms")),
    Case("list-empty", "list-empty", "earmarks", command="pledge", data=pledge("c1", earmarks=[])),
    Case("list-too-long", "list-too-long", "earmarks", command="pledge", data=pledge("c1", earmarks=["a"] * 51)),
    Case("year-out-of-reach", "out-of-range", "year", command="pledge", data=pledge("c1", year=1066)),
    Case("truth-in-words", "wrong-type", "automatic", by="gemeente", command="set-mandate",
         data=set_mandate(automatic="ja")),
    Case("text-missing", "text-missing", "neighbourhood", by="gemeente", command="open-pool",
         data=open_pool("een", neighbourhood="")),
    Case("text-too-long", "text-too-long", "neighbourhood", by="gemeente", command="open-pool",
         data=open_pool("een", neighbourhood="x" * 2001)),
    Case("time-without-zone", "time-without-zone", "decide_by", by="de-moestuin", service="applications",
         command="submit-application", data=submit_application("zonder-zone", decide_by="2026-04-01T12:00:00")),
    Case("time-as-a-number", "wrong-type", "decide_by", by="de-moestuin", service="applications",
         command="submit-application", data=submit_application("getal", decide_by=1_775_000_000)),
    Case("funder-without-kind", "funder-invalid", "asks.0.funder", by="de-moestuin", service="applications",
         command="submit-application", data=submit_application("geen-soort", [("kas", "moestuin", 5)])),
    Case("funder-that-is-no-zuil", "funder-invalid", "asks.0.funder", by="de-moestuin", service="applications",
         command="submit-application", data=submit_application("geen-zuil", [("kas", "zuil:rekenkamer", 5)])),
    Case("funder-with-a-newline", "funder-invalid", "asks.0.funder", by="de-moestuin", service="applications",
         command="submit-application", data=submit_application("regel", [("kas", "pool:moestuin\n", 5)])),
    Case("funder-that-is-a-subject", "funder-invalid", "asks.0.funder", by="de-moestuin", service="applications",
         command="submit-application", data=submit_application("ster", [("kas", "pool:*.>", 5)])),
    Case("rate-as-a-float", "wrong-type", "move_share", by="participatie", service="settlement",
         command="propose-earn-back", data={**ProposeEarnBack.example, "move_share": 0.25}),
    Case("rate-above-one", "out-of-range", "return_share", by="participatie", service="settlement",
         command="propose-earn-back", data={**ProposeEarnBack.example, "return_share": "1.01"}),
    Case("rate-with-a-comma", "wrong-type", "return_share", by="participatie", service="settlement",
         command="propose-earn-back", data={**ProposeEarnBack.example, "return_share": "0,5"}),
    Case("hash-that-is-none", "identifier-invalid", "terms_hash", by="participatie", service="settlement",
         command="consent-to-earn-back", data={"earn_back": "e", "terms_hash": "beef"}),
)  # fmt: skip
AMOUNTS = (
    Case("amount-negative", "amount-negative", "cents", data=receive(cents=-1)),
    Case("amount-zero", "amount-zero", "cents", data=receive(cents=0)),
    Case("amount-of-half-a-cent", "amount-not-whole", "cents", data=receive(cents=0.5)),
    Case("amount-whole-but-a-float", "amount-not-whole", "cents", data=amount(b"5.0")),
    Case("amount-with-an-exponent", "amount-not-whole", "cents", data=amount(b"1e3")),
    Case("amount-too-large", "amount-too-large", "cents", data=receive(cents=10**15 + 1)),
    Case("amount-beyond-64-bits", "amount-too-large", "cents", data=amount(b"9" * 30)),
    Case("amount-of-5000-digits", "not-json", data=amount(b"9" * 5_000)),
    Case("amount-negative-beyond-64-bits", "amount-negative", "cents", data=amount(b"-" + b"9" * 30)),
    Case("amount-in-quotes", "wrong-type", "cents", data=receive(cents="500")),
    Case("amount-is-true", "wrong-type", "cents", data=receive(cents=True)),
    Case("amount-is-null", "wrong-type", "cents", data=receive(cents=None)),
    Case("amount-within-a-line", "amount-negative", "asks.0.lines.0.cents", by="de-moestuin",
         service="applications", command="submit-application",
         data=submit_application("min", [("kas", "pool:moestuin", -5)])),
    Case("amount-of-a-payment", "amount-zero", "cents", by="participatie", service="settlement",
         command="confirm-payment", data={"order": "tuin:werk:1", "cents": 0, "paid_on": "2026-03-02"}),
)  # fmt: skip
SIZES = (
    Case(
        "a-byte-over-the-limit", "body-too-large", raw=WHOLE[:-1] + b" " * (MAX_COMMAND_BYTES + 1 - len(WHOLE)) + b"}"
    ),
    Case("over-the-limit-without-id", "body-too-large", raw=b"x" * (MAX_COMMAND_BYTES + 1), header=None),
    Case("far-over-the-limit", "body-too-large", raw=b"[" * 300_000),
)
CASES = (*NOT_JSON, *ENVELOPE, *IDS, *WHO, *FIELDS, *AMOUNTS, *SIZES)

GOOD = (
    ("gemeente", "pool", "open-pool", open_pool("na-afloop")),
    ("de-moestuin", "applications", "submit-application", submit_application("na-afloop")),
)


@dataclass
class Told:
    """All that the parties were told, and what the logs hold."""

    outcomes: dict[tuple[str, str], list[dict[str, Any]]] = dataclasses.field(default_factory=dict)
    recorded: dict[str, list[Any]] = dataclasses.field(default_factory=dict)
    afterwards: list[Any] = dataclasses.field(default_factory=list)
    health: list[tuple[str, dict[str, str]]] = dataclasses.field(default_factory=list)

    def take(self, party, message):
        outcome = msgspec.json.decode(read_published(message).data)
        self.outcomes.setdefault((party, outcome["command_id"]), []).append(outcome)


@pytest.fixture(scope="module")
def told(platform, tmp_path_factory):
    """Sends every case to running services, once, all mixed together."""
    broker = Broker(platform)
    broker.wipe()
    return asyncio.run(_tell_everything(Stage(broker, tmp_path_factory.mktemp("bad-input"))))


async def _tell_everything(stage):
    told = Told()
    async with stage.ready(POOL, APPLICATIONS, SETTLEMENT) as runtimes:
        await stage.tell()
        form = submit_application(asks=[("werk", "zuil:participatie", 200_000), ("kas", "pool:moestuin", 300_000)])
        await stage.tell([("de-moestuin", "submit-application", form)], "applications")
        for party in sorted({case.by for case in CASES}):
            await _send(stage, party, [case for case in CASES if case.by == party], told)
        for party, service, command, data in GOOD:
            async with stage.client(party) as client:
                told.afterwards.append(await client.submit(service, command, data))
        told.health = [(runtime.health.state, dict(runtime.health.alarms)) for runtime in runtimes]
        told.recorded = {
            runtime.status()["service"]: outcomes(runtime.writer._eventlog, runtime._service) for runtime in runtimes
        }
    return told


async def _send(stage, party, cases, told):
    async with stage.wire(party) as (connection, objections):

        async def on_outcome(message):
            told.take(party, message.data)

        await connection.subscribe(f"bundel.to.{party}.*.command-outcome", cb=on_outcome)
        for case in cases:
            subject = f"bundel.cmd.{case.service}.{party}.{case.command}"
            await connection.publish(subject, case.body, headers=case.headers)
        expected = {(party, case.command_id) for case in cases}
        await until(lambda: expected <= told.outcomes.keys(), f"all outcomes of {party}", 20)
        await connection.flush()
        assert objections == []


def test_every_case_has_an_id_of_its_own():
    ids = [(case.by, case.command_id) for case in CASES]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_input_gets_one_outcome_with_code_field_and_sentence(told, case):
    (outcome,) = told.outcomes[case.by, case.command_id]
    assert (outcome["code"], outcome["field"]) == (case.code, case.field), outcome
    assert not outcome["accepted"]
    assert outcome["command"] == case.command
    assert outcome["body_sha256"] == hashlib.sha256(case.body).hexdigest()
    sentence = outcome["sentence"]
    assert sentence.endswith((".", ".)"))
    assert len(sentence.split()) >= 3, "says what to do"
    first = {name: outcome[name] for name in ("field", "code", "sentence")}
    assert outcome["faults"][0] == first
    assert len({fault["field"] for fault in outcome["faults"]}) == len(outcome["faults"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_input_is_in_the_log_once(told, case):
    found = [o for o in told.recorded[case.service] if (o.party, o.command_id) == (case.by, case.command_id)]
    assert [outcome.code for outcome in found] == [case.code]


def test_afterwards_the_services_work(told):
    assert [outcome.accepted for outcome in told.afterwards] == [True] * len(GOOD)
    assert told.health == [("ready", {})] * 3


def test_bad_input_leaves_no_fact(told):
    accepted = {(o.party, o.command) for recorded in told.recorded.values() for o in recorded if o.accepted}
    story = {(by, command) for by, command, _ in STORY}
    assert accepted == story | {("de-moestuin", "submit-application")}


def test_every_code_is_in_the_contract():
    documented = set(re.findall(r"[a-z]+(?:-[a-z]+)+", CONTRACT.read_text("utf-8")))
    assert {case.code for case in CASES} <= documented


def test_every_code_the_issue_names_is_tried():
    """Malformed, wrong types, unknown fields, unknown command, amounts, unknown party, not its own, size, zone."""
    tried = {case.code for case in CASES}
    assert tried >= {
        *("not-json", "envelope-invalid", "body-too-large", "command-unknown", "id-invalid", "unknown-party"),
        *("not-yours", "field-missing", "field-unknown", "wrong-type", "identifier-invalid", "value-unknown"),
        *("list-empty", "list-too-long", "text-missing", "text-too-long", "time-without-zone", "funder-invalid"),
        *("amount-negative", "amount-zero", "amount-not-whole", "amount-too-large"),
    }


# What does not come as one message


def test_an_id_used_for_something_else_is_told_so_and_the_first_outcome_stands(broker, tmp_path):
    async def scene():
        stage = Stage(broker, tmp_path)
        async with stage.ready(POOL) as pool, stage.client("gemeente") as client:
            first = await client.submit("pool", "open-pool", open_pool(), command_id="c1")
            other = await client.submit("pool", "open-pool", open_pool("een-andere"), command_id="c1")
            again = await client.submit("pool", "open-pool", open_pool(), command_id="c1")
            assert first.accepted
            assert (other.accepted, other.code, other.field) == (False, "id-used-for-something-else", "id")
            assert again == first
            assert sorted(pool.writer.fold.state.pools.by_name) == ["moestuin"]
            assert len(outcomes(pool.writer._eventlog)) == 1

    asyncio.run(scene())


def test_a_name_given_twice_counts_once_in_what_is_checked_and_in_what_is_recorded(broker, tmp_path):
    """JSON leaves open which of two equal names counts. Whatever we take, we check and record the same one."""

    async def scene():
        stage = Stage(broker, tmp_path)
        async with stage.ready(POOL) as pool, stage.wire("welzijn") as (connection, _):
            await stage.tell()
            told = Told()

            async def on_outcome(message):
                told.take("welzijn", message.data)

            await connection.subscribe("bundel.to.welzijn.pool.command-outcome", cb=on_outcome)
            for name, data in (("eerst-goed", twice(b'"cents":-1')), ("eerst-fout", amount(b'-1,"cents":5'))):
                case = Case(name, "", data=data)
                await connection.publish("bundel.cmd.pool.welzijn.receive", case.body, headers=case.headers)
            await until(lambda: len(told.outcomes) == 2)
            ((bad,), (good,)) = (told.outcomes["welzijn", name] for name in ("eerst-goed", "eerst-fout"))
            assert bad["code"] == "amount-negative"
            assert good["code"] == "more-than-pledged"  # all of it was received: the later 5 cents were judged
            assert pool.health.well

    asyncio.run(scene())


def test_a_body_the_broker_would_not_take_fails_in_the_client(broker, tmp_path):
    async def scene():
        stage = Stage(broker, tmp_path)
        async with stage.ready(POOL), stage.wire("welzijn") as (connection, _), stage.client("welzijn") as client:
            with pytest.raises(nats.errors.MaxPayloadError):
                await connection.publish("bundel.cmd.pool.welzijn.receive", b"x" * (MAX_PAYLOAD + 1))
            with pytest.raises(ValueError, match="a command is at most 65536 bytes"):
                await client.submit("pool", "receive", receive(pool="x" * MAX_COMMAND_BYTES))
            with pytest.raises(ValueError, match="a command id is at most 64"):
                await client.submit("pool", "receive", receive(), command_id="a/b")
            assert (await client.submit("pool", "receive", receive())).code == "unknown-pool"

    asyncio.run(scene())


def test_what_cannot_be_decided_is_kept_as_a_dead_letter_and_told_to_its_sender(broker, tmp_path):
    """The service has a bug in one decision; the operator finds the command where the broker keeps such letters."""

    def decide(state, command, context):
        if getattr(command, "pool", "") == "kapot":
            raise ZeroDivisionError("a bug")
        return POOL.decide(state, command, context)

    async def scene():
        stage = Stage(broker, tmp_path)
        bus = Wired(stage.bus("pool"))
        async with stage.ready(replace(POOL, decide=decide), bus=bus) as pool, stage.client("gemeente") as client:
            outcome = await client.submit("pool", "open-pool", open_pool("kapot"), command_id="kapot")
            assert (outcome.accepted, outcome.code) == (False, "internal-error")
            assert (await client.submit("pool", "open-pool", open_pool())).accepted
            (letter,) = bus.dead
            assert letter.headers["Bundel-Subject"] == "bundel.cmd.pool.gemeente.open-pool"
            assert letter.headers["Bundel-Reason"]
            assert msgspec.json.decode(letter.body)["id"] == "kapot"
            assert pool.health.well

    asyncio.run(scene())
