"""Settlement's chart of accounts: what is ordered and paid, lent and saved. A funder is a pool or a zuil."""

from collections.abc import Mapping
from functools import partial
from typing import Literal, TypeAlias

from services.settlement.earn_backs.facts import Terms
from shared.money import Posting, transfer
from shared.money.chart import Account, Balance, Chart

FUNDERS: tuple[tuple[str, str], ...] = (("pool", "pools"), ("zuil", "zuilen"))
"""A kind of funder, and its plural in the names of figures."""

_PAYER: Mapping[str, Account] = {
    kind: Account(
        "payer",
        f"payer:{kind}:{{{kind}}}",
        -1,
        meaning=("opgedragen aan betalers, minus terug (min)", "ordered of payers, less returned (minus)"),
        figures={f"paid-by-{many}": -1},
    )
    for kind, many in FUNDERS
}
_ORDERED: Mapping[str, Account] = {
    kind: Account(
        "ordered",
        f"order:{kind}:{{{kind}}}/{{order}}",
        1,
        meaning=("opgedragen, niet bevestigd", "ordered, not confirmed"),
        figures={f"ordered-of-{many}": 1, f"paid-by-{many}": -1},
    )
    for kind, many in FUNDERS
}
_INTEREST: Mapping[str, Account] = {
    kind: Account(
        "interest",
        f"interest:{kind}:{{{kind}}}",
        1,
        meaning=("rente op leningen en vastgestelde subsidies", "interest on loans and determined grants"),
        figures={"interest-on-loans": 1, f"paid-by-{many}": -1},
    )
    for kind, many in FUNDERS
}
OWN = Account(
    "own",
    "own:{party}",
    -1,
    meaning=("op leningen en vorderingen betaald (min)", "paid on loans and claims by who owed them (minus)"),
    figures={"repaid-by-borrowers": -1},
)
ADVANCE = Account(
    "advance",
    "advance:{order}",
    1,
    meaning=("vooruit betaald op leningen en vorderingen", "paid on loans and claims in advance"),
    figures={"paid-in-advance": 1},
)
PARTY = Account(
    "party",
    "party:{party}",
    1,
    meaning=("ontvangen door partijen", "received by parties"),
    figures={"received-by-parties": 1},
)
BACK_TO = Account(
    "back-to",
    "back-to:{party}",
    1,
    meaning=("teruggegeven aan deelnemers van potten", "given back to contributors of pools"),
    figures={"given-back-to-contributors": 1},
)
INTO = Account(
    "into",
    "into:{pool}/{target}",
    1,
    meaning=("besparingen overgemaakt naar potten", "savings moved into pools"),
    figures={"moved-into-pools": 1},
)
_BASELINE = Account(
    "baseline",
    "memo/baseline:{holder}/{earn_back}",
    -1,
    meaning=("bevestigde besparing (min; geen kasgeld)", "verified savings (minus; no cash)"),
    figures={"saving-verified": -1},
)
Part: TypeAlias = Literal["verified", "to-recipient", "to-investor", "short"]
_SAVING: Mapping[Part, Account] = {
    "verified": Account(
        "verified",
        "memo/saving:{holder}/{earn_back}/verified",
        1,
        meaning=("bevestigd, bij wie bespaart (geen kasgeld)", "verified, with the saver (no cash)"),
    ),
    "to-recipient": Account(
        "to-recipient",
        "memo/saving:{holder}/{earn_back}/to-recipient",
        1,
        meaning=("toegedeeld aan begunstigden", "allotted to recipients"),
        figures={"saving-to-recipients": 1},
    ),
    "to-investor": Account(
        "to-investor",
        "memo/saving:{holder}/{earn_back}/to-investor",
        1,
        meaning=("toegedeeld aan investeerders", "allotted to investors"),
        figures={"saving-to-investors": 1},
    ),
    "short": Account(
        "saving-short",
        "memo/saving:{holder}/{earn_back}/short",
        -1,
        meaning=("te veel verdeeld na correctie (min)", "divided too much after a correction (minus)"),
        figures={"saving-divided-too-much": -1},
    ),
}

OfLoan: TypeAlias = Literal["lent", "outstanding", "due", "repaid", "written-off"]
"""Where the principal of a loan stands; all of it is zero together."""
OfInterest: TypeAlias = Literal["charged", "interest-due", "interest-paid", "waived"]
"""Where the interest of a loan stands; all of it is zero together."""


def _owed(kind: str, use: str, sign: Literal[-1, 1], nl: str, en: str, figure: str = "") -> Account:
    name = use if kind == "loan" else f"{kind}-{use}"
    figures = {figure: sign} if figure else {}
    return Account(name, f"memo/{kind}:{{order}}/{use}", sign, meaning=(nl, en), figures=figures)


_of_loan, _of_claim = partial(_owed, "loan"), partial(_owed, "claim")


_LOAN: Mapping[OfLoan | OfInterest, Account] = {
    "lent": _of_loan("lent", -1, "uitgeleend (min)", "lent (minus)", "lent"),
    "outstanding": _of_loan("outstanding", 1, "uitgeleend, niet vervallen", "lent, not due yet", "outstanding"),
    "due": _of_loan("due", 1, "aflossing vervallen, niet betaald", "principal due, not paid", "principal-due"),
    "repaid": _of_loan("repaid", 1, "afgelost", "principal repaid", "repaid"),
    "written-off": _of_loan("written-off", 1, "afgeschreven op leningen", "written off on loans", "written-off"),
    "charged": _of_loan("charged", -1, "rente berekend (min)", "interest charged (minus)"),
    "interest-due": _of_loan(
        "interest-due", 1, "rente vervallen, niet betaald", "interest due, not paid", "interest-due"
    ),
    "interest-paid": _of_loan("interest-paid", 1, "rente betaald", "interest paid"),
    "waived": _of_loan("waived", 1, "rente kwijtgescholden", "interest waived"),
}


_CLAIM: Mapping[OfLoan | OfInterest, Account] = {
    "lent": _of_claim("claimed", -1, "teruggevorderd (min)", "claimed back (minus)", "claimed"),
    "outstanding": _of_claim(
        "outstanding", 1, "vordering, niet vervallen", "claimed, not due yet", "claims-outstanding"
    ),
    "due": _of_claim("due", 1, "vordering vervallen, niet betaald", "claimed and due, not paid", "claims-due"),
    "repaid": _of_claim("repaid", 1, "vordering betaald", "claimed and paid", "claims-repaid"),
    "written-off": _of_claim(
        "written-off", 1, "afgeschreven op vorderingen", "written off on claims", "claims-written-off"
    ),
}

CHART = Chart(
    *_PAYER.values(),
    *_ORDERED.values(),
    *_INTEREST.values(),
    OWN,
    ADVANCE,
    PARTY,
    BACK_TO,
    INTO,
    *_LOAN.values(),
    *_CLAIM.values(),
    _BASELINE,
    *_SAVING.values(),
)


def receiver(payee: str) -> str | None:
    """The party that gets what is paid to this account of settlement; None of a pool, which its budget holder keeps."""
    kind, _, name = payee.partition(":")
    return name if kind in {"party", "back-to"} else None


def payer(funder: str) -> str:
    """What a funder (`pool:<id>` or `zuil:<slug>`) ordered to be paid, less what came back: minus, or nothing."""
    kind, name = funder.split(":")
    return _PAYER[kind](name)


def ordered(funder: str, order: str) -> str:
    """Ordered, and not confirmed yet."""
    kind, name = funder.split(":")
    return _ORDERED[kind](name, order)


def interest(funder: str) -> str:
    """What a funder received on its loans beyond what it had lent; once a grant is determined, on that as well."""
    kind, name = funder.split(":")
    return _INTEREST[kind](name)


def loan(order: str, part: OfLoan | OfInterest) -> str:
    """Where a loan or a claim stands; a memo, for what is owed is no cash. A claim bears no interest."""
    return (_CLAIM if is_claim(order) else _LOAN)[part](order)


def is_claim(order: str) -> bool:
    """Whether this is a claim, `<ask>:claim-<n>`, and not the order that paid out a loan."""
    return order.rpartition(":")[2].startswith("claim-")


def baseline(terms: Terms) -> str:
    """Minus everything verified in an earn-back so far; a memo, for a saving is no cash."""
    return _BASELINE(terms.benefit_holder, terms.earn_back)


def saving(terms: Terms, part: Part) -> str:
    """Where a verified saving stands.

    Under `verified` what is not divided; under `short` minus what was divided of a saving that was corrected since.
    """
    return _SAVING[part](terms.benefit_holder, terms.earn_back)


def saved(balance: Balance, terms: Terms, cents: int, source: str) -> tuple[Posting, ...]:
    """A saving that comes to an earn-back: it fills what was divided too much; the rest may be divided."""
    short = saving(terms, "short")
    filled_cents = min(cents, -balance(short))
    return (*transfer(filled_cents, source, short), *transfer(cents - filled_cents, source, saving(terms, "verified")))


def not_saved(balance: Balance, terms: Terms, cents: int, target: str) -> tuple[Posting, ...]:
    """A saving that was none: out of what is not divided; what was divided of it is short."""
    verified = saving(terms, "verified")
    there_cents = min(cents, balance(verified))
    return (*transfer(there_cents, verified, target), *transfer(cents - there_cents, saving(terms, "short"), target))
