"""Forgeries of corrections. All are covered up: only their meaning is wrong."""

from tests.unit.audit.forgery import forgery


def corrected(books, contribution, **fields):
    return books.find("pool", "contribution-corrected", contribution=contribution, **fields)


@forgery("receipt-misnumbered")
def a_receipt_has_the_number_of_another(books):
    books.find("pool", "contribution-received", contribution="groen-2026", receipt=2).change(receipt=1)


@forgery("corrected-otherwise")
def another_amount_is_corrected_than_was_entered(books):
    """The difference stays what it was, so the books come out."""
    one = corrected(books, "groen-veel", receipt=1)
    one.change(was_cents=900_001, cents=901)


@forgery("corrected-otherwise")
def a_pledge_becomes_more(books):
    one = corrected(books, "groen-veel", receipt=None)
    one.change(cents=900_901, postings=[[account, -cents // 999] for account, cents in one.fact["postings"]])


@forgery("corrected-otherwise")
def a_correction_belongs_to_another_year(books):
    corrected(books, "woonstede-2026").change(of_year=2025)


@forgery("corrected-otherwise")
def a_receipt_is_corrected_that_nobody_entered(books):
    corrected(books, "woonstede-2026").change(receipt=7)


@forgery("corrected-alone")
def a_large_correction_takes_one_party(books):
    one = corrected(books, "groen-veel", receipt=1)
    one.change(approved_by=None)


@forgery("corrected-alone")
def who_asked_for_it_approves_it(books):
    one = corrected(books, "groen-veel", receipt=1)
    one.change(requested_by="college")


@forgery("corrected-alone")
def another_amount_is_approved_than_was_asked_for(books):
    books.find("pool", "correction-awaits-approval", contribution="groen-veel", receipt=1).change(cents=901)


@forgery("corrected-alone")
def nobody_asked_for_what_is_approved(books):
    asked = books.find("pool", "correction-awaits-approval", contribution="groen-veel", receipt=1)
    books.remove(asked, books.outcome_of(asked))


@forgery("correction-asked-otherwise")
def approval_is_asked_of_who_has_no_say(books):
    asked = books.find("pool", "correction-awaits-approval", contribution="groen-veel", receipt=1)
    asked.change(approver="woonstede").envelope["audience"] = "woonstede"


@forgery("correction-asked-otherwise")
def a_new_mandate_asks_approval_of_what_nobody_asked_for(books):
    asked = books.find("pool", "correction-awaits-approval", contribution="groen-veel", receipt=1)
    mandate = books.find("pool", "mandate-set", pool="wijk")
    again = books.made_of(mandate, "correction-awaits-approval", **asked.fact)
    again.envelope["audience"] = asked.fact["approver"]
    books.put(again, after=mandate)


@forgery("not-theirs")
def a_contributor_corrects(books):
    one = corrected(books, "woonstede-2026")
    for each in (one, books.outcome_of(one)):
        each.envelope.update(by="woonstede")


@forgery("booked-otherwise")
def money_that_is_free_is_left_where_it_is(books):
    """The contribution is short, though there is money."""
    one = corrected(books, "woonstede-2026")
    one.change(postings=[[account.replace("/free", "/short"), cents] for account, cents in one.fact["postings"]])


@forgery("rebacked-without-hold")
def what_is_not_held_is_backed_anew(books):
    books.find("pool", "hold-rebacked").change(revision=2)


@forgery("attribution-differs", "booked-otherwise")
def less_is_backed_than_is_held(books):
    rebacked = books.find("pool", "hold-rebacked")
    (goal, contribution, cents), *others = rebacked.fact["attribution"]
    rebacked.change(attribution=[[goal, contribution, cents - 1], *others])


@forgery("earmark-broken", "attribution-differs")
def a_goal_is_backed_by_money_for_another(books):
    rebacked = books.find("pool", "hold-rebacked")
    rebacked.change(attribution=[["ontmoeten-2", *rest] for _, *rest in rebacked.fact["attribution"]])


@forgery("moved-for-nobody")
def a_hold_moves_and_makes_no_room(books):
    """Nothing is held for the ask that caused it."""
    held = books.find("pool", "reservation-held", ask="gevel:klimop")
    held.change(pool="buurt")
