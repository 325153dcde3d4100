"""What a grant that is changed has to come to, counted from facts alone: as a part of `advances`, which counts it."""

from datetime import date

LESS = {
    "activities-not-done",
    "obligations-not-met",
    "wrong-information",
    "grant-was-wrong",
    "money-not-made-available",
    "circumstances-changed",
    "at-request",
}
MORE = {"reconsidered"}


def changed_otherwise(fact, grant, pays):
    """A change that cannot be as the grant stands, or that says otherwise what was, or what its advances come to."""
    was, number = grant.granted, grant.changed["change"] if grant.changed else 0
    if (fact["was_cents"], fact["change"]) != (was, number + 1):
        yield f"of {grant.made} {was} was granted by change {number}, and changed is {fact}"
    if not grant.paid_cents <= fact["cents"] <= grant.made["cents"] or fact["cents"] == was:
        yield f"of {grant.made} {was} was granted and {grant.paid_cents} paid, and this cannot be: {fact}"
    if fact["ground"] not in (LESS if fact["cents"] < was else MORE):
        yield f"{was} is changed to {fact} on such a ground"
    if grant.determined or grant.owed is None or grant.made.get("loan"):
        yield f"{grant.made} is changed, and is lent, or not set apart, or determined: {grant.determined}, {fact}"
    if fact["changed_by"] != pays or pays == grant.made["recipient"]:
        yield f"{pays} pays {grant.made}, and it is changed by {fact}"
    if any(fact[name] != grant.made[name] for name in ("application", "funder", "recipient")):
        yield f"{grant.made} is changed as if it were another: {fact}"
    if fact["advances"] != (expected := _advances(fact["cents"], grant)):
        yield f"of {grant.made} with {grant.orders} advances come to {expected}, and changed is {fact}"


def change(fact, grant):
    """What is owed is what was paid, and what is left as far as it goes: of what is due without another word."""
    opened = {}
    for order in grant.orders.values():
        if not order.is_paid:  # in its place, another one is due when it was
            opened.setdefault(grant.slot(order.part), []).append(order.due_on)
    grant.changed, grant.put_off = fact, {}
    if grant.made.get("advances"):
        _owe_advances(fact, grant)
    else:
        grant.one_slot = True
        grant.owed = {"": fact["cents"]}
    changed_on = date.fromisoformat(fact["changed_on"])
    for slot in grant.owed:
        days = opened.get(slot, [])
        part = f"{slot}-change-{fact['change']}".removeprefix("-")
        if len(days) < 2:
            grant.due[part] = (days[0], None) if days else (changed_on, grant.named(slot))


def _advances(cents, grant):
    """As at first, as long as it lasts; those that were paid as they were."""
    paid = {order.slot: order.cents for order in grant.orders.values() if order.is_paid}
    left, parts = cents - grant.paid_cents, []
    for number, first in enumerate(grant.first_parts, start=1):
        part = paid.get(f"advance-{number}")
        if part is None:
            part = min(first, left)
            left -= part
        parts.append(part)
    return parts


def _owe_advances(fact, grant):
    paid = {order.slot: order.cents for order in grant.orders.values() if order.is_paid}
    awaiting = {number for number in grant.milestones if grant.said.get(number) != "advance-released"}
    parts = {number: cents for number, cents in enumerate(fact["advances"], start=1) if number not in awaiting}
    grant.owed = {f"advance-{number}": cents for number, cents in parts.items()} | paid
