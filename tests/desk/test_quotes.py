"""A message that quotes another: checked on its way in, and shown with the beginning of it."""

import pytest
from sent_files import photo, sends


async def quotes(merchant, seq, text="就是这条", **more):
    body = {"client_message_id": "q", "text": text, "quotes": seq, **more}
    return await merchant.post(body, wait=True)


async def test_what_is_quoted_is_shown_beside_the_message(merchant):
    sent = await merchant.says("多扣了\n12 块", wait=True)
    reply = sent["replies"][0]
    answer = (await quotes(merchant, reply["seq"])).json()["message"]
    assert answer["quotes"] == {"seq": reply["seq"], "actor": "bot", "text": "收到：多扣了 12 块"}
    assert next(it for it in await merchant.sees() if it["seq"] == answer["seq"]) == answer


async def test_of_a_long_one_only_the_beginning(merchant):
    sent = await merchant.says("扣" * 200)
    shown = (await quotes(merchant, sent["message"]["seq"])).json()["message"]["quotes"]["text"]
    assert shown == "扣" * 59 + "…"


async def test_a_file_can_be_quoted(merchant):
    seq = (await sends(merchant, photo()))["message"]["seq"]
    shown = (await quotes(merchant, seq)).json()["message"]["quotes"]
    assert (shown["actor"], shown["text"]) == ("merchant", "[文件] 小票.jpg")


async def test_of_what_was_taken_back_nothing_is_shown(merchant):
    seq = (await merchant.says("说错了"))["message"]["seq"]
    await quotes(merchant, seq)
    await merchant.http.post(f"{merchant.path}/messages/{seq}/recall", headers=merchant.auth)
    shown = next(it["quotes"] for it in await merchant.sees() if it["quotes"])
    assert shown == {"seq": seq, "actor": "merchant", "text": ""}


@pytest.mark.parametrize("seq", [99, 2])
async def test_what_is_no_message_cannot_be_quoted(merchant, seq):
    """Neither what is not there, nor an event that nobody said."""
    await merchant.taps("1-1")
    events = {it["seq"] for it in await merchant.sees()}
    seq = seq if seq == 99 else next(it for it in range(1, 99) if it not in events)
    answer = await quotes(merchant, seq)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "no_quoted")


async def test_only_a_text_quotes(merchant):
    body = {"client_message_id": "q", "choice": "1-1", "quotes": 1}
    answer = await merchant.post(body)
    wrong = await merchant.post({"client_message_id": "q", "text": "在吗", "quotes": "1"})
    assert [it.json()["error"]["code"] for it in (answer, wrong)] == ["wrong_quotes"] * 2


async def test_sent_again_with_another_quote_it_is_another_message(merchant):
    first = await merchant.says("一")
    await quotes(merchant, 1)
    assert (await quotes(merchant, 1)).status_code == 201
    other = await quotes(merchant, first["message"]["seq"])
    assert other.json()["error"]["code"] == "sent_before"


async def test_rasa_hears_the_text_alone(merchant, rasa):
    await quotes(merchant, 1, "这个")
    assert rasa.requests[0]["message"] == "这个"
