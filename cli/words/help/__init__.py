"""The help texts, by command and parameter. A key that begins with a dot is of the parameters all commands share."""

from cli.words import Text
from cli.words.help.looking import LOOKING
from cli.words.help.operating import OPERATING

METAVARS = {
    "MAP": Text("MAP", "FOLDER"),
    "BESTAND": Text("BESTAND", "FILE"),
    "DIENST": Text("DIENST", "SERVICE"),
    "DIENST=ADRES": Text("DIENST=ADRES", "SERVICE=ADDRESS"),
    "PROCES": Text("PROCES", "PROCESS"),
    "PARTIJ": Text("PARTIJ", "PARTY"),
    "SECONDEN": Text("SECONDEN", "SECONDS"),
    "STROOM": Text("STROOM", "STREAM"),
    "SOORT": Text("SOORT", "KIND"),
    "TIJD": Text("TIJD", "TIME"),
    "AANTAL": Text("AANTAL", "COUNT"),
    "DATUM": Text("DATUM", "DATE"),
    "[VAN..]TOT": Text("[VAN..]TOT", "[FROM..]TO"),
    "POT": Text("POT", "POOL"),
    "NAAM": Text("NAAM", "NAME"),
    "ROL": Text("ROL", "ROLE"),
    "RESERVEKOPIE": Text("RESERVEKOPIE", "BACKUP"),
    "WIE": Text("WIE", "WHO"),
    "LEZER": Text("LEZER", "READER"),
    "WAAROM": Text("WAAROM", "WHY"),
}
"""What a value is called in usage lines, in both languages."""

HELP = {
    "": Text(
        "Bundel vanaf de opdrachtregel: het platform draaien, bekijken, en er als partij op spreken.",
        "Bundel from the command line: run the platform, look at it, and speak on it as a party.",
    ),
    ".lang": Text("Taal van wat mensen lezen.", "Language of what people read."),
    ".as_json": Text(
        "JSON voor scripts, één object per regel; bedragen in hele eurocenten.",
        "JSON for scripts, one object a line; amounts in whole euro cents.",
    ),
    ".data": Text("De map van het platform op deze machine.", "The folder of the platform on this machine."),
    ".log": Text(
        "Waar het logboek van een dienst is, als het niet in de map staat; herhaalbaar.",
        "Where a service's log is, if it is not in the folder; may be repeated.",
    ),
    ".nats": Text(
        "Het adres van de broker, als het niet die van de map is.", "The broker's address, if not the folder's."
    ),
    ".parties": Text(
        "Het partijenregister, als het niet dat van de map is.", "The register of parties, if not the folder's."
    ),
    ".install_completion": Text(
        "Zorg dat deze shell opdrachten en partijen aanvult.", "Make this shell complete commands and parties."
    ),
    ".version": Text(
        "Toon welke versie dit is, en van welk contract.", "Show which release this is, and of which contract."
    ),
    ".show_completion": Text("Toon wat daarvoor nodig is.", "Show what that takes."),
    ".on": Text(
        "Zoals bekend aan het eind van die dag, zoals 2026-05-01; anders nu.",
        "As known at the end of that day, as 2026-05-01; else now.",
    ),
    ".booked": Text(
        "Bedragen: alleen wat een boekdatum tot en met die dag heeft, wanneer het ook bekend werd. Al het andere zoals "
        "bekend.",
        "Amounts: only what has a book date up to and including that day, whenever it became known. All else as known.",
    ),
    **OPERATING,
    **LOOKING,
}

EXITS = {
    0: Text("gelukt; aanvaard; gezond; de boeken kloppen", "done; accepted; well; the books are right"),
    1: Text("geweigerd; niet gezond; de boeken kloppen niet", "refused; not well; the books are not right"),
    2: Text(
        "zo werkt de opdracht niet: een optie, waarde of bestand",
        "the command does not work so: an option, value or file",
    ),
    3: Text("niet te bereiken: platform, broker of logboek", "not reached: the platform, the broker or a log"),
    4: Text("nog geen uitkomst", "no outcome yet"),
    5: Text(
        "bestaat niet: aanvraag, pot, overeenkomst of partij", "there is none: application, pool, agreement or party"
    ),
    70: Text("een fout in bundel zelf", "a bug in bundel itself"),
    130: Text("onderbroken met Ctrl-C", "interrupted with Ctrl-C"),
}

ENVIRONMENT = {
    "BUNDEL_LOG_<DIENST>": Text(
        "Het logboek van die dienst, als --log: BUNDEL_LOG_POOL en zo voort.",
        "That service's log, as --log: BUNDEL_LOG_POOL and so on.",
    ),
    "BUNDEL_LOG_<DIENST>_PASSWORD_FILE": Text(
        "Het bestand met het wachtwoord van dat PostgreSQL-logboek.",
        "The file with the password of that PostgreSQL log.",
    ),
    "BUNDEL_LOG_CA_FILE": Text(
        "Het bestand met uitgevers van certificaten (PEM) waarmee servers van PostgreSQL-logboeken zich bewijzen; "
        "dan gaat het over TLS, of niet.",
        "The file with the authorities (PEM) by which servers of PostgreSQL logs prove themselves; then it is TLS, or "
        "nothing.",
    ),
    "BUNDEL_NATS_CA_FILE": Text(
        "Het bestand met de uitgevers van certificaten (PEM) waarmee de broker van --nats zich bewijst, als die met "
        "tls:// begint. Zonder dit tellen die van het systeem.",
        "The file with authorities (PEM) by which the broker of --nats proves itself, where that begins with tls://. "
        "Without it those of the system count.",
    ),
    "BUNDEL_HEALTH_<DIENST>": Text(
        "Waar die dienst zegt hoe het gaat: een URL.", "Where that service says how it is: a URL."
    ),
    "BUNDEL_OPERATOR_PASSWORD_FILE": Text(
        "Het wachtwoord van de operator bij de broker, als het niet in de map staat.",
        "The operator's password at the broker, if it is not in the folder.",
    ),
    "BUNDEL_TRACE": Text(
        "Zet op 1 om bij een fout in bundel het spoor te zien.", "Set to 1 to see the trace of a bug in bundel."
    ),
    "COLUMNS": Text(
        "De breedte van het scherm, als er geen terminal is.", "The width of the screen, where there is no terminal."
    ),
    "NO_COLOR": Text("Geen kleur.", "No colour."),
}
"""Settings from the environment that have no option."""
