"""A zuil with all that it may do."""

from collections import Counter
from datetime import timedelta
from typing import ClassVar

from tests.town.applicants import form
from tests.town.challenging import Challenged
from tests.town.changing import Changing
from tests.town.contributing import Contributing
from tests.town.deciding import Deciding
from tests.town.determining import Determining
from tests.town.lending import Lending
from tests.town.partners import Unexpected, of_contribution
from tests.town.paying import Paying
from tests.town.plan import APPLIES_TOO, BENEFIT_HOLDER, OTHERS, WAITING
from tests.town.saving import Saving
from tests.town.supporting import Supporting

LINES = [{"goal": "groen", "cents": 1_000}]


class Funder(Deciding, Paying, Saving, Supporting, Challenged, Changing):
    """Contributes to pools, decides on asks, pays, gets refunds, saves and shares savings."""

    races: ClassVar = {
        **Contributing.races,
        **Deciding.races,
        **Paying.races,
        **Lending.races,
        **Determining.races,
        **Saving.races,
        **Supporting.races,
        **Challenged.races,
        **Changing.races,
        "submit-application": {"own-interest", "decide-by-past"},
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._holders = {}
        self._recipients = []
        self._pledged = []
        self._receipts = {}
        """By pool, what was received."""
        self._invested = {}
        """Cents by ask."""
        self._confirmed = Counter()
        """How often each order was confirmed."""
        self._refunds = Counter()
        """How many refunds of each order were accepted."""
        self._paid = {}
        """The order by which each ask was paid last."""

    def programs(self):
        return tuple(
            self.now_and_then(act, least, most)
            for act, least, most, whose in (
                (self._pledge, 0.1, 1.2, self.town.plan.contributors),
                (self._ask_itself, 1, 6, (APPLIES_TOO,)),
                (self._expect_less, 0.2, 1, self.town.plan.funders if self.town.plan.lasts else ()),
                (self._change_its_mind, 0.5, 2, self.town.plan.funders if self.town.plan.lasts else ()),
            )
            if self.slug in whose
        )

    def reaction(self, kind, data):
        if kind in {"pool-opened", "pool-handed-over"}:
            self._holders[data["pool"]] = data["budget_holder"]
        if kind == "contribution-pledged":
            self._know(data)
        self._react_beside(kind, data)
        match kind:
            case "pledge-offered":
                return self._accept(data)
            case "contribution-pledged" if self._holders.get(data["pool"]) == self.slug:
                return self._receive(data)
            case "contribution-received":
                self._recipients.append(of_contribution(data))
                self._receipts.setdefault(data["pool"], []).append(data)
                return self._after_receipt(data)
            case "reservation-held" if self._holders.get(data["pool"]) == self.slug:
                return self._correct_while_held(data)
            case "correction-awaits-approval" | "payment-correction-awaits-approval":
                return self._approve_correction(data) if "pool" in data else self._approve_payment_correction(data)
            case "pool-asked" if data["cents"] and self._decides_on(data):
                return self._decide(data)
            case "hold-awaits-second-approval":
                return self._approve(data)
            case "zuil-asked" if data["cents"]:
                return self._answer(data)
            case "payment-ordered" | "order-reassigned":
                return self._pay(data)
            case "payment-confirmed":
                if data["purpose"] == "grant":
                    self._invested[data["ask"]] = data["cents"]
                return self._after_payment(data) if data["payer"] == self.slug else None
        return self._reaction_of_saver(kind, data)

    def _know(self, pledged):
        self._pledged.append(pledged)
        if pledged["contributor"] == self.slug:
            self._counts(pledged)

    def _react_beside(self, kind, data):
        """To what concerns several parties at once."""
        reactions = (
            self.reaction_to_support,
            self.reaction_to_task,
            self.reaction_to_loan,
            self.reaction_to_grant,
            self.reaction_to_advance,
            self.reaction_to_change,
        )
        for more in (reaction(kind, data) for reaction in reactions):
            if more:
                self._react(more)

    def _decides_on(self, asked):
        pool = asked["funder"].removeprefix("pool:")
        terms = self.town.plan.pools.get(pool)
        if terms is None:
            return False
        holder = self._holders.get(pool)
        if holder == asked["applicant"]:
            return bool(terms.second) and self.slug in {terms.second, BENEFIT_HOLDER}
        needs_two = terms.four_eyes is not None and asked["cents"] > terms.four_eyes
        return holder == self.slug and (needs_two or bool(asked.get("loan")) or not terms.automatic)

    async def _decide(self, asked):
        await super()._decide(asked)
        if self.town.plan.theme == WAITING:
            await self._reconsider(asked)

    async def _reconsider(self, asked):
        """While a first yes waits: take it back, give it again, or find that what is set aside never came."""
        dice = self.dice(asked["ask"], asked["revision"], "reconsider")
        answer = {"pool": asked["funder"].removeprefix("pool:"), "ask": asked["ask"], "revision": asked["revision"]}
        await self.town.pause(dice.uniform(0, 3))
        chance = dice.random()
        if chance < 0.2:
            why = {"ground": "quality", "reason": "Bij nader inzien."}
            await self.submit("pool", "decline-ask", **answer, cents=asked["cents"], **why)
        if chance < 0.1 or chance > 0.8:
            await self._hold(answer, asked["cents"], twice=False)
        if 0.2 < chance < 0.5:
            await self._correct_while_held(answer)

    async def _ask_itself(self):
        """It may apply, and may not decide on it: what it gives itself it counts as its own money."""
        application = f"{self.slug}-{self.number('application')}"
        asks = {"a": {"ask": "a", "funder": f"zuil:{self.slug}", "lines": LINES, "instrument": "grant"}}
        proper = form(application, asks, self.town.now() + timedelta(seconds=5))
        await self.overreach("applications", "submit-application", **proper)

    def _counts(self, pledged):
        """Own public money counts for the council's ceiling, and no other."""
        if pledged.get("counts_for_ceiling", True) is (self.slug in OTHERS):
            raise Unexpected(f"what {self.slug} pledges counts for the ceiling, or not: {pledged}")
