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
CERTIFICATE = Text("certificaat", "certificate")
CERTIFICATE_ENDS = Text(
    "Het certificaat van de broker verloopt op {moment}. Daarna wordt wie verbinding maakt niet meer toegelaten; "
    "vernieuw het, er hoeft niets voor te stoppen. In containers: `docker compose run --rm prepare && docker compose "
    "kill -s HUP broker`; zie de gids, ‘TLS’.",
    "The broker's certificate ends on {moment}. After that nobody who connects is let in; renew it, nothing has to "
    "stop for that. In containers: `docker compose run --rm prepare && docker compose kill -s HUP broker`; see the "
    "guide, ‘TLS’.",
)
RELEASE = Text("versie", "release")
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
    "De broker op {url} laat de operator niet binnen; geef hem een nieuw wachtwoord met `bundel rotate operator`.",
    "The broker at {url} does not let the operator in; give it a new password with `bundel rotate operator`.",
)
UNKNOWN = Text("?", "?")
NOT_THERE = Text("antwoordt niet", "no answer")
NOT_THERE_AT = Text("Op {url} antwoordt niets; start de dienst.", "Nothing answers at {url}; start the service.")
STATES = {
    "starting": Text("start", "starting"),
    "waiting-for-broker": Text("wacht op de broker", "waiting for broker"),
    "refused-by-broker": Text("door de broker geweigerd", "refused by broker"),
    "broker-not-trusted": Text("vertrouwt de broker niet", "broker not trusted"),
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
    "refused-by-broker": Text(
        "De broker weigert naam of wachtwoord van deze dienst. Op één machine geeft `bundel rotate {service}` aan "
        "beide kanten een nieuw; zet anders het juiste wachtwoord in het bestand van de dienst, of leer het de broker: "
        "elke seconde wordt het opnieuw gelezen en geprobeerd. In containers: zie de gids, ‘Compose’.",
        "The broker refuses this service's name or password. On one machine `bundel rotate {service}` gives it a new "
        "one at both sides; else put the right password into the service's file, or teach it to the broker: it is "
        "read and tried again every second. In containers: see the guide, ‘Compose’.",
    ),
    "broker-not-trusted": Text(
        "De broker bewijst niet over TLS wie hij is, en kreeg geen wachtwoord. Geef hem een certificaat op zijn naam, "
        "of zet wie dat ondertekende in het CA-bestand van de dienst; elke seconde wordt het opnieuw geprobeerd.",
        "The broker does not prove over TLS who it is, and was told no password. Give it a certificate of its own "
        "name, or put the authority that signed it into the service's CA file; it is tried again every second.",
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
    "stuck": Text(
        "De dienst doet niets dan wachten, waarschijnlijk op zijn logboek: antwoordt de database? Er gaat niets "
        "verloren; het gaat vanzelf verder.",
        "The service does nothing but wait, most likely for its log: does the database answer? Nothing is lost; it "
        "goes on by itself.",
    ),
    "log": Text(
        "Het logboek is niet te schrijven of te lezen. Wat wacht, gaat vanzelf verder: is er ruimte op de schijf, en "
        "is de database er?",
        "The log cannot be written or read. What waits for it goes on by itself: has its disk room, is its database "
        "there?",
    ),
    "party-replaced": Text(
        "Het register heeft onder een naam een andere organisatie dan het logboek kent; haar opdrachten en vragen "
        "worden geweigerd. Zet het register recht, of leg het nieuwe OIN vast met allow-identifier; zie de gids.",
        "The register has another organisation under a name than the log knows; its commands and queries are refused. "
        "Put the register right, or record the new OIN with allow-identifier; see the guide.",
    ),
    "log-altered": Text(
        "Het logboek is gewijzigd: een gebeurtenis is niet wat de volgende ervan bewaart. Draai `bundel verify`.",
        "The log was altered: an event is not what the next one holds of it. Run `bundel verify`.",
    ),
    "log-unguarded": Text(
        "Wat wijzigen van het logboek weigert, is weg, uitgezet of vervangen. Zoek uit wie dat deed, draai "
        "`bundel verify`, en zet het terug met `bundel guard`.",
        "What refuses changes of the log is gone, disabled or replaced. Find out who did that, run `bundel verify`, "
        "and put it back with `bundel guard`.",
    ),
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

# Balance

ALLOWED = Text("{service}: {said}", "{service}: {said}")
OVERVIEW = Text("Wat er van het geld werd", "What became of the money")
OVERVIEW_PER = Text("Per {by}", "By {by}")
OVERVIEW_BY = {
    "pool": Text("pot", "pool"),
    "contribution": Text("inbreng", "contribution"),
    "contributor": Text("deelnemer", "contributor"),
    "goal": Text("doel", "goal"),
    "task-field": Text("taakveld van de doelen", "task field of the goals"),
}
OVERVIEW_NAMES = OVERVIEW_BY | {"task-field": Text("taakveld", "task field")}
OVERVIEW_HEADINGS = {
    "pledged": Text("toegezegd", "pledged"),
    "received": Text("ontvangen", "received"),
    "free": Text("vrij", "free"),
    "reserved": Text("apart", "set aside"),
    "held": Text("vast", "held"),
    "committed": Text("verplicht", "committed"),
    "paid": Text("betaald", "paid"),
    "came_back": Text("terug", "came back"),
    "short": Text("tekort", "short"),
    "returning": Text("gaat terug", "going back"),
    "gone": Text("weg", "gone"),
}
OVERVIEW_TOTAL = Text("samen", "total")
BECAME = Text("op?", "exhausted?")
BECAME_OF = {
    "never-funded": Text("nooit geld voor geweest", "never funded"),
    "promised": Text("alleen toegezegd", "promised only"),
    "free": Text("nee", "no"),
    "held": Text("vastgehouden", "held"),
    "returning": Text("gaat terug", "going back"),
    "spent": Text("besteed", "spent"),
    "spent-elsewhere": Text("elders besteed", "spent elsewhere"),
    "gone": Text("terug of vervallen", "taken back or lapsed"),
}
OVERLAPS = Text(
    "Geld met meer oormerken staat bij elk daarvan; deze regels zijn niet op te tellen.",
    "Money with several earmarks is told with each of them; these rows do not add up.",
)
BALANCE_NOW = Text("Standen nu", "Balances now")
BALANCE_ON = Text("Standen zoals bekend aan het eind van {day}", "Balances as known at the end of {day}")
BOOKED_UNTIL = Text("boekdatum tot en met {day}", "book date up to and including {day}")
BY_USE = Text("Rekeningen naar betekenis", "Accounts by meaning")
MEANING = Text("betekenis", "meaning")
LOG = Text("logboek", "log")
FIGURES = Text("Cijfers, zoals de metriek bundel_money_cents", "Figures, as the metric bundel_money_cents")
FIGURE = Text("cijfer", "figure")
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
MIRRORS_BOOKED = Text(
    "Naar boekdatum kan een spiegel ook verschillen doordat een dienst iets over een gesloten boekjaar hoorde: dat "
    "boekt daar op de eerste open dag. `bundel log --booked` noemt beide dagen.",
    "By book date a mirror may also differ because a service heard something about a closed book year: there it books "
    "on the first open day. `bundel log --booked` names both days.",
)
MIRROR_HELD = Text("toegezegd aan aanvragen = vastgehouden", "held for applications = held by the pool")
MIRROR_GRANTED = Text("verleend = verplicht + betaald", "granted = committed + paid")
MIRROR_PAID = Text(
    "betaald en teruggegeven − terug = opgedragen en bevestigd",
    "paid and given back − returned = ordered and confirmed",
)
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
GUARDED = Text(
    "{service}: teruggezet en vastgelegd. Er was: {missing}.",
    "{service}: put back, and recorded. There was: {missing}.",
)
WAS_GUARDED = Text(
    "{service}: wijzigen wordt geweigerd; er is niets terug te zetten.",
    "{service}: changes are refused; there is nothing to put back.",
)
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
