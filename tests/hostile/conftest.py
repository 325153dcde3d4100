"""How long to look, in the profile below; and what every test here begins with."""

import pytest
import structlog
from hypothesis import settings

from tests.hostile.effort import LONG
from tests.hostile.stand import prepare

settings.register_profile(LONG, deadline=None, derandomize=False, database=None, print_blob=True)


@pytest.fixture(scope="session")
def stand(tmp_path_factory):
    return prepare(tmp_path_factory.mktemp("stand"))


@pytest.fixture(autouse=True)
def _quiet():
    """Every hostile message is logged; writing that out, with its traceback, would take longer than all else."""
    with structlog.testing.capture_logs():
        yield
