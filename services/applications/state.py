"""What the applications' past amounts to: the books, and a slice a topic, under the topic's name."""

from dataclasses import dataclass, field

from services.applications.applications.state import Applications
from services.applications.asks.state import Asks
from shared.money.chart import Books


@dataclass(slots=True)
class State:
    books: Books = field(default_factory=Books)
    applications: Applications = field(default_factory=Applications)
    asks: Asks = field(default_factory=Asks)
