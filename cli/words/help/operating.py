"""Help of the commands that run the platform, guard its logs, and say who takes part."""

from cli.words import Text

OPERATING = {
    "up": Text(
        "Start het platform op deze machine en laat het draaien.",
        "Start the platform on this machine, and leave it running.",
    ),
    "up.free_ports": Text(
        "Neem poorten die nu vrij zijn, in plaats van die van de vorige start (de eerste keer 4222 en 8401–8403).",
        "Take ports that are free now, instead of those of the last start (the first time 4222 and 8401–8403).",
    ),
    "run": Text(
        "Draai één proces van het platform op de voorgrond, zoals een supervisor (systemd) dat wil.",
        "Run one process of the platform in the foreground, as a supervisor (systemd) wants it.",
    ),
    "run.name": Text(
        "nats-server, applications, pool, settlement of note.", "nats-server, applications, pool, settlement or note."
    ),
    "down": Text("Stop het platform; de gegevens blijven.", "Stop the platform; the data stay."),
    "reset": Text(
        "Stop het platform en verwijder al zijn gegevens, ook de logboeken.",
        "Stop the platform and delete all its data, the logs too.",
    ),
    "reset.yes": Text("Vraag niet om bevestiging.", "Do not ask for confirmation."),
    "status": Text(
        "Hoe het gaat: diensten, logboeken, achterstand, dode brieven, alarmen en geld dat onderweg is.\n"
        "Eindigt met 1 als een dienst niet gereed is of alarm slaat, of de broker niet te bereiken is. Achterstand en "
        "dode brieven staan erbij, maar maken de uitkomst niet ongezond.",
        "How things are: services, logs, lag, dead letters, alarms, and money under way.\n"
        "Ends with 1 if a service is not ready or has an alarm, or the broker is not reached. Lag and dead "
        "letters are shown, and do not make the outcome unwell.",
    ),
    "partner": Text(
        "Wie er meedoet: register, wachtwoorden en rechten bij de broker.",
        "Who takes part: register, passwords, and rights at the broker.",
    ),
    "partner add": Text(
        "Schrijf een partij in, geef haar een wachtwoord, en laat haar toe, zonder herstart.",
        "Enter a party, give it a password, and let it in, without a restart.",
    ),
    "partner add.slug": Text(
        "Haar korte naam, voorgoed: kleine letters, cijfers en streepjes.",
        "Its short name, for good: lower-case letters, digits and hyphens.",
    ),
    "partner add.name": Text(
        "De naam van de organisatie; nooit van een persoon.", "The organisation's name; never a person's."
    ),
    "partner add.role": Text(
        "council, executive, zuil, initiative, verifier of auditor; herhaalbaar.",
        "council, executive, zuil, initiative, verifier or auditor; may be repeated.",
    ),
    "partner add.oin": Text("Haar organisatie-identificatienummer, 20 cijfers.", "Its OIN, 20 digits."),
    "partner add.private_money": Text(
        "Haar geld telt niet mee voor de grens aan publieke subsidie (een corporatie, verzekeraar of fonds).",
        "Its money does not count towards the ceiling on public subsidy (a housing corporation, an insurer, a fund).",
    ),
    "partner add.of_others": Text(
        "Haar publieke geld is niet van de gemeente van de raad, en telt niet mee voor de grens van die raad.",
        "Its public money is not that of the council's municipality; it counts for none of that council's ceilings.",
    ),
    "partner add.network": Text(
        "Partijen met dezelfde naam hier hebben één belang; afdelingen van één gemeente zijn geen netwerk.",
        "Parties with the same name here have one interest; departments of one municipality are no network.",
    ),
    "partner add.returning": Text(
        "De logboeken kennen deze naam, en het is dezelfde organisatie.",
        "The logs know this name, and it is the same organisation.",
    ),
    "partner add.same_organisation": Text(
        "De partij is van dezelfde organisatie als een andere met dit OIN, zoals een afdeling.",
        "The party is of the same organisation as another one with this OIN, as a department is.",
    ),
    "partner add.operator": Text(
        "Wie dit besluit; het register en de logboeken bewaren het.", "Who decides; the register and the logs keep it."
    ),
    "partner add.register_only": Text(
        "Wijzig alleen het register; voor containers, zie de handleiding.",
        "Change the register only; for containers, see the guide.",
    ),
    "partner list": Text("Wie er in het register staan.", "Who is in the register."),
    "partner remove": Text(
        "Schrijf een partij uit; haar verbindingen worden verbroken. Wat zij deed, blijft in de logboeken.",
        "Take a party off the register; its connections are cut. What it did stays in the logs.",
    ),
    "partner remove.slug": Text("Haar korte naam.", "Its short name."),
    "partner remove.force": Text(
        "Ook als zij nog lopende zaken heeft, die dan niemand kan afhandelen.",
        "Also if it still has open business, which nobody can then settle.",
    ),
    "partner remove.operator": Text(
        "Wie dit besluit; het register en de logboeken bewaren het.", "Who decides; the register and the logs keep it."
    ),
    "partner remove.register_only": Text(
        "Wijzig alleen het register; voor containers, zie de handleiding.",
        "Change the register only; for containers, see the guide.",
    ),
    "rotate": Text(
        "Geef een dienst of de beheerder een nieuw wachtwoord bij de broker; het oude geldt meteen niet meer.\n"
        "Er wordt niets herstart: een dienst leest het bij haar volgende verbinding, die er meteen is.",
        "Give a service or the operator a new password at the broker; the old one is void at once.\n"
        "Nothing is restarted: a service reads it at its next connection, which is made at once.",
    ),
    "rotate.name": Text("applications, pool, settlement of operator.", "applications, pool, settlement or operator."),
    "partner rotate": Text(
        "Geef een partij een nieuw wachtwoord; het oude geldt meteen niet meer.",
        "Give a party a new password; the old one is void at once.",
    ),
    "partner rotate.slug": Text("Haar korte naam.", "Its short name."),
    "verify": Text(
        "Of de boeken van alle drie kloppen, tot op de cent; met een dienst: of haar logboek ongewijzigd is.\n"
        "Deelt geen code met de diensten die het controleert. Eindigt met 1 als er iets niet klopt.",
        "Whether the books of all three are right, to the cent; with a service: whether its log is unaltered.\n"
        "Shares no code with the services it checks. Ends with 1 if anything is wrong.",
    ),
    "verify.service": Text("applications, pool of settlement.", "applications, pool or settlement."),
    "verify.known": Text(
        "Een hash die eerder is genoteerd (of haar begin): komt zij nog in het logboek voor?",
        "A hash that was noted earlier (or how it begins): is it still in the log?",
    ),
    "verify.wait": Text(
        "Wacht hoogstens zo lang tot er niets meer onderweg is.", "Wait at most so long until nothing is under way."
    ),
    "verify.against": Text(
        "Vergelijk elk logboek met de notities in dit bestand: gelijk, gegroeid, gekrompen of herschreven, en vanaf "
        "welke gebeurtenis.",
        "Compare each log with the notes in this file: same, grew, shrank or rewritten, and from which event on.",
    ),
    "note": Text(
        "Noteer buiten de logboeken waar elk logboek eindigt: kenmerk, laatste gebeurtenis, hash en tijd.\n"
        "Weigert als een logboek niet zo is als het laatst is genoteerd, of langer. Zonder --to alleen op het scherm.",
        "Note outside the logs where each log ends: id, last event, hash and time.\n"
        "Refuses where a log is not as it was last noted, or longer. Without --to only on the screen.",
    ),
    "note.to": Text(
        "Het bestand waar de notitie bij komt; bewaar het niet waar de logboeken zijn.",
        "The file that the note is added to; keep it apart from the logs.",
    ),
    "note.every": Text("Blijf dit doen, elke zoveel seconden.", "Go on doing so, every so many seconds."),
    "note.keep": Text("Zoveel notities blijven bewaard.", "So many notes are kept."),
    "backup": Text(
        "Maak in een map een reservekopie van de drie logboeken die bij elkaar horen, terwijl alles doorgaat.\n"
        "Zij staat er pas onder haar naam als de audit haar heeft nagerekend; van een mislukte blijft niets staan.",
        "Make a backup in a folder of the three logs that belong together, while everything goes on.\n"
        "It stands there under its name only when the audit has checked it; of one that failed nothing is left.",
    ),
    "backup.folder": Text("Waar de reservekopieën staan.", "Where backups stand."),
    "restore": Text(
        "Zet een reservekopie terug, terwijl alle diensten stilstaan, en zeg wat er sindsdien verloren is.\n"
        "Wat er stond, wordt bewaard. De broker van deze machine begint daarna leeg.",
        "Put a backup in place, while all services are stopped, and tell what was lost since.\n"
        "What was there is kept. The broker of this machine then begins with nothing.",
    ),
    "restore.backup": Text("De map van één reservekopie.", "The folder of one backup."),
    "restore.replace": Text(
        "Ook als er al logboeken zijn; die worden bewaard.", "Also where there are logs already; those are kept."
    ),
    "restore.empty_broker": Text(
        "Verwijder ook wat een broker elders van daarna heeft; de diensten vullen hem opnieuw.",
        "Also delete what a broker elsewhere has of later; the services fill it anew.",
    ),
    "restore.against": Text(
        "De notities waarmee de diensten hun logboek vergelijken; op deze machine zijn die bekend.",
        "The notes that services compare their logs with; on this machine those are known.",
    ),
    "restore.operator": Text(
        "Wie besluit dat een ouder logboek dan het genoteerde de bedoeling is.",
        "Who decides that a log older than the one noted is wanted.",
    ),
    "restore.reason": Text("Waarom; dat komt in elk logboek te staan.", "Why; this is recorded in each log."),
    "restore.dry_run": Text(
        "Wijzig niets: controleer de reservekopie en toon wat verloren zou gaan; ook terwijl alles draait.",
        "Change nothing: check the backup, and show what would be lost; also while everything runs.",
    ),
    "guard": Text(
        "Zet terug wat wijzigen en verwijderen van gebeurtenissen weigert (alarm log-unguarded), en leg dat vast.",
        "Put back what refuses changes and deletions of events (alarm log-unguarded), and record that.",
    ),
    "guard.service": Text("applications, pool of settlement.", "applications, pool or settlement."),
    "guard.operator": Text("Wie dat doet.", "Who does so."),
    "guard.reason": Text(
        "Wat er gebeurd was; dat komt in het logboek te staan.", "What had happened; this is recorded in the log."
    ),
    "allow-identifier": Text(
        "Leg vast dat een organisatie onder een ander OIN verder gaat (alarm party-replaced); niets wordt herstart.",
        "Record that an organisation goes on under another OIN (alarm party-replaced); nothing is restarted.",
    ),
    "allow-identifier.service": Text("Alleen deze dienst; anders alle drie.", "This service only; else all three."),
    "allow-identifier.party": Text("De partij, zoals in het register.", "The party, as in the register."),
    "allow-identifier.oin": Text("Haar nieuwe OIN: 20 cijfers.", "Its new OIN: 20 digits."),
    "allow-identifier.operator": Text("Wie dat beslist.", "Who decides so."),
    "allow-identifier.reason": Text("Waarom; dat komt in het logboek te staan.", "Why; this is recorded in the log."),
    "allow-older": Text(
        "Leg vast dat een ouder logboek dan het laatst genoteerde gewild is (ook na bundel restore).",
        "Record that a log older than last noted is the one that is wanted (after bundel restore, too).",
    ),
    "allow-older.service": Text("Alleen deze dienst; anders alle drie.", "This service only; else all three."),
    "allow-older.operator": Text("Wie dat beslist.", "Who decides so."),
    "allow-older.reason": Text("Waarom; dat komt in het logboek te staan.", "Why; this is recorded in the log."),
    "allow-refill": Text(
        "Laat de broker vullen uit het logboek, ook zonder het woord van een lezer die voorgoed weg is.",
        "Let the broker be filled from the log, without the word of a reader that is gone for good.",
    ),
    "allow-refill.service": Text("applications, pool of settlement.", "applications, pool or settlement."),
    "allow-refill.without": Text("De lezer die weg is; herhaalbaar.", "The reader that is gone; repeatable."),
    "allow-refill.operator": Text("Wie dat beslist.", "Who decides so."),
    "allow-refill.reason": Text("Waarom; dat komt in het logboek te staan.", "Why; this is recorded in the log."),
    "rebuild": Text(
        "Maak de momentopname van een stilstaande dienst opnieuw uit haar hele logboek, en vergelijk.",
        "Make the snapshot of a service that stands still anew from its whole log, and compare.",
    ),
    "rebuild.service": Text("applications, pool of settlement.", "applications, pool or settlement."),
    "rebuild.snapshot": Text(
        "Waar de momentopname is, als die niet naast het logboek staat.",
        "Where the snapshot is, if not beside the log.",
    ),
}
