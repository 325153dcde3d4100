"""Answers to asks: of a budget holder, a second approver, a zuil."""

import asyncio
from typing import ClassVar

from tests.town.challenging import NOT_TAKEN_OVER
from tests.town.partners import Partner
from tests.town.plan import WAITING


class Deciding(Partner):
    """Holds and declines; late, twice, or not at all."""

    races: ClassVar = {
        "hold-ask": {
            "unknown-ask",
            "superseded",
            "already-held",
            "application-closed",
            "not-enough",
            "outside-mandate",
            "above-goal-ceiling",
            "not-yours",
            "pool-closed",
            *NOT_TAKEN_OVER,
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
            *NOT_TAKEN_OVER,
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
    }

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
                code = await self._hold(answer, asked["cents"], twice=dice.random() < 0.15)
            if code != "unknown-ask" or self.town.closing.is_set():
                break
            await asyncio.sleep(0.5)
        if declines and dice.random() < 0.3:
            await self.submit("pool", "hold-ask", **answer, cents=asked["cents"])
        elif dice.random() < 0.1:
            await self.submit(
                "pool", "decline-ask", **answer, cents=asked["cents"], ground="other", reason="Bij nader inzien."
            )

    async def _hold(self, answer, cents, *, twice):
        """The code of the first."""
        code = await self.submit("pool", "hold-ask", **answer, cents=cents)
        if twice:
            await self.submit("pool", "hold-ask", **answer, cents=cents)
        return code

    async def _approve(self, awaited):
        """Late, now and then, when money and terms may be others, and twice."""
        dice = self.dice(awaited["ask"], awaited["revision"], "approve")
        if dice.random() < 0.85:
            patient = self.town.plan.theme == WAITING
            await self.town.pause(dice.choice([0, 1, 3, 5] if patient else [0, 0, 0.5, 2, 4]))
            for _ in range(2 if dice.random() < 0.2 else 1):
                yes = {name: awaited[name] for name in ("pool", "ask", "revision")}
                await self.submit("pool", "approve-hold", **yes)

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
