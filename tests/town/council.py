"""The council: amends the frames of pools now and then, by decisions that are new, and some that should not pass."""

import asyncio
from typing import ClassVar

from tests.town.partners import Partner
from tests.town.plan import GOALS, TASK_FIELDS, TIGHT

CEILING_CENTS = 10**12


class Council(Partner):
    """Sets ceilings, high enough and low; longer periods; one goal more. Repeats itself, and cuts too much, in vain."""

    hears = ()
    races: ClassVar = {
        "amend-frame": {"below-engaged", "same-decision", "period-invalid", "goal-in-use", "pool-closed"},
        "carry-over": {
            "unknown-contribution",
            "lapses-never",
            "lapsed",
            "not-later",
            "period-invalid",
            "pool-closed",
        },
    }

    def programs(self):
        return (self._decide(),)

    async def _decide(self):
        await self.town.opened.wait()
        await asyncio.gather(self.now_and_then(self._amend, 1, 3), self.now_and_then(self._carry_over, 0.3, 1.5))

    async def _carry_over(self):
        """Somebody's contribution, if there is one under this name; to a day that is later, or not, or too late."""
        number = self.number("carried")
        dice, plan = self.dice("carried", number), self.town.plan
        year = self.town.began.year
        last_day = dice.choice([f"{year + 1}-{dice.randint(1, 12):02}-28", f"{year}-12-30", f"{year + 2}-01-01"])
        contribution = f"{dice.choice(plan.contributors)}-{dice.randint(1, 6)}"
        where = {"pool": dice.choice(sorted(plan.pools)), "contribution": contribution}
        await self.submit("pool", "carry-over", **where, last_day=last_day, decision=f"Raadsbesluit {number}")

    async def _amend(self):
        number = self.number("decision")
        dice = self.dice("decision", number)
        pool = dice.choice(sorted(self.town.plan.pools))
        manners = ["wide", "tight", "goal ceilings", "again", "shorter", "fewer goals"]
        is_tight = self.town.plan.theme == TIGHT
        manner = dice.choices(manners, [1, 2, 9, 0, 0, 0] if is_tight else [4, 2, 3, 1, 1, 1])[0]
        whole = self._frame(f"Raadsbesluit {number} over {pool}")
        match manner:
            case "wide":
                await self._submit(pool, **whole)
            case "tight":
                whole["frame"]["ceiling_cents"] = dice.randint(1, 400_000)
                await self._submit(pool, **whole)
            case "goal ceilings":
                most = 30_000 if is_tight else 150_000
                whole["ceilings"] = [{"goal": goal, "ceiling_cents": dice.randint(1, most)} for goal in GOALS]
                await self._submit(pool, **whole)
            case "again":
                for _ in range(2):  # in vain, unless another was decided in between
                    await self._submit(pool, **whole)
            case "shorter":
                whole["frame"]["valid_to"] = self.town.today.isoformat()
                await self.overreach("pool", "amend-frame", pool=pool, **whole)
            case "fewer goals":
                await self.overreach("pool", "amend-frame", pool=pool, **{**whole, "goals": whole["goals"][1:]})

    async def _submit(self, pool, **whole):
        await self.submit("pool", "amend-frame", pool=pool, **whole)

    def _frame(self, decision):
        year = self.town.began.year
        return {
            "frame": {
                "decision": decision,
                "ceiling_cents": CEILING_CENTS,
                "valid_from": f"{year}-01-01",
                "valid_to": f"{year + self.town.plan.ends_after}-12-31",
            },
            "goals": [{"goal": goal, "task_field": TASK_FIELDS[goal], "code_year": 2026} for goal in GOALS],
            "ceilings": [],
        }
