"""What settlement's log has to come to, counted from its facts alone, whenever a batch ends.

Of each ask: paid or ordered, less the principal that came back, less what is determined, is what is claimed. Each claim
is owed, repaid or written off, whole.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta

DUE_WITHIN = timedelta(weeks=6)
MOVED_BY_HOLIDAYS = timedelta(days=6)
"""A term that ends on a day off ends on the next working day."""
GROUNDS = {
    "lower": {"activities-not-done", "obligations-not-met", "wrong-information", "grant-was-wrong", "costs-lower"},
    "change": {"new-facts", "determination-was-wrong", "obligations-not-met-afterwards"},
    "more": {"reconsidered"},
    "in full": {None},
}


class Claims:
    """What is paid, kept, determined and claimed, by ask."""

    def __init__(self):
        self._granted = {}
        self._paid = Counter()
        self._back = Counter()
        self._open = defaultdict(dict)
        """By ask the cents of its open orders."""
        self._determined = {}
        self._claims = defaultdict(dict)
        """By ask the facts that made its claims, by order."""
        self._stands = {}
        """By claim its position."""
        self._came = defaultdict(dict)
        """By claim what came, by the number of the repayment."""
        self._touched = set()

    def problems(self, kind, fact):
        """Take in a fact; yields what is wrong with it, or with all of a batch once that ends."""
        if kind == "batch-closed":
            for ask in sorted(self._touched):
                yield from self._unequal(ask)
            self._touched.clear()
            return
        if kind == "grant-determined":
            yield from self._unfit(fact)
        if kind == "claim-made":
            yield from self._misdated(fact)
        self._take(kind, fact)
        if ask := fact.get("ask"):
            self._touched.add(ask)

    def _take(self, kind, fact):
        ask, order = fact.get("ask"), fact.get("order")
        match kind:
            case "agreement-made":
                self._granted[ask] = fact["cents"]
            case "payment-confirmed":
                self._paid[ask] += fact["cents"]
                self._open[ask].pop(order, None)
            case "payment-returned" | "confirmation-corrected":
                self._paid[ask] -= fact["cents"]
                if kind == "confirmation-corrected":
                    self._open[ask][order] = fact["cents"]
            case "payment-ordered":
                self._open[ask][order] = fact["cents"]
            case "payment-failed" | "order-withdrawn":
                self._open[ask].pop(order, None)
            case "refund-confirmed":
                self._back[ask] += fact["principal_cents"]
            case "refund-corrected":
                self._back[ask] += fact["principal_cents"] - fact["was_principal_cents"]
            case "grant-changed":
                self._granted[ask] = fact["cents"]
            case "grant-determined":
                self._determined[ask] = fact["cents"]
            case "determination-corrected":
                del self._determined[ask]
            case "claim-made":
                self._claims[ask][order] = fact["cents"]
            case "loan-undone":
                self._claims[ask].pop(order, None)
            case "repayment-received" | "repayment-corrected":
                self._came[order][fact["repayment"]] = fact["cents"]
        if order in self._claims[ask] and "position" in fact:
            self._stands[order] = fact["position"]

    def _kept(self, ask):
        return self._paid[ask] - self._back[ask]

    def _unequal(self, ask):
        claims = self._claims[ask]
        owed = self._kept(ask) + sum(self._open[ask].values())
        expected = owed - self._determined[ask] if ask in self._determined else 0
        if sum(claims.values()) != expected:
            yield f"of {ask} {expected} is to be claimed, and {claims} is"
        for order, cents in claims.items():
            at = self._stands[order]
            parts = [at.get(f"{name}_cents", 0) for name in ("outstanding", "due", "repaid", "written_off")]
            if sum(parts) != cents or min(parts) < 0:
                yield f"claim {order} of {cents} stands at {at}"
            came, paid = sum(self._came[order].values()), at.get("repaid_cents", 0) + at.get("advance_cents", 0)
            if came != paid or at.get("interest_paid_cents") or at.get("interest_due_cents"):
                yield f"on claim {order} {came} came, and {at} is counted"

    def _unfit(self, fact):
        """A determination that says otherwise what was, or that no ground allows."""
        ask, cents = fact["ask"], fact["cents"]
        was, kept = self._determined.get(ask), self._kept(ask)
        if (fact["was_cents"], fact["kept_cents"], fact["granted_cents"]) != (was, kept, self._granted[ask]):
            yield f"of {ask} {self._granted[ask]} was granted, {kept} kept, {was} determined; recorded is {fact}"
        if was is None:
            by = "lower" if cents < self._granted[ask] else "in full"
        else:
            by = "change" if cents < was else "more"
        most = kept if was is not None else kept + self._granted[ask] - self._paid[ask]
        if cents > most or cents == was or fact["ground"] not in GROUNDS[by]:
            yield f"of {ask} {kept} is kept and {was} determined, and this cannot be: {fact}"

    @staticmethod
    def _misdated(claim):
        on, first = date.fromisoformat(claim["claimed_on"]), date.fromisoformat(claim["terms"]["first_due_on"])
        late = first - on - DUE_WITHIN
        if not timedelta() <= late <= MOVED_BY_HOLIDAYS or claim["next_due_on"] != claim["terms"]["first_due_on"]:
            yield f"claim {claim['order']} of {on} is due first on {claim['next_due_on']}, by its terms on {first}"


def claimed_otherwise(facts):
    """Every problem of these facts, (kind, fact) in the order of the log."""
    claims = Claims()
    for kind, fact in facts:
        yield from claims.problems(kind, fact)
