"""Forgeries of a year's end. All are covered up: only their meaning is wrong."""

from tests.unit.audit.forgery import forgery


def lapse(books):
    return books.find("pool", "contribution-lapsed", contribution="welzijn-oud")


@forgery("last-day-otherwise", "lapsed-otherwise")
def own_money_is_for_a_year_longer(books):
    books.find("pool", "contribution-pledged", contribution="welzijn-oud").change(last_day="2026-12-31")


@forgery("last-day-otherwise")
def money_of_others_has_a_last_day(books):
    books.find("pool", "contribution-pledged", contribution="huur").change(last_day="2025-12-31")


@forgery("last-day-otherwise")
def own_money_has_none(books):
    books.find("pool", "contribution-pledged", contribution="welzijn-2026").change(last_day=None)


@forgery("lapsed-otherwise")
def a_part_of_it_lapses(books):
    whole = lapse(books).fact["postings"]
    lapse(books).change(cents=299, postings=[[account, cents // 300 * 299] for account, cents in whole])


@forgery("lapsed-otherwise")
def money_of_others_lapses(books):
    moved = [["oud/huur/free", -10], ["oud/huur/lapsed", 10]]
    lapse(books).change(contribution="huur", contributor="woonstede", cents=10, postings=moved)


@forgery("lapsed-otherwise")
def what_was_carried_over_lapses(books):
    moved = [["oud/wijk-over/free", -30], ["oud/wijk-over/lapsed", 30]]
    lapse(books).change(contribution="wijk-over", contributor="wijkteam", cents=30, postings=moved)


@forgery("carried-over-otherwise")
def it_is_carried_over_beyond_the_frame(books):
    books.find("pool", "contribution-carried-over").change(last_day="2028-12-31")


@forgery("carried-over-otherwise")
def it_is_carried_over_to_an_earlier_day(books):
    books.find("pool", "contribution-carried-over").change(last_day="2025-12-31")


@forgery("held-after-last-day", "last-day-otherwise")
def money_is_held_after_its_last_day(books):
    books.find("pool", "contribution-pledged", contribution="welzijn-park").change(last_day="2026-03-01")


@forgery("lapses-by-moving")
def a_hold_moves_that_was_backed_by_what_has_lapsed(books):
    moved = [["park/welzijn-park/free", -300], ["park/welzijn-park/lapsed", 300]]
    lapse(books).change(pool="park", contribution="welzijn-park", postings=moved)
