"""Supports: money for one goal lent to another, proposed, consented to, ended."""

from datetime import timedelta
from typing import ClassVar

from tests.town.partners import Partner
from tests.town.plan import GOALS, LATE, OTHERS, TASK_FIELDS

LONG_AGO = timedelta(days=3)
AT_MOST = 3
"""So many contributions are named in one support."""


class Supporting(Partner):
    """As a contributor or budget holder. Some of what it proposes cannot be."""

    races: ClassVar = {
        "propose-support": {
            "exists",
            "not-yours",
            "period-invalid",
            "support-needless",
            "not-earmarked",
            "budget-change-missing",
            "pool-closed",
        },
        "consent-to-support": {"not-yours", "support-over", "already-agreed", "pool-closed"},
        "end-support": {"not-yours", "support-over"},
    }

    def reaction_to_support(self, kind, data):
        match kind:
            case "contribution-pledged" if self.slug in {data["contributor"], self._holders.get(data["pool"])}:
                return self._propose_support(data)
            case "support-proposed":
                return self._consent_to_support(data)
            case "support-agreed" if self.slug in data["agreed_by"]:
                return self._end_support(data)

    async def _propose_support(self, pledged):
        dice = self.dice(pledged["contribution"], "support")
        others = [goal for goal in GOALS if goal not in pledged["earmarks"]]
        if not others or dice.random() > 0.5:
            return
        from_goal, to_goal = dice.choice(pledged["earmarks"]), dice.choice(others)
        await self.town.pause(dice.choice([0, 0.5, 2]))
        today = self.town.today
        terms = {
            "pool": pledged["pool"],
            "support": f"{pledged['contribution']}-{to_goal}",
            "contributions": self._also_for(pledged, from_goal, to_goal),
            "from_goal": from_goal,
            "to_goal": to_goal,
            "max_cents": dice.choice([dice.randint(1, 5_000), 500_000]),
            "starts_on": (today - timedelta(days=dice.randint(0, 1))).isoformat(),
            "ends_on": (today + timedelta(days=dice.choice(self._days()))).isoformat(),
            "evidence": "Wie in de buurt werkt, heeft minder begeleiding nodig",
            "budget_change": "Raadsbesluit 2026-17",
        }
        await self._propose_in_vain(terms, pledged, dice)
        code = await self.submit("pool", "propose-support", **terms)
        if code in {"", "exists"} and dice.random() < 0.1:
            await self.overreach("pool", "propose-support", **terms)

    def _days(self):
        """How many after today the last one is."""
        return [0, 0, 0, 1] if self.town.plan.theme == LATE else [0, 1, 300]

    def _also_for(self, pledged, from_goal, to_goal):
        """Of the same pool, a few that are for this goal and not for that."""
        found = [
            one["contribution"]
            for one in self._pledged
            if one["pool"] == pledged["pool"] and from_goal in one["earmarks"] and to_goal not in one["earmarks"]
        ]
        return list(dict.fromkeys((pledged["contribution"], *found[:AT_MOST])))[:AT_MOST]

    async def _propose_in_vain(self, terms, pledged, dice):
        chance, today = dice.random(), self.town.today
        if chance < 0.06:
            await self.overreach("pool", "propose-support", **{**terms, "to_goal": terms["from_goal"]})
        elif chance < 0.12:
            over = {
                "starts_on": today - 2 * LONG_AGO,
                "ends_on": today - LONG_AGO,
            }  # also for who goes by a wrong clock
            over = {name: day.isoformat() for name, day in over.items()}
            await self.overreach("pool", "propose-support", **{**terms, **over})
        elif chance < 0.18:
            await self.overreach("pool", "propose-support", **{**terms, "from_goal": terms["to_goal"]})
        elif chance < 0.3 and pledged["contributor"] not in OTHERS and self._is_across(pledged, terms["to_goal"]):
            await self.overreach("pool", "propose-support", **{**terms, "budget_change": None})

    @staticmethod
    def _is_across(pledged, goal):
        return pledged["task_field"][0] != TASK_FIELDS[goal][0]

    async def _consent_to_support(self, proposed):
        dice = self.dice(proposed["support"], "consent")
        what = {"pool": proposed["pool"], "support": proposed["support"]}
        await self.town.pause(dice.choice([0, 0, 0.5, 2, 8]))
        chance = dice.random()
        if chance < 0.08:
            await self.submit("pool", "end-support", **what, reason="Daar is dit geld niet voor.")
        elif chance < 0.92:
            await self.submit("pool", "consent-to-support", **what)
        if chance > 0.85:
            await self.submit("pool", "consent-to-support", **what)

    async def _end_support(self, agreed):
        dice = self.dice(agreed["support"], "end")
        if dice.random() < 0.2:
            await self.town.pause(dice.choice([0, 1, 4]))
            what = {"pool": agreed["pool"], "support": agreed["support"]}
            await self.submit("pool", "end-support", **what, reason="Het geld is zelf nodig.")
