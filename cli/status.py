"""`bundel status`: how services, logs and broker are, and what money is under way."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from cli.base import Desk, declare
from cli.broker import streams
from cli.data_folder import DataFolder, read_secret
from cli.faults import Exit, Fault
from cli.ledger import BY_NAME, Ledger, ledger_of
from cli.logs import Log, opened
from cli.screen import Screen, moment, whole
from cli.words import screens as w
from deploy.health import health
from shared.money import euros
from shared.parties import OPERATOR, SERVICES
from shared.running.certificate_watch import SOON

SHORT = 12
"""Digits of a hash on the screen."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ends, and how far its service has heard others."""

    events: int
    said: int
    hash: str
    at: datetime | None
    heard: dict[str, int]


@dataclass(frozen=True, slots=True)
class Money:
    """What is under way, in cents, and how many things it is about."""

    open_applications: int
    asked_cents: int
    asks: int
    held_cents: int
    holds: int
    granted_cents: int
    committed_cents: int
    commitments: int
    ordered_cents: int
    orders: int


@dataclass(frozen=True, slots=True)
class Status:
    """All that the screen tells."""

    health: dict[str, dict[str, Any]]
    heads: dict[str, Head]
    broker: dict[str, dict[str, int]] | None
    """None: not reached, or it does not let the operator in."""
    broker_fault: str
    money: Money

    @property
    def well(self) -> bool:
        """Every service is ready, without an alarm, and the broker is reached. Lag by itself is work in progress."""
        ready = all(one.get("state") == "ready" and not one.get("alarms") for one in self.health.values())
        return ready and self.broker is not None

    @property
    def certificate_ends(self) -> datetime | None:
        """Of the broker, by the service that has seen the earliest end; None where nobody told."""
        ends = [one["broker_certificate_ends"] for one in self.health.values() if "broker_certificate_ends" in one]
        return min(map(datetime.fromisoformat, ends), default=None)

    def behind(self, reader: str, upstream: str) -> int | None:
        """Messages of the upstream that the reader has not heard; None where it does not read it."""
        if upstream not in BY_NAME[reader].upstreams:
            return None
        return max(0, self.heads[upstream].said - self.heads[reader].heard.get(upstream, 0))

    def broker_behind(self, service: str) -> int | None:
        """Messages of the log that the broker does not hold."""
        return max(0, self.heads[service].said - self.broker[service]["said"]) if self.broker else None


def add_to(app: typer.Typer) -> None:
    declare(app, "status")(_status)


def _status(desk: Desk) -> None:
    desk.place.must_exist()
    found = status_of(desk.place)
    if desk.as_json:
        desk.screen.json(_plain(found))
    else:
        _show(desk.screen, desk.place, found)
    raise typer.Exit(Exit.OK if found.well else Exit.NOT_WELL)


def status_of(place: DataFolder) -> Status:
    """Look at everything once: services first, so that what they say they published is in the logs read later."""
    healths = {service: health(place.health(service)) for service in SERVICES}
    found, fault = _broker(place)
    with opened(place) as logs:
        heads = {service: _head(logs[service]) for service in reversed(SERVICES)}
        money = _money(logs, ledger_of(logs.values()))
    return Status(healths, {service: heads[service] for service in SERVICES}, found, fault, money)


def _broker(place: DataFolder) -> tuple[dict[str, dict[str, int]] | None, str]:
    try:
        return streams(place.broker, operator_password(place), place.broker_ca_file), ""
    except Fault as fault:
        return None, fault.problem.code


def operator_password(place: DataFolder) -> str:
    """The operator's own password at the broker."""
    named = place.environment.get("BUNDEL_OPERATOR_PASSWORD_FILE")
    return read_secret(Path(named) if named else place.credential(OPERATOR))


def _head(log: Log) -> Head:
    last, heard = log.last(), log.heard()
    if last is None:
        return Head(0, 0, "", None, heard)
    return Head(log.count(), last.stored.said, last.hash, last.stored.at, heard)


def _money(logs: Mapping[str, Log], ledger: Ledger) -> Money:
    applications = logs["applications"]
    submitted = applications.count(kinds=["application-submitted"])
    decided = applications.count(kinds=["application-granted", "application-failed"])
    asked = ledger.accounts("applications", "asked")
    held = ledger.accounts("applications", "held")
    committed = ledger.accounts("pool", "committed")
    ordered = ledger.accounts("settlement", "ordered")
    mirrors = [mirror for pool in ledger.pools() for mirror in ledger.mirrors(pool) if mirror.name == "granted"]
    return Money(
        open_applications=submitted - decided,
        asked_cents=sum(asked.values()),
        asks=len(asked),
        held_cents=sum(held.values()),
        holds=len(held),
        granted_cents=sum(max(0, mirror.differs_by) for mirror in mirrors),
        committed_cents=sum(committed.values()),
        commitments=len(committed),
        ordered_cents=sum(ordered.values()),
        orders=len(ordered),
    )


def _plain(found: Status) -> dict[str, Any]:
    return {
        "well": found.well,
        "services": {
            service: {
                "version": found.health[service].get("version"),
                "state": found.health[service].get("state"),
                "reason": found.health[service].get("reason", ""),
                "alarms": found.health[service].get("alarms", {}),
                **asdict(found.heads[service]),
                "behind": {up: found.behind(service, up) for up in BY_NAME[service].upstreams},
                "broker_behind": found.broker_behind(service),
                "dead_letters": found.broker[service]["dead"] if found.broker else None,
            }
            for service in SERVICES
        },
        "broker": {
            "reached": found.broker is not None,
            "fault": found.broker_fault,
            "certificate_ends": found.certificate_ends,
        },
        "money": asdict(found.money),
    }


# The screen


def _show(screen: Screen, place: DataFolder, found: Status) -> None:
    now = moment(datetime.now(UTC))
    verdict, style = (w.WELL, "bold green") if found.well else (w.NOT_WELL, "bold red")
    screen.title(screen.tell(w.STATUS, moment=now), screen.tell(verdict), style)
    _show_services(screen, found)
    _show_lag(screen, found)
    _show_money(screen, found.money)
    _show_alarms(screen, place, found)


def _show_services(screen: Screen, found: Status) -> None:
    columns = [
        (screen.tell(w.SERVICE), "left"),
        (screen.tell(w.STATE), "fold"),
        (screen.tell(w.EVENTS), "right"),
        (screen.tell(w.SAID), "right"),
        (screen.tell(w.BROKER_BEHIND), "right"),
        (screen.tell(w.DEAD), "right"),
    ]
    if screen.wide:
        columns += [(screen.tell(w.LAST), "left"), (screen.tell(w.HASH), "left"), (screen.tell(w.RELEASE), "left")]
    screen.table(screen.tell(w.SERVICES), columns, [_service_row(screen, found, service) for service in SERVICES])


def _service_row(screen: Screen, found: Status, service: str) -> list[str]:
    head, state = found.heads[service], found.health[service].get("state", "")
    said = screen.tell(w.STATES[state]) if state in w.STATES else screen.tell(w.NOT_THERE)
    behind, dead = found.broker_behind(service), found.broker[service]["dead"] if found.broker else None
    row = [service, said, whole(head.events), whole(head.said), _number(screen, behind), _number(screen, dead)]
    if screen.wide:
        release = str(found.health[service].get("version", "–"))
        row += [moment(head.at) if head.at else "–", head.hash[:SHORT], release]
    return row


def _number(screen: Screen, number: int | None) -> str:
    return screen.tell(w.UNKNOWN) if number is None else whole(number)


def _show_lag(screen: Screen, found: Status) -> None:
    columns = [(screen.tell(w.READER), "left"), *((screen.tell(w.OF, service=each), "right") for each in SERVICES)]
    rows = []
    for reader in SERVICES:
        behind = [found.behind(reader, upstream) for upstream in SERVICES]
        rows.append([reader, *("–" if one is None else whole(one) for one in behind)])
    screen.table(screen.tell(w.LAG), columns, rows)


def _show_money(screen: Screen, money: Money) -> None:
    columns = [(screen.tell(w.WHAT), "fold"), (screen.tell(w.COUNT), "right"), (screen.tell(w.AMOUNT), "right")]
    rows = [
        [screen.tell(w.OPEN_APPLICATIONS), whole(money.open_applications), ""],
        [screen.tell(w.ASKED), whole(money.asks), euros(money.asked_cents)],
        [screen.tell(w.HELD), whole(money.holds), euros(money.held_cents)],
        [screen.tell(w.GRANTED), "", euros(money.granted_cents)],
        [screen.tell(w.COMMITTED), whole(money.commitments), euros(money.committed_cents)],
        [screen.tell(w.ORDERED), whole(money.orders), euros(money.ordered_cents)],
    ]
    screen.table(screen.tell(w.UNSETTLED), columns, rows)


def _show_alarms(screen: Screen, place: DataFolder, found: Status) -> None:
    rows = []
    for service, one in found.health.items():
        if not one:
            rows.append([service, screen.tell(w.NOT_THERE), screen.tell(w.NOT_THERE_AT, url=place.health(service))])
        elif one.get("reason"):
            rows.append([service, str(one.get("state")), str(one["reason"])])
        rows += [[service, name, _alarm(screen, service, name, text)] for name, text in one.get("alarms", {}).items()]
    if found.broker is None:
        text = w.BROKER_REFUSES if found.broker_fault == "access-refused" else w.BROKER_AWAY
        rows.append(["broker", found.broker_fault, screen.tell(text, url=place.broker)])
    if (ends := found.certificate_ends) and ends - datetime.now(UTC) < SOON:
        rows.append(["broker", screen.tell(w.CERTIFICATE), screen.tell(w.CERTIFICATE_ENDS, moment=moment(ends))])
    columns = [(screen.tell(w.SERVICE), "left"), (screen.tell(w.ALARM), "left"), (screen.tell(w.WHAT), "fold")]
    screen.table(screen.tell(w.ALARMS), columns, rows)


def _alarm(screen: Screen, service: str, name: str, text: str) -> str:
    """An alarm in the reader's language; one that the table does not know yet as the service says it."""
    known = w.ALARMED.get(name.partition(" ")[0])
    return text if known is None or screen.language == "en" else screen.tell(known, service=service)
