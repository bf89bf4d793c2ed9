"""Files as merchants send them."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from merchant import Merchant

FOLDER = Path(__file__).parent / "files_sent"


def sample(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def photo(mark: int = 0, size: int = 0) -> bytes:
    """A photo like no other, and of so many bytes if that is more."""
    content = sample("photo.jpg") + b"mark %d" % mark
    return content + bytes(max(size - len(content), 0))


async def post_file(
    merchant: Merchant,
    content: bytes,
    name: str = "小票.jpg",
    *,
    client_message_id: str | None = None,
    headers: dict[str, str] | None = None,
    **fields: str,
) -> httpx.Response:
    return await merchant.http.post(
        f"{merchant.path}/files",
        files={"file": (name, content)},
        data={"client_message_id": client_message_id or uuid4().hex, **fields},
        headers={**merchant.auth, **(headers or {})},
    )


async def sends(merchant: Merchant, content: bytes, name: str = "小票.jpg") -> dict[str, Any]:
    answer = await post_file(merchant, content, name)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def get_file(merchant: Merchant, sha256: str) -> httpx.Response:
    return await merchant.http.get(f"{merchant.path}/files/{sha256}", headers=merchant.auth)
