"""Corrections of what people entered: what was recorded stands, and the difference is booked."""

import msgspec

from audit.facts.booking import Drain, Each, Fill, Move, net
from audit.facts.declaring import ALL, Command, Event, Kept, Known, Message, Share
from audit.facts.pool.asks import Attributed, OfReservation, shares_of
from audit.facts.pool.chart import FREE, HELD, HOME, PLEDGED, PLEDGED_BY, PUT_IN, RESERVED, SHORT
from audit.facts.pool.contributions import RECEIPTS, RECEIVED
from audit.facts.pool.holds import HOLDS, held_by
from audit.facts.pool.mandates import second_approver_of
from audit.facts.pool.pools import OfPool
from audit.facts.pool.set_aside import ASIDE, aside_for
from audit.facts.pool.supports import Under, use


class OfMistake(OfPool, kw_only=True):
    """A receipt, or where none is named the pledge, that should have been another amount."""

    contribution: str
    contributor: str
    receipt: int | None = None
    was_cents: int
    cents: int
    ground: str
    of_year: int
    requested_by: str

    @property
    def path(self) -> str:
        return f"{self.pool}/{self.contribution}"

    @property
    def what(self) -> str:
        return f"{self.path}/{self.receipt or 'pledge'}"

    @property
    def less(self) -> int:
        return self.was_cents - self.cents

    def second_approver(self, known: Known) -> str:
        return second_approver_of(self.pool, known)


class CorrectionAwaitsApproval(OfMistake):
    kind = "correction-awaits-approval"
    told = "approver"
    causes = (Command("correct-contribution", by="holder"), Command("set-mandate", by="governor"))
    approver: str

    @property
    def asked(self) -> tuple[object, ...]:
        """All but who is to agree, and what stood then."""
        return self.what, self.cents, self.ground, self.requested_by

    def fold(self, event: Event, known: Known) -> None:
        known[AWAITING].put(self.what, self)


AWAITING = Kept(CorrectionAwaitsApproval)
"""By what is corrected."""


class ContributionCorrected(OfMistake):
    kind = "contribution-corrected"
    told = ALL
    causes = (Command("correct-contribution", by="holder"), Command("approve-correction", by="second_approver"))
    books = (
        Drain("receipt_less", HOME, SHORT, PUT_IN),
        Move("receipt_less", PLEDGED_BY, PLEDGED),
        Fill("receipt_more", PUT_IN, SHORT, HOME),
        Move("receipt_more", PLEDGED, PLEDGED_BY),
        Move("pledge_less", PLEDGED, PLEDGED_BY),
    )
    approved_by: str | None = None

    @property
    def receipt_less(self) -> int:
        return max(self.less, 0) if self.receipt else 0

    @property
    def receipt_more(self) -> int:
        return max(-self.less, 0) if self.receipt else 0

    @property
    def pledge_less(self) -> int:
        return 0 if self.receipt else self.less

    def fold(self, event: Event, known: Known) -> None:
        known[AWAITING].pop(self.what)
        if self.receipt and self.what in known[RECEIPTS]:
            year, _ = known[RECEIPTS].get(self.what, (0, 0))
            known[RECEIPTS].put(self.what, (year, self.cents))
            known[RECEIVED].put(self.path, known[RECEIVED].get(self.path, 0) - self.less)


class HoldRebacked(OfReservation):
    """Other contributions back what is held or set aside.

    In place of money that never came, or to make room for another hold or first yes.
    """

    kind = "hold-rebacked"
    causes = (
        Command("correct-contribution", by="holder"),
        Command("approve-correction", by="second_approver"),
        Command("hold-ask", by="holder"),
        Command("approve-hold", by="second_approver"),
        Message("applications/pool-asked", only=lambda asked, moved: asked.funder == f"pool:{moved.pool}"),
    )
    books = (
        Each("held_before", Fill("cents", HELD, SHORT, HOME)),
        Each("aside_before", Fill("cents", RESERVED, SHORT, HOME)),
        Each("held_now", Move("cents", FREE, HELD)),
        Each("aside_now", Move("cents", FREE, RESERVED)),
    )
    attribution: tuple[Attributed, ...]
    under: tuple[Under, ...] = ()

    @property
    def backing(self) -> tuple[Share, ...]:
        return shares_of(net((part.contribution, part.cents) for part in self.attribution))

    def held_before(self, known: Known) -> tuple[Share, ...]:
        held = held_by(self.ask, known)
        return held.shares if held else ()

    def aside_before(self, known: Known) -> tuple[Share, ...]:
        aside = aside_for(self.ask, known)
        return aside.backing if aside else ()

    def given_back(self, known: Known) -> tuple[Share, ...]:
        return (*self.held_before(known), *self.aside_before(known))

    def held_now(self, known: Known) -> tuple[Share, ...]:
        return () if aside_for(self.ask, known) else self.backing

    def aside_now(self, known: Known) -> tuple[Share, ...]:
        return self.backing if aside_for(self.ask, known) else ()

    def fold(self, event: Event, known: Known) -> None:
        self._fold_aside(known)
        place, held = known[HOLDS].get(self.ask, (None, None))
        if place and held:
            booked = tuple(
                (HELD.pattern.format(pool=self.pool, contribution=share.contribution), share.cents)
                for share in self.backing
            )
            known[HOLDS].put(self.ask, (place, msgspec.structs.replace(held, postings=booked)))
            use(self.pool, self.ask, self.under, known)

    def _fold_aside(self, known: Known) -> None:
        place, aside = known[ASIDE].get(self.ask, (None, None))
        if place and aside:
            moved = msgspec.structs.replace(aside, attribution=self.attribution, under=self.under)
            known[ASIDE].put(self.ask, (place, moved))
            use(self.pool, self.ask, self.under, known)
