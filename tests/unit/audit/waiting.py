"""Of the story: what is set aside with a first yes, and what becomes of it when the second does not come."""

ARCH = "boog"


def wait(hands, open_pool, mandate, contribute, submit, rearrange, ask):
    """A first yes is superseded, one is taken back, one ends with its application; one moves, and waits at the end."""
    open_pool(hands, ARCH)
    mandate(hands, ARCH, automatic=False, four_eyes_above_cents=1_000, second_approver="college")
    contribute(hands, "wijkteam", ARCH, "boog-breed", 4_000, ["ontmoeten", "groen"], "wijkteam")
    paint = ask("verf", "zuil:groen", groen=100)
    submit(hands, "buurttuin", "poort", [ask("steen", "pool:boog", groen=1_200), paint])
    hands.carry_all()
    _say_yes(hands, "poort:steen", 1_200)
    rearrange(hands, "buurttuin", "poort", [ask("steen", "pool:boog", groen=1_500), paint], own=99_700)
    hands.carry_all()
    _say_yes(hands, "poort:steen", 1_500, revision=2)
    no = {"ground": "quality", "reason": "Toch eerst de tekening"}
    hands.must("wijkteam", hands.pool, "decline-ask", **_exact("poort:steen", 2), cents=1_500, **no)
    hands.carry_all()
    _say_yes(hands, "poort:steen", 1_500, revision=2)
    hands.must("buurttuin", hands.applications, "withdraw-application", application="poort", reason="Geen steen meer")
    hands.carry_all()
    submit(hands, "buurttuin", "trap", [ask("treden", "pool:boog", ontmoeten=1_300), paint])
    hands.carry_all()
    _say_yes(hands, "trap:treden", 1_300)
    contribute(hands, "wijkteam", ARCH, "boog-smal", 2_000, ["ontmoeten"], "wijkteam")
    submit(hands, "buurttuin", "brug", [ask("planken", "pool:boog", groen=2_900), paint])
    hands.carry_all()
    _say_yes(hands, "brug:planken", 2_900)
    hands.must("college", hands.pool, "approve-hold", **_exact("brug:planken", 1))
    hands.carry_all()


def _exact(ask, revision):
    return {"pool": ARCH, "ask": ask, "revision": revision}


def _say_yes(hands, ask, cents, revision=1):
    hands.must("wijkteam", hands.pool, "hold-ask", **_exact(ask, revision), cents=cents)
    hands.carry_all()
