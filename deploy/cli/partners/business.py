"""What the logs know of a party: whether its name is taken by history, and what it still has to do."""

from deploy.cli.base import Desk
from deploy.cli.ledger import Ledger, ledger_of
from deploy.cli.logs import Log, opened
from deploy.cli.place import Place
from deploy.cli.words import screens as w
from shared.eventlog import SQLITE
from shared.parties import SERVICES


def has_history(place: Place, slug: str) -> bool:
    """Whether a party of this name ever sent a command."""
    if not _has_logs(place):
        return False
    with opened(place) as logs:
        return any(log.has_stream_under(f"command/{slug}/") for log in logs.values())


def open_business(desk: Desk, slug: str) -> list[str]:
    """What nobody else can do in its stead, in words."""
    if not _has_logs(desk.place):
        return []
    with opened(desk.place) as logs:
        ledger = ledger_of(logs.values())
        held, applications = _holds(logs["pool"], slug), _open_applications(logs["applications"], slug)
    found = []
    if held:
        found.append(desk.tell(w.BUSINESS_HOLDS, pools=", ".join(held)))
    for text, count in (
        (w.BUSINESS_ASKS, _asks(ledger, slug)),
        (w.BUSINESS_ORDERS, len(ledger.accounts("settlement", "ordered", f"zuil:{slug}"))),
        (w.BUSINESS_APPLICATIONS, applications),
    ):
        if count:
            found.append(desk.tell(text, count=count))
    return found


def _has_logs(place: Place) -> bool:
    """Before the first start there are none."""
    addresses = [place.log(service).url for service in SERVICES]
    on_disk = [place.data / f"{service}.db" for service, url in zip(SERVICES, addresses, strict=True)
               if url.startswith(f"{SQLITE}{place.data}/")]  # fmt: skip
    return all(path.exists() for path in on_disk)


def _holds(log: Log, slug: str) -> list[str]:
    """The pools whose budget holder it is."""
    holders = {}
    for row in log.all_rows(kinds=["pool-opened", "pool-handed-over"]):
        fact = log.read(row).fact
        holders[fact["pool"]] = fact["budget_holder"]
    return sorted(pool for pool, holder in holders.items() if holder == slug)


def _asks(ledger: Ledger, slug: str) -> int:
    return sum(len(ledger.accounts("applications", use, f"zuil:{slug}")) for use in ("asked", "held"))


def _open_applications(log: Log, slug: str) -> int:
    """Its own applications that are not decided."""
    found: set[str] = set()
    for row in log.all_rows(kinds=["application-submitted", "application-granted", "application-failed"]):
        fact = log.read(row).fact
        if fact["applicant"] == slug:
            found ^= {fact["application"]}
    return len(found)
