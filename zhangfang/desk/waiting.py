"""The requests that hold on until their message is answered."""

import asyncio
from collections import defaultdict

Key = tuple[str, int]
"""Conversation and seq of a message."""


class Waiting:
    """Who waits for which message."""

    def __init__(self) -> None:
        self._requests: defaultdict[Key, set[asyncio.Event]] = defaultdict(set)

    def join(self, key: Key) -> asyncio.Event:
        """Will be set when there is something to say to the message."""
        settled = asyncio.Event()
        self._requests[key].add(settled)
        return settled

    def leave(self, key: Key, settled: asyncio.Event) -> None:
        """Wait no longer."""
        self._requests[key].discard(settled)
        if not self._requests[key]:
            del self._requests[key]

    def settle_all(self) -> None:
        """Nobody is to wait any longer."""
        for key in self._requests:
            self.settle(key)

    def settle(self, key: Key) -> None:
        """There is something to say now."""
        for settled in self._requests.get(key, ()):
            settled.set()
