"""What contributions have out on loans: what bears losses first stays for it."""

from collections import Counter
from collections.abc import Mapping

from audit.facts.declaring import Kept, Known
from audit.facts.pool.asks import AskReceived

LENT = Kept(dict[str, int])
"""By pool, and there by contribution, in cents: principal that did not come back and is not lost."""


def lend(pool: str, ask: str, out: Mapping[str, int], times: int, known: Known) -> None:
    """Count what is out on a loan in, or out again."""
    asked = known[AskReceived].get(ask)
    if asked and asked.loan:
        lent = Counter(known[LENT].get(pool, {}))
        lent.update({name: times * cents for name, cents in out.items()})
        known[LENT].put(pool, {name: cents for name, cents in lent.items() if cents})
