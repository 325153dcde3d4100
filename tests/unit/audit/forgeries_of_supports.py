"""Forgeries of supports, and of what goes under them. All are covered up: only their meaning is wrong."""

from tests.unit.audit.forgery import forgery

AGREED = {"support": "samen-groen"}


def proposals(books, name="samen-groen"):
    return books.all("pool", "support-proposed", support=name)


@forgery("support-unfit")
def money_is_supported_by_what_is_not_earmarked_for_it(books):
    for one in (*proposals(books), books.find("pool", "support-agreed", **AGREED)):
        one.change(from_goal="groen")


@forgery("support-unfit")
def a_new_budget_holder_is_told_a_higher_maximum(books):
    proposals(books)[-1].change(max_cents=60_000)


@forgery("support-unfit")
def a_proposal_goes_to_a_stranger(books):
    proposals(books)[0].change(addressee="woonstede").envelope["audience"] = "woonstede"


@forgery("not-theirs")
def a_stranger_proposes(books):
    for one in proposals(books):
        one.change(proposed_by="woonstede")


@forgery("budget-change-missing")
def own_public_money_moves_without_the_council(books):
    for one in (*proposals(books), books.find("pool", "support-agreed", **AGREED)):
        one.change(budget_change=None)


@forgery("consent-unfit", "support-not-agreed")
def a_stranger_consents(books):
    consented = books.all("pool", "support-consented", **AGREED)[-1]
    consented.change(consented_by="woonstede")
    for one in (consented, books.outcome_of(consented), books.find("pool", "support-agreed", **AGREED)):
        one.envelope["by"] = "woonstede"


@forgery("support-not-agreed")
def it_stands_though_one_has_not_consented(books):
    books.remove(books.all("pool", "support-consented", **AGREED)[0])


@forgery("support-not-agreed")
def it_is_agreed_for_longer_than_was_proposed(books):
    books.find("pool", "support-agreed", **AGREED).change(ends_on="2027-12-31")


@forgery("support-not-agreed")
def it_is_agreed_by_the_former_budget_holder(books):
    books.find("pool", "support-agreed", **AGREED).change(agreed_by=["welzijn", "wijkteam"])


@forgery("support-ended-otherwise")
def what_was_never_proposed_ends(books):
    books.find("pool", "support-ended", support="wacht-nog").change(support="nooit")


@forgery("support-ended-unexplained")
def it_ends_and_nobody_is_told_why(books):
    books.remove(books.find("pool", "support-end-explained", **AGREED))


@forgery("support-ended-unexplained")
def a_stranger_is_told_why_it_ends(books):
    explained = books.find("pool", "support-end-explained", **AGREED)
    explained.change(addressee="woonstede").envelope["audience"] = "woonstede"


def held(books, ask="bloembak:planten"):
    return books.find("pool", "reservation-held", ask=ask)


@forgery("not-supported", "committed-under-others")
def money_is_held_under_a_support_of_another_name(books):
    held(books).change(under=[["wacht-nog", "groen", "welzijn-park", 250]])


@forgery("not-supported")
def money_is_held_under_it_for_another_goal(books):
    held(books, "zaaien:planten").change(under=[["samen-groen", "ontmoeten", "welzijn-park", 250]])


@forgery("not-supported")
def money_is_held_under_it_after_its_last_day(books):
    for one in (*proposals(books), books.find("pool", "support-agreed", **AGREED)):
        one.change(ends_on=books.find("pool", "support-agreed", **AGREED).envelope["at"][:10])
    later = held(books, "zaaien:planten")
    for one in books.batch_of(later):
        one.envelope["at"] = "2026-12-30T" + one.envelope["at"][11:]


@forgery("support-exceeded")
def more_goes_under_it_than_was_agreed(books):
    for one in (*proposals(books), books.find("pool", "support-agreed", **AGREED)):
        one.change(max_cents=300)


@forgery("committed-under-others", "earmark-broken")
def what_is_committed_is_said_to_need_no_support(books):
    books.find("pool", "reservation-committed", ask="bloembak:planten").change(under=[])


@forgery("earmark-broken")
def what_moves_is_said_to_go_under_a_support_though_it_is_earmarked(books):
    moved = books.find("pool", "hold-rebacked", ask="zaaien:planten")
    moved.change(under=[*moved.fact["under"], ["samen-groen", "groen", "groen-park", 1]])
