"""Runs a partner's program in Python, and ends it as a power cut does, at the n-th thing that it does for good.

`CRASH_AT=3 python -m tests.partners.crashing examples.partners.python.zuil --party …`: a file is made, is flushed, gets
its name, goes; a command is sent. The odd ones end right before, the even ones right after.
"""

import os
import runpy
import sys

from nats.aio.client import Client

POWER_CUT = 137


def main():
    left = int(os.environ["CRASH_AT"])

    def step():
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(POWER_CUT)

    for name in ("open", "fsync", "replace", "unlink"):
        setattr(os, name, cut(getattr(os, name), step, name))
    publish = Client.publish

    async def publish_command(self, subject, *rest, **others):
        is_command = subject.startswith("bundel.cmd.")
        if is_command:
            step()
        await publish(self, subject, *rest, **others)
        if is_command:
            await self.flush()
            step()

    Client.publish = publish_command
    module, *sys.argv[1:] = sys.argv[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def cut(does, step, name):
    def done(*what, **others):
        if name == "open" and not what[1] & os.O_CREAT:
            return does(*what, **others)
        if name == "unlink" and not os.path.lexists(what[0]):
            return does(*what, **others)
        step()
        made = does(*what, **others)
        step()
        return made

    return done


if __name__ == "__main__":
    main()
