"""Stands in for the `nats` command where it is not installed: publish and request, as its documentation describes them.

Only what the partner guide uses. Anything else ends it, so that the guide cannot outgrow this unnoticed.
"""

import argparse
import asyncio
import os
import sys

import nats
from nats.errors import NoRespondersError


def arguments():
    parser = argparse.ArgumentParser(prog="nats")
    parser.add_argument("--inbox-prefix", default="_INBOX")
    commands = parser.add_subparsers(dest="command", required=True)
    publish = commands.add_parser("publish", aliases=["pub"])
    publish.add_argument("--header", "-H", action="append", default=[])
    request = commands.add_parser("request", aliases=["req"])
    request.add_argument("--raw", "-r", action="store_true")
    request.add_argument("--inbox-prefix", default=argparse.SUPPRESS)  # global flags may stand anywhere
    for command in (publish, request):
        command.add_argument("subject")
        command.add_argument("body")
    return parser.parse_args()


async def main(options):
    connection = await nats.connect(
        os.environ["NATS_URL"],
        user=os.environ["NATS_USER"],
        password=os.environ["NATS_PASSWORD"],
        inbox_prefix=options.inbox_prefix,
        allow_reconnect=False,
    )
    try:
        if options.command in {"publish", "pub"}:
            headers = dict(map(str.strip, header.split(":", 1)) for header in options.header)
            await connection.publish(options.subject, options.body.encode(), headers=headers)
            await connection.flush()
            sys.stderr.write(f'Published {len(options.body)} bytes to "{options.subject}"\n')
        else:
            reply = await connection.request(options.subject, options.body.encode(), timeout=5)
            sys.stdout.write(f"{reply.data.decode()}\n")
    except NoRespondersError:
        sys.stderr.write("No responders are available\n")
    finally:
        await connection.close()


if __name__ == "__main__":
    asyncio.run(main(arguments()))
