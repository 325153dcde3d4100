"""The executive: opens pools, sets mandates, closes years, ends what is hopeless."""

import asyncio
from typing import ClassVar

from tests.town.partners import Partner
from tests.town.plan import BENEFIT_HOLDER, ENDING, GOALS, HOLDERS, OWN_CASE, TASK_FIELDS, TIGHT, WAITING

TOTAL_CENTS = 10**11
"""More than any town spends."""
RESERVES, LASTING_RESERVES = 0.3, 0.7
"""Of so many pools own money does not lapse at the end of the year; where many years end, of more."""


class Executive(Partner):
    """Opens the pools, sets mandates, closes book years, and lets one pool change hands."""

    hears = ()
    races: ClassVar = {
        "open-pool": {"exists"},
        "hand-over": {"same-holder"},
        "close-year": {"year-closed", "year-not-ended"},
        "cancel-pledge": {"unknown-contribution", "nothing-to-cancel"},
        "end-application": {"unknown-application", "closed"},
        "close-pool": {"still-open", "pool-closed"},
        "set-interest-reserve": {"unknown-contribution", "lapsed", "already-so", "pool-closed"},
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._closed = 0

    def programs(self):
        return (self._govern(),)

    async def _govern(self):
        reserves = LASTING_RESERVES if self.town.plan.lasts else RESERVES
        for pool, terms in self.town.plan.pools.items():
            await self.submit(
                "pool",
                "open-pool",
                pool=pool,
                neighbourhood="Spoorbuurt",
                goals=[{"goal": goal, "task_field": TASK_FIELDS[goal], "code_year": 2026} for goal in GOALS],
                frame={"decision": "Raadsbesluit 2026-1", "ceiling_cents": 10**12, **self._years()},
                budget_holder=terms.holder,
                reserve="Raadsbesluit 2026-2" if self._die("reserve").random() < reserves else None,
            )
            await self._set_mandate(pool)
        self.town.opened.set()
        works = [
            self.now_and_then(self._change_limit, *((0.4, 1.5) if self._is(WAITING) else (1, 4))),
            self.now_and_then(self._cancel, 1, 4),
            self.now_and_then(self._close_year, 0.05, 0.4),
            self.now_and_then(self._end_one, 2, 6),
            self.now_and_then(self._name_reserve, 0.5, 3),
            self.now_and_then(self._close_pool, *((0.1, 0.6) if self._is(ENDING) else (4, 9))),
        ]
        if self._wandering:
            works.append(self.now_and_then(self._hand_over, *((0.5, 2) if self._is(OWN_CASE) else (2, 5))))
        await asyncio.gather(*works)

    async def _set_mandate(self, pool, limit_cents=None, total_cents=TOTAL_CENTS):
        terms = self.town.plan.pools[pool]
        borrower = self.town.plan.applicants[:1] if self.town.plan.lasts else ()
        second = self._die("second").choice([terms.second, terms.second, BENEFIT_HOLDER, *borrower])
        approval = {"four_eyes_above_cents": terms.four_eyes, "second_approver": second} if terms.second else {}
        await self.submit(
            "pool",
            "set-mandate",
            pool=pool,
            limit_cents=limit_cents or terms.limit_cents,
            total_cents=total_cents,
            goals=list(GOALS),
            automatic=terms.automatic,
            **self._years(),
            **approval,
        )

    async def _cancel(self):
        """Somebody's promise, if there is one under this name."""
        dice, plan = self._die("cancel"), self.town.plan
        name = f"{dice.choice(plan.contributors)}-{dice.randint(1, 6)}"
        where = {"pool": dice.choice(sorted(plan.pools)), "contribution": name}
        await self.submit("pool", "cancel-pledge", **where, reason="De raad trok het plan in.")

    async def _name_reserve(self):
        """Whose income interest is; now and then nobody's in particular."""
        dice, plan = self._die("interest"), self.town.plan
        name = f"{dice.choice(plan.contributors)}-{dice.randint(1, 3)}"
        where = {"pool": dice.choice(sorted(plan.pools)), "contribution": name if dice.random() < 0.8 else None}
        await self.submit("pool", "set-interest-reserve", **where, decision="Convenant Spoorbuurt, artikel 7")

    async def _close_pool(self):
        """As soon as nothing is open in it; where that is wanted, what is still to come is cancelled first."""
        dice, plan = self._die("close"), self.town.plan
        pool = dice.choice(sorted(plan.pools)[:1] if self._is(ENDING) else sorted(plan.pools))
        for contributor in plan.contributors if self._is(ENDING) else ():
            where = {"pool": pool, "contribution": f"{contributor}-{dice.randint(1, 6)}"}
            await self.submit("pool", "cancel-pledge", **where, reason="De pot gaat dicht.")
        await self.submit("pool", "close-pool", pool=pool, decision="Collegebesluit 2026-41")

    async def _hand_over(self):
        """Now and then to an applicant: of what that asks itself, the second approver decides."""
        dice = self._die("hand")
        holders = HOLDERS[:1] if self._is(OWN_CASE) else [*HOLDERS[:2], *HOLDERS[:2]]
        borrowers = self.town.plan.applicants[:1] * (3 if self.town.plan.lasts else 2)
        to = dice.choice([*holders, *borrowers])
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

    def _is(self, theme):
        return self.town.plan.theme == theme

    def _years(self):
        """From the year in which the town began, also if another begins meanwhile."""
        year = self.town.began.year
        return {"valid_from": f"{year}-01-01", "valid_to": f"{year + self.town.plan.ends_after}-12-31"}

    async def _change_limit(self):
        dice = self._die("limit")
        pools = self.town.plan.pools
        pool = dice.choice(sorted(pools))
        little_cents = dice.randint(10_000, 60_000) if self._is(TIGHT) else dice.randint(50_000, 300_000)
        total_cents = dice.choice([little_cents] if self._is(TIGHT) else [TOTAL_CENTS, TOTAL_CENTS, little_cents])
        await self._set_mandate(pool, pools[pool].limit_cents - dice.randrange(30_000), total_cents)

    async def _close_year(self):
        """Once a year would do. Last year's is closed as soon as it has ended, with payments on their way."""
        year = self.town.today.year
        if year > self._closed:
            self._closed = year
            await self.overreach("pool", "close-year", year=year + self.town.plan.ends_after, decision="Te vroeg")
            await self.submit("pool", "close-year", year=year - 1, decision=f"Jaarrekening {year - 1}")

    def _die(self, what):
        return self.dice(what, self.number(what))
