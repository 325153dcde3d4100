"""Whatever arrives as a command: one outcome, a documented code, a sentence; and what is accepted does no harm.

Each example begins with the same neighbourhood, takes some commands at once, lets the other services hear what came of
them and time pass, and has the logs audited. How to look for longer stands in `tests.effort`.
"""

import json
import random
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.stand import SERVICES
from shared.broker.bus import MAX_PAYLOAD
from shared.log.eventlog import encode
from shared.log.facts import CommandOutcome
from shared.log.fold import FactReader
from shared.service import ALL
from tests.effort import fixed_effort
from tests.hostile.sending import commands, documented_for_command, sound_commands, swept, variants
from tests.hostile.stand import NOW, REGISTER, recorded, sound

SUBJECT = re.compile(r"bundel(\.[^\s.*>\x00-\x20\x7f]+){4}")
EXAMPLES = 14
AT_ONCE = 24
VARIED = 8
VARIANTS = 60
COMMANDS = [
    pytest.param(service, model, id=f"{service.name} {model.name}")
    for service in SERVICES.values()
    for model in service.commands
]
CODES = 12
"""So many different answers at least, or it did not get around."""


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_whatever_arrives_gets_one_documented_outcome_and_harms_nobody(stand, service):
    seen = Counter()

    @fixed_effort(EXAMPLES)
    @given(st.lists(commands(service, stand.lore), min_size=AT_ONCE // 2, max_size=AT_ONCE))
    def whatever_arrives(sent):
        with stand.copied() as hands:
            desk = hands.desks[service.name]
            began = {each: each.writer.fold.position for each in hands.desks.values()}
            answers = desk.writer.commands([one.arrival for one in sent])
            _answered_once(service, sent, answers, recorded(desk, began[desk]))
            seen.update((answer.arrival.command, answer.outcome.code) for answer in answers)
            if any(answer.outcome.accepted for answer in answers):
                _harmless(hands)
            for each, position in began.items():
                _survives(each, position)

    whatever_arrives()
    accepted = {command for command, code in seen if code == ""}
    assert len(accepted) > len(service.commands) / 3, f"accepted was only {accepted}"
    assert len({code for _, code in seen}) >= CODES, seen


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_one_thing_wrong_anywhere_gets_one_documented_outcome(stand, service):
    """Many variants of each command, all at once; what is wrong may be in the data or in the envelope around it."""
    seen = set()

    @fixed_effort(VARIED)
    @given(st.lists(sound_commands(service, stand.lore), min_size=3, max_size=6), st.integers(0, 2**32))
    def whatever_is_wrong(sound_ones, seed):
        sent = [varied for one in sound_ones for varied in variants(one, random.Random(seed), VARIANTS)]
        with stand.copied() as hands:
            desk = hands.desks[service.name]
            began = desk.writer.fold.position
            answers = desk.writer.commands([one.arrival for one in sent])
            _answered_once(service, sent, answers, recorded(desk, began))
            _survives(desk, began)
            seen.update(answer.outcome.code for answer in answers)

    whatever_is_wrong()
    assert seen >= OF_ANY_BODY


@pytest.mark.parametrize(("service", "model"), COMMANDS)
def test_every_nasty_value_in_every_place_gets_one_documented_outcome(stand, service, model):
    sent = list(swept(service, model, stand.lore))
    with stand.copied() as hands:
        desk = hands.desks[service.name]
        for start in range(0, len(sent), 100):
            began, some = desk.writer.fold.position, sent[start : start + 100]
            answers = desk.writer.commands([one.arrival for one in some])
            _answered_once(service, some, answers, recorded(desk, began))
            _survives(desk, began)
        hands.carry_all()
        sound(hands)


OF_ANY_BODY = {
    *("not-json", "envelope-invalid", "id-invalid", "body-too-large", "wrong-type", "field-missing", "field-unknown"),
    *("identifier-invalid", "amount-not-whole", "amount-too-large"),
}


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_of_every_command_there_is_one_that_could_come_next(stand, service):
    """Else nothing behind its first doors is reached: give `stand` one when a new command joins."""
    for model in service.commands:
        bodies = stand.lore.bodies.get((service.name, model.name), [])
        assert any(stand.lore.accepted(service.name, model, party, body) for body in bodies for party in REGISTER), (
            model
        )


def _answered_once(service, sent, answers, recorded):
    arrived = [one.arrival for one in sent]
    assert [answer.arrival for answer in answers] == arrived
    first = {}
    for one in arrived:
        first.setdefault(one.stream, one)
    assert [answer.outcome for answer in answers if not answer.repeat] == recorded
    assert [(outcome.stream, outcome.body_sha256) for outcome in recorded] == [
        (stream, one.body_sha256) for stream, one in first.items()
    ]
    for one, answer in zip(sent, answers, strict=True):
        _documented(service, answer.outcome)
        if answer.outcome.accepted:
            _meant(service, one)


def _meant(service, sent):
    """What was accepted is under its sender's name and one id, and says nothing that the model does not know."""
    said = json.loads(sent.body, parse_int=str)  # of any length: attributes that nobody reads are passed over
    [model] = [model for model in service.commands if model.name == sent.command]
    assert REGISTER[sent.party].roles & model.roles
    assert f":{REGISTER[sent.party].oin}:" in said["source"]
    assert (said["specversion"], said["type"]) == ("1.0", f"nl.bundel.{service.name}.{sent.command}")
    assert said["id"] == sent.arrival.command_id
    assert said["data"].keys() <= model.model_fields.keys()


def _documented(service, outcome):
    if outcome.accepted:
        assert (outcome.code, outcome.sentence, outcome.field) == ("", "", "")
        return
    assert outcome.code in documented_for_command(service, outcome.command), outcome
    assert outcome.sentence.strip().endswith((".", ")")), outcome


def _harmless(hands):
    """The others can hear it, the timers can decide, everything can be folded again, and the auditor is content."""
    hands.carry_all()
    hands.clock.to(NOW.replace(year=NOW.year + 1))
    hands.strike()
    hands.carry_all()
    sound(hands)


def _survives(desk, after):
    """What was stored reads back the same, and what it says can be put on a broker."""
    read = FactReader(desk.service).read
    for event in desk.log.read(after, limit=10_000):
        assert encode(read(event.stored)) == bytes(event.stored.fact)
        message = desk._renderer.message(event)
        if message is not None:
            assert SUBJECT.fullmatch(message.subject), message.subject
            assert len(message.body) <= MAX_PAYLOAD
            assert event.stored.audience == ALL or event.stored.audience in REGISTER or _is_outcome(event)


def _is_outcome(event):
    """Told to whoever sent the command, also where nobody knows it."""
    return event.stored.kind == CommandOutcome.kind
