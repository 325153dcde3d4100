"""Which tests take longer than `make test` may; which tests one process runs, and in which order they are given out.

What is given out is a file: whatever its tests share is made once. Long work comes first, so that no process is
left with it at the end while the others have nothing to do.
"""

from xdist.scheduler import LoadScopeScheduling

LONGER = ("tests/faults/", "tests/cli/test_cli_backups.py")
"""What `make test-longer` runs and `make test` does not: these, and tests that are marked so."""
TOGETHER = ("tests/cli/",)
"""Folders whose files share a platform: to start one costs more than most tests take."""
APART = ("tests/simulation/test_simulation.py", "tests/faults/test_attacks.py", "tests/faults/test_upgrade.py")
"""Files whose tests share nothing, and take long each."""
SLOWEST_FIRST = ("simulation", "faults", "cli", "bench", "redteam", "hostile", "delivery", "observability", "partners")
"""Folders whose tests start processes or search; all others take moments."""


class ByFile(LoadScopeScheduling):
    """Gives out work as collected, which is in the order of `turn`."""

    def __init__(self, config, log=None):
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        if file in APART:
            return nodeid
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def turn(item):
    """The lower, the sooner."""
    folder = item.nodeid.split("/")[1]
    return SLOWEST_FIRST.index(folder) if folder in SLOWEST_FIRST else len(SLOWEST_FIRST)
