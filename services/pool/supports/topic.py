"""Supports: money for one goal may be used for another, if all concerned consent."""

from services.pool.supports import facts, queries
from services.pool.supports import messages as m
from services.pool.supports.decisions import consent, end, propose
from services.pool.supports.state import Folded, Supports, evolve
from shared.service import addressed, public
from shared.topic import Slice, Topic, by_fields, classes

SUPPORTS = Topic(
    "supports",
    slice=Slice(Supports, evolve, classes(Folded)),
    decides={
        m.ProposeSupport: by_fields(propose),
        m.ConsentToSupport: by_fields(consent),
        m.EndSupport: by_fields(end),
    },
    publishes={
        facts.SupportProposed: addressed(m.SupportProposed, party="addressee"),
        facts.SupportAgreed: public(m.SupportAgreed, key="pool"),
        facts.SupportEnded: public(m.SupportEnded, key="pool"),
        facts.SupportEndExplained: addressed(m.SupportEndExplained, party="addressee"),
    },
    unpublished=(facts.SupportConsented,),
    queries={queries.ListSupports: queries.list_supports},
    open_business=lambda supports: {"supports-waiting": sum(supports.waiting.values())},
)
