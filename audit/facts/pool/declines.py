"""A pool's no: its ground for all, its words for the applicant."""

from audit.facts.declaring import ALL, Command, Message
from audit.facts.pool.asks import ASK, OfReservation


class ReservationDeclined(OfReservation):
    kind = "reservation-declined"
    told = ALL
    causes = (Command("decline-ask", by="decider"), Message("applications/pool-asked", ASK))
    reason: str
    ground: str | None = None


class DeclineExplained(OfReservation):
    """The words of a decline, for the applicant."""

    kind = "decline-explained"
    told = "applicant"
    causes = (Command("decline-ask", by="decider"), Message("applications/pool-asked", f"{ASK} applicant"))
    applicant: str
    ground: str
    reason: str
