"""Tells one webhook one thing, once, and says what came of it."""

import asyncio
import ssl
from typing import NamedTuple

import httpx

from zhangfang.console.integrations.outside import LookUp, RefusedAddressError, place_of

PATIENCE = 10.0
"""Seconds for all of it: to look up the name, to connect, to be answered."""

MOST_KEPT = 200
"""Characters of a refusal that are kept."""

MOST_READ = 4 * MOST_KEPT
"""Bytes of it that are read."""


class Told(NamedTuple):
    """What came of it: `status` of the answer if there was one, `error` if it was not heard.

    `wait`: seconds that the receiver asks us to wait.
    """

    status: int | None
    error: str | None
    wait: int | None = None

    @property
    def is_heard(self) -> bool:
        """Whether the receiver has taken it."""
        return self.error is None


def new_client() -> httpx.AsyncClient:
    """What webhooks are told with: straight, without a proxy, and following nobody elsewhere.

    No connection is kept for the next: httpx keeps them by address, and of two names at one address
    the second would be told over what was opened, and whose certificate was checked, for the first.
    """
    return httpx.AsyncClient(
        timeout=PATIENCE,
        follow_redirects=False,
        trust_env=False,
        limits=httpx.Limits(max_keepalive_connections=0),
    )


async def post(
    client: httpx.AsyncClient, look_up: LookUp, url: str, body: bytes, headers: dict[str, str]
) -> Told:
    """Tell it. Only an answer of 200 to 299 counts as heard.

    Args:
        client: of new_client.
        look_up: finds the addresses of a name.
        url: the webhook's.
        body: JSON.
        headers: those of the signature.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            return await _post(client, look_up, url, body, headers)
    except RefusedAddressError as error:
        return Told(None, f"not called: {error}")
    except (TimeoutError, httpx.TimeoutException):
        return Told(None, f"no answer within {PATIENCE:.0f} s")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ssl.SSLError, ValueError) as error:
        return Told(None, type(error).__name__)


async def _post(
    client: httpx.AsyncClient, look_up: LookUp, url: str, body: bytes, headers: dict[str, str]
) -> Told:
    place = await place_of(url, look_up)
    request = client.build_request(
        "POST",
        place.url,
        content=body,
        headers={
            "Host": place.host,
            "Content-Type": "application/json",
            "User-Agent": "Zhangfang-Webhooks/1",
            **headers,
        },
        extensions={"sni_hostname": place.name},
    )
    answer = await client.send(request, stream=True)
    try:
        if answer.is_success:
            return Told(answer.status_code, None)
        return Told(answer.status_code, await _beginning(answer), _wait(answer))
    finally:
        await answer.aclose()


async def _beginning(answer: httpx.Response) -> str:
    """What a refusal says, as far as it is kept; its status if it says nothing."""
    read = b""
    async for piece in answer.aiter_raw(MOST_READ):
        read += piece
        if len(read) >= MOST_READ:
            break
    seen = "".join(
        it if it.isprintable() else " " for it in read[:MOST_READ].decode("utf-8", "replace")
    )
    return " ".join(seen.split())[:MOST_KEPT] or answer.reason_phrase or str(answer.status_code)


def _wait(answer: httpx.Response) -> int | None:
    said = answer.headers.get("retry-after", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else None
