import json
from pathlib import Path

import pytest
import yaml
from merchant import Merchant

HERE = Path(__file__).parent
BAD = yaml.safe_load((HERE / "bad_input.yml").read_text(encoding="utf-8"))
ODD = yaml.safe_load((HERE / "odd_input.yml").read_text(encoding="utf-8"))


def name(case):
    return case["name"]


def content_of(case) -> bytes:
    repeat = case.get("repeat", 1)
    if "raw" in case:
        return bytes(case["raw"], "utf-8") * repeat
    if "hex" in case:
        return b'{"client_message_id": "a", "text": "' + bytes.fromhex(case["hex"]) + b'"}'
    body = case["body"]
    if repeat > 1:
        body = {**body, "text": body["text"] * repeat}
    return json.dumps(body, ensure_ascii=False).encode()


@pytest.mark.parametrize("case", BAD, ids=name)
async def test_bad_input_is_refused_in_plain_words_and_changes_nothing(merchant, rasa, case):
    headers = {**merchant.auth, "Content-Type": case.get("type", "application/json")}
    answer = await merchant.http.post(
        f"{merchant.path}/messages", content=content_of(case), headers=headers
    )
    error = answer.json()["error"]
    assert {"status": answer.status_code, "code": error["code"]} == case["expect"]
    assert "。" in error["message"]
    assert await merchant.sees() == merchant.opened["messages"]
    assert rasa.requests == []


@pytest.mark.parametrize("case", ODD, ids=name)
async def test_odd_input_is_only_text(merchant, rasa, case):
    text = case["text"] * case.get("repeat", 1)
    sent = await merchant.says(text, wait=True)
    stored = case.get("stored", text)
    assert sent["message"]["text"] == stored
    assert rasa.texts == [stored]
    assert (await merchant.sees())[1]["text"] == stored


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "99999999999999999999"])
async def test_a_place_that_is_none_is_refused(merchant, after):
    answer = await merchant.http.get(
        f"{merchant.path}/messages", params={"after": after}, headers=merchant.auth
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_after")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/v1/nothing", 404), ("DELETE", "/api/v1/conversations", 405), ("GET", "/x", 404)],
)
async def test_an_address_that_is_none_is_answered_in_the_same_shape(http, method, path, status):
    answer = await http.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message"}


async def test_megabytes_are_refused_in_words_over_a_real_connection(start_desk):
    """The client gets to read the answer, though it had more to send."""
    async with start_desk(served=True) as http:
        merchant = await Merchant.arrives(http)
        for text in ("扣" * 100_000, "扣" * 1_000_000):
            answer = await merchant.post({"client_message_id": "a", "text": text})
            assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_big")
        assert len(await merchant.sees()) == 1


async def test_a_method_that_an_address_does_not_take_is_told_which_it_takes(http, merchant):
    refused = await http.request("OPTIONS", f"{merchant.path}/messages", headers=merchant.auth)
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, POST"
