"""Forgeries of who decides: in its own case, or with one pair of eyes. Only their meaning is wrong."""

from tests.unit.audit.forgery import forgery


@forgery("own-interest", "not-theirs")
def a_budget_holder_holds_its_own_ask(books):
    held = books.find("pool", "reservation-held", ask="vijver:schep")
    for one in (held, books.outcome_of(held)):
        one.envelope["by"] = "buurttuin"


@forgery("own-interest")
def a_mandate_holds_what_its_budget_holder_asks(books):
    """The applicant of all of it holds the budget, in a pool that answers by itself."""
    books.find("pool", "pool-handed-over", pool="buurt").change(budget_holder="bakkerscollectief")


@forgery("applicant-left-out")
def an_ask_hides_who_asks(books):
    books.find("pool", "ask-received", ask="vijver:schep").change(applicant="")


@forgery("echo-differs")
def an_ask_names_another_applicant(books):
    books.find("pool", "ask-received", ask="vijver:schep").change(applicant="repaircafe")


@forgery("approver-differs")
def the_former_second_approver_is_told(books):
    awaits = books.all("pool", "hold-awaits-second-approval", ask="feest:vlaggen")[1]
    awaits.change(approver="college").envelope["audience"] = "college"


@forgery("first-yes-missing")
def the_first_yes_is_another_partys(books):
    books.find("pool", "hold-awaits-second-approval", ask="feest:vlaggen").change(requested_by="groen")


@forgery("first-yes-missing")
def a_second_approver_is_told_of_a_yes_that_nobody_said(books):
    first, _ = books.all("pool", "hold-awaits-second-approval", ask="feest:vlaggen")
    books.remove(first, books.outcome_of(first))


@forgery("four-eyes")
def the_second_approver_gave_the_first_yes_as_well(books):
    for awaits in books.all("pool", "hold-awaits-second-approval", ask="feest:vlaggen"):
        awaits.change(requested_by="gemeente")
