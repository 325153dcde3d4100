"""The pool's log: what is held, until a decision commits or releases it; what is committed, until it is paid."""

from collections import Counter
from dataclasses import dataclass

from audit.contract import pool as p
from audit.contract import reservations as r
from audit.events import Event
from audit.history import Check
from audit.laws import Law, Notes

HOLD_UNFIT = Law(
    "hold-unfit",
    nl="antwoordt op {ask} herziening {revision} van {cents} cent; dat is niet wat de pot gevraagd is",
    en="answers {ask} revision {revision} of {cents} cents; that is not what the pool was asked",
)
HOLD_TWICE = Law(
    "hold-twice",
    nl="houdt {ask} vast, die al wordt vastgehouden of is verleend",
    en="holds {ask}, which is held or committed already",
)
HOLD_TOO_LATE = Law(
    "hold-too-late",
    nl="houdt {ask} vast, hoewel de pot weet dat de aanvraag is beslist",
    en="holds {ask}, though the pool knows that the application was decided",
)
RELEASE_WITHOUT_HOLD = Law(
    "release-without-hold",
    nl="geeft {ask} herziening {revision} van {cents} cent vrij; die wordt niet vastgehouden",
    en="releases {ask} revision {revision} of {cents} cents, which is not held",
)
COMMIT_WITHOUT_HOLD = Law(
    "commit-without-hold",
    nl="verplicht {cents} cent voor {ask} herziening {revision}; die wordt niet vastgehouden",
    en="commits {cents} cents to {ask} revision {revision}, which is not held",
)
ATTRIBUTION_DIFFERS = Law(
    "attribution-differs",
    nl="verdeelt {ask} anders over de doelen dan gevraagd is",
    en="attributes {ask} to other goals or amounts than were asked",
)
EARMARK_BROKEN = Law(
    "earmark-broken",
    nl="betaalt doel {goal} van {ask} uit inbreng {contribution}, die daar niet voor is bestemd",
    en="pays goal {goal} of {ask} from contribution {contribution}, which is not earmarked for it",
)
PAID_WITHOUT_COMMIT = Law(
    "paid-without-commit",
    nl="boekt {ask} als betaald; die is niet voor {cents} cent verplicht",
    en="books {ask} as paid, which is not committed for {cents} cents",
)
BOOKED_TWICE = Law(
    "booked-twice",
    nl="boekt {ask} als betaald met {order}; die was al betaald met {before}",
    en="books {ask} as paid by {order}; it was paid by {before} already",
)


@dataclass(slots=True)
class Hold:
    """A hold in force, and which contributions back it."""

    event: Event
    held: r.ReservationHeld
    shares: dict[str, int]


@dataclass(slots=True)
class Commitment:
    """What is due, from which contributions, and by which order it was paid."""

    event: Event
    fact: r.ReservationCommitted
    order: str = ""

    @property
    def shares(self) -> dict[str, int]:
        total: Counter[str] = Counter()
        for part in self.fact.attribution:
            total[part.contribution] += part.cents
        return dict(total)


class Holds(Check):
    """Asks as the pool received them, holds in force, commitments."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(notes)
        self.asked: dict[str, r.AskReceived] = {}
        self.in_force: dict[str, Hold] = {}
        self.committed: dict[str, Commitment] = {}
        self._earmarks: dict[tuple[str, str], tuple[str, ...]] = {}
        self._closed: set[str] = set()

    def holds(self, funder: str, ask: str, revision: int, cents: int) -> bool:
        """Whether the pool holds exactly this. What a zuil holds, the applications' log alone says."""
        if funder.startswith("zuil:"):
            return True
        found = self.in_force.get(ask)
        return found is not None and (f"pool:{found.held.pool}", found.held.revision, found.held.cents) == (
            funder,
            revision,
            cents,
        )

    def take(self, event: Event) -> None:
        match event.fact:
            case p.ContributionPledged() as pledged:
                self._earmarks[pledged.pool, pledged.contribution] = pledged.earmarks
            case r.AskReceived() as asked:
                self.asked[asked.ask] = asked
            case r.ApplicationClosed(application=application):
                self._closed.add(application)
            case r.ReservationHeld() as held:
                self._hold(event, held)
            case r.ReservationDeclined() | r.HoldAwaitsSecondApproval() as answer:
                self._is_asked(event, answer)
            case r.ReservationReleased() as released:
                self._release(event, released)
            case r.ReservationCommitted() as committed:
                self._commit(event, committed)
            case r.ReservationPaid() as paid:
                self._pay(event, paid)
            case _:
                pass

    def _is_asked(self, event: Event, answer: r.OfReservation) -> None:
        asked = self.asked.get(answer.ask)
        if asked is None or _exact(asked) != _exact(answer):
            self._note(event, HOLD_UNFIT, answer)

    def _hold(self, event: Event, held: r.ReservationHeld) -> None:
        self._is_asked(event, held)
        if held.ask in self.in_force or held.ask in self.committed:
            self._note(event, HOLD_TWICE, held)
        if held.application in self._closed:
            self._note(event, HOLD_TOO_LATE, held)
        self.in_force[held.ask] = Hold(event, held, shares_of(held))

    def _release(self, event: Event, released: r.ReservationReleased) -> None:
        """Of a dropped ask the new revision, of 0 cents, is answered so: there is nothing to give back."""
        hold = self.in_force.get(released.ask)
        asked = self.asked.get(released.ask)
        if released.cents == 0 and asked and _exact(asked) == _exact(released):
            return
        if hold is None or _exact(hold.held) != _exact(released):
            self._note(event, RELEASE_WITHOUT_HOLD, released)
        else:
            del self.in_force[released.ask]

    def _commit(self, event: Event, committed: r.ReservationCommitted) -> None:
        hold = self.in_force.pop(committed.ask, None)
        if hold is None or _exact(hold.held) != _exact(committed) or committed.ask in self.committed:
            self._note(event, COMMIT_WITHOUT_HOLD, committed)
        self.committed[committed.ask] = Commitment(event, committed)
        self._is_attributed_as_asked(event, committed)

    def _is_attributed_as_asked(self, event: Event, committed: r.ReservationCommitted) -> None:
        asked = self.asked.get(committed.ask)
        wanted: Counter[str] = Counter()
        for line in asked.lines if asked else ():
            wanted[line.goal] += line.cents
        found: Counter[str] = Counter()
        for part in committed.attribution:
            found[part.goal] += part.cents
            earmarks = self._earmarks.get((committed.pool, part.contribution), ())
            if part.goal not in earmarks:
                goal, contribution = part.goal, part.contribution
                self.notes.problem(event, EARMARK_BROKEN, ask=committed.ask, goal=goal, contribution=contribution)
        if found != wanted or any(part.cents <= 0 for part in committed.attribution):
            self._note(event, ATTRIBUTION_DIFFERS, committed)

    def _pay(self, event: Event, paid: r.ReservationPaid) -> None:
        commitment = self.committed.get(paid.ask)
        due = commitment and (commitment.fact.pool, commitment.fact.application, commitment.fact.cents)
        if commitment is None or due != (paid.pool, paid.application, paid.cents):
            self.notes.problem(event, PAID_WITHOUT_COMMIT, ask=paid.ask, cents=paid.cents)
        elif commitment.order:
            self.notes.problem(event, BOOKED_TWICE, ask=paid.ask, order=paid.order, before=commitment.order)
        if commitment:
            commitment.order = paid.order

    def _note(self, event: Event, law: Law, about: r.OfReservation) -> None:
        self.notes.problem(event, law, ask=about.ask, revision=about.revision, cents=about.cents)


def shares_of(held: r.ReservationHeld) -> dict[str, int]:
    """Which contributions back a hold, as booked: the contract's fields do not say."""
    found: Counter[str] = Counter()
    for account, cents in held.postings:
        pool, _, rest = account.partition("/")
        contribution, _, use = rest.partition("/")
        if (pool, use) == (held.pool, "held"):
            found[contribution] += cents
    return dict(found)


def _exact(one: r.OfReservation) -> tuple[str, str, int, int]:
    return one.pool, one.application, one.revision, one.cents
