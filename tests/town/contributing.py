"""Money for pools: offered, accepted, received, corrected, taken back."""

from datetime import timedelta
from typing import ClassVar

from tests.town.partners import Partner, of_contribution
from tests.town.plan import GOALS, LATE, OTHERS, TASK_FIELDS

DAY_REFUSED = ("year-closed", "date-too-early")
MAX_OFFERS = 5
"""So many offers of one party may wait for an answer at a pool."""

FULL = "too-many-contributions"
"""Of a pool, after minutes."""

FIRST = 2
"""So many contributions of each party come without a last day: else there is never money to hold."""
NARROW_CENTS = 70_000
"""A mandate of less, for one decision, is a narrow one."""


class Contributing(Partner):
    """As a contributor, and as the budget holder who accepts and receives; and a second approver of corrections."""

    races: ClassVar = {
        "pledge": {"too-many-offers", "lapsed", "above-frame", "own-money-lapses", "pool-closed", FULL},
        "accept-pledge": {"not-yours", "unknown-offer", "superseded", "lapsed", "above-frame", "pool-closed", FULL},
        "cancel-pledge": {"not-yours", "unknown-contribution", "nothing-to-cancel"},
        "receive": {"not-yours", "more-than-pledged", "year-closed", "date-in-future", "date-too-early"},
        "withdraw-contribution": {"not-free", "bears-losses"},
        "correct-contribution": {
            "not-yours",
            "nothing-to-correct",
            "more-than-pledged",
            "reverse-first",
            "awaits-approval",
        },
        "approve-correction": {
            "nothing-to-approve",
            "nothing-to-correct",
            "not-yours",
            "superseded",
            "more-than-pledged",
            "reverse-first",
            "same-approver",
        },
    }

    async def _pledge(self):
        await self.town.opened.wait()
        number = self.number("contribution")
        dice = self.dice("contribution", number)
        goals = dice.sample(GOALS, 1 if self.town.plan.theme == LATE else dice.randint(1, 3))
        where = {"pool": dice.choice(sorted(self.town.plan.pools)), "contribution": f"{self.slug}-{number}"}
        last = self.town.today + timedelta(days=dice.randint(0, 1))
        offer = {
            **({"lapses_on": last.isoformat()} if dice.random() < self._lapsing(number) else {}),
            "cents": dice.randint(1, dice.choice([15_000, self._most_cents(where["pool"])])),
            "earmarks": goals,
            "task_field": TASK_FIELDS[goals[0]],
            "year": self.town.today.year,
            "recurring": dice.choice(["incidental", "incidental", "structural"]),
            "domain": "social",
            "at_year_end": "returned" if self.slug in OTHERS and dice.random() < 0.6 else "stays",
        }
        if self._bears_losses(where["contribution"]):
            offer["first_loss"] = True
        if self.slug not in OTHERS and dice.random() < 0.03:
            await self.overreach("pool", "pledge", **where, **{**offer, "at_year_end": "returned"})
        if not await self.submit("pool", "pledge", **where, **offer):
            await self._think_again(where, dice)
        if dice.random() < 0.02:
            await self._offer_again_and_again(where, offer)

    def _bears_losses(self, contribution):
        """Before others do."""
        return self.dice("first loss", contribution).random() < (0.5 if self.town.plan.lasts else 0.15)

    def _lapsing(self, number):
        """How many of them name a last day."""
        if self.town.plan.theme == LATE:
            return 0.8
        return 0.6 if number > FIRST else 0

    def _most_cents(self, pool):
        """A pool whose mandate is narrow gets little, so that holds have to make room for each other."""
        return 500_000 if self.town.plan.pools[pool].limit_cents >= NARROW_CENTS else 15_000

    async def _offer_again_and_again(self, where, offer):
        """More at once than may wait for an answer."""
        for number in range(MAX_OFFERS + 1):
            another = f"{where['contribution']}-{number}"
            await self.submit("pool", "pledge", pool=where["pool"], contribution=another, **offer)

    async def _think_again(self, where, dice):
        """Accept one's own offer, in vain; take back what is not there yet."""
        terms = self.town.plan.pools[where["pool"]]
        if dice.random() < 0.1 and self.slug not in self.town.plan.holders_of(terms):
            await self.overreach("pool", "accept-pledge", **where, offer=dice.randint(1, 3))
        if dice.random() < 0.15:
            await self.town.pause(dice.choice([0, 0.5, 2]))
            await self.submit("pool", "cancel-pledge", **where)

    async def _accept(self, offered):
        """As budget holder: accept, or refuse with a reason, now or later, or leave it."""
        dice = self.dice(offered["contribution"], offered["offer"], "accept")
        await self.town.pause(dice.choice([0, 0, 0, 0.5, 2, 8]))
        where, chance = {"pool": offered["pool"], "contribution": offered["contribution"]}, dice.random()
        if chance < 0.08:
            await self.submit("pool", "cancel-pledge", **where, reason="Dit doel heeft al genoeg.")
        elif chance < 0.9:
            await self.submit("pool", "accept-pledge", **where, offer=offered["offer"])

    async def _receive(self, pledged):
        """In two parts. Now and then it came in yesterday; if that day's year is closed, it is booked today."""
        dice = self.dice(pledged["contribution"])
        if pledged.get("lapses_on"):
            await self.town.pause(dice.choice([2, 8] if self.town.plan.theme == LATE else [0, 2, 8]))  # or too late
        first = dice.randint(1, pledged["cents"])
        for cents in (first, pledged["cents"] - first):
            if cents:
                what = {"pool": pledged["pool"], "contribution": pledged["contribution"], "cents": cents}
                await self._misdate("pool", "receive", "received_on", **what)
                day = self.town.today - timedelta(days=dice.random() < 0.3)
                if await self.submit("pool", "receive", **what, received_on=day.isoformat()) in DAY_REFUSED:
                    await self.submit("pool", "receive", **what, received_on=self.town.today.isoformat())

    async def _misdate(self, service, command, field, **what):
        """Now and then a day that is not there yet, or that was before there was anything to receive or to pay."""
        dice = self.dice(command, *what.values(), "day")
        if dice.random() < 0.1:
            day = self.town.today + self.town.beyond(timedelta(days=dice.choice([7, 365, -30, -365])))
            await self.overreach(service, command, **what, **{field: day.isoformat()})

    async def _after_receipt(self, received):
        if received["contributor"] == self.slug:
            await self._take_back(received)
        if self._holders.get(received["pool"]) == self.slug:
            await self._correct(received)

    async def _correct(self, received):
        """Now and then it was less, or nothing, or more; or the pledge was; and what lacks may come after all."""
        dice = self.dice(received["contribution"], received["receipt"], "correct")
        if dice.random() < 0.25:
            await self.town.pause(dice.choice([0, 1, 4]))
            right = [0, dice.randint(0, received["cents"]), received["cents"] + dice.randint(1, 500)]
            await self._correct_to(dice.choice(right), received, dice)

    async def _correct_while_held(self, held):
        """What backs a hold may never have come."""
        dice, receipts = self.dice(held["ask"], held["revision"], "correct"), self._receipts.get(held["pool"])
        if receipts and dice.random() < 0.15:
            received = dice.choice(receipts)
            await self._correct_to(dice.choice([0, received["cents"] // 2]), received, dice)

    async def _correct_to(self, cents, received, dice):
        where, receipt = of_contribution(received), {"receipt": received["receipt"]}
        right = {"cents": cents, "ground": dice.choice(["wrong-amount", "entered-twice", "did-not-happen"])}
        if dice.random() < 0.3:
            await self.submit("pool", "correct-contribution", **where, cents=cents, ground="wrong-amount")
        refused = await self.submit("pool", "correct-contribution", **where, **receipt, **right)
        if dice.random() < 0.3:
            await self.submit("pool", "approve-correction", **where, **receipt, cents=cents)
        for less in [cents // 2 + 1, cents // 2 + 1] if dice.random() < 0.4 else []:
            await self.submit("pool", "correct-contribution", **where, **receipt, **{**right, "cents": less})
        if not refused and cents < received["cents"] and dice.random() < 0.6:
            await self.town.pause(dice.choice([0, 1, 3]))
            late = {"cents": received["cents"] - cents, "received_on": self.town.today.isoformat()}
            await self.submit("pool", "receive", **where, **late)

    async def _approve_correction(self, awaited):
        dice, what = self.dice(awaited["contribution"], awaited["cents"], "approve"), of_contribution(awaited)
        receipt = {"receipt": awaited["receipt"]} if awaited["receipt"] else {}
        if dice.random() < 0.85:
            await self.town.pause(dice.choice([0, 0, 0.5, 2]))
            cents = awaited["cents"] + (dice.random() < 0.1)
            await self.submit("pool", "approve-correction", **what, **receipt, cents=cents)

    async def _take_back(self, received):
        """What bears losses first rather later, when others have lent."""
        dice, bears = self.dice(received["contribution"], "back"), self._bears_losses(received["contribution"])
        if dice.random() < (0.8 if bears else 0.2):
            await self.town.pause(dice.uniform(0, 8 if bears else 2))
            where = {"pool": received["pool"], "contribution": received["contribution"]}
            await self.submit("pool", "withdraw-contribution", **where, cents=dice.randint(1, received["cents"]))
