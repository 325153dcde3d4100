"""Those who give: the executive, funders as contributors, budget holders, zuilen, payers and benefit holders."""

import asyncio
from collections import Counter
from datetime import date, timedelta
from typing import ClassVar

from tests.town.applicants import form
from tests.town.partners import Partner, Unexpected
from tests.town.plan import APPLIES_TOO, AUDITOR, BENEFIT_HOLDER, GOALS, HOLDERS, OTHERS, TASK_FIELDS, VERIFIER

DAY_REFUSED = ("year-closed", "date-too-early")
LINES = [{"goal": "groen", "cents": 1_000}]
TOTAL_CENTS = 10**11
"""More than any town spends."""


def _of_contribution(said):
    return {"pool": said["pool"], "contribution": said["contribution"]}


class Executive(Partner):
    """Opens the pools, sets mandates, closes book years, and lets one pool change hands."""

    hears = ()
    races: ClassVar = {
        "open-pool": {"exists"},
        "hand-over": {"same-holder"},
        "close-year": {"year-closed", "year-not-ended"},
        "cancel-pledge": {"unknown-contribution", "nothing-to-cancel"},
        "end-application": {"unknown-application", "closed"},
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._closed = 0

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
        works = [
            self.now_and_then(self._change_limit, 1, 4),
            self.now_and_then(self._cancel, 1, 4),
            self.now_and_then(self._close_year, 0.05, 0.4),
            self.now_and_then(self._end_one, 2, 6),
        ]
        if self._wandering:
            works.append(self.now_and_then(self._hand_over, 2, 5))
        await asyncio.gather(*works)

    async def _set_mandate(self, pool, limit_cents=None, total_cents=TOTAL_CENTS):
        terms = self.town.plan.pools[pool]
        second = self._die("second").choice([terms.second, terms.second, BENEFIT_HOLDER])
        approval = {"four_eyes_above_cents": terms.four_eyes, "second_approver": second} if terms.second else {}
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

    async def _cancel(self):
        """Somebody's promise, if there is one under this name."""
        dice, plan = self._die("cancel"), self.town.plan
        name = f"{dice.choice(plan.contributors)}-{dice.randint(1, 6)}"
        where = {"pool": dice.choice(sorted(plan.pools)), "contribution": name}
        await self.submit("pool", "cancel-pledge", **where, reason="De raad trok het plan in.")

    async def _hand_over(self):
        """Now and then to an applicant: of what that asks itself, the second approver decides."""
        dice = self._die("hand")
        to = dice.choice([*HOLDERS[:2], *HOLDERS[:2], self.town.plan.applicants[0]])
        await self.submit("pool", "hand-over", pool=dice.choice(self._wandering), budget_holder=to)

    async def _end_one(self):
        """By a reasoned decision; also one that is over, or was never there."""
        dice = self._die("end")
        application = f"{dice.choice(self.town.plan.applicants)}-{dice.randint(1, 8)}"
        reason = "De aanvrager is failliet verklaard."
        await self.submit("applications", "end-application", application=application, reason=reason)

    @property
    def _wandering(self):
        """The pools that change hands."""
        return sorted(pool for pool, terms in self.town.plan.pools.items() if terms.changes_hands)

    def _two_years(self):
        """From the year in which the town began, also if another begins meanwhile."""
        year = self.town.began.year
        return {"valid_from": f"{year}-01-01", "valid_to": f"{year + 1}-12-31"}

    async def _change_limit(self):
        dice = self._die("limit")
        pools = self.town.plan.pools
        pool = dice.choice(sorted(pools))
        total_cents = dice.choice([TOTAL_CENTS, TOTAL_CENTS, dice.randint(50_000, 300_000)])
        await self._set_mandate(pool, pools[pool].limit_cents - dice.randrange(30_000), total_cents)

    async def _close_year(self):
        """Once a year would do. Last year's is closed as soon as it has ended, with payments on their way."""
        year = self.town.today.year
        if year > self._closed:
            self._closed = year
            await self.overreach("pool", "close-year", year=year + 1, decision="Te vroeg")
            await self.submit("pool", "close-year", year=year - 1, decision=f"Jaarrekening {year - 1}")

    def _die(self, what):
        return self.dice(what, self.number(what))


class Funder(Partner):
    """A zuil in all its roles: contributes to pools, decides on asks, pays, gets refunds, saves and shares savings."""

    races: ClassVar = {
        "pledge": {"too-many-offers", "lapsed", "above-frame"},
        "accept-pledge": {"not-yours", "unknown-offer", "superseded", "lapsed", "above-frame"},
        "cancel-pledge": {"not-yours", "unknown-contribution", "nothing-to-cancel"},
        "receive": {"not-yours", "more-than-pledged", "year-closed", "date-in-future", "date-too-early"},
        "withdraw-contribution": {"not-free"},
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
            "above-goal-ceiling",
            "superseded",
            "nothing-to-approve",
            "application-closed",
            "not-enough",
            "outside-mandate",
            "not-yours",
            "same-approver",
        },
        "decline-ask": {
            "unknown-ask",
            "superseded",
            "hold-is-binding",
            "already-declined",
            "application-closed",
            "not-yours",
        },
        "submit-application": {"own-interest", "decide-by-past"},
        "answer-ask": {"stale-answer", "closed", "too-late", "already-answered", "hold-is-binding"},
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
        "correct-confirmation": {"reverse-first", "not-yours", "not-paid"},
        "correct-refund": {"unknown-refund", "nothing-to-correct", "more-than-paid", "not-yours", "not-paid"},
        "record-refund": {"not-yours", "not-paid", "more-than-paid"},
        "propose-earn-back": {"exists", "not-yours", "recipient-unknown"},
        "consent-to-earn-back": {"already-consented", "not-yours"},
        "claim-saving": {"exists", "saving-counted-twice", "period-not-ended", "verifier-not-independent"},
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._holders = {}
        self._recipients = []
        self._receipts = {}
        """By pool, what was received."""
        self._invested = {}
        """Cents by ask."""
        self._confirmed = Counter()
        """How often each order was confirmed."""
        self._refunds = Counter()
        """How many refunds of each order were accepted."""

    def programs(self):
        return tuple(
            self.now_and_then(act, least, most)
            for act, least, most, whose in (
                (self._pledge, 0.2, 2.5, self.town.plan.contributors),
                (self._ask_itself, 1, 6, (APPLIES_TOO,)),
            )
            if self.slug in whose
        )

    def reaction(self, kind, data):
        if kind == "contribution-pledged" and data["contributor"] == self.slug:
            self._counts(data)
        match kind:
            case "pool-opened" | "pool-handed-over":
                self._holders[data["pool"]] = data["budget_holder"]
            case "pledge-offered":
                return self._accept(data)
            case "contribution-pledged" if self._holders.get(data["pool"]) == self.slug:
                return self._receive(data)
            case "contribution-received":
                self._recipients.append(_of_contribution(data))
                self._receipts.setdefault(data["pool"], []).append(data)
                return self._after_receipt(data)
            case "reservation-held" if self._holders.get(data["pool"]) == self.slug:
                return self._correct_while_held(data)
            case "correction-awaits-approval":
                return self._approve_correction(data)
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
            case "earn-back-proposed" | "earn-back-consent-asked":
                return self._consent(data)
            case "earn-back-agreed" if data["benefit_holder"] == self.slug:
                return self._claim(data)
        return None

    def _decides_on(self, asked):
        pool = asked["funder"].removeprefix("pool:")
        terms = self.town.plan.pools.get(pool)
        if terms is None:
            return False
        holder = self._holders.get(pool)
        if holder == asked["applicant"]:
            return bool(terms.second) and self.slug in {terms.second, BENEFIT_HOLDER}
        needs_two = terms.four_eyes is not None and asked["cents"] > terms.four_eyes
        return holder == self.slug and (needs_two or not terms.automatic)

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

    # Money for pools

    async def _pledge(self):
        await self.town.opened.wait()
        number = self.number("contribution")
        dice = self.dice("contribution", number)
        goals = dice.sample(GOALS, dice.randint(1, 3))
        where = {"pool": dice.choice(sorted(self.town.plan.pools)), "contribution": f"{self.slug}-{number}"}
        last = self.town.today + timedelta(days=dice.randint(0, 1))
        refused = await self.submit(
            "pool",
            "pledge",
            **where,
            **({"lapses_on": last.isoformat()} if dice.random() < 0.4 else {}),
            cents=dice.randint(1, dice.choice([15_000, 500_000])),
            earmarks=goals,
            task_field=TASK_FIELDS[goals[0]],
            year=self.town.today.year,
            recurring="incidental",
            domain="social",
        )
        if not refused:
            await self._think_again(where, dice)

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
        await self.town.pause(dice.choice([0, 0, 0, 0.5, 2]))
        where, chance = {"pool": offered["pool"], "contribution": offered["contribution"]}, dice.random()
        if chance < 0.08:
            await self.submit("pool", "cancel-pledge", **where, reason="Dit doel heeft al genoeg.")
        elif chance < 0.97:
            await self.submit("pool", "accept-pledge", **where, offer=offered["offer"])

    async def _receive(self, pledged):
        """In two parts. Now and then it came in yesterday; if that day's year is closed, it is booked today."""
        dice = self.dice(pledged["contribution"])
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
            day = self.town.today + timedelta(days=dice.choice([7, 365, -30, -365]))
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
        where, receipt = _of_contribution(received), {"receipt": received["receipt"]}
        right = {"cents": cents, "ground": dice.choice(["wrong-amount", "entered-twice", "did-not-happen"])}
        if dice.random() < 0.3:
            await self.submit("pool", "correct-contribution", **where, cents=cents, ground="wrong-amount")
        refused = await self.submit("pool", "correct-contribution", **where, **receipt, **right)
        if dice.random() < 0.3:
            await self.submit("pool", "approve-correction", **where, **receipt, cents=cents)
        if not refused and cents < received["cents"] and dice.random() < 0.6:
            await self.town.pause(dice.choice([0, 1, 3]))
            late = {"cents": received["cents"] - cents, "received_on": self.town.today.isoformat()}
            await self.submit("pool", "receive", **where, **late)

    async def _approve_correction(self, awaited):
        dice, what = self.dice(awaited["contribution"], awaited["cents"], "approve"), _of_contribution(awaited)
        receipt = {"receipt": awaited["receipt"]} if awaited["receipt"] else {}
        if dice.random() < 0.85:
            await self.town.pause(dice.choice([0, 0, 0.5, 2]))
            cents = awaited["cents"] + (dice.random() < 0.1)
            await self.submit("pool", "approve-correction", **what, **receipt, cents=cents)

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
                    "pool",
                    "decline-ask",
                    **answer,
                    cents=asked["cents"],
                    ground="outside-goal",
                    reason="Past niet bij het doel.",
                )
            else:
                code = await self.submit("pool", "hold-ask", **answer, cents=asked["cents"])
            if code != "unknown-ask" or self.town.closing.is_set():
                break
            await asyncio.sleep(0.5)
        if declines and dice.random() < 0.3:
            await self.submit("pool", "hold-ask", **answer, cents=asked["cents"])
        elif dice.random() < 0.1:
            await self.submit(
                "pool", "decline-ask", **answer, cents=asked["cents"], ground="other", reason="Bij nader inzien."
            )

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
                await self._say(exact, "decline", ground="no-money", reason="Het budget is op.")
                if dice.random() < 0.5:
                    await self.town.pause(dice.uniform(0, 2))
                    await self._say(exact, "hold")
            case "late":
                await self.town.pause(dice.uniform(2, 8))
                await self._say(exact, "hold")
            case "stale":
                more, later = {"cents": asked["cents"] + 1}, {"revision": asked["revision"] + 100}
                await self.overreach("applications", "answer-ask", **{**exact, **more}, answer="hold")
                await self.overreach(
                    "applications", "answer-ask", **{**exact, **later}, answer="decline", ground="law", reason="?"
                )
                await self._say(exact, "hold")
            case "hold" | "twice":
                await self._say(exact, "hold")
                if manner == "twice":
                    await self._say(exact, dice.choice(["hold", "decline"]), ground="other", reason="Bij nader inzien.")

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
        paid = {"order": order["order"], "cents": order["cents"], "paid_on": self.town.today.isoformat()}
        await self._misdate("settlement", "confirm-payment", "paid_on", order=order["order"], cents=order["cents"])
        if chance < 0.25:
            await self.overreach("settlement", "confirm-payment", **{**paid, "cents": order["cents"] + 1})
        elif chance < 0.4:
            yesterday = (self.town.today - timedelta(days=1)).isoformat()
            await self.submit("settlement", "confirm-payment", **{**paid, "paid_on": yesterday})
        for _ in range(2 if chance > 0.95 else 1):
            await self.submit("settlement", "confirm-payment", **paid)

    async def _after_payment(self, paid):
        self._confirmed[paid["order"]] += 1
        dice = self.dice(paid["order"], "after", self._confirmed[paid["order"]])
        await self._misdate("settlement", "report-returned", "returned_on", order=paid["order"])
        if dice.random() < 0.15:
            await self._send_back(paid, dice)
        elif dice.random() < 0.1:
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
        await self.town.pause(dice.choice([0, 0.5, 1]))
        again = {"order": paid["order"], "cents": paid["cents"], "paid_on": self.town.today.isoformat()}
        await self.submit("settlement", "confirm-payment", **again)

    async def _go_on(self, paid, dice):
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
                self._refunds[paid["order"]] += not code
        if dice.random() < 0.2:
            cents = {"principal_cents": dice.randint(left + 1, paid["cents"] + 1), "interest_cents": 0}
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

    async def _correct_refund(self, order, refund, dice, **right):
        ground = dice.choice(["wrong-amount", "wrong-party", "did-not-happen"])
        await self.submit("settlement", "correct-refund", order=order, refund=refund, **right, ground=ground)

    # Earn-back

    async def _propose(self, paid, dice):
        share = dice.choice([("0.25", "0.5"), ("0.5", "0.5"), ("0.333333", "0.666667"), ("1", "0"), ("0", "1")])
        begin = f"{self.town.today.year - 5}-01-01"
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
            return_from=begin,
            term_from=begin,
            term_to=f"{self.town.today.year + 4}-12-31",
            gated_return=dice.random() < 0.4,
            **({} if dice.random() < 0.5 else {"return_cap_cents": dice.randint(0, 40_000)}),
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

        Now and then the saving is exactly what was invested, the period has not ended, or an auditor is to judge.
        """
        dice = self.dice(agreed["earn_back"])
        for number in range(dice.randint(1, 3)):
            start = date(self.town.today.year - 5 + number, dice.choice([1, 1, 7]), 1)
            measured = dice.randint(0, 5_000)
            saved = dice.randint(1, 60_000)
            if dice.random() < 0.2:
                saved = self._invested.get(agreed["ask"], saved)
            saving = {
                "earn_back": agreed["earn_back"],
                "claim": f"{agreed['earn_back']}-{number}",
                "subject": agreed["earn_back"] if dice.random() < 0.8 else "uitkering-tuinman",
                "period_from": start.isoformat(),
                "period_to": (start + timedelta(days=364)).isoformat(),
                "baseline_cents": measured + saved,
                "measured_cents": measured,
                "evidence": "Dossier 2026-118.",
                "verifier": VERIFIER,
            }
            await self._overreach_with(saving, dice)
            await self.submit("settlement", "claim-saving", **saving)

    async def _overreach_with(self, saving, dice):
        chance = dice.random()
        wrong = {}
        if chance < 0.15:
            wrong = {"period_to": (self.town.today + timedelta(days=dice.randint(7, 30))).isoformat()}
        elif chance < 0.25:
            wrong = {"verifier": AUDITOR}
        if wrong:
            await self.overreach("settlement", "claim-saving", **{**saving, **wrong})


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
