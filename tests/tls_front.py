"""A database server over TLS, also where its own build knows none: takes TLS off, and hands on what comes.

To PostgreSQL's clients it is the server: they ask it for TLS first, and go on as it answers.
"""

import contextlib
import select
import socket
import ssl
import threading

TLS_ASKED, GSS_ASKED = b"\x00\x00\x00\x08\x04\xd2\x16\x2f", b"\x00\x00\x00\x08\x04\xd2\x16\x30"
PATIENCE_SECONDS = 10
CHUNK_BYTES = 65536


class Front:
    """Listens on a port of this machine, each connection in a thread of its own. `tls` may change: new ones see it."""

    def __init__(self, socket_path, tls=None):
        self._path = socket_path
        self.tls = tls
        """The files of a certificate and its key; None: it offers no TLS."""
        self.told = b""
        """What it was told in clear text."""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._open = set()
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def _listen(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                self._threads.append(thread := threading.Thread(target=self._serve, args=[connection], daemon=True))
                thread.start()

    def _serve(self, connection):
        with connection, contextlib.suppress(OSError):
            self._open.add(connection)
            connection.settimeout(PATIENCE_SECONDS)
            while (asked := connection.recv(8)) in {TLS_ASKED, GSS_ASKED}:
                if asked == TLS_ASKED and self.tls:
                    connection.sendall(b"S")
                    self._over_tls(connection)
                    return
                connection.sendall(b"N")
            self.told += asked

    def _over_tls(self, connection):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.tls["cert_file"], self.tls["key_file"])
        self._open.discard(connection)
        with context.wrap_socket(connection, server_side=True) as client, socket.socket(socket.AF_UNIX) as server:
            self._open.add(client)
            server.connect(self._path)
            while True:
                ready = [client] if client.pending() else select.select([client, server], [], [])[0]
                for one in ready:
                    if not (some := one.recv(CHUNK_BYTES)):
                        return
                    (server if one is client else client).sendall(some)

    def cut(self):
        """All connections end."""
        for connection in tuple(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()
        for thread in self._threads:
            thread.join(PATIENCE_SECONDS)
