"""In which parts a grant is paid: asked for, told apart, and what each has to be, to the cent."""

from datetime import timedelta

IN_PARTS, LASTING_IN_PARTS = 0.5, 0.9
"""Of so many grants payment in parts is asked; where the town lasts for years, of more: most is lent there."""
ALL_AWAIT, LASTING_ALL_AWAIT = 0.3, 0.6
"""Of so many of these every part awaits something."""
LEAST_CENTS = 100
MILESTONES = ("De kas staat", "De eerste oogst is binnen", "De tuin is open")


def in_parts(asks, town, dice):
    """The asks, by id, of which some are paid in parts: at once, on a day, or once something is reached."""
    return {name: _in_parts(ask, town, dice) for name, ask in asks.items()}


def _in_parts(ask, town, dice):
    share, all_await = (LASTING_IN_PARTS, LASTING_ALL_AWAIT) if town.plan.lasts else (IN_PARTS, ALL_AWAIT)
    whole = {name: value for name, value in ask.items() if name != "advances"}
    fits = ask["instrument"] == "grant" and sum(line["cents"] for line in ask["lines"]) >= LEAST_CENTS
    if not fits or dice.random() >= share:
        return whole
    kinds = ("milestone",) if dice.random() < all_await else ("milestone", "now", "day")
    return {**whole, "advances": _parts(dice.choice([1, 2, 2, 3, 5]), kinds, town.today, dice)}


def _parts(times, kinds, today, dice):
    """Together all of it, or less."""
    left, parts = dice.choice([100, 90, 80, 67]), []
    for number in range(times):
        percent = left if number == times - 1 and dice.random() < 0.5 else dice.randint(1, max(left // 2, 1))
        left -= percent
        milestone, due_on = dice.choice(MILESTONES), today + timedelta(days=dice.choice([-1, 0, 20, 200]))
        when = {"now": {}, "day": {"due_on": due_on.isoformat()}, "milestone": {"milestone": milestone}}
        parts.append({"percent": percent, **when[dice.choice(kinds)]})
    return parts


def unfit_parts(ask, loan, dice):
    """The same ask, paid in parts that nobody can pay it in."""
    whole = [{"percent": 100}]
    wrong = dice.choice(
        [
            {"instrument": "loan", "loan": loan, "advances": whole},
            {"advances": [{"percent": 60}, {"percent": 41, "milestone": MILESTONES[0]}]},
            {"advances": [{"percent": 60, "due_on": "2027-03-01", "milestone": MILESTONES[0]}]},
            {"advances": [{"percent": 1}] * 25},
            {"advances": whole, "lines": [{"goal": ask["lines"][0]["goal"], "cents": LEAST_CENTS - 1}]},
        ]
    )
    return {**{name: value for name, value in ask.items() if name != "loan"}, "instrument": "grant", **wrong}


def cents_of_parts(granted, percents):
    """Whole cents for each part and for the rest; the cents that are left over go where most was cut off."""
    hundredths = [granted * percent for percent in (*percents, 100 - sum(percents))]
    cents = [each // 100 for each in hundredths]
    most_cut_off = sorted(range(len(cents)), key=lambda place: (-(hundredths[place] % 100), place))
    for place in most_cut_off[: granted - sum(cents)]:
        cents[place] += 1
    return cents


def part_of(order):
    """Which part of its ask an order pays: '' all of it, `advance-<n>`, `rest-<n>`; since a change, with that."""
    *_, part, number = order.split(":")
    return part if number.isdigit() and part.partition("-")[0] in {"advance", "rest", "change"} else ""


def slot_of(part):
    """For what a part is paid, however often it was changed: '' for the grant, `advance-<n>`, `rest-<n>`."""
    return part.partition("change-")[0].rstrip("-")


def milestones(agreed):
    """The numbers of the advances that await something."""
    return [number for number, one in enumerate(agreed.get("advances", ()), start=1) if one["milestone"]]
