"""Those who ask: applicants with a steady stream of small applications."""

from datetime import datetime, timedelta
from typing import ClassVar

from tests.town.advancing import Reaching
from tests.town.challenging import Challenger, challenged, is_challenging
from tests.town.lending import Borrowing, loan
from tests.town.parts import in_parts, unfit_parts
from tests.town.plan import GOALS, WAITING
from tests.town.reporting import Reporting

STORIES_AT_ONCE = 2
NO_POOL = "geen-pot"
COSTS_CENTS = 1_000_000


class Applicant(Challenger, Borrowing, Reaching):
    """Files applications, rearranges and withdraws them; some are given little time, some take a task over. Reports."""

    hears = ("pool", "settlement")

    races: ClassVar = {
        "submit-application": {
            "decide-by-past",
            "decide-by-too-far",
            "instrument-not-offered",
            "loan-terms-missing",
            "loan-terms-needless",
            "loan-terms-invalid",
            "advances-needless",
            "advances-invalid",
            "goods-are-no-money",
        },
        "rearrange": {"closed", "too-late", "nothing-changed", "advances-needless", "advances-invalid"},
        "withdraw-application": {"closed"},
        "hold-ask": {"own-interest", "not-yours", "unknown-ask"},
        **Challenger.races,
        **Borrowing.races,
        **Reporting.races,
        **Reaching.races,
    }

    def __init__(self, town, slug):
        self._challenges = is_challenging(town)
        super().__init__(town, slug)
        self._taken = {}
        """What was taken over, by ask."""

    def programs(self):
        return tuple(self._stories() for _ in range(STORIES_AT_ONCE))

    def reaction(self, kind, data):
        if reported := self.reaction_to_own_grant(kind, data):
            self._react(reported)
        if reached := self.reaction_to_own_advance(kind, data):
            self._react(reached)
        if self.town.plan.lasts and (reaction := self.reaction_to_own_loan(kind, data)):
            return reaction
        return self.reaction_to_task(kind, data) if self._challenges else None

    async def _stories(self):
        await self.town.opened.wait()
        while not self.town.closing.is_set():
            number = self.number("application")
            await self._story(f"{self.slug}-{number}", self.dice("application", number))

    async def _story(self, application, dice):
        asks = {
            f"a{number}": _ask(f"a{number}", self.town.plan, dice) for number in range(dice.choice([1, 1, 2, 3, 4]))
        }
        if self._challenges:
            asks = challenged(asks, self.dice("challenge", application))
        asks = in_parts(asks, self.town, self.dice("in parts", application))
        patient = self.town.plan.theme == WAITING or self.town.plan.lasts
        decide_by = self.town.now() + timedelta(seconds=dice.choice([4.5, 7] if patient else [1.5, 3, 4.5, 7]))
        if dice.random() < 0.1:
            await self.overreach(
                "applications", "submit-application", **_unfit(form(application, asks, decide_by), self.town, dice)
            )
        code = await self.submit("applications", "submit-application", **form(application, asks, decide_by))
        if not code:
            await self._report_too_early(application, self.dice(application, "report too early"))
        if not code and dice.random() < 0.2:
            await self._decide_oneself(application, asks, dice)
        for step in range(0 if code else dice.choice([0, 0, 1, 2])):
            await self.town.pause(dice.uniform(0, 3 if patient else 1.5))
            if dice.random() < 0.2:
                await self.submit(
                    "applications", "withdraw-application", application=application, reason="Het gaat niet door."
                )
                return
            asks = _rearranged(asks, f"b{step}", self.town.plan, dice)
            asks = await self._in_other_parts(application, asks, self.dice("in other parts", application, step))
            wanted = {"asks": list(asks.values()), "other_money": _own_money(asks)}
            await self.submit("applications", "rearrange", application=application, **wanted)
        await self.town.pause(dice.uniform(0, 1))

    async def _in_other_parts(self, application, asks, dice):
        """Now and then in vain first; what is not grant enough any more is paid all at once."""
        if dice.random() < 0.15:
            name, ask = dice.choice(sorted(asks.items()))
            wrong = {**asks, name: unfit_parts({**ask, "takes_over": None}, loan(dice), dice)}
            unfit = {"asks": list(wrong.values()), "other_money": _own_money(wrong)}
            await self.overreach("applications", "rearrange", application=application, **unfit)
        return in_parts(asks, self.town, dice)

    async def _decide_oneself(self, application, asks, dice):
        """Say yes to one's own ask, in vain: also where one holds that pool's budget for the moment."""
        pools = {name: ask for name, ask in asks.items() if ask["funder"].removeprefix("pool:") in self.town.plan.pools}
        if pools:
            await self.town.pause(dice.choice([0.2, 0.5]))
            name, ask = dice.choice(sorted(pools.items()))
            exact = {
                "ask": f"{application}:{name}",
                "revision": 1,
                "cents": sum(line["cents"] for line in ask["lines"]),
            }
            await self.overreach("pool", "hold-ask", pool=ask["funder"].removeprefix("pool:"), **exact)


def form(application, asks, decide_by):
    """An application for these asks, by id."""
    return {
        "application": application,
        "purpose": "Een moestuin voor de buurt",
        "neighbourhood": "Spoorbuurt",
        "results": [{"indicator": "Tuinders", "unit": "personen", "target": "25", "goal": "groen"}],
        "costs": [{"what": "Alles bij elkaar", "cents": COSTS_CENTS}],
        "asks": list(asks.values()),
        "other_money": _own_money(asks),
        "hours": [],
        "expected_savings": [],
        "term": "structural",
        "decide_by": decide_by.isoformat(),
        "goods": [{"who": "Kwekerij Van Dam", "what": "Vijftig fruitstruiken", "estimated_cents": 60_000}],
    }


def _unfit(proper, town, dice):
    """The same form, but for something that nobody is offered, or that is no money."""
    if dice.random() < 0.3:
        first, *others = proper["asks"]
        asks = [unfit_parts({**first, "takes_over": None}, loan(dice), dice), *others]
        return {**proper, "asks": asks, "other_money": _own_money({ask["ask"]: ask for ask in asks})}
    if dice.random() < 0.3:
        return {**proper, "other_money": [{**money, "kind": "in-kind"} for money in proper["other_money"]]}
    if dice.random() < 0.5:
        later = datetime.fromisoformat(proper["decide_by"]) + town.beyond(
            timedelta(weeks=14)
        )  # however late it is heard
        return {**proper, "decide_by": later.isoformat()}
    first, *others = proper["asks"]
    terms = loan(dice)
    wrong = dice.choice(
        [
            {"instrument": "loan", "loan": None},
            {"instrument": "assignment"},
            {"instrument": "grant", "loan": terms},
            {"instrument": "loan", "loan": {**terms, "interest_only": terms["instalments"]}},
        ]
    )
    return {**proper, "asks": [{**first, "takes_over": None, "advances": [], **wrong}, *others]}


def _ask(name, plan, dice):
    pool = f"pool:{NO_POOL if dice.random() < 0.08 else dice.choice(sorted(plan.pools))}"
    funder = (
        pool
        if dice.random() < (0.9 if plan.theme == WAITING or plan.lasts else 0.6)
        else f"zuil:{dice.choice(plan.zuilen)}"
    )
    return _asked(name, funder, plan, dice)


def _asked(name, funder, plan, dice):
    most = dice.choice([3_000, 30_000])
    lines = [{"goal": goal, "cents": dice.randint(1, most)} for goal in dice.sample(GOALS, dice.randint(1, 2))]
    if dice.random() < 0.15:  # one goal, two lines
        lines.append({**lines[0], "cents": dice.randint(1, most)})
    asked = {"ask": name, "funder": funder, "lines": lines, "instrument": "grant"}
    return (
        {**asked, "instrument": "loan", "loan": loan(dice)} if dice.random() < (0.7 if plan.lasts else 0.2) else asked
    )


def _rearranged(asks, new, plan, dice):
    """Ask another amount, or the same for other goals; drop an ask, or ask somebody else."""
    after = dict(asks)
    name = dice.choice(sorted(after))
    match dice.choice(["amount", "amount", "goals", "drop", "add", "replace"]):
        case "amount":
            after[name] = _asked(name, after[name]["funder"], plan, dice)
        case "goals":
            after[name] = _for_other_goals(after[name])
        case "drop" if len(after) > 1:
            del after[name]
        case "replace":
            del after[name]
            after[new] = _ask(new, plan, dice)
        case _:
            after[new] = _ask(new, plan, dice)
    return after


def _for_other_goals(ask):
    others = {goal: GOALS[(number + 1) % len(GOALS)] for number, goal in enumerate(GOALS)}
    return {**ask, "lines": [{**line, "goal": others[line["goal"]]} for line in ask["lines"]]}


def _own_money(asks):
    asked = sum(line["cents"] for ask in asks.values() for line in ask["lines"])
    return [{"source": "Verkoop van groente", "kind": "own", "cents": COSTS_CENTS - asked}]
