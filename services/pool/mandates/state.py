"""The mandate of each pool: the last one set."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field

from services.pool.mandates.facts import MandateSet


@dataclass(slots=True)
class Mandates:
    of_pool: MutableMapping[str, MandateSet] = field(default_factory=dict)


def evolve(mandates: Mandates, fact: MandateSet) -> None:
    mandates.of_pool[fact.pool] = fact
