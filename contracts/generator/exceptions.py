"""What a field is where one message means something narrower by it than all others do."""

from collections.abc import Mapping

_OF_ORDER: Mapping[str, str] = {
    "purpose": "What the order pays: a granted ask, part of a saving, or a contribution that goes back.",
    "contribution": "Of the pool that pays, the contribution that goes back; null: the order pays something else.",
}
_UNSPENT = "What is unspent, and comes back first."
_OF_GIVING_BACK = "Its number among the proposals to give back of the ask, from 1."
_OF_RESERVE = {
    "contribution": "The reserve, whose income interest is; null: in proportion of those that lent.",
    "decision": "The covenant, or the decision by which it was agreed.",
}
_OF_REPORT = {
    "costs": "What it cost, by what it was spent on.",
    "results": "What was reached.",
    "hours": "Unpaid work that was done; counts as no money.",
}
_REPORTED = {
    **_OF_REPORT,
    "parts": "What each funder's part comes to: what the costs leave, in proportion to what each granted.",
}
_OF_DETERMINATION = {
    "ground": "Why less is determined than was granted or determined before, or more; null: what was granted.",
    "cents": "What the funder owes in the end, in whole euro cents.",
}
_DETERMINED = {**_OF_DETERMINATION, "was_cents": "What was determined before, in whole euro cents; null: nothing."}
_OF_CHANGE = {
    "cents": "What is granted from now on, in whole euro cents; 0: nothing any more.",
    "ground": "Why less is granted than before, or more.",
}
_OF_REMAINDER = {"because": "`determined`, or `changed`: why it will not be paid, or why it will be after all."}
EXCEPTIONS: Mapping[str, Mapping[str, str]] = {
    "submit-application": {"ask": "The ask's id, unique within the application."},
    "rearrange": {
        "ask": "The ask's id, unique within the application.",
        "asks": "All asks as they shall be from now on; an ask left out is dropped.",
    },
    "contribution-returned": {
        "because": "`year-ended`, `pool-closed`, or `came-after`: it came in after either.",
        "last_day": "The last day of the contribution; null where its year did not end by it.",
    },
    "contribution-asked-again": {
        "cents": "What came of it for this year and is still to come.",
        "year": "The year for which it is asked.",
    },
    "close-pool": {"decision": "The decision of the executive."},
    "pool-closed": {
        "decision": "The decision of the executive.",
        "parts": "What is free of each contribution, where something is.",
    },
    **{
        name: {"unit": "What a unit is, in words.", "units": "How many units it consists of."}
        for name in ("register-task", "task-registered", "tasks")
    },
    "task-moved": {"cents": "What was granted for it."},
    "give-back-task": {"cents": _UNSPENT},
    "give-back-proposed": {"cents": _UNSPENT, "number": _OF_GIVING_BACK},
    "give-back-agreed": {
        "agreed_by": "Who decided on it for the pool.",
        "cents": _UNSPENT,
        "number": _OF_GIVING_BACK,
    },
    "task-given-back": {"cents": "What was unspent, and came back first.", "number": _OF_GIVING_BACK},
    "consent-to-give-back": {"number": _OF_GIVING_BACK},
    "end-give-back": {"number": _OF_GIVING_BACK},
    "give-back-ended": {"number": _OF_GIVING_BACK},
    "give-back-explained": {"number": _OF_GIVING_BACK},
    "takeovers": {
        "awaits": "`consent`, or `refund`: what is unspent has still to come.",
        "cents": "Of a takeover what was granted for it; of giving back what is unspent.",
        "number": _OF_GIVING_BACK,
    },
    "agreement-made": {"recipient": "The applicant, who is paid; a party's slug."},
    "agreement": {"recipient": "The applicant, who is paid; a party's slug.", "order": "The last order that pays it."},
    "agreements": {"recipient": "The applicant, who is paid; a party's slug."},
    "payment-ordered": _OF_ORDER,
    "order-reassigned": _OF_ORDER,
    "payment-confirmed": {
        "purpose": "What was paid: a granted ask, part of a saving, or a contribution that goes back."
    },
    "payment-returned": {
        "purpose": "What was paid: a granted ask, part of a saving, or a contribution that goes back."
    },
    "open-orders": {
        "purpose": "What is to be paid: a granted ask, part of a saving, or a contribution that goes back."
    },
    "saving-received": {"purpose": "Whether the saving moves to a contribution, or returns to those that paid."},
    "correct-confirmation": {"ground": "Why it has to be corrected."},
    "correct-refund": {"ground": "Why it has to be corrected."},
    "confirmation-corrected": {
        "ground": "Why it had to be corrected.",
        **_OF_ORDER,
    },
    "refund-corrected": {"ground": "Why it had to be corrected."},
    "return-corrected": {"cents": "How much more came back (above zero), or less (below zero), in cents."},
    "saving-undone": {"purpose": "Whether the saving had moved to a contribution, or returned to those that paid."},
    "saving-divided": {
        "to_investor_cents": "What returns to the investor because of this claim.",
        "to_recipient_cents": "What moves to the recipient because of this claim.",
    },
    "loan-change-awaits-approval": {
        "ground": "Why.",
        "principal_cents": "What is written off of the principal; of a correction, the right amount.",
        "reason": "Why, in words, of a write-off.",
        "repayment": "Which repayment is corrected; null: it is a write-off.",
    },
    "write-off-loan": {"ground": "Why it is not expected back.", "reason": "Why, in words for the borrower."},
    "loan-written-off": {"ground": "Why it is not expected back."},
    "correct-repayment": {"ground": "Why it has to be corrected."},
    "repayment-corrected": {"ground": "Why it had to be corrected."},
    "loan-lost": {
        "cents": "Principal that is not expected back.",
        "parts": "Whose lent money it was: first-loss contributions' first, then in proportion.",
    },
    "submit-report": _OF_REPORT,
    "report-submitted": _REPORTED,
    "determine-grant": {
        **_OF_DETERMINATION,
        "instalments": "In how many instalments what was paid too much is due.",
    },
    "change-grant": _OF_CHANGE,
    "grant-changed": {
        **_OF_CHANGE,
        "advances": "What each advance comes to from now on, in whole euro cents; one that is paid, what was paid.",
        "change": "Its number among the changes of the ask, from 1.",
        "was_cents": "What was granted before this change, in whole euro cents.",
    },
    "remainder-freed": _OF_REMAINDER,
    "remainder-committed": _OF_REMAINDER,
    "grant-determined": _DETERMINED,
    "correct-determination": {"ground": "Why it has to be corrected."},
    "determination-corrected": {
        "ground": "Why it had to be corrected.",
        "was_cents": "What was determined, in whole euro cents.",
    },
    "report": _REPORTED,
    "determination": {
        **_DETERMINED,
        "claims": "What is claimed because of it, each as it stands.",
        "determination": "What stands determined.",
    },
    "awaited-determinations": {"awaited": "The grants that were reported on, and are not determined."},
    "set-interest-reserve": _OF_RESERVE,
    "interest-reserve-set": _OF_RESERVE,
    "application-failed": {"reason": "`decide-by-passed`, or why the applicant withdrew, in its words."},
}
