"""`python -m bench.console.load`: agents and merchants in a house of their own, for some minutes.

Writes bench/results/ and its part of docs/benchmarks.md.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression
from typing import Any

import httpx

from bench.console.crowd import Clocks, Merchant
from bench.console.office import Agent, Seen, listed
from bench.console.page import CONSOLE, render_console
from bench.figures import percentile
from bench.machine import describe
from bench.memory import STEADY, memory_mb
from bench.sections import with_part
from zhangfang.running.layout import Layout, find_layout
from zhangfang.running.ports import LOOPBACK, free_port

ADMINISTRATOR = "load-admin"
ADD = ("agent", "add", ADMINISTRATOR, "--role", "administrator")
WARM_UP = 120.0
"""Seconds until memory counts: caches fill, the model is read in."""

PAGE = 20.0
"""Minutes for which the page is measured at most: who only types for half an hour is signed out."""

EVERY_LOOK = 15.0
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Load:
    """How much, and for how long."""

    agents: int
    conversations: int
    held_each: int
    minutes: float
    every: float
    """Seconds between two messages of one merchant, on average."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.console.load", description=__doc__)
    parser.add_argument("--agents", type=int, default=20)
    parser.add_argument("--conversations", type=int, default=200)
    parser.add_argument("--held-each", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--every", type=float, default=30, help="seconds between messages")
    parser.add_argument("--keep", action="store_true", help="write docs/benchmarks.md")
    told = parser.parse_args()
    load = Load(told.agents, told.conversations, told.held_each, told.minutes, told.every)
    layout = find_layout(Path.cwd())
    with tempfile.TemporaryDirectory(prefix="zhangfang-load-") as folder:
        found = measure_console(layout, Path(folder), load)
    results = {"machine": describe(layout), "console": found}
    print(json.dumps(found, indent=1))
    if told.keep:
        source = (
            layout.root / "bench" / "results" / f"console-{time.strftime('%Y-%m-%dT%H-%M')}.json"
        )
        source.write_text(json.dumps(results, indent=1), encoding="utf-8")
        report = layout.root / "docs" / "benchmarks.md"
        text = report.read_text(encoding="utf-8")
        part = render_console(results, source.relative_to(layout.root).as_posix())
        report.write_text(with_part(text, CONSOLE, part), encoding="utf-8")
    return 0


def measure_console(layout: Layout, work: Path, load: Load) -> dict[str, Any]:
    """Latencies, memory, and how the page of one more agent feels, in headless Chromium."""
    port = free_port()
    zhangfang = [sys.executable, "-m", "zhangfang.cli"]
    data = work / "data"
    with (work / "house.log").open("w") as log:
        house = subprocess.Popen(
            [*zhangfang, "up", "--port", str(port), "--data", str(data)],
            cwd=layout.root,
            stdout=log,
            stderr=log,
        )
    address = f"http://{LOOPBACK}:{port}"
    try:
        _wait_until_ready(address)
        made = subprocess.run(
            [*zhangfang, *ADD, "--data", str(data)],
            cwd=layout.root,
            capture_output=True,
            text=True,
            check=True,
        )
        password = made.stdout.split()[-1]
        return asyncio.run(_under_load(layout, work, address, password, load, _desk_of(house.pid)))
    except BaseException:
        print((work / "house.log").read_text(encoding="utf-8")[-3000:], file=sys.stderr)
        raise
    finally:
        house.terminate()
        house.wait(30)


async def _under_load(
    layout: Layout, work: Path, address: str, password: str, load: Load, desk: int
) -> dict[str, Any]:
    clocks, seen = Clocks(), Seen()
    # The server closes what was idle for 5 s, and a request then on its way is lost. A browser
    # sends it again; these clients drop such connections before.
    limits = httpx.Limits(
        max_connections=None, max_keepalive_connections=None, keepalive_expiry=2.0
    )
    async with AsyncExitStack() as stack:

        async def client() -> httpx.AsyncClient:
            one = httpx.AsyncClient(base_url=address, timeout=60, limits=limits, trust_env=False)
            return await stack.enter_async_context(one)

        street = await client()
        merchants = [Merchant(street, clocks) for _ in range(load.conversations)]
        held = load.agents * load.held_each
        for place, merchant in enumerate(merchants):
            await merchant.arrives(wants_a_person=place < held)
        agents = [Agent(await client(), clocks, seen) for _ in range(load.agents)]
        accounts = await _accounts(await client(), password, load.agents + 1)
        for agent, (name, first) in zip(agents, accounts, strict=False):
            await agent.signs_in(name, first)
        for place, merchant in enumerate(merchants[:held]):
            await agents[place % load.agents].claims(merchant.id)
        clocks.sent.clear()  # what was said before somebody watched does not count
        clocks.numbered.clear()
        name, first = accounts[-1]
        own = await Agent(await client(), clocks, seen).signs_in(name, first)
        begun = time.monotonic()
        until = begun + load.minutes * 60
        page = asyncio.create_task(_browser(layout, work, address, (name, own), load.minutes))
        memory = asyncio.create_task(_memory(desk, until))
        await asyncio.gather(
            *(merchant.goes_on(load.every, until) for merchant in merchants),
            *(merchant.listens(until) for merchant in merchants),
            *(agent.watches_the_lists(until) for agent in agents),
            *(agent.works(until) for agent in agents),
        )
        looks = await memory
        return {
            "agents": load.agents,
            "conversations": load.conversations,
            "held": held,
            "minutes": load.minutes,
            "every": load.every,
            "messages": len(clocks.numbered),
            "failed": clocks.failed,
            "opened": _spread(seen.opened),
            "listed": _spread(listed(agents, clocks)),
            "memory": _slope(looks),
            "page": await page,
        }


async def _accounts(http: httpx.AsyncClient, password: str, count: int) -> list[tuple[str, str]]:
    """So many new agents, each with its first password."""
    administrator = Agent(http, Clocks(), Seen())
    await administrator.signs_in(ADMINISTRATOR, password)
    found = []
    for number in range(count):
        name = f"load-{number}"
        answer = await http.post("/api/v1/agent/accounts", json={"name": name, "role": "agent"})
        found.append((name, answer.raise_for_status().json()["password"]))
    return found


async def _browser(
    layout: Layout, work: Path, address: str, account: tuple[str, str], minutes: float
) -> dict[str, Any]:
    """What one more agent feels, in headless Chromium, while the others work."""
    figures = work / "console-page.json"
    run = await asyncio.create_subprocess_exec(
        "npx", "playwright", "test", "--config", "playwright.measure.config.ts", "console-load",
        cwd=layout.root / "web",
        env={
            **os.environ, "HOUSE_URL": address, "FIGURES": str(figures),
            "AGENT": account[0], "PASSWORD": account[1], "MINUTES": str(min(max(minutes - 1, 0.5), PAGE)),
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await run.communicate()
    if run.returncode or not figures.is_file():
        return {"error": said.decode()[-1500:]}
    found: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
    return found


async def _memory(desk: int, until: float) -> list[tuple[float, float]]:
    """Seconds since the start, and MB that the desk holds then."""
    begun, found = time.monotonic(), []
    while time.monotonic() < until:
        found.append((time.monotonic() - begun, memory_mb(STEADY, desk)))
        await asyncio.sleep(EVERY_LOOK)
    return found


def _spread(values: list[float]) -> dict[str, float]:
    return {f"p{percent}": percentile(values, percent) for percent in (50, 95, 99)}


def _slope(looks: list[tuple[float, float]]) -> dict[str, Any]:
    """First and last, and by how much it grew in an hour, as a straight line through what follows the
    warm-up would have it."""
    settled = [look for look in looks if look[0] >= WARM_UP] or looks
    times, sizes = zip(*settled, strict=True)
    slope = linear_regression(times, sizes).slope if len(settled) > 1 else 0.0
    return {
        "first_mb": settled[0][1],
        "last_mb": settled[-1][1],
        "mb_an_hour": slope * 3600,
        "looks": [[round(at), round(mb, 1)] for at, mb in looks],
    }


def _desk_of(parent: int) -> int:
    """The process of the desk among the children of `zhangfang up`."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for child in children:
        if b"\0desk\0" in Path(f"/proc/{child}/cmdline").read_bytes():
            return int(child)
    raise RuntimeError("the house has no desk")


def _wait_until_ready(address: str) -> None:
    for _ in range(240):
        try:
            if httpx.get(f"{address}/readyz", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise RuntimeError("the house did not open; see house.log")


if __name__ == "__main__":
    sys.exit(main())
