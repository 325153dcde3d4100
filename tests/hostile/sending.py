"""Commands and queries as somebody hostile sends them, drawn from the models; and what may be answered."""

import json
from dataclasses import dataclass

from hypothesis import strategies as st

from shared.broker.envelope import command_type, source
from shared.running.inbox import arrival
from shared.running.own_queries import OWN_QUERIES
from tests.contract.test_documentation import GENERAL, OF_ANSWERS, documented_codes, documented_commands
from tests.hostile import nasty
from tests.hostile.strategies import from_model, like_others
from tests.hostile.writing import written
from tests.hostile.wrongs import SPOILERS, changed, everywhere, nearly, spoiled

ATTRIBUTES = ("specversion", "id", "source", "type", "data", "correlationid")
STRANGERS = ("nieuwkomer", "pool", "all", "clock", "x" * 48)
"""Names that pass for a party's, and are in no register."""


def brief(body):
    """Enough of it to see what it is."""
    return repr(body) if len(body) <= 400 else f"<{len(body)} bytes: {body[:250]!r} … {body[-100:]!r}>"


@dataclass(frozen=True)
class Sent:
    """A command on the wire. Who sends it, and which it is, stand in its subject."""

    service: str
    party: str
    command: str
    body: bytes
    header: str | None

    @classmethod
    def dressed(cls, service, content, command, command_id, dress, meant, parties):
        """The command `meant`, under another name perhaps, in an envelope that may be wrong."""
        party, data = content
        oin = parties[party].oin if party in parties else "0" * 20
        body, header = dress(envelope_of(service, meant, command_id, oin, data))
        return cls(service, party, command, body, header)

    def _repr_pretty_(self, printer, cycle):
        printer.text(repr(self))

    def __repr__(self):
        header = brief(self.header or "")
        return f"{self.service} {self.command[:60]!r} of {self.party}, ce-id {header}: {brief(self.body)}"

    @property
    def arrival(self):
        return arrival(self.party, self.command, self.body, self.header)

    @property
    def subject(self):
        return f"bundel.cmd.{self.service}.{self.party}.{self.command}"


def envelope_of(service, command, command_id, oin, data):
    return {
        "specversion": "1.0",
        "id": command_id,
        "source": source(oin, "proef"),
        "type": command_type(service, command),
        "data": data,
    }


def commands(service, lore):
    """Commands: sound, or with something wrong in the data, the envelope, the bytes, the id or the sender."""
    return st.one_of(*(_of(service.name, model, lore) for model in service.commands))


def _of(service, model, lore):
    data = st.one_of(from_model(model, lore), like_others(service, model, lore))
    right = data.map(lambda sound: (lore.sender(service, model, sound), sound))
    wrong = st.tuples(_anybody(model, lore), st.one_of(data, nearly(data), nearly(data)))
    return st.builds(
        Sent.dressed,
        st.just(service),
        st.one_of(right, right, wrong),
        st.sampled_from((model.name,) * (15 * len(nasty.KINDS)) + nasty.KINDS),
        st.integers(0, 10**6).map("vijand-{}".format),
        _DRESSES,
        st.just(model.name),
        st.just(lore.parties),
    )


def sound_commands(service, lore):
    """(service, party, envelope) of commands that keep to their models."""
    return st.one_of(*(_sound(service.name, model, lore) for model in service.commands))


def _sound(service, model, lore):
    data = st.one_of(from_model(model, lore), like_others(service, model, lore))
    return data.map(lambda body: _in_envelope(service, lore.sender(service, model, body), model.name, body, lore))


def _in_envelope(service, party, command, data, lore):
    return service, party, command, envelope_of(service, command, "vijand", lore.parties[party].oin, data)


def swept(service, model, lore):
    """A command that could come next, with every nasty value in every place of its data."""
    body = lore.bodies[service.name, model.name][-1]
    party = lore.sender(service.name, model, body)
    for number, data in enumerate(everywhere(json.loads(written(body)))):
        envelope = envelope_of(service.name, model.name, f"{model.name}-{number}", lore.parties[party].oin, data)
        yield Sent(service.name, party, model.name, written(envelope), envelope["id"])


def variants(sound, chance, count):
    """So many of a sound command, with one thing wrong in each."""
    service, party, command, envelope = sound
    for number in range(count):
        wrong = changed(envelope | {"id": f"{command}-{number}"}, chance)
        yield Sent(service, party, command, written(wrong), chance.choice((f"{command}-{number}", None)))


def _plainly(envelope):
    return written(envelope), envelope["id"]


def _without_header(envelope):
    return written(envelope), None


def _correlated(text):
    return lambda envelope: _plainly(envelope | {"correlationid": text})


def _headed(header):
    return lambda envelope: (written(envelope), header)


def _instead(attribute, value):
    """The header stays as it was, so that an id may differ from it."""
    return lambda envelope: (written(envelope | {attribute: value}), envelope["id"])


def _almost_right(number):
    def dress(envelope):
        options = _almost(envelope)
        return _instead(*options[number % len(options)])(envelope)

    return dress


def _spoiling(spoil):
    return lambda envelope: (spoil(written(envelope)), envelope["id"])


_DRESSES = st.one_of(
    *(st.just(_plainly),) * 12,
    st.just(_without_header),
    st.sampled_from(nasty.TEXTS).map(_correlated),
    st.sampled_from(nasty.IDS).map(_headed),
    st.builds(_instead, st.sampled_from(ATTRIBUTES), st.sampled_from((*nasty.VALUES, *nasty.IDS))),
    st.integers(0, 99).map(_almost_right),
    st.builds(_spoiling, SPOILERS),
    st.builds(_spoiling, SPOILERS),
)
"""How data is dressed for the wire: (body, header) of an envelope."""


def _almost(envelope):
    """What comes close to what is right."""
    speaker, kind = envelope["source"], envelope["type"]
    speakers = (f"{speaker}\n", speaker.upper(), speaker.replace("0", "٠"), speaker.replace("9", "8"), f"{speaker}/x")
    kinds = (f"{kind}\n", kind.upper(), f"{kind}s", kind.replace(".", "/"), "nl.bundel.pool.receive")
    return (
        *(("source", value) for value in speakers),
        *(("type", value) for value in kinds),
        *(("specversion", value) for value in ("1", "1.00", "1.0\n", 1.0, 1)),
        *(("id", value) for value in (f"{envelope['id']}\n", envelope["id"].upper(), [envelope["id"]])),
    )


def _anybody(model, lore):
    """Mostly somebody with the role."""
    able = st.sampled_from([party for party in lore.parties if lore.parties[party].roles & model.roles])
    return st.one_of(able, able, st.sampled_from((*lore.parties, *STRANGERS)))


@dataclass(frozen=True)
class Asked:
    """A query on the wire."""

    service: str
    party: str
    query: str
    body: bytes

    def _repr_pretty_(self, printer, cycle):
        printer.text(repr(self))

    def __repr__(self):
        return f"{self.service} {self.query[:60]!r} by {self.party}: {brief(self.body)}"

    @property
    def subject(self):
        return f"bundel.query.{self.service}.{self.party}.{self.query}"


def queries(service, lore):
    """Queries, each part of them sound more often than not."""
    return st.one_of(*(_query(service.name, model, lore) for model in (*OWN_QUERIES, *service.queries)))


def _query(service, model, lore):
    sound = from_model(model, lore)
    wrong = nearly(sound).map(written)
    bodies = (sound.map(written), wrong, wrong, spoiled(sound.map(written)), st.sampled_from(nasty.GARBAGE))
    parties = st.sampled_from((*lore.active, *lore.active, *STRANGERS, "applications", "settlement"))
    names = st.sampled_from((model.name,) * 5 * len(nasty.KINDS) + nasty.KINDS)
    return st.builds(Asked, st.just(service), parties, names, st.one_of(*bodies))


def sound_queries(service, lore):
    """Of every query one whose form is right, by a party of the register. Whether there is such a thing is not said."""
    return st.tuples(
        *(
            st.builds(
                Asked, st.just(service.name), st.sampled_from(lore.active), st.just(model.name), _written(model, lore)
            )
            for model in (*OWN_QUERIES, *service.queries)
        )
    )


def _written(model, lore):
    return from_model(model, lore).map(written)


def documented_for_command(service, command):
    """The codes that the contract names for this command; a bug in a decision is not among what may be seen here."""
    own = documented_commands(service)
    return (GENERAL | (own[command][1] if command in own else set())) - {"internal-error"}


DOCUMENTED_FOR_QUERIES = (documented_codes() | OF_ANSWERS) - {"internal-error"}
FOREIGN = (
    *(
        "",
        "_INBOX",
        "_INBOX_",
        "_INBOX.x",
        "_INBOX_{party}",
        "_INBOX_{party}x.1",
        "_INBOX_x{party}.1",
        "_inbox_{party}.1",
    ),
    *(
        "x._INBOX_{party}.1",
        "_INBOX_*.1",
        "_INBOX_>",
        ">",
        "*",
        "bundel.event.pool.pool-opened.x",
        "bundel.to.{party}.pool.x",
    ),
    *(
        "_INBOX_welzijn\n.1",
        "$JS.API.STREAM.DELETE.BUNDEL_POOL",
        "bundel.cmd.pool.college.open-pool",
        "_INBOX_college.1",
    ),
)
"""Reply subjects that are not the asker's; `college` asks nothing here."""
