"""Runs a witness: one address to POST to, over HTTP."""

import socket
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from zhangfang.evidence.cosignature import cosign, cosigner
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import SigningKey, VerifierKey
from zhangfang.evidence.witness_request import PATH, read_add_checkpoint
from zhangfang.witness.decide import PLAIN, Refuse, Sign, decide
from zhangfang.witness.fault import WitnessError
from zhangfang.witness.key_file import has_key, open_key
from zhangfang.witness.memory import Memory, has_memory

MOST_BYTES = 65_536
"""Of a request. The longest proof and a note with many signatures take a quarter of it."""

Clock = Callable[[], float]


class Witness:
    """Answers requests; several at once come one after the other.

    Args:
        key: its own.
        logs: the keys of the logs that it watches; a log's origin is its keys' name.
        memory: of what it signed.
        clock: seconds since 1970.
    """

    def __init__(
        self, key: SigningKey, logs: Sequence[VerifierKey], memory: Memory, clock: Clock = time.time
    ) -> None:
        self._key = key
        self._logs = logs
        self._memory = memory
        self._clock = clock

    @property
    def verifier(self) -> VerifierKey:
        """What its cosignatures are checked with."""
        return cosigner(self._key)

    def answer(self, body: bytes) -> Response:
        """Check a checkpoint, remember it and sign it, or say why not."""
        try:
            asked = read_add_checkpoint(body)
        except EvidenceError as error:
            return Response(f"{error}\n", 400, media_type=PLAIN)
        origin, note = asked.checkpoint.origin, asked.note
        keys = [key for key in self._logs if key.name == origin]
        now = int(self._clock())
        with self._memory.turn(origin) as turn:
            match decide(turn.seen(), asked, keys):
                case Refuse(status, told, content_type, suspicious):
                    if suspicious:
                        turn.keep(note.as_text(), now)
                    headers = {"Content-Type": content_type}  # as it stands: no charset is added
                    answer = Response(told, status, headers)
                case Sign(seen):
                    turn.remember(seen, note.as_text())
                    line = cosign(note.text, self._key, now).as_line()
                    answer = Response(line, media_type=PLAIN)
        return answer  # not before the turn is over, and on the disk


def open_witness(
    folder: Path, name: str | None, logs: Sequence[VerifierKey], clock: Clock = time.time
) -> Witness:
    """The witness in a folder; a new one, if there is none.

    Args:
        folder: of its key and memory.
        name: what it is called; a new one without it, after its machine.
        logs: the keys of the logs that it watches.
        clock: seconds since 1970.

    Raises:
        WitnessError: the folder has a key but no memory, or the key cannot be used.
        EvidenceError: `key_unreadable`: nothing can have this name.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if has_key(folder) and not has_memory(folder):
        raise WitnessError(
            f"{folder} has a key, and no memory of what it signed: it could be made to sign two "
            "different logs. Restore it, or begin anew, with a new key, in an empty folder."
        )
    memory = Memory(folder)
    return Witness(open_key(folder, name), logs, memory, clock)


def create_app(witness: Witness) -> Starlette:
    """The witness as a web application."""

    async def add_checkpoint(request: Request) -> Response:
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return Response("This is too long.\n", 413, {"Connection": "close"}, PLAIN)
        return await run_in_threadpool(witness.answer, bytes(body))

    return Starlette(routes=[Route(PATH, add_checkpoint, methods=["POST"])])


def listen(host: str, port: int) -> socket.socket:
    """A socket at this address. Who connects from now on is answered once it is served.

    Raises:
        OSError: the port is taken or not allowed, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def server(app: ASGIApp) -> uvicorn.Server:
    """What serves the application. It logs no requests."""
    return uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    )


def serve(witness: Witness, listening: socket.socket) -> None:
    """Serve until the process is told to stop."""
    server(create_app(witness)).run(sockets=[listening])
