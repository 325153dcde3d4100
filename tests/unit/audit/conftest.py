"""One sound story, told once; every test gets books of its own to spoil."""

import pickle

import pytest

from tests.unit.audit.hostile import Books
from tests.unit.audit.story import tell


@pytest.fixture(scope="session")
def story_logs(tmp_path_factory):
    return tell(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="session")
def sound_books(story_logs):
    return Books.load(story_logs).chained()


@pytest.fixture(scope="session")
def sound_bytes(sound_books):
    return pickle.dumps(sound_books)


@pytest.fixture
def books(sound_bytes):
    return pickle.loads(sound_bytes)
