"""Delivery is tested for real, and in a hurry: waits that are no rule are short here."""

import pytest

import shared.client
import shared.nats_pull
import shared.relay

HURRY = {
    shared.client: {"SEND_AGAIN_SECONDS": 0.4, "LOOK_AGAIN_SECONDS": 1.0},
    shared.nats_pull: {"PULL_SECONDS": 5.0},
    shared.relay: {"ASK_READER_SECONDS": 0.3, "IDLE_SECONDS": 0.3},
}


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    for module, waits in HURRY.items():
        for name, seconds in waits.items():
            monkeypatch.setattr(module, name, seconds)
