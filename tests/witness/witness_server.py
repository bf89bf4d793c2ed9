"""A witness that listens on loopback, in a thread of the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import httpx
from starlette.types import ASGIApp

from zhangfang.witness.serve import listen, server

AT = 1_795_000_000
"""When it is for the witness in these tests, in Unix seconds."""


@contextmanager
def served(app: ASGIApp) -> Iterator[httpx.Client]:
    """A client of it. Stopping takes a tenth of a second."""
    listening = listen("127.0.0.1", 0)
    running = server(app)
    thread = Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        with client_of(listening.getsockname()[1]) as client:
            yield client
    finally:
        running.should_exit = True
        thread.join()


def client_of(port: int) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False)
