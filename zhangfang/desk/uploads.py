"""Lets a few files at a time come in, and none for ever.

A file on its way is in memory. In one conversation two come in at once and the others wait, unread:
their senders are slowed down by the network itself.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from zhangfang.desk.file_errors import MOST_FILES, TooManyAtOnceError, TooSlowError
from zhangfang.desk.settings import Waits

AT_ONCE = 2
MOST_WAITING = MOST_FILES


@dataclass
class Line:
    """Those who are sending or waiting in one conversation."""

    sending: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    length: int = 0


class Uploads:
    """The files on their way in, of all conversations."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}

    @asynccontextmanager
    async def place(self, conversation: str) -> AsyncIterator[None]:
        """Wait until a file may come in, and hold the place while it does.

        Raises:
            TooManyAtOnceError: too many wait already.
        """
        line = self._lines.setdefault(conversation, Line())
        if line.length >= AT_ONCE + MOST_WAITING:
            raise TooManyAtOnceError
        line.length += 1
        try:
            async with line.sending:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[conversation]


async def in_time(body: AsyncIterator[bytes], waits: Waits) -> AsyncIterator[bytes]:
    """The pieces of a body, as long as they keep coming.

    Raises:
        TooSlowError: one of them, or all together, took too long.
    """
    now = asyncio.get_running_loop().time
    until = now() + waits.upload
    pieces = aiter(body)
    while True:
        try:
            async with asyncio.timeout(min(waits.piece, until - now())):
                piece = await anext(pieces)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise TooSlowError from None
        yield piece
