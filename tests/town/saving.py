"""Earn-back (inverdienen): proposed by who invested, agreed and claimed by who saves."""

from datetime import date, timedelta
from typing import ClassVar

from tests.town.partners import Partner, Unexpected
from tests.town.plan import AUDITOR, BENEFIT_HOLDER, VERIFIER


class Saving(Partner):
    """As investor, and as the one who saves."""

    races: ClassVar = {
        "propose-earn-back": {"exists", "not-yours", "recipient-unknown"},
        "consent-to-earn-back": {"already-consented", "not-yours"},
        "claim-saving": {"exists", "saving-counted-twice", "period-not-ended", "verifier-not-independent"},
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._claimed = {}
        """Whatever it claimed, by claim."""

    def _reaction_of_saver(self, kind, data):
        match kind:
            case "earn-back-proposed" | "earn-back-consent-asked":
                return self._consent(data)
            case "earn-back-agreed" if data["benefit_holder"] == self.slug:
                return self._claim(data)
            case "verification-corrected" if not data["cents"] and data["claim"] in self._claimed:
                return self._claim_anew(data)
        return None

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
            await self._say_saved(saving)

    async def _say_saved(self, saving):
        self._claimed[saving["claim"]] = saving
        return await self.submit("settlement", "claim-saving", **saving)

    async def _claim_anew(self, corrected):
        """There was no such saving, so the days are free again: for all but the claims of the same on other days."""
        saving = self._claimed[corrected["claim"]]
        code = await self._say_saved({**saving, "claim": f"{saving['claim']}-anew"})
        others = [each for name, each in self._claimed.items() if name.removesuffix("-anew") != saving["claim"]]
        is_alone = saving["subject"] == saving["earn_back"] and not any(_overlap(saving, each) for each in others)
        if code == "saving-counted-twice" and is_alone:
            raise Unexpected(f"{self.slug} claims {saving} anew, and is told {code}")

    async def _overreach_with(self, saving, dice):
        chance = dice.random()
        wrong = {}
        if chance < 0.15:
            wrong = {"period_to": (self.town.today + self.town.beyond(timedelta(days=dice.randint(7, 30)))).isoformat()}
        elif chance < 0.25:
            wrong = {"verifier": AUDITOR}
        if wrong:
            await self.overreach("settlement", "claim-saving", **{**saving, **wrong})


def _overlap(one, other):
    """Whether both claim a day of the same subject."""
    same = one["subject"] == other["subject"]
    return same and one["period_from"] <= other["period_to"] and other["period_from"] <= one["period_to"]
