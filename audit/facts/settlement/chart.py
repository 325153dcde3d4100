"""Settlement's accounts."""

from functools import partial

from audit.facts.booking import Account

_account = partial(Account, "settlement")
_LOAN = "memo/loan:{order}"
_CLAIM = "memo/claim:{order}"
_SAVING = "memo/saving:{holder}/{earn_back}"

PAYER = _account("payer", -1, "payer:{funder}")
ORDERED = _account(
    "ordered",
    1,
    "order:{funder}/{order}",
    "vereffening: opgedragen, niet bevestigd",
    "settlement: ordered, not confirmed",
)
PARTY = _account("party", 1, "party:{party}", "vereffening: betaald aan partijen", "settlement: paid to parties")
BACK_TO = _account(
    "back-to",
    1,
    "back-to:{party}",
    "vereffening: teruggegeven aan deelnemers",
    "settlement: given back to contributors",
)
INTO = _account(
    "into", 1, "into:{pool}/{target}", "vereffening: besparingen naar potten", "settlement: savings into pools"
)
INTEREST = _account(
    "interest",
    1,
    "interest:{funder}",
    "vereffening: rente op leningen en vastgestelde subsidies",
    "settlement: interest on loans and determined grants",
)
OWN = _account("own", -1, "own:{party}")
ADVANCE = _account(
    "advance",
    1,
    "advance:{order}",
    "vereffening: vooruit betaald op leningen en vorderingen",
    "settlement: paid on loans and claims in advance",
)
LENT = _account("lent", -1, f"{_LOAN}/lent")
OUTSTANDING = _account(
    "outstanding", 1, f"{_LOAN}/outstanding", "leningen: niet vervallen", "loans: principal not due yet"
)
DUE = _account("due", 1, f"{_LOAN}/due", "leningen: aflossing vervallen", "loans: principal due, not paid")
REPAID = _account("repaid", 1, f"{_LOAN}/repaid", "leningen: afgelost", "loans: repaid")
WRITTEN_OFF = _account("written-off", 1, f"{_LOAN}/written-off", "leningen: afgeschreven", "loans: written off")
CHARGED = _account("charged", -1, f"{_LOAN}/charged")
INTEREST_DUE = _account(
    "interest-due", 1, f"{_LOAN}/interest-due", "leningen: rente vervallen", "loans: interest due, not paid"
)
INTEREST_PAID = _account("interest-paid", 1, f"{_LOAN}/interest-paid")
WAIVED = _account("waived", 1, f"{_LOAN}/waived")
CLAIMED = _account("claim-claimed", -1, f"{_CLAIM}/claimed")
CLAIM_OUTSTANDING = _account(
    "claim-outstanding", 1, f"{_CLAIM}/outstanding", "vorderingen: niet vervallen", "claims: not due yet"
)
CLAIM_DUE = _account("claim-due", 1, f"{_CLAIM}/due", "vorderingen: vervallen, niet betaald", "claims: due, not paid")
CLAIM_REPAID = _account("claim-repaid", 1, f"{_CLAIM}/repaid", "vorderingen: betaald", "claims: paid")
CLAIM_WRITTEN_OFF = _account(
    "claim-written-off", 1, f"{_CLAIM}/written-off", "vorderingen: afgeschreven", "claims: written off"
)
BASELINE = _account("baseline", -1, "memo/baseline:{holder}/{earn_back}")
VERIFIED = _account(
    "verified",
    1,
    f"{_SAVING}/verified",
    "besparingen: bevestigd, bij wie bespaart (geen kasgeld)",
    "savings: verified, with the saver (no cash)",
)
TO_RECIPIENT = _account(
    "to-recipient",
    1,
    f"{_SAVING}/to-recipient",
    "besparingen: toegedeeld aan begunstigden",
    "savings: allotted to recipients",
)
TO_INVESTOR = _account(
    "to-investor",
    1,
    f"{_SAVING}/to-investor",
    "besparingen: toegedeeld aan investeerders",
    "savings: allotted to investors",
)
SAVING_SHORT = _account(
    "saving-short",
    -1,
    f"{_SAVING}/short",
    "besparingen: te veel verdeeld na correctie",
    "savings: divided too much after a correction",
)
