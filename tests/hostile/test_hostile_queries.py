"""Whatever is asked: an answer or a documented refusal, of a size the broker takes, into the asker's own inbox only."""

import asyncio
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.stand import SERVICES
from services.applications.applications.messages import SubmitApplication
from shared.broker.bus import MAX_PAYLOAD, Request
from shared.running.health import Health
from shared.running.own_queries import OWN_QUERIES
from shared.running.query_handler import QueryHandler
from tests.effort import fixed_effort
from tests.hostile import nasty
from tests.hostile.sending import DOCUMENTED_FOR_QUERIES, FOREIGN, queries, sound_queries
from tests.hostile.stand import NOW, REGISTER, Told

EXAMPLES = 160
AT_ONCE = 16
OWN = (
    "_INBOX_{party}.1",
    "_INBOX_{party}.a.b.c",
    "_INBOX_{party}.€",
    "_INBOX_{party}.\u202e",
    "_INBOX_{party}." + "x" * 9_999,
)


class TooLong(AssertionError):
    """An answer that the broker does not take: whoever asked waits in vain."""


LONG_FORM = {**SubmitApplication.example, "purpose": "\U0001f345" * 2_000, "neighbourhood": "\U0001f345" * 2_000}


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_whatever_is_asked_is_answered_or_refused(stand, service):
    seen = set()

    @fixed_effort(EXAMPLES)
    @given(
        sound_queries(service, stand.lore),
        st.lists(queries(service, stand.lore), min_size=AT_ONCE // 2, max_size=AT_ONCE),
        st.sampled_from(OWN),
    )
    def whatever_is_asked(sound, hostile, reply):
        for one in (*sound, *hostile):
            told = ask(answers, one.subject, one.body, reply.format(party=one.party))
            seen.add((one.query, told.get("refused", {}).get("code", "")))

    with stand.copied() as hands:
        answers = answering(hands, service)
        before = hands.desks[service.name].writer.fold.position
        whatever_is_asked()
        assert hands.desks[service.name].writer.fold.position == before
    answered = {query for query, code in seen if code == ""}
    assert answered == {model.name for model in (*OWN_QUERIES, *service.queries)} - {"outcome"}, seen


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_nobody_is_answered_elsewhere(stand, service):
    with stand.copied() as hands:
        answers = answering(hands, service)
        for party in ("welzijn", "pool", "nieuwkomer", "all"):
            for model in (*OWN_QUERIES, *service.queries):
                for foreign in FOREIGN:
                    reply = foreign.format(party=party)
                    request = Request(f"bundel.query.{service.name}.{party}.{model.name}", b"{}", reply)
                    if not reply.startswith(f"_INBOX_{party}."):
                        assert asyncio.run(answers.respond(request)) is None, reply


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_no_query_of_garbage_fails(stand, service):
    with stand.copied() as hands:
        answers = answering(hands, service)
        for model in (*OWN_QUERIES, *service.queries):
            for body in nasty.GARBAGE:
                ask(answers, f"bundel.query.{service.name}.welzijn.{model.name}", body, "_INBOX_welzijn.1")


def test_long_texts_do_not_make_an_answer_too_long_to_send(stand):
    """Anybody may ask without a limit; a few dozen applications of an initiative must not silence the answer."""
    with stand.copied(Told) as hands:
        for number in range(40):
            body = {**LONG_FORM, "application": f"lang-{number}", "decide_by": (NOW + timedelta(days=9)).isoformat()}
            hands.must("buurttuin", hands.applications, "submit-application", **body)
        answers = answering(hands, hands.applications.service)
        ask(answers, "bundel.query.applications.welzijn.open-applications", b"{}", "_INBOX_welzijn.1")


def ask(answers, subject, body, reply):
    """What is told; it can be sent, and read."""
    raw = asyncio.run(answers.respond(Request(subject, body, reply)))
    assert raw is not None
    if len(raw) > MAX_PAYLOAD:
        raise TooLong(f"{len(raw)} bytes about {subject}")
    told = json.loads(raw)
    assert list(told) in (["answer"], ["refused"]), told
    if "refused" in told:
        assert told["refused"]["code"] in DOCUMENTED_FOR_QUERIES, (subject, told)
        assert told["refused"]["sentence"].strip()
    return told


def answering(hands, service):
    desk = hands.desks[service.name]
    assert hands.clock.now() == NOW
    return QueryHandler(service, desk.log, desk.writer, desk._renderer, REGISTER, hands.clock, Health("ready"))
