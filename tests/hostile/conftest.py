"""What every test here begins with."""

import pytest
import structlog

from tests.hostile.stand import prepare


@pytest.fixture(scope="session")
def stand(tmp_path_factory):
    return prepare(tmp_path_factory.mktemp("stand"))


@pytest.fixture(autouse=True)
def _quiet():
    """Every hostile message is logged; writing that out, with its traceback, would take longer than all else."""
    with structlog.testing.capture_logs():
        yield
