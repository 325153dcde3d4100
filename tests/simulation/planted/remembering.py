"""In snapshots, and in what a log knows of parties."""

from tests.simulation.planted.bug import Bug

SNAPSHOT = (
    Bug(
        name="a value changed in place is not saved",
        file="shared/log/paged_dict.py",
        old="        if self._mutable and found is not _GONE and self._evolving.now:\n            self._changed.add(key)\n",
        new="",
        thought="Whoever changes something puts it back.",
        within=50,
    ),
    Bug(
        name="what is changed is forgotten with the rest",
        file="shared/log/paged_dict.py",
        old="self._lately = {key: former.pop(key) for key in self._changed}",
        new="self._lately = {}",
        thought="It is in the snapshot.",
        within=50,
    ),
    Bug(
        name="a snapshot that was not written counts",
        file="shared/log/snapshot.py",
        old="""
            _log.warning("no snapshot; the last one stays", reason=str(error))
            return
""",
        new="""
            _log.warning("no snapshot; the last one stays", reason=str(error))
""",
        thought="The next one will succeed.",
        within=50,
    ),
    Bug(
        name="half a snapshot stays",
        file="shared/log/snapshot_file.py",
        old='                connection.execute("ROLLBACK")\n',
        new='                connection.execute("COMMIT")\n',
        thought="Better some of it than nothing.",
        within=100,
    ),
    Bug(
        name="a removed entry stays in the snapshot",
        file="shared/log/paged_dict.py",
        old="        self._lately[key] = _GONE\n        self._changed.add(key)\n",
        new="        self._lately[key] = _GONE\n",
        thought="It is gone.",
        within=50,
    ),
)

PARTIES = (
    Bug(
        name="another organisation is heard under a known name",
        file="shared/log/known_parties.py",
        old="        if party.oin == known.oin == known.entry.oin:\n",
        new="        if party.oin == known.entry.oin:\n",
        thought="The register says who it is, and the log agrees.",
        within=100,
    ),
    Bug(
        name="who a party is follows the register",
        file="shared/log/known_parties.py",
        old="KnownParty(before.oin if before else fact.oin, fact, fact.changed_at)",
        new="KnownParty(fact.oin, fact, fact.changed_at)",
        thought="What the register says now is what counts.",
        within=100,
    ),
    Bug(
        name="who leaves the register leaves its name",
        file="shared/log/known_parties.py",
        old="                self.by_slug[fact.party] = KnownParty(before.oin, None, fact.changed_at)\n",
        new="                del self.by_slug[fact.party]\n",
        thought="It is no party any more.",
        within=100,
    ),
    Bug(
        name="the register is recorded without a look at the log",
        file="shared/running/registrar.py",
        old="unrecorded(reading, fold.parties.by_slug)",
        new="unrecorded(reading, {} if self._compared is None else fold.parties.by_slug)",
        thought="A process that starts has recorded nothing yet.",
        within=50,
    ),
    Bug(
        name="a snapshot forgets who each party is",
        file="shared/log/snapshot.py",
        old="fold.parties = base.published, dict(base.consumed), base.parties\n",
        new="fold.parties = base.published, dict(base.consumed), fold.parties\n",
        thought="The register is compared at every start.",
        within=100,
    ),
)
