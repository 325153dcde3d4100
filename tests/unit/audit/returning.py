"""Of the story: money of others goes back at the end of its year, and what is left of a pool that is closed."""

HALL, WRONG = "zaal", "zaal-fout"
"""Contributions of others, to be returned; of one a receipt was entered as four times what it was."""
SHORT = "kort"


def give_back(hands, pool, confirm, send_back, mistaken):
    """One return is paid after the bank sent it back; one is withdrawn, for what it gives back never came."""
    order = f"{pool}:{HALL}:return-1"
    confirm(hands, "wijkteam", order, 40)
    hands.carry_all()
    send_back(hands, "wijkteam", order)
    confirm(hands, "wijkteam", f"{order}:2", 40)
    hands.carry_all()
    mistaken(hands, "wijkteam", f"{order}:2")
    confirm(hands, "wijkteam", f"{order}:2", 40)
    right = {"pool": pool, "contribution": WRONG, "receipt": 1, "cents": 5}
    hands.must("wijkteam", hands.pool, "correct-contribution", **right, ground="wrong-amount")
    hands.must("wijkteam", hands.settlement, "withdraw-return", order=f"{pool}:{WRONG}:return-1")
    hands.carry_all()
    hands.strike()
    hands.carry_all()


def close(hands, confirm):
    """What was paid of it comes back in part when it is closed already."""
    confirm(hands, "wijkteam", "straatfeest:tent:1", 60)
    hands.carry_all()
    hands.must("woonstede", hands.pool, "cancel-pledge", pool=SHORT, contribution="huur-kort")
    hands.must("college", hands.pool, "close-pool", pool=SHORT, decision="Collegebesluit 2026-41")
    hands.strike()
    hands.carry_all()
    came_back = {"principal_cents": 10, "interest_cents": 0}
    hands.must("wijkteam", hands.settlement, "record-refund", order="straatfeest:tent:1", **came_back)
    hands.carry_all()
    hands.strike()
    hands.carry_all()
