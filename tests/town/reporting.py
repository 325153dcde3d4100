"""Reports: whoever received a grant accounts for it, to all its funders at once."""

from typing import ClassVar

from tests.town.partners import Partner, Unexpected

MALFORMED = frozenset({"list-empty", "text-missing", "amount-negative", "wrong-type"})
"""What a report is told that says nothing, or that cannot be."""
GROUND = "costs-lower"
TO_NOTHING = {"cents": 0, "ground": "at-request", "reason": "Het gaat niet door."}
"""A change of a grant that who receives it, or has nothing to do with it, sends in vain."""


class Reporting(Partner):
    """As an initiative: reports once it was paid; too early, twice, with wrong fields; and decides nothing about it."""

    races: ClassVar = {
        "submit-report": {"unknown-application", "is-loan", "already-determined", *MALFORMED},
        "determine-grant": {"not-yours", "own-interest", "not-paid"},
        "correct-determination": {"not-yours", "own-interest", "not-paid"},
        "change-grant": {"unknown-ask", "is-loan", "not-committed", "not-yours", "own-interest"},
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._granted = {}
        """By application the agreements of its asks, by ask."""
        self._holds = set()
        """The pools whose budget it holds for the moment, as funders."""

    def reaction_to_own_grant(self, kind, data):
        match kind:
            case "agreement-made" if data["recipient"] == self.slug:
                self._granted.setdefault(data["application"], {})[data["ask"]] = data
                return self._report_early(data)
            case "grant-changed" if data["recipient"] == self.slug:
                granted = self._granted[data["application"]]
                granted[data["ask"]] = {**granted[data["ask"]], "cents": data["cents"]}
            case "payment-confirmed" if data["application"] in self._granted and data["purpose"] == "grant":
                return self._report_once_paid(data)
            case "report-submitted" if data["applicant"] == self.slug:
                self._is_as_counted(data)
            case "grant-determined" if data["recipient"] == self.slug:
                return self._report_again(data)
            case "pool-handed-over":
                return self._is_handed_over(f"pool:{data['pool']}", data["budget_holder"])
        return None

    def _is_handed_over(self, funder, holder):
        self._holds.discard(funder)
        if holder != self.slug:
            return None
        self._holds.add(funder)
        return self._decide_on_own_grants(funder)

    async def _report_too_early(self, application, dice):
        """Of what was not granted, at least not yet."""
        if dice.random() < 0.15:
            await self._report(application, dice)

    async def _report_early(self, agreed):
        """Once for all its asks: of all that is granted, before it is paid."""
        dice = self.dice(agreed["ask"], "report early")
        if dice.random() < 0.1:
            await self._report(agreed["application"], dice)
        if agreed["funder"] in self._holds:
            await self._decide_on_own_grant(agreed["ask"])

    async def _report_once_paid(self, paid):
        dice = self.dice(paid["order"], "report")
        await self.town.pause(dice.choice([0, 0.3, 1, 2]))
        if dice.random() < 0.1:
            await self._report_wrongly(paid["application"], dice)
        for _ in range(dice.choice([0, 1, 1, 1, 1, 2])):
            await self._report(paid["application"], dice)
        if dice.random() < 0.3:
            await self._decide_on_own_grant(paid["ask"])

    async def _report_again(self, determined):
        """Of some of it there is nothing to report any more; of all of it perhaps."""
        dice = self.dice(determined["ask"], determined["determination"], "report again")
        if dice.random() < 0.15:
            await self._report(determined["application"], dice)

    async def _report(self, application, dice):
        agreed = list(self._granted.get(application, {}).values())
        code = await self.submit("settlement", "submit-report", **self._account(application, dice))
        if code in MALFORMED or (agreed and code == "unknown-application"):
            raise Unexpected(f"{self.slug} reports on {application}, and is told {code}")
        if code == "is-loan" and any(not one.get("loan") for one in agreed):
            raise Unexpected(f"{self.slug} reports on {application}, of which not all is lent, and is told {code}")

    def _account(self, application, dice):
        """Its costs are what was granted, or less, or more, or nothing of it is left to the funders."""
        granted = sum(one["cents"] for one in self._granted.get(application, {}).values()) or 1_000
        costs = [granted, granted, dice.randint(1, granted), dice.randint(granted, 2 * granted)]
        first, second = dice.choice(costs), dice.choice([0, 0, dice.randint(1, granted)])
        return {
            "application": application,
            "costs": [{"what": what, "cents": cents} for what, cents in (("Kas", first), ("Grond", second)) if cents],
            "other_cents": dice.choice([0, 0, dice.randint(0, granted), 2 * granted]),
            "results": [{"indicator": "Tuinders", "unit": "personen", "reached": "24"}] * dice.randint(0, 2),
            "hours": dice.randint(0, 400),
            "words": "De tuin ligt er.",
        }

    async def _report_wrongly(self, application, dice):
        proper = self._account(application, dice)
        wrong = dice.choice([{"costs": []}, {"words": " "}, {"other_cents": -1}, {"hours": "veel"}])
        await self.overreach("settlement", "submit-report", **proper | wrong)

    def _is_as_counted(self, reported):
        """What the costs leave is divided over the grants to the cent, and no part is above what was granted."""
        agreed = self._granted[reported["application"]]
        grants = {ask: one["cents"] for ask, one in agreed.items() if not one.get("loan")}
        left = sum(cost["cents"] for cost in reported["costs"]) - reported["other_cents"]
        parts = {part["ask"]: part["cents"] for part in reported["parts"]}
        expected = min(max(left, 0), sum(grants.values()))
        if parts.keys() != grants.keys() or sum(parts.values()) != expected:
            raise Unexpected(f"{self.slug} reported on {grants}, of which {left} is left, and is told {parts}")
        if any(parts[ask] > cents for ask, cents in grants.items()):
            raise Unexpected(f"{self.slug} is told more than was granted: {parts}")

    async def _decide_on_own_grants(self, funder):
        for agreed in [one for asks in self._granted.values() for one in asks.values() if one["funder"] == funder]:
            await self._decide_on_own_grant(agreed["ask"])

    async def _decide_on_own_grant(self, ask):
        """Also where it holds the budget for the moment."""
        less = {"cents": 1, "ground": GROUND, "reason": "Het kostte niets.", "ex_officio": True}
        await self.overreach("settlement", "determine-grant", ask=ask, **less)
        await self.overreach("settlement", "correct-determination", ask=ask, ground="wrong-amount")
        await self.overreach("settlement", "change-grant", ask=ask, **TO_NOTHING)
