"""Everything that keeps a command from its work: its stable code, its exit code, and what it tells."""

from cli.faults import Exit, Problem

NO_PLATFORM = Problem(
    "no-platform",
    Exit.UNREACHABLE,
    "Er is geen platform in {data}; start er een met `bundel up`, of wijs een andere map aan met --data.",
    "There is no platform in {data}; start one with `bundel up`, or name another folder with --data.",
)
LOG_UNREACHABLE = Problem(
    "log-unreachable",
    Exit.UNREACHABLE,
    "Het logboek van {service} is niet te lezen op {address}: {reason}",
    "The log of {service} cannot be read at {address}: {reason}",
)
LOG_ADDRESS_WRONG = Problem(
    "log-address",
    Exit.USAGE,
    "Het adres van het logboek is niet te gebruiken: {reason}",
    "The log's address cannot be used: {reason}",
)
LOG_ADDRESS = Problem(
    "log-address",
    Exit.USAGE,
    "Schrijf een logboek als <dienst>=sqlite:///<pad> of <dienst>=postgresql://…, niet als {given}.",
    "Write a log as <service>=sqlite:///<path> or <service>=postgresql://…, not as {given}.",
)
SECRET_UNREADABLE = Problem(
    "secret-unreadable",
    Exit.UNREACHABLE,
    "Het bestand met het wachtwoord is niet te lezen: {path} ({reason}).",
    "The file with the password cannot be read: {path} ({reason}).",
)
PASSWORD_EMPTY = Problem(
    "password-empty",
    Exit.UNREACHABLE,
    "Het bestand met het wachtwoord is leeg: {path}. Verwijder het: bij `bundel up`, of voor een partij met `bundel "
    "partner rotate`, komt er een nieuw.",
    "The file with the password is empty: {path}. Delete it: `bundel up` makes a new one, or for a party `bundel "
    "partner rotate`.",
)
PORTS_DAMAGED = Problem(
    "ports-damaged",
    Exit.UNREACHABLE,
    "Het bestand met de poorten van dit platform is beschadigd: {path}. Verwijder het terwijl het platform stilstaat: "
    "`bundel up` neemt dan de gewone poorten.",
    "The file with the ports of this platform is damaged: {path}. Delete it while the platform stands still: `bundel "
    "up` then takes the usual ports.",
)
REGISTER_UNUSABLE = Problem(
    "register-unusable",
    Exit.USAGE,
    "Het partijenregister is niet te gebruiken: {reason}",
    "The register of parties cannot be used: {reason}",
)
BROKER_UNREACHABLE = Problem(
    "broker-unreachable",
    Exit.UNREACHABLE,
    "De broker op {url} is niet te bereiken: {reason}",
    "The broker at {url} is not reached: {reason}",
)
BROKER_ADDRESS = Problem(
    "broker-address",
    Exit.USAGE,
    "Het adres {url} van de broker is niet te gebruiken: {reason}",
    "The broker's address {url} cannot be used: {reason}",
)
BROKER_NOT_TRUSTED = Problem(
    "broker-not-trusted",
    Exit.UNREACHABLE,
    "De broker op {url} wordt niet vertrouwd, en kreeg geen wachtwoord: {reason}. Geef hem een certificaat op zijn "
    "naam, of zet wie dat ondertekende in het bestand dat BUNDEL_NATS_CA_FILE noemt.",
    "The broker at {url} is not trusted, and was told no password: {reason}. Give it a certificate of its own name, or "
    "put the authority that signed it into the file that BUNDEL_NATS_CA_FILE names.",
)
ACCESS_REFUSED = Problem(
    "access-refused",
    Exit.NOT_WELL,
    "De broker op {url} laat {user} met dit wachtwoord niet binnen.",
    "The broker at {url} does not let {user} in with this password.",
)
NO_PARTY = Problem(
    "party-missing",
    Exit.USAGE,
    "Zeg namens welke partij: --as <partij>, of BUNDEL_PARTY.",
    "Say as which party: --as <party>, or BUNDEL_PARTY.",
)
PARTY_UNKNOWN = Problem(
    "party-unknown",
    Exit.NOT_FOUND,
    "{party} staat niet in het partijenregister {register}.",
    "{party} is not in the register of parties {register}.",
)
NO_SUCH_USER = Problem(
    "user-unknown",
    Exit.USAGE,
    "{name} is geen dienst en niet de beheerder: kies uit {known}. Voor een partij: bundel partner rotate.",
    "{name} is no service and not the operator: choose of {known}. For a party: bundel partner rotate.",
)
COMMAND_UNREADABLE = Problem(
    "command-unreadable",
    Exit.USAGE,
    "De opdracht in {file} is niet te lezen: {reason}",
    "The command in {file} cannot be read: {reason}",
)
NO_OUTCOME = Problem(
    "no-outcome-yet",
    Exit.NO_OUTCOME,
    "Nog geen uitkomst van {command_id} na {seconds:g} seconden; de opdracht is bewaard en kan nog worden aanvaard. "
    "Ga ermee verder met `bundel submit --resume --as {party}`.",
    "No outcome of {command_id} yet after {seconds:g} seconds; the command is kept and may still be accepted. "
    "Go on with it by `bundel submit --resume --as {party}`.",
)
KEPT_ALREADY = Problem(
    "kept-already",
    Exit.NO_OUTCOME,
    "Dezelfde opdracht wacht al op haar uitkomst, als {command_id}. Ga ermee verder met `bundel submit --resume --as "
    "{party}`; is dit een andere, geef haar dan zelf een id met --id.",
    "The same command awaits its outcome already, as {command_id}. Go on with it by `bundel submit --resume --as "
    "{party}`; if this is another one, name it with --id.",
)
LEFT_ALONE = Problem(
    "no-outcome-yet",
    Exit.INTERRUPTED,
    "Onderbroken. Opdracht {command_id} is bewaard en kan nog worden aanvaard. Ga ermee verder met `bundel submit "
    "--resume --as {party}`.",
    "Interrupted. Command {command_id} is kept and may still be accepted. Go on with it by `bundel submit "
    "--resume --as {party}`.",
)
STILL_WAITING = Problem(
    "no-outcome-yet",
    Exit.NO_OUTCOME,
    "Niet elke bewaarde opdracht heeft al een uitkomst; ze blijven bewaard. Probeer het later opnieuw.",
    "Not every kept command has an outcome yet; they stay kept. Try again later.",
)
OUTCOME_UNKNOWN = Problem(
    "unknown-command",
    Exit.NO_OUTCOME,
    "Geen van de diensten kent een opdracht {command_id}; stuur haar (opnieuw), met hetzelfde id.",
    "None of the services knows a command {command_id}; send it, or send it again with the same id.",
)
NO_ANSWER = Problem(
    "no-answer",
    Exit.UNREACHABLE,
    "{service} antwoordde niet; vraag het opnieuw.",
    "{service} did not answer; ask again.",
)
QUERY_REFUSED = Problem(
    "query-refused", Exit.NOT_WELL, "{service} weigerde de vraag: {reason}", "{service} refused the query: {reason}"
)
TIME_UNREADABLE = Problem(
    "time-unreadable",
    Exit.USAGE,
    "Schrijf een tijd als 2026-05-01, 2026-05-01T14:30, of als tijd geleden: 15m, 2h, 3d; niet als {given}.",
    "Write a time as 2026-05-01, 2026-05-01T14:30, or as time ago: 15m, 2h, 3d; not as {given}.",
)
DATE_UNREADABLE = Problem(
    "date-unreadable",
    Exit.USAGE,
    "Schrijf een datum als 2026-05-01, niet als {given}.",
    "Write a date as 2026-05-01, not {given}.",
)
PERIOD_UNREADABLE = Problem(
    "date-unreadable",
    Exit.USAGE,
    "Schrijf een tijdvak als 2026-01-01..2026-12-31, 2026-01-01.., of 2026-12-31 (tot en met die dag); niet als "
    "{given}.",
    "Write a period as 2026-01-01..2026-12-31, 2026-01-01.., or 2026-12-31 (up to and including that day); not as "
    "{given}.",
)
NOT_KNOWN_YET = Problem(
    "not-known-yet",
    Exit.NOT_FOUND,
    "Aan het eind van {day} kenden de logboeken {name} nog niet.",
    "At the end of {day} the logs did not know {name} yet.",
)
NO_APPLICATION = Problem(
    "unknown-application",
    Exit.NOT_FOUND,
    "De logboeken kennen geen aanvraag {name}.",
    "The logs know no application {name}.",
)
NO_POOL = Problem(
    "unknown-pool", Exit.NOT_FOUND, "De logboeken kennen geen pot {name}.", "The logs know no pool {name}."
)
NO_AGREEMENT = Problem(
    "unknown-agreement",
    Exit.NOT_FOUND,
    "De logboeken kennen geen overeenkomst over deelvraag {name} (<aanvraag>:<deelvraag>).",
    "The logs know no agreement about ask {name} (<application>:<ask>).",
)
PARTY_EXISTS = Problem(
    "party-exists",
    Exit.NOT_WELL,
    "{party} staat al in het partijenregister.",
    "{party} is in the register of parties already.",
)
PARTY_HAS_HISTORY = Problem(
    "party-has-history",
    Exit.NOT_WELL,
    "De logboeken kennen {party} al. Een andere organisatie mag die naam nooit dragen; keert dezelfde organisatie "
    "terug, zeg dan --returning.",
    "The logs know {party} already. Another organisation may never bear that name; if the same one returns, say "
    "--returning.",
)
PARTY_IS_ANOTHER = Problem(
    "party-replaced",
    Exit.NOT_WELL,
    "De logboeken kennen {party} als de organisatie met OIN {oin}. Een andere organisatie krijgt een andere naam; "
    "heeft dezelfde een nieuw OIN, leg dat dan eerst vast met allow-identifier, zie de handleiding.",
    "The logs know {party} as the organisation with OIN {oin}. Another organisation takes another name; if the same "
    "one has a new OIN, record that first with allow-identifier, see the guide.",
)
PARTY_HAS_BUSINESS = Problem(
    "party-has-business",
    Exit.NOT_WELL,
    "{party} heeft nog lopende zaken: {business}. Handel die eerst af, of zeg --force.",
    "{party} still has open business: {business}. Settle that first, or say --force.",
)
NOT_RELOADED = Problem(
    "not-reloaded",
    Exit.NOT_WELL,
    "Het register is gewijzigd, maar de broker werkt er nog niet mee: {reason}. Zie {out}. Herhaal dan `bundel partner "
    "remove`; na `add` of `rotate`: `bundel partner rotate`.",
    "The register was changed, but the broker does not work by it yet: {reason}. See {out}. Then repeat `bundel "
    "partner remove`; after `add` or `rotate`: `bundel partner rotate`.",
)
BOOKS_UNREADABLE = Problem(
    "log-unreachable", Exit.UNREACHABLE, "De boeken zijn niet te lezen: {reason}", "The books cannot be read: {reason}"
)
STILL_RUNNING = Problem(
    "still-running",
    Exit.NOT_WELL,
    "{service} draait; stop het platform eerst met `bundel down`.",
    "{service} is running; stop the platform first with `bundel down`.",
)
NOT_RECORDED = Problem(
    "not-recorded",
    Exit.NOT_WELL,
    "{service} heeft dit niet vastgelegd: {reason}",
    "{service} has not recorded this: {reason}",
)
NOT_THE_OWNER = Problem(
    "not-the-owner",
    Exit.USAGE,
    "Het logboek van {service} op {address} is van een andere rol; dit mag alleen de eigenaar. In containers: "
    "`docker compose run --rm owner bundel …`.",
    "The log of {service} at {address} belongs to another role; only its owner may do this. In containers: "
    "`docker compose run --rm owner bundel …`.",
)
ALTERED = Problem(
    "log-altered",
    Exit.NOT_WELL,
    "Het logboek van {service} is gewijzigd: {reason}. Zet eerst een reservekopie terug; die weigert wijzigen weer.",
    "The log of {service} was altered: {reason}. Restore a backup first; that one refuses changes again.",
)
NO_SNAPSHOT_HERE = Problem(
    "no-snapshot-here",
    Exit.USAGE,
    "Het logboek van {service} staat in PostgreSQL; wijs zijn momentopname aan met --snapshot.",
    "The log of {service} is in PostgreSQL; name its snapshot with --snapshot.",
)
NO_ROOM = Problem(
    "disk-full",
    Exit.UNREACHABLE,
    "De schijf is vol, of uw deel ervan ({file}): maak ruimte, en geef de opdracht opnieuw.",
    "The disk is full, or your part of it ({file}): make room, and give the command again.",
)
BUG = Problem(
    "internal-error",
    Exit.BUG,
    "Er ging iets mis dat niet had mogen gebeuren: {reason}. Zet BUNDEL_TRACE=1 voor het spoor, en meld het.",
    "Something went wrong that should not have: {reason}. Set BUNDEL_TRACE=1 for the trace, and report it.",
)

# Usage

NO_SUCH_OPTION = Problem(
    "usage", Exit.USAGE, "Er is geen optie {name}; zie --help.", "There is no option {name}; see --help."
)
NO_SUCH_COMMAND = Problem(
    "usage", Exit.USAGE, "{path} kent geen opdracht {name}; zie --help.", "{path} has no command {name}; see --help."
)
MEANT = Problem(
    "usage",
    Exit.USAGE,
    "{path} kent geen opdracht {name}; bedoeld was misschien {like}.",
    "{path} has no command {name}; perhaps {like} was meant.",
)
NO_SUCH_SERVICE = Problem(
    "usage",
    Exit.USAGE,
    "Er is geen dienst {name}; kies applications, pool of settlement.",
    "There is no service {name}; choose applications, pool or settlement.",
)
MISSING = Problem("usage", Exit.USAGE, "{name} ontbreekt; zie --help.", "{name} is missing; see --help.")
VALUE = Problem(
    "usage", Exit.USAGE, "{name} verwacht {expected}; zie --help.", "{name} expects {expected}; see --help."
)
USAGE = Problem(
    "usage",
    Exit.USAGE,
    "Zo werkt de opdracht niet: {reason} Zie --help.",
    "The command does not work so: {reason} See --help.",
)
