"""How many examples: few and always the same ones by default, fifty times as many and others every time on request.

pytest tests/hostile --hypothesis-profile=hostile-long --timeout=0
"""

from hypothesis import HealthCheck, Phase, settings

LONG = "hostile-long"
TIMES = 50


def effort(examples):
    """Settings for a test that shows something with so many examples."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    if settings.get_current_profile_name() == LONG:
        return settings(max_examples=TIMES * examples, suppress_health_check=quiet)
    found_is_told = [Phase.explicit, Phase.generate]  # making it smaller takes minutes: the long profile does
    return settings(
        max_examples=examples, deadline=None, derandomize=True, phases=found_is_told, suppress_health_check=quiet
    )
