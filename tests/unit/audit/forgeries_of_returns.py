"""Forgeries of what goes back to contributors, and of a pool's end. All are covered up: only their meaning is wrong."""

from tests.unit.audit.forgery import forgery


def year_end(books):
    return books.find("pool", "contribution-returned", contribution="zaal")


def moved(cents, contribution, source, target, pool="oud"):
    return [[f"{pool}/{contribution}/{source}", -cents], [f"{pool}/{contribution}/{target}", cents]]


@forgery("returned-otherwise")
def a_part_of_it_goes_back(books):
    year_end(books).change(cents=39, postings=moved(39, "zaal", "free", "returning"))


@forgery("returned-otherwise", "order-unfounded")
def it_goes_back_to_another(books):
    year_end(books).change(contributor="welzijn")


@forgery("returned-otherwise")
def what_was_to_stay_goes_back(books):
    year_end(books).change(contribution="huur", cents=10, postings=moved(10, "huur", "free", "returning"))


@forgery("returned-otherwise")
def it_goes_back_a_day_early(books):
    books.find("pool", "contribution-pledged", contribution="zaal").change(last_day="2026-01-31")


@forgery("returned-otherwise")
def it_goes_back_for_another_reason(books):
    books.all("pool", "contribution-returned", contribution="huur-kort")[1].change(because="pool-closed")


@forgery("returned-otherwise")
def a_return_has_the_number_of_another(books):
    books.all("pool", "contribution-returned", contribution="huur-kort")[1].change(number=1)


@forgery("order-unfounded")
def an_order_gives_back_more_than_the_pool_said(books):
    order = books.find("settlement", "payment-ordered", contribution="zaal")
    postings = [[account, cents // 40 * 41] for account, cents in order.fact["postings"]]
    order.change(cents=41, postings=postings)


@forgery("heard-without-effect")
def a_return_is_never_ordered(books):
    books.remove(books.all("settlement", "payment-ordered", contribution="huur-kort")[1])


@forgery("heard-without-effect", "payment-not-booked")
def a_return_that_was_paid_is_not_booked(books):
    books.remove(books.all("pool", "return-paid", contribution="zaal")[-1])


@forgery("own-money-returned")
def own_money_goes_back_instead_of_lapsing(books):
    books.find("pool", "contribution-pledged", contribution="welzijn-oud").change(at_year_end="returned")


@forgery("asks-again-otherwise")
def structural_money_is_asked_again_after_the_budget(books):
    books.find("pool", "contribution-pledged", contribution="welzijn-2026").change(asks_again_on="2026-11-16")


@forgery("asks-again-otherwise")
def incidental_money_is_asked_again(books):
    books.find("pool", "contribution-pledged", contribution="groen-veel").change(asks_again_on="2026-09-01")


@forgery("asked-again-otherwise")
def more_is_asked_again_than_was_pledged(books):
    books.find("pool", "contribution-asked-again", contribution="zaal").change(cents=41)


@forgery("asked-again-otherwise")
def it_is_asked_again_before_its_day(books):
    books.find("pool", "contribution-pledged", contribution="zaal").change(asks_again_on="2026-06-01")


@forgery("asked-again-otherwise")
def it_is_asked_for_a_year_that_is_far(books):
    books.find("pool", "contribution-asked-again", contribution="zaal").change(year=2030)


# A pool's end


def closed(books):
    return books.find("pool", "pool-closed")


@forgery("closed-too-early", "after-closing")
def a_pool_is_closed_in_which_money_is_held(books):
    closed(books).change(pool="buurt")


@forgery("closed-otherwise")
def less_is_named_than_was_free(books):
    closed(books).change(parts=[["huur-kort", 59]])


@forgery("closed-otherwise")
def a_contribution_is_left_out(books):
    closed(books).change(parts=[])


@forgery("returns-by-moving")
def a_hold_moves_that_was_backed_by_what_goes_back(books):
    """The pool of that hold is closed, in the books, before it moves."""
    rebacked = books.find("pool", "hold-rebacked", ask="samenzang:koor")
    closed(books).change(pool=rebacked.fact["pool"], parts=[])


# The order of a return


@forgery("order-differs")
def the_order_is_withdrawn_of_another(books):
    books.find("settlement", "return-withdrawn").change(payee="back-to:welzijn")


@forgery("order-not-open")
def a_paid_return_is_withdrawn(books):
    paid = books.all("settlement", "payment-confirmed", contribution="zaal")[-1]
    withdrawn = books.find("settlement", "return-withdrawn")
    of_paid = {name: paid.fact[name] for name in ("order", "contribution", "payee", "cents")}
    withdrawn.change(**of_paid)


@forgery("return-not-ordered")
def no_order_takes_the_place_of_one_that_the_bank_returned(books):
    again = books.find("settlement", "payment-ordered", order="oud:zaal:return-1:2")
    confirmed = books.all("settlement", "payment-confirmed", order="oud:zaal:return-1:2")
    corrected = books.all("settlement", "confirmation-corrected", order="oud:zaal:return-1:2")
    booked = [*books.all("pool", "return-paid", order="oud:zaal:return-1:2")]
    booked += books.all("pool", "return-undone", order="oud:zaal:return-1:2")
    books.remove(again, *confirmed, *corrected, *booked)


@forgery("order-unfounded")
def a_withdrawn_return_is_ordered_again(books):
    books.find("settlement", "payment-ordered", order="oud:zaal-fout:return-2").change(
        order="oud:zaal-fout:return-1:2", cents=20
    )


@forgery("opened-for-another")
def a_corrected_payment_is_open_for_who_does_not_pay_it(books):
    books.find("settlement", "confirmation-corrected", order="feest:vlaggen:1").change(payer="wijkteam")
