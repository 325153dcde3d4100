"""The words of stories about one application, pool or agreement, in both languages."""

from cli.words import Text

APPLICATION = Text("Aanvraag {name}", "Application {name}")
POOL = Text("Pot {name}", "Pool {name}")
AGREEMENT = Text("Overeenkomst over {name}", "Agreement about {name}")
PURPOSE = Text("doel", "purpose")
APPLICANT = Text("aanvrager", "applicant")
NEIGHBOURHOOD = Text("buurt", "neighbourhood")
DECIDE_BY = Text("beslissen vóór", "decide by")
REASON = Text("reden", "reason")
COSTS = Text("kosten", "costs")
OTHER_MONEY = Text("ander geld", "other money")
GOODS = Text("goederen in natura", "goods in kind")
ESTIMATED = Text("geschat op {euros}; geen geld", "estimated at {euros}; no money")
ASKS = Text("Deelvragen", "Asks")
ASK = Text("deelvraag", "ask")
FUNDER = Text("financier", "funder")
REVISION = Text("rev.", "rev.")
STANDING = Text("stand", "standing")
DECLINES = Text("Wie nee zei", "Who said no")
DECLINED_BY = Text("door", "by")
NOBODY = Text("de regels van de pot", "the pool's rules")
FAILURES = {
    "decide-by-passed": Text(
        "niet elke financier zei ja vóór het uiterste moment van beslissen",
        "not every funder said yes before the time to decide was over",
    ),
    "withdrawn": Text("ingetrokken door de aanvrager", "withdrawn by the applicant"),
    "ended-by-executive": Text("beëindigd door het college", "ended by the executive"),
}
PAID = Text("betaald", "paid")
RETURNED = Text("terug", "returned")
RETURNED_WITH_INTEREST = Text("terug, hoofdsom + rente", "returned, principal + interest")
COURSE = Text("Verloop", "Course of events")
COURSE_TAIL = Text(
    "Verloop, de laatste {shown} van {all} (--all toont alles)",
    "Course of events, the last {shown} of {all} (--all shows all)",
)
KNOWN_ON = Text("Zoals bekend aan het eind van {day}", "As known at the end of {day}")
AMOUNTS_BOOKED_UNTIL = Text(
    "bedragen met een boekdatum tot en met {day}, al het andere zoals bekend",
    "amounts with a book date up to and including {day}, all else as known",
)
BOOKS_ON = Text("(boekt op {day})", "(books on {day})")
BOOKS_FOR = Text("(boekt op {day}; gaat over {about})", "(books on {day}; is about {about})")
BELOW_ZERO = Text(
    "Onder nul: daar hoort iets bij dat later boekt, zoals de toezegging van geld dat er al was.",
    "Below zero: to it belongs what books later, as the pledge of money that had come already.",
)
HOLDER = Text("budgethouder", "budget holder")
FRAME = Text("kader", "frame")
FRAME_LINE = Text(
    "{decision}: hoogstens {ceiling_cents}, {valid_from} t/m {valid_to}",
    "{decision}: at most {ceiling_cents}, {valid_from} to {valid_to}",
)
MANDATE = Text("mandaat", "mandate")
MANDATE_LINE = Text(
    "per vraag {limit_cents}, samen {total_cents}, {valid_from} t/m {valid_to}{automatic}{four_eyes}",
    "per ask {limit_cents}, in all {total_cents}, {valid_from} to {valid_to}{automatic}{four_eyes}",
)
AUTOMATIC = Text("; automatisch", "; automatic")
FOUR_EYES = Text("; boven {cents} ook {party}", "; above {cents} also {party}")
CONTRIBUTIONS = Text("Inbreng", "Contributions")
CONTRIBUTION = Text("inbreng", "contribution")
CONTRIBUTOR = Text("van", "of")
GONE = {
    "lapsed": Text(
        "Van {contribution} is {cents} vervallen aan het algemene resultaat.",
        "Of {contribution} {cents} lapsed to the general result.",
    ),
    "returning": Text(
        "Van {contribution} gaat {cents} terug naar {party}; dat is opgedragen, en nog niet betaald.",
        "Of {contribution} {cents} goes back to {party}: ordered, and not paid yet.",
    ),
    "given_back": Text(
        "Van {contribution} is {cents} teruggegeven aan {party}.",
        "Of {contribution} {cents} was given back to {party}.",
    ),
}
"""What of a contribution is the pool's no more."""
CLOSED = Text("Deze pot is gesloten op {day}.", "This pool was closed on {day}.")
FIRST_LOSS = Text(
    "{contribution} van {party} draagt verlies op leningen eerst.",
    "{contribution} of {party} bears losses on loans first.",
)
INTEREST_RESERVE = Text("Rente op leningen gaat naar {contribution}.", "Interest on loans goes to {contribution}.")
SUPPORTS = Text("Steunverbanden", "Supports")
SUPPORT = Text("steunverband", "support")
FROM_TO = Text("van → voor", "from → to")
USED = Text("gebruikt", "used")
AT_MOST = Text("hoogstens", "at most")
UNTIL = Text("stand", "standing")
SUPPORT_STANDS = {
    "proposed": Text("wacht op instemming", "awaits consent"),
    "agreed": Text("t/m {day}", "to {day}"),
    "ended": Text("beëindigd", "ended"),
    "over": Text("was t/m {day}", "was to {day}"),
}
TASKS = Text("Taken om over te nemen", "Tasks to take over")
TASK = Text("taak", "task")
PERFORMER = Text("uitvoerder", "performer")
OF_A_UNIT = Text("per eenheid", "per unit")
WITH_PERFORMER = Text("daar", "there")
CLAIMED = Text("geclaimd", "claimed")
TAKEN_OVER = Text("overgenomen", "taken over")
GOALS = Text("Doelen", "Goals")
GOAL = Text("doel", "goal")
AVAILABLE = Text("beschikbaar", "available")
TOTAL = Text("samen", "total")
ASKS_TAIL = Text("Deelvragen, de laatste {shown} van {all}", "Asks, the last {shown} of {all}")
ORDER = Text("betaalopdracht", "payment order")
ORDERS = Text("Betaalopdrachten", "Payment orders")
PAYER = Text("betaler", "payer")
PAYEE = Text("aan", "to")
DUE = Text("uiterlijk", "due")
RECIPIENT = Text("ontvanger", "recipient")
ADVANCES = Text("Voorschotten", "Advances")
ADVANCE = Text("nr", "no")
PERCENT = Text("deel", "part")
MILESTONE = Text("zodra bereikt is", "once reached")
OF_ADVANCE = {
    "awaited": Text("nog niet aan de orde", "to come"),
    "reported": Text("gemeld, wacht op financier", "reported, awaits funder"),
    "declined": Text("nog niet bereikt", "not reached yet"),
    "ordered": Text("te betalen", "to be paid"),
    "paid": Text("betaald", "paid"),
    "not-due": Text("vervallen", "fell away"),
}
GRANTED_NOW = Text("nu verleend", "granted now")
DETERMINED = Text("vastgesteld op", "determined at")
CLAIMED_BACK = Text("teruggevorderd", "claimed back")
OF_CLAIM = Text("{cents}, waarvan {came} is terugbetaald", "{cents}, of which {came} was repaid")
INSTRUMENT = Text("vorm", "instrument")
EARN_BACKS = Text("Inverdienen", "Earn-backs")
EARN_BACK = Text("afspraak", "earn-back")
BENEFIT_HOLDER = Text("baathouder", "benefit holder")
INVESTED = Text("geïnvesteerd", "invested")
VERIFIED = Text("besparing", "saving")
TO_RECIPIENT = Text("begunstigde", "recipient")
TO_INVESTOR = Text("investeerder", "investor")
AGREED = Text("akkoord", "agreed")
PROPOSED = Text("voorgesteld", "proposed")
INSTRUMENTS = {
    "grant": Text("subsidie", "grant"),
    "assignment": Text("opdracht", "assignment"),
    "loan": Text("lening", "loan"),
    "result-contract": Text("resultaatcontract", "result contract"),
}
STANDINGS = {
    "open": Text("open", "open"),
    "granted": Text("verleend", "granted"),
    "failed": Text("vervallen", "failed"),
    "asked": Text("gevraagd", "asked"),
    "held": Text("toegezegd", "held"),
    "declined": Text("afgewezen", "declined"),
    "dropped": Text("ingetrokken", "dropped"),
    "released": Text("vrijgegeven", "released"),
    "unanswered": Text("niet beantwoord", "not answered"),
    "awaiting-second-approval": Text("wacht op tweede ja", "awaits second yes"),
    "committed": Text("verplicht", "committed"),
    "paid": Text("betaald", "paid"),
    "failed-payment": Text("mislukt", "failed"),
    "withdrawn-order": Text("ingetrokken", "withdrawn"),
    "returned-payment": Text("door de bank teruggestuurd", "sent back by the bank"),
    "confirmed": Text("bevestigd", "confirmed"),
}
