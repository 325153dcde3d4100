"""Loans: what the borrower pays is recorded by who lends, corrected, and written off."""

from datetime import timedelta
from typing import ClassVar

from tests.town.partners import Partner


def loan(dice):
    """Terms as an applicant may propose them."""
    instalments = dice.choice([1, 2, 12, 60])
    return {
        "repayment": dice.choice(["annuity", "linear", "bullet"]),
        "annual_rate": dice.choice(["0", "0.025", "0.1"]),
        "day_count": dice.choice(["30E/360", "act/365F", "act/act-ISDA"]),
        "months_between": dice.choice([1, 1, 3] if instalments == 60 else [1, 1, 3, 12]),
        "instalments": instalments,
        "interest_only": dice.randint(0, instalments - 1),
    }


class Lending(Partner):
    """As who lends; and a second approver of what is written off or corrected."""

    races: ClassVar = {
        "record-repayment": {
            "unknown-loan",
            "not-yours",
            "own-interest",
            "more-than-owed",
            "date-in-future",
            "date-too-early",
            "year-closed",
        },
        "correct-repayment": {
            "unknown-loan",
            "not-yours",
            "own-interest",
            "unknown-repayment",
            "nothing-to-correct",
            "more-than-owed",
            "awaits-approval",
        },
        "write-off-loan": {"unknown-loan", "not-yours", "own-interest", "more-than-owed", "awaits-approval"},
        "approve-loan-change": {
            "unknown-loan",
            "nothing-to-approve",
            "same-approver",
            "own-interest",
            "not-yours",
            "superseded",
            "more-than-owed",
        },
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._lent = set()
        """The asks that are lent."""

    def reaction_to_loan(self, kind, data):
        if kind == "agreement-made" and data.get("loan"):
            self._lent.add(data["ask"])
        return self._approve_loan_change(data) if kind == "loan-change-awaits-approval" else None

    async def _lend_on(self, paid, dice):
        """The borrower pays early, in parts; something of it was otherwise, and some is not expected back."""
        order, cents = paid["order"], paid["cents"]
        if dice.random() < 0.3:
            one_cent = {"principal_cents": 1, "interest_cents": 0}
            await self.overreach("settlement", "record-refund", order=order, **one_cent)
        if dice.random() < 0.3:
            today = self.town.today.isoformat()
            too_much = {"cents": cents + 1, "received_on": today, "towards": "instalments"}
            await self.overreach("settlement", "record-repayment", order=order, **too_much)
        times = 0
        for _ in range(dice.randint(1, 4)):
            await self.town.pause(dice.choice([0, 0.3, 1]))
            times += not await self._repay(order, dice.randint(1, max(cents // 2, 1)), dice)
        if times and dice.random() < 0.6:
            await self._correct_repayment(order, dice.randint(1, times), dice.randint(0, cents), dice)
        if dice.random() < 0.6:
            await self._write_off(order, dice.choice([cents // 2 + 1, dice.randint(1, cents)]), dice)
        if times and dice.random() < 0.3:
            for number in range(times):
                await self._correct_repayment(order, number + 1, 0, dice)
            await self._mistaken(paid, dice)

    async def _repay(self, order, cents, dice):
        day = self.town.today - timedelta(days=dice.random() < 0.2)
        came = {"cents": cents, "received_on": day.isoformat(), "towards": dice.choice(["instalments", "principal"])}
        return await self.submit("settlement", "record-repayment", order=order, **came)

    async def _correct_repayment(self, order, repayment, cents, dice):
        right = {"repayment": repayment, "cents": cents, "ground": dice.choice(["wrong-amount", "did-not-happen"])}
        await self.submit("settlement", "correct-repayment", order=order, **right)
        if dice.random() < 0.5:  # its own second yes
            await self.submit("settlement", "approve-loan-change", order=order, principal_cents=cents)

    async def _write_off(self, order, cents, dice):
        why = {"ground": dice.choice(["insolvent", "agreed"]), "reason": "Er komt niets meer"}
        off = {"principal_cents": cents, "interest_cents": 0, **why}
        await self.submit("settlement", "write-off-loan", order=order, **off)
        if dice.random() < 0.4:
            await self.submit("settlement", "write-off-loan", order=order, **off)

    async def _approve_loan_change(self, asked):
        """The second yes, to what was asked; now and then to something else, which must not be taken for it."""
        dice = self.dice(asked["order"], asked["change"], asked["principal_cents"], "yes")
        await self.town.pause(dice.choice([0, 0, 0.3, 1]))
        yes = {name: asked[name] for name in ("order", "principal_cents", "interest_cents")}
        if dice.random() < 0.3:
            other = {**yes, "principal_cents": asked["principal_cents"] + 1_000_000}
            await self.overreach("settlement", "approve-loan-change", **other)
        if dice.random() < 0.85:
            await self.submit("settlement", "approve-loan-change", **yes)
