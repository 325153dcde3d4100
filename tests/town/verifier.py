"""Who judges savings: a third party, which now and then finds that it was wrong."""

from typing import ClassVar

from tests.town.partners import Partner


class Verifier(Partner):
    """Judges savings: all of it, part of it, or none; and corrects some of what it verified."""

    hears = ("settlement",)
    races: ClassVar = {
        "verify-saving": {"already-judged", "investment-not-paid"},
        "reject-saving": {"already-judged"},
        "correct-verification": {"not-verified", "nothing-to-correct", "more-than-claimed"},
    }

    def reaction(self, kind, data):
        return self._judge(data) if kind == "saving-claimed" else None

    async def _judge(self, claimed):
        dice = self.dice(claimed["claim"])
        if dice.random() < 0.15:
            await self.submit("settlement", "reject-saving", claim=claimed["claim"], reason="De meting ontbreekt.")
            return
        cents = claimed["cents"] if dice.random() < 0.7 else dice.randint(1, claimed["cents"])
        code = await self.submit("settlement", "verify-saving", claim=claimed["claim"], cents=cents)
        if not code and dice.random() < 0.4:
            await self._correct(claimed, dice)

    async def _correct(self, claimed, dice):
        """Before or after what followed is paid; to less, to nothing, to more, and never to more than was claimed."""
        for _ in range(dice.choice([1, 1, 2])):
            await self.town.pause(dice.choice([0, 0.2, 1, 3]))
            most = claimed["cents"]
            right = {"claim": claimed["claim"], "ground": dice.choice(["wrong-amount", "did-not-happen"])}
            if dice.random() < 0.2:
                await self.overreach("settlement", "correct-verification", **right, cents=most + 1)
            cents = dice.choice([0, dice.randint(1, most), dice.randint(1, most), most])
            await self.submit("settlement", "correct-verification", **right, cents=cents)
