"""Returns: what a pool gives back to its contributors."""

from services.settlement.returns import facts
from services.settlement.returns import messages as m
from services.settlement.returns.decisions import order_return, withdraw_return
from services.settlement.state import State
from services.settlement.terms import payable_by
from shared.service import Consumer, Context, Facts, public
from shared.topic import Topic, by_fields


def _returned(state: State, heard: m.ContributionReturned, context: Context) -> Facts:
    return order_return(
        state,
        pool=heard.pool,
        contribution=heard.contribution,
        contributor=heard.contributor,
        number=heard.number,
        cents=heard.cents,
        today=context.today,
        due_on=payable_by(context.today),
    )


RETURNS = Topic(
    "returns",
    decides={m.WithdrawReturn: by_fields(withdraw_return)},
    consumes={("pool", "contribution-returned"): Consumer(m.ContributionReturned, _returned)},
    publishes={facts.ReturnWithdrawn: public(m.ReturnWithdrawn, key="order")},
)
