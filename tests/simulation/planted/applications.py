"""In the rules of applications."""

from tests.simulation.planted.bug import Bug

APPLICATIONS = (
    Bug(
        name="a hold of another revision counts",
        file="services/applications/asks/decisions.py",
        old="    exact = found and (found.funder, found.revision, found.cents) == (funder, revision, cents)",
        new="    exact = found and (found.funder, found.cents) == (funder, cents)",
        thought="The same amount from the same funder.",
    ),
    Bug(
        name="a hold of another amount counts",
        file="services/applications/asks/decisions.py",
        old="    if (revision, cents) == (ask.revision, ask.cents):",
        new="    if revision == ask.revision:",
        thought="The revision says it all.",
        within=100,
    ),
    Bug(
        name="a decline overwrites a hold of a zuil",
        file="services/applications/asks/decisions.py",
        old="""
    if objection := _mismatch(found, by, revision, cents) or _change_of_mind(application, found, answer):
        return objection
""",
        new="""
    if objection := _mismatch(found, by, revision, cents):
        return objection
    if isinstance(application, Open) and found.standing == "held" and answer == "decline":
        return _zuil_declines(application, found, ground or "no-money", reason or "-")
""",
        thought="The last word counts.",
        within=200,
    ),
    Bug(
        name="granted with a hold missing",
        file="services/applications/applications/decisions/closing.py",
        old='    if any(ask.standing != "held" for ask in live):',
        new='    if any(ask.standing == "asked" for ask in live):',
        thought="Everybody has answered.",
        within=50,
        overdraws=True,
    ),
    Bug(
        name="a superseded promise is not given back",
        file="services/applications/applications/decisions/asking.py",
        old="        postings=(*(before.returns() if before else ()), *ask.asks()),",
        new="        postings=(*(before.returns() if before and ask.cents else ()), *ask.asks()),",
        thought="What is dropped is not asked any more.",
        within=100,
    ),
    Bug(
        name="an answer counts after the time is over",
        file="services/applications/asks/decisions.py",
        old="    if application.form.decide_by <= now:\n",
        new="    if application.form.decide_by < now.replace(hour=0, minute=0, second=0):\n",
        thought="Decide by that day.",
    ),
    Bug(
        name="an overdue application takes the next one along",
        file="shared/service.py",
        old="        return list(takewhile(lambda deadline: deadline[0] <= now, self.deadlines(state)))",
        new="""        every = list(self.deadlines(state))
        return every if every and every[0][0] <= now else []""",
        thought="Several fall due at once.",
    ),
    Bug(
        name="an answer that comes after the end cannot be decided",
        file="services/applications/asks/decisions.py",
        old="    application = state.applications.open.get(application_of(ask))\n",
        new="    application = state.applications.open[application_of(ask)]\n",
        thought="Nobody answers when it is over.",
    ),
    Bug(
        name="an application that has ended is still due",
        file="services/applications/applications/state.py",
        old="    del applications.deadlines[bisect_left(applications.deadlines, (form.decide_by, application))]\n",
        new="",
        thought="What is no longer open cannot fall due.",
    ),
    Bug(
        name="dropped asks are still waited for",
        file="services/applications/applications/decisions/closing.py",
        old="    live = [ask for ask in asks if ask.live]\n",
        new='    live = [ask for ask in asks if ask.standing != "released"]\n',
        thought="Until the pool has confirmed the drop it is not over.",
    ),
    Bug(
        name="a loan is asked",
        file="services/applications/applications/decisions/proposal.py",
        old="            if ask.instrument not in OFFERED and not (stands and ask.is_as(stands)):",
        new="            if stands and ask.instrument not in OFFERED and not ask.is_as(stands):",
        thought="What is not offered is seen where an ask changes.",
        within=20,
    ),
    Bug(
        name="an initiative asks itself",
        file="services/applications/applications/decisions/proposal.py",
        old='            if ask.funder == f"zuil:{self.applicant}":',
        new="            if ask.funder == self.applicant:",
        thought="A funder is a party.",
        within=50,
    ),
    Bug(
        name="the last moment lies too far ahead",
        file="services/applications/applications/decisions/asking.py",
        old="    if form.decide_by > latest:",
        new="    if form.decide_by > now.replace(year=now.year + 1):",
        thought="Within the year.",
        within=20,
    ),
)

FORMS = (
    Bug(
        name="goods in kind pay costs",
        file="services/applications/applications/decisions/proposal.py",
        old="        yield from self._goods_objections()\n",
        new="",
        thought="What is given is worth something.",
    ),
)
