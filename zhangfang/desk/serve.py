"""Runs the desk, on loopback."""

import socket

import uvicorn
from fastapi import FastAPI

HOST = "127.0.0.1"
LAST_ANSWERS = 5
"""Seconds that a stopping desk gives to requests under way."""


class Server(uvicorn.Server):
    """Lets go of streams and waiting requests when it stops: they would keep it."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish what is under way."""
        app = self.config.app
        if isinstance(app, FastAPI):
            app.state.service.let_go()
        await super().shutdown(sockets)


def server(app: FastAPI, port: int) -> Server:
    """A server for the desk. Its log never holds a merchant's words."""
    return Server(
        uvicorn.Config(
            app,
            host=HOST,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=LAST_ANSWERS,
        )
    )
