"""What the disk holds, and what the log of the process says."""

import logging

import pytest
from own_record import on_disk

CARD = "6222021234567894"
PHONE = "13812345678"
WORDS = "老张多扣了我的钱"


async def test_a_card_number_reaches_neither_the_disk_nor_rasa(merchant, rasa, database_file):
    sent = await merchant.says(f"卡号 {CARD}，电话 {PHONE}，多扣了我 12 块", wait=True)
    files = on_disk(database_file.parent)
    assert "多扣了我 12 块".encode() in files
    for number in (CARD, PHONE):
        assert number.encode() not in files
        assert number not in str(rasa.requests)
        assert number not in str(sent)


async def test_a_card_number_sent_again_is_the_same_message(merchant):
    body = {"client_message_id": "a", "text": f"卡号 {CARD}"}
    first, again = await merchant.post(body, wait=True), await merchant.post(body, wait=True)
    assert first.content == again.content


@pytest.mark.parametrize("breakdown", ["talk_nonsense", "close_no_case", "fail", "die"])
async def test_a_failed_turn_says_nothing_of_the_merchant_s_words(
    merchant, rasa, caplog, breakdown
):
    caplog.set_level(logging.INFO)
    rasa.behaviour = getattr(rasa, breakdown)
    await merchant.says(WORDS)
    while len(rasa.requests) < 3:
        rasa.asked.clear()
        await rasa.asked.wait()
    assert f"turn {merchant.id}/2: attempt 1 failed" in caplog.text
    assert WORDS not in caplog.text


async def test_a_fault_of_ours_is_answered_and_logged_without_the_merchant_s_words(
    start_desk, caplog, monkeypatch
):
    def broken(*_args):
        raise RuntimeError(WORDS)

    monkeypatch.setattr("zhangfang.desk.merchant_api.receive", broken)
    async with start_desk() as http:
        opened = (await http.post("/api/v1/conversations")).json()
        answer = await http.post(
            f"/api/v1/conversations/{opened['id']}/messages",
            json={"client_message_id": "a", "text": WORDS},
            headers={"Authorization": f"Bearer {opened['token']}"},
        )
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal")
    assert "RuntimeError while serving a request" in caplog.text
    assert WORDS not in caplog.text
