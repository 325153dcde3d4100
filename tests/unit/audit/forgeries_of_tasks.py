"""Forgeries of tasks that move without their budget, or of budgets without their task. All are covered up."""

from tests.unit.audit.forgery import forgery


def registered(books):
    return books.find("pool", "task-registered")


def moved(books):
    return books.find("pool", "task-moved")


def between(cents, source, target):
    account = "memo/with:wei/speelplekken/"
    return [[f"{account}{source}", -cents], [f"{account}{target}", cents]]


def proposals(books):
    """One that was told twice and agreed, one that was ended, one that was agreed."""
    return books.all("pool", "give-back-proposed")


@forgery("task-unfit")
def a_task_is_for_a_goal_that_the_pool_has_not(books):
    registered(books).change(goal="sport")


@forgery("held-without-task", "sign-broken")
def more_is_taken_over_than_there_is(books):
    registered(books).change(
        units=7, postings=[["memo/task:wei/speelplekken", -700], *between(700, "x", "gemeente")[1:]]
    )


@forgery("held-without-task")
def more_money_is_held_than_goes_with_the_units(books):
    for log, kind in (("applications", "pool-asked"), ("pool", "ask-received")):
        books.find(log, kind, ask="schommels:plekken").change(takes_over=["speelplekken", 6])


@forgery("held-without-task")
def units_are_claimed_twice(books):
    for log, kind in (("applications", "pool-asked"), ("pool", "ask-received")):
        books.find(log, kind, ask="wippen:plekken").change(takes_over=["speelplekken", 3])


@forgery("echo-differs")
def the_pool_takes_the_ask_for_one_of_money_only(books):
    books.find("pool", "ask-received", ask="schommels:plekken").change(takes_over=None)


@forgery("task-moved-otherwise")
def more_units_move_than_were_asked(books):
    moved(books).change(units=9, budget_cents=900, postings=between(900, "gemeente", "buurttuin"))


@forgery("task-moved-otherwise")
def a_task_moves_with_another_amount(books):
    moved(books).change(cents=699)


@forgery("task-moved-otherwise")
def a_task_moves_without_its_money(books):
    books.remove(books.find("pool", "reservation-committed", ask="schommels:plekken"))


@forgery("money-without-task")
def money_is_committed_and_the_task_stays(books):
    books.remove(moved(books))


@forgery("give-back-unfit")
def more_units_are_to_be_given_back_than_were_taken_over(books):
    proposals(books)[0].change(units=9)


@forgery("give-back-unfit")
def a_proposal_goes_to_a_stranger(books):
    proposals(books)[0].change(addressee="woonstede").envelope["audience"] = "woonstede"


@forgery("give-back-unfit")
def a_new_budget_holder_is_told_of_less(books):
    proposals(books)[1].change(cents=149)


@forgery("give-back-unfit")
def a_proposal_has_the_number_of_another(books):
    proposals(books)[-1].change(number=9)


@forgery("give-back-unfit", "given-back-otherwise")
def more_is_agreed_than_was_proposed(books):
    books.find("pool", "give-back-agreed", number=1).change(units=3)


@forgery("give-back-unfit")
def more_is_agreed_than_was_paid(books):
    books.find("pool", "give-back-agreed", number=3).change(cents=701)


@forgery("not-theirs", "give-back-unexplained")
def a_stranger_takes_units_back(books):
    agreed = books.find("pool", "give-back-agreed", number=3)
    agreed.change(agreed_by="woonstede")


@forgery("give-back-ended-otherwise")
def what_was_never_proposed_is_ended(books):
    books.find("pool", "give-back-ended", number=4).change(number=7)


@forgery("give-back-ended-otherwise")
def who_took_it_over_ends_what_is_agreed(books):
    ended = books.find("pool", "give-back-ended", number=3)
    ended.change(ended_by="buurttuin")
    for one in (ended, books.outcome_of(ended)):
        one.envelope["by"] = "buurttuin"


@forgery("give-back-unexplained")
def units_are_taken_back_without_a_word(books):
    books.remove(books.find("pool", "give-back-explained", number=3))


@forgery("give-back-unexplained")
def a_stranger_is_told_why(books):
    explained = books.find("pool", "give-back-explained", number=4)
    explained.change(addressee="woonstede").envelope["audience"] = "woonstede"


def given_back(books, number):
    return books.find("pool", "task-given-back", number=number)


@forgery("given-back-otherwise")
def fewer_units_go_back_than_were_agreed(books):
    given_back(books, 1).change(units=1, budget_cents=100, postings=between(100, "buurttuin", "gemeente"))


@forgery("given-back-otherwise")
def units_go_back_before_all_of_the_money(books):
    books.find("pool", "give-back-agreed", number=1).change(cents=151)
    for proposal in proposals(books)[:2]:
        proposal.change(cents=151)
    given_back(books, 1).change(cents=151)


@forgery("unspent-without-task")
def the_money_comes_back_and_the_units_stay(books):
    books.remove(given_back(books, 1))


@forgery("unspent-without-task")
def what_was_spent_does_not_go_back(books):
    books.remove(given_back(books, 2))
