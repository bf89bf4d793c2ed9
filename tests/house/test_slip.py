"""A photo of a slip, from the merchant's phone to facts of the case, in a running house."""

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest
from running_house import House, Merchant

from bench.slips.make import Made, make
from bench.slips.mix import DEV

pytestmark = pytest.mark.rasa

READ_WITHIN = 120
"""Seconds, on a machine that does other things too."""


def test_what_a_slip_says_becomes_facts_when_the_merchant_agrees(house: House) -> None:
    """The bot shows what it has read, and one tap puts the sure ones on record."""
    merchant = Merchant.arrives(house)
    assert merchant.says("手续费多扣我的了")["case"]["family"] == "overcharged"
    made = make(DEV, 2, 0)
    sent = sends(merchant, made)
    bubble = slip_bubble(merchant, after=sent["message"]["seq"])
    sure = {it["name"]: it["value"] for it in bubble["slip"]["fields"] if not it["doubtful"]}
    assert sure, "a clear slip"
    merchant.choices = bubble["choices"]
    facts = merchant.taps("对，都对")["case"]["facts"]
    assert {name: facts[name] for name in sure} == sure
    known = {it["id"]: (it["origin"], it["file"]) for it in merchant.case()["known"]}
    assert {known[name] for name in sure} == {("slip", sent["message"]["seq"])}


def sends(merchant: Merchant, made: Made) -> dict[str, Any]:
    """The picture as a file of the conversation."""
    answer = merchant.http.post(
        f"/api/v1/conversations/{merchant.opened['id']}/files",
        files={"file": (made.name, made.content)},
        data={"client_message_id": uuid4().hex},
        headers=merchant.headers(),
    )
    assert answer.status_code == httpx.codes.CREATED, answer.text
    return answer.json()


def slip_bubble(merchant: Merchant, after: int) -> dict[str, Any]:
    """What the bot says of the slip, as soon as the stream has it."""
    path = f"/api/v1/conversations/{merchant.opened['id']}/stream"
    headers = {**merchant.headers(), "Last-Event-ID": str(after)}
    with merchant.http.stream("GET", path, headers=headers, timeout=READ_WITHIN) as stream:
        for line in stream.iter_lines():
            said = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if said.get("slip"):
                return said
    raise AssertionError("the stream ended without the slip")
