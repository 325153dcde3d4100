"""Corrections: of a confirmation, of a refund, and of a verification."""

from services.settlement.corrections import facts, queries
from services.settlement.corrections import messages as m
from services.settlement.corrections.decisions.payments import approve, correct_confirmation, correct_refund
from services.settlement.corrections.decisions.verifications import correct_verification
from services.settlement.corrections.state import Corrections, Folded, evolve
from services.settlement.state import State
from services.settlement.terms import payable_by
from shared.service import Context, Decision, addressed, public
from shared.topic import Slice, Topic, by_fields, classes


def _correct_verification(state: State, command: m.CorrectVerification, context: Context) -> Decision:
    today, roles = context.today, context.parties[context.by].roles
    due_on = payable_by(today)
    return correct_verification(state, by=context.by, roles=roles, today=today, **vars(command), due_on=due_on)


CORRECTIONS = Topic(
    "corrections",
    slice=Slice(Corrections, evolve, classes(Folded)),
    decides={
        m.CorrectConfirmation: by_fields(correct_confirmation),
        m.CorrectRefund: by_fields(correct_refund),
        m.ApprovePaymentCorrection: by_fields(approve),
        m.CorrectVerification: _correct_verification,
    },
    publishes={
        facts.PaymentCorrectionAwaitsApproval: addressed(m.PaymentCorrectionAwaitsApproval, party="approver"),
        facts.ConfirmationCorrected: public(m.ConfirmationCorrected, key="order"),
        facts.RefundCorrected: public(m.RefundCorrected, key="order"),
        facts.VerificationCorrected: public(m.VerificationCorrected, key="earn_back"),
        facts.OrderWithdrawn: addressed(m.OrderWithdrawn, party="payer"),
    },
    queries={queries.ListPaymentCorrections: queries.list_payment_corrections},
    open_business=lambda corrections: {"payment-corrections-waiting": sum(map(len, corrections.waiting.values()))},
)
