"""Grants that are changed before they are determined: to less, to nothing, to more again; and in vain."""

import asyncio
from typing import ClassVar

from tests.town.advancing import Releasing
from tests.town.reporting import TO_NOTHING

SHARE = 0.125
"""Of so many grants, the funder thinks again before it determines them."""
IN_VAIN = 0.04
"""Of so many others it tries what cannot be."""
MOST = 8
"""So often it thinks again of one, so somewhere it ends."""
LESS = (
    "activities-not-done",
    "obligations-not-met",
    "wrong-information",
    "grant-was-wrong",
    "money-not-made-available",
    "circumstances-changed",
    "at-request",
)
MORE = "reconsidered"


class Changing(Releasing):
    """As who pays: changes a grant whenever something happens to it; also at the same time as something else."""

    races: ClassVar = {
        **Releasing.races,
        "change-grant": {
            "unknown-ask",
            "is-loan",
            "not-committed",
            "not-yours",
            "own-interest",
            "is-determined",
            "nothing-to-change",
            "more-than-granted",
            "below-paid",
            "ground-unfit",
        },
    }

    def reaction_to_change(self, kind, data):
        ask = data.get("ask")
        if kind == "pool-handed-over":
            return self._change_as_who_held(f"pool:{data['pool']}", data["budget_holder"])
        if ask not in self._agreed or not self._may_pay(self._agreed[ask]):
            return None
        if kind == "agreement-made":
            return self._change_in_vain_at_first(data)
        if self._agreed[ask].get("loan") or self.town.dice("changed", ask).random() >= SHARE:
            return None
        match kind:
            case "payment-ordered":
                return self._change_when(data["order"], ask, 0.4)
            case "payment-confirmed" | "payment-returned" | "confirmation-corrected":
                return self._change_when(f"{kind} {data['order']}", ask, 0.7)
            case "grant-changed":
                return self._change_when(f"change {data['change']}", ask, 0.5)
            case "milestone-reported" | "advance-released":
                return self._change_when(f"{kind} {data['advance']}", ask, 0.4)
            case "report-submitted" | "refund-confirmed":
                return self._change_when(kind, ask, 0.4)
            case "grant-determined" | "determination-corrected":
                return self._change_when(f"{kind} {data['determination']}", ask, 0.4)
        return None

    async def _change_in_vain_at_first(self, agreed):
        """What is lent; what nobody asked for; what its pool may not have set apart yet; or more than was granted."""
        ask, dice = agreed["ask"], self.dice(agreed["ask"], "changed at first")
        if agreed.get("loan"):
            if dice.random() < 3 * IN_VAIN:
                await self.overreach("settlement", "change-grant", ask=ask, **TO_NOTHING)
            return
        if dice.random() < IN_VAIN:
            await self.overreach("settlement", "change-grant", ask=f"{ask}0", **TO_NOTHING)
        if self.town.dice("changed", ask).random() < SHARE:
            await self._change_when("first", ask, 0.6)
        elif dice.random() < IN_VAIN:
            await self._change_in_vain(ask, dice)

    async def _change_when(self, what, ask, chance):
        """Now and then in vain first, beside a rival of it, or as it is determined."""
        dice = self.dice(ask, what, self.number(f"changed {what}"), "change")
        if dice.random() >= chance or self.number(f"changed {ask}") > MOST:
            return
        await self.town.pause(dice.choice([0, 0, 0, 0.3, 1, 2]))
        if dice.random() < 0.3:
            await self._change_in_vain(ask, dice)
        together = [self._change(ask, dice)]
        beside = dice.random()
        if beside < 0.15:
            together.append(self._change(ask, dice))
        elif beside < 0.25:
            together.append(self._send(ask, self._now[ask], None, dice, ex_officio=True))
        await asyncio.gather(*together)

    async def _change(self, ask, dice):
        """To more again, if it is less now; else to less, as far as it knows: to what was paid, or to any amount."""
        first, now, paid = self._agreed[ask]["cents"], self._now[ask], self._paid_cents(ask)
        if now < first and dice.random() < (0.8 if paid else 0.5):
            cents = dice.choice([first, dice.randint(now + 1, first)])
        else:
            cents = dice.choice([paid, paid, dice.randint(min(paid, now), now), dice.randint(0, now), now * 2 // 3])
        await self._change_to(ask, cents, dice.choice(LESS) if cents < now else MORE)

    async def _change_in_vain(self, ask, dice):
        """As far as it knows."""
        first, now, paid = self._agreed[ask]["cents"], self._now[ask], self._paid_cents(ask)
        match dice.randint(0, 3):
            case 0:
                more = {"cents": first + 1, "ground": MORE, "reason": "Het werd duurder."}
                await self.overreach("settlement", "change-grant", ask=ask, **more)
            case 1:
                await self._change_to(ask, now, dice.choice((*LESS, MORE)))
            case 2 if paid:
                await self._change_to(ask, paid - 1, dice.choice(LESS))
            case _:
                cents = dice.randint(now, first)
                await self._change_to(ask, cents, dice.choice(LESS))
                if now > paid:
                    await self._change_to(ask, dice.randint(paid, now - 1), MORE)

    async def _change_by(self, ask, less_cents):
        """So much of it is not needed."""
        return await self._change_to(ask, max(self._now[ask] - less_cents, 0), "at-request")

    async def _change_to(self, ask, cents, ground):
        change = {"cents": cents, "ground": ground, "reason": "Zo is het nu."}
        return await self.submit("settlement", "change-grant", ask=ask, **change)

    async def _change_as_who_held(self, funder, holder):
        """Once another holds the budget, or perhaps not yet, as settlement knows."""
        dice = self.dice(funder, self.number(f"held {funder}"), "held")
        known = sorted(ask for ask, agreed in self._agreed.items() if agreed["funder"] == funder)
        if known and holder != self.slug and dice.random() < 0.1:
            await self.town.pause(dice.choice([0, 0.5, 1]))
            await self._change(dice.choice(known), dice)
