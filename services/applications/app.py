"""Wiring only: the topics of the applications service, joined for the runtime."""

from services.applications.applications.topic import APPLICATIONS
from services.applications.asks.topic import ASKS
from services.applications.books.topic import BOOKS
from services.applications.chart import CHART
from services.applications.state import State
from shared.topic import join

SERVICE = join(
    "applications",
    state=State,
    chart=CHART,
    topics=(APPLICATIONS, ASKS, BOOKS),
    upstreams=("pool",),
    readers=("pool", "settlement"),
)
