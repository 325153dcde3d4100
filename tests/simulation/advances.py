"""What grants that are paid in parts have to come to, counted from facts alone: of settlement, and of the pool.

Of each ask: which parts are owed, and an order for each of them and for nothing else; paid, to be paid and given up
are together what was granted, to the cent. What the pool books is what settlement says.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from tests.simulation.changes import change, changed_otherwise
from tests.simulation.claims import DUE_WITHIN, MOVED_BY_HOLIDAYS
from tests.simulation.remainders import Remainders
from tests.town.parts import cents_of_parts, part_of, slot_of

OPEN, PAID = "open", "paid"


@dataclass
class Order:
    """An order that is open or paid."""

    part: str
    cents: int
    due_on: str
    status: str = OPEN
    back: int = 0
    """Principal."""

    @property
    def slot(self):
        return slot_of(self.part)

    @property
    def is_paid(self):
        return self.status == PAID


@dataclass
class Grant:
    """An ask that was granted, as settlement's facts tell it."""

    made: dict
    orders: dict = field(default_factory=dict)
    """Open and paid ones, by id."""
    owed: dict | None = None
    """By slot, in cents; None: nothing yet, for the pool has not set it apart."""
    put_off: dict = field(default_factory=dict)
    """What a determination took the place of, by slot."""
    due: dict = field(default_factory=dict)
    """By part, the last day of the agreement, and the day that it names for this part; or the day of a decision."""
    ordered_on: dict = field(default_factory=dict)
    """By part, the first time."""
    said: dict = field(default_factory=dict)
    """By advance, the last word."""
    determined: dict | None = None
    """The first determination, unless it was corrected."""
    freed: int = 0
    """Since it was determined."""
    changed: dict | None = None
    """The last change."""
    one_slot: bool = False
    """Whether whatever is paid of it counts for the grant as a whole: it is paid in no parts, and was changed."""

    @property
    def granted(self):
        return self.changed["cents"] if self.changed else self.made["cents"]

    @property
    def first_parts(self):
        percents = [percent for percent, *_ in self.made.get("advances", ())]
        return cents_of_parts(self.made["cents"], percents)[: len(percents)]

    @property
    def parts(self):
        return self.changed["advances"] if self.changed else self.first_parts

    @property
    def milestones(self):
        return {n: milestone for n, (_, _, milestone) in enumerate(self.made.get("advances", ()), 1) if milestone}

    def cents(self, status):
        return sum(order.cents for order in self.orders.values() if order.status == status)

    @property
    def paid_cents(self):
        return self.cents(PAID)

    def slot(self, part):
        return "" if self.one_slot and not self._is_rest_of_now(part) else slot_of(part)

    def _is_rest_of_now(self, part):
        return self.determined is not None and part == f"rest-{self.determined['determination']}"

    def named(self, slot):
        """The day that the grant names for it."""
        name, _, number = slot.partition("-")
        return self.made["advances"][int(number) - 1][1] if name == "advance" else None

    @property
    def kept(self):
        return self.cents(PAID) - sum(order.back for order in self.orders.values())


class Grants:
    """What settlement owes, by ask."""

    def __init__(self):
        self.by_ask = {}
        self._waiting = set()
        self._holders = {}
        self._seconds = {}
        self._invested = {}
        """By earn-back its ask."""
        self._touched = set()

    def problems(self, kind, fact):
        """Take in a fact; yields what is wrong with it, or with all of a batch once that ends."""
        if kind == "batch-closed":
            for ask in sorted(self._touched):
                yield from self._unequal(ask, self.by_ask[ask])
            self._touched.clear()
            return
        self._know(kind, fact)
        if kind == "saving-verified":
            yield from self._not_invested(fact)
        grant = self.by_ask.get(fact.get("ask"))
        if grant:
            yield from self._wrong(kind, fact, grant)
            self._take(kind, fact, grant)
            self._touched.add(fact["ask"])

    def _know(self, kind, fact):
        match kind:
            case "agreement-made":
                self.by_ask[fact["ask"]] = grant = Grant(fact)
                if fact["funder"].startswith("zuil:") or fact["ask"] in self._waiting:
                    _begin(grant)
            case "commit-waits":
                self._waiting.add(fact["ask"])
            case "commit-heard":
                _begin(self.by_ask[fact["ask"]])
            case "payment-ordered" if (grant := self.by_ask.get(fact.get("ask"))) and grant.owed is None:
                _begin(grant)
            case "budget-holder-known":
                self._holders[fact["pool"]] = fact["budget_holder"]
            case "second-approver-known":
                self._seconds[fact["pool"]] = fact["second_approver"]
            case "earn-back-agreed":
                self._invested[fact["earn_back"]] = fact["ask"]

    def _pays(self, grant):
        kind, _, name = grant.made["funder"].partition(":")
        if kind == "zuil":
            return name
        holder = self._holders[name]
        return (self._seconds.get(name) or holder) if holder == grant.made["recipient"] else holder

    def _take(self, kind, fact, grant):
        order = fact.get("order")
        match kind:
            case "payment-ordered":
                part = part_of(order)
                grant.orders[order] = Order(part, fact["cents"], fact["due_on"])
                grant.ordered_on.setdefault(part, fact["ordered_on"])
            case "payment-confirmed":
                grant.orders[order].status = PAID
            case "payment-failed" | "payment-returned" | "order-withdrawn":
                del grant.orders[order]
            case "confirmation-corrected":
                grant.orders[order].status = OPEN
            case "refund-confirmed":
                grant.orders[order].back += fact["principal_cents"]
            case "refund-corrected":
                grant.orders[order].back += fact["principal_cents"] - fact["was_principal_cents"]
            case "milestone-reported" | "milestone-declined":
                grant.said[fact["advance"]] = kind
            case "advance-released":
                grant.said[fact["advance"]] = kind
                _owe(grant, f"advance-{fact['advance']}", grant.parts[fact["advance"] - 1], fact["released_on"])
            case "grant-changed":
                change(fact, grant)
            case "grant-determined" if grant.determined is None:
                _determine(grant, fact)
            case "determination-corrected":
                _determine_no_more(grant)

    def _wrong(self, kind, fact, grant):
        match kind:
            case "payment-ordered" | "order-reassigned" if fact["payer"] != self._pays(grant):
                yield f"{self._pays(grant)} pays {grant.made['ask']}, and not {fact['payer']}: {fact}"
            case "milestone-reported" | "milestone-declined" | "advance-released":
                yield from self._misjudged(kind, fact, grant)
            case "grant-changed":
                yield from changed_otherwise(fact, grant, self._pays(grant))
            case "grant-determined":
                yield from _undetermined(fact, grant)
            case "determination-corrected" if fact.get("released_cents", 0) != grant.freed:
                yield f"{grant.freed} is given up of {grant.made}, and a correction says {fact}"

    def _misjudged(self, kind, fact, grant):
        """What cannot be said of an advance that stands so, or not by who says it."""
        last, number = grant.said.get(fact["advance"]), fact["advance"]
        by = fact.get("declined_by", fact.get("released_by"))
        fits = {
            "milestone-reported": last in {None, "milestone-declined"},
            "milestone-declined": last == "milestone-reported",
            "advance-released": last != "advance-released",
        }
        if not fits[kind] or grant.determined or grant.milestones.get(number) != fact["milestone"]:
            yield f"of {grant.made} stands {grant.said} and {grant.determined}, and is said {kind} {fact}"
        if by and (by != self._pays(grant) or by == grant.made["recipient"]):
            yield f"{self._pays(grant)} pays {grant.made}, and {by} says {kind}"
        if kind == "advance-released" and (
            not fact["cents"] or fact["cents"] != grant.parts[number - 1] or grant.owed is None
        ):
            yield f"of {grant.made} is released {fact}, of what is set apart {grant.owed}"

    def _not_invested(self, fact):
        """A saving is verified once nothing of the investment is to be paid any more."""
        grant = self.by_ask[self._invested[fact["earn_back"]]]
        if grant.cents(OPEN) or not (grant.determined or 0 < grant.paid_cents == grant.granted):
            yield f"{fact} is verified, and of {grant.made} stand {grant.orders}"

    def _unequal(self, ask, grant):
        orders = defaultdict(list)
        for order in grant.orders.values():
            orders[grant.slot(order.part)].append(order.cents)
        counted = Counter()
        for slot, cents in (grant.owed or {}).items():  # the rest of a determination that was a mistake, too
            counted[grant.slot(slot)] += cents
        owed = {slot: [cents] for slot, cents in counted.items() if cents}
        if grant.one_slot and "" in orders:  # in as many payments as it took
            orders[""] = [sum(orders[""])]
        if orders != owed:
            yield f"of {ask} {owed} is owed, and ordered {dict(orders)}: {grant.orders}"
        sum_cents = grant.cents(OPEN) + grant.cents(PAID) + grant.freed
        granted = grant.granted
        if sum_cents > granted or (grant.determined and sum_cents != granted):
            yield f"of {ask} {granted} was granted, and with {grant.freed} given up {grant.orders} is {sum_cents}"
        for name, order in grant.orders.items():
            if order.part in grant.due and not _is_due(order, grant.ordered_on[order.part], *grant.due[order.part]):
                yield f"{name} is due on {order.due_on}, and not by {grant.due[order.part]}"


def _begin(grant):
    """The pool has set it apart, or a zuil owes it: all at once, or what awaits nothing."""
    if grant.owed is not None:
        return
    grant.owed, made = {}, grant.made
    for number, (_, due_on, milestone) in enumerate(made.get("advances", ()), start=1):
        if not milestone:
            _owe(grant, f"advance-{number}", grant.parts[number - 1], None)
            grant.due[f"advance-{number}"] = (made["due_on"], due_on)
    if not made.get("advances"):
        _owe(grant, "", made["cents"], None)
        grant.due[""] = (made["due_on"], None)


def _owe(grant, part, cents, decided_on):
    grant.owed[part] = cents
    grant.due[part] = (decided_on and date.fromisoformat(decided_on), None)


def _is_due(order, ordered_on, on, named):
    """On the day that the grant names, if it was to come then; else by the agreement, or six weeks from a decision."""
    if named and named > ordered_on:
        return order.due_on == named
    if isinstance(on, date):
        return DUE_WITHIN <= date.fromisoformat(order.due_on) - on <= DUE_WITHIN + MOVED_BY_HOLIDAYS
    return order.due_on == on


def _determine(grant, fact):
    paid = Counter()
    for order in grant.orders.values():
        paid[grant.slot(order.part)] += order.cents if order.is_paid else 0
    grant.put_off = {slot: cents - paid[slot] for slot, cents in grant.owed.items() if cents > paid[slot]}
    grant.owed = dict(+paid)
    rest = max(fact["cents"] - grant.kept, 0)
    if rest:
        _owe(grant, f"rest-{fact['determination']}", rest, fact["determined_on"])
    grant.freed = grant.granted - grant.paid_cents - rest
    grant.determined = fact


def _determine_no_more(grant):
    """The rest was paid in the place of what it took the place of, or is none any more."""
    rest = f"rest-{grant.determined['determination']}"
    is_paid = any(order.part == rest and order.status == PAID for order in grant.orders.values())
    if not is_paid:
        grant.owed.pop(rest, None)
        grant.owed = dict(Counter(grant.owed) + Counter(grant.put_off))
    grant.put_off, grant.freed, grant.determined = {}, 0, None


def _undetermined(fact, grant):
    """A determination that says otherwise what is still to be paid, and what will not be; or beside an open order."""
    said = fact.get("rest_cents", 0), fact.get("released_cents", 0)
    if grant.determined:
        expected = 0, 0
        if grant.cents(OPEN):
            yield f"of {grant.made} the rest is open, {grant.orders}, and it is determined anew: {fact}"
    else:
        rest = max(fact["cents"] - grant.kept, 0)
        expected = rest, grant.granted - grant.paid_cents - rest
    if said != expected:
        yield f"of {grant.made} {expected} is rest and given up, and said is {fact}"


def paid_otherwise(settlement, pool, applications):
    """Every problem of these facts, (kind, fact) in the order of each log; and where two logs differ in the end."""
    grants, remainders, asked = Grants(), Remainders(), {}  # by ask the last advances, and by ask and revision
    for kind, fact in applications:
        if kind in {"pool-asked", "zuil-asked"}:
            asked[fact["ask"]] = asked[fact["ask"], fact["revision"]] = fact.get("advances", [])
        elif kind == "application-granted":
            said = dict(fact.get("advances", ()))
            for ask, *_ in fact["asks"]:
                if said.get(ask, []) != asked[ask]:
                    yield f"{asked[ask]} was asked, and granted {fact}"
    for kind, fact in settlement:
        yield from grants.problems(kind, fact)
    for kind, fact in pool:
        yield from remainders.problems(kind, fact)
        if kind == "ask-received" and fact.get("advances", []) != asked[fact["ask"], fact["revision"]]:
            yield f"asked was {asked[fact['ask'], fact['revision']]}, and heard {fact}"
    for ask, grant in grants.by_ask.items():
        if grant.made.get("advances", []) != asked[ask]:
            yield f"{asked[ask]} was asked, and agreed {grant.made}"
        yield from _told_otherwise(ask, grant, remainders.by_ask.get(ask))


def _told_otherwise(ask, grant, reserved):
    """Whatever a pool set apart is owed; what is paid and given up is so in both logs."""
    if grant.made["funder"].startswith("zuil:"):
        return
    if (grant.owed is None) is not (reserved is None):
        yield f"{ask} is set apart by its pool, {reserved}, or not, and owed is {grant.owed}"
    if reserved is None:
        return
    paid = {name: order.cents for name, order in grant.orders.items() if order.status == PAID}
    booked = {order: ways.total() for order, ways in reserved.paid.items()}
    freed = {because: ways.total() for because, ways in reserved.freed.items() if ways.total()}
    given_up = {"determined": grant.freed, "changed": grant.made["cents"] - grant.granted}
    if booked != paid or freed != {because: cents for because, cents in given_up.items() if cents}:
        yield f"of {ask} {paid} is paid, and {given_up} given up; the pool booked {booked}, {reserved.freed}"
