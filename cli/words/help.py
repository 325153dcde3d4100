"""The help texts, by command and parameter. A key that begins with a dot is of the parameters all commands share."""

from cli.words import Text

METAVARS = {
    "MAP": Text("MAP", "FOLDER"),
    "BESTAND": Text("BESTAND", "FILE"),
    "DIENST": Text("DIENST", "SERVICE"),
    "DIENST=ADRES": Text("DIENST=ADRES", "SERVICE=ADDRESS"),
    "PARTIJ": Text("PARTIJ", "PARTY"),
    "SECONDEN": Text("SECONDEN", "SECONDS"),
    "STROOM": Text("STROOM", "STREAM"),
    "SOORT": Text("SOORT", "KIND"),
    "TIJD": Text("TIJD", "TIME"),
    "AANTAL": Text("AANTAL", "COUNT"),
    "DATUM": Text("DATUM", "DATE"),
    "POT": Text("POT", "POOL"),
    "NAAM": Text("NAAM", "NAME"),
    "ROL": Text("ROL", "ROLE"),
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
    ".show_completion": Text("Toon wat daarvoor nodig is.", "Show what that takes."),
    "up": Text(
        "Start het platform op deze machine en laat het draaien.",
        "Start the platform on this machine, and leave it running.",
    ),
    "up.free_ports": Text(
        "Neem bij de eerste start poorten die vrij zijn, in plaats van 4222 en 8401–8403.",
        "At the first start take ports that are free, instead of 4222 and 8401–8403.",
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
    "submit": Text(
        "Verstuur een opdracht als partij en wacht op de uitkomst.\n"
        'Het bestand is JSON: {"service", "command", "data"}, en naar keuze "id", "party" en "correlation". De '
        "opdracht wordt bewaard tot haar uitkomst er is, en zo nodig opnieuw verstuurd met hetzelfde id. "
        "Eindigt met 0 als zij is aanvaard, 1 als zij is geweigerd, 4 als er nog geen uitkomst is.",
        "Send a command as a party, and wait for its outcome.\n"
        'The file is JSON: {"service", "command", "data"}, and if you like "id", "party" and "correlation". The '
        "command is kept until its outcome is there, and sent again with the same id if need be. "
        "Ends with 0 if it was accepted, 1 if it was refused, 4 if there is no outcome yet.",
    ),
    "submit.file": Text("De opdracht; - voor standaardinvoer.", "The command; - for standard input."),
    "submit.party": Text("Namens welke partij.", "As which party."),
    "submit.wait": Text("Hoe lang op de uitkomst te wachten.", "How long to wait for the outcome."),
    "submit.command_id": Text(
        "Het id van de opdracht; gaat vóór dat in het bestand. Zonder id wordt er een gemaakt.",
        "The command's id; goes before that in the file. Without one, one is made.",
    ),
    "submit.resume": Text(
        "Ga verder met de opdrachten die nog op hun uitkomst wachten.",
        "Go on with the commands that still await their outcome.",
    ),
    "submit.keep": Text("Waar opdrachten op hun uitkomst wachten.", "Where commands await their outcome."),
    "submit.password_file": Text(
        "Het wachtwoord van de partij, als het niet in de map staat.",
        "The party's password, if it is not in the folder.",
    ),
    "submit.oin": Text(
        "Het OIN van de partij, als zij niet in het register staat.", "The party's OIN, if it is not in the register."
    ),
    "outcome": Text(
        "Wat er van een opdracht geworden is: uit de logboeken, of gevraagd als haar afzender.\n"
        "Eindigt met 0 als zij is aanvaard, 1 als zij is geweigerd, 4 als er geen uitkomst is.",
        "What became of a command: from the logs, or asked as its sender.\n"
        "Ends with 0 if it was accepted, 1 if it was refused, 4 if there is no outcome.",
    ),
    "outcome.command_id": Text("Het id van de opdracht.", "The command's id."),
    "outcome.party": Text("Van welke partij; anders van elke.", "Of which party; else of any."),
    "outcome.password_file": Text(
        "Het wachtwoord van de partij, als het niet in de map staat.",
        "The party's password, if it is not in the folder.",
    ),
    "outcome.oin": Text(
        "Het OIN van de partij, als zij niet in het register staat.", "The party's OIN, if it is not in the register."
    ),
    "log": Text(
        "Wat er gebeurde, rechtstreeks uit de logboeken; de diensten hoeven niet te draaien.",
        "What happened, straight from the logs; the services need not run.",
    ),
    "log.service": Text(
        "applications, pool of settlement; anders alle drie.", "applications, pool or settlement; else all three."
    ),
    "log.stream": Text(
        "Alleen deze stroom, zoals pool/moestuin; of elke die zo begint: pool/*.",
        "This stream only, as pool/moestuin; or any that begins so: pool/*.",
    ),
    "log.party": Text(
        "Wat deze partij deed, of aan haar alleen werd gezegd.", "What this party did, or was told alone."
    ),
    "log.kind": Text(
        "Alleen gebeurtenissen van deze soort; herhaalbaar.", "Events of this kind only; may be repeated."
    ),
    "log.correlation": Text("Alleen wat bij deze draad hoort.", "Only what belongs to this thread."),
    "log.since": Text(
        "Vanaf: 2026-05-01, 2026-05-01T14:30, of 15m, 2h, 3d geleden.",
        "From: 2026-05-01, 2026-05-01T14:30, or 15m, 2h, 3d ago.",
    ),
    "log.until": Text("Tot aan dat moment, of t/m die dag.", "Up to that moment, or to the end of that day."),
    "log.last": Text("Hoogstens zoveel van de laatste; 0 voor alle.", "At most so many of the last; 0 for all."),
    "log.every": Text("Ook de huishouding: het einde van elke bundel.", "Housekeeping too: the end of every batch."),
    "log.follow": Text("Blijf tonen wat erbij komt, tot Ctrl-C.", "Go on showing what is added, until Ctrl-C."),
    "show": Text(
        "Het hele verhaal van één ding, uit alle drie de logboeken.",
        "The whole story of one thing, out of all three logs.",
    ),
    "show application": Text(
        "Een aanvraag: wat van wie gevraagd is, wat zij antwoordden, en wat ervan kwam.",
        "An application: what was asked of whom, what they answered, and what became of it.",
    ),
    "show application.name": Text("Het id van de aanvraag.", "The application's id."),
    "show application.every": Text(
        "Het hele verloop, niet alleen het eind.", "The whole course of events, not its end only."
    ),
    "show pool": Text(
        "Een pot: van wie het geld is, wat er vrij van is, en wat er het laatst van gevraagd is.",
        "A pool: whose money it is, what of it is free, and what was asked of it last.",
    ),
    "show pool.name": Text("Het id van de pot.", "The pool's id."),
    "show pool.every": Text("Het hele verloop, niet alleen het eind.", "The whole course of events, not its end only."),
    "show agreement": Text(
        "Een verleende deelvraag: betaalopdrachten, wat terugkwam, en wat zij inverdiende.",
        "A granted ask: payment orders, what came back, and what it earned back.",
    ),
    "show agreement.name": Text("De deelvraag, als <aanvraag>:<deelvraag>.", "The ask, as <application>:<ask>."),
    "show agreement.every": Text(
        "Het hele verloop, niet alleen het eind.", "The whole course of events, not its end only."
    ),
    "balance": Text(
        "Wat er op de rekeningen staat, wat die betekenen, en of twee logboeken van hetzelfde geld hetzelfde zeggen.",
        "What stands on the accounts, what they mean, and whether two logs say the same of the same money.",
    ),
    "balance.on": Text(
        "Zoals bekend aan het eind van die dag, zoals 2026-05-01; anders nu.",
        "As known at the end of that day, as 2026-05-01; else now.",
    ),
    "balance.booked": Text(
        "Alleen wat een boekdatum tot en met die dag heeft, wanneer het ook bekend werd.",
        "Only what has a book date up to and including that day, whenever it became known.",
    ),
    "balance.pool": Text("Alleen deze pot, met elke rekening.", "This pool only, with each account."),
    "balance.accounts": Text("Ook elke rekening apart.", "Each account by itself, too."),
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
    "partner remove.register_only": Text(
        "Wijzig alleen het register; voor containers, zie de handleiding.",
        "Change the register only; for containers, see the guide.",
    ),
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
