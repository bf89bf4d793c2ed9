"""The agents' page stands at an address of its own, in nobody's frame."""

import pytest


@pytest.fixture
async def built(start_desk, tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><html>账房")
    (tmp_path / "desk.html").write_text("<!doctype html><html>工作台")
    async with start_desk(web=tmp_path, embed_on=("https://shop.example",)) as http:
        yield http


async def test_agents_find_their_page_and_merchants_theirs(built):
    assert "工作台" in (await built.get("/desk")).text
    assert "账房" in (await built.get("/")).text
    assert (await built.get("/desk/")).headers["location"] == "/desk"


async def test_it_runs_nothing_foreign_and_stands_in_no_frame(built):
    headers = (await built.get("/desk")).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert policy.endswith("frame-ancestors 'none'")
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-cache"


async def test_without_a_built_console_there_is_none(start_desk, tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html>账房")
    async with start_desk(web=tmp_path) as http:
        assert (await http.get("/desk")).status_code == 404
