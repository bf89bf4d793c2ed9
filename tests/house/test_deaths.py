"""Processes die; what a merchant said does not, and is answered once, in order."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from running_house import House, Merchant

pytestmark = pytest.mark.rasa

SAID = ["扣了客人两次钱", "58块", "前天中午十二点", "单号880020261120553"]
BACK_WITHIN = 120
"""Looks at the transcript, each after a wait of the desk's; Rasa is back long before."""


@pytest.mark.parametrize("victim", ["rasa run", "rasa_sdk"])
def test_killed_while_turns_run(victim: str, house: House) -> None:
    """SIGKILL in the middle: all on record, told within 10 s, answered once and in order."""
    merchant = Merchant.arrives(house)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(merchant.says, SAID[0])
        house.kill(victim)
        sent = [first.result(), *(merchant.says(text, wait=False) for text in SAID[1:])]
    for _ in range(BACK_WITHIN):
        merchant.says("在吗")  # waits for its own turn, which comes after all before it
        answered = {reply["in_reply_to"] for reply in replies(merchant)}
        if all(one["message"]["seq"] in answered for one in sent):
            break
    seqs = [one["message"]["seq"] for one in sent]
    transcript = merchant.transcript()
    assert [m["text"] for m in transcript if m["seq"] in seqs] == SAID
    order = [m["in_reply_to"] for m in replies(merchant)]
    assert order == sorted(order), "answered out of order"
    assert merchant.case()["facts"]["amount"] == "58"
    assert len({m["seq"] for m in transcript}) == len(transcript)


def test_restart_keeps_the_conversation(house: House) -> None:
    """The desk dies and comes back; the merchant finds everything where it was."""
    merchant = Merchant.arrives(house)
    before = merchant.says("退给客人的钱退到别人卡上了，320块")
    house.kill("zhangfang.cli desk")
    house.wait_until_open()
    assert merchant.case() == before["case"]
    assert merchant.says("昨天下午四点")["case"]["facts"]["transaction_time"] == "2026-11-21T16:00"


def replies(merchant: Merchant) -> list[dict[str, Any]]:
    return [m for m in merchant.transcript() if m["actor"] == "bot" and m["in_reply_to"]]
