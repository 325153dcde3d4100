"""Advances: grants that are reached and paid in parts."""

from typing import ClassVar

from tests.town.partners import Partner, Unexpected
from tests.town.parts import cents_of_parts, milestones, part_of
from tests.town.plan import BENEFIT_HOLDER
from tests.town.reporting import Reporting

FORGOTTEN = 0.5
"""Where the town lasts for years, so many of these are long in coming: nobody reports or releases anything."""
GONE = {"is-determined", "already-released"}
"""What anybody is told of an advance that is not to be judged any more."""


def advance(ask, number):
    return {"ask": ask, "advance": number}


def is_forgotten(town, agreed):
    """Whether nobody thinks of what it awaits, though every part of it does."""
    awaits_all = len(milestones(agreed)) == len(agreed["advances"])
    return awaits_all and town.plan.lasts and town.dice("forgotten", agreed["ask"]).random() < FORGOTTEN


class Counting(Partner):
    """Counts what is paid of each grant: of a milestone nothing before its release, and never more than was granted."""

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._in_parts = {}
        """The agreements of asks that are paid in parts, by ask."""
        self._got = {}
        """By ask the cents of each order that was paid."""
        self._released = set()
        """Ask and number."""
        self._changed = {}
        """The last change by ask."""

    def _count(self, kind, data):
        match kind:
            case "agreement-made" if data.get("advances"):
                self._in_parts[data["ask"]] = data
            case "advance-released":
                self._is_what_was_agreed(data["ask"], data["advance"], data["cents"])
                self._released.add((data["ask"], data["advance"]))
            case "grant-changed":
                self._changed[data["ask"]] = data
                if self._paid_cents(data["ask"]) > data["cents"]:
                    raise Unexpected(f"{self.slug} hears that less is granted than was paid: {data}")
            case "payment-confirmed" if data["purpose"] == "grant":
                self._count_payment(data)
            case "payment-returned" | "confirmation-corrected" if data["ask"]:
                self._got.get(data["ask"], {}).pop(data["order"], None)

    def _count_payment(self, paid):
        ask, got = paid["ask"], self._got.setdefault(paid["ask"], {})
        got[paid["order"]] = paid["cents"]
        agreed, changed = self._in_parts.get(ask), self._changed.get(ask)
        granted = changed or agreed
        if granted and self._paid_cents(ask) > granted["cents"]:
            raise Unexpected(f"{self.slug} hears that of {granted} {got} is paid")
        if not agreed:
            return
        name, _, number = part_of(paid["order"]).partition("-")
        if name == "advance":
            number = number.partition("-")[0]
            self._is_what_was_agreed(ask, int(number), paid["cents"])
            if int(number) in milestones(agreed) and (ask, int(number)) not in self._released:
                raise Unexpected(f"{self.slug} hears that {paid} is paid before what it awaits is reached")

    def _paid_cents(self, ask):
        """What was paid of it, whatever came back since."""
        return sum(self._got.get(ask, {}).values())

    def _is_what_was_agreed(self, ask, number, cents):
        """Or what it came to since the grant was changed."""
        agreed, changed = self._in_parts[ask], self._changed.get(ask)
        parts = cents_of_parts(agreed["cents"], [one["percent"] for one in agreed["advances"]])
        parts = changed["advances"] if changed else parts
        if parts[number - 1] != cents:
            raise Unexpected(f"{self.slug} hears of advance {number} of {agreed} that it is {cents}")


class Reaching(Counting, Reporting):
    """As an initiative: reports what it reached; too early, twice, too late; and releases nothing to itself."""

    races: ClassVar = {
        "report-milestone": {"unknown-ask", "unknown-advance", "already-reported", *GONE},
        "release-advance": {"not-yours", "own-interest", "not-committed", "unknown-advance", *GONE},
        "decline-milestone": {"not-yours", "own-interest", "not-committed", "unknown-advance", *GONE},
    }

    def reaction_to_own_advance(self, kind, data):
        self._count(kind, data)
        if kind == "pool-handed-over" and data["budget_holder"] == self.slug:
            return self._release_all_to_itself(f"pool:{data['pool']}")
        if data.get("recipient") != self.slug:
            return None
        match kind:
            case "agreement-made" if data.get("advances"):
                return self._reach(data)
            case "milestone-declined":
                return self._report_milestone_again(data, 0.7)
            case "advance-released":
                return self._report_milestone_again(data, 0.3)
            case "grant-determined" if data["ask"] in self._in_parts:
                return self._report_milestone_too_late(data)
        return None

    async def _reach(self, agreed):
        ask, dice = agreed["ask"], self.dice(agreed["ask"], "reach")
        if dice.random() < 0.1:
            await self.overreach("settlement", "report-milestone", **advance(f"{ask}0", 1), words="Zie de foto's.")
        if dice.random() < 0.2:
            none = len(agreed["advances"]) + 1
            await self.overreach("settlement", "report-milestone", **advance(ask, none), words="Zie de foto's.")
        for number in () if is_forgotten(self.town, agreed) else milestones(agreed):
            await self.town.pause(dice.choice([0, 0, 0.3, 1, 2]))
            if dice.random() < 0.25 or agreed["funder"] in self._holds:
                await self._release_to_itself(ask, number)
            for _ in range(dice.choice([0, 1, 1, 1, 1, 2])):
                await self._report_milestone(ask, number)

    async def _report_milestone(self, ask, number):
        await self.submit("settlement", "report-milestone", **advance(ask, number), words="Zie de foto's.")

    async def _report_milestone_again(self, said, chance):
        number = self.number(f"again {said['ask']} {said['advance']}")
        dice = self.dice(said["ask"], said["advance"], number, "report milestone again")
        await self.town.pause(dice.choice([0, 0.3, 1]))
        if number < 4 and dice.random() < chance:
            await self._report_milestone(said["ask"], said["advance"])

    async def _report_milestone_too_late(self, determined):
        dice = self.dice(determined["ask"], determined["determination"], "milestone too late")
        for number in milestones(self._in_parts[determined["ask"]]):
            if dice.random() < 0.2:
                await self._report_milestone(determined["ask"], number)

    async def _release_all_to_itself(self, funder):
        """Once settlement has heard who holds the budget."""
        await self.town.pause(0.8)
        for ask, agreed in list(self._in_parts.items()):
            if (agreed["funder"], agreed["recipient"]) == (funder, self.slug):
                for number in milestones(agreed):
                    await self._release_to_itself(ask, number)

    async def _release_to_itself(self, ask, number):
        """Also where it holds the budget for the moment."""
        await self.overreach("settlement", "release-advance", **advance(ask, number))
        await self.overreach("settlement", "decline-milestone", **advance(ask, number), reason="Toch niet.")


class Releasing(Counting):
    """As who pays: releases what is reached, or says that it is not; early, twice, and what is not for it to say."""

    races: ClassVar = {
        "report-milestone": {"not-yours", "unknown-advance", *GONE},
        "release-advance": {
            "unknown-ask",
            "unknown-advance",
            "not-committed",
            "not-yours",
            "own-interest",
            "more-than-granted",
            *GONE,
        },
        "decline-milestone": {
            "unknown-ask",
            "unknown-advance",
            "not-committed",
            "not-yours",
            "own-interest",
            "not-reported",
            *GONE,
        },
    }

    def reaction_to_advance(self, kind, data):
        self._count(kind, data)
        match kind:
            case "payment-ordered" if data.get("advance") and data["ask"] in self._in_parts:
                self._is_ordered_as_agreed(data)
            case "agreement-made" if data.get("advances") and self._may_pay(data) and not is_forgotten(self.town, data):
                return self._release_early(data)
            case "milestone-reported" if self._may_pay(data):
                return self._judge_milestone(data)
            case "advance-released" if data["released_by"] == self.slug:
                return self._release_again(data)
            case "grant-determined" if data["ask"] in self._in_parts and self._may_pay(data):
                return self._release_too_late(data)
            case "determination-corrected" if data["ask"] in self._in_parts and self._may_pay(data):
                return self._release_after_mistake(data)
        return None

    def _is_ordered_as_agreed(self, ordered):
        """As long as it is as it was: what is told to it alone, and what is told to all, it may hear in any order."""
        if ordered["ask"] not in self._changed and "change" not in part_of(ordered["order"]):
            self._is_what_was_agreed(ordered["ask"], ordered["advance"], ordered["cents"])

    def _may_pay(self, said):
        """It speaks for the funder, or perhaps in the place of a holder that receives."""
        funder, recipient = said["funder"], said["recipient"]
        kind, _, name = funder.partition(":")
        if kind == "pool" and self._holders.get(name) == recipient:
            return self.slug in {self.town.plan.pools[name].second, BENEFIT_HOLDER}
        return self._speaks_for(funder)

    async def _release_early(self, agreed):
        """Before it was reported; what awaits nothing; what is none; at once, perhaps before the pool has its money."""
        ask, dice = agreed["ask"], self.dice(agreed["ask"], "release early")
        if dice.random() < 0.1:
            await self.overreach("settlement", "release-advance", **advance(f"{ask}0", 1))
            await self.overreach("settlement", "decline-milestone", **advance(f"{ask}0", 1), reason="Onbekend.")
        await self.town.pause(dice.choice([0, 0, 1]))
        awaiting = milestones(agreed)
        for number in range(1, len(agreed["advances"]) + 2):
            chance = dice.random()
            if number not in awaiting and chance < 0.2:
                await self.overreach("settlement", "release-advance", **advance(ask, number))
                await self.overreach("settlement", "decline-milestone", **advance(ask, number), reason="Er is niets.")
            elif number in awaiting and chance < 0.2:
                await self._decline_milestone(ask, number)
            elif number in awaiting and chance < 0.35:
                await self._release(ask, number)
            elif number in awaiting and chance < 0.45:
                words = "Dat zagen wij zelf."
                await self.overreach("settlement", "report-milestone", **advance(ask, number), words=words)

    async def _judge_milestone(self, reported):
        ask, number = reported["ask"], reported["advance"]
        dice = self.dice(ask, number, self.number(f"judge {ask} {number}"), "judge")
        await self.town.pause(dice.choice([0, 0, 0.3, 1, 3]))
        chance = dice.random()
        if chance < 0.25:
            for _ in range(dice.choice([1, 1, 2])):
                await self._decline_milestone(ask, number)
        elif chance < 0.85:
            await self._release(ask, number)

    async def _release_again(self, released):
        dice = self.dice(released["ask"], released["advance"], "release again")
        await self.town.pause(dice.choice([0, 1]))
        if dice.random() < 0.3:
            await self.overreach("settlement", "release-advance", **advance(released["ask"], released["advance"]))
        if dice.random() < 0.2:
            await self.overreach(
                "settlement", "decline-milestone", **advance(released["ask"], released["advance"]), reason="Toch niet."
            )

    async def _release_too_late(self, determined):
        dice = self.dice(determined["ask"], determined["determination"], "release too late")
        for number in milestones(self._in_parts[determined["ask"]]):
            if dice.random() < 0.2:
                await self._release(determined["ask"], number)
                await self._decline_milestone(determined["ask"], number)

    async def _release_after_mistake(self, corrected):
        """What was determined is not any more; the rest of it may have been paid in the place of what is released."""
        dice = self.dice(corrected["ask"], corrected["determination"], "release after mistake")
        for number in milestones(self._in_parts[corrected["ask"]]):
            if dice.random() < 0.6:
                await self._release(corrected["ask"], number)

    async def _release(self, ask, number):
        await self.submit("settlement", "release-advance", **advance(ask, number))

    async def _decline_milestone(self, ask, number):
        await self.submit(
            "settlement", "decline-milestone", **advance(ask, number), reason="Het glas zit er nog niet in."
        )
