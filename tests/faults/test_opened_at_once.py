"""Processes that open one log at the same moment, as when one takes over from another, do not disturb each other."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from shared.log.eventlog import open_log

PROCESSES = 4


def opened_at_once(url):
    barrier = Barrier(PROCESSES)

    def opened(_):
        barrier.wait(10)
        with contextlib.closing(open_log(url)) as log:
            return log.read()

    with ThreadPoolExecutor(PROCESSES) as pool:
        return list(pool.map(opened, range(PROCESSES)))


def test_processes_open_a_new_log_at_once(postgres_log):
    assert opened_at_once(postgres_log) == [[]] * PROCESSES


@pytest.mark.parametrize("log", ["sqlite_log", "postgres_log"])
def test_processes_open_a_log_at_once(request, log):
    url = request.getfixturevalue(log)
    open_log(url).close()
    for _ in range(3):
        assert opened_at_once(url) == [[]] * PROCESSES
