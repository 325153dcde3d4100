"""The applications' accounts: rights over money, so all of them memo."""

from functools import partial

from audit.facts.booking import Account

_account = partial(Account, "applications")

FUNDER = _account("funder", -1, "memo/funder:{funder}")
ASKED = _account(
    "asked", 1, "memo/ask:{funder}/{ask}/asked", "aanvragen: gevraagd, onbeantwoord", "applications: asked, unanswered"
)
HELD = _account(
    "held", 1, "memo/ask:{funder}/{ask}/held", "aanvragen: onder voorbehoud toegezegd", "applications: held"
)
GRANTED = _account("granted", 1, "memo/ask:{funder}/{ask}/granted", "aanvragen: verleend", "applications: granted")
