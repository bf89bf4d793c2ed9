import re

import pytest
from merchant import Merchant
from schema import faults, refs, resolved
from sent_files import sample

MESSAGES = "/api/v1/conversations/{conversation_id}/messages"
CASE = "/api/v1/conversations/{conversation_id}/case"
SECRET = "/api/v1/conversations/{conversation_id}/secret"
RESUME = "/api/v1/resume"
FILES = "/api/v1/conversations/{conversation_id}/files"
FILE = FILES + "/{sha256}"
PAPERS = "/api/v1/conversations/{conversation_id}/papers"
PAPER = PAPERS + "/{kind}.{file_format}"
PACK = "/api/v1/conversations/{conversation_id}/pack"
NUMBERS = "/api/v1/conversations/{conversation_id}/numbers"
ERASE = "/api/v1/conversations/{conversation_id}/erase"
LOG = "/api/v1/log"
RECALL = MESSAGES + "/{seq}/recall"
CONSENT = "/api/v1/conversations/{conversation_id}/consent"
RATING = "/api/v1/conversations/{conversation_id}/rating"
IDENTITY = "/api/v1/conversations/{conversation_id}/identity"
TEXTS = "/api/v1/texts"
CALLS = {
    ("POST", "/api/v1/conversations"),
    ("POST", MESSAGES),
    ("GET", MESSAGES),
    ("GET", CASE),
    ("GET", "/api/v1/conversations/{conversation_id}/stream"),
    ("POST", "/api/v1/conversations/{conversation_id}/typing"),
    ("POST", SECRET),
    ("POST", RESUME),
    ("POST", FILES),
    ("GET", FILE),
    ("GET", FILE + "/view"),
    ("GET", PAPERS),
    ("GET", PAPER),
    ("GET", PACK),
    ("POST", PACK),
    ("GET", NUMBERS),
    ("POST", ERASE),
    ("GET", LOG),
    ("POST", RECALL),
    ("POST", CONSENT),
    ("GET", CONSENT),
    ("POST", RATING),
    ("POST", IDENTITY),
    ("GET", TEXTS),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
}


@pytest.fixture
async def document(http):
    return (await http.get("/openapi.json")).json()


def assert_promised(document, method, path, answer):
    promised = document["paths"][path][method.lower()]["responses"][str(answer.status_code)]
    schema = promised["content"]["application/json"]["schema"]
    assert faults(document, schema, answer.json()) == []


async def test_it_lists_every_call_and_nothing_else(document):
    listed = {
        (method.upper(), path) for path, calls in document["paths"].items() for method in calls
    }
    assert listed == CALLS


async def test_it_is_whole(document):
    assert document["openapi"].startswith("3.1")
    assert "HTTPValidationError" not in str(document), "our errors have another shape"
    assert all(resolved(document, ref) for ref in refs(document))
    ids = [call["operationId"] for calls in document["paths"].values() for call in calls.values()]
    assert len(ids) == len(set(ids))
    for name, calls in document["paths"].items():
        for call in calls.values():
            placed = {it["name"] for it in call.get("parameters", []) if it["in"] == "path"}
            assert placed == set(re.findall(r"{(\w+)}", name))
            assert bool(call.get("security")) == bool(placed)


async def test_successes_have_the_promised_shape(http, document):
    opened = await http.post("/api/v1/conversations")
    merchant = Merchant(http, opened.json())
    assert_promised(document, "POST", "/api/v1/conversations", opened)
    quick = await merchant.post({"client_message_id": "a", "choice": "1-1"})
    waited = await merchant.post({"client_message_id": "b", "text": "在吗"}, wait=True)
    for answer in (quick, waited):
        assert_promised(document, "POST", MESSAGES, answer)
    for path, name in ((MESSAGES, "messages"), (CASE, "case")):
        answer = await http.get(f"{merchant.path}/{name}", headers=merchant.auth)
        assert_promised(document, "GET", path, answer)
    for path in ("/healthz", "/readyz", LOG):
        assert_promised(document, "GET", path, await http.get(path))
    numbers = await http.get(f"{merchant.path}/numbers", headers=merchant.auth)
    assert_promised(document, "GET", NUMBERS, numbers)
    erased = await http.post(
        f"{merchant.path}/erase", headers=merchant.auth, json={"confirm": True}
    )
    assert_promised(document, "POST", ERASE, erased)


async def test_failures_have_the_promised_shape(http, merchant, document, rasa):
    async def post(**request):
        return await http.post(f"{merchant.path}/messages", **request)

    other = await Merchant.arrives(http)
    good = {"client_message_id": "a", "text": "在吗"}
    await merchant.post(good)
    found = [
        await post(content=b"{", headers=merchant.auth | {"Content-Type": "application/json"}),
        await post(json=good),
        await post(json=good, headers=other.auth),
        await post(json={**good, "text": "不在"}, headers=merchant.auth),
        await post(content=b" " * 70_000, headers=merchant.auth),
        await post(json={}, headers=merchant.auth),
    ]
    assert [answer.status_code for answer in found] == [400, 401, 404, 409, 413, 422]
    for answer in found:
        assert_promised(document, "POST", MESSAGES, answer)
    nowhere = await http.get("/api/v1/conversations/x/case", headers=merchant.auth)
    assert nowhere.status_code == 404
    assert_promised(document, "GET", CASE, nowhere)
    await rasa.stop()
    assert_promised(document, "GET", "/readyz", await http.get("/readyz"))


async def test_going_on_elsewhere_has_the_promised_shapes(http, merchant, document):
    async def resume(**typed):
        return await http.post(RESUME, json={**made, **typed})

    path = f"{merchant.path}/secret"
    none_yet = await http.post(path, headers=merchant.auth)
    await merchant.taps("1-1")
    secret = await http.post(path, headers=merchant.auth)
    for answer in (none_yet, secret, await http.post(path)):
        assert_promised(document, "POST", SECRET, answer)
    made = secret.json()
    found = [await resume(), await resume(secret=""), *[await resume(secret="0") for _ in range(6)]]
    assert [answer.status_code for answer in found] == [201, 422, 403, 403, 403, 403, 403, 429]
    for answer in found:
        assert_promised(document, "POST", RESUME, answer)


async def test_papers_have_the_promised_shapes(http, merchant, document):
    async def get(path, **params):
        return await http.get(f"{merchant.path}/{path}", params=params, headers=merchant.auth)

    none_yet = [await get("papers"), await get("papers/timeline.pdf")]
    await merchant.taps("1-1")
    for path, answer in zip((PAPERS, PAPER), none_yet, strict=True):
        assert answer.status_code == 404
        assert_promised(document, "GET", path, answer)
    assert_promised(document, "GET", PAPERS, await get("papers"))
    for name, params in (
        ("poem.pdf", {}),
        ("timeline.exe", {}),
        ("timeline.pdf", {"case": "9" * 99}),
    ):
        assert_promised(document, "GET", PAPER, await get(f"papers/{name}", **params))
    promised = document["paths"][PAPER]["get"]["responses"]["200"]["content"]
    for kind in ("txt", "pdf", "docx"):
        answer = await get(f"papers/timeline.{kind}")
        assert answer.headers["content-type"].partition(";")[0] in promised


async def test_files_have_the_promised_shapes(http, merchant, document):
    async def send(content: bytes, *, auth=merchant.auth, **fields):
        return await http.post(
            f"{merchant.path}/files", files={"file": content}, data=fields, headers=auth
        )

    photo, other = sample("photo.jpg"), await Merchant.arrives(http)
    found = [
        await send(photo, client_message_id="a"),
        await http.post(f"{merchant.path}/files", headers=merchant.auth),
        await send(photo, auth={}, client_message_id="a"),
        await send(photo, auth=other.auth, client_message_id="a"),
        await send(photo + b"x", client_message_id="a"),
        await send(bytes(11 << 20), client_message_id="b"),
        await send(b"x", client_message_id="b"),
        await send(photo),
    ]
    assert [answer.status_code for answer in found] == [201, 400, 401, 404, 409, 413, 415, 422]
    for answer in found:
        assert_promised(document, "POST", FILES, answer)
    path = f"{merchant.path}/files"
    promised = document["paths"][FILE]["get"]["responses"]["200"]["content"]
    kept = await http.get(f"{path}/{found[0].json()['file']['sha256']}", headers=merchant.auth)
    assert kept.headers["content-type"] in promised
    for answer in (await http.get(f"{path}/x", headers=merchant.auth), await http.get(f"{path}/x")):
        assert_promised(document, "GET", FILE, answer)


async def test_recall_consent_rating_and_identity_have_the_promised_shapes(
    http, merchant, document, knowledge
):
    async def post(name, body):
        return await http.post(f"{merchant.path}/{name}", json=body, headers=merchant.auth)

    assert_promised(document, "GET", TEXTS, await http.get(TEXTS))
    version = knowledge.consent.version
    none_yet = await http.get(f"{merchant.path}/consent", headers=merchant.auth)
    assert_promised(document, "GET", CONSENT, none_yet)
    for given, status in ((version, 201), ("x", 409), ("", 422)):
        answer = await post("consent", {"version": given, "sensitive": True})
        assert answer.status_code == status
        assert_promised(document, "POST", CONSENT, answer)
    seq = (await merchant.says("在吗", wait=True))["message"]["seq"]
    for wanted, status in ((seq, 201), (99, 404), (0, 422)):
        answer = await post(f"messages/{wanted}/recall", None)
        assert answer.status_code == status
        assert_promised(document, "POST", RECALL, answer)
    case = (await merchant.taps("1-1"))["case"]["number"]
    rating = {"case": case, "solved": True, "stars": 5, "tags": []}
    for said, status in ((rating, 409), ({**rating, "case": "x"}, 404), ({}, 422)):
        answer = await post("rating", said)
        assert answer.status_code == status
        assert_promised(document, "POST", RATING, answer)
    assert_promised(document, "POST", IDENTITY, await post("identity", {"token": "x"}))
