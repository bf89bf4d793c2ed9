"""Whether a server answers."""

from collections.abc import Callable

import httpx


def answers(url: str) -> Callable[[], bool]:
    """A question to ask again and again: does this address answer 200 by now?"""

    def probe() -> bool:
        try:
            return httpx.get(url, timeout=2.0, trust_env=False).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    return probe
