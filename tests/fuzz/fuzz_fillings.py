"""What each call must name so that it does something: the thing is brought into the state it needs."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import uuid4

from fuzz_house import AGENT, API, PLAIN, House, Refused, Staff

SHOP = f"{API}/conversations/{{conversation_id}}"
TALK = f"{AGENT}/conversations/{{conversation_id}}"
PROMISE = "我保证明天一定退给你。"
"""What breaks a rule of quality."""


class Filling(NamedTuple):
    """What is put into a call, over what was made up. `staff`: who calls, if not the lead."""

    path: Mapping[str, Any] = MappingProxyType({})
    body: Mapping[str, Any] = MappingProxyType({})
    staff: Staff | None = None


Fill = Callable[[House, str], Filling]
"""Of a house and a conversation that there is."""

FILLS: dict[tuple[str, str], Fill] = {}


def fills(*calls: tuple[str, str]) -> Callable[[Fill], Fill]:
    """Notes for which calls a function knows what is needed."""

    def note(fill: Fill) -> Fill:
        FILLS.update(dict.fromkeys(calls, fill))
        return fill

    return note


# A merchant's calls.


@fills(("POST", f"{SHOP}/messages"))
def say(house: House, shop: str) -> Filling:
    absent = dict.fromkeys(("choice", "facts", "file", "done_step", "quotes", "client_at"), ...)
    return Filling(body={**absent, "client_message_id": uuid4().hex, "text": "在吗"})


@fills(("POST", f"{SHOP}/files"))
def send_file(house: House, shop: str) -> Filling:
    """A file that is text, too: Schemathesis takes a body with bytes in it for a wrong one."""
    pdf = f"%PDF-1.4\n% {uuid4().hex}\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n"
    return Filling(body={"file": pdf, "client_message_id": uuid4().hex, "client_at": ...})


@fills(("POST", f"{SHOP}/messages/{{seq}}/recall"))
def recall(house: House, shop: str) -> Filling:
    return Filling(path={"seq": house.says(shop)})


@fills(("POST", f"{SHOP}/consent"))
def agree(house: House, shop: str) -> Filling:
    texts = house.http.get(f"{API}/texts").json()
    return Filling(body={"version": texts["consent"]["version"]})


@fills(("POST", f"{SHOP}/rating"))
def rate(house: House, shop: str) -> Filling:
    return Filling(body={"case": house.closed_case(shop), "tags": []})


@fills(("POST", f"{SHOP}/identity"))
def identify(house: House, shop: str) -> Filling:
    said = {"id": "m-1001", "name": "老王面馆", "at": datetime.now(UTC).isoformat()}
    middle = base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    signature = hmac.new(house.identity.encode(), middle.encode(), hashlib.sha256).hexdigest()
    return Filling(body={"token": f"zf1.{middle}.{signature}"})


@fills(("POST", f"{SHOP}/secret"))
def make_secret(house: House, shop: str) -> Filling:
    house.at_work(shop)
    return Filling()


@fills(("POST", f"{API}/resume"))
def resume(house: House, shop: str) -> Filling:
    return Filling(body=house.secret(shop))


@fills(("POST", f"{SHOP}/pack"))
def open_pack(house: House, shop: str) -> Filling:
    secret = house.secret(shop)["secret"]
    house.hidden(shop)
    numbers = house.merchant("GET", shop, "/numbers")["numbers"]
    return Filling(body={"secret": secret, "reveal": [it["name"] for it in numbers][:3]})


@fills(("POST", f"{SHOP}/erase"))
def erase(house: House, shop: str) -> Filling:
    return Filling(
        path={"conversation_id": house.new_shop()}, body={"confirm": True, "secret": ...}
    )


@fills(
    ("GET", f"{SHOP}/papers"),
    ("GET", f"{SHOP}/papers/{{kind}}.{{file_format}}"),
    ("GET", f"{TALK}/closing"),
)
def case_open(house: House, shop: str) -> Filling:
    house.at_work(shop)
    return Filling()


@fills(
    ("GET", f"{SHOP}/files/{{sha256}}"),
    ("GET", f"{SHOP}/files/{{sha256}}/view"),
    ("GET", f"{TALK}/files/{{sha256}}/view"),
)
def look(house: House, shop: str) -> Filling:
    for it in (shop, *house.shops):
        if files := house.seen(it)["files"]:
            return Filling(path={"conversation_id": it, "sha256": files[0]["sha256"]})
    raise Refused("no file was sent")


# An agent's calls in a conversation.


@fills(("POST", f"{TALK}/assign"))
def assign(house: House, shop: str) -> Filling:
    return Filling(body={"agent": house.colleague.id})


@fills(("POST", f"{TALK}/claim"))
def claim(house: House, shop: str) -> Filling:
    house.held(shop)
    house.lead.posts(f"/conversations/{shop}/hand-back", word="")
    return Filling()


@fills(("POST", f"{TALK}/hand-back"), ("POST", f"{TALK}/typing"), ("POST", f"{TALK}/family"))
def held(house: House, shop: str) -> Filling:
    house.held(shop)
    return Filling()


@fills(("POST", f"{TALK}/messages"))
def answer(house: House, shop: str) -> Filling:
    said = {"client_message_id": uuid4().hex, "text": PROMISE, "quotes": ..., "suggested": ...}
    return Filling(path={"conversation_id": house.held(shop)}, body=said)


@fills(("POST", f"{TALK}/transfer"))
def pass_on(house: House, shop: str) -> Filling:
    house.held(shop)
    return Filling(body={"agent": house.colleague.id})


@fills(("POST", f"{TALK}/transfer/accept"), ("POST", f"{TALK}/transfer/refuse"))
def offered(house: House, shop: str) -> Filling:
    house.offered(shop)
    return Filling()


@fills(("POST", f"{TALK}/facts"))
def tell_facts(house: House, shop: str) -> Filling:
    house.at_work(shop)
    return Filling(body={"facts": {"amount": "128.00"}, "reason": PLAIN})


@fills(("POST", f"{TALK}/steps/{{step}}"))
def tick(house: House, shop: str) -> Filling:
    steps = house.seen(house.at_work(shop))["steps"]
    now = next((it for it in steps if it["state"] == "now"), steps[0])
    return Filling(path={"step": now["id"]}, body={"outcome": "skipped", "reason": PLAIN})


@fills(("POST", f"{TALK}/close"))
def close(house: House, shop: str) -> Filling:
    house.at_work(shop)
    return Filling(body={"summary": PLAIN, "word": PLAIN, "override": PLAIN})


@fills(("POST", f"{TALK}/reveal"))
def reveal(house: House, shop: str) -> Filling:
    sealed = house.hidden(house.held(shop))[-1]
    return Filling(body={"seq": sealed["seq"], "name": sealed["name"], "reason": PLAIN})


@fills(("GET", f"{TALK}/canned/{{reply}}"))
def fill_canned(house: House, shop: str) -> Filling:
    return Filling(path={"reply": house.lead.get("/canned")["replies"][0]["id"]})


@fills(("GET", f"{TALK}/card/{{seq}}"))
def card(house: House, shop: str) -> Filling:
    return Filling(path={"seq": house.says(shop)})


@fills(("POST", f"{TALK}/card/{{seq}}/verdict"))
def judge(house: House, shop: str) -> Filling:
    seq = house.says(house.at_work(shop))
    suggested = house.lead.get(f"/conversations/{shop}/card/{seq}")["suggestions"]
    if not suggested:
        raise Refused("nothing was suggested")
    return Filling(path={"seq": seq}, body={"suggestion": suggested[0]["id"], "reason": PLAIN})


@fills(("POST", f"{TALK}/corrections"))
def correct(house: House, shop: str) -> Filling:
    intent = house.lead.get("/readable")["intents"][0]["id"]
    said = {"seq": house.says(shop), "intent": intent, "fact": ..., "value": ..., "reason": PLAIN}
    return Filling(body=said)


# An agent's other calls.


@fills(("POST", f"{AGENT}/corrections/{{correction}}/decision"))
def decide(house: House, shop: str) -> Filling:
    said = correct(house, shop).body
    wrong = {name: said[name] for name in ("seq", "intent", "reason")}
    house.lead.posts(f"/conversations/{shop}/corrections", **wrong)
    [newest, *_] = house.lead.get("/corrections", state="open")["corrections"]
    said = {"text": "平台多扣了我的钱", "value": ..., "reason": PLAIN}
    return Filling(path={"correction": newest["id"]}, body=said)


@fills(("POST", f"{AGENT}/quality/{{breach}}/dismiss"))
def dismiss(house: House, shop: str) -> Filling:
    said = {"client_message_id": uuid4().hex, "text": PROMISE}
    house.lead.posts(f"/conversations/{house.held(shop)}/messages", **said)
    breaches = house.lead.get("/quality")["breaches"]
    if not breaches:
        raise Refused("no rule was broken")
    return Filling(path={"breach": breaches[0]["id"]}, body={"reason": PLAIN})


@fills(("POST", f"{AGENT}/canned"))
def make_canned(house: House, shop: str) -> Filling:
    plain = {"title": PLAIN, "text": PLAIN, "family": ..., "deeds": ["say"]}
    return Filling(body={"shortcut": uuid4().hex, **plain})


@fills(("PUT", f"{AGENT}/canned/{{reply}}"), ("DELETE", f"{AGENT}/canned/{{reply}}"))
def own_canned(house: House, shop: str) -> Filling:
    wanted = make_canned(house, shop).body
    asked = {name: value for name, value in wanted.items() if value is not ...}
    made = house.lead.posts("/canned", **asked)
    return Filling(path={"reply": made["id"]}, body=wanted)


@fills(("POST", f"{AGENT}/webhooks"))
def make_webhook(house: House, shop: str) -> Filling:
    return Filling(body={"url": "http://127.0.0.1:9/told"})


@fills(
    ("DELETE", f"{AGENT}/webhooks/{{webhook}}"), ("POST", f"{AGENT}/webhooks/{{webhook}}/secret")
)
def own_webhook(house: House, shop: str) -> Filling:
    wanted = {"url": "http://127.0.0.1:9/told", "topics": ["overdue"]}
    made = house.lead.posts("/webhooks", **wanted)
    return Filling(path={"webhook": made["webhook"]["id"]})


@fills(("POST", f"{AGENT}/deliveries/{{delivery}}/replay"))
def replay(house: House, shop: str) -> Filling:
    deliveries = house.lead.get("/deliveries")["deliveries"]
    if not deliveries:
        raise Refused("nothing was told")
    return Filling(path={"delivery": deliveries[0]["id"]})


@fills(("DELETE", f"{AGENT}/api-keys/{{key}}"))
def own_key(house: House, shop: str) -> Filling:
    made = house.lead.posts("/api-keys", name="另一个系统", scopes=["cases:read"])
    return Filling(path={"key": made["key"]["id"]})


@fills(("POST", f"{AGENT}/accounts"))
def make_account(house: House, shop: str) -> Filling:
    return Filling(body={"name": uuid4().hex})


@fills(("PATCH", f"{AGENT}/accounts/{{agent}}"))
def change_account(house: House, shop: str) -> Filling:
    return Filling(path={"agent": house.spare})


@fills(("PUT", f"{AGENT}/setup"))
def change_setup(house: House, shop: str) -> Filling:
    setup = house.lead.get("/setup")["setup"]
    del setup["away_word"]
    return Filling(body={**setup, "totp_roles": []})


@fills(
    ("GET", f"{API}/integration/cases/{{number}}"),
    ("GET", f"{API}/integration/cases/{{number}}/pack"),
)
def case_of(house: House, shop: str) -> Filling:
    return Filling(path={"number": house.seen(house.at_work(shop))["case"]["number"]})


# Calls that end the session they are made in, or count wrong tries: each has a session of its own.


@fills(("POST", f"{AGENT}/sign-in"))
def sign_in(house: House, shop: str) -> Filling:
    account = house.somebody().account
    body = {"name": account["name"], "password": account["password"], "code": ...}
    return Filling(body=body)


@fills(("POST", f"{AGENT}/sign-out"))
def sign_out(house: House, shop: str) -> Filling:
    return Filling(staff=house.somebody())


@fills(("POST", f"{AGENT}/totp"))
def begin_totp(house: House, shop: str) -> Filling:
    staff = house.somebody()
    return Filling(body={"password": staff.account["password"]}, staff=staff)


@fills(("POST", f"{AGENT}/password"))
def change_password(house: House, shop: str) -> Filling:
    staff = house.somebody()
    current, new = staff.account["password"], f"four lanterns {uuid4().hex}"
    return Filling(body={"current": current, "new": new}, staff=staff)


@fills(("POST", f"{AGENT}/totp/confirm"))
def confirm_totp(house: House, shop: str) -> Filling:
    staff = house.somebody()
    return Filling(body={"code": house.code(staff)}, staff=staff)


@fills(("POST", f"{AGENT}/totp/remove"), ("POST", f"{AGENT}/recovery-codes"))
def weaken(house: House, shop: str) -> Filling:
    staff = house.with_totp()
    return Filling(body={"password": staff.account["password"]}, staff=staff)
