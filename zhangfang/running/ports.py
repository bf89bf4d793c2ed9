"""Ports on loopback: free ones for Rasa and the actions, and whether the desk's is taken."""

import socket

from zhangfang.running.failure import Failure

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def require_free(port: int) -> None:
    """Make sure that the desk can have its port.

    Raises:
        Failure: another program listens there, or this user may not.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError:
            raise Failure(
                f"Port {port} is not allowed for this user.",
                "Choose one above 1023: zhangfang up --port 8000.",
            ) from None
        except OSError:
            raise Failure(
                f"Port {port} is taken by another program.",
                f"End that program, or choose another port: zhangfang up --port {port + 1} "
                f"(with make: make run PORT={port + 1}).",
            ) from None
