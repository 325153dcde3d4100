"""Delivery is tested for real, and in a hurry: waits that are no rule are short here."""

import pytest

import bundel_client.party_connection
import shared.broker.nats_pull
import shared.running.relay
import shared.running.upstream_intake

HURRY = {
    bundel_client.party_connection: {"SEND_AGAIN_SECONDS": 0.4, "LOOK_AGAIN_SECONDS": 1.0},
    shared.running.upstream_intake: {"ASK_SECONDS": 0.5},
    shared.broker.nats_pull: {"PULL_SECONDS": 5.0},
    shared.running.relay: {"ASK_READER_SECONDS": 0.3, "IDLE_SECONDS": 0.3},
}


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    for module, waits in HURRY.items():
        for name, seconds in waits.items():
            monkeypatch.setattr(module, name, seconds)
