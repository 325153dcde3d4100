"""What contributors agree on interest and losses; all of it came after `left/` was packed."""

from dataclasses import replace

from services.pool.payments.facts import Share
from shared.money import Posting
from tests.golden.fixtures import Reading, facts_of
from tests.golden.making import instead

COVENANT = "Convenant Spoorbuurt, artikel 7"


def agreed_on(lines):
    """A pledge that bears losses first and is withdrawn in part, a loss that it bears, and a reserve for interest."""
    reading, kinds = Reading("pool"), facts_of("pool")
    first = {reading.stored(line).kind: line for line in reversed(lines)}
    for kind in ("pledge-offered", "contribution-pledged"):
        yield instead(reading.stored(first[kind]), replace(reading.fact(first[kind]), first_loss=True))
    withdrawn = first["contribution-withdrawn"]
    yield instead(reading.stored(withdrawn), replace(reading.fact(withdrawn), kept_cents=40_005))
    told = reading.stored(first["pool-opened"])
    for contribution in ("buffer-2025", None):
        yield instead(told, kinds["interest-reserve-set"]("buurthuis", contribution, COVENANT))
    of = {"pool": "buurthuis", "application": "buurthuis-2025", "ask": "buurthuis-2025:keuken"}
    lost = kinds["loan-lost"](
        **of,
        order="buurthuis-2025:keuken:1",
        cents=50_021,
        parts=(Share("groen-2025", 20_009), Share("huur-2025", 30_012)),
        postings=(
            Posting("buurthuis/groen-2025/paid", -20_009),
            Posting("buurthuis/groen-2025/written-off", 14_008),
            Posting("buurthuis/huur-2025/paid", -30_012),
            Posting("buurthuis/huur-2025/written-off", 21_008),
            Posting("buurthuis/buffer-2025/free", -15_005),
            Posting("buurthuis/buffer-2025/written-off", 15_005),
            Posting("buurthuis/groen-2025/free", 6_001),
            Posting("buurthuis/huur-2025/free", 9_004),
        ),
        borne=(Share("buffer-2025", 15_005),),
        spared=(Share("groen-2025", 6_001), Share("huur-2025", 9_004)),
    )
    yield instead(told, lost)
