"""What the parties in the garden do: invest, agree, save, divide. How it is told is in `garden`."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from examples.narration import require
from examples.partner import Partner, Stage
from examples.steps import application, ask, pays, propose_support, today

WHERE = "Bospolder-Tussendijken"
INVESTMENT_CENTS = 5_000_00
OWN_CENTS = 500_00
"""Assumed: S4 names no money of the garden's own."""
GREEN, INCOME, BENEFITS = "groen", "inkomen", "bijstand"
"""The two goals; the contribution of the benefits budget. That of the green budget bears the name of its goal."""
MAKING, SUPPORT = "moestuin", "inkomen-voor-groen"
SUPPORT_CENTS = 15_000_00
RETURN_SHARE, MOVE_SHARE = "0.5", "0.25"
MOVE_CAP_CENTS = 10_000_00
"""Assumed: S4 says that a part moves and that a part may return, not how much. The return stops at the investment."""


class Garden(NamedTuple):
    """One garden, what it saves in its first year, and what must come of that. `subject` is a reference at random."""

    name: str
    subject: str
    saved_cents: int
    returned_cents: int
    moved_cents: int

    @property
    def kept_cents(self) -> int:
        return self.saved_cents - self.returned_cents - self.moved_cents


SAVED_CENTS = 12_000_00

GOLDEN = Garden("de-wending", "q7m2x9kd", SAVED_CENTS, returned_cents=5_000_00, moved_cents=3_000_00)
"""Half of €12,000 is €6,000; no more than the investment of €5,000 returns. A quarter is €3,000."""
AT_THRESHOLD = (
    Garden("de-kas", "h4v8t1zr", INVESTMENT_CENTS, returned_cents=2_500_00, moved_cents=0),
    Garden("de-composthoop", "w3n6p5sb", INVESTMENT_CENTS + 1, returned_cents=2_500_01, moved_cents=1_250_00),
)
"""The move waits until the saving is strictly more than the investment; the return does not (S4)."""
GARDENS = (GOLDEN, *AT_THRESHOLD)


@dataclass(frozen=True)
class Cast:
    """Who plays, each through its own program, and the pool in which two budgets lie together."""

    stage: Stage
    college: Partner
    groen: Partner
    uitkeringen: Partner
    buurttuin: Partner
    kenniscentrum: Partner

    @property
    def pool(self) -> str:
        """The green department holds it. What each put in keeps its own purpose."""
        return self.stage.named("groen-en-inkomen")

    def ask_of(self, garden: Garden) -> str:
        return f"{self.stage.named(garden.name)}:{MAKING}"


async def submit(cast: Cast, garden: Garden) -> None:
    asked = ask(MAKING, f"pool:{cast.pool}", (GREEN, INVESTMENT_CENTS))
    form = application(
        cast.stage.named(garden.name),
        f"Moestuin {garden.name.replace('-', ' ')}",
        WHERE,
        asks=[asked],
        own_cents=OWN_CENTS,
        result="Mensen uit de bijstand aan het werk",
    )
    await cast.buurttuin.does("applications", "submit-application", **form)


async def support(cast: Cast) -> None:
    """Benefits money may pay for green: proposed by those whose money it is, agreed once the budget holder consents."""
    await propose_support(
        cast.uitkeringen,
        cast.pool,
        SUPPORT,
        contribution=BENEFITS,
        between=(INCOME, GREEN),
        max_cents=SUPPORT_CENTS,
        evidence="Wie in de tuin betaald werkt, heeft geen uitkering nodig: € 12.000 per jaar",
        budget_change=f"Raadsbesluit {today().year}-131, begrotingswijziging",
    )
    await cast.groen.hears("pool", "support-proposed", pool=cast.pool)
    await cast.groen.does("pool", "consent-to-support", pool=cast.pool, support=SUPPORT)
    await cast.uitkeringen.hears("pool", "support-agreed", pool=cast.pool)


async def hold(cast: Cast, garden: Garden) -> None:
    """The budget holder turns a no into a yes."""
    held = {"ask": cast.ask_of(garden), "revision": 1, "cents": INVESTMENT_CENTS}
    await cast.groen.does("pool", "hold-ask", pool=cast.pool, **held)


async def invest(cast: Cast, garden: Garden) -> None:
    """Granted, ordered, paid: each step follows from a message, none from a telephone call."""
    ask_id = cast.ask_of(garden)
    committed = await cast.buurttuin.hears("pool", "reservation-committed", ask=ask_id)
    under = {"support": SUPPORT, "goal": GREEN, "contribution": BENEFITS, "cents": INVESTMENT_CENTS}
    require([under], committed["under"], f"what pays {ask_id} under the support")
    await pays(cast.groen, ask=ask_id)
    await cast.buurttuin.hears("pool", "reservation-paid", ask=ask_id, cents=INVESTMENT_CENTS)


async def agree(cast: Cast, garden: Garden) -> None:
    """The budget holder proposes for those whose money paid; the benefit holder consents."""
    name, begin = cast.stage.named(garden.name), _first_day()
    await cast.groen.does(
        "settlement",
        "propose-earn-back",
        earn_back=name,
        ask=cast.ask_of(garden),
        benefit_holder="uitkeringen",
        recipient={"pool": cast.pool, "contribution": GREEN},
        move_share=MOVE_SHARE,
        move_cap_cents=MOVE_CAP_CENTS,
        return_share=RETURN_SHARE,
        return_from=begin.isoformat(),
        term_from=begin.isoformat(),
        term_to=begin.replace(year=begin.year + 4).isoformat(),
    )
    proposed = await cast.uitkeringen.hears("settlement", "earn-back-proposed", earn_back=name)
    consent = {"earn_back": name, "terms_hash": proposed["terms_hash"]}
    await cast.uitkeringen.does("settlement", "consent-to-earn-back", **consent)
    await cast.groen.hears("settlement", "earn-back-agreed", earn_back=name)


def _first_day() -> date:
    """A year ago, on the first of the month.

    Only a period that has ended can be claimed, and the demo does not wait for a year to pass: it looks back.
    """
    first = today().replace(day=1)
    return first.replace(year=first.year - 1)


async def save(cast: Cast, garden: Garden) -> None:
    """Claimed by who saves, verified by a third party, divided, and paid; each amount as the agreement says."""
    name, begin = cast.stage.named(garden.name), _first_day()
    await cast.uitkeringen.does(
        "settlement",
        "claim-saving",
        earn_back=name,
        claim=name,
        subject=cast.stage.named(garden.subject),
        period_from=begin.isoformat(),
        period_to=(begin.replace(year=begin.year + 1) - timedelta(days=1)).isoformat(),
        baseline_cents=garden.saved_cents,
        measured_cents=0,
        evidence="Dossier bij de afdeling Inkomen: de uitkering is beëindigd",
        verifier="kenniscentrum",
    )
    claim = await cast.kenniscentrum.hears("settlement", "saving-claimed", claim=name)
    await cast.kenniscentrum.does("settlement", "verify-saving", claim=name, cents=claim["cents"])
    shown = await cast.uitkeringen.sees("settlement", "earn-back", earn_back=name)
    require(garden.saved_cents, shown["verified_cents"], f"saving of {name}, verified")
    require(garden.returned_cents, shown["to_investor_cents"], f"saving of {name}, returned to the investor")
    require(garden.moved_cents, shown["to_recipient_cents"], f"saving of {name}, moved to the recipient")
    await _pay_what_is_owed(cast, name, "saving-to-investor", garden.returned_cents)
    await _pay_what_is_owed(cast, name, "saving-to-recipient", garden.moved_cents)


async def _pay_what_is_owed(cast: Cast, earn_back: str, purpose: str, cents: int) -> None:
    if not cents:
        return
    ordered = await pays(cast.uitkeringen, earn_back=earn_back, purpose=purpose)
    await cast.groen.hears("pool", "saving-received", order=ordered["order"], cents=cents)
