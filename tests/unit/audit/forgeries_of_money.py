"""Forgeries of postings, payments, savings and mirrors. All are covered up: only their meaning is wrong."""

from tests.unit.audit.forgery import forgery

# Postings


@forgery("unbalanced")
def a_cent_appears(books):
    books.find("pool", "contribution-received").fact["postings"][1][1] += 1


@forgery("unbalanced")
def money_balances_a_promise(books):
    """Money and memo are balanced apart."""
    books.find("applications", "pool-asked").book(("memo/funder:pool:wijk", -5), ("party:buurttuin", 5))


@forgery("account-foreign")
def an_account_is_not_in_the_chart(books):
    books.find("pool", "contribution-received").fact["postings"][1][0] = "wijk/welzijn-2026/elsewhere"


@forgery("account-foreign")
def an_account_belongs_to_another_log(books):
    books.find("settlement", "payment-confirmed").fact["postings"][1][0] = "wijk/welzijn-2026/free"


@forgery("sign-broken", "booked-otherwise")
def more_is_held_than_is_free(books):
    held = books.find("pool", "reservation-held", ask="bank:hout")
    held.book(("buurt/woonstede-2026/free", -1_000_000), ("buurt/woonstede-2026/held", 1_000_000))


@forgery("sign-broken")
def money_is_held_that_was_never_received(books):
    received = books.all("pool", "contribution-received", contribution="woonstede-2026")
    for one in received:
        books.remove(one, books.outcome_of(one))


@forgery("booked-otherwise", "mirror-held")
def a_hold_books_nothing(books):
    books.find("pool", "reservation-held", ask="bank:hout").book()


@forgery("booked-otherwise")
def a_commit_takes_from_another_contribution(books):
    committed = books.find("pool", "reservation-committed", ask="tuin:gereedschap")
    committed.book(("buurt/ander/held", -60_000), ("buurt/ander/committed", 60_000))


@forgery("booked-otherwise")
def a_silent_fact_moves_money(books):
    known = books.find("settlement", "contribution-known")
    known.book(("payer:pool:wijk", -5), ("party:buurttuin", 5))


@forgery("booked-otherwise")
def a_payment_goes_to_somebody_else(books):
    books.find("settlement", "payment-confirmed").fact["postings"][1][0] = "party:bakkerscollectief"


# Book dates


@forgery("book-date-otherwise")
def a_receipt_is_moved_into_another_year(books):
    """The command's own day says otherwise."""
    books.find("pool", "contribution-received").envelope["book_date"] = "2026-02-01"


@forgery("book-date-otherwise")
def what_follows_from_a_payment_books_on_another_day(books):
    books.find("pool", "reservation-paid").envelope["book_date"] = "2026-03-01"


@forgery("book-date-otherwise")
def a_book_date_goes_missing(books):
    del books.find("pool", "reservation-held").envelope["book_date"]


@forgery("book-date-otherwise")
def a_fact_that_moves_nothing_gets_a_book_date(books):
    books.find("pool", "application-closed").envelope["book_date"] = "2026-03-02"


@forgery("counts-otherwise")
def a_day_in_another_year_is_named(books):
    books.find("pool", "reservation-paid").envelope["counts_for"] = "2025-12-31"


@forgery("counts-otherwise")
def a_command_names_a_day_of_its_own(books):
    books.find("pool", "contribution-received").envelope["counts_for"] = "2025-12-31"


@forgery("booked-ahead")
def money_is_received_tomorrow(books):
    received = books.find("pool", "contribution-received")
    received.envelope["book_date"] = received.fact["received_on"] = "2026-03-03"


@forgery("booked-ahead")
def a_payment_will_have_been_made(books):
    confirmed = books.find("settlement", "payment-confirmed", order="tuin:kas:1")
    confirmed.envelope["book_date"] = confirmed.fact["paid_on"] = "2999-01-01"


@forgery("booked-ahead")
def a_receipt_names_the_first_open_day_before_it_has_come(books):
    """A command that names no day may book there, where the clock is behind; this one names a day still to come."""
    closed = books.find("pool", "year-closed")
    closed.change(year=2026)
    for one in books.all("pool", "contribution-received"):
        one.envelope["book_date"] = one.fact["received_on"] = "2027-01-01"


@forgery("booked-in-closed-year")
def money_is_received_in_a_closed_year(books):
    received = books.find("pool", "contribution-received")
    received.envelope["book_date"] = received.fact["received_on"] = "2024-12-31"


# Orders and payments


@forgery("agreement-twice")
def an_agreement_is_made_twice(books):
    books.again(books.find("settlement", "agreement-made"))


@forgery("order-twice")
def an_ask_is_ordered_twice(books):
    ordered = books.find("settlement", "payment-ordered", order="koffie:bonen:1")
    books.again(ordered, order="koffie:bonen:2").book(
        ("payer:zuil:groen", -3_000), ("order:zuil:groen/koffie:bonen:2", 3_000)
    )


@forgery("order-twice")
def an_order_id_is_used_twice(books):
    failed = books.find("settlement", "payment-ordered", order="tuin:gereedschap:2")
    failed.change(order="tuin:gereedschap:1")


@forgery("order-unfounded")
def an_order_is_of_another_amount(books):
    books.find("settlement", "payment-ordered", order="koffie:bonen:1").change(cents=3_001)


@forgery("order-unfounded")
def an_order_pays_somebody_else(books):
    books.find("settlement", "payment-ordered", order="koffie:bonen:1").change(payee="party:groen")


@forgery("ordered-before-commit")
def an_order_precedes_the_pools_commit(books):
    ordered = books.find("settlement", "payment-ordered", order="koffie:kopjes:1")
    agreement = books.find("settlement", "agreement-made", ask="koffie:kopjes")
    ordered.cause = agreement.cause
    ordered.envelope["by"] = "applications"
    books.move(ordered, after=agreement)


@forgery("order-not-open")
def an_unknown_order_is_confirmed(books):
    books.find("settlement", "payment-confirmed", order="tuin:kas:1").change(order="tuin:kas:9", ask="tuin:kas9")


@forgery("order-not-open")
def a_failed_order_is_confirmed(books):
    books.find("settlement", "payment-confirmed", order="tuin:gereedschap:2").change(
        order="tuin:gereedschap:1", ask="tuin:niets"
    )


@forgery("order-differs")
def another_amount_is_confirmed(books):
    books.find("settlement", "payment-confirmed", order="tuin:kas:1").change(cents=320_000)


@forgery("order-differs")
def an_order_changes_its_payee_in_a_handover(books):
    books.find("settlement", "order-reassigned").change(payee="party:groen")


@forgery("paid-twice")
def an_ask_is_paid_twice(books):
    books.again(books.find("settlement", "payment-confirmed", order="tuin:kas:1"))


@forgery("paid-twice")
def an_ask_is_paid_twice_by_two_orders(books):
    """The first payment was reported as failed; then both are confirmed."""
    confirmed = books.find("settlement", "payment-confirmed", order="tuin:gereedschap:2")
    books.again(confirmed, order="tuin:gereedschap:1")


@forgery("refund-unfounded")
def more_is_refunded_than_was_ever_ordered(books):
    books.find("settlement", "refund-confirmed").change(order="koffie:kopjes:1")


@forgery("refund-above-paid", "sign-broken")
def more_is_refunded_than_was_paid(books):
    for one in (
        books.find("settlement", "refund-confirmed").change(principal_cents=900_000),
        books.find("pool", "money-returned"),
    ):
        for posting in one.fact["postings"]:
            posting[1] *= 9_000


@forgery("return-unfounded")
def a_payment_is_sent_back_that_is_not_made(books):
    returned = books.find("settlement", "payment-returned", order="tuin:gereedschap:2")
    books.again(returned, order="tuin:gereedschap:1")


@forgery("return-unfounded")
def a_payment_is_sent_back_of_which_the_recipient_returned_something(books):
    """Both cannot be: the same money would come back twice."""
    refund = books.find("settlement", "refund-confirmed")
    paid = books.find("settlement", "payment-confirmed", order=refund.fact["order"])
    back = books.again(books.find("settlement", "payment-returned", order="tuin:gereedschap:2"))
    same = ("order", "purpose", "ask", "earn_back", "application", "funder", "payer", "payee", "cents")
    back.change(**{name: paid.fact[name] for name in same})
    books.move(back, after=refund)


@forgery("return-unfounded")
def another_amount_is_sent_back(books):
    books.find("settlement", "payment-returned", order="tuin:gereedschap:2").change(cents=59_999)


@forgery("day-too-early")
def a_payment_is_sent_back_before_it_was_made(books):
    books.find("settlement", "payment-returned", order="tuin:gereedschap:2").change(returned_on="2026-03-01")


@forgery("correction-unfounded")
def a_confirmation_is_corrected_that_was_corrected_before(books):
    books.again(books.find("settlement", "confirmation-corrected"))


@forgery("correction-unfounded")
def a_confirmation_is_corrected_under_its_refunds(books):
    refund = books.find("settlement", "refund-confirmed")
    paid = books.find("settlement", "payment-confirmed", order=refund.fact["order"])
    mistake = books.again(books.find("settlement", "confirmation-corrected"))
    same = ("order", "purpose", "ask", "earn_back", "application", "funder", "payer", "payee", "cents")
    mistake.change(**{name: paid.fact[name] for name in same})
    books.move(mistake, after=refund)


@forgery("correction-unfounded")
def a_correction_names_another_year(books):
    books.find("settlement", "confirmation-corrected").change(of_year=2025)


@forgery("refund-corrected-otherwise")
def another_refund_is_corrected(books):
    books.find("settlement", "refund-corrected").change(refund=2)


@forgery("refund-corrected-otherwise")
def a_refund_is_corrected_from_what_it_never_was(books):
    books.find("settlement", "refund-corrected").change(was_principal_cents=101, principal_cents=61)


@forgery("refund-corrected-otherwise")
def a_refund_is_corrected_in_another_year(books):
    books.find("settlement", "refund-corrected").change(of_year=2025)


@forgery("refund-above-paid")
def a_refund_is_corrected_to_more_than_was_paid(books):
    books.find("settlement", "refund-corrected").change(principal_cents=900_000)


@forgery("refund-unfounded")
def a_refund_has_another_number(books):
    books.find("settlement", "refund-confirmed").change(refund=2)


@forgery("day-otherwise")
def a_refund_is_recorded_on_another_day(books):
    books.find("settlement", "refund-confirmed").change(recorded_on="2026-03-01")


@forgery("day-otherwise")
def an_order_is_dated_back(books):
    books.find("settlement", "payment-ordered", order="tuin:kas:1").change(ordered_on="2026-03-01")


@forgery("day-otherwise")
def a_pool_is_said_to_have_closed_later(books):
    books.find("pool", "pool-closed").change(closed_on="2026-12-30")


# What the pool books of it


@forgery("return-corrected-otherwise")
def what_came_back_less_goes_out_of_one_contribution(books):
    less = books.find("pool", "return-corrected", of="principal")
    less.change(parts=[["groen-2026", -40]]).book(("wijk/groen-2026/free", -40), ("wijk/groen-2026/refunded", 40))


@forgery("return-corrected-otherwise")
def interest_that_came_more_goes_to_one_contribution(books):
    more = books.find("pool", "return-corrected", of="interest")
    more.change(parts=[["groen-2026", 22]]).book(("wijk/groen-2026/earned", -22), ("wijk/groen-2026/free", 22))


@forgery("heard-without-effect", "mirror-paid")
def what_came_back_less_is_not_booked(books):
    books.remove(books.find("pool", "return-corrected", of="principal"))


@forgery("undone-unpaid")
def a_payment_is_undone_twice(books):
    books.again(books.find("pool", "payment-undone"))


@forgery("undone-unpaid")
def another_payment_is_undone(books):
    books.find("pool", "payment-undone").change(order="tuin:gereedschap:1")


@forgery("heard-without-effect", "mirror-paid")
def a_returned_payment_stays_paid(books):
    books.remove(books.find("pool", "payment-undone"))


@forgery("saving-undone-otherwise")
def a_returned_saving_goes_out_of_one_contribution(books):
    undone = books.find("pool", "saving-undone")
    whole = undone.fact["cents"]
    undone.change(parts=[["groen-2026", whole]]).book(
        ("wijk/groen-2026/free", -whole), ("wijk/groen-2026/moved-in", whole)
    )


@forgery("heard-without-effect", "mirror-moved-in")
def a_returned_saving_stays(books):
    books.remove(books.find("pool", "saving-undone"))


@forgery("paid-unconfirmed")
def a_payment_is_booked_that_nobody_confirmed(books):
    books.find("pool", "reservation-paid", ask="tuin:kas").change(order="tuin:kas:7")


@forgery("payment-not-booked", "mirror-paid")
def a_confirmed_payment_is_not_booked(books):
    books.remove(books.find("pool", "reservation-paid", ask="tuin:kas"))


@forgery("paid-without-commit")
def a_payment_is_booked_before_its_commit(books):
    books.remove(books.find("pool", "reservation-committed", ask="tuin:kas"))


@forgery("paid-parts-otherwise")
def a_payment_is_booked_for_another_amount(books):
    books.find("pool", "reservation-paid", ask="tuin:kas").change(cents=320_000)


@forgery("booked-twice", "mirror-paid")
def a_payment_is_booked_twice(books):
    books.again(books.find("pool", "reservation-paid", ask="tuin:kas"))


@forgery("parts-differ")
def a_refund_loses_a_cent_on_the_way(books):
    books.find("pool", "money-returned").fact["parts"][0][1] -= 1


@forgery("not-in-proportion")
def a_refund_goes_to_one_contribution(books):
    returned = books.find("pool", "money-returned")
    returned.change(parts=[["groen-2026", 100]]).book(("wijk/groen-2026/refunded", -100), ("wijk/groen-2026/free", 100))


@forgery("not-in-proportion")
def interest_goes_to_one_contribution(books):
    earned = books.find("pool", "interest-received")
    earned.change(parts=[["groen-2026", 7]]).book(("wijk/groen-2026/earned", -7), ("wijk/groen-2026/free", 7))


@forgery("not-in-proportion")
def a_saving_moves_to_another_contribution(books):
    moved = books.find("pool", "saving-received", purpose="saving-to-recipient")
    moved.fact["parts"][0][0] = "groen-2026"


@forgery("day-too-early")
def money_arrived_before_the_pool_was_opened(books):
    books.find("pool", "contribution-received", pool="wijk").change(received_on="2026-03-01")


@forgery("day-too-early")
def a_payment_precedes_its_order(books):
    books.find("settlement", "payment-confirmed", order="tuin:kas:1").change(paid_on="2026-03-01")


# Earn-backs and savings


@forgery("proposed-twice")
def an_earn_back_is_proposed_again_under_its_name(books):
    books.again(books.find("settlement", "earn-back-proposed"))


@forgery("not-consented")
def an_earn_back_is_agreed_without_consent(books):
    consented = books.find("settlement", "earn-back-consented", party="wijkteam")
    books.remove(consented)


@forgery("terms-differ")
def what_is_agreed_is_not_what_was_proposed(books):
    books.find("settlement", "earn-back-agreed").change(return_share="0.6")


@forgery("terms-differ")
def consent_is_asked_to_other_terms(books):
    books.find("settlement", "earn-back-consent-asked").change(return_share="0.1")


@forgery("consent-asked-of-another")
def the_investor_consents_for_the_recipient(books):
    for kind in ("earn-back-proposed", "earn-back-consent-asked"):
        books.find("settlement", kind).change(recipient_holder="uitkeringen")
    books.find("settlement", "earn-back-consent-asked").envelope["audience"] = "uitkeringen"


@forgery("terms-hash-differs")
def consent_is_asked_under_another_hash(books):
    books.find("settlement", "earn-back-consent-asked").change(terms_hash="0" * 64)


@forgery("claim-unfit")
def a_saving_is_claimed_outside_the_term(books):
    for kind in ("saving-claimed", "saving-verified"):
        books.find("settlement", kind, claim="jaar-3").change(period_to="2031-01-01")


@forgery("claim-unfit")
def a_claim_is_more_than_the_measurement_shows(books):
    books.find("settlement", "saving-claimed", claim="jaar-4").change(cents=101)


@forgery("not-claimed")
def a_saving_is_verified_that_nobody_claimed(books):
    books.remove(books.find("settlement", "saving-claimed", claim="jaar-3"))


@forgery("not-claimed", "saving-counted-twice")
def a_claim_is_judged_twice(books):
    books.again(books.find("settlement", "saving-verified", claim="jaar-1"))


@forgery("more-than-claimed")
def more_is_verified_than_was_claimed(books):
    books.find("settlement", "saving-claimed", claim="jaar-1").change(cents=499_999, baseline_cents=500_004)


@forgery("saving-counted-twice")
def a_year_is_counted_twice(books):
    """The same year again, under another claim: the last day of the one is the first of the other."""
    for kind in ("saving-claimed", "saving-verified"):
        books.find("settlement", kind, claim="jaar-3").change(period_from="2022-12-31")


@forgery("verified-unpaid")
def a_saving_is_verified_before_the_investment(books):
    books.remove(books.find("settlement", "payment-confirmed", order="tuin:werk:1"))


@forgery("division-differs")
def the_investor_gets_a_cent_too_much(books):
    divided = books.find("settlement", "saving-divided", claim="jaar-3")
    divided.change(to_investor_cents=divided.fact["to_investor_cents"] + 1)


@forgery("division-differs")
def equal_to_the_investment_is_divided(books):
    """Strictly more is more: at exactly the investment nothing moves."""
    verified = books.find("settlement", "saving-verified", claim="jaar-1")
    divided = books.made_of(
        verified,
        "saving-divided",
        earn_back="werk-terug",
        claim="jaar-1",
        verified_cents=500_000,
        investment_cents=500_000,
        to_recipient_cents=125_000,
        to_investor_cents=0,
        postings=[],
    )
    books.put(divided, after=verified)


@forgery("division-differs")
def principal_that_came_back_counts_as_invested(books):
    """A refund before the verification lowers the investment."""
    claimed = books.find("settlement", "saving-claimed", claim="stook-1")
    for refund in books.all("settlement", "refund-confirmed"):
        outcome = books.outcome_of(refund)
        books.move(refund, before=claimed)
        books.move(outcome, before=claimed)


@forgery("division-differs")
def a_return_that_was_to_wait_does_not(books):
    """By its terms of before `gated_return` could be said, and by a cap at what is invested."""
    for kind in ("earn-back-proposed", "earn-back-consent-asked", "earn-back-agreed"):
        for one in books.all("settlement", kind, earn_back="kas-terug"):
            one.change(return_cap_cents=None, return_share="0.9")


@forgery("judgement-differs")
def the_benefit_holder_is_told_less_than_was_verified(books):
    books.find("settlement", "saving-judged", claim="jaar-3").change(cents=1)


@forgery("judgement-differs")
def the_benefit_holder_is_told_another_reason(books):
    books.find("settlement", "saving-judged", claim="jaar-4").change(reason="Te laat")


@forgery("judgement-untold")
def the_benefit_holder_is_not_told(books):
    books.remove(books.find("settlement", "saving-judged", claim="jaar-4"))


@forgery("verified-too-early")
def a_saving_is_verified_on_the_last_day_of_its_period(books):
    for kind in ("saving-claimed", "saving-verified", "saving-judged"):
        books.find("settlement", kind, claim="stook-1").change(period_to="2026-03-04")


@forgery("division-missing")
def a_saving_above_the_investment_is_kept(books):
    books.remove(books.find("settlement", "saving-divided", claim="jaar-2"))


@forgery("division-not-ordered")
def what_was_divided_is_not_ordered(books):
    books.remove(books.find("settlement", "payment-ordered", order="werk-terug:jaar-3:investor"))


@forgery("saving-order-unfounded")
def a_saving_is_ordered_into_another_pool(books):
    ordered = books.find("settlement", "payment-ordered", order="werk-terug:jaar-3:recipient")
    ordered.change(payee="into:buurt/woonstede-2026")


@forgery("verification-corrected-otherwise")
def a_saving_is_corrected_from_another_amount(books):
    corrected = books.find("settlement", "verification-corrected", claim="jaar-3")
    corrected.change(was_cents=corrected.fact["was_cents"] + 1)


@forgery("verification-corrected-otherwise")
def a_saving_is_corrected_above_its_claim(books):
    books.find("settlement", "saving-claimed", claim="jaar-5").change(cents=899_999, baseline_cents=900_004)


@forgery("verification-corrected-otherwise")
def a_saving_is_corrected_of_another_year(books):
    books.find("settlement", "verification-corrected", claim="jaar-2").change(of_year=2021)


@forgery("not-independent")
def a_party_concerned_corrects_a_saving(books):
    corrected = books.find("settlement", "verification-corrected", claim="jaar-3")
    for one in (corrected, books.outcome_of(corrected)):
        one.envelope["by"] = "uitkeringen"


@forgery("not-withdrawn")
def an_order_of_too_much_stays_open(books):
    books.remove(books.find("settlement", "order-withdrawn", ask=None))


@forgery("withdrawn-unfounded")
def an_order_is_withdrawn_that_is_due(books):
    """Of the saving that was corrected to more."""
    corrected = books.find("settlement", "verification-corrected", claim="jaar-5")
    withdrawn = books.find("settlement", "order-withdrawn", ask=None)
    again = books.made_of(corrected, "order-withdrawn", **withdrawn.fact)
    again.envelope["audience"] = "uitkeringen"
    books.put(again, after=corrected)


@forgery("withdrawn-unfounded")
def an_order_is_withdrawn_for_another_amount(books):
    withdrawn = books.find("settlement", "order-withdrawn", ask=None)
    withdrawn.change(cents=withdrawn.fact["cents"] - 1)


@forgery("payment-corrected-alone")
def a_large_confirmation_is_corrected_by_one(books):
    corrected = books.find("settlement", "confirmation-corrected", order="feest:vlaggen:1")
    asked = books.find("settlement", "payment-correction-awaits-approval", order="feest:vlaggen:1")
    books.remove(*books.all("settlement", "payment-correction-awaits-approval", order="feest:vlaggen:1"))
    for one in (corrected, books.outcome_of(corrected)):
        one.envelope["by"] = asked.fact["requested_by"]
    corrected.change(approved_by=None)


@forgery("payment-corrected-alone")
def a_refund_is_corrected_to_other_than_was_agreed(books):
    asked = books.find("settlement", "payment-correction-awaits-approval", refund=1)
    asked.change(principal_cents=asked.fact["principal_cents"] + 1)


@forgery("payment-correction-asked-otherwise")
def approval_is_asked_of_the_former_approver(books):
    asked = books.all("settlement", "payment-correction-awaits-approval", order="feest:vlaggen:1")[1]
    asked.change(approver="gemeente").envelope["audience"] = "gemeente"


@forgery("payment-correction-asked-otherwise")
def approval_is_asked_of_what_does_not_stand_so(books):
    books.find("settlement", "payment-correction-awaits-approval", refund=1).change(was_principal_cents=1_901)


@forgery("payer-differs")
def who_receives_is_to_pay_itself(books):
    ordered = books.find("settlement", "payment-ordered", order="vijver:schep:1")
    ordered.change(payer="buurttuin").envelope["audience"] = "buurttuin"


@forgery("heard-without-effect")
def a_new_second_approver_is_not_noted(books):
    books.remove(books.all("settlement", "second-approver-known")[-1])


# Mirrors: each log is right by itself, and together they are not


@forgery("mirror-held")
def what_is_held_differs_between_the_logs(books):
    books.find("applications", "pool-ask-held", ask="bank:hout").book()


@forgery("mirror-granted")
def what_is_granted_differs_between_the_logs(books):
    granted = books.find("applications", "application-granted", application="koffie")
    granted.fact["postings"] = granted.fact["postings"][2:]


@forgery("mirror-paid")
def what_is_paid_differs_between_the_logs(books):
    books.find("settlement", "payment-confirmed", order="tuin:kas:1").book(
        ("payer:pool:wijk", 320_001), ("order:pool:wijk/tuin:kas:1", -320_001)
    )


@forgery("mirror-moved-in")
def what_moved_in_differs_between_the_logs(books):
    books.find("pool", "saving-received", purpose="saving-to-recipient").book()
