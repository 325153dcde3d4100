"""Those who give: the executive, funders as contributors, budget holders, zuilen, payers and benefit holders."""

import asyncio
from datetime import date, timedelta
from typing import ClassVar

from tests.town.partners import Partner, Unexpected
from tests.town.plan import BENEFIT_HOLDER, GOALS, HOLDERS, OTHERS, TASK_FIELDS, VERIFIER

TOTAL_CENTS = 10**11
"""More than any town spends."""


class Executive(Partner):
    """Opens the pools, sets mandates, and lets one pool change hands."""

    hears = ()
    races: ClassVar = {"open-pool": {"exists"}, "hand-over": {"same-holder"}, "set-mandate": {"above-frame"}}

    def programs(self):
        return (self._govern(),)

    async def _govern(self):
        for pool, terms in self.town.plan.pools.items():
            await self.submit(
                "pool",
                "open-pool",
                pool=pool,
                neighbourhood="Spoorbuurt",
                goals=[{"goal": goal, "task_field": TASK_FIELDS[goal], "code_year": 2026} for goal in GOALS],
                frame={"decision": "Raadsbesluit 2026-1", "ceiling_cents": 10**12, **self._two_years()},
                budget_holder=terms.holder,
            )
            await self._set_mandate(pool)
        self.town.opened.set()
        works = [self.now_and_then(self._change_limit, 1, 4)]
        if self._wandering:
            works.append(self.now_and_then(self._hand_over, 2, 5))
        await asyncio.gather(*works)

    async def _set_mandate(self, pool, limit_cents=None, total_cents=TOTAL_CENTS):
        terms = self.town.plan.pools[pool]
        approval = {"four_eyes_above_cents": terms.four_eyes, "second_approver": terms.second} if terms.second else {}
        await self.submit(
            "pool",
            "set-mandate",
            pool=pool,
            limit_cents=limit_cents or terms.limit_cents,
            total_cents=total_cents,
            goals=list(GOALS),
            automatic=terms.automatic,
            **self._two_years(),
            **approval,
        )

    async def _hand_over(self):
        dice = self._die("hand")
        await self.submit(
            "pool", "hand-over", pool=dice.choice(self._wandering), budget_holder=dice.choice(HOLDERS[:2])
        )

    @property
    def _wandering(self):
        """The pools that change hands."""
        return sorted(pool for pool, terms in self.town.plan.pools.items() if terms.changes_hands)

    def _two_years(self):
        year = self.town.today.year
        return {"valid_from": f"{year}-01-01", "valid_to": f"{year + 1}-12-31"}

    async def _change_limit(self):
        dice = self._die("limit")
        pools = self.town.plan.pools
        pool = dice.choice(sorted(pools))
        total_cents = dice.choice([TOTAL_CENTS, TOTAL_CENTS, dice.randint(50_000, 300_000)])
        await self._set_mandate(pool, pools[pool].limit_cents - dice.randrange(30_000), total_cents)

    def _die(self, what):
        return self.dice(what, self.number(what))


class Funder(Partner):
    """A zuil in all its roles: contributes to pools, decides on asks, pays, gets refunds, saves and shares savings."""

    races: ClassVar = {
        "pledge": {"above-frame"},
        "receive": {"not-yours"},
        "withdraw-contribution": {"not-free"},
        "hold-ask": {
            "unknown-ask",
            "superseded",
            "already-held",
            "application-closed",
            "not-enough",
            "outside-mandate",
            "above-goal-ceiling",
            "not-yours",
        },
        "approve-hold": {
            "superseded",
            "nothing-to-approve",
            "application-closed",
            "not-enough",
            "outside-mandate",
            "above-goal-ceiling",
        },
        "decline-ask": {
            "unknown-ask",
            "superseded",
            "hold-is-binding",
            "already-declined",
            "application-closed",
            "not-yours",
        },
        "answer-ask": {"stale-answer", "closed", "too-late", "already-answered", "hold-is-binding"},
        "confirm-payment": {"not-yours", "already-confirmed", "order-closed", "other-amount"},
        "report-payment-failed": {"not-yours", "already-confirmed", "order-closed"},
        "record-refund": {"not-yours", "more-than-paid"},
        "propose-earn-back": {"exists", "not-yours", "recipient-unknown"},
        "consent-to-earn-back": {"already-consented", "not-yours"},
        "claim-saving": {"exists", "saving-counted-twice"},
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._holders = {}
        self._recipients = []
        self._invested = {}
        """Cents by ask."""

    def programs(self):
        return (self.now_and_then(self._pledge, 0.5, 3),) if self.slug in self.town.plan.contributors else ()

    def reaction(self, kind, data):
        if kind == "contribution-pledged" and data["contributor"] == self.slug:
            self._counts(data)
        match kind:
            case "pool-opened" | "pool-handed-over":
                self._holders[data["pool"]] = data["budget_holder"]
            case "contribution-pledged" if self._holders.get(data["pool"]) == self.slug:
                return self._receive(data)
            case "contribution-received":
                self._recipients.append({"pool": data["pool"], "contribution": data["contribution"]})
                if data["contributor"] == self.slug:
                    return self._take_back(data)
            case "pool-asked" if data["cents"] and self._decides_for(data["funder"]):
                return self._decide(data)
            case "hold-awaits-second-approval":
                return self._approve(data)
            case "zuil-asked" if data["cents"]:
                return self._answer(data)
            case "payment-ordered" | "order-reassigned":
                return self._pay(data)
            case "payment-confirmed" if data["purpose"] == "grant":
                self._invested[data["ask"]] = data["cents"]
                return self._after_payment(data) if data["payer"] == self.slug else None
            case "earn-back-proposed" | "earn-back-consent-asked":
                return self._consent(data)
            case "earn-back-agreed" if data["benefit_holder"] == self.slug:
                return self._claim(data)
        return None

    def _decides_for(self, funder):
        pool = funder.removeprefix("pool:")
        terms = self.town.plan.pools.get(pool)
        return terms is not None and not terms.automatic and self._holders.get(pool) == self.slug

    def _counts(self, pledged):
        """Own public money counts for the council's ceiling, and no other."""
        if pledged.get("counts_for_ceiling", True) is (self.slug in OTHERS):
            raise Unexpected(f"what {self.slug} pledges counts for the ceiling, or not: {pledged}")

    # Money for pools

    async def _pledge(self):
        await self.town.opened.wait()
        number = self.number("contribution")
        dice = self.dice("contribution", number)
        goals = dice.sample(GOALS, dice.randint(1, 3))
        await self.submit(
            "pool",
            "pledge",
            pool=dice.choice(sorted(self.town.plan.pools)),
            contribution=f"{self.slug}-{number}",
            cents=dice.randint(1, dice.choice([15_000, 150_000])),
            earmarks=goals,
            task_field=TASK_FIELDS[goals[0]],
            year=self.town.today.year,
            recurring="incidental",
            domain="social",
        )

    async def _receive(self, pledged):
        first = self.dice(pledged["contribution"]).randint(1, pledged["cents"])
        for cents in (first, pledged["cents"] - first):
            if cents:
                where = {"pool": pledged["pool"], "contribution": pledged["contribution"]}
                await self.submit("pool", "receive", **where, cents=cents, received_on=self.town.today.isoformat())

    async def _take_back(self, received):
        dice = self.dice(received["contribution"], "back")
        if dice.random() < 0.2:
            await self.town.pause(dice.uniform(0, 2))
            where = {"pool": received["pool"], "contribution": received["contribution"]}
            await self.submit("pool", "withdraw-contribution", **where, cents=dice.randint(1, received["cents"]))

    # Answers

    async def _decide(self, asked):
        """As budget holder. The pool may not have heard yet what applications has said: then try again later."""
        dice = self.dice(asked["ask"], asked["revision"])
        await self.town.pause(dice.choice([0, 0, 0.3, 2]))
        answer = {"pool": asked["funder"].removeprefix("pool:"), "ask": asked["ask"], "revision": asked["revision"]}
        declines = dice.random() < 0.15
        for _ in range(40):
            if declines:
                code = await self.submit(
                    "pool", "decline-ask", **answer, cents=asked["cents"], reason="Past niet bij het doel."
                )
            else:
                code = await self.submit("pool", "hold-ask", **answer, cents=asked["cents"])
            if code != "unknown-ask" or self.town.closing.is_set():
                break
            await asyncio.sleep(0.5)
        if declines and dice.random() < 0.3:
            await self.submit("pool", "hold-ask", **answer, cents=asked["cents"])
        elif dice.random() < 0.1:
            await self.submit("pool", "decline-ask", **answer, cents=asked["cents"], reason="Bij nader inzien.")

    async def _approve(self, awaited):
        dice = self.dice(awaited["ask"], awaited["revision"], "approve")
        if dice.random() < 0.85:
            await self.town.pause(dice.choice([0, 0, 0.5, 2]))
            await self.submit("pool", "approve-hold", **{name: awaited[name] for name in ("pool", "ask", "revision")})

    async def _answer(self, asked):
        """As a zuil: hold, decline and perhaps think again, answer late, answer what is not asked, or be silent."""
        dice = self.dice(asked["ask"], asked["revision"])
        manner = dice.choices(["hold", "decline", "late", "stale", "twice", "silent"], [60, 12, 8, 8, 8, 4])[0]
        exact = {"ask": asked["ask"], "revision": asked["revision"], "cents": asked["cents"]}
        match manner:
            case "decline":
                await self._say(exact, "decline", reason="Het budget is op.")
                if dice.random() < 0.5:
                    await self.town.pause(dice.uniform(0, 2))
                    await self._say(exact, "hold")
            case "late":
                await self.town.pause(dice.uniform(2, 8))
                await self._say(exact, "hold")
            case "stale":
                more, later = {"cents": asked["cents"] + 1}, {"revision": asked["revision"] + 100}
                await self.overreach("applications", "answer-ask", **{**exact, **more}, answer="hold")
                await self.overreach("applications", "answer-ask", **{**exact, **later}, answer="decline", reason="?")
                await self._say(exact, "hold")
            case "hold" | "twice":
                await self._say(exact, "hold")
                if manner == "twice":
                    await self._say(exact, dice.choice(["hold", "decline"]), reason="Bij nader inzien.")

    async def _say(self, exact, answer, **reason):
        await self.submit("applications", "answer-ask", **exact, answer=answer, **reason)

    # Payments and what comes back

    async def _pay(self, order):
        dice = self.dice(order["order"])
        chance = dice.random()
        await self.town.pause(dice.choice([0, 0, 0.2, 1]))
        if chance < 0.08:
            return  # it stays an open order
        if chance < 0.2:
            await self.submit(
                "settlement", "report-payment-failed", order=order["order"], reason="De rekening is opgeheven."
            )
            return
        paid = {"order": order["order"], "paid_on": self.town.today.isoformat()}
        if chance < 0.25:
            await self.overreach("settlement", "confirm-payment", **paid, cents=order["cents"] + 1)
        for _ in range(2 if chance > 0.95 else 1):
            await self.submit("settlement", "confirm-payment", **paid, cents=order["cents"])

    async def _after_payment(self, paid):
        dice = self.dice(paid["order"], "after")
        if dice.random() < 0.3 and self._recipients:
            await self._propose(paid, dice)
        if dice.random() < 0.5:
            await self._refund(paid, dice)

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
        if dice.random() < 0.2:
            cents = {"principal_cents": dice.randint(left + 1, paid["cents"] + 1), "interest_cents": 0}
            await self.overreach("settlement", "record-refund", order=paid["order"], **cents)

    # Earn-back

    async def _propose(self, paid, dice):
        share = dice.choice([("0.25", "0.5"), ("0.5", "0.5"), ("0.333333", "0.666667"), ("1", "0"), ("0", "1")])
        await self.submit(
            "settlement",
            "propose-earn-back",
            earn_back=f"eb-{paid['ask'].replace(':', '-')}",
            ask=paid["ask"],
            benefit_holder=BENEFIT_HOLDER,
            recipient=dice.choice(self._recipients),
            move_share=share[0],
            move_cap_cents=dice.randint(0, 40_000),
            return_share=share[1],
            return_cap_cents=dice.randint(0, 40_000),
            return_from=f"{self.town.today.year}-01-01",
            term_from=f"{self.town.today.year}-01-01",
            term_to=f"{self.town.today.year + 4}-12-31",
        )

    async def _consent(self, proposed):
        await self.submit(
            "settlement",
            "consent-to-earn-back",
            earn_back=proposed["earn_back"],
            terms_hash=proposed["terms_hash"],
        )

    async def _claim(self, agreed):
        """Claim one saving a year. Several earn-backs share a subject, so some periods are claimed twice, or overlap.

        Now and then the saving is exactly what was invested.
        """
        dice = self.dice(agreed["earn_back"])
        for number in range(dice.randint(1, 3)):
            start = date(self.town.today.year + number, dice.choice([1, 1, 7]), 1)
            measured = dice.randint(0, 5_000)
            saved = dice.randint(1, 60_000)
            if dice.random() < 0.2:
                saved = self._invested.get(agreed["ask"], saved)
            await self.submit(
                "settlement",
                "claim-saving",
                earn_back=agreed["earn_back"],
                claim=f"{agreed['earn_back']}-{number}",
                subject=agreed["earn_back"] if dice.random() < 0.8 else "uitkering-tuinman",
                period_from=start.isoformat(),
                period_to=(start + timedelta(days=364)).isoformat(),
                baseline_cents=measured + saved,
                measured_cents=measured,
                evidence="Dossier 2026-118.",
                verifier=VERIFIER,
            )


class Verifier(Partner):
    """Judges savings: all of it, part of it, or none."""

    hears = ("settlement",)
    races: ClassVar = {"verify-saving": {"already-judged", "investment-not-paid"}, "reject-saving": {"already-judged"}}

    def reaction(self, kind, data):
        return self._judge(data) if kind == "saving-claimed" else None

    async def _judge(self, claimed):
        dice = self.dice(claimed["claim"])
        if dice.random() < 0.15:
            await self.submit("settlement", "reject-saving", claim=claimed["claim"], reason="De meting ontbreekt.")
            return
        cents = claimed["cents"] if dice.random() < 0.7 else dice.randint(1, claimed["cents"])
        await self.submit("settlement", "verify-saving", claim=claimed["claim"], cents=cents)
