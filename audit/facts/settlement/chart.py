"""Settlement's accounts."""

from functools import partial

from audit.facts.booking import Account

_account = partial(Account, "settlement")
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
