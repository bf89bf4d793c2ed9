"""A message taken back: gone from what is shown, kept under seal, and its mark for ever."""

import asyncio
import hashlib
import json
import re
from contextlib import closing

import pytest
from merchant import Merchant
from own_record import of_desk
from sent_files import get_file, photo, sends
from test_packs import files_of, opened_pack_of, pack_of

from zhangfang.evidence.verifier.verify import verify
from zhangfang.store import log
from zhangfang.store.audit.rows import only_reading
from zhangfang.store.audit.run import audit
from zhangfang.store.audit.signed import Believed
from zhangfang.store.keys import open_keys
from zhangfang.store.recalls import RECALLED

SAID = "2026-11-22T10:00:00+08:00"
IN_TIME = "2026-11-22T10:01:59.900+08:00"
TOO_LATE = "2026-11-22T10:02:00.100+08:00"


def entries_of(settings, conversation):
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        return log.entries(connection, conversation)


async def takes_back(merchant, seq, **headers):
    return await merchant.http.post(
        f"{merchant.path}/messages/{seq}/recall", headers={**merchant.auth, **headers}
    )


async def takes_down_the_amount(request):
    """What the real Rasa does with an amount."""
    said = request["message"]
    fact = {"value": re.findall(r"\d+", said)[-1], "said": said}
    change = {"kind": "fact_set", "name": "amount", "fact": fact}
    return [{"text": "记下了"}, {"custom": {"changes": [change], "end": True}}]


@pytest.fixture
async def dated(start_desk):
    """A merchant of a desk whose clock the requests set."""
    async with start_desk(dev=True) as http:
        yield await Merchant.arrives(http, **{"X-Now": SAID})


async def test_it_is_shown_to_nobody_and_its_place_and_mark_are(merchant):
    sent = (await merchant.says("多扣了 12 块", wait=True))["message"]
    answer = await takes_back(merchant, sent["seq"])
    mark = answer.json()["message"]
    assert answer.status_code == 201
    assert (mark["recalls"], mark["text"], mark["actor"]) == (sent["seq"], "", "merchant")
    assert answer.json()["receipt"]["seq"] == mark["seq"]
    _, gone, reply, last = await merchant.sees()
    assert gone == {**sent, "text": "", "recalled": True}
    assert (reply["actor"], last) == ("bot", mark)


async def test_its_original_stays_under_seal(merchant, settings):
    sent = (await merchant.says("多扣了 12 块", wait=True))["message"]
    await takes_back(merchant, sent["seq"])
    original, *_, mark = entries_of(settings, merchant.id)[1:]
    assert (original.content["text"], original.recalled) == ("多扣了 12 块", True)
    assert (mark.event.kind, mark.event.body, mark.event.sealed) == (
        RECALLED, {"seq": sent["seq"]}, {},
    )  # fmt: skip


async def test_taken_back_twice_the_answer_is_the_same(merchant, settings):
    seq = (await merchant.says("说错了", wait=True))["message"]["seq"]
    first, again = await takes_back(merchant, seq), await takes_back(merchant, seq)
    assert again.status_code == 201
    assert again.json()["message"] == first.json()["message"]
    marks = [it for it in entries_of(settings, merchant.id) if it.event.kind == RECALLED]
    assert len(marks) == 1


async def test_taken_back_at_once_from_two_pages_there_is_one_mark(merchant):
    seq = (await merchant.says("说错了", wait=True))["message"]["seq"]
    answers = await asyncio.gather(*(takes_back(merchant, seq) for _ in range(5)))
    assert {it.status_code for it in answers} == {201}
    assert len({it.json()["message"]["seq"] for it in answers}) == 1


async def test_two_minutes_by_the_desk_s_clock(dated):
    first = (await dated.says("一", wait=True, **{"X-Now": SAID}))["message"]["seq"]
    second = (await dated.says("二", wait=True, **{"X-Now": SAID}))["message"]["seq"]
    assert (await takes_back(dated, first, **{"X-Now": IN_TIME})).status_code == 201
    late = await takes_back(dated, second, **{"X-Now": TOO_LATE})
    assert late.status_code == 409
    assert late.json()["error"] == {"code": "too_late", "message": "超过两分钟，撤不回了。"}
    again = await takes_back(dated, first, **{"X-Now": TOO_LATE})
    assert again.status_code == 201, "it was taken back in time"


async def test_the_sender_s_own_clock_says_nothing(dated):
    seq = (await dated.says("一", wait=True, **{"X-Now": SAID}))["message"]["seq"]
    late = await dated.http.post(
        f"{dated.path}/messages/{seq}/recall",
        json={"client_at": SAID},
        headers={**dated.auth, "X-Now": TOO_LATE},
    )
    assert late.status_code == 409


async def test_only_what_one_has_said_oneself(http, merchant):
    other = await Merchant.arrives(http)
    await other.says("一", wait=True)
    seq = (await other.says("二", wait=True))["message"]["seq"]
    for wanted in (1, seq, 99):  # the greeting, another's, nobody's
        answer = await takes_back(merchant, wanted)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "no_message")
    assert not any(it["recalled"] for it in await other.sees())


async def test_a_mark_cannot_be_taken_back(merchant):
    seq = (await merchant.says("一", wait=True))["message"]["seq"]
    mark = (await takes_back(merchant, seq)).json()["message"]["seq"]
    assert (await takes_back(merchant, mark)).status_code == 404


@pytest.mark.parametrize("seq", ["0", "-1", "x", "2147483648", "1.5"])
async def test_what_is_no_seq_is_refused(merchant, seq):
    answer = await takes_back(merchant, seq)
    assert answer.status_code == 422
    assert "text" not in answer.json()["error"]["message"]


async def test_a_message_that_waits_is_never_answered(merchant, rasa):
    rasa.behaviour = rasa.hang
    waiting = asyncio.create_task(merchant.says("先不说了", wait=True))
    await rasa.asked.wait()
    seq = (await merchant.sees())[-1]["seq"]
    await takes_back(merchant, seq)
    sent = await asyncio.wait_for(waiting, 5)
    assert sent["replies"] == []
    rasa.behaviour = rasa.answer
    await rasa.stop()
    await rasa.start()
    after = await merchant.says("在吗", wait=True)
    assert [it["text"] for it in after["replies"]] == ["收到：在吗"]
    assert "收到：先不说了" not in str(await merchant.sees())


async def test_a_desk_that_starts_anew_does_not_answer_it_either(start_desk, rasa):
    rasa.behaviour = rasa.hang
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        seq = (await merchant.says("先不说了"))["message"]["seq"]
        await takes_back(merchant, seq)
    rasa.behaviour = rasa.answer
    async with start_desk() as http:
        here = merchant.at(http)
        assert (await here.says("在吗", wait=True))["replies"][0]["text"] == "收到：在吗"
        assert [it["recalled"] for it in await here.sees()] == [False, True, False, False, False]


async def test_facts_that_came_of_it_stay_and_the_merchant_is_told(merchant, rasa):
    await merchant.taps("1-1")
    rasa.behaviour = takes_down_the_amount
    seq = (await merchant.says("1288 块", wait=True))["message"]["seq"]
    await takes_back(merchant, seq)
    mark, told = (await merchant.sees())[-2:]
    assert told["text"] == "这条撤回了。里面的金额我已经记下，要改就直接跟我说。"
    assert (told["actor"], told["in_reply_to"]) == ("bot", mark["seq"])
    assert (await merchant.case())["facts"]["amount"] == "1288"


async def test_facts_that_were_read_off_a_slip_stay_when_it_is_taken_back(merchant, rasa):
    await merchant.taps("1-1")
    slip = (await sends(merchant, photo()))["message"]["seq"]

    async def agree(_request):
        fact = {"value": "1288", "origin": "slip", "file": slip}
        change = {"kind": "fact_set", "name": "amount", "fact": fact}
        return [{"text": "记下了"}, {"custom": {"changes": [change], "end": True}}]

    rasa.behaviour = agree
    await merchant.says("对，都对", wait=True)
    await takes_back(merchant, slip)
    told = (await merchant.sees())[-1]
    assert told["text"] == "这条撤回了。里面的金额我已经记下，要改就直接跟我说。"


async def test_a_fact_that_was_corrected_since_is_not_spoken_of(merchant, rasa):
    await merchant.taps("1-1")
    rasa.behaviour = takes_down_the_amount
    seq = (await merchant.says("1288 块", wait=True))["message"]["seq"]
    await merchant.says("不对，1280 块", wait=True)
    await takes_back(merchant, seq)
    assert (await merchant.sees())[-1]["recalls"] == seq


async def test_nothing_is_said_where_nothing_came_of_it(merchant):
    seq = (await merchant.says("随便说说", wait=True))["message"]["seq"]
    await takes_back(merchant, seq)
    assert (await merchant.sees())[-1]["recalls"] == seq


async def test_sent_again_it_is_still_taken_back(merchant):
    body = {"client_message_id": "a", "text": "说错了"}
    seq = (await merchant.post(body, wait=True)).json()["message"]["seq"]
    await takes_back(merchant, seq)
    again = (await merchant.post(body)).json()["message"]
    assert (again["seq"], again["recalled"], again["text"]) == (seq, True, "")


async def test_a_file_is_not_served_any_more_and_its_box_stays(merchant, settings):
    content = photo()
    sent = (await sends(merchant, content))["message"]
    await takes_back(merchant, sent["seq"])
    assert (await get_file(merchant, digest(content))).status_code == 404
    gone = next(it for it in await merchant.sees() if it["seq"] == sent["seq"])
    assert (gone["recalled"], gone["file"], gone["text"]) == (True, None, "")
    assert len(list((settings.files / merchant.id).glob("*.box"))) >= 1


async def test_the_same_file_sent_twice_is_still_there_when_one_is_taken_back(merchant):
    content = photo()
    first, _ = [(await sends(merchant, content))["message"] for _ in range(2)]
    await takes_back(merchant, first["seq"])
    assert (await get_file(merchant, digest(content))).content == content


async def test_a_card_number_begun_in_it_is_hidden_all_the_same(merchant, settings):
    """Its first half is destroyed when the second comes, though nobody is shown it."""
    first = (await merchant.says("62220212", wait=True))["message"]["seq"]
    await takes_back(merchant, first)
    await merchant.says("34567890128", wait=True)
    entries = entries_of(settings, merchant.id)
    own = [it for it in entries if it.event.actor != "bot"]
    assert "62220212" not in str([it.content for it in own])
    [redacted] = [it for it in entries if it.event.kind == log.REDACTED]
    assert (redacted.content, redacted.event.sealed) == (None, {})
    assert_sound(await pack_of(merchant))


async def test_what_stands_for_a_split_number_goes_with_it(merchant):
    first = (await merchant.says("62220212", wait=True))["message"]["seq"]
    await merchant.says("34567890128", wait=True)
    assert "622202**" in texts_in(await pack_of(merchant))
    await takes_back(merchant, first)
    pack = await pack_of(merchant)
    assert_sound(pack)
    assert "622202**" not in texts_in(pack)
    assert "622202**" not in page_in(pack)


async def test_taking_back_the_second_half_brings_nothing_back(merchant):
    first = (await merchant.says("62220212", wait=True))["message"]["seq"]
    second = (await merchant.says("34567890128", wait=True))["message"]["seq"]
    await takes_back(merchant, second)
    seen = {it["seq"]: it for it in await merchant.sees()}
    assert (seen[first]["text"], seen[second]["text"]) == ("622202**", "")
    assert_sound(await pack_of(merchant))


async def test_a_pack_says_that_it_was_taken_back_and_not_what_it_said(merchant):
    seq = (await merchant.says("说漏嘴了", wait=True))["message"]["seq"]
    await takes_back(merchant, seq)
    pack = await pack_of(merchant)
    report = verify(pack)
    assert report.failures == []
    assert f"event {seq} content" in report.found["withheld"]
    assert str(seq) not in json.loads(files_of(pack)["data/openings.json"])
    assert f"发送人撤回了这条（见第 {seq + 2} 条），原文封存在记录里，没有随附。" in page_in(pack)
    assert f"撤回了一条消息（第 {seq} 条）" in page_in(pack)


async def test_a_file_that_was_taken_back_is_in_no_pack(merchant):
    content = photo(1)
    sent = (await sends(merchant, content))["message"]
    assert f"data/files/{digest(content)}" in files_of(await pack_of(merchant))
    await takes_back(merchant, sent["seq"])
    pack = await pack_of(merchant)
    assert_sound(pack)
    assert f"data/files/{digest(content)}" not in files_of(pack)


async def test_its_sender_can_have_it_shown_in_an_opened_pack(merchant):
    """It is theirs: with the secret, by name, and on record."""
    secret = await merchant.gets_a_secret()
    said = (await merchant.says("说漏嘴了，电话 13812345678", wait=True))["message"]["seq"]
    content = photo(2)
    sent = (await sends(merchant, content))["message"]["seq"]
    for seq in (said, sent):
        await takes_back(merchant, seq)
    offered = await merchant.http.get(f"{merchant.path}/numbers", headers=merchant.auth)
    assert offered.json() == {"numbers": [], "recalled": [f"{said} content", f"{sent} content"]}
    answer = await opened_pack_of(merchant, secret=secret, reveal=offered.json()["recalled"])
    pack = answer.content
    assert_sound(pack)
    assert "说漏嘴了，电话 138****5678" in page_in(pack)
    assert files_of(pack)[f"data/files/{digest(content)}"] == content
    assert "商户自述 · 已撤回" in page_in(pack)
    await merchant.says("好", wait=True)
    later = page_in(await pack_of(merchant))
    assert f"显示了第 {said} 条撤回的原文、第 {sent} 条撤回的原文" in later
    hidden = await opened_pack_of(merchant, secret=secret, reveal=[f"{said} phone-1"])
    assert hidden.status_code == 422


async def test_the_record_stays_sound(merchant, settings):
    """The audit looks at the original too."""
    for text in ("一", "二"):
        seq = (await merchant.says(text, wait=True))["message"]["seq"]
        await takes_back(merchant, seq)
    sent = (await sends(merchant, photo()))["message"]["seq"]
    await takes_back(merchant, sent)
    keys = open_keys(settings.keys, log_is_empty=False)
    believed = Believed(keys.origin, keys.verifiers)
    with only_reading(str(settings.data / "zhangfang.db")) as connection:
        audited = audit(connection, keys.master, believed, files=settings.files)
    assert audited.findings.count == {}


async def test_after_erasing_there_is_nothing_to_take_back(merchant):
    seq = (await merchant.says("一", wait=True))["message"]["seq"]
    await takes_back(merchant, seq)
    await merchant.http.post(
        f"{merchant.path}/erase", json={"confirm": True}, headers=merchant.auth
    )
    assert (await takes_back(merchant, seq)).status_code == 401


def assert_sound(pack):
    assert verify(pack).failures == []


def digest(content):
    return hashlib.sha256(content).hexdigest()


def texts_in(pack):
    return str(json.loads(files_of(pack)["data/openings.json"]))


def page_in(pack):
    return re.sub(r"<[^>]*>", "", files_of(pack)["聊天记录.html"].decode())
