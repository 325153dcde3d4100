"""Each log knows which organisation a party is: the register is recorded, and a name is not given to another."""

from datetime import UTC, datetime, timedelta

import pytest

from services.pool.app import SERVICE as POOL
from shared.broker.envelope import source
from shared.log.eventlog import LogUnavailable, open_log
from shared.log.facts import (
    BatchClosed,
    NewIdentifierAllowed,
    PartyDeregistered,
    PartyRegistered,
    RefillAllowed,
    register_stream,
)
from shared.log.fold import FactReader, replay
from shared.log.snapshot import Snapshots
from shared.log.snapshot_file import SnapshotFile
from shared.parties import Parties, Party, RegisterOfParties, write_parties
from shared.running.batch import MAX_EVENTS
from shared.running.inbox import arrival
from shared.running.writer import Writer
from tests.delivery.stage import STORY, HandClock, arrived, body, disk_of, events, kinds, open_pool, outcomes, receive
from tests.registers import HandRegister
from tests.unit.scenario import NOW, PARTIES

OTHER = "00000099000000099000"
ANOTHER = "00000099000000098000"
MINE = PARTIES["welzijn"].oin
REGISTER = (PartyRegistered, PartyDeregistered, NewIdentifierAllowed)
ANNA = {"changed_by": "Anna de Wit", "changed_at": datetime(2026, 3, 1, 8, 30, tzinfo=UTC)}


class Desk:
    """A pool's log, the register, and writers that share both."""

    def __init__(self, url):
        self.url = url
        self.clock = HandClock()
        self.register = HandRegister(PARTIES)
        self.log, self.disk = disk_of(url)
        self._disks = [self.disk]

    def writer(self, log=None, register=None):
        return Writer(POOL, log or self.log, self.clock, Chance(), self.register if register is None else register)

    def rival(self, register=None):
        """A writer of another process."""
        log, disk = disk_of(self.url)
        self._disks.append(disk)
        return self.writer(log, register)

    def said(self):
        """What is recorded of the register: (by, fact), in order."""
        read = FactReader(POOL).read
        found = ((event.stored.by, read(event.stored)) for event in events(self.log))
        return [(by, fact) for by, fact in found if isinstance(fact, REGISTER)]

    def close(self):
        for disk in self._disks:
            disk.close()


class Chance:
    def token(self):
        return "een-log"


@pytest.fixture
def desk(log_url):
    """On every kind of database."""
    desk = Desk(log_url)
    yield desk
    desk.close()


@pytest.fixture
def light(sqlite_log):
    desk = Desk(sqlite_log)
    yield desk
    desk.close()


def code(writer, arrival):
    [answer] = writer.commands([arrival])
    return answer.outcome.code


def opens(command_id="begin", oin=None, **changed):
    """The executive's command; `oin`: as whoever has this OIN sends it."""
    return _from("gemeente", "open-pool", open_pool(**changed), command_id, oin)


def receives(command_id, oin=None):
    return _from("welzijn", "receive", receive(cents=1_000), command_id, oin)


def _from(by, command, data, command_id, oin):
    said = {} if oin is None else {"source": source(oin, "proef")}
    return arrival(by, command, body("pool", command, by=by, command_id=command_id, data=data, **said), command_id)


# What the register says is recorded


def test_the_register_is_recorded_before_anything_is_decided(desk):
    pool = desk.writer()
    assert code(pool, opens()) == ""
    recorded = [event.stored.kind for event in events(desk.log)]
    said = ["party-registered"] * len(PARTIES)
    assert recorded == ["log-opened", *said, "batch-closed", "pool-opened", "command-outcome", "batch-closed"]
    assert {(fact.party, fact.oin) for _, fact in desk.said()} == {(slug, one.oin) for slug, one in PARTIES.items()}


def test_a_fact_says_what_decides_what_the_party_may_do_and_not_how_it_is_called(light):
    light.writer().clock_struck()
    [(by, fact)] = [(by, fact) for by, fact in light.said() if fact.party == "woonstede"]
    money = {"public_money": False, "own": True, "network": None}
    said = {"party": "woonstede", "oin": PARTIES["woonstede"].oin, "roles": ("zuil",), "changed_at": None}
    assert (by, fact) == ("operator", PartyRegistered(**said, **money))
    assert PARTIES["woonstede"].name.encode() not in b"".join(event.state for event in light.disk.batches[-1])


def test_what_is_recorded_is_not_recorded_again(desk):
    desk.writer().clock_struck()
    before = len(events(desk.log))
    again = desk.rival()
    again.clock_struck()
    again.clock_struck()
    assert len(events(desk.log)) == before


def test_each_change_is_recorded_with_who_made_it_and_when(light):
    pool = light.writer()
    pool.clock_struck()
    before = len(light.said())
    new = Party(slug="nieuw", name="Nieuw", roles=frozenset({"zuil", "auditor"}), oin=OTHER, **ANNA)
    light.register.put(new)
    light.register.change("welzijn", network="bond", changed_by="Bo", changed_at=NOW)
    light.register.remove("economie", by="Anna de Wit", at=NOW)
    pool.clock_struck()
    assert light.said()[before:] == [
        ("operator/Bo", _entry("welzijn", network="bond", changed_at=NOW)),
        ("operator/Anna de Wit", _entry(new, changed_at=ANNA["changed_at"])),
        ("operator/Anna de Wit", PartyDeregistered("economie", NOW)),
    ]
    assert {event.stored.cause for event in events(light.log)[-4:]} == {"operator"}


def _entry(party, **changed):
    one = PARTIES[party] if isinstance(party, str) else party
    roles = tuple(sorted(one.roles))
    said = {"oin": one.oin, "roles": roles, "public_money": one.public_money, "own": one.own, "network": one.network}
    return PartyRegistered(**{"party": one.slug, **said, "changed_at": None, **changed})


def test_a_signature_is_believed_for_one_change(light):
    """Somebody edits the file by hand: whoever signed the entry before has nothing to do with it."""
    light.register.change("welzijn", **ANNA)
    pool = light.writer()
    pool.clock_struck()
    light.register.change("welzijn", own=False)
    pool.clock_struck()
    assert light.said()[-1] == ("operator", _entry("welzijn", own=False))


def test_another_name_or_another_signature_is_no_change(light):
    pool = light.writer()
    pool.clock_struck()
    before = len(events(light.log))
    light.register.change("welzijn", name="Zuil Welzijn en Zorg", **ANNA)
    pool.clock_struck()
    assert len(events(light.log)) == before


def test_a_register_of_any_length_is_recorded_in_batches_that_fit(light):
    many = (Party(slug=f"p{number}", name="P", roles=frozenset({"zuil"}), oin=OTHER) for number in range(250))
    light.register.put(*many)
    light.writer().clock_struck()
    assert len(light.said()) == len(PARTIES) + 250
    assert max(map(len, light.disk.batches)) <= MAX_EVENTS
    assert [batch[-1].topic for batch in light.disk.batches[1:]] == [BatchClosed.kind] * 3


def test_a_batch_is_decided_by_one_reading_of_the_register(light):
    """Who is entered while a batch is decided is known with the next."""
    pool = light.writer()
    asked = []

    def now():
        asked.append(True)
        return HandRegister.now(light.register)

    light.register.now = now
    pool.commands([opens(), receives("r1"), receives("r2")])
    assert len(asked) == 1


def test_an_operators_word_does_not_record_the_register_of_its_process(light):
    """It may be another: that of a shell in which BUNDEL_PARTIES is not set."""
    light.writer().clock_struck()
    before = len(light.said())
    elsewhere = HandRegister({})
    light.rival(elsewhere).allow("operator/Bo", RefillAllowed(("applications",), "…", NOW))
    assert len(light.said()) == before


# Two processes, and trouble


def test_two_processes_that_start_at_once_record_it_once(desk):
    one, other = desk.writer(), desk.rival()
    desk.disk.before = lambda: other.commands([opens()])
    assert code(one, receives("r1")) == "unknown-contribution"
    assert len(desk.said()) == len(PARTIES)


def test_what_another_process_has_recorded_makes_one_look_at_the_register(desk):
    one, other = desk.writer(), desk.rival()
    one.clock_struck()
    other.clock_struck()
    desk.register.change("welzijn", own=False)
    other.clock_struck()
    recorded = len(desk.said())
    one.catch_up()
    assert code(one, opens()) == ""
    assert len(desk.said()) == recorded


def test_a_file_is_looked_at_anew_where_another_process_recorded_a_change(light, tmp_path):
    """By itself a process looks once a second; here no second passes."""
    path = tmp_path / "parties.json"
    write_parties(path, PARTIES)
    one, other = (light.rival(RegisterOfParties(path, monotonic=lambda: 0.0)) for _ in range(2))
    one.clock_struck()
    changed = PARTIES["gemeente"].model_copy(update={"roles": frozenset({"zuil"})})
    write_parties(path, Parties([changed, *(party for slug, party in PARTIES.items() if slug != "gemeente")]))
    light.rival(RegisterOfParties(path)).clock_struck()
    one.catch_up()
    assert code(one, opens()) == "not-yours"
    assert code(other, opens("later")) == "not-yours"
    assert len(light.said()) == len(PARTIES) + 1


def test_two_processes_with_different_registers_do_not_correct_each_other_without_end(desk):
    """The one that began last is believed; and what the two do not agree upon, nobody may do."""
    theirs = HandRegister({slug: one for slug, one in PARTIES.items() if slug != "gemeente"})
    one = desk.writer()
    one.clock_struck()
    other = desk.rival(theirs)
    for _ in range(3):
        other.clock_struck()
        one.catch_up()
        one.clock_struck()
        other.catch_up()
    assert [fact for _, fact in desk.said()[len(PARTIES) :]] == [PartyDeregistered("gemeente", None)]
    assert code(one, opens()) == "unknown-party"


def test_what_could_not_be_recorded_is_recorded_later(light):
    pool = light.writer()

    def full():
        raise OSError("disk full")

    light.disk.before = full
    with pytest.raises(LogUnavailable):
        pool.clock_struck()
    assert light.said() == []
    assert code(pool, opens()) == ""
    assert len(light.said()) == len(PARTIES)


# A name is one organisation's


def returned_as_another(desk, pool):
    """`welzijn` leaves the register, and another organisation is entered under that name."""
    left = desk.register.remove("welzijn")
    pool.clock_struck()
    desk.register.put(left.model_copy(update={"oin": OTHER}))


def told(pool):
    for number, (by, command, data) in enumerate(STORY[:-1]):
        assert code(pool, _from(by, command, data, f"s{number}", None)) == ""


def test_another_organisation_under_a_known_name_is_refused(desk):
    pool = desk.writer()
    told(pool)
    returned_as_another(desk, pool)
    assert code(pool, receives("r1", oin=OTHER)) == "party-replaced"
    assert code(pool, receives("r2")) == "party-replaced"
    assert MINE in outcomes(desk.log)[-1].sentence


def test_it_is_refused_after_a_restart_and_whatever_the_register_said_in_between(desk):
    told(desk.writer())
    pool = desk.rival()
    returned_as_another(desk, pool)
    pool.clock_struck()
    again = desk.rival()
    assert code(again, receives("r1", oin=OTHER)) == "party-replaced"
    assert [refusal.code for refusal in again.replaced] == ["party-replaced"]


def test_a_change_while_nothing_runs_is_seen_at_the_start(desk):
    told(desk.writer())
    desk.register.change("welzijn", oin=OTHER)
    assert code(desk.rival(), receives("r1", oin=OTHER)) == "party-replaced"


def test_others_go_on_and_may_speak_of_the_name(light):
    """They mean the organisation that they know."""
    pool = light.writer()
    told(pool)
    returned_as_another(light, pool)
    assert code(pool, opens("b2", pool="speeltuin", budget_holder="welzijn")) == ""


def test_who_returns_as_the_same_is_heard(light):
    pool = light.writer()
    told(pool)
    left = light.register.remove("welzijn")
    pool.clock_struck()
    assert code(pool, receives("r1")) == "unknown-party"
    light.register.put(left)
    assert code(pool, receives("r2")) == ""


def test_a_register_put_right_is_enough(light):
    pool = light.writer()
    told(pool)
    light.register.change("welzijn", oin=OTHER)
    assert code(pool, receives("r1", oin=OTHER)) == "party-replaced"
    light.register.change("welzijn", oin=MINE)
    assert code(pool, receives("r2")) == ""
    assert pool.replaced == []


def test_an_operator_may_say_that_it_is_the_same(desk):
    pool = desk.writer()
    told(pool)
    desk.register.change("welzijn", oin=OTHER)
    assert code(pool, receives("r1", oin=OTHER)) == "party-replaced"
    decision = NewIdentifierAllowed("welzijn", MINE, OTHER, "Gefuseerd")
    desk.rival(HandRegister({})).allow("operator/Bo", decision)
    assert desk.said()[-1] == ("operator/Bo", decision)
    assert code(pool, receives("r2", oin=OTHER)) == ""
    desk.register.change("welzijn", oin=ANOTHER)
    assert code(pool, receives("r3", oin=ANOTHER)) == "party-replaced"
    desk.register.change("welzijn", oin=MINE)
    assert code(pool, receives("r4")) == "party-replaced"


def test_a_name_that_the_log_never_saw_is_anybodys(light):
    pool = light.writer()
    pool.clock_struck()
    light.register.put(Party(slug="nieuw", name="Nieuw", roles=frozenset({"executive"}), oin=OTHER))
    assert code(pool, _from("nieuw", "open-pool", open_pool("nieuwe-pot"), "n1", OTHER)) == ""


def test_a_refusal_is_repeated_as_it_was(light):
    """A command id has one outcome, also when the register is right again."""
    pool = light.writer()
    told(pool)
    light.register.change("welzijn", oin=OTHER)
    assert code(pool, receives("r1")) == "party-replaced"
    light.register.change("welzijn", oin=MINE)
    assert code(pool, receives("r1")) == "party-replaced"


# Snapshots, and what others see of it


def test_a_snapshot_holds_who_each_party_is(light, tmp_path):
    def shelves():
        log = open_log(light.url)
        return log, Snapshots(POOL, log, SnapshotFile(tmp_path / "snapshot"))

    log, snapshots = shelves()
    pool = Writer(POOL, log, light.clock, Chance(), light.register, snapshots=snapshots)
    told(pool)
    light.register.change("economie", oin=OTHER, **ANNA)
    light.register.remove("participatie", by="Bo", at=NOW + timedelta(days=1))
    pool.clock_struck()
    known = pool.fold.parties
    pool.close()
    log.close()
    log, snapshots = shelves()
    assert snapshots.belongs
    fold = snapshots.fold()
    assert snapshots.believed == fold.position
    assert fold.parties == known == replay(POOL, log).parties
    snapshots.close(None)
    log.close()


def test_nothing_of_it_is_published(light):
    light.writer().clock_struck()
    light.register.remove("economie")
    light.writer().clock_struck()
    assert light.writer().fold.published.index == 0
    assert {event.stored.stream for event in events(light.log)[-2:-1]} == {register_stream("economie")}


def test_the_services_facts_are_as_they_were(light):
    told(light.writer())
    assert kinds(light.log) == ["pool-opened", "mandate-set", "contribution-pledged"]
    assert all(outcome.accepted for outcome in outcomes(light.log))


def test_a_command_is_named_by_its_party(light):
    """The stand-in for what comes off the wire is what the intake makes."""
    assert receives("r1") == arrived("pool", "receive", by="welzijn", command_id="r1", **receive(cents=1_000))
