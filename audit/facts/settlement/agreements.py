"""Agreements: what a grant binds a funder to; and what settlement knows of pools."""

from collections.abc import Iterator
from typing import Any

from audit.facts.applications.applications import ApplicationGranted, LoanTerms
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


class SecondApproverKnown(Fact):
    kind = "second-approver-known"
    kept = "pool"
    causes = (Message("pool/mandate-set", "pool four_eyes_above_cents second_approver", times=1, since_first=True),)
    pool: str
    four_eyes_above_cents: int | None
    second_approver: str | None


def second_approver_of(funder: str, known: Known) -> SecondApproverKnown | None:
    """As settlement knows it; none of a zuil, nor of a pool whose mandate was set before this was heard."""
    kind, _, name = funder.partition(":")
    return known[SecondApproverKnown].get(name) if kind == "pool" else None


def payer_of(funder: str, known: Known) -> str:
    """Who pays for a funder: the zuil itself; for a pool its budget holder, as settlement knows."""
    kind, _, name = funder.partition(":")
    found = known[BudgetHolderKnown].get(name)
    return name if kind != "pool" else found.budget_holder if found else UNKNOWN


def payer_of_payee(funder: str, payee: str, known: Known) -> str:
    """Who pays this account for a funder: where the budget holder receives, the second approver, if there is one."""
    payer, second = payer_of(funder, known), second_approver_of(funder, known)
    in_its_place = second.second_approver if second else None
    return in_its_place or payer if payee in {f"party:{payer}", f"back-to:{payer}"} else payer


class ContributionKnown(Fact):
    kind = "contribution-known"
    causes = (
        Message("pool/contribution-pledged", "pool contribution contributor"),
        Message("pool/contribution-received", "pool contribution contributor"),
    )
    pool: str
    contribution: str
    contributor: str


def _as_granted(granted: ApplicationGranted, made: Any) -> bool:
    """To the applicant, and on the terms of the ask, if it is a loan that has any."""
    terms = {loan.ask: loan.terms for loan in granted.loans}
    of = granted.application, granted.applicant, terms.get(made.ask)
    return of == (made.application, made.recipient, made.loan)


class AgreementMade(Fact):
    kind = "agreement-made"
    told = ALL
    kept = "ask"
    causes = (
        Message(
            "applications/application-granted",
            "ask funder cents instrument",
            among="asks",
            only=_as_granted,
            times=lambda granted: len(granted.asks),
        ),
    )
    application: str
    ask: str
    funder: str
    recipient: str
    cents: int
    instrument: str
    loan: LoanTerms | None = None

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        asks = known[AGREED].get(self.application, ())
        known[AGREED].put(self.application, asks if self.ask in asks else (*asks, self.ask))


AGREED = Kept(tuple[str, ...])
"""The asks of an application on which there is an agreement, in the order in which these were made."""


def agreed_with(application: str, known: Known) -> Iterator[AgreementMade]:
    """All agreements about an application."""
    yield from (made for ask in known[AGREED].get(application, ()) if (made := known[AgreementMade].get(ask)))


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
