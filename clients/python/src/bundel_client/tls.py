"""The connection to the broker: where an address begins with `tls://`, name and password go over TLS or not at all.

nats-py alone would go on in clear text, password included, with a server that offers no TLS; and it would give up for
ever where a server that it was connected to no longer knows the password.
"""

import ssl
from pathlib import Path
from typing import Any

import nats.errors
from nats.aio.client import Client

TLS = "tls"
ADDRESSES = ("nats://", f"{TLS}://")

CA_WITHOUT_TLS = f"a CA file is named, but the broker's address does not begin with {TLS}://"
NO_TLS = "it offers no TLS"


class NotTrusted(nats.errors.Error):
    """TLS was asked for, and there is none that proves who the server is. No name or password was sent."""


def must_ask_for_tls(url: str, ca_file: Path | None) -> None:
    """A CA file is for an address that begins with `tls://`: with another it would say less than somebody wants."""
    if ca_file and not url.startswith(f"{TLS}://"):
        raise ValueError(CA_WITHOUT_TLS)


class SecureClient(Client):
    """A connection that asks for TLS where its address says so, and then tells a password to nobody else.

    `ca_file` has the certificates of the authorities that may have signed the broker's; without one those of the system
    count. It is read at each attempt to connect, so that it may change while a program runs.
    """

    def __init__(self, ca_file: Path | None = None) -> None:
        super().__init__()
        self._ca_file = ca_file

    @property
    def ssl_context(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self._ca_file)
        except OSError as error:
            raise NotTrusted(f"the CA file {self._ca_file} cannot be used: {error}") from error

    async def _process_info(self, info: dict[str, Any], initial_connection: bool = False) -> None:
        """TLS also with a server that leaves the choice; and no word of others that it names: what comes before TLS
        anybody on the way may have said.
        """
        if self._asks_for_tls:
            info.pop("connect_urls", None)
            info["tls_required"] = info.get("tls_required") or info.get("tls_available", False)
        await super()._process_info(info, initial_connection)

    async def _process_err(self, err_msg: str) -> None:
        """Mend a weakness of the library: when a server that it is connected to ends that with an error, it closes for
        good. So a server does where a password is changed: it ends the connections of those who have the old one.
        """
        if "permissions violation" in err_msg.lower():
            await super()._process_err(err_msg)
        else:
            await self._process_op_err(nats.errors.Error(f"nats: {err_msg}"))

    async def _process_connect_init(self) -> None:
        """Mend two weaknesses of the library: after a handshake that failed it waits for the end of a connection, of
        which nobody tells it; and asyncio warns at the end of each connection that began in clear text.
        """
        try:
            await super()._process_connect_init()
        except BaseException:
            self._forget_transport()
            raise
        if self._speaks_tls:
            transport: Any = self._transport
            transport._io_writer.transport.get_protocol()._over_ssl = True  # noqa: SLF001 it is not told in another way

    def _forget_transport(self) -> None:
        """The next attempt makes another."""
        transport: Any = self._transport
        if writer := getattr(transport, "_io_writer", None):
            writer.transport.abort()
            transport._io_writer = transport._io_reader = None  # noqa: SLF001 there is no other way in

    def _connect_command(self) -> bytes:
        """What holds name and password; it is sent next."""
        if self._asks_for_tls and not self._speaks_tls:
            raise NotTrusted(NO_TLS)
        return super()._connect_command()

    @property
    def _asks_for_tls(self) -> bool:
        return self._current_server is not None and self._current_server.uri.scheme == TLS

    @property
    def _speaks_tls(self) -> bool:
        """By the connection itself, not by what the server says of it."""
        writer = getattr(self._transport, "_io_writer", None)
        return writer is not None and writer.get_extra_info("ssl_object") is not None


def why_not_trusted(error: Exception) -> str:
    """What is wrong with the server's TLS; empty where the error is about something else."""
    if isinstance(error, NotTrusted):
        return str(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not accepted ({error.verify_message.rstrip('.')})"
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return f"TLS with it fails ({error.reason or error})"
    return ""
