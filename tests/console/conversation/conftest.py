"""One console for a whole module of tests: to start it takes longer than what most tests do with it.

Each test has a merchant of its own; the agents are the same. Modules set
`pytestmark = pytest.mark.asyncio(loop_scope="module")`.
"""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio
from fake_rasa import FakeRasa
from merchant import Merchant
from running_console import started
from staff import Staff

_for_all = pytest_asyncio.fixture(scope="module", loop_scope="module")


@_for_all
async def rasa(knowledge) -> AsyncIterator[FakeRasa]:
    fake = FakeRasa(knowledge)
    await fake.start()
    yield fake
    await fake.stop()


@_for_all
async def console(request, rasa, knowledge, tmp_path_factory) -> AsyncIterator[httpx.AsyncClient]:
    """With a real server before it where the module says SERVED, for what depends on connections."""
    served = getattr(request.module, "SERVED", False)
    async with started(rasa, knowledge, tmp_path_factory, served=served) as http:
        yield http


@_for_all
async def agent(console) -> Staff:
    return await Staff.joins(console, "小周")


@_for_all
async def colleague(console) -> Staff:
    return await Staff.joins(console, "小林")


@_for_all
async def supervisor(console) -> Staff:
    return await Staff.joins(console, "吴主管", "supervisor")


@pytest_asyncio.fixture(loop_scope="module")
async def merchant(console) -> Merchant:
    return await Merchant.arrives(console)
