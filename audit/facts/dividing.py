"""How cents are divided over parts: the auditor's own rule, of reports, advances and payments."""

import math
from collections.abc import Sequence
from fractions import Fraction


def by_largest_remainder(cents: int, weights: Sequence[int]) -> list[int]:
    """In proportion, to the cent; ties to the earliest."""
    exact = [Fraction(cents * weight, sum(weights) or 1) for weight in weights]
    parts = [math.floor(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: parts[at] - exact[at])
    for at in by_remainder[: cents - sum(parts)]:
        parts[at] += 1
    return parts
