"""Which tests one process runs, and in which order they are given out, when `make test` has several processes.

What is given out is a file: whatever its tests share is made once. Long work comes first, so that no process is
left with it at the end while the others have nothing to do.
"""

import pytest

TOGETHER = ("bundel",)
"""Fixtures that a whole folder shares, as making them costs more than most tests: who uses one runs with the others."""
SLOWEST_FIRST = ("simulation", "faults", "cli", "bench", "redteam", "hostile", "delivery", "observability", "partners")
"""Folders whose tests start processes or search; all others take moments."""


def spread(items):
    """Give every test its group, and put the groups in order; whoever is marked with a group keeps it."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=_turn)


def _group(item):
    shared = [name for name in TOGETHER if name in item.fixturenames]
    return shared[0] if shared else item.location[0]


def _turn(item):
    folder = item.path.relative_to(item.config.rootpath).parts[1]
    return SLOWEST_FIRST.index(folder) if folder in SLOWEST_FIRST else len(SLOWEST_FIRST)
