"""Cuts the TCP connection of a request under the server's hands, so that the caller never sees an answer."""

import contextlib
import socket
import struct
from collections.abc import Mapping
from typing import Any

RESET = struct.pack("ii", 1, 0)


def cut_connection(environ: Mapping[str, Any]) -> None:
    """Reset the connection if the server lets us reach it; otherwise do nothing."""
    connection = environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            connection.shutdown(socket.SHUT_RDWR)
