"""Tasks: registered, taken over with their budget, and given back with what is unspent."""

from typing import ClassVar

from tests.town.partners import Partner
from tests.town.plan import GOALS

NOT_TAKEN_OVER = frozenset({"unknown-task", "outside-task", "performs-already", "above-task-budget", "units-not-free"})
"""With which an ask that takes a task over may be refused, as others take it over at the same time."""
IMPOSSIBLE = frozenset({"more-than-taken-over", "more-than-paid"})
"""With which giving back may be refused, as payments are undone and money comes back at the same time."""
SHARE = 0.5
"""Of so many towns the tasks may be taken over."""


def is_challenging(town):
    """Whether in this town tasks may be taken over."""
    return town.dice("challenging").random() < SHARE


def challenged(asks, dice):
    """The asks, or one alone, of which some take over a task: within its budget or not, for its goal or not."""
    of_pools = [name for name, ask in asks.items() if ask["funder"].startswith("pool:")]
    if of_pools and dice.random() < 0.5:
        asks = {name: asks[name] for name in of_pools[:1]}
    return {name: _challenged(ask, dice) if dice.random() < 0.8 else ask for name, ask in asks.items()}


def _challenged(ask, dice):
    if not ask["funder"].startswith("pool:"):
        return ask
    first, units = ask["lines"][0], dice.randint(1, 3)
    lines = ask["lines"] if dice.random() < 0.1 else [{**first, "cents": min(first["cents"], units * 1_200)}]
    granted = {name: value for name, value in ask.items() if name != "loan"}
    return {
        **granted,
        "instrument": "grant",
        "lines": lines,
        "takes_over": {"task": f"taak-{first['goal']}", "units": units},
    }


class Challenged(Partner):
    """As a budget holder: registers tasks, agrees to what is given back, takes back; as a payer, books what comes."""

    races: ClassVar = {
        "register-task": {"exists", "not-yours", "pool-closed"},
        "consent-to-give-back": {"not-yours", "nothing-to-consent", *IMPOSSIBLE},
        "end-give-back": {"not-yours", "nothing-to-end"},
        "give-back-task": {"not-yours", "already-so", *IMPOSSIBLE},
    }

    def reaction_to_task(self, kind, data):
        if not is_challenging(self.town):
            return None
        match kind:
            case "pool-opened" if data["budget_holder"] == self.slug:
                return self._register(data["pool"])
            case "task-moved" if self._holders.get(data["pool"]) == self.slug:
                return self._take_units_back(data)
            case "give-back-proposed":
                return self._answer_proposal(data)
            case "give-back-agreed":
                return self._book_what_comes(data)
            case "payment-confirmed" if data["payer"] == self.slug and data["purpose"] == "grant":
                self._paid[data["ask"]] = data["order"]
        return None

    async def _register(self, pool):
        dice = self.dice(pool, "tasks")
        for goal in dice.sample(GOALS, dice.choice([2, 3, 3])):
            task = {"task": f"taak-{goal}", "description": "Onderhoud, een jaar", "goal": goal, "unit": "plekken"}
            performer = dice.choice(sorted(self.town.plan.funders))
            units = {"units": dice.randint(3, 12), "unit_cents": dice.choice([1_000, 1_200, 20_000])}
            await self.submit("pool", "register-task", pool=pool, **task, **units, performer=performer)

    async def _take_units_back(self, moved):
        """Now and then, as soon as it is paid; without a reason in vain."""
        dice, what = self.dice(moved["ask"], "take back"), {"pool": moved["pool"], "ask": moved["ask"]}
        if dice.random() < 0.3:
            await self.town.pause(dice.choice([1, 3, 6]))
            back = {"units": dice.randint(1, moved["units"]), "cents": _unspent(moved, dice)}
            await self.submit("pool", "give-back-task", **what, **back, reason="De keuring bleef uit.")

    async def _answer_proposal(self, proposed):
        dice = self.dice(proposed["ask"], proposed["number"], proposed["addressee"], "answer")
        which = {name: proposed[name] for name in ("pool", "ask", "number")}
        await self.town.pause(dice.choice([0, 0, 0.5, 2, 5]))
        chance = dice.random()
        if chance < 0.1:
            await self.submit("pool", "end-give-back", **which, reason="Er is geen ploeg voor.")
        elif chance < 0.9:
            await self.submit("pool", "consent-to-give-back", **which)
        if chance > 0.8:
            await self.submit("pool", "consent-to-give-back", **which)

    async def _book_what_comes(self, agreed):
        """In up to three parts; now and then not all of it, and the holder ends it."""
        dice, left = self.dice(agreed["ask"], agreed["number"], "comes"), agreed["cents"]
        await self.town.pause(dice.choice([0, 0.3, 1]))
        order = self._paid.get(agreed["ask"])
        if await self._is_left_of_what_is_unpaid(agreed, dice):
            return
        parts = dice.randint(1, 3) if order else 0
        for number in range(parts):
            cents = left if number == parts - 1 and dice.random() < 0.8 else dice.randint(0, left)
            if cents:
                back = {"principal_cents": cents, "interest_cents": dice.choice([0, 0, 1])}
                left -= cents if not await self.submit("settlement", "record-refund", order=order, **back) else 0
        if left and agreed["agreed_by"] == self.slug and dice.random() < 0.4:
            which = {name: agreed[name] for name in ("pool", "ask", "number")}
            await self.submit("pool", "end-give-back", **which, reason="Het geld kwam niet.")

    async def _is_left_of_what_is_unpaid(self, agreed, dice):
        """What is unspent was not paid yet: the payer grants so much less, and the task goes back with that."""
        ask, cents = agreed["ask"], agreed["cents"]
        if not cents or ask not in self._agreed or not self._may_pay(self._agreed[ask]):
            return False
        if self._now[ask] - self._paid_cents(ask) < cents or dice.random() < 0.2:
            return False
        return not await self._change_by(ask, cents)


class Challenger(Partner):
    """As an applicant who took something over, and was paid for it, or will be."""

    races: ClassVar = {
        "give-back-task": {"already-so", "own-interest", *IMPOSSIBLE},
        "end-give-back": {"nothing-to-end", "not-yours"},
    }

    def reaction_to_task(self, kind, data):
        if kind == "task-moved" and data["applicant"] == self.slug:
            self._taken[data["ask"]] = data
            return self._give_back(data) if self._gives_back_early(data["ask"]) else None
        if kind == "reservation-paid" and data["ask"] in self._taken and not self._gives_back_early(data["ask"]):
            return self._give_back(self._taken[data["ask"]])
        return None

    def _gives_back_early(self, ask):
        """Before its money is paid; in parts that may take long."""
        return self.dice(ask, "early").random() < 0.4

    async def _give_back(self, moved):
        dice, what = self.dice(moved["ask"], "give back"), {"pool": moved["pool"], "ask": moved["ask"]}
        for number in range(dice.choice([0, 1, 1, 2])):
            await self.town.pause(dice.choice([0, 0.5, 2]))
            back = {"units": dice.randint(1, moved["units"]), "cents": _unspent(moved, dice)}
            code = await self.submit("pool", "give-back-task", **what, **back)
            if not code and dice.random() < 0.2:
                await self.town.pause(dice.choice([0, 1]))
                await self.submit("pool", "end-give-back", **what, number=number + 1, reason="Toch niet.")
        if dice.random() < 0.15:
            too_many = {"units": moved["units"] + 1, "cents": moved["cents"] + 1}
            await self.overreach("pool", "give-back-task", **what, **too_many)


def _unspent(moved, dice):
    return dice.choice([0, dice.randint(0, moved["cents"]), dice.randint(0, moved["cents"]), moved["cents"]])
