"""Help of the commands that look at what happened, and of those that speak as a party."""

from cli.words import Text

LOOKING = {
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
    "log.booked": Text(
        "Alleen wat iets verplaatst en een boekdatum in deze dagen heeft: 2026-01-01..2026-12-31, 2026-01-01.., of "
        "2026-12-31 (tot en met die dag).",
        "Only what moves something and has a book date in these days: 2026-01-01..2026-12-31, 2026-01-01.., or "
        "2026-12-31 (up to and including that day).",
    ),
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
    "overview": Text(
        "Wat er van het geld in potten werd: is het op, en zo ja: nooit geweest, vastgehouden of besteed.",
        "What became of the money in pools: is it exhausted, and if so: never funded, held, or spent.",
    ),
    "overview.by": Text("Waar elke regel over gaat.", "What each row is about."),
    "overview.pool": Text("Alleen deze pot.", "This pool only."),
    "balance": Text(
        "Wat er op de rekeningen staat, wat die betekenen, en of twee logboeken van hetzelfde geld hetzelfde zeggen.",
        "What stands on the accounts, what they mean, and whether two logs say the same of the same money.",
    ),
    "balance.booked": Text(
        "Alleen wat een boekdatum tot en met die dag heeft, wanneer het ook bekend werd.",
        "Only what has a book date up to and including that day, whenever it became known.",
    ),
    "balance.pool": Text("Alleen deze pot, met elke rekening.", "This pool only, with each account."),
    "balance.figures": Text(
        "Ook de cijfers die de metriek bundel_money_cents van nu geeft.",
        "The figures, too, that the metric bundel_money_cents gives of now.",
    ),
    "balance.accounts": Text("Ook elke rekening apart.", "Each account by itself, too."),
}
