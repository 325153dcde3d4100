"""How long tests search: one number for all of them. `EFFORT=10 make test` looks ten times as long.

A search is a test of which a longer run may find what a shorter one did not: examples that Hypothesis draws, simulated
worlds, hostile messages. What it tries by default is what every change must pass; how much that is stands in each test.
"""

import os

from hypothesis import HealthCheck, Phase, settings

EFFORT = int(os.environ.get("EFFORT") or "1")
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
TIMEOUT_SECONDS = 120 * EFFORT
"""Of a test that has none of its own. By default as in pyproject.toml."""

settings.register_profile("effort", max_examples=100 * EFFORT, deadline=None)  # for who asks for no number


def effort(examples, **others):
    """Settings for a test that shows something with so many examples; other ones in every run."""
    return settings(max_examples=EFFORT * examples, deadline=None, **others)


def fixed_effort(examples):
    """The same, for examples that take long: by default the same ones in every run, and not made smaller when found.

    Making them smaller takes minutes: that comes with more effort, and so do other examples in every run.
    """
    if EFFORT > 1:
        return effort(examples, suppress_health_check=QUIET, database=None, print_blob=True)
    phases = [Phase.explicit, Phase.generate]
    return effort(examples, suppress_health_check=QUIET, database=None, derandomize=True, phases=phases)
