"""What people read about backups: of taking one, and of putting one in place."""

from cli.faults import Exit, Problem
from cli.words import Text

# Taking one

TAKEN = Text("Reservekopie: {backup}", "Backup: {backup}")
TAKEN_IN = Text(
    "Genomen en door de audit nagerekend in {seconds} s. Zet haar op een andere machine.",
    "Taken, and checked by the audit, in {seconds} s. Put it on another machine.",
)
LOGS = Text("Logboeken", "Logs")
LOG = Text("logboek", "log")
EVENTS = Text("gebeurtenissen", "events")
MESSAGES = Text("berichten", "messages")
UP_TO = Text("tot en met", "up to")
HASH = Text("hash van de laatste", "hash of the last")

# Putting one in place

RESTORED = Text(
    "Teruggezet: {backup}, genomen op {taken}.",
    "Restored: {backup}, taken on {taken}.",
)
SET_ASIDE = Text("Wat er stond, is bewaard in {where}.", "What was there is kept in {where}.")
LOST = Text(
    "Berichten van daarna, die de teruggezette logboeken niet meer kennen",
    "Messages since, which the restored logs do not know",
)
NO_LOST = Text("Geen: de broker had niets van daarna.", "None: the broker had nothing of later.")
LOST_COUNT = Text(
    "{service}: {count} berichten zijn weg, {first} tot en met {last}.",
    "{service}: {count} messages are gone, {first} up to {last}.",
)
MORE_LOST = Text(
    "Hier staan de eerste {shown}; met --json staan ze er alle, met hun inhoud.",
    "These are the first {shown}; with --json all are told, with their contents.",
)
GONE_EVENTS = Text(
    "{service}: in het logboek dat er stond, zijn {count} gebeurtenissen van daarna.",
    "{service}: the log that was there has {count} events of later.",
)
OTHER_HISTORY = Text(
    "{service}: wat de broker had, is van een ander logboek of een andere geschiedenis; het is niet vergeleken.",
    "{service}: what the broker had is of another log or another history; it was not compared.",
)
UNTOLD = Text(
    "De broker is niet gevraagd wat hij nog van daarna heeft: {reason}",
    "The broker was not asked what it still has of later: {reason}",
)
NO_BROKER = Text("hier is er nog geen.", "there is none here yet.")
BROKER_ANEW = Text(
    "De broker begint leeg; de logboeken vullen hem. Start het platform.",
    "The broker begins with nothing; the logs fill it. Start the platform.",
)
BROKER_AS_IT_IS = Text(
    "De broker heeft niets van daarna, en blijft zoals hij is. Start de diensten.",
    "The broker has nothing of later, and stays as it is. Start the services.",
)
NOT_YET = Text(
    "Er is niets gewijzigd: dit zou teruggezet worden uit {backup}, genomen op {taken}.",
    "Nothing was changed: this would be restored from {backup}, taken on {taken}.",
)
REGISTER_KEPT = Text(
    "Het partijenregister hier is een ander dan dat van de reservekopie; het is gelaten zoals het is.",
    "The register of parties here differs from the backup's; it was left as it is.",
)
TELL_PARTIES = Text(
    "Zeg elke partij welke berichten zijn vervallen: wat zij daarop deed, weet het platform niet meer.",
    "Tell each party which messages are void: what it did upon them the platform does not know any more.",
)
BESIDE_THE_NOTE = Text(
    "{service}, naast de laatste notitie: {finding}.", "{service}, beside the newest note: {finding}."
)
WANTED = Text(
    "Dat dit de bedoeling is, staat nu in die logboeken, met uw naam en reden.",
    "That this is wanted now stands in those logs, with your name and reason.",
)
HAS_TO_BE_WANTED = Text(
    "Wie dit terugzet, zegt met --operator wie dat besluit, en met --reason waarom.",
    "Who restores this says with --operator who decides so, and with --reason why.",
)
INDEX = Text("nr", "no")
AT = Text("tijd", "time")
KIND = Text("soort", "kind")
TO = Text("aan", "to")
ABOUT = Text("over", "about")

# Faults

NOT_TAKEN = Problem(
    "backup-failed",
    Exit.NOT_WELL,
    "Er is geen reservekopie gemaakt in {folder}, en er is niets van blijven staan: {reason}",
    "No backup was made in {folder}, and nothing of it was left: {reason}",
)
ANOTHER_BACKUP = Problem(
    "backup-busy",
    Exit.NOT_WELL,
    "Er wordt al een reservekopie gemaakt in {folder}; wacht tot die klaar is.",
    "Another backup is being made in {folder}; wait until it is done.",
)
LOG_EMPTY = Problem(
    "log-empty",
    Exit.NOT_FOUND,
    "Het logboek van {service} is leeg; er is niets te bewaren.",
    "The log of {service} is empty; there is nothing to back up.",
)
NOT_WHOLE = Problem(
    "log-broken",
    Exit.NOT_WELL,
    "Het logboek van {service} is niet heel: {reason}. Zie `bundel verify {service}`.",
    "The log of {service} is not whole: {reason}. See `bundel verify {service}`.",
)
CONTRADICTION = Problem(
    "logs-disagree",
    Exit.NOT_WELL,
    "De logboeken horen niet bij elkaar: {reader} las bericht {heard} van {upstream}; {upstream} zelf kent er {said}.",
    "The logs do not belong together: {reader} has read message {heard} of {upstream}, which itself holds {said}.",
)
BOOKS_WRONG = Problem(
    "books-wrong",
    Exit.NOT_WELL,
    "De audit vindt {count} fouten in deze logboeken: {named}. Zie `bundel verify`.",
    "The audit finds {count} things wrong in these logs: {named}. See `bundel verify`.",
)
NO_BACKUP = Problem(
    "no-backup",
    Exit.NOT_FOUND,
    "{backup} is geen reservekopie: {reason}",
    "{backup} is no backup: {reason}",
)
BACKUPS_IN = Problem(
    "no-backup",
    Exit.NOT_FOUND,
    "{folder} is zelf geen reservekopie; daarin staan, de nieuwste eerst: {named}. Noem er een: {newest}",
    "{folder} is no backup itself; in it are, the newest first: {named}. Name one of them: {newest}",
)
BACKUP_DAMAGED = Problem(
    "backup-damaged",
    Exit.NOT_WELL,
    "De reservekopie {backup} is beschadigd: {file} is niet wat het was. Neem een andere.",
    "The backup {backup} is damaged: {file} is not what it was. Take another.",
)
LOGS_THERE = Problem(
    "logs-there",
    Exit.NOT_WELL,
    "Er zijn hier al logboeken ({named}). Zij blijven de waarheid, tenzij u zegt dat deze reservekopie in hun "
    "plaats komt: --replace. Wat er staat, wordt dan bewaard.",
    "There are logs here already ({named}). They stay the truth, unless you say that this backup takes their place: "
    "--replace. What is there is then kept.",
)
LOG_IN_USE = Problem(
    "log-in-use",
    Exit.NOT_WELL,
    "Het logboek van {service} is in gebruik: stop eerst alle diensten, en wie er verder in leest (note).",
    "The log of {service} is in use: stop all services first, and whoever else reads it (note).",
)
BROKER_KNOWS_MORE = Problem(
    "broker-knows-more",
    Exit.NOT_WELL,
    "De broker heeft berichten van na de reservekopie ({services}); diensten zouden die lezen. Bekijk wat verloren "
    "gaat met --dry-run, en laat de broker dan leeg beginnen met --empty-broker.",
    "The broker has messages of after the backup ({services}); services would read them. See what will be lost with "
    "--dry-run, and then let the broker begin with nothing with --empty-broker.",
)
OLDER_THAN_NOTED = Problem(
    "older-than-noted",
    Exit.NOT_WELL,
    "Volgens de notities in {notes} waren de logboeken verder dan deze reservekopie ({services}), of zijn het andere. "
    "Zoek eerst de nieuwere. Zijn die voorgoed weg, zeg dan met --operator wie dat besluit, en met --reason waarom; "
    "dat komt in elk van die logboeken te staan.",
    "The notes in {notes} say that the logs were further than this backup ({services}), or that they are others. Look "
    "for the newer ones first. If those are lost for good, say with --operator who decides so, and with --reason why; "
    "this is recorded in each of those logs.",
)
NOT_RESTORED = Problem(
    "restore-failed",
    Exit.NOT_WELL,
    "Het terugzetten van {service} is niet gelukt: {reason}. Start niets; herhaal het met --replace.",
    "Restoring {service} failed: {reason}. Start nothing; repeat it with --replace.",
)
