"""What the parties in the garden do: invest, agree, save, divide. How it is told is in `garden`."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from examples.narration import require
from examples.partner import Body, Partner, Stage
from examples.steps import application, ask, pays, today

WHERE = "Bospolder-Tussendijken"
INVESTMENT_CENTS = 5_000_00
OWN_CENTS = 500_00
"""Assumed: S4 names no money of the garden's own."""
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


@dataclass(frozen=True)
class Cast:
    """Who plays, each through its own program, and the two pools they play with."""

    stage: Stage
    college: Partner
    groen: Partner
    uitkeringen: Partner
    buurttuin: Partner
    kenniscentrum: Partner

    @property
    def green(self) -> str:
        """Nearly empty: the budget that will be supported."""
        return self.stage.named("groen-in-de-wijk")

    @property
    def earning(self) -> str:
        """The purse from which the benefits budget invests, apart from the one it pays benefits from."""
        return self.stage.named("inverdienen")

    def ask_of(self, garden: Garden) -> str:
        return f"{self.stage.named(garden.name)}:inverdienen"


def ask_of_green(cast: Cast) -> Body:
    return ask("groen", f"pool:{cast.green}", "groen", INVESTMENT_CENTS)


def ask_of_benefits(cast: Cast) -> Body:
    return ask("inverdienen", f"pool:{cast.earning}", "aan-het-werk", INVESTMENT_CENTS)


async def submit(cast: Cast, garden: Garden, asked: Body) -> None:
    form = application(
        cast.stage.named(garden.name),
        f"Moestuin {garden.name.replace('-', ' ')}",
        WHERE,
        asks=[asked],
        own_cents=OWN_CENTS,
        result="Mensen uit de bijstand aan het werk",
    )
    await cast.buurttuin.does("applications", "submit-application", **form)


async def invest(cast: Cast, garden: Garden) -> None:
    """Held, granted, ordered, paid: each step follows from a message, none from a telephone call."""
    ask_id, pool = cast.ask_of(garden), cast.earning
    await cast.uitkeringen.awaits(
        lambda answer: any(known["ask"] == ask_id for known in answer["asks"]), "pool", "asks", pool=pool
    )
    await cast.uitkeringen.does("pool", "hold-ask", pool=pool, ask=ask_id, revision=1, cents=INVESTMENT_CENTS)
    await pays(cast.uitkeringen, ask=ask_id)
    await cast.buurttuin.hears("pool", "reservation-paid", ask=ask_id, cents=INVESTMENT_CENTS)


async def agree(cast: Cast, garden: Garden) -> None:
    """Investor and benefit holder are one party with two purses; the holder of the supported budget consents."""
    name, begin = cast.stage.named(garden.name), _first_day()
    await cast.uitkeringen.does(
        "settlement",
        "propose-earn-back",
        earn_back=name,
        ask=cast.ask_of(garden),
        benefit_holder="uitkeringen",
        recipient={"pool": cast.green, "contribution": "groen"},
        move_share=MOVE_SHARE,
        move_cap_cents=MOVE_CAP_CENTS,
        return_share=RETURN_SHARE,
        return_from=begin.isoformat(),
        term_from=begin.isoformat(),
        term_to=begin.replace(year=begin.year + 4).isoformat(),
    )
    proposed = await cast.groen.hears("settlement", "earn-back-consent-asked", earn_back=name)
    await cast.groen.does("settlement", "consent-to-earn-back", earn_back=name, terms_hash=proposed["terms_hash"])
    await cast.uitkeringen.hears("settlement", "earn-back-agreed", earn_back=name)


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
