"""The platform's broker, real services on it, and someone who looks on."""

import pytest

import shared.running.relay
from tests.delivery.stage import Stage


@pytest.fixture
def stage(broker, tmp_path):
    return Stage(broker, tmp_path)


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    monkeypatch.setattr(shared.running.relay, "ASK_READER_SECONDS", 0.3)
    monkeypatch.setattr(shared.running.relay, "IDLE_SECONDS", 0.3)
