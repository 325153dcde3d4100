"""Agreements: what a grant binds a funder to; and what settlement knows of pools."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from audit.facts.applications.advances import Advance, advance_cents, part_of, parts_at_once
from audit.facts.applications.applications import ApplicationGranted
from audit.facts.applications.terms import LoanTerms
from audit.facts.declaring import ALL, UNKNOWN, Event, Fact, Kept, Known, Message
from audit.facts.settlement.owed import OWED, Owed


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
    """To the applicant, and on the terms of the ask: those of a loan that has any, and its advances."""
    terms = {loan.ask: loan.terms for loan in granted.loans}
    advances = {one.ask: one.advances for one in granted.advances}
    of = granted.application, granted.applicant, terms.get(made.ask), advances.get(made.ask, ())
    return of == (made.application, made.recipient, made.loan, made.advances)


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
    due_on: date | None = None
    advances: tuple[Advance, ...] = ()

    def granted_cents(self, known: Known) -> int:
        """What its funder grants now: as agreed, or since it was changed last."""
        now = known[NOW].get(self.ask)
        return now.cents if now else self.cents

    def parts(self, known: Known) -> Sequence[int]:
        """What each advance comes to now."""
        now = known[NOW].get(self.ask)
        return now.advances if now else advance_cents(self.cents, self.advances)

    def owed_at_once(self) -> Iterator[tuple[str, Owed]]:
        """What is ordered with the grant, by what its order pays."""
        if not self.advances:
            yield self.ask, Owed(self.cents, self.due_on)
        at_once, amounts = parts_at_once(self.ask, self.advances), advance_cents(self.cents, self.advances)
        for number, (advance, cents) in enumerate(zip(self.advances, amounts, strict=True), start=1):
            if (part := part_of(self.ask, number)) in at_once:
                yield part, Owed(cents, self.due_on, advance.due_on, number)

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        for part, owed in self.owed_at_once():
            known[OWED].put(part, owed)
        asks = known[AGREED].get(self.application, ())
        known[AGREED].put(self.application, asks if self.ask in asks else (*asks, self.ask))


class Now(msgspec.Struct, frozen=True):
    """What a grant is since it was changed, and what each of its advances comes to."""

    cents: int
    advances: tuple[int, ...]


NOW = Kept(Now)
"""By ask, once it was changed."""


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


class CommitHeard(Fact):
    """A pool's commit from which no order follows at once: all that is paid of the ask awaits something."""

    kind = "commit-heard"
    causes = (
        Message("pool/reservation-committed", "pool ask"),
        Message("applications/application-granted", "ask", among="asks"),
    )
    pool: str
    ask: str

    def fold(self, event: Event, known: Known) -> None:
        known[COMMITS_READ].put(self.ask, True)


def orders_of_commit(committed: Any, known: Known) -> int:
    """How many orders follow from a pool's commit, or what is recorded in their place."""
    made = known[AgreementMade].get(committed.ask)
    return max(len(parts_at_once(made.ask, made.advances)) if made else 0, 1)
