"""All models of a service under their own names, whatever topic they lie in."""

from types import SimpleNamespace


def messages_of(service):
    """Commands, published messages and consumed ones, by class name; and each of the three as a tuple."""
    said = tuple(saying.model for saying in service.says.values())
    heard = tuple(dict.fromkeys(hearing.model for hearing in service.hears.values()))
    named = {model.__name__: model for model in (*service.commands, *said, *heard)}
    return SimpleNamespace(**named, COMMANDS=service.commands, SAID=said, HEARD=heard)
