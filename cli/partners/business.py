"""What the logs say that a party still has to do."""

from collections.abc import Iterator
from typing import Any

from cli.base import Desk
from cli.ledger import Ledger, ledger_of
from cli.logs import Log, opened
from cli.partners.history import has_logs
from cli.words import partners as w


def open_business(desk: Desk, slug: str) -> list[str]:
    """What nobody else can do in its stead, in words."""
    if not has_logs(desk.place):
        return []
    with opened(desk.place) as logs:
        ledger = ledger_of(logs.values())
        held, applications = _holds(logs["pool"], slug), _open_applications(logs["applications"], slug)
        approvals, consents = _awaited_approvals(logs["pool"], slug), _awaited_consents(logs["settlement"], slug)
        claims = _open_claims(logs["settlement"], slug)
    found = []
    if held:
        found.append(desk.tell(w.BUSINESS_HOLDS, pools=", ".join(held)))
    for text, count in (
        (w.BUSINESS_ASKS, _asks(ledger, slug)),
        (w.BUSINESS_ORDERS, len(ledger.accounts("settlement", "ordered", f"zuil:{slug}"))),
        (w.BUSINESS_APPLICATIONS, applications),
        (w.BUSINESS_APPROVALS, approvals),
        (w.BUSINESS_CONSENTS, consents),
        (w.BUSINESS_CLAIMS, claims),
    ):
        if count:
            found.append(desk.tell(text, count=count))
    return found


def _holds(log: Log, slug: str) -> list[str]:
    """The pools whose budget holder it is."""
    holders = {}
    for _, fact in _facts(log, "pool-opened", "pool-handed-over"):
        holders[fact["pool"]] = fact["budget_holder"]
    return sorted(pool for pool, holder in holders.items() if holder == slug)


def _asks(ledger: Ledger, slug: str) -> int:
    return sum(len(ledger.accounts("applications", use, f"zuil:{slug}")) for use in ("asked", "held"))


def _open_applications(log: Log, slug: str) -> int:
    """Its own applications that are not decided."""
    found: set[str] = set()
    for _, fact in _facts(log, "application-submitted", "application-granted", "application-failed"):
        if fact["applicant"] == slug:
            found ^= {fact["application"]}
    return len(found)


def _awaited_approvals(log: Log, slug: str) -> int:
    """Asks with a first yes, in pools whose mandate names it for the second: the mandate of now, not of then."""
    approvers: dict[str, str | None] = {}
    waiting: dict[str, dict[str, Any]] = {}
    for kind, fact in _facts(log, "mandate-set", "hold-awaits-second-approval", *_ENDS_APPROVAL):
        if kind == "mandate-set":
            approvers[fact["pool"]] = fact["second_approver"]
        elif kind == "hold-awaits-second-approval":
            waiting[fact["ask"]] = fact
        elif kind == "application-closed":
            waiting = {ask: each for ask, each in waiting.items() if each["application"] != fact["application"]}
        else:
            waiting.pop(fact["ask"], None)
    return sum(approvers.get(each["pool"]) == slug for each in waiting.values())


_ENDS_APPROVAL = ("ask-received", "reservation-held", "reservation-declined", "application-closed")


def _awaited_consents(log: Log, slug: str) -> int:
    """Earn-backs that it saves for or receives from, without its consent. A new budget holder is asked in turn."""
    asked: dict[str, set[str]] = {}
    consented: dict[str, set[str]] = {}
    for kind, fact in _facts(log, "earn-back-proposed", "earn-back-consent-asked", *_ENDS_CONSENT):
        earn_back = fact["earn_back"]
        if kind == "earn-back-proposed":
            consented[earn_back] = {fact["investor"]}
        elif kind == "earn-back-consent-asked":
            asked[earn_back] = {fact["benefit_holder"], fact["recipient_holder"]}
        elif kind == "earn-back-consented":
            consented[earn_back].add(fact["party"])
        else:
            del asked[earn_back]
    return sum(slug in holders - consented[earn_back] for earn_back, holders in asked.items())


_ENDS_CONSENT = ("earn-back-consented", "earn-back-agreed")


def _open_claims(log: Log, slug: str) -> int:
    """Savings that it, and nobody else, is to verify."""
    found: set[str] = set()
    for kind, fact in _facts(log, "saving-claimed", "saving-verified", "saving-rejected"):
        if kind != "saving-claimed":
            found.discard(fact["claim"])
        elif fact["verifier"] == slug:
            found.add(fact["claim"])
    return len(found)


def _facts(log: Log, *kinds: str) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((row.kind, log.read(row).fact) for row in log.all_rows(kinds=kinds))
