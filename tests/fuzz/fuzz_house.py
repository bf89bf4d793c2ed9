"""The house that is fuzzed, as its own people see it: who works there, and how things get into a state."""

import itertools
from collections import deque
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pyotp

API, AGENT = "/api/v1", "/api/v1/agent"
PLAIN = "好的，我看看。"
USES = 20
"""After which a conversation is left for a new one."""


class Refused(Exception):  # noqa: N818 - not an error of ours: then the call is left as it was made up
    """The house did not do what was wanted of it."""


class Staff:
    """An agent's session."""

    def __init__(self, http: httpx.Client, account: dict[str, str]) -> None:
        self.http = http
        self.account = account
        self.cookie, self.csrf = "", ""

    @property
    def id(self) -> str:
        return self.account["id"]

    def signs_in(self) -> "Staff":
        typed = {"name": self.account["name"], "password": self.account["password"]}
        answer = self.http.post(f"{AGENT}/sign-in", json=typed)
        self.cookie, self.csrf = answer.cookies["zf_session"], _json(answer)["csrf"]
        self.http.cookies.clear()
        return self

    def get(self, path: str, **query: str) -> Any:
        headers = {"Cookie": f"zf_session={self.cookie}"}
        return _json(self.http.get(AGENT + path, params=query, headers=headers))

    def does(self, method: str, path: str, **body: Any) -> Any:
        headers = {"Cookie": f"zf_session={self.cookie}", "X-CSRF-Token": self.csrf}
        return _json(self.http.request(method, AGENT + path, json=body, headers=headers))

    def posts(self, path: str, **body: Any) -> Any:
        return self.does("POST", path, **body)


class House:
    """What serve_for_fuzzing.py began with, and what was opened since."""

    def __init__(self, begun: dict[str, Any]) -> None:
        self.http = httpx.Client(base_url=begun["url"], timeout=30, trust_env=False)
        self.tokens: dict[str, str] = begun["tokens"]
        """Of conversations by their ids; more are learnt from answers."""
        self.shops = list(self.tokens)
        self.key: str = begun["key"]
        self.identity: str = begun["identity"]
        lead, colleague, *rest = begun["accounts"]
        self.lead = Staff(self.http, lead).signs_in()
        """An administrator, as whom all is called that ends no session."""
        self.colleague = Staff(self.http, colleague).signs_in()
        self.spare = rest[0]["id"]
        """An account that calls may change as they like."""
        self.ours = {it["id"] for it in (lead, colleague, *rest[1:])}
        self._others = itertools.cycle(rest[1:])
        self._open = deque(self.shops, maxlen=len(self.shops))
        self._used = itertools.count(1)

    def shop(self) -> str:
        """A conversation that is never erased. A long one is slow to show: new ones take their turn."""
        if next(self._used) % USES == 0:
            self._open.append(self.new_shop())
        self._open.rotate()
        return self._open[0]

    def new_shop(self) -> str:
        """A conversation that nobody else knows of."""
        opened = _json(self.http.post(f"{API}/conversations"))
        self.tokens[opened["id"]] = opened["token"]
        return str(opened["id"])

    def merchant(self, method: str, shop: str, path: str, **body: Any) -> Any:
        """What the merchant's page of a conversation does."""
        headers = {"Authorization": f"Bearer {self.tokens[shop]}"}
        url = f"{API}/conversations/{shop}{path}"
        return _json(self.http.request(method, url, headers=headers, json=body or None))

    def says(self, shop: str, text: str = "在吗") -> int:
        """The merchant says something; its seq."""
        body = {"client_message_id": uuid4().hex, "text": text}
        return int(self.merchant("POST", shop, "/messages?wait=true", **body)["message"]["seq"])

    def hidden(self, shop: str) -> list[dict[str, Any]]:
        """Numbers that are hidden in messages of a merchant who agrees that they are kept."""
        version = self.http.get(f"{API}/texts").json()["consent"]["version"]
        self.merchant("POST", shop, "/consent", version=version, sensitive=True)
        self.says(shop, "我电话 13912345678")
        found: list[dict[str, Any]] = self.seen(shop)["sealed"]
        return found

    def seen(self, shop: str) -> Any:
        """A conversation on the lead's screen."""
        return self.lead.get(f"/conversations/{shop}")

    def held(self, shop: str) -> str:
        """The lead talks with the merchant."""
        self.lead.posts(f"/conversations/{shop}/assign", agent=self.lead.id)
        return shop

    def at_work(self, shop: str) -> str:
        """The lead has an open case before them."""
        if self.seen(self.held(shop))["case"]["status"] != "open":
            self.lead.posts(f"/conversations/{shop}/family", family="overcharged", reason=PLAIN)
        return shop

    def offered(self, shop: str) -> str:
        """A colleague offers the conversation to the lead."""
        self.lead.posts(f"/conversations/{shop}/assign", agent=self.colleague.id)
        self.colleague.posts(f"/conversations/{shop}/transfer", agent=self.lead.id, word="")
        return shop

    def closed_case(self, shop: str) -> str:
        """A case that was just closed; its number."""
        number = self.seen(self.at_work(shop))["case"]["number"]
        end = {"outcome": "closed", "summary": PLAIN, "override": PLAIN}
        self.lead.posts(f"/conversations/{shop}/close", **end)
        return str(number)

    def secret(self, shop: str) -> dict[str, str]:
        """The number of the current case, and its secret."""
        made: dict[str, str] = self.merchant("POST", self.at_work(shop), "/secret")
        return made

    def somebody(self) -> Staff:
        """Somebody newly signed in, who has no second factor and may be signed out."""
        account = next(self._others)
        wanted = {"active": True, "remove_totp": True, "unlock": True, "role": "administrator"}
        self.lead.does("PATCH", f"/accounts/{account['id']}", **wanted)
        return Staff(self.http, account).signs_in()

    def code(self, staff: Staff) -> str:
        """The first code of a new authenticator."""
        return pyotp.TOTP(staff.posts("/totp", password=staff.account["password"])["secret"]).at(
            datetime.now(UTC)
        )

    def with_totp(self) -> Staff:
        """Somebody with a second factor."""
        staff = self.somebody()
        staff.posts("/totp/confirm", code=self.code(staff))
        return staff


def _json(answer: httpx.Response) -> Any:
    if not answer.is_success:
        raise Refused(f"{answer.request.method} {answer.request.url.path}: {answer.text}")
    return answer.json() if answer.content else None
