"""What starting a service takes longest over: done once for all tests of a process."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from desk_parts import ROOT
from fastapi import FastAPI
from starlette.routing import BaseRoute

from zhangfang.desk.responses import Responses, load_responses
from zhangfang.store.migrate import migrate


@dataclass
class Once:
    """Shared by all that is started.

    Attributes:
        responses: what domain.yml has.
        database: an empty one, as a first start makes it.
        certificates: the machine's, which each client would read from the disk.
        routes: the calls, which FastAPI works out at the first request.
    """

    responses: Responses
    database: Path
    certificates: ssl.SSLContext
    routes: list[BaseRoute] = field(default_factory=list)

    def share_routes(self, app: FastAPI) -> None:
        """Give the calls of the first service to this one: they depend on none."""
        if not self.routes:
            self.routes.extend(app.router.routes)
        app.router.routes[:] = self.routes


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Once:
    file = tmp_path_factory.mktemp("new") / "zhangfang.db"
    migrate(f"sqlite:///{file}")
    return Once(load_responses(ROOT / "domain.yml"), file, ssl.create_default_context())
