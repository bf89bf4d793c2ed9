from datetime import datetime
from typing import Any

from merchant import Merchant
from own_record import on_disk
from sqlalchemy import text
from staff import Staff, console_of

from zhangfang.store import log, search_index
from zhangfang.store.hold_tables import holds
from zhangfang.store.recorder import recorder_of
from zhangfang.store.search_index import Seer

AT = "2026-11-22T10:00:00.000+08:00"
NOW = datetime.fromisoformat(AT)
WORDS = "4月刷卡，昨天刷卡，退款一直没到账"


async def page(staff: Staff, q: str, **more: Any) -> dict[str, Any]:
    answer = await staff.get("/search", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def found(staff: Staff, q: str) -> set[str]:
    """The excerpts, without what the tests' bot repeats."""
    places = (await page(staff, q))["found"]
    return {said(it) for it in places if it["actor"] != "bot"}


def said(place: dict[str, Any]) -> str:
    return "".join(part["text"] for part in place["excerpt"])


def hits(place: dict[str, Any]) -> list[str]:
    return [part["text"] for part in place["excerpt"] if part["hit"]]


def append(staff: Staff, conversation: str, *drafts: log.Draft) -> None:
    with console_of(staff.http).desk.database.write() as connection:
        log.append(connection, conversation, drafts)


SAID = (
    "到账",
    "到账 退款",
    "退款没到账",
    "账",
    "「一直没到账」",
    '"昨天刷卡，退款"',
    "昨天刷卡，退款一直没到账",
    "退款一直沒到賬",
    "４月 退款",
)
NOT_SAID = (
    "到账 手续费",
    "「到账退款」",
    '"刷卡退款"',
    "？！",
    '""',
    "*",
    "NOT",
    "退款 NOT 到账",
    "14月",
)


async def test_all_that_is_looked_for_must_have_been_said(agent, merchant):
    await merchant.says(WORDS)
    assert {q: await found(agent, q) for q in SAID} == {q: {WORDS} for q in SAID}
    assert {q: await found(agent, q) for q in NOT_SAID} == {q: set() for q in NOT_SAID}


async def test_a_place_says_where_it_is_and_what_was_found(agent, merchant):
    case = (await merchant.taps("1-1"))["case"]["number"]
    sent = await merchant.says("好" * 200 + "，单号 A2024-0315-7788，" + "好" * 200)
    [place] = [it for it in (await page(agent, "0315 7788"))["found"] if it["actor"] == "merchant"]
    assert (place["conversation"], place["seq"]) == (merchant.id, sent["message"]["seq"])
    assert place["case_number"] == case
    assert hits(place) == ["0315", "7788"]
    assert said(place).startswith("…好")
    assert said(place).endswith("好…")
    assert len(said(place)) == 82


async def test_case_numbers_are_found_as_people_give_them(agent, merchant):
    number = (await merchant.taps("1-1"))["case"]["number"]
    plain = number.replace("-", "")
    for q in (number, plain, plain.lower(), number[3:], plain[-5:], number[-6:], plain[-4:]):
        places = (await page(agent, q))["found"]
        assert any(number in said(it) for it in places), q
        assert all(it["case_number"] == number for it in places)


async def test_any_four_signs_of_a_number_find_it_and_no_others(agent, merchant):
    await merchant.says("单号 A2024-0315-7788")
    there = ("A20240315", "315778", "7788", "a2024-0315-7788", "20240315 7788", "０３１５")
    for q in there:
        assert await found(agent, q) == {"单号 A2024-0315-7788"}, q
    for q in ("315", "03157789", "20257788"):
        assert await found(agent, q) == set(), q


async def test_of_a_telephone_only_what_is_shown_can_be_found(agent, merchant):
    await merchant.says("我电话 13912345678，卡号 6222021234567894")
    shown = {"我电话 139****5678，卡号 622202******7894"}
    assert await found(agent, "5678") == await found(agent, "7894") == shown
    for q in ("13912345678", "1234", "3912", "6222021234567894", "345678"):
        assert await found(agent, q) == set(), q


async def test_facts_are_found_as_said_and_as_they_are_kept(agent, merchant):
    change = {
        "kind": "fact_set",
        "name": "order_number",
        "fact": {"value": "A202403157788", "said": "A2024 0315 7788"},
    }
    draft = log.Draft(
        "fact_set", "system", "observed", AT, {"in_reply_to": None}, {"change": change}
    )
    append(agent, merchant.id, draft)
    words = "订单号：A202403157788（A2024 0315 7788）"
    assert await found(agent, "订单号 57788") == {words}
    assert await found(agent, "0315 7788") == {words}


async def test_a_sum_is_found_however_its_thousands_and_cents_are_written(agent, merchant):
    for words in ("扣了 1,288 元", "扣了1288.00", "扣了１２８８块", "扣了 300 元", "扣了 300.00"):
        await merchant.says(words)
    large = {"扣了 1,288 元", "扣了1288.00", "扣了１２８８块"}
    for q in ("1,288", "1,288.00", "1288.00", "1288", "１，２８８"):
        assert await found(agent, q) == large, q
    for q in ("300", "300.00", "300.0"):
        assert await found(agent, q) == {"扣了 300 元", "扣了 300.00"}, q
    for q in ("288.00", "11,288", "1,2888", "3,000.00"):
        assert await found(agent, q) == set(), q
    [place] = [it for it in (await page(agent, "1,288 扣"))["found"] if said(it) == "扣了 1,288 元"]
    assert hits(place) == ["扣", "1,288"]


async def test_notes_and_names_of_files_and_of_merchants_are_found(agent, merchant):
    note = {"text": "老客户，先退", "agent": {"id": agent.id, "name": agent.name}}
    append(
        agent,
        merchant.id,
        log.Draft("note", "agent", "agent_said", AT, {}, note),
        log.Draft(
            "file", "merchant", "file_received", AT, {"box": "0" * 32}, {"name": "小票7月.jpg"}
        ),
        log.Draft("identified", "system", "observed", AT, {}, {"id": "M-2077", "name": "福满楼"}),
    )
    assert await found(agent, "老客户") == {"老客户，先退"}
    assert await found(agent, "小票") == {"小票7月.jpg"}
    [place] = (await page(agent, "福满楼"))["found"]
    assert place["merchant"] == "福满楼"
    assert await found(agent, "2077") == {"福满楼 M-2077"}


async def test_what_was_taken_back_is_found_no_more(agent, merchant):
    sent = await merchant.says(WORDS, wait=True)  # for what the bot repeats
    assert await found(agent, "到账") == {WORDS}
    seq = sent["message"]["seq"]
    await agent.http.post(f"{merchant.path}/messages/{seq}/recall", headers=merchant.auth)
    assert await found(agent, "到账") == set()
    assert matches(agent, "w 到账") == 1, "only what the bot said"


async def test_what_was_hidden_later_is_found_as_it_reads_now(agent, merchant):
    seq = (await merchant.says("卡号 青花瓷"))["message"]["seq"]
    assert await found(agent, "青花瓷") == {"卡号 青花瓷"}
    with console_of(agent.http).desk.database.write() as connection:
        entry = log.at(connection, merchant.id, seq)
        instead = log.Draft("", "system", "observed", AT, {}, {"text": "卡号 ***"})
        log.redact(connection, merchant.id, entry, "card_number", instead)
    assert await found(agent, "青花瓷") == set()
    assert await found(agent, "卡号") == {"卡号 ***"}


async def test_of_an_erased_conversation_nothing_is_found_and_nothing_left_on_disk(
    agent, merchant, settings
):
    other = await Merchant.arrives(agent.http)
    for each in (merchant, other):
        for _ in range(8):
            await each.says(WORDS)
    await merchant.says("青花瓷餐厅")
    assert await found(agent, "青花瓷") == {"青花瓷餐厅"}
    with console_of(agent.http).desk.database.read() as connection:
        key = search_index._key(recorder_of(connection).master_key)
    # FTS5 leaves out what a term shares with the one before it
    kept = search_index._hash(key, "c 青花").encode()[2:]
    assert kept in on_disk(settings.data)
    erased = await agent.http.post(
        f"{merchant.path}/erase", json={"confirm": True}, headers=merchant.auth
    )
    assert erased.status_code == 200
    assert kept not in on_disk(settings.data)
    assert await found(agent, "青花瓷") == set()
    assert {it["conversation"] for it in (await page(agent, "到账"))["found"]} == {other.id}


def matches(staff: Staff, *terms: str) -> int:
    """How many entries the index knows by these terms."""
    with console_of(staff.http).desk.database.read() as connection:
        return len(search_index.find(connection, [[terms]], Seer("x", sees_all=True), NOW, 99))


async def test_the_index_holds_no_readable_word(agent, merchant):
    await merchant.says("青花瓷餐厅 POS2000")
    await found(agent, "青花瓷")
    with console_of(agent.http).desk.database.read() as connection:
        rows = connection.execute(text("SELECT terms FROM search_index")).scalars().all()
    assert rows
    assert not [row for row in rows if "pos2000" in row or not row.isascii()]


async def test_what_a_colleague_holds_is_found_by_supervisors_only(
    agent, colleague, supervisor, merchant
):
    await merchant.says(WORDS)
    hold(agent, merchant.id, colleague.id)
    assert await found(agent, "到账") == set()
    assert await found(colleague, "到账") == await found(supervisor, "到账") == {WORDS}
    hold(agent, merchant.id, colleague.id, offered_to=agent.id)
    assert await found(agent, "到账") == {WORDS}


async def test_what_agents_do_elsewhere_is_not_found(supervisor):
    draft = log.Draft("note", "agent", "agent_said", AT, {}, {"text": "青花瓷"})
    append(supervisor, supervisor.id, draft)
    assert await found(supervisor, "青花瓷") == set()


async def test_pages_follow_each_other(agent, merchant):
    texts = [f"青花瓷 第{place}家" for place in range(45)]
    drafts = [
        log.Draft("message", "merchant", "merchant_said", AT, {}, {"text": it}) for it in texts
    ]
    append(agent, merchant.id, *drafts)
    pages = [await page(agent, "青花瓷", offset=offset) for offset in (0, 20, 40)]
    assert [len(it["found"]) for it in pages] == [20, 20, 5]
    assert [it["more"] for it in pages] == [True, True, False]
    assert {said(place) for it in pages for place in it["found"]} == set(texts)


async def test_of_two_alike_the_later_comes_first(start_console):
    async with start_console(dev=True) as http:
        agent = await Staff.joins(http, "小周", now="2026-11-22T10:00:00+08:00")
        for day in (3, 21, 12):
            at = f"2026-11-{day:02}T10:00:00.000+08:00"
            draft = log.Draft("message", "merchant", "merchant_said", at, {}, {"text": "青花瓷"})
            append(agent, (await Merchant.arrives(http)).id, draft)
        places = (await page(agent, "青花瓷"))["found"]
    assert [it["at"][8:10] for it in places] == ["21", "12", "03"]


async def test_a_question_too_long_or_empty_is_refused(agent):
    for q in ("", "到" * 201):
        assert (await agent.get("/search", params={"q": q})).status_code == 422


def hold(staff: Staff, conversation: str, agent: str, offered_to: str | None = None) -> None:
    with console_of(staff.http).desk.database.write() as connection:
        connection.execute(holds.delete())
        connection.execute(
            holds.insert().values(
                conversation=conversation,
                state="offered" if offered_to else "held",
                rank=2,
                since=AT,
                agent=agent,
                offered_to=offered_to,
                word="",
            )
        )
