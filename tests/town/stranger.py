"""An organisation that leaves and comes back. Meanwhile another one is entered under its name, and must get nowhere."""

import asyncio
from typing import ClassVar

from tests.town.partners import Partner, Unexpected
from tests.town.plan import GOALS, TASK_FIELDS
from tests.town.reporting import TO_NOTHING

OPERATOR = "jansen"
ANOTHER_OIN = "00000099000000099000"
LOOKED_SECONDS = 1.5
"""Services look at the register once a second."""
UNHEARD = frozenset({"unknown-party", "party-replaced", "envelope-invalid"})
"""What the other one is told, and nothing else. The last by who has not looked at the register yet."""
ELSEWHERE = (
    ("applications", "withdraw-application", {"application": "geen", "reason": "Vergissing"}),
    ("settlement", "confirm-payment", {"order": "geen:geen:1", "cents": 1}),
    ("settlement", "change-grant", {"ask": "geen:geen", **TO_NOTHING}),
)
"""Refused, and so nothing more than a word: from then on that service knows who it is."""


class Stranger(Partner):
    """Pledges a little; and has its name taken by another, as long as an operator is mistaken."""

    hears = ()
    races: ClassVar = {
        "pledge": {"too-many-offers", "above-frame", "lapsed", "pool-closed", "too-many-contributions"},
        "cancel-pledge": {"unknown-contribution", "nothing-to-cancel"},
        "withdraw-application": {"not-yours", "unknown-application"},
        "confirm-payment": {"not-yours", "unknown-order", "date-in-future", "date-too-early", "year-closed"},
        "change-grant": {"unknown-ask"},
    }

    def __init__(self, town, slug):
        super().__init__(town, slug)
        self._mine = town.register[slug]
        self._last = "", ""
        self._is_another = False

    def programs(self):
        return (self._take_part(),)

    def expects(self, command):
        """While its name is another's, it hears that of all it says."""
        return super().expects(command) | (UNHEARD if self._is_another else set())

    async def _connect(self):
        """It may have crashed while its name was another's: until that is put right, it could say nothing."""
        if not self._is_another:
            await self._put_right()
        return await super()._connect()

    async def _take_part(self):
        await self.town.opened.wait()
        for service, command, data in ELSEWHERE:
            day = {"paid_on": self.town.today.isoformat()} if command == "confirm-payment" else {}
            await self.submit(service, command, **data, **day)
        await self._pledge()
        await self.now_and_then(self._is_replaced, 0.5, 3)

    async def _put_right(self):
        """As it was, but for whom it has a common interest with: that an operator enters anew each time."""
        network = self.dice("network", self.number("network")).choice([None, "bond", "koepel"])
        signed = {"changed_by": OPERATOR, "changed_at": self.town.now()}
        self.town.register.put(self._mine.model_copy(update={"network": network, **signed}))
        await asyncio.sleep(LOOKED_SECONDS)

    async def _is_replaced(self):
        dice = self.dice("replaced", self.number("replaced"))
        self.town.register.remove(self.slug, by=OPERATOR, at=self.town.now())
        await asyncio.sleep(dice.choice([0, 0.3, 2]))
        if dice.random() < 0.8:
            self.town.register.put(self._mine.model_copy(update={"oin": ANOTHER_OIN}))
            await asyncio.sleep(dice.choice([0, 0.3, 2]))
            await self._as_another()
        await self._put_right()
        await self._pledge()

    async def _as_another(self):
        """The other organisation has credentials, and knows what there is to have."""
        itself, self._is_another = self.client, True
        try:
            async with await self._connect() as self.client:
                await self._reach_for_it()
        finally:
            self.client, self._is_another = itself, False

    async def _reach_for_it(self):
        pool, contribution = self._last
        await self._in_vain("cancel-pledge", pool=pool, contribution=contribution)
        await self._in_vain("pledge", **self._offer())

    async def _in_vain(self, command, **data):
        code = await self.submit("pool", command, **data)
        if code not in UNHEARD:
            raise Unexpected(f"another organisation under the name {self.slug}: {command} {data}: {code or 'accepted'}")

    async def _pledge(self):
        offer = self._offer()
        self._last = offer["pool"], offer["contribution"]
        await self.submit("pool", "pledge", **offer)

    def _offer(self):
        number = self.number("pledge")
        dice = self.dice("pledge", number)
        goal = dice.choice(GOALS)
        return {
            "pool": dice.choice(sorted(self.town.plan.pools)),
            "contribution": f"{self.slug}-{number}",
            "cents": dice.randint(1, 9_000),
            "earmarks": [goal],
            "task_field": TASK_FIELDS[goal],
            "year": self.town.began.year,
            "recurring": "incidental",
            "domain": "social",
        }
