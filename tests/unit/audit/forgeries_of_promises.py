"""Forgeries of what is asked, held, granted and committed. All are covered up: only their meaning is wrong."""

from tests.unit.audit.forgery import forgery

# Applications


@forgery("submitted-twice")
def an_application_is_submitted_twice(books):
    books.again(books.find("applications", "application-submitted"))


@forgery("never-submitted")
def an_application_comes_from_nowhere(books):
    books.remove(books.find("applications", "application-submitted"))


@forgery("decided-before")
def a_granted_application_fails(books):
    granted = books.find("applications", "application-granted", application="koffie")
    asks = [[ask, revision, funder] for ask, revision, funder, *_ in granted.fact["asks"]]
    failed = books.made_of(
        granted,
        "application-failed",
        application="koffie",
        applicant="bakkerscollectief",
        reason="decide-by-passed",
        asks=asks,
        postings=[],
    )
    books.put(failed, after=granted)


@forgery("decided-before")
def a_failed_application_is_granted(books):
    failed = books.find("applications", "application-failed", application="taart")
    asks = [[ask, revision, funder, 1, [], "grant"] for ask, revision, funder in failed.fact["asks"]]
    granted = books.made_of(
        failed, "application-granted", application="taart", applicant="bakkerscollectief", asks=asks, postings=[]
    )
    books.put(granted, after=failed)


@forgery("decided-before")
def a_failed_application_asks_on(books):
    failed = books.find("applications", "application-failed", application="taart")
    asked = books.find("applications", "zuil-asked", ask="taart:suiker")
    books.remove(asked)
    books.put(asked, after=failed)


@forgery("revision-unfit")
def a_revision_is_skipped(books):
    books.find("applications", "pool-asked", ask="bank:hout").change(revision=2)


@forgery("revision-unfit")
def an_ask_changes_its_funder(books):
    books.all("applications", "pool-asked", ask="tuin:gereedschap")[1].change(funder="pool:wijk")


@forgery("ask-does-not-add-up")
def an_ask_is_more_than_its_lines(books):
    books.find("applications", "zuil-asked", ask="bank:verf").change(cents=901)


@forgery("answer-unfit")
def an_old_revision_is_held(books):
    stale = books.find("applications", "answer-stale")
    stale.envelope["kind"] = "pool-ask-held"
    stale.change(postings=[]).fact.pop("answer")
    stale.envelope["audience"] = ""


@forgery("answer-unfit", "decision-incomplete")
def a_hold_is_taken_back(books):
    held = books.find("applications", "zuil-ask-held", ask="taart:meel")
    declined = books.again(held, reason="Bij nader inzien niet", ground="other")
    declined.envelope["kind"] = "zuil-ask-declined"
    books.find("applications", "application-failed", application="taart").fact["asks"].pop()


@forgery("grant-without-hold")
def a_grant_lacks_a_zuils_hold(books):
    books.remove(books.find("applications", "zuil-ask-held", ask="tuin:werk"))


@forgery("grant-without-hold")
def a_grant_lacks_a_pools_hold(books):
    """Applications says that the pool held; the pool's own log does not."""
    books.remove(books.find("pool", "reservation-held", ask="koffie:kopjes"))


@forgery("grant-without-hold")
def a_grant_is_of_another_revision(books):
    granted = books.find("applications", "application-granted", application="tuin")
    ask = next(ask for ask in granted.fact["asks"] if ask[0] == "tuin:gereedschap")
    ask[1] = 1


@forgery("grant-without-hold")
def a_grant_is_of_another_amount(books):
    granted = books.find("applications", "application-granted", application="koffie")
    granted.fact["asks"][0][3] += 1


@forgery("decision-incomplete")
def a_grant_leaves_one_funder_out(books):
    books.find("applications", "application-granted", application="tuin").fact["asks"].pop()


@forgery("decision-incomplete")
def a_grant_names_one_funder_twice(books):
    asks = books.find("applications", "application-granted", application="koffie").fact["asks"]
    asks.append(asks[0])


@forgery("decision-incomplete")
def a_failure_leaves_one_funder_out(books):
    books.find("applications", "application-failed", application="koor").fact["asks"].pop()


@forgery("too-late")
def a_zuil_answers_at_the_last_moment(books):
    """At `decide_by` itself it is too late."""
    held = books.find("applications", "zuil-ask-held", ask="koor:muziek")
    submitted = books.find("applications", "application-submitted", application="koor")
    submitted.fact["form"]["decide_by"] = held.envelope["at"]
    for asked in books.all("applications", "zuil-asked") + books.all("applications", "pool-asked"):
        if asked.fact["application"] == "koor":
            asked.change(decide_by=held.envelope["at"])


@forgery("held-in-its-own-case")
def a_zuil_says_yes_to_its_own_application(books):
    """Groen applies for the choir, and holds for it."""
    books.find("applications", "application-submitted", application="koor").change(applicant="groen")
    for kind in ("zuil-asked", "pool-asked", "application-failed"):
        for one in books.all("applications", kind):
            if one.fact["application"] == "koor":
                one.change(applicant="groen")


@forgery("told-to-another")
def a_pools_words_go_to_a_rival(books):
    explained = books.find("pool", "decline-explained", ask="tuin:kas")
    explained.change(applicant="bakkerscollectief").envelope["audience"] = "bakkerscollectief"


@forgery("told-to-another")
def a_withdrawals_words_go_to_a_stranger(books):
    explained = books.find("applications", "failure-explained", application="taart", party="zuil-meel")
    explained.change(party="groen").envelope["audience"] = "groen"


@forgery("not-theirs")
def a_rival_withdraws_an_application(books):
    """Of the executive the role decides: so the command says whose the failure is."""
    failed = books.find("applications", "application-failed", application="taart")
    explained = [one for one in books.all("applications", "failure-explained") if one.fact["application"] == "taart"]
    for one in (failed, *explained):
        one.envelope["by"] = "buurttuin"
    for one in explained:
        one.change(by="buurttuin")


@forgery("failed-early")
def an_application_fails_before_its_time(books):
    submitted = books.find("applications", "application-submitted", application="koor")
    submitted.fact["form"]["decide_by"] = "2027-01-01T00:00:00Z"


@forgery("failed-though-held")
def an_application_fails_instead_of_being_granted(books):
    granted = books.find("applications", "application-granted", application="koffie")
    asks = [[ask, revision, funder] for ask, revision, funder, *_ in granted.fact["asks"]]
    failed = books.made_of(
        granted,
        "application-failed",
        application="koffie",
        applicant="bakkerscollectief",
        reason="decide-by-passed",
        asks=asks,
        postings=[],
    )
    books.put(failed, after=granted)
    books.remove(granted)


@forgery("decision-for-another")
def a_failure_names_another_applicant(books):
    books.find("applications", "application-failed", application="koor").change(applicant="bakkerscollectief")


@forgery("asked-otherwise")
def a_funder_is_told_of_another_purpose(books):
    books.find("applications", "zuil-asked", ask="bank:verf").change(purpose="Een parkeerplaats")


@forgery("costs-do-not-add-up")
def an_application_costs_more_than_it_covers(books):
    books.find("applications", "application-submitted", application="bank").fact["form"]["costs"][0][1] += 1


@forgery("costs-do-not-add-up")
def a_rearrangement_forgets_own_money(books):
    books.all("applications", "asks-rearranged")[-1].change(other_money=[])


@forgery("goods-as-money")
def an_application_covers_its_costs_with_goods(books):
    books.find("applications", "application-submitted", application="bank").fact["form"]["other_money"][0][1] = (
        "in-kind"
    )


@forgery("goods-as-money")
def a_rearrangement_counts_goods(books):
    books.all("applications", "asks-rearranged")[-1].fact["other_money"][0][1] = "in-kind"


# What the pool holds


@forgery("hold-unfit")
def a_pool_holds_what_nobody_asked(books):
    books.remove(books.find("pool", "ask-received", ask="bank:hout"))


@forgery("hold-unfit")
def a_pool_declines_another_amount(books):
    books.find("pool", "reservation-declined", ask="tuin:kas").change(cents=1)


@forgery("hold-twice")
def a_pool_holds_twice(books):
    books.again(books.find("pool", "reservation-held", ask="bank:hout"))


@forgery("hold-too-late")
def a_pool_holds_for_a_failed_application(books):
    closed = books.find("pool", "application-closed", application="taart")
    held = books.find("pool", "reservation-held", ask="taart:oven")
    books.put(books.made_of(held, "reservation-held", **held.fact), after=closed)


@forgery("release-without-hold")
def a_pool_releases_twice(books):
    books.again(books.find("pool", "reservation-released", ask="taart:oven"))


@forgery("release-without-hold")
def a_pool_releases_what_it_never_held(books):
    books.remove(books.find("pool", "reservation-held", ask="koor:zaal"))


@forgery("echo-differs")
def a_pool_releases_on_its_own(books):
    """Caused by the very ask that is held: no superseding revision, no grant without it, no failure."""
    held = books.find("pool", "reservation-held", ask="bank:hout")
    names = ("pool", "application", "ask", "revision", "cents")
    released = books.made_of(held, "reservation-released", **{name: held.fact[name] for name in names})
    released.book(("buurt/woonstede-2026/held", -7_000), ("buurt/woonstede-2026/free", 7_000))
    books.put(released, after=held)


@forgery("commit-without-hold")
def a_pool_commits_what_it_does_not_hold(books):
    books.remove(books.find("pool", "reservation-held", ask="koffie:kopjes"))


@forgery("commit-without-hold", "heard-without-effect")
def a_pool_commits_twice(books):
    books.again(books.find("pool", "reservation-committed", ask="koffie:kopjes"))


@forgery("commit-not-granted", "echo-differs")
def a_pool_commits_for_a_failed_application(books):
    released = books.find("pool", "reservation-released", ask="taart:oven")
    released.envelope["kind"] = "reservation-committed"
    released.change(budget_holder="groen", attribution=[["ontmoeten", "woonstede-2026", 20_000]])


@forgery("attribution-differs")
def a_commit_pays_another_goal(books):
    committed = books.find("pool", "reservation-committed", ask="koffie:kopjes")
    committed.change(attribution=[["groen", "woonstede-2026", 8_000]])


@forgery("attribution-differs", "booked-otherwise")
def a_commit_pays_less_than_was_asked(books):
    committed = books.find("pool", "reservation-committed", ask="koffie:kopjes")
    committed.change(attribution=[["ontmoeten", "woonstede-2026", 7_999]])


@forgery("earmark-broken")
def a_commit_uses_money_for_another_purpose(books):
    pledged = books.find("pool", "contribution-pledged", contribution="woonstede-2026")
    pledged.change(earmarks=["groen"])


@forgery("hold-left")
def a_hold_outlives_its_application(books):
    books.remove(books.find("pool", "reservation-released", ask="taart:oven"))


@forgery("hold-left")
def a_hold_outlives_its_revision(books):
    """The old revision is still held, the new one only asked."""
    books.remove(books.find("pool", "reservation-released", ask="tuin:gereedschap", revision=1))
    for one in ("reservation-held", "reservation-committed"):
        books.remove(books.all("pool", one, ask="tuin:gereedschap")[-1])


@forgery("grant-not-committed")
def a_granted_ask_is_not_committed(books):
    books.remove(books.find("pool", "reservation-committed", ask="koffie:kopjes"))


@forgery("grant-not-ordered")
def a_granted_ask_has_no_agreement(books):
    books.remove(books.find("settlement", "agreement-made", ask="koffie:bonen"))


@forgery("grant-not-ordered")
def a_granted_ask_has_no_order(books):
    books.remove(books.find("settlement", "payment-ordered", ask="koffie:bonen"))


@forgery("grant-not-ordered")
def a_failed_payment_is_not_made_again(books):
    failed, ordered = (
        books.find("settlement", "payment-confirmed", order="tuin:gereedschap:3"),
        books.find("settlement", "payment-ordered", order="tuin:gereedschap:3"),
    )
    books.remove(failed, ordered)


# Within frame and mandate


@forgery("no-mandate")
def a_pool_holds_after_its_mandate(books):
    books.find("pool", "mandate-set", pool="buurt").change(valid_to="2026-03-02")


@forgery("no-mandate")
def a_pool_takes_pledges_before_its_mandate(books):
    mandate = books.find("pool", "mandate-set", pool="wijk")
    pledged = books.all("pool", "contribution-pledged", pool="wijk")[-1]
    books.move(mandate, after=books.outcome_of(pledged))


@forgery("outside-mandate")
def a_pool_holds_above_its_limit(books):
    books.find("pool", "mandate-set", pool="buurt").change(limit_cents=59_999)


@forgery("outside-mandate")
def a_pool_holds_for_a_goal_it_has_no_mandate_for(books):
    books.find("pool", "mandate-set", pool="buurt").change(goals=["ontmoeten"])


@forgery("above-total")
def a_pool_holds_more_than_its_mandate_in_all(books):
    """€ 600 and € 80 are spent, and € 70 is held; what was released on the way does not count."""
    books.find("pool", "mandate-set", pool="buurt").change(total_cents=89_999)


@forgery("above-frame")
def more_is_pledged_than_the_council_allows(books):
    books.find("pool", "pool-opened", pool="wijk").fact["frame"][1] = 899_999


@forgery("above-frame")
def the_council_goes_below_what_is_put_in(books):
    """€ 9,000 was pledged, and € 500 of it taken back."""
    books.find("pool", "frame-amended", pool="wijk").fact["frame"][1] = 849_999


@forgery("above-frame")
def money_of_others_passes_for_own(books):
    books.find("pool", "frame-amended", pool="buurt").fact["frame"][1] = 299_999
    books.find("pool", "contribution-pledged", pool="buurt").change(counts_for_ceiling=True)


@forgery("above-goal-ceiling")
def more_is_held_for_a_goal_than_the_council_allows(books):
    """€ 600 was paid for it, and the bench asks € 70."""
    books.find("pool", "frame-amended", pool="buurt").fact["ceilings"][0][1] = 66_999


@forgery("above-goal-ceiling")
def the_council_goes_below_what_is_engaged_for_a_goal(books):
    books.find("pool", "frame-amended", pool="buurt").fact["ceilings"][0][1] = 59_999


@forgery("same-decision")
def a_frame_is_amended_without_a_new_decision(books):
    amended = books.find("pool", "frame-amended", pool="wijk").fact
    amended["frame"][0] = books.find("pool", "pool-opened", pool="wijk").fact["frame"][0]


@forgery("outside-frame")
def a_mandate_outlasts_the_frame(books):
    books.find("pool", "mandate-set", pool="wijk").change(valid_to="2027-01-01")


@forgery("outside-frame")
def the_council_leaves_the_mandate_outside(books):
    books.find("pool", "frame-amended", pool="wijk").fact["frame"][3] = "2026-12-30"


@forgery("goal-in-use")
def a_goal_goes_for_which_money_is_earmarked(books):
    del books.find("pool", "frame-amended", pool="wijk").fact["goals"][1]


@forgery("withdrawn-above-put-in")
def a_contributor_takes_back_what_another_put_in(books):
    withdrawn = books.find("pool", "contribution-withdrawn")
    withdrawn.change(cents=375_001)


@forgery("holder-differs")
def a_commit_names_another_budget_holder(books):
    books.find("pool", "reservation-committed", ask="tuin:kas").change(budget_holder="welzijn")


@forgery("holder-differs")
def a_pool_is_handed_over_by_who_does_not_hold_it(books):
    books.find("pool", "pool-handed-over").change(previous_holder="wijkteam")


# Who may say what


@forgery("not-theirs")
def a_zuil_answers_for_another(books):
    held = books.find("applications", "zuil-ask-held", ask="tuin:werk")
    for one in (held, books.outcome_of(held)):
        one.envelope["by"] = "groen"


@forgery("not-theirs")
def a_payment_is_confirmed_by_who_handed_over(books):
    known = books.all("settlement", "budget-holder-known", pool="buurt")[-1]
    known.change(budget_holder="welzijn")


@forgery("not-theirs")
def the_claimant_names_another_verifier_afterwards(books):
    books.find("settlement", "saving-claimed").change(verifier="college").envelope["audience"] = "college"


@forgery("not-independent")
def the_applicant_verifies_its_own_result(books):
    claimed = books.find("settlement", "saving-claimed", claim="jaar-1")
    verified = books.find("settlement", "saving-verified", claim="jaar-1")
    claimed.change(verifier="buurttuin").envelope["audience"] = "buurttuin"
    for one in (verified, books.outcome_of(verified)):
        one.envelope["by"] = "buurttuin"


@forgery("four-eyes")
def one_pair_of_eyes_is_enough(books):
    awaits = books.find("pool", "hold-awaits-second-approval")
    books.remove(awaits, books.outcome_of(awaits))


@forgery("four-eyes")
def the_first_yes_is_also_the_second(books):
    mandate = books.find("pool", "mandate-set", pool="wijk")
    mandate.change(second_approver="groen")
