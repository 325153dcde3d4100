"""One platform for all tests of the command line; each leaves it running, and adds to its story at most."""

import pytest

from tests.cli.stand import Stand


@pytest.fixture(scope="session")
def bundel(tmp_path_factory):
    """`bundel` on a platform that is up, with a story told."""
    stand = Stand(tmp_path_factory.mktemp("cli") / "data")
    ended = stand.apart("up", "--free-ports")
    assert ended.code == 0, ended
    try:
        stand.tell_story()
        yield stand
    finally:
        stand.apart("down")


@pytest.fixture
def nowhere(tmp_path):
    """`bundel` where no platform ever was."""
    return Stand(tmp_path / "data")
