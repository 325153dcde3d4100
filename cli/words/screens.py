"""Labels and sentences on the screens."""

from cli.words import Text

NONE = Text("geen", "none")

# Running

UP = Text("Bundel draait.", "Bundel is up.")
DOWN = Text("Bundel is gestopt.", "Bundel is down.")
DELETED = Text("Bundel is gestopt; {data} is verwijderd.", "Bundel is down; {data} is deleted.")
WAS_NOT_UP = Text("Er draaide niets in {data}.", "Nothing was running in {data}.")
BROKER = Text("Broker", "Broker")
CREDENTIALS = Text("Wachtwoorden, één bestand per partij", "Passwords, one file per party")
HEALTH = Text("Gezondheid", "Health")
DATA = Text("Logboeken en uitvoer", "Logs and output")
HOW_TO_STOP = Text(
    "Stop met `bundel down`; `bundel reset` verwijdert ook alle gegevens.",
    "Stop with `bundel down`; `bundel reset` also deletes all data.",
)
SURE = Text("Alle logboeken in {data} voorgoed verwijderen?", "Delete all logs in {data}, for good?")

# Status

STATUS = Text("Bundel op {moment}", "Bundel at {moment}")
WELL = Text("gezond", "well")
NOT_WELL = Text("niet gezond", "not well")
SERVICES = Text("Diensten", "Services")
SERVICE = Text("dienst", "service")
STATE = Text("staat", "state")
EVENTS = Text("gebeurtenissen", "events")
SAID = Text("gezegd", "said")
BROKER_BEHIND = Text("broker achter", "broker behind")
LAST = Text("laatste gebeurtenis", "last event")
HASH = Text("hash van de laatste", "hash of the last")
DEAD = Text("dode brieven", "dead letters")
LAG = Text("Nog niet gehoord: berichten die een lezer achter is", "Not heard yet: messages that a reader is behind")
READER = Text("lezer", "reader")
OF = Text("van {service}", "of {service}")
UNSETTLED = Text("Geld dat onderweg is", "Money under way")
ALARMS = Text("Alarmen", "Alarms")
ALARM = Text("alarm", "alarm")
WHAT = Text("wat", "what")
AMOUNT = Text("bedrag", "amount")
COUNT = Text("aantal", "count")
OPEN_APPLICATIONS = Text("aanvragen die wachten op hun financiers", "applications that await their funders")
ASKED = Text("gevraagd, nog niet beantwoord", "asked, not answered yet")
HELD = Text("onder voorbehoud toegezegd, nog niet verleend", "held, not granted yet")
GRANTED = Text("verleend door potten, nog niet verplicht", "granted by pools, not committed yet")
COMMITTED = Text("verplicht door potten, nog niet betaald", "committed by pools, not paid yet")
ORDERED = Text("betaalopdrachten, nog niet bevestigd", "payment orders, not confirmed yet")
BROKER_AWAY = Text("De broker op {url} is niet te bereiken.", "The broker at {url} is not reached.")
BROKER_REFUSES = Text(
    "De broker op {url} laat de operator niet binnen; start het platform opnieuw met `bundel up`.",
    "The broker at {url} does not let the operator in; start the platform again with `bundel up`.",
)
UNKNOWN = Text("?", "?")
NOT_THERE = Text("antwoordt niet", "no answer")
NOT_THERE_AT = Text("Op {url} antwoordt niets; start de dienst.", "Nothing answers at {url}; start the service.")
STATES = {
    "starting": Text("start", "starting"),
    "waiting-for-broker": Text("wacht op de broker", "waiting for broker"),
    "checking": Text("controleert", "checking"),
    "ready": Text("gereed", "ready"),
    "refused": Text("weigert", "refused"),
    "stopping": Text("stopt", "stopping"),
}
ALARMED = {
    "broker": Text(
        "De broker is niet te bereiken. Er gaat niets verloren; het werk gaat verder als hij terug is.",
        "The broker is not reached. Nothing is lost; work goes on when it is back.",
    ),
    "relay": Text(
        "De broker heeft minder dan het logboek zegt, en een lezer zei nog niet wat hij hoorde. Start die lezer.",
        "The broker holds less than the log says, and a reader has not yet said what it heard. Start that reader.",
    ),
    "upstream": Text(
        "Een bericht van die dienst kon niet worden verwerkt, en niets daarna. Stuur de logregel aan de ontwikkelaars.",
        "A message of that service could not be taken, nor anything after it. Send the log line to the developers.",
    ),
    "clock": Text(
        "De klok versprong. Termijnen staan stil tot hij terug is, of tot een herstart.",
        "The wall clock jumped. Timers stand still until it is back, or a restart.",
    ),
    "timers": Text(
        "Wat op een verstreken termijn volgt, is soms niet te beslissen. Stuur de logregel aan de ontwikkelaars.",
        "What follows from some deadlines that have passed cannot be decided. Send the log line to the developers.",
    ),
    "log": Text("Het logboek is niet te lezen.", "The log cannot be read."),
}

# Commands and outcomes

ACCEPTED = Text("aanvaard", "accepted")
REFUSED = Text("geweigerd", "refused")
COMMAND = Text("opdracht", "command")
PARTY = Text("partij", "party")
ID = Text("id", "id")
CODE = Text("code", "code")
FIELD = Text("veld", "field")
SENTENCE = Text("uitleg", "explanation")
RECORDED_AT = Text("vastgelegd op", "recorded at")
SENT = Text("Verstuurd als {command_id}; wacht op de uitkomst …", "Sent as {command_id}; waiting for the outcome …")
NOTHING_KEPT = Text("Er wacht geen opdracht op een uitkomst.", "No command awaits an outcome.")

# Stories

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
PAID = Text("betaald", "paid")
RETURNED = Text("terug", "returned")
RETURNED_WITH_INTEREST = Text("terug, hoofdsom + rente", "returned, principal + interest")
COURSE = Text("Verloop", "Course of events")
COURSE_TAIL = Text(
    "Verloop, de laatste {shown} van {all} (--all toont alles)",
    "Course of events, the last {shown} of {all} (--all shows all)",
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
    "awaiting-second-approval": Text("wacht op tweede ja", "awaits second yes"),
    "committed": Text("verplicht", "committed"),
    "paid": Text("betaald", "paid"),
    "failed-payment": Text("mislukt", "failed"),
    "returned-payment": Text("door de bank teruggestuurd", "sent back by the bank"),
    "confirmed": Text("bevestigd", "confirmed"),
}

# Balance

BALANCE_NOW = Text("Standen nu", "Balances now")
BALANCE_ON = Text("Standen zoals bekend aan het eind van {day}", "Balances as known at the end of {day}")
BOOKED_UNTIL = Text("boekdatum tot en met {day}", "book date up to and including {day}")
BY_USE = Text("Rekeningen naar betekenis", "Accounts by meaning")
MEANING = Text("betekenis", "meaning")
LOG = Text("logboek", "log")
POOLS = Text("Potten", "Pools")
POOL_COLUMN = Text("pot", "pool")
ACCOUNTS = Text("Rekeningen", "Accounts")
ACCOUNT = Text("rekening", "account")
MIRRORS = Text("Spiegels: twee logboeken over hetzelfde geld", "Mirrors: two logs about the same money")
MIRROR = Text("spiegel", "mirror")
LEFT = Text("het ene", "the one")
RIGHT = Text("het andere", "the other")
DIFFERS = Text("verschil {cents}", "differs by {cents}")
EQUAL = Text("gelijk", "equal")
MIRRORS_REST = Text(
    "Berichten onderweg kunnen een spiegel even laten verschillen; `bundel verify` zegt of er iets onderweg is.",
    "Messages under way may make a mirror differ for a moment; `bundel verify` says whether any are.",
)
MIRROR_HELD = Text("toegezegd aan aanvragen = vastgehouden", "held for applications = held by the pool")
MIRROR_GRANTED = Text("verleend = verplicht + betaald", "granted = committed + paid")
MIRROR_PAID = Text("betaald − terug = opgedragen en bevestigd", "paid − returned = ordered and confirmed")
MIRROR_MOVED_IN = Text("besparing ontvangen = overgemaakt", "savings received = moved")

# Verify

CHECKED = Text("{service}: {events} gebeurtenissen nagelopen", "{service}: {events} events gone over")
CHAIN_HOLDS = Text(
    "De keten sluit: niets is gewijzigd, weggehaald, ingevoegd of verplaatst.",
    "The chain holds: nothing was altered, removed, put in between or moved.",
)
CHAIN_BROKEN = Text("Het logboek klopt niet.", "The log is not right.")
NOTE_HASH = Text(
    "Bewaar deze hash buiten het platform: zolang een later logboek hem daar heeft, is alles ervóór ongewijzigd.",
    "Keep this hash outside the platform; as long as a later log has it in that place, all before it is unaltered.",
)
HASH_FOUND = Text("De hash {hash} staat op plaats {position}.", "The hash {hash} is at position {position}.")
HASH_MISSING = Text(
    "De hash {hash} komt in dit logboek niet voor: het is een ander logboek, of het is gewijzigd.",
    "The hash {hash} is not in this log: it is another log, or it was altered.",
)
WRONG = Text("Wat niet klopt", "What is wrong")
LAW = Text("wet", "law")
WHERE = Text("waar, en wat", "where, and what")

# Rebuild

REBUILT = Text(
    "De momentopname van {service} is opnieuw gemaakt uit het hele logboek ({events} gebeurtenissen).",
    "The snapshot of {service} is made anew from the whole log ({events} events).",
)
WAS_RIGHT = Text("De vorige klopte.", "The former one was right.")
WAS_NONE = Text("Er was er geen om mee te vergelijken.", "There was none to compare it with.")
WAS_WRONG = Text("De vorige klopte niet: {differences}.", "The former one was wrong: {differences}.")

# Help

USAGE = Text("Gebruik", "Usage")
ARGUMENTS = Text("Argumenten", "Arguments")
OPTIONS = Text("Opties", "Options")
COMMANDS = Text("Opdrachten", "Commands")
ENVIRONMENT = Text("omgeving", "environment")
DEFAULT = Text("standaard", "default")
REQUIRED = Text("verplicht", "required")
OPTIONS_SLOT = Text("[OPTIES]", "[OPTIONS]")
COMMAND_SLOT = Text("OPDRACHT", "COMMAND")
SHOW_HELP = Text("Toon deze uitleg.", "Show this help.")
