"""Forgeries of grants in parts. All are covered up: only their meaning is wrong."""

from tests.unit.audit.advancing import BARN, CHAIRS, POOL, ROOF, STOVE
from tests.unit.audit.forgeries_of_determinations import beside, determined
from tests.unit.audit.forgery import forgery


def ordered(books, part, number=1, ask=ROOF):
    return books.find("settlement", "payment-ordered", order=f"{ask}:{part}:{number}")


def released(books, ask=ROOF):
    return books.find("settlement", "advance-released", ask=ask)


def reported(books, ask=ROOF, at=0):
    return books.all("settlement", "milestone-reported", ask=ask)[at]


def paid(books, part):
    return books.all("pool", "reservation-paid", order=f"{ROOF}:{part}")[-1]


def corrected(books):
    return books.find("settlement", "determination-corrected", ask=ROOF)


def in_other_parts(books, ask, *rows):
    """As if it had been asked, granted and agreed so."""
    kind, funder = ("zuil-asked", "zuil") if ask == CHAIRS else ("pool-asked", "pool")
    books.find("applications", kind, ask=ask).change(advances=list(rows))
    if funder == "pool":
        books.find("pool", "ask-received", ask=ask).change(advances=list(rows))
    granted = books.find("applications", "application-granted", application=BARN)
    granted.change(advances=[[one, list(rows) if one == ask else parts] for one, parts in granted.fact["advances"]])
    books.find("settlement", "agreement-made", ask=ask).change(advances=list(rows))


# What is asked and agreed


@forgery("advances-unfit")
def advances_are_more_than_the_grant(books):
    in_other_parts(books, CHAIRS, [30, "2026-01-01", None], [71, None, "De stoelen staan er"])


@forgery("advances-unfit")
def an_advance_awaits_a_day_and_a_milestone(books):
    in_other_parts(books, CHAIRS, [30, "2026-01-01", "x"], [45, None, "De stoelen staan er"])


@forgery("advances-unfit")
def an_advance_is_of_nothing(books):
    in_other_parts(books, CHAIRS, [0, None, None])


@forgery("advances-unfit")
def a_grant_is_paid_in_too_many_parts(books):
    in_other_parts(books, CHAIRS, *([1, None, None] for _ in range(25)))


@forgery("advances-unfit")
def a_loan_is_paid_in_parts(books):
    books.find("applications", "zuil-asked", instrument="loan").change(advances=[[50, None, None]])


@forgery("advances-unfit")
def too_little_is_paid_in_parts(books):
    books.find("applications", "zuil-asked", ask="schommels:verf").change(advances=[[50, None, None]])


@forgery("terms-otherwise")
def it_is_granted_in_other_parts_than_asked(books):
    granted = books.find("applications", "application-granted", application=BARN)
    granted.change(advances=[[one, parts[:1]] for one, parts in granted.fact["advances"]])


@forgery("echo-differs")
def a_pool_is_asked_in_other_parts(books):
    books.find("pool", "ask-received", ask=ROOF).change(advances=[])


@forgery("echo-differs")
def it_is_agreed_in_other_parts_than_granted(books):
    books.find("settlement", "agreement-made", ask=STOVE).change(advances=[[51, None, "Hij brandt"]])


@forgery("agreement-due-otherwise")
def what_is_paid_in_parts_is_due_a_week_later(books):
    books.find("settlement", "agreement-made", ask=ROOF).change(due_on="2026-03-02")


@forgery("commit-heard-otherwise")
def nothing_is_to_be_paid_at_once_of_what_is(books):
    beside(books, ordered(books, "advance-1"), "commit-heard", pool=POOL, ask=ROOF)


@forgery("heard-without-effect")
def a_commit_is_heard_and_only_one_of_two_advances_ordered(books):
    books.remove(ordered(books, "advance-2"))


@forgery("grant-not-ordered")
def an_advance_of_a_zuil_is_never_ordered(books):
    books.remove(ordered(books, "advance-1", ask=CHAIRS))


# Orders


@forgery("order-unfounded")
def an_advance_is_a_cent_more(books):
    ordered(books, "advance-1").change(cents=431)


@forgery("order-unfounded")
def what_awaits_a_milestone_is_ordered_at_once(books):
    books.again(ordered(books, "advance-1"), order=f"{ROOF}:advance-3:1", advance=3, cents=326)


@forgery("order-unfounded")
def an_advance_is_ordered_after_it_was_withdrawn(books):
    books.again(ordered(books, "rest-2"), order=f"{ROOF}:advance-2:4", advance=2, cents=274, due_on="2026-05-01")


@forgery("order-unfounded")
def a_rest_is_ordered_before_anything_is_determined(books):
    beside(books, ordered(books, "advance-3"), "payment-ordered", **ordered(books, "rest-1").fact)


@forgery("order-twice")
def an_advance_is_ordered_twice(books):
    books.again(ordered(books, "advance-1"), order=f"{ROOF}:advance-1:2")


@forgery("ordered-above-grant")
def all_of_it_is_ordered_beside_its_advances(books):
    books.again(ordered(books, "advance-1"), order=f"{ROOF}:1", advance=None, cents=1_303)


@forgery("order-otherwise")
def an_order_has_the_number_of_another(books):
    ordered(books, "advance-2", 2).change(order=f"{ROOF}:advance-2:3")


@forgery("order-otherwise")
def an_order_pays_another_advance_than_it_says(books):
    ordered(books, "advance-1").change(advance=2)


@forgery("order-otherwise")
def an_advance_is_due_before_its_day(books):
    ordered(books, "advance-2").change(due_on="2026-02-23")


@forgery("order-otherwise")
def an_advance_whose_day_has_passed_is_due_on_it(books):
    ordered(books, "advance-1", ask=CHAIRS).change(due_on="2026-01-01")


@forgery("order-otherwise")
def what_is_ordered_again_is_due_later(books):
    ordered(books, "advance-2", 3).change(due_on="2026-05-08")


@forgery("order-otherwise")
def what_was_released_is_due_a_week_later(books):
    ordered(books, "advance-3").change(due_on="2026-03-02")


@forgery("order-otherwise")
def a_rest_is_due_a_week_later(books):
    ordered(books, "rest-2").change(due_on="2026-03-02")


@forgery("order-differs")
def another_budget_holder_is_told_another_day(books):
    books.find("settlement", "order-reassigned").change(due_on="2026-07-01")


@forgery("order-not-open")
def an_advance_that_was_withdrawn_is_paid(books):
    paid_rest = books.find("settlement", "payment-confirmed", order=f"{ROOF}:rest-2:1")
    books.again(paid_rest, order=f"{ROOF}:advance-2:3", cents=274)


# Milestones


@forgery("advance-unfounded")
def an_advance_that_awaits_nothing_is_released(books):
    released(books).change(advance=1)


@forgery("advance-unfounded")
def it_is_released_for_another_milestone(books):
    released(books).change(milestone="Het dak lekt")


@forgery("advance-unfounded")
def an_advance_is_released_twice(books):
    books.again(released(books))


@forgery("advance-unfounded")
def an_advance_is_released_after_the_determination(books):
    beside(books, determined(books, STOVE), "advance-released", **released(books, STOVE).fact)


@forgery("advance-unfounded")
def an_advance_is_released_after_a_determination_though_it_never_was_before(books):
    never = released(books, CHAIRS)
    books.remove(never, ordered(books, "advance-2", ask=CHAIRS))
    beside(books, determined(books, CHAIRS), "advance-released", **never.fact)


@forgery("advance-unfounded")
def it_is_reported_while_a_report_awaits_the_funder(books):
    books.remove(books.find("settlement", "milestone-declined", ask=ROOF))


@forgery("advance-unfounded")
def what_was_never_reported_is_declined(books):
    books.remove(reported(books))


@forgery("advance-unfounded")
def what_another_received_is_reported(books):
    reported(books).change(recipient="bakkerscollectief")


@forgery("not-theirs")
def a_funder_reports_itself(books):
    reported(books).envelope["by"] = "wijkteam"


@forgery("not-theirs")
def another_funder_releases_it(books):
    released(books).change(released_by="welzijn")


@forgery("advance-in-own-case")
def who_receives_it_releases_it(books):
    released(books).change(recipient="wijkteam")


@forgery("advance-in-own-case")
def who_receives_it_declines_it(books):
    books.find("settlement", "milestone-declined", ask=ROOF).change(recipient="wijkteam")


@forgery("judged-before-commit", "heard-without-effect")
def it_is_released_before_the_commit_was_heard(books):
    books.remove(books.find("settlement", "commit-heard"))


@forgery("released-otherwise")
def more_is_released_than_the_advance(books):
    released(books).change(cents=327)


@forgery("day-otherwise")
def it_was_released_the_day_before(books):
    released(books).change(released_on="2026-01-09")


@forgery("day-otherwise")
def it_was_reported_the_day_before(books):
    reported(books).change(reported_on="2026-01-09")


@forgery("part-not-ordered")
def what_is_released_is_not_ordered(books):
    books.remove(ordered(books, "advance-3"))


# Determinations


@forgery("part-not-ordered")
def a_rest_is_not_ordered(books):
    books.remove(ordered(books, "rest-2"))


@forgery("part-not-ordered")
def what_a_mistake_withdrew_is_not_ordered_again(books):
    books.remove(ordered(books, "advance-2", 3))


@forgery("part-not-withdrawn")
def an_advance_stays_open_after_the_determination(books):
    books.remove(books.find("settlement", "order-withdrawn", order=f"{ROOF}:advance-2:2"))


@forgery("part-not-withdrawn")
def a_rest_stays_open_after_the_correction(books):
    books.remove(books.find("settlement", "order-withdrawn", order=f"{ROOF}:rest-1:1"))


@forgery("part-withdrawn-otherwise")
def an_advance_is_withdrawn_and_nothing_is_determined(books):
    gone = books.find("settlement", "order-withdrawn", order=f"{ROOF}:advance-2:2")
    books.move(gone, before=released(books))


@forgery("part-withdrawn-otherwise")
def what_is_withdrawn_pays_another_advance(books):
    books.find("settlement", "order-withdrawn", order=f"{ROOF}:advance-2:2").change(advance=1)


@forgery("part-withdrawn-otherwise")
def what_is_withdrawn_was_for_another_to_pay(books):
    books.find("settlement", "order-withdrawn", order=f"{ROOF}:advance-2:2").change(payer="groen")


@forgery("part-withdrawn-otherwise")
def what_is_withdrawn_was_another_amount(books):
    books.find("settlement", "order-withdrawn", order=f"{ROOF}:advance-2:2").change(cents=273)


@forgery("rest-otherwise")
def what_is_free_already_is_freed_by_a_later_determination(books):
    determined(books, STOVE, 2).change(released_cents=200)


@forgery("rest-otherwise")
def a_rest_is_a_cent_too_much(books):
    determined(books, ROOF, 2).change(rest_cents=458, released_cents=89)


@forgery("rest-otherwise")
def a_rest_is_a_cent_more_than_is_left(books):
    determined(books, ROOF, 2).change(rest_cents=458)


@forgery("rest-otherwise")
def a_cent_is_neither_paid_nor_free(books):
    determined(books, ROOF, 2).change(released_cents=89)


@forgery("determined-beyond-kept")
def more_is_determined_than_was_granted(books):
    determined(books, CHAIRS).change(cents=1_002, rest_cents=251)


@forgery("determined-beyond-kept")
def what_was_paid_first_is_not_counted(books):
    determined(books, ROOF, 2).change(kept_cents=313)


@forgery("determined-unfounded")
def it_is_paid_by_another_order_last(books):
    determined(books, ROOF, 2).change(order=f"{ROOF}:advance-1:1")


@forgery("determination-corrected-otherwise")
def a_mistake_freed_another_amount(books):
    corrected(books).change(released_cents=391)


# What the pool books


@forgery("paid-without-commit")
def a_payment_is_more_than_is_left(books):
    paid(books, "rest-2:1").change(cents=458)


@forgery("paid-without-commit")
def a_payment_is_of_another_application(books):
    paid(books, "advance-1:1").change(application="tuin")


@forgery("booked-twice")
def an_advance_is_booked_twice(books):
    books.again(paid(books, "advance-1:1"))


@forgery("paid-parts-otherwise", "booked-otherwise")
def one_contribution_pays_a_cent_for_another(books):
    part = paid(books, "advance-3:1")
    under, (meeting, wide, cents), (_, other, others) = part.fact["attribution"]
    part.change(attribution=[under, [meeting, wide, cents + 1], [meeting, other, others - 1]])
    part.book(
        *((f"{POOL}/wijk-delen/committed", -226), (f"{POOL}/wijk-delen/paid", 226)),
        *((f"{POOL}/huur-delen/committed", -100), (f"{POOL}/huur-delen/paid", 100)),
    )


@forgery("paid-parts-otherwise")
def what_goes_under_a_support_is_another_amount(books):
    paid(books, "advance-1:1").fact["under"][0][3] = 99


@forgery("paid-parts-otherwise")
def a_part_is_booked_as_if_it_were_all(books):
    paid(books, "advance-1:1").change(attribution=[], under=[])


@forgery("undone-unpaid")
def more_is_undone_than_an_advance(books):
    books.find("pool", "payment-undone", order=f"{ROOF}:advance-1:1").change(cents=431)


@forgery("undone-unpaid")
def what_was_booked_by_another_order_is_undone(books):
    books.find("pool", "payment-undone", order=f"{ROOF}:advance-1:1").change(order=f"{ROOF}:advance-3:1")


@forgery("undone-unpaid")
def an_advance_is_undone_of_which_money_came_back(books):
    undone = books.find("pool", "payment-undone", order=f"{ROOF}:advance-1:1")
    books.move(undone, after=books.find("pool", "money-returned", order=f"{ROOF}:advance-1:1"))


@forgery("remainder-otherwise")
def a_remainder_is_freed_for_another_goal(books):
    freed = books.find("pool", "remainder-freed", ask=ROOF)
    first, *rest = freed.fact["attribution"]
    freed.change(attribution=[["ontmoeten", *first[1:]], *rest], under=[])


@forgery("remainder-otherwise")
def a_remainder_is_a_cent_more(books):
    books.find("pool", "remainder-freed", ask=STOVE).change(cents=201, attribution=[["ontmoeten", "huur-delen", 201]])


@forgery("remainder-otherwise")
def a_remainder_is_freed_twice(books):
    books.again(books.find("pool", "remainder-freed", ask=STOVE))


@forgery("remainder-otherwise")
def what_is_still_to_be_paid_is_freed_as_well(books):
    left = [["groen", "wijk-delen", 36], ["ontmoeten", "wijk-delen", 72], ["ontmoeten", "huur-delen", 49]]
    again = books.again(books.find("pool", "remainder-freed", ask=ROOF), cents=157, attribution=left)
    again.change(under=[["delen-groen", "groen", "wijk-delen", 36]])
    again.book(
        *((f"{POOL}/wijk-delen/committed", -108), (f"{POOL}/wijk-delen/free", 108)),
        *((f"{POOL}/huur-delen/committed", -49), (f"{POOL}/huur-delen/free", 49)),
    )


@forgery("remainder-otherwise")
def another_amount_is_committed_again_than_its_parts(books):
    books.find("pool", "remainder-committed", ask=ROOF).change(cents=389)


@forgery("remainder-otherwise")
def a_remainder_is_of_another_application(books):
    books.find("pool", "remainder-freed", ask=STOVE).change(application="tuin")


@forgery("remainder-otherwise")
def less_is_committed_again_than_was_freed(books):
    again = books.find("pool", "remainder-committed", ask=ROOF)
    *rest, (goal, contribution, cents) = again.fact["attribution"]
    again.change(cents=389, attribution=[*rest, [goal, contribution, cents - 1]])


@forgery("heard-without-effect")
def what_is_not_to_be_paid_stays_committed(books):
    books.remove(books.find("pool", "remainder-freed", ask=STOVE))


@forgery("heard-without-effect")
def what_was_a_mistake_stays_free(books):
    books.remove(books.find("pool", "remainder-committed", ask=ROOF))


@forgery("not-in-proportion")
def what_came_back_goes_to_who_paid_nothing_yet(books):
    came = books.find("pool", "money-returned", order=f"{ROOF}:advance-1:1")
    came.change(parts=[["wijk-delen", 12], ["huur-delen", 1]])
    came.book(
        *((f"{POOL}/wijk-delen/refunded", -12), (f"{POOL}/wijk-delen/free", 12)),
        *((f"{POOL}/huur-delen/refunded", -1), (f"{POOL}/huur-delen/free", 1)),
    )
