"""Files made to do harm are sent to a running desk; afterwards it is as it was."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from drawn import CORNERS, SECRET, seen_corners
from hostile_files import made
from lookers import Unread, get_view
from merchant import Merchant
from PIL import Image
from sent_files import get_file, photo, post_file, sends

from zhangfang.desk import service

CASES = yaml.safe_load((Path(__file__).parent / "hostile_files.yml").read_text(encoding="utf-8"))
LIGHT = 100 << 20
"""Bytes that the worker may still hold when all that is over."""


async def becomes_of(http, case: dict[str, Any]) -> dict[str, Any]:
    """What the file came to, in the words of hostile_files.yml."""
    merchant, content = await Merchant.arrives(http), made(case["file"])
    found = {key: case[key] for key in ("file", "called") if key in case}
    sent = await post_file(merchant, content, case.get("called", "照片.jpg"))
    if sent.status_code != 201:
        return {**found, "refused": sent.json()["error"]["code"]}
    file = sent.json()["file"]
    assert not {"/", "\\", "\u202e"} & set(file["name"])
    kept = await get_file(merchant, file["sha256"])
    assert kept.content == content, "the original is evidence, to the byte"
    assert kept.headers["Content-Disposition"].startswith("attachment")
    return {**found, **await shown_of(merchant, file["sha256"], case)}


async def shown_of(merchant: Merchant, sha256: str, case: dict[str, Any]) -> dict[str, Any]:
    large, small = [await get_view(merchant, sha256, size) for size in ("large", "small")]
    if large.status_code == 404:
        assert (small.status_code, large.json()["error"]["code"]) == (404, "no_view")
        return {"view": "none"}
    assert (large.status_code, small.status_code) == (200, 200)
    for answer in (large, small):
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.content[12:16] == b"VP8 ", "the form of WebP that has no place for metadata"
        assert SECRET not in answer.content
    assert max(Image.open(BytesIO(small.content)).size) <= 360
    view = Image.open(BytesIO(large.content))
    size = {"size": list(view.size)} if "size" in case else {}
    return {"view": "any" if case.get("view") == "any" else looks_like(view), **size}


def looks_like(view: Image.Image) -> str:
    if all(high - low < 8 for low, high in view.convert("RGB").getextrema()):
        return "blank"
    return "corners" if tuple(seen_corners(view)) == CORNERS else "something else"


def resident(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_there_are_enough_of_them():
    assert len(CASES) >= 60
    assert len({case["file"] for case in CASES}) == len(CASES)


async def test_each_is_refused_or_shown_as_it_should_be(start_desk, monkeypatch):
    worker = Unread()
    monkeypatch.setattr(service, "PictureWorker", lambda: worker)
    async with start_desk(pictures=True) as http:
        found = [await becomes_of(http, case) for case in CASES]
        assert found == CASES
        assert worker.process is not None
        assert resident(worker.process.pid) < LIGHT
        merchant = await Merchant.arrives(http)
        assert (await merchant.says("多扣了我 12 块", wait=True))["replies"]
        sent = await sends(merchant, photo(1))
        assert (await get_view(merchant, sent["file"]["sha256"])).status_code == 200
    assert worker.process is None


@pytest.mark.parametrize("case", [it for it in CASES if "refused" in it], ids=lambda it: it["file"])
async def test_what_is_refused_leaves_nothing_and_says_why(merchant, settings, case):
    refused = await post_file(merchant, made(case["file"]))
    error = refused.json()["error"]
    assert error["message"].endswith("。")
    assert not any(word in error["message"] for word in "！您")
    assert await merchant.sees() == merchant.opened["messages"]
    assert not any(settings.files.rglob("*.*"))
