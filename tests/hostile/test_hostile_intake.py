"""Subjects, headers and replies that nobody should send: what is a command gets its outcome, the rest is set apart."""

import asyncio
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.stand import SERVICES
from shared.running.command_intake import CommandIntake
from shared.wire import SLUG
from tests.delivery.stage import OIN
from tests.effort import fixed_effort
from tests.hostile import nasty
from tests.hostile.sending import commands, documented_for_command
from tests.hostile.sham import Over, ShamBus
from tests.hostile.stand import recorded

EXAMPLES = 12
TOKENS = [
    token for token in (*nasty.NAMES, *nasty.KINDS, *nasty.IDS) if token and not re.search(r"[\s.]|\ud800", token)
]
"""What can be one part of a subject; a broker parts them at dots and ends them at white space."""
HEADERS = (
    *({"ce-id": text} for text in (*nasty.IDS, *nasty.TEXTS)),
    *({}, {"CE-ID": "x"}, {"ce-id ": "x"}, {"Ce-Id": "x"}, {"Status": "503"}, {"Nats-Msg-Id": "x"}, {"ce-type": "x"}),
)


def deliveries(service, lore):
    """As they come off the broker: subject, body, headers."""
    tokens = st.sampled_from(TOKENS)
    command = commands(service, lore)
    return st.one_of(
        st.builds(lambda sent, header: (sent.subject, sent.body, header), command, st.sampled_from(HEADERS)),
        st.builds(lambda sent, party: (_under(sent, party, sent.command), sent.body, {}), command, tokens),
        st.builds(lambda sent, name: (_under(sent, sent.party, name), sent.body, {"ce-id": name}), command, tokens),
    )


def _under(sent, party, command):
    return f"bundel.cmd.{sent.service}.{party}.{command}"


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_every_delivery_is_recorded_told_or_set_apart(stand, service):
    @fixed_effort(EXAMPLES)
    @given(st.lists(deliveries(service, stand.lore), min_size=10, max_size=20))
    def whatever_is_delivered(delivered):
        with stand.copied() as hands:
            desk = hands.desks[service.name]
            began = desk.writer.fold.position
            bus = ShamBus(delivered)
            with pytest.raises(Over):
                asyncio.run(CommandIntake(service.name, bus, desk.writer, lambda: None, 7, OIN).run())
            outcomes = recorded(desk, began)
            strange = [subject for subject, _, _ in delivered if not re.fullmatch(SLUG, subject.split(".")[3])]
            assert [dead.headers["Bundel-Subject"] for dead in bus.dead] == strange
            assert len(outcomes) + len(bus.sent) + len(bus.dead) == len(delivered)
            assert bus.acknowledged == -(-len(delivered) // 7)
            for outcome in outcomes:
                assert outcome.accepted or outcome.code in documented_for_command(service, outcome.command), outcome
            for message in bus.sent:
                assert message.subject.split(".")[2] in {subject.split(".")[3] for subject, _, _ in delivered}
                assert json.loads(message.body)["data"]["command_id"]

    whatever_is_delivered()
