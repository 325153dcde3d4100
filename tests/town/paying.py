"""Payments and what comes back: confirmed, failed, returned, refunded, corrected."""

from datetime import timedelta
from typing import ClassVar

from tests.town.contributing import Contributing
from tests.town.determining import Determining


class Paying(Contributing, Determining):
    """As a payer; and a second approver of corrections."""

    races: ClassVar = {
        "confirm-payment": {
            "not-yours",
            "already-confirmed",
            "order-closed",
            "other-amount",
            "date-in-future",
            "date-too-early",
            "year-closed",
        },
        "report-payment-failed": {"not-yours", "already-confirmed", "order-closed"},
        "report-returned": {
            "reverse-first",
            "not-yours",
            "not-paid",
            "date-in-future",
            "date-too-early",
            "year-closed",
        },
        "correct-confirmation": {"reverse-first", "not-yours", "not-paid", "awaits-approval", "own-interest"},
        "correct-refund": {
            "unknown-refund",
            "nothing-to-correct",
            "more-than-paid",
            "reverse-first",
            "not-yours",
            "not-paid",
            "awaits-approval",
            "own-interest",
        },
        "approve-payment-correction": {
            "not-paid",
            "nothing-to-approve",
            "same-approver",
            "own-interest",
            "not-yours",
            "superseded",
            "unknown-refund",
            "reverse-first",
            "nothing-to-correct",
            "more-than-paid",
        },
        "withdraw-return": {"no-return", "not-yours", "already-confirmed", "order-closed"},
        "record-refund": {"not-yours", "not-paid", "is-loan", "is-determined", "more-than-paid"},
    }

    async def _pay(self, order):
        dice = self.dice(order["order"])
        chance = dice.random()
        await self.town.pause(dice.choice([0, 0, 0.2, 1]))
        if chance < 0.08:
            return  # it stays an open order
        if chance < 0.1 and order["purpose"] == "grant":
            await self.overreach("settlement", "withdraw-return", order=order["order"])
        if order["purpose"] == "contribution-return" and dice.random() < 0.3:
            await self.submit("settlement", "withdraw-return", order=order["order"])
        if chance < 0.2:
            await self.submit(
                "settlement", "report-payment-failed", order=order["order"], reason="De rekening is opgeheven."
            )
            return
        paid = {"order": order["order"], "cents": order["cents"], "paid_on": self.town.today.isoformat()}
        if dice.random() < 0.05:  # in vain, unless it is told anew and was paid since
            await self.submit("settlement", "report-returned", order=order["order"], returned_on=paid["paid_on"])
        await self._misdate("settlement", "confirm-payment", "paid_on", order=order["order"], cents=order["cents"])
        if chance < 0.25:
            await self.overreach("settlement", "confirm-payment", **{**paid, "cents": order["cents"] + 1})
        elif chance < 0.4:
            yesterday = (self.town.today - timedelta(days=1)).isoformat()
            await self.submit("settlement", "confirm-payment", **{**paid, "paid_on": yesterday})
        for _ in range(2 if chance > 0.9 else 1):
            await self.submit("settlement", "confirm-payment", **paid)

    async def _after_payment(self, paid):
        self._confirmed[paid["order"]] += 1
        dice = self.dice(paid["order"], "after", self._confirmed[paid["order"]])
        await self._misdate("settlement", "report-returned", "returned_on", order=paid["order"])
        if dice.random() < 0.05:
            await self.submit("settlement", "report-payment-failed", order=paid["order"], reason="Toch niet.")
        if dice.random() < 0.15:
            await self._send_back(paid, dice)
        elif dice.random() < (0.25 if paid["funder"].startswith("pool:") else 0.1):
            await self._mistaken(paid, dice)
        elif paid["purpose"] == "grant":
            await self._go_on(paid, dice)

    async def _send_back(self, paid, dice):
        """The bank did, in full; after that nothing of it comes back from who should have got it."""
        await self.town.pause(dice.choice([0, 0, 0.5]))
        today = self.town.today.isoformat()
        if not await self.submit("settlement", "report-returned", order=paid["order"], returned_on=today):
            one_cent = {"principal_cents": 1, "interest_cents": 0}
            await self.overreach("settlement", "record-refund", order=paid["order"], **one_cent)

    async def _mistaken(self, paid, dice):
        """It was not paid, or not so; corrected, and confirmed as it was."""
        await self.town.pause(dice.choice([0, 0, 0.5]))
        mistake = {"order": paid["order"], "ground": dice.choice(["did-not-happen", "wrong-date", "entered-twice"])}
        if await self.submit("settlement", "correct-confirmation", **mistake):
            return
        await self.submit("settlement", "correct-confirmation", **mistake)  # once more: unless confirmed twice, refused
        if dice.random() < 0.7:  # its own second yes
            nothing = {"principal_cents": 0, "interest_cents": 0}
            await self.submit("settlement", "approve-payment-correction", order=paid["order"], **nothing)
        await self.town.pause(dice.choice([0, 0.5, 1]))
        again = {"order": paid["order"], "cents": paid["cents"], "paid_on": self.town.today.isoformat()}
        await self.submit("settlement", "confirm-payment", **again)

    async def _go_on(self, paid, dice):
        if paid["ask"] in self._lent:
            await self._lend_on(paid, dice)
            return
        if dice.random() < 0.3 and self._recipients:
            await self._propose(paid, dice)
        if dice.random() < 0.5:
            await self._refund(paid, dice)
        await self._go_on_with_grant(paid, self.dice(paid["order"], "determine"))

    async def _refund(self, paid, dice):
        """All of it or a part, in up to three parts; now and then more than there is to come back."""
        left, times, all_of_it = paid["cents"], dice.randint(1, 3), dice.random() < 0.5
        for number in range(times):
            principal = left if all_of_it and number == times - 1 else dice.randint(0, left)
            with_interest = left > principal and (not principal or dice.random() < 0.3)
            interest = dice.randint(1, left - principal) if with_interest else 0
            if principal + interest:
                cents = {"principal_cents": principal, "interest_cents": interest}
                code = await self.submit("settlement", "record-refund", order=paid["order"], **cents)
                left -= 0 if code else principal + interest
                self._refunds[paid["order"]] += not code
        if dice.random() < 0.2:
            cents = {"principal_cents": paid["cents"] + 1, "interest_cents": 0}
            await self.overreach("settlement", "record-refund", order=paid["order"], **cents)
        if left < paid["cents"]:
            await self._mend(paid, dice)

    async def _mend(self, paid, dice):
        """What came back stands in the way of undoing the payment; one refund was of other amounts, or none was."""
        order, today = paid["order"], self.town.today.isoformat()
        if dice.random() < 0.3:
            await self.overreach("settlement", "report-returned", order=order, returned_on=today)
        if dice.random() < 0.3:
            await self.overreach("settlement", "correct-confirmation", order=order, ground="entered-twice")
        if dice.random() < 0.4:
            right = {"principal_cents": dice.randint(0, paid["cents"]), "interest_cents": dice.choice([0, 0, 1, 30])}
            await self._correct_refund(order, dice.randint(1, self._refunds[order]), dice, **right)
        if dice.random() < 0.2:
            too_much = {"principal_cents": paid["cents"], "interest_cents": 1, "ground": "wrong-amount"}
            await self.overreach("settlement", "correct-refund", order=order, refund=1, **too_much)
        if dice.random() < 0.3:
            for number in range(self._refunds[order]):
                await self._correct_refund(order, number + 1, dice, principal_cents=0, interest_cents=0)
            await self._mistaken(paid, dice)

    async def _approve_payment_correction(self, asked):
        """The second yes, to what was asked; now and then to something else, which must not be taken for it."""
        dice = self.dice(asked["order"], str(asked["refund"]), asked["principal_cents"], "yes")
        await self.town.pause(dice.choice([0, 0, 0.3, 1]))
        yes = {name: asked[name] for name in ("order", "principal_cents", "interest_cents")}
        refund = {"refund": asked["refund"]} if asked["refund"] else {}
        if dice.random() < 0.5:
            other = {**yes, "principal_cents": asked["principal_cents"] + 1_000_000}
            await self.overreach("settlement", "approve-payment-correction", **other, **refund)
        if dice.random() < 0.85:
            await self.submit("settlement", "approve-payment-correction", **yes, **refund)

    async def _correct_refund(self, order, refund, dice, **right):
        ground = dice.choice(["wrong-amount", "wrong-party", "did-not-happen"])
        await self.submit("settlement", "correct-refund", order=order, refund=refund, **right, ground=ground)
        if dice.random() < 0.7:  # its own second yes
            await self.submit("settlement", "approve-payment-correction", order=order, refund=refund, **right)
