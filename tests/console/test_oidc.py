"""Signing in by the company's own sign-in."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import yaml
from fake_issuer import CLIENT, OTHER_KEY, SECRET, FakeIssuer
from joserfc.jwk import OctKey
from staff import Staff, console_of, make_account

from zhangfang.store import agents, log

TOKENS = yaml.safe_load(Path(__file__).with_name("oidc_tokens.yml").read_text(encoding="utf-8"))
START, CALLBACK = "/api/v1/agent/oidc/start", "/api/v1/agent/oidc/callback"
HOME = "/desk"


@pytest.fixture
async def issuer():
    fake = FakeIssuer()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def http(start_console, issuer, tmp_path):
    secret = tmp_path / "oidc-secret"
    secret.write_text(f"{SECRET}\n")
    async with start_console(
        dev=True, oidc_issuer=issuer.url, oidc_client=CLIENT, oidc_secret=secret
    ) as client:
        issuer.now = int(console_of(client).desk.clock().timestamp())
        yield client


class Browser:
    """An agent's browser, which keeps cookies."""

    def __init__(self, http: httpx.AsyncClient, issuer: FakeIssuer) -> None:
        self.http = http
        self.issuer = issuer
        self.cookies: dict[str, str] = {}

    async def goes(self, path: str, **more) -> httpx.Response:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        answer = await self.http.get(path, headers=headers | more.pop("headers", {}), **more)
        self.cookies |= dict(answer.cookies)
        return answer

    async def is_sent_there(self) -> str:
        answer = await self.goes(START)
        assert answer.status_code == 302
        return answer.headers["location"]

    async def comes_back(self, brought: dict[str, str], **more) -> str:
        answer = await self.goes(CALLBACK, params=brought, **more)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    async def signs_in(self, name: str = "小周") -> str:
        return await self.comes_back(self.issuer.signs_in(await self.is_sent_there(), name))

    async def me(self) -> httpx.Response:
        return await self.goes("/api/v1/agent/session")


@pytest.fixture
def browser(http, issuer) -> Browser:
    make_account(console_of(http), "小周")
    return Browser(http, issuer)


def failed(location: str) -> str | None:
    page, _, said = location.partition("?")
    return parse_qs(said)["failed"][0] if page == f"{HOME}#/sign-in" else None


async def test_an_agent_signs_in_there_and_works_here(browser, issuer):
    assert await browser.signs_in() == HOME
    me = (await browser.me()).json()
    assert (me["name"], me["must"]) == ("小周", None)
    assert issuer.authorization[0].startswith("Basic ")
    assert "client_secret" not in issuer.asked[0]


async def test_an_issuer_that_wants_the_secret_in_the_form(browser, issuer):
    issuer.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert await browser.signs_in() == HOME
    assert issuer.authorization == [None]
    assert issuer.asked[0]["client_secret"] == SECRET


async def test_what_the_browser_is_sent_with(browser):
    there = urlsplit(await browser.is_sent_there())
    asked = {key: value[0] for key, value in parse_qs(there.query).items()}
    assert asked.keys() == {
        "tenant", "response_type", "client_id", "redirect_uri", "scope",
        "state", "nonce", "code_challenge", "code_challenge_method",
    }  # fmt: skip
    assert asked["redirect_uri"] == f"http://desk{CALLBACK}"
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["state"] not in browser.cookies["zf_oidc"]


@pytest.mark.parametrize("case", TOKENS, ids=lambda case: case["name"])
async def test_tokens(http, issuer, browser, case):
    if "account" in case:
        make_account(console_of(http), case["account"])
    issuer.claims = {**case.get("claims", {})}
    issuer.claims |= {name: issuer.now + after for name, after in case.get("times", {}).items()}
    issuer.header = case.get("header", issuer.header)
    if case.get("key") == "other":
        issuer.key = OTHER_KEY
    if issuer.header["alg"] == "HS256":
        issuer.key = OctKey.import_key(SECRET)
    location = await browser.signs_in()
    if case["works"]:
        assert location == HOME
        assert (await browser.me()).status_code == 200
    else:
        assert failed(location) == case.get("failed", "company")
        assert (await browser.me()).status_code == 401


async def test_new_keys_of_the_issuer_are_fetched(browser, issuer):
    await browser.signs_in()
    fresh = type(OTHER_KEY).generate_key(2048, {"kid": "k2", "use": "sig"})
    issuer.published, issuer.key = [fresh], fresh
    issuer.header = {"alg": "RS256", "kid": "k2"}
    assert await browser.signs_in() == HOME


async def test_another_state_than_the_one_that_was_sent(browser, issuer):
    brought = issuer.signs_in(await browser.is_sent_there(), "小周")
    assert failed(await browser.comes_back({**brought, "state": "another"})) == "company"
    assert issuer.asked == []


async def test_nobody_is_signed_in_by_somebody_elses_link(http, browser, issuer):
    """The thief has begun the trip, and the agent's browser is to end it."""
    brought = issuer.signs_in(await browser.is_sent_there(), "小周")
    other = Browser(http, issuer)
    assert failed(await other.comes_back(brought)) == "company"
    await other.is_sent_there()
    assert failed(await other.comes_back(brought)) == "company"


async def test_the_same_way_back_twice(browser, issuer):
    brought = issuer.signs_in(await browser.is_sent_there(), "小周")
    assert await browser.comes_back(brought) == HOME
    assert failed(await browser.comes_back(brought)) == "company"


async def test_a_trip_of_a_quarter_of_an_hour_is_too_long(browser, issuer):
    browser.http.headers["X-Now"] = "2026-11-23T10:00:00+08:00"
    brought = issuer.signs_in(await browser.is_sent_there(), "小周")
    browser.http.headers["X-Now"] = "2026-11-23T10:15:00+08:00"
    assert failed(await browser.comes_back(brought)) == "company"


@pytest.mark.parametrize(
    "bent",
    [
        {"iss": "https://evil.example"},
        {"code": "made up"},
        {"code": "", "error": "access_denied"},
    ],
)
async def test_a_way_back_that_was_bent(browser, issuer, bent):
    brought = issuer.signs_in(await browser.is_sent_there(), "小周")
    assert failed(await browser.comes_back({**brought, **bent})) == "company"


@pytest.mark.parametrize("name", ["没有这个人", "小林"])
async def test_no_account_no_entry(http, browser, name):
    closed = make_account(console_of(http), "小林")
    with console_of(http).desk.database.write() as connection:
        agents.change(connection, closed, active=False)
    assert failed(await browser.signs_in(name)) == "no_account"
    assert (await browser.me()).status_code == 401


async def test_a_name_that_the_company_has_given_to_somebody_else(http, browser, issuer):
    assert await browser.signs_in() == HOME
    browser.cookies.clear()
    issuer.claims = {"sub": "somebody who came later"}
    assert failed(await browser.signs_in()) == "somebody_else"
    assert (await browser.me()).status_code == 401
    boss = await Staff.joins(http, "管理员", "administrator")
    [agent] = [it for it in (await boss.get("/accounts")).json()["agents"] if it["name"] == "小周"]
    await boss.patch(f"/accounts/{agent['id']}", json={"new_password": True})
    assert await browser.signs_in() == HOME
    assert await browser.signs_in() == HOME
    issuer.claims = {}
    assert failed(await browser.signs_in()) == "somebody_else"


@pytest.mark.parametrize(
    "discovery",
    [{"issuer": "https://evil.example"}, {"authorization_endpoint": "http://evil.example/"}, {}],
)
async def test_an_issuer_that_cannot_be_believed(browser, issuer, discovery):
    issuer.discovery, issuer.down = discovery, not discovery
    answer = await browser.goes(START)
    assert failed(answer.headers["location"]) == "company"


async def test_twenty_wrong_ways_back_and_no_more(browser):
    found = [(await browser.goes(CALLBACK, params={"state": "x"})).status_code for _ in range(22)]
    assert found == [302] * 20 + [429] * 2


@pytest.mark.parametrize("said", ["state", "code", "iss"])
async def test_a_way_back_that_no_company_writes(browser, said):
    for written in ("状态", "x\n", "x" * 4097):
        answer = await browser.goes(CALLBACK, params={said: written})
        assert answer.status_code == 422
        assert answer.json()["error"]["field"] == said


async def test_what_is_on_record(http, browser, issuer):
    await browser.signs_in()
    issuer.claims = {"nonce": "another"}
    await browser.signs_in()
    with console_of(http).desk.database.read() as connection:
        agent = agents.named(connection, "小周")
        [signed_in] = log.of_kinds(connection, agent.id, ("signed_in",))
        [refused] = log.of_kinds(connection, "system", ("sign_in_refused",))
    assert signed_in.event.body == {"way": "oidc", "second": "none"}
    assert refused.event.body == {"wrong": "company"}


async def test_what_the_sign_in_page_is_told(http, start_console):
    answer = await http.get("/api/v1/agent/sign-in")
    assert answer.json() == {"oidc": "127.0.0.1"}


async def test_without_an_issuer_there_is_no_such_way(console):
    assert (await console.get("/api/v1/agent/sign-in")).json() == {"oidc": None}
    for path in (START, CALLBACK):
        assert (await console.get(path)).status_code == 404


async def test_a_password_still_opens(http, browser):
    await Staff(http, "小周").signs_in()
