"""From a message's model to sound messages; wrong ones come after (`wrongs`). A new command joins by being declared.

Fields that bear a known name (`pool`, `ask`, `cents` …) are mostly given a value that some log knows under that name,
and often all of one fact together; else nearly everything would be refused at the first door.
"""

import re
import types
from collections.abc import Iterable
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

import annotated_types
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from services.applications.asks.messages import Funder
from services.pool.pools.messages import TaskField
from shared import wire
from tests.hostile import nasty

TODAY = date(2026, 3, 16)
SPAN = timedelta(days=500)
ROWS = 3


class Lore:
    """What the logs know: their facts as plain objects, and every value under the names that it has there."""

    def __init__(self, parties, facts: Iterable[dict], bodies, accepted):
        self.parties = parties
        self.bodies = bodies
        """Of commands as they were sent before, by service and command."""
        self.accepted = accepted
        """Whether a service accepts a command of this model and body from this party."""
        self.facts = list(facts)
        self.values = {}
        for fact in self.facts:
            self._learn(fact)
        known = {value for values in self.values.values() for value in values}
        self.active = [party for party in parties if party in known or "council" in parties[party].roles]
        """Those that have a part in what happened; no fact names the council."""

    def _learn(self, thing, name=""):
        match thing:
            case dict():
                for inner, value in thing.items():
                    self._learn(value, inner)
            case list():
                for value in thing:
                    self._learn(value, name)
            case str() | int() if not isinstance(thing, bool):
                known = self.values.setdefault(name, [])
                if thing not in known:
                    known.append(thing)

    def sender(self, service, model, body):
        """Who gets furthest with this: somebody from whom it would be accepted, else anybody with the role."""
        able = [party for party in self.active if self.parties[party].roles & model.roles]
        return next((party for party in able if self.accepted(service, model, party, body)), able[0])

    def named(self, name, kind):
        """Known values of this type, under the field's name or, for a list of them, its singular."""
        found = self.values.get(name) or self.values.get(name.removesuffix("s"), [])
        return [value for value in found if type(value) is kind]

    def about(self, model):
        """The facts with which a model shares the most names, best first."""
        shared = [(len(fact.keys() & model.model_fields.keys()), fact) for fact in self.facts]
        most = max((count for count, _ in shared), default=0)
        return [fact for count, fact in shared if count and count >= most - 1]


def from_model(model, lore):
    """Bodies that the model takes, as plain objects; rules across fields are kept where that is cheap."""
    fresh = _whole(model, lore)
    known = lore.about(model)
    return st.builds(_agreeing, fresh, st.sampled_from([None, None, None, *known])) if known else fresh


def like_others(service, model, lore):
    """Bodies like those that were sent before, or like the model's example, with some fields changed."""
    fresh = from_model(model, lore)
    sent = st.sampled_from([*reversed(lore.bodies.get((service, model.name), ())), dict(model.example)])
    changed = st.builds(_with_some_of, sent, fresh, st.sets(st.sampled_from(sorted(model.model_fields)), max_size=2))
    return st.one_of(sent, sent, changed, changed)


def _with_some_of(body, other, names):
    return body | {name: other[name] for name in sorted(names) if name in other}


def _agreeing(body, fact):
    """The body with what it shares with a fact taken from there; and costs that add up."""
    shared = (fact or {}).keys() & body.keys()
    body = body | {name: fact[name] for name in shared if _alike(fact[name], body[name])}
    if {"costs", "asks", "other_money"} <= body.keys() and body["costs"]:
        asked = sum(line["cents"] for ask in body["asks"] for line in ask["lines"])
        total = asked + sum(money["cents"] for money in body["other_money"])
        body["costs"] = [{**body["costs"][0], "cents": max(total, 1)}]
    return body


def _alike(one, other):
    return type(one) is type(other) and not isinstance(one, list | dict)


def _whole(model, lore):
    hints = get_type_hints(model, include_extras=True)
    fields = {name: _field(name, hints[name], lore) for name in model.model_fields}
    optional = {name for name, field in model.model_fields.items() if not field.is_required()}
    return st.fixed_dictionaries(
        {name: field for name, field in fields.items() if name not in optional},
        optional={name: fields[name] for name in optional},
    )


def _field(name, hint, lore):
    special = _special(name, hint, lore)
    if special is not None:
        return special
    kind, rules = _without_rules(hint)
    origin = get_origin(kind)
    if origin in {types.UnionType, Union}:
        return st.one_of(*(_field(name, each, lore) for each in get_args(kind)))
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin is tuple:
        least = max((rule.min_length for rule in rules if isinstance(rule, annotated_types.MinLen)), default=0)
        return st.lists(_field(name, get_args(kind)[0], lore), min_size=least, max_size=least + ROWS - 1)
    return _plain(name, kind, rules, lore)


def _without_rules(hint):
    """The bare type, and the rules that stand with it."""
    rules = []
    while get_origin(hint) is Annotated:
        hint, *more = get_args(hint)
        rules += [rule for each in more for rule in (each.metadata if isinstance(each, FieldInfo) else [each])]
    return hint, rules


def _special(name, hint, lore):
    """Types that say more by their validator than by their form."""
    cents = st.one_of(st.integers(1, 1_000), st.integers(1, 100_000), st.integers(1, 10**15), st.just(10**15))
    return {
        id(wire.Cents): _known(name, int, lore, cents),
        id(wire.CentsOrZero): _known(name, int, lore, st.just(0) | cents),
        id(wire.PartySlug): st.sampled_from(sorted(lore.parties)),
        id(wire.Text): _TEXTS,
        id(wire.Instant): _instants(),
        id(wire.Rate): st.decimals(0, 1, places=4).map(str) | st.sampled_from(["0", "1", "0.25"]),
        id(TaskField): st.from_regex(r"[0-9]\.[0-9]{1,3}[a-z]?", fullmatch=True),
        id(Funder): st.sampled_from(lore.named("funder", str))
        | st.sampled_from(lore.values["pool"]).map("pool:{}".format),
    }.get(id(hint))


def _is_text(text):
    return text.strip() and len(text) <= 2_000 and not any("\ud800" <= letter <= "\udfff" for letter in text)


_SHORT = st.text(min_size=1, max_size=20).filter(str.strip)
_TEXTS = st.one_of(_SHORT, _SHORT, st.sampled_from([text for text in nasty.TEXTS if _is_text(text)]))


def _plain(name, kind, rules, lore):
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return from_model(kind, lore)
    if is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        return st.fixed_dictionaries({each: _field(each, hint, lore) for each, hint in hints.items()})
    if kind is int:
        least, most = _range(rules)
        return _known(name, int, lore, st.integers(least, most), lambda value: least <= value <= most)
    pattern = next((rule.pattern for rule in rules if getattr(rule, "pattern", None)), None)
    if kind is str and pattern:
        fresh = st.from_regex(pattern, fullmatch=True, alphabet=_ASCII)
        return _known(name, str, lore, fresh, re.compile(pattern).fullmatch)
    return {
        str: _known(name, str, lore, _TEXTS),
        bool: st.booleans(),
        type(None): st.none(),
        date: _dates(),
        datetime: _instants(),
        Decimal: st.decimals(0, 1, places=4).map(str),
    }[kind]


_ASCII = st.characters(codec="ascii")


def _range(rules):
    least, most = -(2**70), 2**70
    for rule in rules:
        match rule:
            case annotated_types.Ge(bound):
                least = bound
            case annotated_types.Gt(bound):
                least = bound + 1
            case annotated_types.Le(bound):
                most = bound
            case annotated_types.Lt(bound):
                most = bound - 1
    return least, most


def _known(name, kind, lore, fresh, fits=lambda value: True):
    known = [value for value in lore.named(name, kind) if fits(value)]
    return st.one_of(st.sampled_from(known), st.sampled_from(known), fresh) if known else fresh


def _dates():
    near = st.dates(TODAY - SPAN, TODAY + SPAN)
    return st.one_of(near, near, st.dates()).map(date.isoformat)


def _instants():
    zones = st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(-timedelta(hours=14))])
    begin = datetime.combine(TODAY, datetime.min.time())
    near = st.datetimes(begin, begin + SPAN, timezones=zones)
    anywhere = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=zones)  # noqa: DTZ001 the zone is drawn
    return st.one_of(near, near, anywhere).map(datetime.isoformat)
