import pytest


async def test_without_built_pages_the_address_says_so(http):
    answer = await http.get("/")
    assert answer.status_code == 200
    assert "make setup" in answer.text


async def test_built_pages_are_served_and_do_not_hide_the_api(start_desk, tmp_path):
    web = tmp_path / "dist"
    (web / "assets").mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html>账房")
    (web / "assets" / "page-1a2b.js").write_text("")
    async with start_desk(web=web) as http:
        page, script = await http.get("/"), await http.get("/assets/page-1a2b.js")
        assert "账房" in page.text
        assert page.headers["cache-control"] == "no-cache"
        assert "immutable" in script.headers["cache-control"]
        assert (await http.post("/api/v1/conversations")).status_code == 201
        assert (await http.get("/nothing.js")).json()["error"]["code"] == "not_found"


@pytest.mark.parametrize("path", ["/", "/healthz", "/nothing", "/api/v1/conversations/x/case"])
async def test_every_answer_carries_the_security_headers(http, path):
    headers = (await http.get(path)).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert ("no-store" in headers["cache-control"]) == path.startswith("/api")
