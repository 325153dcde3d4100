"""Forgeries of grants that are changed before they are determined. All are covered up: only their meaning is wrong."""

from tests.unit.audit.changing import CHORE, DOOR, FLOOR, HUT, PAINT, POOL
from tests.unit.audit.forgeries_of_determinations import beside, determined
from tests.unit.audit.forgery import forgery


def changed(books, ask=FLOOR, number=1):
    return books.find("settlement", "grant-changed", ask=ask, change=number)


def ordered(books, part, ask=FLOOR):
    return books.find("settlement", "payment-ordered", order=f"{ask}:{part}")


def withdrawn(books, part, ask=FLOOR):
    return books.find("settlement", "order-withdrawn", order=f"{ask}:{part}")


def released(books):
    return books.find("settlement", "advance-released", ask=FLOOR)


def committed(books, cents=200):
    return books.find("pool", "remainder-committed", ask=FLOOR, cents=cents)


# Who, what and when


@forgery("changed-in-own-case")
def who_receives_it_changes_it(books):
    changed(books).change(recipient="wijkteam")


@forgery("not-theirs")
def another_funder_changes_it(books):
    changed(books).change(changed_by="welzijn")


@forgery("not-theirs")
def what_another_pays_is_changed(books):
    changed(books, PAINT).envelope["by"] = "wijkteam"


@forgery("audience-differs")
def only_its_funder_is_told(books):
    changed(books).envelope["audience"] = "wijkteam"


@forgery("changed-unfounded")
def what_was_never_granted_is_changed(books):
    changed(books, PAINT).change(ask=f"{HUT}:dak")


@forgery("changed-unfounded")
def what_is_lent_is_changed(books):
    books.find("settlement", "agreement-made", ask=DOOR).change(instrument="loan")


@forgery("changed-unfounded")
def what_another_receives_is_changed(books):
    changed(books).change(recipient="bakkerscollectief")


@forgery("changed-unfounded")
def what_another_funder_grants_is_changed(books):
    changed(books).change(funder="pool:delen")


@forgery("changed-unfounded")
def it_is_changed_under_another_application(books):
    changed(books).change(application="tuin")


@forgery("changed-unfounded")
def it_is_changed_before_its_pool_committed_it(books):
    agreed = books.find("settlement", "agreement-made", ask=FLOOR)
    beside(books, agreed, "grant-changed", **changed(books).fact)


@forgery("changed-unfounded")
def it_is_changed_after_its_determination(books):
    again = {"change": 6, "was_cents": 609, "cents": 608}
    beside(books, determined(books, FLOOR, 2), "grant-changed", **{**changed(books).fact, **again})


@forgery("change-misnamed")
def a_change_has_the_number_of_another(books):
    changed(books, number=2).change(change=1)


@forgery("change-misnamed")
def it_was_another_amount_before(books):
    changed(books, PAINT).change(was_cents=199)


@forgery("change-misnamed")
def a_change_forgets_the_one_before_it(books):
    changed(books, DOOR, 2).change(was_cents=400)


@forgery("changed-beyond")
def less_is_granted_than_was_paid(books):
    changed(books, number=5).change(cents=408, advances=[301, 0, 108])


@forgery("changed-beyond")
def more_is_granted_than_at_first(books):
    changed(books, DOOR, 2).change(cents=401)


@forgery("changed-beyond")
def it_is_changed_to_what_it_was(books):
    changed(books, DOOR, 2).change(cents=300)


@forgery("change-ground-unfit")
def less_is_granted_because_it_is_reconsidered(books):
    changed(books).change(ground="reconsidered")


@forgery("change-ground-unfit")
def less_is_granted_on_a_ground_of_determinations(books):
    changed(books, PAINT).change(ground="costs-lower")


@forgery("change-ground-unfit")
def more_is_granted_because_of_circumstances(books):
    changed(books, number=2).change(ground="circumstances-changed")


@forgery("day-otherwise")
def it_was_changed_the_day_before(books):
    changed(books).change(changed_on="2026-01-09")


# What its advances come to


@forgery("advances-changed-otherwise")
def an_advance_loses_what_the_last_should(books):
    changed(books).change(advances=[301, 0, 199])


@forgery("advances-changed-otherwise")
def an_advance_is_more_than_it_was_to_be(books):
    changed(books, number=2).change(advances=[301, 252, 147])


@forgery("advances-changed-otherwise")
def what_was_paid_is_changed(books):
    changed(books, number=5).change(advances=[300, 201, 108])


@forgery("advances-changed-otherwise")
def an_advance_is_forgotten(books):
    changed(books).change(advances=[301, 199])


@forgery("advances-changed-otherwise")
def what_is_paid_all_at_once_has_an_advance(books):
    changed(books, DOOR).change(advances=[300])


# What is withdrawn and ordered


@forgery("part-not-ordered")
def what_is_less_is_not_ordered_again(books):
    books.remove(ordered(books, "advance-2-change-1:1"))


@forgery("part-not-ordered")
def what_is_more_is_not_ordered(books):
    books.remove(ordered(books, "change-2:1", DOOR))


@forgery("part-not-ordered")
def what_was_released_before_is_not_ordered_again(books):
    books.remove(ordered(books, "advance-3-change-4:1"))


@forgery("part-not-withdrawn")
def what_is_nothing_any_more_stays_open(books):
    books.remove(withdrawn(books, "1", PAINT))


@forgery("part-not-withdrawn")
def an_advance_that_is_less_stays_open(books):
    books.remove(withdrawn(books, "advance-2:1"))


@forgery("part-not-withdrawn")
def an_advance_that_is_nothing_stays_open(books):
    books.remove(withdrawn(books, "advance-3:1"))


@forgery("part-withdrawn-otherwise")
def what_is_withdrawn_was_less(books):
    withdrawn(books, "advance-2-change-1:1").change(cents=198)


@forgery("part-withdrawn-otherwise")
def what_is_granted_beside_it_is_withdrawn(books):
    beside(books, changed(books, PAINT), "order-withdrawn", **withdrawn(books, "1", CHORE).fact)


@forgery("order-unfounded")
def a_cent_more_is_ordered_again(books):
    ordered(books, "advance-2-change-1:1").change(cents=200)


@forgery("order-unfounded")
def what_was_paid_is_ordered_again(books):
    ordered(books, "change-2:1", DOOR).change(cents=350)


@forgery("order-unfounded")
def what_is_ordered_again_is_named_as_if_it_failed(books):
    ordered(books, "advance-2-change-1:1").change(order=f"{FLOOR}:advance-2:2")


@forgery("order-unfounded")
def what_awaits_its_milestone_is_ordered_by_a_change(books):
    again = {"order": f"{FLOOR}:advance-3-change-2:1", "advance": 3, "cents": 148}
    books.again(ordered(books, "advance-2-change-2:1"), **again)


@forgery("order-otherwise")
def what_is_ordered_again_is_due_earlier(books):
    ordered(books, "advance-2-change-1:1").change(due_on="2026-02-23")


@forgery("order-otherwise")
def what_is_more_is_due_a_week_later(books):
    ordered(books, "change-2:1", DOOR).change(due_on="2026-03-02")


@forgery("order-otherwise")
def what_is_ordered_again_pays_another_advance(books):
    ordered(books, "advance-2-change-1:1").change(advance=3)


@forgery("ordered-above-grant")
def more_is_ordered_than_is_granted_now(books):
    books.again(ordered(books, "change-2:1", DOOR), order=f"{DOOR}:2", cents=1)


@forgery("released-otherwise")
def an_advance_is_released_as_it_was_at_first(books):
    released(books).change(cents=201)


@forgery("released-otherwise")
def an_advance_is_released_of_which_nothing_is_left(books):
    beside(books, changed(books), "advance-released", **{**released(books).fact, "cents": 0})


# What is made of it later


@forgery("determined-unfounded")
def it_is_determined_by_what_was_granted_at_first(books):
    determined(books, FLOOR, 2).change(granted_cents=1_003, released_cents=394)


@forgery("determined-beyond-kept")
def more_is_determined_than_is_granted_now(books):
    determined(books, FLOOR, 2).change(cents=610, rest_cents=201)


@forgery("ground-unfit")
def all_that_is_granted_now_is_determined_on_a_ground(books):
    determined(books, FLOOR, 2).change(ground="costs-lower")


@forgery("reported-parts-otherwise")
def what_is_nothing_any_more_has_a_part(books):
    report = books.find("settlement", "report-submitted", application=HUT)
    first, second, *rest = report.fact["parts"]
    report.change(parts=[{**first, "cents": first["cents"] - 1}, {**second, "cents": 1}, *rest])


@forgery("verified-unpaid")
def a_saving_is_verified_on_what_is_granted_again_and_not_paid(books):
    books.remove(books.find("settlement", "payment-confirmed", order=f"{DOOR}:change-2:1"))


# What the pool makes of it


@forgery("echo-differs")
def what_a_change_frees_is_freed_as_if_it_were_determined(books):
    books.find("pool", "remainder-freed", ask=FLOOR).change(because="determined")


@forgery("echo-differs")
def what_a_determination_frees_is_freed_as_if_it_were_changed(books):
    books.find("pool", "remainder-freed", ask=FLOOR, because="determined").change(because="changed")


@forgery("echo-differs", "remainder-otherwise")
def what_a_change_commits_is_what_a_determination_freed(books):
    committed(books).change(because="determined")


@forgery("echo-differs")
def a_cent_less_is_freed_than_the_change(books):
    books.find("pool", "remainder-freed", ask=CHORE).change(cents=49, attribution=[["ontmoeten", "huur-hut", 49]])


@forgery("heard-without-effect")
def what_is_not_granted_any_more_stays_committed(books):
    books.remove(books.find("pool", "remainder-freed", ask=FLOOR))


@forgery("heard-without-effect")
def what_is_granted_again_stays_free(books):
    books.remove(committed(books))


@forgery("remainder-otherwise")
def a_cent_is_committed_again_of_another_contribution(books):
    again = committed(books)
    first, (goal, wide, cents), (_, other, others) = again.fact["attribution"]
    again.change(attribution=[first, [goal, wide, cents + 1], [goal, other, others - 1]])
    again.book(
        *((f"{POOL}/wijk-hut/free", -180), (f"{POOL}/wijk-hut/committed", 180)),
        *((f"{POOL}/huur-hut/free", -20), (f"{POOL}/huur-hut/committed", 20)),
    )


@forgery("remainder-otherwise")
def it_is_committed_again_under_no_support(books):
    committed(books).change(under=[])


@forgery("remainder-otherwise")
def more_is_committed_again_than_was_freed(books):
    committed(books, 260).change(cents=404)


@forgery("booked-otherwise")
def what_is_freed_goes_to_another_contribution(books):
    freed = books.find("pool", "remainder-freed", ask=CHORE)
    freed.book((f"{POOL}/huur-hut/committed", -50), (f"{POOL}/wijk-hut/free", 50))


@forgery("unspent-without-task")
def a_task_does_not_go_back_with_what_is_not_granted(books):
    books.remove(books.find("pool", "task-given-back", ask=CHORE))


@forgery("given-back-otherwise")
def a_task_goes_back_before_the_change(books):
    given = books.find("pool", "task-given-back", ask=CHORE)
    books.move(given, before=books.find("pool", "remainder-freed", ask=CHORE))
