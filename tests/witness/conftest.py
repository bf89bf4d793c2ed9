from collections.abc import Iterator

import httpx
import pytest
from small_log import SmallLog
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send
from witness_server import AT, served

from zhangfang.witness.serve import Witness, create_app, open_witness


class Stage:
    """One server for all tests; each puts its own witness on it."""

    app: ASGIApp = Starlette()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[Stage, httpx.Client]]:
    stage = Stage()
    with served(stage) as client:
        yield stage, client


@pytest.fixture
def log() -> SmallLog:
    return SmallLog(40)


@pytest.fixture
def witness(tmp_path, log) -> Witness:
    return open_witness(
        tmp_path / "witness", "witness.example/w1", [log.key.verifier], clock=lambda: AT + 0.9
    )


@pytest.fixture
def client(stage, witness) -> httpx.Client:
    stage[0].app = create_app(witness)
    return stage[1]
