"""Ports of this machine for servers that are told where to listen, or that are to be away."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_port() -> Iterator[int]:
    """A port that no other program is given while this lasts.

    Nobody listens there, unless a server of the test does: each sets SO_REUSEADDR, as this one.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        yield port
