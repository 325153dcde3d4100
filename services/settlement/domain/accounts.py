"""Settlement's part of the chart of accounts. `funder` is `pool:<id>` or `zuil:<slug>`."""

from typing import Literal, TypeAlias

from services.settlement.domain.events import Terms

Part: TypeAlias = Literal["verified", "to-recipient", "to-investor"]


def payer(funder: str) -> str:
    """What a funder ordered to be paid, less what came back: minus, or nothing."""
    return f"payer:{funder}"


def order(funder: str, order_id: str) -> str:
    """Ordered, and not confirmed yet."""
    return f"order:{funder}/{order_id}"


def party(slug: str) -> str:
    """What a party received, less what it paid back."""
    return f"party:{slug}"


def into(pool: str, target: str) -> str:
    """Savings moved into a pool: to a contribution, or to the contributions that paid an ask."""
    return f"into:{pool}/{target}"


def baseline(terms: Terms) -> str:
    """Minus everything verified in an earn-back so far; a memo, for a saving is no cash."""
    return f"memo/baseline:{terms.benefit_holder}/{terms.earn_back}"


def saving(terms: Terms, part: Part) -> str:
    """Where a verified saving stands; under `verified` what is not divided."""
    return f"memo/saving:{terms.benefit_holder}/{terms.earn_back}/{part}"


def kind_of(account: str) -> str:
    """`payer/pool` of `payer:pool:<pool>`, `party` of `party:<slug>`: whose it is, is left out.

    Orders and payers are told apart by kind of funder, savings by part.
    """
    kind, _, whose = account.partition(":")
    match kind:
        case "payer" | "order":
            return f"{kind}/{whose.partition(':')[0]}"
        case "memo/saving":
            return f"{kind}/{whose.rpartition('/')[2]}"
    return kind
