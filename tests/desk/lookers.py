"""Who looks at files in tests, instead of the process that reads them for a second each."""

import asyncio
from collections.abc import Callable

import httpx
from merchant import Merchant

from zhangfang.pictures.looked import Limits, Looked, LookError
from zhangfang.pictures.looking import PictureWorker
from zhangfang.slips.reading import SlipReading

WEBP = b"RIFF\x0c\0\0\0WEBPVP8 "


class Unread(PictureWorker):
    """Opens pictures as in production, and reads nothing on them."""

    def __init__(self) -> None:
        super().__init__(Limits(seconds=20, cpu=3))

    async def look(self, content: bytes, media: str, *, read: bool) -> Looked:
        assert read, "card numbers are to be covered"
        return await super().look(content, media, read=False)


class Pretended:
    """Has seen what the test says, in the order of asking; or fails with it."""

    def __init__(self, reading: SlipReading | None = None) -> None:
        self.reading = reading
        self.asked: list[bytes] = []
        self.fails: Callable[[bytes], bool] = lambda content: False
        self.may_look = asyncio.Event()
        self.may_look.set()
        self.stopped = False

    async def look(self, content: bytes, media: str, *, read: bool) -> Looked:
        self.asked.append(content)
        await self.may_look.wait()
        if self.fails(content):
            raise LookError("as the test wants it")
        return Looked(WEBP + b"small", WEBP + b"large", 300, 400, self.reading)

    async def stop(self) -> None:
        self.stopped = True


async def get_view(
    merchant: Merchant, sha256: str, size: str = "large", **headers: str
) -> httpx.Response:
    """Once it is no longer being made."""
    path = f"{merchant.path}/files/{sha256}/view"
    while True:
        answer = await merchant.http.get(
            path, params={"size": size}, headers={**merchant.auth, **headers}
        )
        if answer.status_code != 202:
            return answer
        assert answer.headers["Retry-After"] == "1"
