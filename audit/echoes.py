"""Whether a fact repeats what was heard: the same ask, revision, amount, order. Pure: two facts in, a verdict out."""

from audit.contract import applications as a
from audit.contract import earn_backs as e
from audit.contract import pool as p
from audit.contract import reservations as r
from audit.contract import settlement as s
from audit.contract.base import Fact


def follows(cause: Fact, made: Fact) -> bool:
    """Whether a fact repeats what it was made of. Pairs that the contract does not know never do."""
    match cause, made:
        case a.PoolAsked(), r.AskReceived():
            same = (cause.application, cause.lines) == (made.application, made.lines)
            return same and _of_asked(cause, made)
        case a.PoolAsked(), r.ReservationReleased():
            superseded = made.revision < cause.revision or (made.revision == cause.revision and cause.cents == 0)
            return cause.ask == made.ask and superseded
        case a.PoolAsked(), r.OfReservation():
            return _of_asked(cause, made)
        case a.ApplicationGranted(), r.ReservationCommitted():
            return _named(made) in {(g.ask, g.revision, g.funder, g.cents) for g in cause.asks}
        case a.ApplicationGranted(), r.ReservationReleased():
            named = {(g.ask, g.revision) for g in cause.asks}
            return cause.application == made.application and (made.ask, made.revision) not in named
        case a.ApplicationGranted(), r.ReservationPaid():
            return made.ask in {granted.ask for granted in cause.asks}
        case ((a.ApplicationGranted() | a.ApplicationFailed()), (r.ApplicationClosed() | r.ReservationReleased())):
            return cause.application == made.application
        case a.ApplicationGranted(), s.AgreementMade():
            whole = (cause.application, cause.applicant) == (made.application, made.recipient)
            asks = {(g.ask, g.funder, g.cents, g.instrument) for g in cause.asks}
            return whole and (made.ask, made.funder, made.cents, made.instrument) in asks
        case a.ApplicationGranted(), s.PaymentOrdered():
            return (made.ask, made.funder, made.cents) in {(g.ask, g.funder, g.cents) for g in cause.asks}
        case r.ReservationHeld(), a.ApplicationGranted():
            return (cause.ask, cause.revision) in {(granted.ask, granted.revision) for granted in made.asks}
        case r.OfReservation(), (a.OfAsk() | a.PoolAskReleased() | a.AnswerStale()):
            return _answers(cause, made)
        case ((r.OfReservation() | p.PoolOpened() | p.PoolHandedOver() | p.ContributionReceived()), _):
            return _tells_settlement(cause, made)
        case ((s.PaymentConfirmed() | s.RefundConfirmed()), _):
            return _tells_pool(cause, made)
        case _:
            return False


def _of_asked(cause: a.PoolAsked, made: r.OfReservation) -> bool:
    return (cause.ask, cause.revision, cause.funder, cause.cents) == _named(made)


def _named(made: r.OfReservation) -> tuple[str, int, str, int]:
    return made.ask, made.revision, f"pool:{made.pool}", made.cents


def _answers(cause: r.OfReservation, made: a.OfAsk | a.PoolAskReleased | a.AnswerStale) -> bool:
    same = (cause.ask, cause.revision, f"pool:{cause.pool}") == (made.ask, made.revision, made.funder)
    if isinstance(made, a.PoolAskReleased):
        return same
    if isinstance(made, a.AnswerStale):
        answer = "hold" if isinstance(cause, r.ReservationHeld) else "decline"
        return same and (cause.cents, answer) == (made.cents, made.answer)
    return same and cause.cents == made.cents


def _tells_settlement(cause: Fact, made: Fact) -> bool:
    match cause, made:
        case r.ReservationCommitted(), s.CommitWaits():
            return (cause.pool, cause.ask) == (made.pool, made.ask)
        case r.ReservationCommitted(), s.PaymentOrdered():
            return (f"pool:{cause.pool}", cause.ask, cause.cents) == (made.funder, made.ask, made.cents)
        case ((p.PoolOpened() | p.PoolHandedOver()), s.BudgetHolderKnown()):
            return (cause.pool, cause.budget_holder) == (made.pool, made.budget_holder)
        case p.PoolHandedOver(), s.OrderReassigned():
            return (f"pool:{cause.pool}", cause.budget_holder) == (made.funder, made.payer)
        case p.PoolHandedOver(), e.EarnBackConsentAsked():
            return (cause.pool, cause.budget_holder) == (made.recipient.pool, made.recipient_holder)
        case p.PoolHandedOver(), e.EarnBackAgreed():
            return cause.pool == made.recipient.pool
        case p.ContributionReceived(), s.ContributionKnown():
            return (cause.pool, cause.contribution, cause.contributor) == (
                made.pool,
                made.contribution,
                made.contributor,
            )
        case _:
            return False


def _tells_pool(cause: Fact, made: Fact) -> bool:
    match cause, made:
        case s.PaymentConfirmed(), (r.ReservationPaid() | r.PaymentWaits()):
            paid = cause.order, cause.ask, cause.funder, cause.cents
            return paid == (made.order, made.ask, f"pool:{made.pool}", made.cents)
        case s.PaymentConfirmed(), r.SavingReceived():
            into = cause.payee.startswith(f"into:{made.pool}/")
            return into and (cause.order, cause.purpose, cause.cents) == (made.order, made.purpose, made.cents)
        case s.RefundConfirmed(), (r.MoneyReturned() | r.InterestReceived()):
            cents = cause.principal_cents if isinstance(made, r.MoneyReturned) else cause.interest_cents
            refund = cause.order, cause.ask, cause.funder, cents
            return refund == (made.order, made.ask, f"pool:{made.pool}", made.cents)
        case _:
            return False
