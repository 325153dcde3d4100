"""Supports: money for one goal may be used for another, if its contributors and the budget holder consent."""

from collections.abc import Iterable
from datetime import date

import msgspec

from audit.facts.declaring import ALL, Command, Event, Kept, Known
from audit.facts.pool.contributions import ContributionPledged
from audit.facts.pool.pools import OfPool


class OfSupport(OfPool):
    support: str

    @property
    def path(self) -> str:
        return f"{self.pool}/{self.support}"

    def concerned(self, known: Known) -> frozenset[str]:
        """Who consents, and may end it: the contributors of what it names, and the budget holder."""
        proposed = known[SupportProposed].get(self.path)
        named = proposed.contributions if proposed else ()
        pledged = (known[ContributionPledged].get(f"{self.pool}/{name}") for name in named)
        return frozenset((self.holder(known), *(one.contributor for one in pledged if one)))


class _Terms(OfSupport):
    contributions: tuple[str, ...]
    from_goal: str
    to_goal: str
    max_cents: int
    starts_on: date
    ends_on: date
    budget_change: str | None

    @property
    def terms(self) -> tuple[object, ...]:
        """What an agreement must repeat."""
        goals = self.from_goal, self.to_goal
        return self.contributions, *goals, self.max_cents, self.starts_on, self.ends_on, self.budget_change


class SupportProposed(_Terms):
    kind = "support-proposed"
    told = "addressee"
    causes = (Command("propose-support", by="proposed_by"), Command("hand-over", by="governor"))
    kept = "path"
    evidence: str
    proposed_by: str
    addressee: str

    def fold(self, event: Event, known: Known) -> None:
        if self.path not in known[SupportProposed]:
            known[CONSENTED].put(self.path, (self.proposed_by,))
        super().fold(event, known)


CONSENTED = Kept(tuple[str, ...])
"""By support, who said yes, and who did so by proposing it."""


class SupportConsented(OfSupport):
    kind = "support-consented"
    causes = (Command("consent-to-support", by="consented_by"),)
    consented_by: str

    def fold(self, event: Event, known: Known) -> None:
        known[CONSENTED].put(self.path, (*known[CONSENTED].get(self.path, ()), self.consented_by))


class SupportAgreed(_Terms):
    kind = "support-agreed"
    told = ALL
    causes = (Command("consent-to-support"), Command("propose-support"))
    kept = "path"
    agreed_by: tuple[str, ...]

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        known[AGREED].put(self.pool, (*known[AGREED].get(self.pool, ()), self.path))


AGREED = Kept(tuple[str, ...])
"""By pool, the paths of what was agreed in it."""


class SupportEnded(OfSupport):
    kind = "support-ended"
    told = ALL
    causes = (Command("end-support", by="ended_by"),)
    kept = "path"
    ended_by: str


class SupportEndExplained(OfSupport):
    kind = "support-end-explained"
    told = "addressee"
    causes = (Command("end-support", by="ended_by"),)
    ended_by: str
    reason: str
    addressee: str


def is_settled(path: str, known: Known) -> bool:
    """Agreed or ended: no consent is awaited any more."""
    return path in known[SupportAgreed] or path in known[SupportEnded]


def is_open(path: str, goal: str, today: date, known: Known) -> bool:
    """Agreed for this goal, not ended, and its last day has not passed."""
    agreed = known[SupportAgreed].get(path)
    return agreed is not None and agreed.to_goal == goal and today <= agreed.ends_on and path not in known[SupportEnded]


class Under(msgspec.Struct, frozen=True, array_like=True):
    """What one contribution pays for a goal under a support, of all that it pays for it."""

    support: str
    goal: str
    contribution: str
    cents: int


USED = Kept(int)
"""By `<pool>/<support>`, what is held, committed and paid under it, in cents."""
UNDER = Kept(tuple[Under, ...])
"""By ask, what is held, committed or paid for it under supports."""


def use(pool: str, ask: str, under: Iterable[Under], known: Known) -> None:
    """What goes under supports for this ask from now on: no more than this."""
    now, before = tuple(under), known[UNDER].get(ask, ())
    if now == before:
        return
    for one, times in (*((one, 1) for one in now), *((one, -1) for one in before)):
        path = f"{pool}/{one.support}"
        known[USED].put(path, known[USED].get(path, 0) + times * one.cents)
    known[UNDER].put(ask, now)
