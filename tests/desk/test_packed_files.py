"""Built files go out gzipped to whoever takes that."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from zhangfang.desk.packed_files import PackedFiles

SCRIPT = "let 账房 = 1;\n" * 200


@pytest.fixture
async def pages(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    (tmp_path / "app.js").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "app.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (tmp_path / "icon.svg").write_text("<svg/>", encoding="utf-8")
    app = Starlette(routes=[Mount("/", PackedFiles(directory=tmp_path))])
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        yield client


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.8", "*"])
async def test_a_browser_that_takes_gzip_gets_the_packed_copy_as_the_file(pages, accepted):
    answer = await pages.get("/app.js", headers={"Accept-Encoding": accepted})
    assert answer.text == SCRIPT
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert int(answer.headers["Content-Length"]) < len(SCRIPT)


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip;q=0"])
async def test_one_that_does_not_gets_the_file(pages, accepted):
    answer = await pages.get("/app.js", headers={"Accept-Encoding": accepted})
    assert answer.text == SCRIPT
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


async def test_a_file_without_a_packed_copy_is_served_as_it_is(pages):
    answer = await pages.get("/icon.svg", headers={"Accept-Encoding": "gzip"})
    assert answer.text == "<svg/>"
    assert "Content-Encoding" not in answer.headers


async def test_a_copy_that_is_known_is_not_sent_again(pages):
    first = await pages.get("/app.js", headers={"Accept-Encoding": "gzip"})
    tag = first.headers["ETag"]
    again = await pages.get("/app.js", headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert again.status_code == 304
