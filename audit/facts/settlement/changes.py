"""Changes: a grant that is less before it is determined, or nothing, or more again; and what is then to be paid."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from audit.facts.applications.advances import advance_cents, part_of
from audit.facts.declaring import ALL, Command, Event, Fact, Known
from audit.facts.settlement.advances import SAID, AdvanceReleased
from audit.facts.settlement.agreements import NOW, AgreementMade, Now, payer_of_payee
from audit.facts.settlement.owed import OWED, Owed
from audit.facts.settlement.slips import Slip, orders_of, paid_of


class GrantChanged(Fact):
    """What is still to be paid falls away from the end: what no advance is for, then the last advance."""

    kind = "grant-changed"
    told = ALL
    kept = "ask"
    causes = (Command("change-grant", by="changed_by payer"),)
    application: str
    ask: str
    funder: str
    recipient: str
    change: int
    was_cents: int
    cents: int
    advances: tuple[int, ...]
    ground: str
    changed_on: date
    changed_by: str

    @property
    def less_cents(self) -> int:
        """So much less than before."""
        return self.was_cents - self.cents

    @property
    def more_cents(self) -> int:
        """So much more than before."""
        return self.cents - self.was_cents

    def payer(self, known: Known) -> str:
        """Who pays this recipient for the funder, and so changes what it grants."""
        return payer_of_payee(self.funder, f"party:{self.recipient}", known)

    def parts(self, known: Known) -> tuple[int, ...]:
        """What each advance comes to by this: one that is paid that, the others what they were, while there is any."""
        made = known[AgreementMade].get(self.ask)
        return tuple(self._parts(made, known)) if made else ()

    def _parts(self, made: AgreementMade, known: Known) -> Iterator[int]:
        paid, left = _paid(self.ask, known), self.cents - paid_of(self.ask, known).cents
        for number, agreed in enumerate(advance_cents(made.cents, made.advances), start=1):
            part = paid.get(number)
            if part is None:
                part = max(min(agreed, left), 0)
                left -= part
            yield part

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        made = known[AgreementMade].get(self.ask)
        if made is None:
            return
        parts, still_open, due = self.parts(known), _open(self.ask, known), known.logs[event.log].due
        owed = {**dict.fromkeys(still_open, 0), **self._owed(made, parts, known)}
        known[NOW].put(self.ask, Now(self.cents, parts))
        for advance, cents in owed.items():
            slips = still_open.get(advance, ())
            if [slip.cents for slip in slips] == [cents]:
                continue
            due |= {("withdrawn", slip.order): event.place for slip in slips}
            if cents:
                part = f"{part_of(self.ask, advance)}-" if advance else f"{self.ask}:"
                part = f"{part}change-{self.change}"
                named = made.advances[advance - 1].due_on if advance and not slips else None
                known[OWED].put(part, Owed(cents, slips[-1].due_on if slips else None, named, advance))
                due["owed", part] = event.place

    def _owed(self, made: AgreementMade, parts: tuple[int, ...], known: Known) -> Mapping[int | None, int]:
        """What is to be paid without another word, by advance; None: of a grant that is paid all at once."""
        if not made.advances:
            return {None: max(self.cents - paid_of(self.ask, known).cents, 0)}
        paid, agreed = _paid(self.ask, known), enumerate(zip(made.advances, parts, strict=True), start=1)
        return {
            number: cents
            for number, (advance, cents) in agreed
            if number not in paid
            and (advance.milestone is None or known[SAID].get(part_of(self.ask, number)) == AdvanceReleased.kind)
        }


def _paid(ask: str, known: Known) -> dict[int | None, int]:
    """By advance."""
    paid = (order.slip for order in orders_of(ask, known) if order.status == "confirmed")
    return {slip.advance: slip.cents for slip in paid}


def _open(ask: str, known: Known) -> Mapping[int | None, list[Slip]]:
    """By advance. Of a grant that is paid all at once more than one may be open, where one of them was paid before."""
    slips: defaultdict[int | None, list[Slip]] = defaultdict(list)
    for order in orders_of(ask, known):
        if order.status == "open":
            slips[order.slip.advance].append(order.slip)
    return slips
