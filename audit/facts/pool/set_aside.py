"""A first yes, and what is set aside with it until the second comes, or can come no more."""

from audit.facts.booking import Each, Fill, Move, net
from audit.facts.declaring import Command, Event, Kept, Known, Message, Place, Share
from audit.facts.pool.asks import ASK, Attributed, OfReservation, engage_anew, shares_of
from audit.facts.pool.chart import FREE, HOME, RESERVED, SHORT
from audit.facts.pool.engaged import engage
from audit.facts.pool.supports import Under, use


class HoldAwaitsSecondApproval(OfReservation):
    kind = "hold-awaits-second-approval"
    told = "approver"
    causes = (
        Command("hold-ask", by="holder"),
        Command("set-mandate", by="governor"),
        Message("applications/pool-asked", ASK),
    )
    kept = "ask"
    approver: str
    requested_by: str


class BackingSetAside(OfReservation):
    """What backs a first yes until the second comes; which contributions these are is the pool's choice."""

    kind = "backing-set-aside"
    causes = (Command("hold-ask", by="holder"),)
    books = (Each("backing", Move("cents", FREE, RESERVED)),)
    attribution: tuple[Attributed, ...]
    under: tuple[Under, ...] = ()

    @property
    def backing(self) -> tuple[Share, ...]:
        return shares_of(net((part.contribution, part.cents) for part in self.attribution))

    def is_new(self, _: Known) -> bool:
        """Whether the money was free before."""
        return True

    def fold(self, event: Event, known: Known) -> None:
        known[ASIDE].put(self.ask, (event.place, self))
        known[SETTING_ASIDE].put(event.log, event.place)
        engage_anew(self.pool, self.ask, known)
        use(self.pool, self.ask, self.under, known)


ASIDE = Kept(tuple[Place, BackingSetAside])
"""What is set aside, by ask: as it was, or moved since."""
SETTING_ASIDE = Kept(Place)
"""Where a log last set something aside, by log: before that was done a first yes took nothing."""


def aside_for(ask: str, known: Known) -> BackingSetAside | None:
    """What is set aside for an ask."""
    _, aside = known[ASIDE].get(ask, (None, None))
    return aside


class BackingFreed(OfReservation):
    """The second yes comes no more: a newer revision is asked, the first is taken back, or it is decided without."""

    kind = "backing-freed"
    causes = (
        Command("decline-ask", by="decider"),
        Message("applications/pool-asked", "ask", only=lambda asked, freed: freed.revision < asked.revision),
        Message("applications/application-granted", "application"),
        Message("applications/application-failed", "application"),
    )
    books = (Each("given_back", Fill("cents", RESERVED, SHORT, HOME)),)

    def given_back(self, known: Known) -> tuple[Share, ...]:
        aside = aside_for(self.ask, known)
        return aside.backing if aside else ()

    def fold(self, event: Event, known: Known) -> None:
        aside = aside_for(self.ask, known)
        if aside and aside.exact == self.exact:
            known[ASIDE].pop(self.ask)
            engage(self.pool, self.ask, known, -1)
            use(self.pool, self.ask, (), known)
