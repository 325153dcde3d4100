"""The example programs of partners, in each language, on a real platform: they answer, and survive what happens."""

import contextlib
import shutil

import pytest

from deploy.local import BROKER
from tests.partners.programs import PYTHON, until

SILENT = "woonstede"
"""Is asked and never answers, so that an application stays open."""

pytestmark = pytest.mark.parametrize("language", ["python", "javascript"])


def at_work(zuil, bakers):
    """Start it, and wait until it has answered, so that everything it listens to is sure to reach it."""
    zuil.start()
    bakers.awaits(bakers.submit((zuil.slug, 1)), "granted")
    until(lambda: zuil.books["granted_cents"] == 1, "it books the grant")


def asked_in_vain(zuil, link, bakers):
    """It hears an ask, and its answer does not get out: the application, and the id of the answer that it keeps.

    Every few seconds it asks what it missed, and hears nothing new before that is answered. So we hold the link right
    after it asked; if it asks all the same before it hears, we try once more.
    """
    for _ in range(5):
        until(lambda: link.quiet_seconds < 0.1, "it asks what it missed")
        until(lambda: link.quiet_seconds > 0.3, "that is answered")
        link.hold("there")
        name = bakers.submit((zuil.slug, 1))
        with contextlib.suppress(AssertionError):
            (kept,) = until(lambda: zuil.pending, "its answer is kept", seconds=8)
            return name, kept
        link.release()
        bakers.awaits(name, "granted")
    raise AssertionError("it never heard the ask")


def test_with_all_zuilen_there_is_cake(language, command, hire, slugs, bakers):
    cents = (400_00, 250_00, 150_00)
    zuilen = [hire(one, next(slugs)).start() for one in (command, command, PYTHON)]
    name = bakers.submit(*((zuil.slug, asked) for zuil, asked in zip(zuilen, cents, strict=True)))
    bakers.awaits(name, "granted")
    for zuil, asked in zip(zuilen, cents, strict=True):
        until(lambda zuil=zuil, asked=asked: zuil.books["granted_cents"] == asked, "it books the grant")
        assert zuil.stop() == 0
        assert zuil.books["held"] == {}
        assert zuil.pending == []


def test_what_does_not_fit_is_declined_with_a_reason(zuil, bakers):
    zuil.start()
    first = bakers.submit((zuil.slug, 900_00), (SILENT, 1))
    bakers.awaits_standing(first, zuil.slug, "held")
    second = bakers.submit((zuil.slug, 100_01))
    bakers.awaits_standing(second, zuil.slug, "declined")
    bakers.withdraw(first)
    until(lambda: zuil.books["held"] == {}, "the money is free again")
    third = bakers.submit((zuil.slug, 1_000_00))
    bakers.awaits(third, "granted")


def test_a_refused_answer_is_shown_and_promises_nothing(zuil, bakers):
    gone = bakers.submit((zuil.slug, 400_00))
    bakers.withdraw(gone)
    zuil.start()
    zuil.says("refused closed ask: ")
    assert f"Application {gone} was failed; no answer counts now." in zuil.said
    name = bakers.submit((zuil.slug, 1_000_00))
    bakers.awaits(name, "granted")
    until(lambda: zuil.pending == [], "it keeps no answer that has its outcome")


def test_a_new_revision_gets_an_answer_of_its_own(zuil, bakers, events):
    zuil.start()
    name = bakers.submit((zuil.slug, 900_00), (SILENT, 1))
    bakers.awaits_standing(name, zuil.slug, "held")
    bakers.rearrange(name, (zuil.slug, 800_00), (SILENT, 1))
    ask = f"{name}:{zuil.slug.removeprefix('zuil-')}"
    until(lambda: ("zuil-ask-held", ask, 2) in events(zuil.slug), "it holds revision 2")
    until(lambda: zuil.books["held"][ask]["revision"] == 2, "it books revision 2 in place of 1")


def test_killed_before_its_answer_got_out_it_goes_on_with_the_same_id(zuil, link, bakers, outcome):
    at_work(zuil, bakers)
    name, kept = asked_in_vain(zuil, link, bakers)
    zuil.kill()
    assert bakers.standing(name) == {zuil.slug: "asked"}
    link.release()
    zuil.start()
    bakers.awaits(name, "granted")
    zuil.says(f"{kept} from before the restart: accepted")
    assert outcome(zuil.slug, kept)["accepted"] is True
    until(lambda: zuil.pending == [] and zuil.books["held"] == {}, "it has the outcome, and hears of the grant")


def test_killed_before_the_outcome_reached_it_it_holds_once(zuil, link, bakers, events):
    at_work(zuil, bakers)
    link.delay(1.5)  # each way: when the answer is recorded, its outcome is under way for a while
    name = bakers.submit((zuil.slug, 2_00), (SILENT, 1))
    bakers.awaits_standing(name, zuil.slug, "held")
    zuil.kill()
    (kept,) = zuil.pending
    link.delay(0)
    zuil.start()
    zuil.says(f"{kept} from before the restart: accepted")
    ask = f"{name}:{zuil.slug.removeprefix('zuil-')}"
    until(lambda: zuil.books["held"].get(ask), "it books its hold")
    assert events(zuil.slug)[1:] == [("zuil-ask-held", ask, 1)]


def test_asked_to_stop_while_an_answer_is_under_way_it_leaves_in_order_and_keeps_it(zuil, link, bakers):
    at_work(zuil, bakers)
    name, kept = asked_in_vain(zuil, link, bakers)
    assert zuil.stop() == 0
    assert zuil.pending == [kept]
    link.release()
    zuil.start()
    bakers.awaits(name, "granted")


def test_what_was_said_while_it_was_cut_off_is_answered_in_order_and_once(zuil, link, bakers, events):
    at_work(zuil, bakers)
    link.refuse(True)
    link.cut()
    names = [bakers.submit((zuil.slug, 10_00), (SILENT, 1)) for _ in range(3)]
    link.refuse(False)
    names.append(bakers.submit((zuil.slug, 10_00), (SILENT, 1)))
    until(lambda: len(events(zuil.slug)) == 1 + len(names), "every ask is answered")
    assert [ask.split(":")[0] for _, ask, _ in events(zuil.slug)[1:]] == names


def test_what_was_said_while_it_was_stopped_is_answered(zuil, bakers):
    at_work(zuil, bakers)
    assert zuil.stop() == 0
    name = bakers.submit((zuil.slug, 2_00))
    zuil.start()
    bakers.awaits(name, "granted")


def test_it_comes_back_when_the_broker_does(zuil, platform, bakers):
    at_work(zuil, bakers)
    platform.signal(BROKER, 9)
    platform.start_one(BROKER)
    name = bakers.submit((zuil.slug, 2_00))
    bakers.awaits(name, "granted")
    assert zuil.process.poll() is None


def test_it_goes_on_when_the_broker_was_wiped(zuil, platform, bakers, events):
    """Readers hear again from the logs what the broker has lost; each message once."""
    at_work(zuil, bakers)
    platform.signal(BROKER, 9)
    shutil.rmtree(platform.broker_store)
    platform.start_one(BROKER)
    name = bakers.submit((zuil.slug, 2_00))
    bakers.awaits(name, "granted")
    until(lambda: zuil.books["granted_cents"] == 2_01, "it books both grants, once")
    assert len(events(zuil.slug)) == 2


def test_a_broker_that_no_longer_knows_its_password_is_asked_until_it_does(zuil, platform, bakers):
    """An operator who gave a new password too early, and puts the old one back: nobody restarts the program."""
    at_work(zuil, bakers)
    credential = platform.data / "credentials" / zuil.slug
    former = credential.read_text("utf-8")
    try:
        credential.write_text("een-ander-geheim", "utf-8")
        platform.reload_parties()
        name = bakers.submit((zuil.slug, 2_00))
        with pytest.raises(AssertionError):
            until(lambda: bakers.standing(name)[zuil.slug] == "held", "it answers", seconds=8)
        assert zuil.process.poll() is None, zuil.said
    finally:
        credential.write_text(former, "utf-8")
        platform.reload_parties()
    bakers.awaits(name, "granted")


def test_with_its_folder_lost_it_comes_to_the_same_sums_and_holds_nothing_twice(zuil, bakers, events):
    zuil.start()
    granted = bakers.submit((zuil.slug, 300_00))
    bakers.awaits(granted, "granted")
    bakers.awaits_standing(bakers.submit((zuil.slug, 400_00), (SILENT, 1)), zuil.slug, "held")
    declined = bakers.submit((zuil.slug, 500_00))
    bakers.awaits_standing(declined, zuil.slug, "declined")
    until(lambda: "decline" in zuil.said, "it has heard its last outcome")
    assert zuil.stop() == 0
    before, said = zuil.books, events(zuil.slug)
    shutil.rmtree(zuil.folder / "kept")
    zuil.start()
    until(lambda: zuil.said.count("decline") == 2, "it has answered everything again")
    until(
        lambda: (zuil.books["granted_cents"], zuil.books["held"]) == (before["granted_cents"], before["held"]), "same"
    )
    assert events(zuil.slug) == said
    assert "refused" not in zuil.said  # the same answers under the same ids, so the same outcomes


def test_the_wrong_password_is_said_in_one_line(zuil, platform):
    zuil.start(**{"password-file": platform.data / "credentials" / "zuil-meel"})
    assert zuil.ended() == 1
    (line,) = zuil.said.splitlines()
    assert f"does not know {zuil.slug} with this password" in line
