"""Payment orders: ordered, confirmed, failed or returned and ordered again, refunded."""

from services.settlement.orders import facts, queries
from services.settlement.orders import messages as m
from services.settlement.orders.decisions.paying import confirm, record_refund, report_failed, report_returned
from services.settlement.orders.state import Folded, Orders, evolve
from shared.service import addressed, public
from shared.topic import Slice, Topic, by_fields, classes

ORDERS = Topic(
    "orders",
    slice=Slice(Orders, evolve, classes(Folded)),
    decides={
        m.ConfirmPayment: by_fields(confirm),
        m.ReportPaymentFailed: by_fields(report_failed),
        m.ReportReturned: by_fields(report_returned),
        m.RecordRefund: by_fields(record_refund),
    },
    publishes={
        facts.PaymentOrdered: addressed(m.PaymentOrdered, party="payer"),
        facts.OrderReassigned: addressed(m.OrderReassigned, party="payer"),
        facts.PaymentConfirmed: public(m.PaymentConfirmed, key="order"),
        facts.PaymentFailed: public(m.PaymentFailed, key="order"),
        facts.PaymentReturned: public(m.PaymentReturned, key="order"),
        facts.RefundConfirmed: public(m.RefundConfirmed, key="order"),
    },
    queries={queries.ListOpenOrders: queries.list_open_orders},
    open_business=lambda orders: {"orders": sum(map(len, orders.open.values()))},
)
