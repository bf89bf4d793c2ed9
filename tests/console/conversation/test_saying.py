"""What an agent says to the merchant."""

from uuid import uuid4

import pytest
import pytest_asyncio
from staff import console_of
from talk import Talk, refused

from zhangfang.store import holds, log

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def talk(agent, merchant) -> Talk:
    return await Talk.claims(agent, merchant.id)


async def test_the_merchant_reads_it_with_the_agents_name(talk, merchant):
    said = await talk.says("你好，我来看看")
    last = (await merchant.sees())[-1]
    assert (last["text"], last["actor"], last["agent"]) == ("你好，我来看看", "agent", "小周")
    assert (said["message"]["text"], said["by"], said["internal"]) == (last["text"], "小周", False)


async def test_only_who_holds_it_may(merchant, agent):
    answer = await Talk(agent, merchant.id).tries(
        "/messages", {"client_message_id": "1", "text": "你好"}
    )
    assert refused(answer) == (409, "not_held")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("你的电话是 13912345678 吧", "你的电话是 139****5678 吧"),
        ("卡号 6222021234567890123 对吗", "卡号 622202*********0123 对吗"),
        ("身份证 11010519491231002X", "身份证 110***********002X"),
    ],
)
async def test_numbers_are_hidden_and_kept_nowhere(console, talk, merchant, typed, read):
    await talk.says(typed)
    assert (await merchant.sees())[-1]["text"] == read
    with console_of(console).desk.database.read() as connection:
        entry = log.last_message_of(connection, merchant.id, "agent")
    assert list(entry.event.sealed) == ["content"]
    assert (await talk.get())["sealed"] == []


async def test_a_number_in_two_messages_is_hidden_in_both(talk, merchant):
    await talk.says("卡号前面是 622202123456")
    await talk.says("7890123")
    said = [it["text"] for it in await merchant.sees() if it["actor"] == "agent"]
    assert not any("622202123456" in text or "7890123" in text for text in said)


async def test_sent_again_it_is_the_same_message(talk, merchant):
    body = {"client_message_id": "same", "text": "我电话 13912345678", "canned": "hello"}
    first, again = await talk.does("/messages", **body), await talk.does("/messages", **body)
    assert again == first
    assert len([it for it in await merchant.sees() if it["actor"] == "agent"]) == 1


@pytest.mark.parametrize("other", [{"text": "别的"}, {"canned": "other"}, {"quotes": 1}])
async def test_something_else_under_its_id_is_refused(talk, other):
    body = {"client_message_id": "same", "text": "好的"}
    await talk.does("/messages", **body)
    assert refused(await talk.tries("/messages", {**body, **other})) == (409, "sent_before")


async def test_two_agents_may_use_the_same_id(console, talk, merchant, supervisor):
    await talk.says("好的", client_message_id="1")
    await talk.does("/hand-back", word="")
    second = await Talk.claims(supervisor, merchant.id)
    await second.says("我来", client_message_id="1")
    assert [it["agent"] for it in await merchant.sees() if it["actor"] == "agent"] == [
        "小周",
        "吴主管",
    ]


async def test_it_may_quote_the_merchant(talk, merchant):
    seq = (await merchant.says("扣了 12 块"))["message"]["seq"]
    await talk.says("这一笔我查一下", quotes=seq)
    assert (await merchant.sees())[-1]["quotes"]["text"] == "扣了 12 块"


async def test_a_note_cannot_be_quoted(talk):
    note = await talk.does("/notes", text="内部")
    body = {"client_message_id": uuid4().hex, "text": "看这条", "quotes": note["seq"]}
    assert refused(await talk.tries("/messages", body)) == (422, "no_quoted")


async def test_blanks_are_no_message(talk):
    body = {"client_message_id": uuid4().hex, "text": " \u200b "}
    assert refused(await talk.tries("/messages", body)) == (422, "bad_field")


async def test_then_the_merchant_waits_no_longer(console, talk, merchant):
    await merchant.says("在吗", wait=True)
    await talk.says("在的")
    with console_of(console).desk.database.read() as connection:
        assert holds.of(connection, merchant.id).silent_since is None


async def test_of_a_suggestion_it_is_kept_that_it_was_used(console, talk, merchant):
    await merchant.taps("1-1")
    sent = await merchant.says("什么时候能到账", wait=True)
    seq = sent["message"]["seq"]
    card = (await talk.staff.get(f"{talk.path}/card/{seq}")).json()
    offered = card["suggestions"][0]
    suggested = {"seq": seq, "suggestion": offered["id"], "edited": True}
    await talk.says("改过的话", suggested=suggested)
    [judged] = [it for it in await talk.entries() if it["kind"] == "suggestion_judged"]
    assert judged["internal"]
    assert judged["line"].startswith("改过采用建议")
