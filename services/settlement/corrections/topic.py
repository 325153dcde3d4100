"""Corrections: of a confirmation, and of a refund."""

from services.settlement.corrections import facts
from services.settlement.corrections import messages as m
from services.settlement.corrections.decisions import correct_confirmation, correct_refund
from shared.service import public
from shared.topic import Topic, by_fields

CORRECTIONS = Topic(
    "corrections",
    decides={
        m.CorrectConfirmation: by_fields(correct_confirmation),
        m.CorrectRefund: by_fields(correct_refund),
    },
    publishes={
        facts.ConfirmationCorrected: public(m.ConfirmationCorrected, key="order"),
        facts.RefundCorrected: public(m.RefundCorrected, key="order"),
    },
)
