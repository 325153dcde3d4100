"""Loans: what the borrower pays is recorded by who lends, corrected, and written off."""

import contextlib
from datetime import date, timedelta
from typing import ClassVar

from bundel_client import NoAnswer, QueryRefused
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
        "write-off-loan": {
            "unknown-loan",
            "not-yours",
            "own-interest",
            "amount-zero",
            "more-than-owed",
            "awaits-approval",
        },
        "approve-loan-change": {
            "unknown-loan",
            "nothing-to-approve",
            "same-approver",
            "own-interest",
            "not-yours",
            "superseded",
            "more-than-owed",
            "date-too-early",
            "nothing-owed",
        },
        "change-loan-terms": {
            "unknown-loan",
            "not-yours",
            "own-interest",
            "loan-terms-invalid",
            "date-too-early",
            "date-too-far",
            "nothing-owed",
            "awaits-approval",
        },
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._lent = set()
        """The asks that are lent."""
        self._lends = set()
        """The orders by which it lent itself."""

    def reaction_to_loan(self, kind, data):
        match kind:
            case "agreement-made" if data.get("loan"):
                self._lent.add(data["ask"])
            case "payment-confirmed" if data["payer"] == self.slug and data["ask"] in self._lent:
                self._lends.add(data["order"])
            case "instalment-due" if data["order"] in self._lends:
                return self._collect(data)
            case "loan-change-awaits-approval":
                return self._approve_loan_change(data)
        return None

    async def _lend_on(self, paid, dice):
        """The borrower pays early, in parts; something of it was otherwise, and some is not expected back."""
        order, cents = paid["order"], paid["cents"]
        if dice.random() < 0.3:
            one_cent = {"principal_cents": 1, "interest_cents": 0}
            await self.overreach("settlement", "record-refund", order=order, **one_cent)
        if dice.random() < 0.3:
            today = self.town.today.isoformat()
            too_much = {"cents": self.town.beyond(cents) + 1, "received_on": today, "towards": "instalments"}
            await self.overreach("settlement", "record-repayment", order=order, **too_much)
        times = 0
        for _ in range(dice.randint(1, 4)):
            await self.town.pause(dice.choice([0, 0.3, 1]))
            times += not await self._repay(order, dice.randint(1, max(cents // 2, 1)), dice)
        if times and dice.random() < 0.6:
            await self._correct_repayment(order, dice.randint(1, times), dice.randint(0, cents), dice)
        if dice.random() < 0.3:
            await self._change_terms(order, dice)
        if dice.random() < 0.6:
            await self._write_off(order, dice.choice([cents // 2 + 1, dice.randint(1, cents)]), dice)
        if times and dice.random() < 0.3:
            for number in range(times):
                await self._correct_repayment(order, number + 1, 0, dice)
            await self._mistaken(paid, dice)

    async def _collect(self, due):
        """In full, in part or not at all; today, on its day, or before; or something is written off, or corrected.

        Now and then what cannot be.
        """
        order, number = due["order"], due["number"]
        dice = self.dice(order, number, due["due_on"], "collect")
        principal, interest = due["principal_cents"], due["interest_cents"]
        left = principal + interest - due["paid_principal_cents"] - due["paid_interest_cents"]
        chance = dice.random()
        if chance < 0.6 and left:
            cents = dice.choice([left, left, dice.randint(1, left), left + dice.randint(1, 500)])
            day = dice.choice([self.town.today, date.fromisoformat(due["due_on"])])
            day -= timedelta(days=dice.choice([0, 0, 0, 1, 40]))
            towards = dice.choice(["instalments", "instalments", "principal"])
            came = {"cents": cents, "received_on": day.isoformat(), "towards": towards}
            await self.submit("settlement", "record-repayment", order=order, **came)
        elif chance < 0.7 and left:
            await self._write_off(order, dice.choice([0, principal // 3]), dice, interest_cents=max(interest, 1))
        elif chance < 0.8:
            right = dice.choice([0, dice.randint(0, left + 50)])
            await self._correct_repayment(order, dice.randint(1, 3), right, dice)
            await self._correct_repayment(order, 1, right, dice)
        elif chance < 0.87:
            await self._lend_in_vain(order, dice)
        elif chance < 0.94:
            await self._change_terms(order, dice)
        else:
            await self._pay_off(order)

    async def _pay_off(self, order):
        """All that is owed today, before its time; of a loan that nobody tells of, nothing."""
        with contextlib.suppress(NoAnswer, QueryRefused):
            owed = await self.client.ask("settlement", "loan", order=order)
            all_of_it = {"received_on": self.town.today.isoformat(), "towards": "principal"}
            if owed["payoff_cents"] > 0:
                await self.submit(
                    "settlement", "record-repayment", order=order, cents=owed["payoff_cents"], **all_of_it
                )

    async def _lend_in_vain(self, order, dice):
        """A day that is to come, or was before the loan; a loan that is none; nothing; a repayment that never was."""
        far = self.town.beyond(timedelta(days=dice.choice([-30, 7])))
        none = {"cents": 1, "received_on": self.town.today.isoformat(), "towards": "principal"}
        misdated = {**none, "received_on": (self.town.today + far).isoformat()}
        await self.overreach("settlement", "record-repayment", order=order, **misdated)
        await self.overreach("settlement", "record-repayment", order=f"{order}0", **none)
        nothing = {"principal_cents": 0, "interest_cents": 0, "ground": "other", "reason": "Niets."}
        await self.overreach("settlement", "write-off-loan", order=order, **nothing)
        never = {"repayment": 1_000, "cents": 1, "ground": "wrong-amount"}
        await self.overreach("settlement", "correct-repayment", order=order, **never)

    async def _repay(self, order, cents, dice):
        day = self.town.today - timedelta(days=dice.random() < 0.2)
        came = {"cents": cents, "received_on": day.isoformat(), "towards": dice.choice(["instalments", "principal"])}
        return await self.submit("settlement", "record-repayment", order=order, **came)

    async def _correct_repayment(self, order, repayment, cents, dice):
        right = {"repayment": repayment, "cents": cents, "ground": dice.choice(["wrong-amount", "did-not-happen"])}
        await self.submit("settlement", "correct-repayment", order=order, **right)
        if self.dice(order, *right.values(), "again").random() < 0.3:
            await self.submit("settlement", "correct-repayment", order=order, **right)
        if dice.random() < 0.5:  # its own second yes
            await self.submit("settlement", "approve-loan-change", order=order, principal_cents=cents)

    async def _expect_less(self):
        """A little of some loan, at any moment: also before a service that comes back has found what fell due."""
        if self._lends:
            dice = self.dice("less", self.number("less"))
            few = {"principal_cents": dice.randint(1, 3), "interest_cents": 0, "ground": "agreed", "reason": "Afgerond"}
            await self.submit("settlement", "write-off-loan", order=dice.choice(sorted(self._lends)), **few)

    async def _write_off(self, order, cents, dice, *, interest_cents=0):
        why = {"ground": dice.choice(["insolvent", "agreed"]), "reason": "Er komt niets meer"}
        off = {"principal_cents": cents, "interest_cents": interest_cents, **why}
        await self.submit("settlement", "write-off-loan", order=order, **off)
        if dice.random() < 0.6:
            await self.submit("settlement", "write-off-loan", order=order, **off)

    async def _change_terms(self, order, dice):
        """Lower instalments, or payment later; now and then what cannot be, or what waits for a second yes already."""
        first = self.town.today + timedelta(days=dice.choice([1, 1, 10, 45]))
        terms = {
            "repayment": dice.choice(["annuity", "linear", "bullet"]),
            "annual_rate": dice.choice(["0", "0.04"]),
            "months_between": dice.choice([1, 3]),
            "instalments": dice.choice([1, 3, 24]),
            "interest_only": dice.choice([0, 0, 0, 1, 24]),
            "first_due_on": first.isoformat(),
            "ground": dice.choice(["agreed", "other"]),
            "reason": "Zo houdt de lener het vol",
        }
        await self.submit("settlement", "change-loan-terms", order=order, **terms)
        if dice.random() < 0.3:
            await self.submit("settlement", "change-loan-terms", order=order, **terms)
        if dice.random() < 0.3:
            days = dice.choice([self.town.beyond(timedelta(days=-1)), timedelta(days=40 * 366)])
            other = {**terms, "first_due_on": (self.town.today + days).isoformat()}
            await self.overreach("settlement", "change-loan-terms", order=order, **other)

    async def _approve_loan_change(self, asked):
        """The second yes, to what was asked; now and then to something else, which must not be taken for it."""
        dice = self.dice(asked["order"], asked["change"], asked["principal_cents"], "yes")
        await self.town.pause(dice.choice([0.3, 1, 2] if self.town.plan.lasts else [0, 0, 0.3, 1]))
        yes = {name: asked[name] for name in ("order", "principal_cents", "interest_cents")}
        yes["terms"] = asked.get("terms")
        if dice.random() < 0.3:
            other = {**yes, "principal_cents": asked["principal_cents"] + 1_000_000}
            if terms := yes["terms"]:
                other = {**yes, "terms": {**terms, "instalments": terms["instalments"] + 1}}
            await self.overreach("settlement", "approve-loan-change", **other)
        if dice.random() < 0.85:
            await self.submit("settlement", "approve-loan-change", **yes)


class Borrowing(Partner):
    """Who borrows decides nothing about it, not even where it holds the budget for the moment, or is to approve."""

    races: ClassVar = {
        command: {"unknown-loan", "not-yours", "own-interest", "nothing-to-approve", "year-closed", "date-in-future"}
        for command in (
            *("record-repayment", "correct-repayment", "write-off-loan", "approve-loan-change", "change-loan-terms"),
        )
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._owes = {}
        """Of whom it borrowed, by order."""

    def reaction_to_own_loan(self, kind, data):
        match kind:
            case "loan-paid-out" | "claim-made" if data["borrower"] == self.slug:
                self._owes[data["order"]] = data["funder"]
            case "instalment-due" if data["borrower"] == self.slug:
                return self._decide_on_own_loan(data["order"], data["number"])
            case "pool-handed-over" if data["budget_holder"] == self.slug:
                return self._decide_on_own_loans(f"pool:{data['pool']}")
        return None

    async def _decide_on_own_loans(self, funder):
        for order in [order for order, of in self._owes.items() if of == funder]:
            await self._decide_on_own_loan(order, "as holder")

    async def _decide_on_own_loan(self, order, when):
        if self.dice(order, when, "own loan").random() < 0.4:
            came = {"cents": 1, "received_on": self.town.today.isoformat(), "towards": "instalments"}
            await self.overreach("settlement", "record-repayment", order=order, **came)
            right = {"repayment": 1, "cents": 0, "ground": "did-not-happen"}
            await self.overreach("settlement", "correct-repayment", order=order, **right)
            off = {"principal_cents": 1, "interest_cents": 0}
            await self.overreach("settlement", "approve-loan-change", order=order, **off)
            why = {"ground": "other", "reason": "Te duur."}
            await self.overreach("settlement", "write-off-loan", order=order, **off, **why)
            later = {"instalments": 1, "first_due_on": (self.town.today + timedelta(days=300)).isoformat()}
            await self.overreach("settlement", "change-loan-terms", order=order, **later, **why)
