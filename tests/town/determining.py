"""Determinations: what each funder owes in the end, changed, corrected; and what is claimed because of it."""

import asyncio
from typing import ClassVar

from tests.town.lending import Lending
from tests.town.partners import Unexpected

LOWER = ("activities-not-done", "obligations-not-met", "wrong-information", "grant-was-wrong", "costs-lower")
CHANGE = ("new-facts", "determination-was-wrong", "obligations-not-met-afterwards")
MORE = "reconsidered"
IN_FULL = 0.5
"""Of so many grants all that was kept is determined, the first time."""


class Determining(Lending):
    """As who pays: determines when it was reported, or of its own accord; mostly in full, often less; thinks again."""

    races: ClassVar = {
        "determine-grant": {
            "unknown-ask",
            "not-yours",
            "own-interest",
            "is-loan",
            "not-paid",
            "report-missing",
            "more-than-granted",
            "ground-unfit",
            "nothing-to-change",
            "too-late",
            "order-open",
            "reverse-first",
        },
        "correct-determination": {
            "unknown-ask",
            "not-yours",
            "own-interest",
            "is-loan",
            "not-paid",
            "not-determined",
            "reverse-first",
        },
        "submit-report": {"not-yours"},
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._agreed = {}
        """The agreements by ask."""
        self._now = {}
        """What is granted by ask, as it was told: of some, another amount than was agreed at first."""
        self._grants = {}
        """By ask the payment of each grant that it paid itself."""
        self._came_back = {}
        """Principal by ask, as it was told."""
        self._stands = {}
        """What is determined by ask, as it was told."""

    def reaction_to_grant(self, kind, data):
        match kind:
            case "agreement-made":
                self._agreed[data["ask"]] = data
                self._now[data["ask"]] = data["cents"]
                if self._speaks_for(data["funder"]):
                    return self._determine_too_early(data)
            case "grant-changed":
                self._now[data["ask"]] = data["cents"]
            case "payment-confirmed" if data["purpose"] == "grant":
                if data["payer"] == self.slug:
                    self._grants[data["ask"]] = data
            case "refund-confirmed":
                self._add_what_came_back(data["ask"], data["principal_cents"])
            case "refund-corrected":
                self._add_what_came_back(data["ask"], data["principal_cents"] - data["was_principal_cents"])
            case "report-submitted":
                return self._determine_all(data)
            case "grant-determined":
                self._stands[data["ask"]] = data["cents"]
                if data["determined_by"] == self.slug:
                    return self._think_again_of(data)
            case "determination-corrected":
                self._stands.pop(data["ask"], None)
            case "claim-made" if self._speaks_for(data["funder"]) or data["ask"] in self._grants:
                self._lends.add(data["order"])
                return self._claim_back(data)
        return None

    def _speaks_for(self, funder):
        kind, _, name = funder.partition(":")
        return (self._holders.get(name) if kind == "pool" else name) == self.slug

    def _add_what_came_back(self, ask, cents):
        self._came_back[ask] = self._came_back.get(ask, 0) + cents

    def _kept(self, ask):
        """What the recipient has of it, as far as it was told."""
        return max(self._now[ask] - self._came_back.get(ask, 0), 0)

    async def _determine_too_early(self, agreed):
        """What was not paid; what is lent; what nobody asked for."""
        dice, ask = self.dice(agreed["ask"], "too early"), agreed["ask"]
        if agreed.get("loan"):
            if dice.random() < 0.3:
                await self._overreach_on(ask, agreed["cents"], ex_officio=True)
                await self.overreach("settlement", "correct-determination", ask=ask, ground="did-not-happen")
            return
        if dice.random() < 0.1:
            await self._overreach_on(f"{ask}0", agreed["cents"])
            await self.overreach("settlement", "correct-determination", ask=f"{ask}0", ground="did-not-happen")
        if dice.random() < 0.15:
            await self._send(ask, agreed["cents"], None, dice, ex_officio=True)
            await self.submit("settlement", "correct-determination", ask=ask, ground="did-not-happen")

    async def _go_on_with_grant(self, paid, dice):
        """Before there is a report: now and then of its own accord, or in vain."""
        chance = dice.random()
        if chance < 0.2:
            await self._send(paid["ask"], self._kept(paid["ask"]), None, dice)
        elif chance < 0.35:
            await self._determine(paid["ask"], None, dice, ex_officio=True)
        if 0.1 < chance < 0.25:
            await self.submit("settlement", "correct-determination", ask=paid["ask"], ground="entered-twice")

    async def _determine_all(self, reported):
        """Its own parts, one after another."""
        parts = {part["ask"]: part["cents"] for part in reported["parts"]}
        for ask, cents in parts.items():
            if ask in self._grants or self._speaks_for(self._agreed[ask]["funder"]):
                dice = self.dice(ask, reported["report"], "determine")
                await self.town.pause(dice.choice([0, 0, 0.3, 1]))
                if dice.random() < 0.85:
                    await self._determine(ask, cents, dice)

    async def _determine(self, ask, reported, dice, *, ex_officio=False):
        """By what is reported, or otherwise; now and then in vain first, twice, beside a rival or a refund."""
        kept, granted = self._kept(ask), self._now[ask]
        cents = kept if dice.random() < IN_FULL else dice.choice([0, dice.randint(0, kept), min(reported or 0, kept)])
        if dice.random() < 0.3:
            await self._in_vain(ask, self._agreed[ask]["cents"], dice)
        ground = self._ground(ask, cents, dice)
        together = [self._send(ask, cents, ground, dice, ex_officio=ex_officio)]
        chance = dice.random()
        if chance < 0.1:
            together.append(self._send(ask, dice.randint(0, kept), dice.choice(LOWER), dice, ex_officio=True))
        elif chance < 0.25 and ask in self._grants:
            few = {"principal_cents": dice.randint(1, max(granted, 1)), "interest_cents": 0}
            refund = self.submit("settlement", "record-refund", order=self._grants[ask]["order"], **few)
            together.append(refund)
        code, *_ = await asyncio.gather(*together)
        if dice.random() < 0.15:
            await self._send(ask, cents, ground, dice, ex_officio=ex_officio)
        if code == "report-missing" and (ex_officio or reported is not None):
            raise Unexpected(f"{self.slug} determines {ask} and is told {code}")

    def _ground(self, ask, cents, dice):
        """As it knows what stands."""
        before = self._stands.get(ask)
        if before is None:
            return dice.choice(LOWER) if cents < self._now[ask] else None
        return dice.choice(CHANGE) if cents < before else MORE

    async def _send(self, ask, cents, ground, dice, *, ex_officio=False):
        instalments = {"instalments": dice.choice([1, 1, dice.randint(2, 6)]), "months_between": dice.choice([1, 1, 3])}
        why = {"ground": ground, "reason": "Zo is het vastgesteld.", "ex_officio": ex_officio}
        code = await self.submit("settlement", "determine-grant", ask=ask, cents=cents, **why, **instalments)
        if code in {"unknown-ask", "is-loan"}:
            raise Unexpected(f"{self.slug} determines {ask}, a grant that was agreed on, and is told {code}")
        return code

    async def _in_vain(self, ask, granted, dice):
        """More than was granted at first; all of that on a ground, or on one of later; less of it without one."""
        match dice.randint(0, 3):
            case 0:
                await self._overreach_on(ask, granted + 1)
            case 1:
                await self._overreach_on(ask, granted, ground="costs-lower")
            case 2 if granted > 1:
                await self._send(ask, granted - 1, None, dice)
            case _:
                await self._overreach_on(ask, granted, ground="new-facts")

    async def _overreach_on(self, ask, cents, *, ground=None, ex_officio=False):
        why = {"ground": ground, "reason": "Zo kan het niet.", "ex_officio": ex_officio}
        await self.overreach("settlement", "determine-grant", ask=ask, cents=cents, **why)

    async def _think_again_of(self, determined):
        """Less, or more, or the same; it was a mistake; or what it rests on was otherwise."""
        ask, was = determined["ask"], determined["cents"]
        dice = self.dice(ask, determined["determination"], "again")
        if determined["determination"] > 6:  # of each it thinks again, so somewhere it ends
            return
        await self.town.pause(dice.choice([0, 0, 0.5, 2]))
        chance, kept = dice.random(), determined["kept_cents"] + determined.get("rest_cents", 0)
        if chance < 0.2 and was:
            await self._send(ask, dice.randint(0, was - 1), dice.choice(CHANGE), dice)
        elif chance < 0.4 and was < kept:
            more = self._send(ask, dice.randint(was + 1, kept), MORE, dice)
            await asyncio.gather(more, *self._at_the_same_time(determined, dice))
        elif chance < 0.5:
            await self.submit("settlement", "correct-determination", ask=ask, ground="wrong-amount")
            await self.submit("settlement", "correct-determination", ask=ask, ground="wrong-amount")
            if dice.random() < 0.6:
                await self._determine(ask, None, dice, ex_officio=True)
        elif chance < 0.55:
            await self._send(ask, was, dice.choice(CHANGE), dice)
        elif chance < 0.7:
            await self._shake(determined, dice)

    def _at_the_same_time(self, determined, dice):
        """While more is determined something comes on its claim."""
        if dice.random() < 0.4:
            claim = f"{determined['ask']}:claim-{determined['determination']}"
            yield self._repay(claim, dice.randint(1, 100), dice)

    async def _shake(self, determined, dice):
        """What it rests on is to be otherwise: its payment, or a refund of before."""
        order, today = {"order": determined["order"]}, self.town.today.isoformat()
        nothing = {"principal_cents": 0, "interest_cents": 0}
        await self.submit("settlement", "record-refund", **order, principal_cents=1, interest_cents=0)
        if dice.random() < 0.5:
            await self.submit("settlement", "report-returned", **order, returned_on=today)
        if dice.random() < 0.5:
            await self.submit("settlement", "correct-confirmation", **order, ground="did-not-happen")
        await self.submit("settlement", "correct-refund", **order, refund=1, **nothing, ground="did-not-happen")

    async def _change_its_mind(self):
        """A cent less or more of some grant, at any moment: also after so long that it is too late for less."""
        if known := sorted(ask for ask, cents in self._stands.items() if cents and ask in self._grants):
            dice = self.dice("mind", self.number("mind"))
            ask = dice.choice(known)
            was = self._stands[ask]
            more = was < self._kept(ask) and dice.random() < 0.4
            await self._send(ask, was + 1 if more else was - 1, MORE if more else dice.choice(CHANGE), dice)

    async def _claim_back(self, claim):
        """It comes in parts, early or late; something of it was otherwise; some of it is not expected any more."""
        order, cents = claim["order"], claim["cents"]
        dice = self.dice(order, "claim")
        await self.town.pause(dice.choice([0, 0.3, 1, 2]))
        if dice.random() < 0.15:
            too_much = {"cents": self.town.beyond(cents) + 1, "received_on": self.town.today.isoformat()}
            await self.overreach("settlement", "record-repayment", order=order, **too_much, towards="principal")
        times, of_it = 0, dice.choice([0, 0, 1, 2, 3])
        for number in range(of_it):
            all_of_it = number == of_it - 1 and dice.random() < 0.4
            part = cents if all_of_it else dice.randint(1, max(cents // 2, 1))
            times += not await self._repay(order, part, dice)
            await self.town.pause(dice.choice([0, 0.3, 1]))
        if self.dice(order, "other terms").random() < 0.3:
            await self._change_terms(order, self.dice(order, "which terms"))
        if times and dice.random() < 0.4:
            right = dice.choice([0, dice.randint(0, cents)])
            await self._correct_repayment(order, dice.randint(1, times), right, dice)
        if dice.random() < 0.3:
            await self._write_off(order, dice.choice([cents // 2 + 1, dice.randint(1, cents)]), dice)
        if times and dice.random() < 0.3:
            for number in range(times):
                await self._correct_repayment(order, number + 1, 0, dice)
            again = {"ground": MORE, "reason": "Alsnog.", "ex_officio": False}
            granted = self._now[claim["ask"]]
            await self.submit("settlement", "determine-grant", ask=claim["ask"], cents=granted, **again)
