"""Forgeries of what a first yes sets aside. All are covered up: only their meaning is wrong."""

from tests.unit.audit.forgery import forgery


def aside(books, ask="brug:planken", number=0):
    return books.all("pool", "backing-set-aside", ask=ask)[number]


def held(books, ask="brug:planken"):
    return books.find("pool", "reservation-held", ask=ask)


def moved(cents, source, target, contribution="boog-breed", pool="boog"):
    return [[f"{pool}/{contribution}/{source}", -cents], [f"{pool}/{contribution}/{target}", cents]]


@forgery("aside-without-yes")
def money_is_set_aside_of_which_nobody_said_yes(books):
    books.remove(books.find("pool", "hold-awaits-second-approval", ask="trap:treden"))


@forgery("yes-without-aside", "freed-without-aside")
def a_first_yes_sets_nothing_aside(books):
    books.remove(aside(books, "poort:steen", -1))


@forgery("aside-twice")
def who_takes_over_has_it_set_aside_once_more(books):
    """As a second approver that is told anew: the money is taken again."""
    told = books.all("pool", "hold-awaits-second-approval", ask="feest:vlaggen")[1]
    first = aside(books, "feest:vlaggen")
    again = books.made_of(told, "backing-set-aside", **first.fact)
    again.envelope["audience"] = ""
    books.put(again, after=told)


@forgery("booked-otherwise", "hold-unfit")
def another_amount_is_set_aside_than_was_asked(books):
    aside(books).change(cents=2_901)


@forgery("booked-otherwise")
def it_is_booked_as_if_it_were_held(books):
    aside(books, "trap:treden").book(*moved(1_300, "free", "held"))


@forgery("attribution-differs")
def it_is_set_aside_for_another_goal(books):
    aside(books).change(attribution=[["ontmoeten", "boog-breed", 2_900]])


@forgery("earmark-broken")
def what_is_for_another_goal_is_set_aside(books):
    one = aside(books)
    one.change(attribution=[["groen", "boog-smal", 1_400], ["groen", "boog-breed", 1_500]])
    one.book(*moved(1_400, "free", "reserved", "boog-smal"), *moved(1_500, "free", "reserved"))


@forgery("not-supported")
def it_is_set_aside_under_a_support_that_is_not_there(books):
    aside(books).change(under=[["samen-groen", "groen", "boog-breed", 100]])


@forgery("booked-otherwise")
def the_second_yes_takes_other_money(books):
    """As if it were searched for anew: what was set aside stays so."""
    held(books).book(*moved(2_900, "free", "held"))


@forgery("held-otherwise")
def the_second_yes_holds_for_another_goal(books):
    held(books).change(attribution=[["ontmoeten", "boog-breed", 2_900]])


@forgery("aside-left")
def a_newer_revision_leaves_it_set_aside(books):
    books.remove(books.all("pool", "backing-freed", ask="poort:steen")[0])
    later = books.all("pool", "backing-set-aside", ask="poort:steen")[1:]
    books.remove(*later, *books.all("pool", "backing-freed", ask="poort:steen"))


@forgery("declined-with-aside")
def what_is_declined_stays_set_aside(books):
    books.remove(books.all("pool", "backing-freed", ask="poort:steen")[1])


@forgery("aside-left")
def an_application_ends_and_it_stays_set_aside(books):
    books.remove(books.all("pool", "backing-freed", ask="poort:steen")[-1])


@forgery("freed-without-aside")
def it_is_given_back_twice(books):
    books.again(books.find("pool", "backing-freed", ask="poort:steen"))


@forgery("booked-otherwise")
def less_is_given_back_than_was_set_aside(books):
    books.find("pool", "backing-freed", ask="poort:steen").book(*moved(1_199, "reserved", "free"))


@forgery("freed-without-aside", "echo-differs")
def it_is_given_back_of_another_revision(books):
    books.find("pool", "backing-freed", ask="poort:steen").change(revision=2)


@forgery("moved-for-nobody")
def it_moves_without_need(books):
    rebacked = books.find("pool", "hold-rebacked", ask="trap:treden")
    stays = [one for one in books.batch_of(rebacked) if one.kind in {"hold-rebacked", "backing-set-aside"}]
    books.remove(*(one for one in stays if one is not rebacked), held(books))


@forgery("above-total")
def more_is_set_aside_than_the_mandate_allows(books):
    books.find("pool", "mandate-set", pool="boog").change(total_cents=4_199)


@forgery("outside-mandate")
def more_is_set_aside_at_once_than_the_mandate_allows(books):
    books.find("pool", "mandate-set", pool="boog").change(limit_cents=2_899)


@forgery("above-goal-ceiling")
def more_is_set_aside_for_a_goal_than_the_council_allows(books):
    books.find("pool", "pool-opened", pool="boog").change(ceilings=[["ontmoeten", 1_299]])


@forgery("closed-too-early", "after-closing")
def a_pool_is_closed_in_which_something_is_set_aside(books):
    closed = books.find("pool", "pool-closed")
    yes = aside(books, "trap:treden")
    twin = books.made_of(closed, "pool-closed", **{**closed.fact, "pool": "boog", "parts": []})
    books.put(twin, after=books.outcome_of(yes))
