"""Scripts that are played on a real thing and on its simulation: one line a step, and what is to be seen of it.

    pool says a b after=0
    pool says c after=1 -> OutOfStep

A line names who does what, and after the arrow what came of it: a value, or an exception by its type. A scene has
one method a verb. Playing gives the script back with what was really seen, so two plays are compared line by line.
"""

import textwrap

ARROW = " -> "


def lines(script):
    """What is to be done and seen, one string a step; without remarks."""
    stripped = (line.partition("#")[0].strip() for line in textwrap.dedent(script).splitlines())
    return [line for line in stripped if line]


async def played(script, scene):
    """Play it to its end; return its lines with what was seen."""
    try:
        return [_line(step, await seen(scene, step)) for step in map(_step, lines(script))]
    finally:
        await scene.end()


async def seen(scene, step):
    """Do one step, and tell what came of it."""
    who, verb, *words = step.split()
    options = dict(word.split("=", 1) for word in words if "=" in word)
    plain = [word for word in words if "=" not in word]
    try:
        return await getattr(scene, verb.replace("-", "_"))(who, *plain, **options)
    except (AssertionError, AttributeError, TypeError, KeyError):
        raise  # of a script that is wrong itself
    except Exception as error:  # noqa: BLE001 whatever it raises is what we look for
        return type(error).__name__


def _step(line):
    return line.partition(ARROW)[0].strip()


def _line(step, result):
    return step if result is None else f"{step}{ARROW}{_told(result)}"


def _told(result):
    if isinstance(result, bytes):
        return result.decode() or "empty"
    if isinstance(result, list | tuple):
        return " ".join(map(_told, result)) or "nothing"
    return str(result)
