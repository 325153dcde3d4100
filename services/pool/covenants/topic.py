"""Covenants: what contributors agreed among themselves on interest."""

from services.pool.covenants import facts
from services.pool.covenants import messages as m
from services.pool.covenants.decisions import set_interest_reserve
from services.pool.covenants.state import Covenants, evolve
from shared.service import public
from shared.topic import Slice, Topic, by_fields

COVENANTS = Topic(
    "covenants",
    slice=Slice(Covenants, evolve, (facts.InterestReserveSet,)),
    decides={m.SetInterestReserve: by_fields(set_interest_reserve)},
    publishes={facts.InterestReserveSet: public(m.InterestReserveSet, key="pool")},
)
