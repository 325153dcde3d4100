"""A register of parties in the test's hand."""

from shared.parties import Departed, Parties


class HandRegister(Parties):
    """Says what it is told to. As with a file, whoever took a reading keeps that."""

    def __init__(self, parties):
        self.read = 0
        """How often somebody wanted to know better than a moment ago."""
        self._say(parties.values(), ())

    def _say(self, parties, departed):
        super().__init__(parties, departed)
        self._said = Parties(parties, departed)

    def now(self):
        return self._said

    def read_anew(self):
        self.read += 1
        return self._said

    def take(self, register):
        """Say what another one says."""
        self._by_slug, self.departed, self._said = dict(register), register.departed, register.now()

    def put(self, *entered):
        """Enter these parties, or change their entries."""
        self._say({**self, **{party.slug: party for party in entered}}.values(), self.departed.values())

    def change(self, slug, **fields):
        """Change fields of an entry, or enter a copy of it with these."""
        self.put(self[slug].model_copy(update=fields))

    def remove(self, slug, *, by=None, at=None):
        """Take a party off; `by` leaves a line that says who did, and when. Returns its entry."""
        entry = self[slug]
        left = [Departed(slug=slug, removed_by=by, removed_at=at)] if by else []
        self._say([one for one in self.values() if one.slug != slug], [*self.departed.values(), *left])
        return entry
