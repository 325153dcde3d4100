"""Agreements: what a grant binds a funder to; and what settlement knows of pools."""

from audit.facts.declaring import ALL, UNKNOWN, Event, Fact, Kept, Known, Message


class BudgetHolderKnown(Fact):
    kind = "budget-holder-known"
    kept = "pool"
    causes = (
        Message("pool/pool-opened", "pool budget_holder", times=1),
        Message("pool/pool-handed-over", "pool budget_holder", times=1),
    )
    pool: str
    budget_holder: str


def payer_of(funder: str, known: Known) -> str:
    """Who pays for a funder: the zuil itself; for a pool its budget holder, as settlement knows."""
    kind, _, name = funder.partition(":")
    found = known[BudgetHolderKnown].get(name)
    return name if kind != "pool" else found.budget_holder if found else UNKNOWN


class ContributionKnown(Fact):
    kind = "contribution-known"
    causes = (
        Message("pool/contribution-pledged", "pool contribution contributor"),
        Message("pool/contribution-received", "pool contribution contributor"),
    )
    pool: str
    contribution: str
    contributor: str


class AgreementMade(Fact):
    kind = "agreement-made"
    told = ALL
    kept = "ask"
    causes = (
        Message(
            "applications/application-granted",
            "ask funder cents instrument",
            among="asks",
            only=lambda granted, made: (granted.application, granted.applicant) == (made.application, made.recipient),
            times=lambda granted: len(granted.asks),
        ),
    )
    application: str
    ask: str
    funder: str
    recipient: str
    cents: int
    instrument: str


COMMITS_READ = Kept(bool)
"""Asks of which settlement knows that their pool has committed them."""


class CommitWaits(Fact):
    """A pool's commit, read before the grant it follows from."""

    kind = "commit-waits"
    causes = (Message("pool/reservation-committed", "pool ask"),)
    pool: str
    ask: str

    def fold(self, event: Event, known: Known) -> None:
        known[COMMITS_READ].put(self.ask, True)
