"""What is heard of pools: who holds the budget, and whose the contributions are."""

from shared.wire import ConsumedMessage


class BudgetHolderNamed(ConsumedMessage):
    """pool: opened, or handed over; this party decides on its money, and pays."""

    leads_to = (
        "`budget-holder-known`; on a handover `order-reassigned` per open order, and `earn-back-consent-asked` for "
        "each proposal that the old holder had not answered (`earn-back-agreed` if that was the last consent)"
    )
    pool: str
    budget_holder: str


class MandateSet(ConsumedMessage):
    """pool: the limits of the budget holder, and who gives the second yes above them."""

    leads_to = (
        "`second-approver-known`; `order-reassigned` per open order that pays the budget holder "
        "itself, and `payment-correction-awaits-approval` for each correction that awaits the second approver"
    )
    pool: str
    four_eyes_above_cents: int | None
    second_approver: str | None


class ContributionNamed(ConsumedMessage):
    """pool: a contribution was pledged, or money of it was received."""

    leads_to = "`contribution-known` (the first time)"
    pool: str
    contribution: str
    contributor: str
