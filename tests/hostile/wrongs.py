"""What is not quite right: sound messages with one thing wrong, in their fields or in their bytes."""

import re

from hypothesis import strategies as st

from tests.hostile import nasty
from tests.hostile.writing import Twice


def nearly(whole):
    """What `whole` gives, with one thing wrong, wherever that is."""
    return st.builds(changed, whole, st.randoms(use_true_random=False))


def changed(thing, chance):
    """The thing with one thing wrong, chosen by `chance`."""
    return _change(thing, chance.choice(list(_places(thing))), chance)


def _places(thing, path=()):
    """Where something can be put: every member of every object and list within."""
    members = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    yield path
    for name, value in members:
        yield from _places(value, (*path, name))


def everywhere(thing):
    """The thing with each nasty value of a kind in each place of that kind, one at a time."""
    for path in _places(thing):
        if path:
            for value in _like(_at(thing, path)):
                yield _put_at(thing, path, value)


def _at(thing, path):
    for name in path:
        thing = thing[name]
    return thing


def _put_at(thing, path, value):
    if not path:
        return value
    name, *rest = path
    copy = dict(thing) if isinstance(thing, dict) else list(thing)
    copy[name] = _put_at(thing[name], rest, value)
    return copy


def _change(thing, path, chance):
    if len(path) > 1 or (path and not isinstance(thing, dict)):
        return _put_at(thing, path[:1], _change(thing[path[0]], path[1:], chance))
    if path:
        return chance.choice(_WRONGS)(thing, path[0], chance)
    if isinstance(thing, list) and thing and chance.random() < 0.5:
        return [thing[0]] * chance.choice(nasty.LENGTHS)
    return chance.choice(_like(thing))


def _put(fields, name, chance):
    return fields | {name: chance.choice(nasty.VALUES)}


def _put_of_its_kind(fields, name, chance):
    """Wrong by its value more likely than by its type."""
    return fields | {name: chance.choice(_like(fields[name]))}


def _drop(fields, name, chance):
    return {each: value for each, value in fields.items() if each != name}


def _rename(fields, name, chance):
    return _drop(fields, name, chance) | {chance.choice(_respelled(name)): fields[name]}


def _add(fields, name, chance):
    return fields | {chance.choice([*nasty.NAMES, *nasty.TEXTS, *_respelled(name)]): chance.choice(nasty.VALUES)}


def _say_twice(fields, name, chance):
    return Twice(fields, name, chance.choice(nasty.VALUES), chance.random() < 0.5)


_WRONGS = (_put, _put_of_its_kind, _put_of_its_kind, _drop, _rename, _add, _say_twice)


def _like(value):
    match value:
        case bool() | None:
            return nasty.SHAPES
        case int() | float():
            return nasty.NUMBERS
        case list() | dict():
            return (*nasty.SHAPES, *nasty.DEEP)
        case str() if re.match(r"[0-9]{4}-[0-9]{2}-", value):
            return nasty.TIMES
        case str() if re.fullmatch(r"[01](\.[0-9]+)?", value):
            return nasty.SHARES
        case str() if re.fullmatch(r"[a-z0-9:-]+", value):
            return (*nasty.NAMES, *nasty.TEXTS)
        case _:
            return (*nasty.TEXTS, *nasty.NAMES, *nasty.TIMES, *nasty.SHARES)


def _respelled(name):
    return (name.upper(), f"{name} ", f"{name}\n", f" {name}", f"{name}\u200b", name.replace("o", "о"), f"{name}_", "")


# Bytes


def spoiled(bodies):
    """These bytes cut off, altered, doubled, in another encoding, or of another size."""
    return st.builds(lambda spoil, body: spoil(body), SPOILERS, bodies)


def _to_size(size):
    return lambda body: body[:-1] + b" " * (size - len(body)) + body[-1:]


def _encoded(codec):
    return lambda body: body.decode("utf-8", "replace").encode(codec, "replace")


def _cut(share):
    return lambda body: body[: int(share * len(body))]


def _begun_late(share):
    return lambda body: body[int(share * len(body)) :]


def _put_between(share, some):
    return lambda body: body[: int(share * len(body))] + some + body[int(share * len(body)) :]


def _put_over(share, some):
    return lambda body: body[: int(share * len(body))] + some + body[int(share * len(body)) + len(some) :]


_SHARE = st.floats(0, 1)
_SOME = st.binary(min_size=1, max_size=4) | st.sampled_from(nasty.GARBAGE[:24])
SPOILERS = st.one_of(
    st.sampled_from(nasty.SIZES).map(_to_size),
    st.sampled_from(("utf-16", "utf-8-sig", "latin-1", "utf-7")).map(_encoded),
    _SHARE.map(_cut),
    _SHARE.map(_begun_late),
    st.builds(_put_between, _SHARE, _SOME),
    st.builds(_put_over, _SHARE, _SOME),
    st.sampled_from((lambda body: body + body, lambda body: body.replace(b'"', b"'"), lambda body: body + b"\n")),
    st.sampled_from(nasty.GARBAGE).map(lambda garbage: lambda body: garbage),
)
"""What becomes of a body's bytes."""
