"""What was known on a day, and what is booked up to a day: amounts against sums that share no code with the command."""

import json
import random
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.pool.contributions.facts import ContributionReceived
from services.pool.pools.facts import PoolHandedOver
from shared.parties import SERVICES
from tests.cli.stand import Stand
from tests.cli.stories import written
from tests.cli.turn_of_year import APPLICATION, ASK, POOL, told
from tests.unit.audit.story import tell

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DECEMBER, NEW_YEAR = "2026-12-31", "2027-01-01"
DAYS = [
    "2026-03-01",
    "2026-03-02",
    "2026-12-28",
    "2026-12-29",
    "2026-12-30",
    DECEMBER,
    NEW_YEAR,
    *(f"2027-01-0{day}" for day in range(3, 9)),
]


@pytest.fixture(scope="module")
def bundel(tmp_path_factory):
    stand = Stand(tmp_path_factory.mktemp("dates") / "data")
    told(stand.data)
    return stand


def rows(bundel, service):
    with closing(sqlite3.connect(bundel.data / f"{service}.db")) as log:
        return [json.loads(state) for (state,) in log.execute("SELECT state FROM stored_events ORDER BY rowid")]


def recorded_on(event):
    return datetime.fromisoformat(event["at"]).astimezone(AMSTERDAM).date()


def counted(bundel, service, on=None, booked=None):
    """By account, from the stored bytes alone."""
    found = Counter()
    for event in rows(bundel, service):
        book_date = event.get("book_date") or recorded_on(event).isoformat()
        if (on is None or recorded_on(event).isoformat() <= on) and (booked is None or book_date <= booked):
            for account, cents in event["fact"].get("postings", ()):
                found[account] += cents
    return Counter({account: cents for account, cents in found.items() if cents})


def asked(on, booked):
    return [*(("--on", on) if on else ()), *(("--booked", booked) if booked else ())]


QUESTIONS = [
    (None, None),
    *((day, None) for day in DAYS),
    *((None, day) for day in DAYS),
    ("2027-01-04", DECEMBER),
    ("2027-01-04", NEW_YEAR),
    ("2027-01-06", DECEMBER),
]


def test_the_history_tells_both_times_apart(bundel):
    """Else nothing below would be a test."""
    events = [event for service in SERVICES for event in rows(bundel, service) if "book_date" in event]
    assert sum(event["book_date"] != recorded_on(event).isoformat() for event in events) >= 4
    assert {(event["kind"], event["book_date"], event.get("counts_for")) for event in events} >= {
        ("payment-confirmed", "2026-12-30", None),
        ("reservation-paid", "2027-01-01", "2026-12-30"),
        ("contribution-received", "2026-12-29", None),
        ("refund-confirmed", "2027-01-06", None),
    }
    assert bundel("verify", "--json").json["well"]


@pytest.mark.parametrize(("on", "booked"), QUESTIONS)
def test_a_balance_is_the_sum_of_what_was_known_and_is_booked(bundel, on, booked):
    found = bundel("balance", "--json", *asked(on, booked)).json
    for service in SERVICES:
        accounts = {one["account"]: one["cents"] for one in found["accounts"] if one["log"] == service}
        assert accounts == counted(bundel, service, on, booked)


@pytest.mark.parametrize(("on", "booked"), QUESTIONS)
def test_figures_are_sums_of_what_was_known_and_is_booked(bundel, on, booked):
    found = bundel("balance", "--json", *asked(on, booked)).json["figures"]
    figures = {(one["log"], one["figure"]): one["cents"] for one in found}
    pool, settlement = (counted(bundel, service, on, booked) for service in ("pool", "settlement"))

    def ending(balances, end):
        return sum(cents for account, cents in balances.items() if account.endswith(end))

    for figure in ("free", "held", "committed", "paid", "pledged"):
        assert figures["pool", figure] == ending(pool, f"/{figure}")
    assert figures["pool", "refunded"] == -ending(pool, "/refunded")
    ordered = sum(cents for account, cents in settlement.items() if account.startswith("order:"))
    assert figures["settlement", "ordered-of-pools"] == ordered
    assert figures["settlement", "paid-by-pools"] == -settlement[f"payer:pool:{POOL}"] - ordered
    assert figures["settlement", "received-by-parties"] == settlement["party:buurttuin"]


@pytest.mark.parametrize(("on", "booked"), [one for one in QUESTIONS if one[0] is None or one[0] >= "2026-03-02"])
def test_the_story_of_a_pool_counts_what_was_known_and_is_booked(bundel, on, booked):
    pool = bundel("show", "pool", POOL, "--json", *asked(on, booked)).json["pool"]
    balances = counted(bundel, "pool", on, booked)
    parts = ("free", "held", "committed", "paid", "short", "refunded", "pledged", "lapsed", "returning", "given_back")
    signs = {"short": -1, "refunded": -1}
    total = Counter()
    for one in pool["contributions"]:
        for part in parts:
            account = f"{POOL}/{one['contribution']}/{part.replace('_', '-')}"
            cents = balances[f"memo/{account}" if part == "pledged" else account] * signs.get(part, 1)
            assert one[f"{part}_cents"] == cents
            total[part] += cents
    assert all(pool[f"{part}_cents"] == total[part] for part in parts)
    assert pool["exhausted"] is (total["free"] == 0)
    outlay = total["held"] + total["committed"] + total["paid"] - total["refunded"]
    assert pool["net_outlay_cents"] == outlay
    goals = {one["goal"]: one for one in pool["goals"]}
    for part in ("reserved", "held", "committed", "paid"):  # of each goal there is one contribution
        assert goals["groen"][f"{part}_cents"] == balances[f"{POOL}/groen-2026/{part}"]
    assert goals["groen"]["engaged_cents"] == outlay
    assert goals["groen"]["available_cents"] == balances[f"{POOL}/groen-2026/free"]
    assert goals["ontmoeten"]["available_cents"] == balances[f"{POOL}/welzijn-laat/free"]


@pytest.mark.parametrize(
    ("on", "booked", "paid", "returned"),
    [
        (None, None, 400_00, 100_00),
        (None, "2026-12-29", 0, 0),
        (None, "2026-12-30", 400_00, 0),
        (None, "2027-01-05", 400_00, 0),
        (None, "2027-01-06", 400_00, 100_00),
        (DECEMBER, None, 0, 0),
        ("2027-01-04", DECEMBER, 400_00, 0),
        ("2027-01-03", DECEMBER, 0, 0),
    ],
)
def test_the_stories_of_an_agreement_and_its_application_count_the_same(bundel, on, booked, paid, returned):
    of_ask = bundel("show", "agreement", ASK, "--json", *asked(on, booked)).json
    [of_application] = bundel("show", "application", APPLICATION, "--json", *asked(on, booked)).json["agreements"]
    for found in (of_ask["agreement"], of_application):
        assert (found["paid_cents"], found["principal_returned_cents"]) == (paid, returned)
    settled = counted(bundel, "settlement", on, booked)
    assert settled["party:buurttuin"] == paid - returned
    kinds = {event["kind"] for event in of_ask["events"]}
    assert ("payment-confirmed" in kinds, "refund-confirmed" in kinds) == (paid > 0, returned > 0)
    screen = bundel("show", "agreement", ASK, *asked(on, booked)).out
    [order] = [line for line in screen.splitlines() if line.split()[:1] == [f"{ASK}:1"]]
    assert ("bevestigd" in order, "open" in order) == (paid > 0, paid == 0)


def test_what_time_decides_books_on_the_day_on_which_it_decides(bundel):
    found = bundel("show", "pool", POOL, "--json", "--booked", DECEMBER).json["pool"]["contributions"]
    pledged = {one["contribution"]: one["pledged_cents"] for one in found}
    assert (pledged["groen-zomer"], pledged["groen-winter"]) == (0, 70_00)


def test_a_story_knows_no_more_than_was_known(bundel):
    first = bundel("show", "pool", POOL, "--json", "--on", "2026-12-31").json
    assert {one["contribution"] for one in first["pool"]["contributions"]} == {
        "groen-2026",
        "groen-zomer",
        "groen-winter",
    }
    assert {recorded_on(event) for event in first["events"]} == {date(2026, 3, 2), date(2026, 7, 1)}
    assert (first["on"], first["booked"]) == ("2026-12-31", None)
    before = bundel("show", "application", APPLICATION, "--json", "--on", "2026-03-01")
    assert (before.code, json.loads(before.err)["error"]["code"]) == (5, "not-known-yet")


def test_what_came_before_its_pledge_was_accepted_stands_below_zero(bundel):
    """An amount by book date is no balance that ever stood: it says so, and hides no sign."""
    late = bundel("show", "pool", POOL, "--json", "--booked", DECEMBER).json["pool"]["contributions"][-1]
    assert (late["free_cents"], late["pledged_cents"]) == (150_00, -150_00)
    for line, row, euros in ((("show", "pool", POOL), "welzijn-laat", "-150,00"), (("balance",), POOL, "-80,00")):
        screen = bundel(*line, "--booked", DECEMBER, columns=200).out
        told = [line for line in screen.splitlines() if line.split()[:1] == [row] and f"€ {euros}" in line]
        assert len(told) == 1
        assert "Onder nul" in screen
        assert "Onder nul" not in bundel(*line, columns=200).out


# A long history, with every kind of fact in it


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """The audit's story, in which each decision books on a day of its own, in another order than that of the log."""
    stand = Stand(tmp_path_factory.mktemp("long") / "data")
    written(stand.data)
    for service in SERVICES:
        (stand.data / f"{service}.db").unlink()
    tell(stand.data)
    chance = random.Random(11)
    days = defaultdict(lambda: f"2026-02-0{chance.randrange(1, 10)}")
    for service in SERVICES:
        with closing(sqlite3.connect(stand.data / f"{service}.db")) as log, log:
            log.execute("DROP TRIGGER stored_events_UPDATE_refused")
            for position, state in log.execute("SELECT rowid, state FROM stored_events").fetchall():
                event = json.loads(state)
                if "book_date" in event:
                    event["book_date"] = days[service, event["cause"], event["at"]]
                    row = json.dumps(event).encode(), position
                    log.execute("UPDATE stored_events SET state = ? WHERE rowid = ?", row)
    return stand


@pytest.fixture(scope="module")
def book_dates(long):
    found = {event["book_date"] for service in SERVICES for event in rows(long, service) if "book_date" in event}
    assert len(found) == 9
    return sorted(found)


def test_on_every_book_date_every_pool_counts_what_is_booked(long, book_dates):
    """What is engaged for the goals is what is engaged of the contributions, whatever happened since."""
    for booked in book_dates:
        balances = counted(long, "pool", booked=booked)
        for pool in ("wijk", "buurt"):
            found = long("show", "pool", pool, "--json", "--booked", booked).json["pool"]
            for part in ("free", "reserved", "held", "committed", "paid", "refunded", "earned", "moved-in", "short"):
                name = f"{part.replace('-', '_')}_cents"
                for one in found["contributions"]:
                    sign = -1 if part in {"refunded", "earned", "moved-in", "short"} else 1
                    assert one[name] == sign * balances[f"{pool}/{one['contribution']}/{part}"], (booked, part)
                assert found[name] == sum(one[name] for one in found["contributions"])
            for part in ("reserved", "held", "committed", "paid"):
                assert sum(goal[f"{part}_cents"] for goal in found["goals"]) == found[f"{part}_cents"], (booked, part)
            engaged = sum(goal["engaged_cents"] for goal in found["goals"])
            assert (
                engaged
                == sum(found[f"{part}_cents"] for part in ("reserved", "held", "committed", "paid"))
                - found["refunded_cents"]
            )


def invested(long, ask, booked):
    """Paid, less the principal that came back."""
    total = 0
    for event in rows(long, "settlement"):
        fact = event["fact"]
        if fact.get("ask") == ask and event.get("book_date", "9999") <= booked:
            match event["kind"]:
                case "payment-confirmed":
                    total += fact["cents"]
                case "payment-returned" | "confirmation-corrected":
                    total -= fact["cents"]
                case "refund-confirmed":
                    total -= fact["principal_cents"]
                case "refund-corrected":
                    total += fact["was_principal_cents"] - fact["principal_cents"]
    return total


def test_on_every_book_date_every_earn_back_counts_what_is_booked(long, book_dates):
    changed = set()
    for booked in book_dates:
        balances = counted(long, "settlement", booked=booked)
        for one in long("show", "application", "tuin", "--json", "--booked", booked).json["earn_backs"]:
            name, holder = one["terms"]["earn_back"], one["terms"]["benefit_holder"]
            assert one["verified_cents"] == -balances[f"memo/baseline:{holder}/{name}"]
            for part in ("to-recipient", "to-investor"):
                allotted = balances[f"memo/saving:{holder}/{name}/{part}"]
                assert one[f"{part.replace('-', '_')}_cents"] == allotted
            assert one["investment_cents"] == invested(long, one["terms"]["ask"], booked)
            changed.add((one["verified_cents"], one["to_recipient_cents"], one["investment_cents"]))
    assert len(changed) > 2


def test_on_every_book_date_an_open_application_counts_what_is_booked(long, book_dates):
    """All that is asked or held of any funder, by the ends of its accounts' names."""
    names = {
        event["fact"]["application"] for event in rows(long, "applications") if event["kind"] == "application-submitted"
    }
    shown = 0
    for booked in book_dates:
        balances = counted(long, "applications", booked=booked)
        for name in names:
            found = long("show", "application", name, "--json", "--booked", booked).json["application"]
            if found["status"] == "open":
                stands = {
                    stage: sum(
                        cents
                        for account, cents in balances.items()
                        if f"/{name}:" in account and account.endswith(stage)
                    )
                    for stage in ("asked", "held")
                }
                assert (found["asked_cents"], found["held_cents"]) == (sum(stands.values()), stands["held"])
                shown += 1
    assert shown > 1


# The log


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026-12-01..2026-12-31", "2026-12-01", "2026-12-31"),
        (f"{NEW_YEAR}..", NEW_YEAR, "9999-12-31"),
        ("..2026-12-29", "0001-01-01", "2026-12-29"),
        ("2026-12-29", "0001-01-01", "2026-12-29"),
    ],
)
def test_a_log_is_asked_for_what_books_in_a_period(bundel, period, first, last):
    found = bundel("log", "--last", 0, "--json", "--booked", period).jsons
    expected = [event for service in SERVICES for event in rows(bundel, service)]
    assert found
    assert Counter((event["kind"], event["book_date"]) for event in found) == Counter(
        (event["kind"], event["book_date"]) for event in expected if first <= event.get("book_date", "") <= last
    )


@pytest.mark.parametrize("period", ["..", "2027..2026", "2027-01-01..2026-12-31", "gisteren", "2026-01-01..gisteren"])
def test_a_period_that_is_none_is_refused(bundel, period):
    ended = bundel("log", "--booked", period)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("bundel: date-unreadable: ")


def test_an_event_of_before_there_were_book_dates_books_on_the_day_of_the_log(tmp_path):
    """The last moment of a year in Amsterdam is one in that year; what moves nothing books nowhere."""
    stand = Stand(tmp_path / "data")
    postings = (("contributor:groen", -1_00), ("moestuin/inbreng/free", 1_00))
    received = ContributionReceived("moestuin", "inbreng", "groen", 1_00, date(2025, 1, 1), postings)
    empty = replace(received, cents=0, postings=())
    written(stand.data, pool=[received, empty, PoolHandedOver("moestuin", "groen", "welzijn")])
    day, before = "2026-03-02", "2026-03-01"
    found = stand("log", "--json", "--booked", f"{day}..{day}").jsons
    assert [event["fact"]["cents"] for event in found] == [1_00]
    assert stand("log", "--json", "--booked", before).jsons == []
    assert "boekt" not in stand("log").out


# What people read


@pytest.mark.parametrize(
    ("language", "later", "shifted", "title"),
    [
        ("nl", "(boekt op 29-12-2026)", "(boekt op 01-01-2027; gaat over 30-12-2026)", "tot en met 31-12-2026"),
        ("en", "(books on 29-12-2026)", "(books on 01-01-2027; is about 30-12-2026)", "up to and including 31-12-2026"),
    ],
)
def test_a_line_says_on_which_other_day_it_books(bundel, language, later, shifted, title):
    for line in (("show", "pool", POOL, "--all"), ("log", "--last", 0)):
        told = " ".join(bundel(*line, "--lang", language, columns=200).out.split())
        assert later in told
        assert shifted in told
    assert title in bundel("show", "pool", POOL, "--booked", DECEMBER, "--lang", language, columns=200).out


def test_what_books_on_its_own_day_says_nothing_of_it(bundel):
    told = bundel("log", "--last", 0, "--until", "2026-12-31", columns=200).out
    assert "contribution-received" in told
    assert "boekt" not in told


@pytest.mark.parametrize("language", ["nl", "en"])
def test_dated_screens_keep_within_their_columns(bundel, language):
    for arguments in (
        ("show", "pool", POOL),
        ("show", "application", APPLICATION),
        ("show", "agreement", ASK),
        ("balance", "--figures"),
    ):
        for columns in (80, 200):
            dated = (*arguments, "--on", "2027-01-06", "--booked", DECEMBER, "--lang", language)
            ended = bundel(*dated, columns=columns)
            assert ended.code == 0
            assert max(map(len, ended.out.splitlines())) <= columns


def test_mirrors_that_a_closed_year_parted_are_explained(bundel):
    """Paid in 2026 says settlement; the pool heard it after the year was closed, and books it in 2027."""
    [paid] = [
        one for one in bundel("balance", "--json", "--booked", DECEMBER).json["mirrors"] if one["mirror"] == "paid"
    ]
    assert (paid["left_cents"], paid["right_cents"]) == (0, 400_00)
    assert "eerste open dag" in " ".join(bundel("balance", "--booked", DECEMBER).out.split())
    assert "eerste open dag" not in bundel("balance").out
    assert all(one["left_cents"] == one["right_cents"] for one in bundel("balance", "--json").json["mirrors"])


def test_days_do_not_depend_on_the_clock_of_whoever_asks(bundel):
    """On the day after the last event everything is known, and everything is booked."""
    everything = bundel("balance", "--json").json["accounts"]
    last = (date(2027, 1, 7) + timedelta(days=1)).isoformat()
    assert bundel("balance", "--json", "--on", last, "--booked", last).json["accounts"] == everything
