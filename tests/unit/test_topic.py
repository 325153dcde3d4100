"""Topics joined into one service: each thing is in one of them; facts are folded, and deadlines come, in order."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import ClassVar, NamedTuple, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.registry import APPLICATIONS, POOL, SETTLEMENT
from shared.money import Posting, transfer
from shared.money.chart import Account, Books, Chart
from shared.service import Consumer, Context, Limits
from shared.topic import Slice, Timer, Topic, by_fields, classes, join
from shared.wire import CommandBody, CommandPart, ConsumedMessage, QueryBody
from tests.contract.reach import topics_of

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CHART = Chart(
    Account("from", "from:{party}", -1, meaning=("van (min)", "from (minus)")),
    Account("to", "to:{party}", 1, meaning=("naar", "to")),
)
CONTEXT = Context(by="welzijn", now=NOW, today=date(2026, 3, 2), parties={}, subsidy_ceiling_percent=80)


@dataclass(frozen=True)
class Opened:
    kind: ClassVar[str] = "opened"
    name: str


@dataclass(frozen=True)
class Paid:
    kind: ClassVar[str] = "paid"
    postings: tuple[Posting, ...] = ()


@dataclass(frozen=True)
class Closed:
    kind: ClassVar[str] = "closed"


class Open(CommandBody):
    name = "open"


class Close(CommandBody):
    name = "close"


class Show(QueryBody):
    name = "show"


class Heard(ConsumedMessage):
    pass


@dataclass
class Notes:
    """What was folded into a slice, and what stood on an account at that moment."""

    facts: list = field(default_factory=list)


@dataclass
class State:
    books: Books = field(default_factory=Books)
    first: Notes = field(default_factory=Notes)
    second: Notes = field(default_factory=Notes)
    third: Notes = field(default_factory=Notes)


def joined(*topics):
    return join("made-up", state=State, chart=CHART, topics=topics, upstreams=(), readers=())


def hearing(_, heard, context):
    return []


# Each thing is in one topic


HEARS = {("pool", "opened"): Consumer(Heard, hearing)}
TIMER = Timer("decide_by", "`closed`", deadlines=lambda state: [], due=lambda state, what, context: [])
TWICE = {
    "a fact": ({"unpublished": (Opened,)}, {"unpublished": (Opened,)}),
    "a fact that one publishes and the other does not": ({"publishes": {Opened: None}}, {"unpublished": (Opened,)}),
    "a fact that two publish": ({"publishes": {Opened: None}}, {"publishes": {Opened: None}}),
    "a command": ({"decides": {Open: None}}, {"decides": {Open: None}}),
    "a query": ({"queries": {Show: None}}, {"queries": {Show: None}}),
    "a message": ({"consumes": HEARS}, {"consumes": HEARS}),
    "a timer": ({"timers": (TIMER,)}, {"timers": (TIMER,)}),
}


@pytest.mark.parametrize("what", TWICE)
def test_nothing_is_in_two_topics(what):
    one, other = TWICE[what]
    with pytest.raises(TypeError, match="twice, the second time in later"):
        joined(Topic("first", **one), Topic("later", **other))
    joined(Topic("first", **one), Topic("second"))
    joined(Topic("first"), Topic("second", **other))


def test_a_topic_does_not_both_publish_a_fact_and_withhold_it():
    with pytest.raises(TypeError, match=r"Opened.*twice, the second time in first"):
        joined(Topic("first", publishes={Opened: None}, unpublished=(Opened,)))


def test_a_slice_folds_facts_of_its_service_only():
    with pytest.raises(TypeError, match=r"first folds .*Paid.*, which is a fact of no topic"):
        joined(Topic("first", unpublished=(Opened,), slice=Slice(Notes, lambda notes, fact: None, (Opened, Paid))))


def test_tables_are_joined_in_the_topics_order():
    service = joined(
        Topic("first", unpublished=(Paid,), publishes={Closed: "told"}, decides={Close: None}, queries={Show: None}),
        Topic("second", unpublished=(Opened,), decides={Open: None}, consumes=HEARS, timers=(TIMER,)),
    )
    assert service.facts == (Closed, Paid, Opened)
    assert service.publishes == {Closed: "told"}
    assert service.commands == (Close, Open)
    assert service.queries == (Show,)
    assert service.consumes == HEARS
    assert service.timers == {"decide_by": "`closed`"}


def test_a_command_goes_to_its_own_decision_and_a_query_to_its_own_answer():
    service = joined(
        Topic("first", decides={Open: lambda *given: ("open", given)}),
        Topic("second", decides={Close: lambda *given: ("close", given)}, queries={Show: lambda *given: given}),
    )
    state, command, query = State(), Close(), Show()
    assert service.decide(state, command, CONTEXT) == ("close", (state, command, CONTEXT))
    assert service.decide(state, Open(), CONTEXT)[0] == "open"
    assert service.answer(state, query, CONTEXT) == (state, query, CONTEXT)


# Folding


def noting(log, name, facts):
    """A slice that writes down what it folds, in a log that all share."""

    def evolve(notes, fact):
        notes.facts.append(fact)
        log.append((name, type(fact)))

    return Slice(Notes, evolve, facts)


@pytest.mark.parametrize("order", [("first", "second", "third"), ("third", "first", "second")], ids=str)
def test_a_fact_is_folded_into_every_slice_that_needs_it_in_the_topics_order(order):
    log = []
    needs = {"first": (Opened, Paid), "second": (Paid,), "third": (Closed, Paid)}
    owns = {"first": (Opened,), "second": (Closed,), "third": (Paid,)}
    service = joined(*(Topic(name, unpublished=owns[name], slice=noting(log, name, needs[name])) for name in order))
    state = State()
    for fact in (paid := Paid(), opened := Opened("tuin"), closed := Closed()):
        service.evolve(state, fact)
    assert log == [*((name, Paid) for name in order), ("first", Opened), ("third", Closed)]
    assert (state.first.facts, state.second.facts, state.third.facts) == ([paid, opened], [paid], [paid, closed])


def test_the_books_are_kept_before_any_slice_and_without_any():
    seen = []
    state = State()

    def evolve(notes, fact):
        seen.append(state.books.balance("to:welzijn"))

    service = joined(Topic("first", unpublished=(Paid,), slice=Slice(Notes, evolve, (Paid,))))
    service.evolve(state, Paid(transfer(5, "from:gemeente", "to:welzijn")))
    assert seen == [5]
    alone = joined(Topic("first", unpublished=(Paid,)))
    alone.evolve(state, Paid(transfer(5, "from:gemeente", "to:welzijn")))
    assert state.books.balances == {"from:gemeente": -10, "to:welzijn": 10}


def test_a_fact_of_no_topic_cannot_be_folded():
    with pytest.raises(KeyError):
        joined(Topic("first", unpublished=(Opened,))).evolve(State(), Closed())


Folded: TypeAlias = Opened | Paid


def test_the_facts_of_a_union_are_named_once():
    assert classes(Folded) == (Opened, Paid)
    assert classes(Folded | Opened | Closed) == (Opened, Paid, Closed)
    assert classes(Opened) == (Opened,)


# Time


def timed(name, deadlines, asked):
    """A timer with these deadlines, that writes down of what it was asked what follows."""

    def due(state, what, context):
        asked.append((name, what))
        return [Opened(what)]

    return Timer(name, "`opened`", deadlines=lambda state: deadlines, due=due)


def at(minutes):
    return NOW + timedelta(minutes=minutes)


def test_deadlines_of_several_timers_come_in_order_each_to_its_own_timer():
    asked = []
    early = timed("a_field", [(at(1), "een"), (at(3), "drie")], asked)
    late = timed("b_field", [(at(2), "twee"), (at(3), "drie"), (at(4), "een: en nog wat")], asked)
    service = joined(Topic("first", timers=(late,), unpublished=(Opened,)), Topic("second", timers=(early,)))
    state = State()
    assert list(service.deadlines(state)) == [
        (at(1), "a_field een"),
        (at(2), "b_field twee"),
        (at(3), "a_field drie"),
        (at(3), "b_field drie"),
        (at(4), "b_field een: en nog wat"),
    ]
    assert [service.due(state, what, CONTEXT) for _, what in service.deadlines(state)] == [
        [Opened(what)] for what in ("een", "twee", "drie", "drie", "een: en nog wat")
    ]
    assert asked == [
        ("a_field", "een"),
        ("b_field", "twee"),
        ("a_field", "drie"),
        ("b_field", "drie"),
        ("b_field", "een: en nog wat"),
    ]


def test_a_timer_gets_the_state_and_the_context():
    given = []
    timer = Timer("decide_by", "`closed`", lambda state: [(NOW, state.name)], lambda *all_: given.append(all_))
    service = joined(Topic("first", timers=(timer,)))
    state = SimpleNamespace(name="tuin")
    assert list(service.deadlines(state)) == [(NOW, "decide_by tuin")]
    service.due(state, "decide_by tuin", CONTEXT)
    assert given == [(state, "tuin", CONTEXT)]


DEADLINES = st.lists(st.tuples(st.integers(0, 5).map(at), st.text("ab ", min_size=1, max_size=3)), unique=True)


@given(each=st.lists(DEADLINES.map(sorted), max_size=4), now=st.integers(-1, 6).map(at))
@settings(max_examples=300, deadline=None)
def test_what_has_come_is_all_that_any_timer_says_has_come(each, now):
    """Earliest first, whatever the timers; what is later stays."""
    asked = []
    topics = [Topic(f"t{number}", timers=(timed(f"f{number}", one, asked),)) for number, one in enumerate(each)]
    service = joined(*topics)
    reached = service.reached(State(), now)
    assert reached == sorted(
        (when, f"f{number} {what}") for number, one in enumerate(each) for when, what in one if when <= now
    )
    for _, what in reached:
        service.due(State(), what, CONTEXT)
    assert asked == [tuple(what.split(" ", 1)) for _, what in reached]


def test_where_there_is_no_timer_nothing_is_ever_due():
    assert list(joined(Topic("first")).deadlines(State())) == []


# What a decision is given


class Row(NamedTuple):
    goal: str
    cents: int


class Part(CommandPart, row=Row):
    goal: str
    cents: int


class Holder(NamedTuple):
    main: Row
    others: tuple[Row, ...]


class Whole(CommandPart, row=Holder):
    main: Part
    others: tuple[Part, ...]


class Ask(CommandBody):
    name = "ask"
    pool: str
    whole: Whole
    parts: tuple[Part, ...]


ASK = Ask(
    pool="moestuin",
    whole=Whole(main=Part(goal="groen", cents=5), others=(Part(goal="geel", cents=6),)),
    parts=(Part(goal="rood", cents=7),),
)
FIELDS = {
    "pool": "moestuin",
    "whole": Holder(Row("groen", 5), (Row("geel", 6),)),
    "parts": (Row("rood", 7),),
}


def test_a_decision_gets_each_field_of_its_command_under_its_name_and_parts_as_rows():
    def ask(state, *, pool, whole, parts):
        return state, {"pool": pool, "whole": whole, "parts": parts}

    state = State()
    assert by_fields(ask)(state, ASK, CONTEXT) == (state, FIELDS)
    assert type(by_fields(ask)(state, ASK, CONTEXT)[1]["whole"].others[0]) is Row


def test_a_decision_gets_of_the_context_what_it_names_and_nothing_else():
    def ask(state, *, pool, whole, parts, today, by):
        return by, today

    def ask_more(state, *, now, parties, subsidy_ceiling_percent, pool, whole, parts):
        return now, parties, subsidy_ceiling_percent

    assert by_fields(ask)(State(), ASK, CONTEXT) == ("welzijn", date(2026, 3, 2))
    assert by_fields(ask_more)(State(), ASK, CONTEXT) == (NOW, {}, 80)


def test_a_decision_that_wants_what_nobody_has_fails_where_it_is_tried():
    def ask(state, *, pool, whole, parts, weather):
        return []

    with pytest.raises(TypeError, match="weather"):
        by_fields(ask)(State(), ASK, CONTEXT)


def test_the_pure_decision_can_be_found_behind_it():
    def ask(state, *, pool, whole, parts):
        return []

    assert by_fields(ask).__wrapped__ is ask


# The services


@pytest.mark.parametrize("service", [APPLICATIONS, POOL, SETTLEMENT], ids=lambda service: service.name)
def test_open_business_has_one_name_for_each_thing(service):
    state = service.new_state()
    found = [
        name
        for topic in topics_of(service.name)
        if topic.slice
        for name in topic.open_business(getattr(state, topic.name))
    ]
    assert sorted(found) == sorted(service.open_business(state))


@pytest.mark.parametrize("service", [APPLICATIONS, POOL, SETTLEMENT], ids=lambda service: service.name)
def test_the_state_has_the_books_and_a_slice_for_each_topic_that_has_one(service):
    slices = {topic.name: topic.slice.new for topic in topics_of(service.name) if topic.slice}
    state = service.new_state()
    assert {name: type(getattr(state, name)) for name in slices} == slices
    assert set(state.__dataclass_fields__) == {"books", *slices}
    assert isinstance(state.books, Books)


def test_what_is_configured_ends_what_a_decision_may_know():
    """A writer puts the limits behind the rest, in their order."""
    assert Context._fields[-len(Limits._fields) :] == Limits._fields
    assert Context._field_defaults == Limits._field_defaults
