"""Payment orders: ordered, confirmed, failed and ordered again, refunded."""

from services.settlement.orders import facts, queries
from services.settlement.orders import messages as m
from services.settlement.orders.decisions import confirm, record_refund, report_failed
from services.settlement.orders.state import Folded, Orders, evolve
from shared.service import to_all, to_party
from shared.topic import Slice, Topic, by_fields, classes

ORDERS = Topic(
    "orders",
    slice=Slice(Orders, evolve, classes(Folded)),
    decides={
        m.ConfirmPayment: by_fields(confirm),
        m.ReportPaymentFailed: by_fields(report_failed),
        m.RecordRefund: by_fields(record_refund),
    },
    publishes={
        facts.PaymentOrdered: to_party(m.PaymentOrdered, party="payer"),
        facts.OrderReassigned: to_party(m.OrderReassigned, party="payer"),
        facts.PaymentConfirmed: to_all(m.PaymentConfirmed, key="order"),
        facts.PaymentFailed: to_all(m.PaymentFailed, key="order"),
        facts.RefundConfirmed: to_all(m.RefundConfirmed, key="order"),
    },
    queries={queries.ListOpenOrders: queries.list_open_orders},
    open_business=lambda orders: {"orders": sum(map(len, orders.open.values()))},
)
