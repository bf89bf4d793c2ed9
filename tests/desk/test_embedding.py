"""The page in a frame: for the sites that were named, and nothing else changes for anybody."""

import pytest

SITES = ("https://shop.example", "https://admin.shop.example:8443")


@pytest.fixture
async def built(start_desk, tmp_path):
    web = tmp_path / "dist"
    web.mkdir()
    (web / "index.html").write_text('<!doctype html>\n<html lang="zh-CN">账房')
    (web / "embed.js").write_text("//")
    async with start_desk(web=web, embed_on=SITES) as http:
        yield http


async def test_the_same_page_stands_in_a_frame_of_the_named_sites(built):
    page, embedded = await built.get("/"), await built.get("/embed")
    assert embedded.text == page.text.replace("<html ", "<html data-embed ")
    policy = embedded.headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {' '.join(SITES)}")
    assert "script-src" not in policy
    assert "default-src 'self'" in policy
    assert "x-frame-options" not in embedded.headers
    assert embedded.headers["cache-control"] == "no-cache"
    assert embedded.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/embed/", "/embed.js", "/healthz", "/api/v1/texts"])
async def test_nothing_else_may_be_framed(built, path):
    headers = (await built.get(path)).headers
    assert headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert headers["x-frame-options"] == "DENY"


async def test_without_named_sites_only_our_own_pages_may(start_desk, tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><html>账房")
    async with start_desk(web=tmp_path) as http:
        policy = (await http.get("/embed")).headers["content-security-policy"]
        assert policy.endswith("frame-ancestors 'self'")


async def test_the_loader_may_be_fetched_by_any_page_and_is_kept_for_an_hour(built):
    loader = await built.get("/embed.js")
    assert loader.headers["cross-origin-resource-policy"] == "cross-origin"
    assert loader.headers["cache-control"] == "public, max-age=3600"
    again = await built.get("/embed.js", headers={"If-None-Match": loader.headers["etag"]})
    assert again.status_code == 304


async def test_without_built_pages_there_is_no_frame(http):
    assert (await http.get("/embed")).status_code == 404
    assert (await http.get("/embed.js")).headers["cache-control"] == "no-cache"
