"""Forgeries of promises to a pool: offered, accepted, ended. All are covered up: only their meaning is wrong."""

from tests.unit.audit.forgery import forgery


def outcome(books, one, **envelope):
    """Change who is said to have commanded it, in the outcome too."""
    for each in (one, books.outcome_of(one)):
        each.envelope.update(envelope)


@forgery("pledge-not-accepted")
def a_pledge_counts_without_acceptance(books):
    """As before pledges were accepted: but in this log others were."""
    pledged = books.find("pool", "contribution-pledged", contribution="groen-2026")
    pledged.change(accepted_by=None)


@forgery("pledge-not-accepted")
def a_pledge_counts_that_nobody_offered(books):
    books.remove(offered := books.find("pool", "pledge-offered", contribution="groen-2026"), books.outcome_of(offered))


@forgery("pledge-not-accepted")
def a_pledge_counts_for_another_goal_than_was_offered(books):
    books.find("pool", "pledge-offered", contribution="groen-kort").change(earmarks=["ontmoeten"])


@forgery("pledge-not-accepted")
def another_than_the_budget_holder_accepts(books):
    books.find("pool", "contribution-pledged", contribution="groen-kort").change(accepted_by="groen")


@forgery("pledge-not-accepted", "not-theirs")
def a_contributor_accepts_its_own_pledge(books):
    pledged = books.find("pool", "contribution-pledged", contribution="groen-kort")
    pledged.change(accepted_by="groen")
    outcome(books, pledged, by="groen")


@forgery("offer-unfit")
def a_new_budget_holder_is_told_another_amount(books):
    books.all("pool", "pledge-offered", contribution="groen-wacht")[1].change(cents=1)


@forgery("offer-unfit")
def an_offer_goes_to_another_than_the_budget_holder(books):
    offered = books.find("pool", "pledge-offered", contribution="groen-2026")
    offered.change(budget_holder="woonstede").envelope["audience"] = "woonstede"


@forgery("offer-ended-otherwise")
def an_offer_is_refused_without_a_reason(books):
    for ended in books.all("pool", "offer-ended", contribution="woonstede-nee"):
        ended.change(reason=None)


@forgery("offer-ended-otherwise")
def another_offer_ends_than_was_made(books):
    books.find("pool", "offer-ended", contribution="groen-terug").change(offer=99)


@forgery("offer-ended-otherwise")
def an_offer_lapses_that_had_no_last_day(books):
    books.find("pool", "pledge-offered", contribution="groen-vergeten").change(lapses_on=None)


@forgery("offer-ended-otherwise")
def an_offer_lapses_on_its_last_day(books):
    books.find("pool", "pledge-offered", contribution="groen-vergeten").change(lapses_on="2026-03-03")


@forgery("pledge-ends-otherwise")
def a_pledge_lapses_on_its_last_day(books):
    books.find("pool", "pledge-offered", contribution="groen-kort").change(lapses_on="2026-03-03")
    books.find("pool", "contribution-pledged", contribution="groen-kort").change(lapses_on="2026-03-03")


@forgery("pledge-ends-otherwise")
def a_part_of_a_pledge_is_cancelled(books):
    cancelled = books.find("pool", "pledge-cancelled", contribution="woonstede-later")
    cancelled.change(
        cents=2_999, postings=[[account, cents * 2_999 // 3_000] for account, cents in cancelled.fact["postings"]]
    )


@forgery("pledge-ends-otherwise")
def the_pledge_of_another_is_cancelled(books):
    books.find("pool", "pledge-cancelled", contribution="woonstede-uit").change(contributor="groen")


@forgery("cancelled-without-reason")
def the_executive_cancels_and_says_nothing(books):
    for explained in books.all("pool", "cancellation-explained", contribution="woonstede-uit"):
        books.remove(explained)


@forgery("reason-to-a-stranger")
def a_reason_is_told_to_a_stranger(books):
    explained = books.find("pool", "cancellation-explained", contribution="woonstede-uit")
    explained.change(addressee="uitkeringen").envelope["audience"] = "uitkeringen"


@forgery("not-theirs")
def a_stranger_cancels(books):
    cancelled = books.find("pool", "pledge-cancelled", contribution="woonstede-later")
    outcome(books, cancelled, by="groen")
