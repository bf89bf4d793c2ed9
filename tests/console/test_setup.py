"""What an administrator sets holds at once, is checked, and is on record with what was before."""

from typing import Any

import pytest
from merchant import Merchant
from staff import Staff, console_of

from zhangfang.store import log


async def setup_of(staff: Staff) -> dict[str, Any]:
    answer = await staff.get("/setup")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def put(staff: Staff, **changed: Any) -> Any:
    setup = (await setup_of(staff))["setup"]
    return await staff.put("/setup", json={**setup, **changed})


async def test_it_has_a_beginning_and_every_text_with_its_places(administrator):
    found = await setup_of(administrator)
    assert (found["setup"]["version"], found["changed_by"]) == (0, None)
    texts = {text["name"]: text for text in found["texts"]}
    assert texts["utter_follow_up"]["places"] == ["number", "family", "due"]
    assert texts["utter_greet"]["original"].startswith("你好")


async def test_a_change_holds_and_says_who_made_it(administrator):
    hours = [[{"begins": "08:30", "ends": "12:00"}, {"begins": "13:00", "ends": "24:00"}]] * 6 + [
        []
    ]
    answer = await put(
        administrator,
        hours=hours,
        closed_on=["2026-12-25"],
        totp_roles=["supervisor"],
        retention_days=365,
    )
    assert answer.status_code == 200, answer.text
    found = await setup_of(administrator)
    assert answer.json() == found
    assert found["setup"]["hours"] == hours
    assert (found["setup"]["version"], found["changed_by"]) == (1, administrator.name)


async def test_what_was_before_and_after_is_in_the_administrators_own_record(
    console, administrator
):
    await put(administrator, red_minutes=20)
    with console_of(console).desk.database.read() as connection:
        [changed] = log.of_kinds(connection, administrator.id, ("setup_changed",))
    assert changed.event.body == {}
    assert changed.content["before"]["red_minutes"] == 10
    assert changed.content["after"]["red_minutes"] == 20
    assert changed.content["agent"] == {"id": administrator.id, "name": administrator.name}


async def test_of_two_changes_from_one_version_the_second_is_refused(administrator):
    setup = (await setup_of(administrator))["setup"]
    assert (await administrator.put("/setup", json=setup)).status_code == 200
    late = await administrator.put("/setup", json={**setup, "red_minutes": 99})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "stale")
    assert (await setup_of(administrator))["setup"]["red_minutes"] == 10


WEEK = [[]] * 7


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"hours": [[{"begins": "18:00", "ends": "09:00"}], *WEEK[1:]]}, "hours", "周一"),
        (
            {
                "hours": [
                    *WEEK[:6],
                    [{"begins": "09:00", "ends": "12:00"}, {"begins": "11:00", "ends": "13:00"}],
                ]
            },
            "hours",
            "周日",
        ),
        (
            {
                "hours": [
                    [{"begins": "13:00", "ends": "18:00"}, {"begins": "09:00", "ends": "12:00"}],
                    *WEEK[1:],
                ]
            },
            "hours",
            "先后",
        ),
        ({"amber_minutes": 10, "red_minutes": 10}, "red_minutes", "变红"),
        ({"closed_on": ["2026-02-30"]}, "closed_on", "2026-02-30"),
        ({"open_on": ["20261001"]}, "open_on", "不是日子"),
        ({"closed_on": ["2026-10-01", "2026-10-01"]}, "closed_on", "两遍"),
        ({"closed_on": ["2026-10-01"], "open_on": ["2026-10-01"]}, "open_on", "2026-10-01"),
        ({"totp_roles": ["agent", "agent"]}, "totp_roles", "两遍"),
        ({"away_word": "  "}, "away_word", "几个字"),
        ({"texts": {"utter_no_such": "你好"}}, "texts.utter_no_such", "utter_no_such"),
        ({"texts": {"utter_goodbye_case": "再见。"}}, "texts.utter_goodbye_case", "{number}"),
        (
            {"texts": {"utter_greet": "你好 {name}"}},
            "texts.utter_greet",
            "{name}",
        ),
        ({"texts": {"utter_greet": " "}}, "texts.utter_greet", "几个字"),
        ({"texts": {"utter_greet": "你\x00好"}}, "texts.utter_greet", "显示不出来"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_field(administrator, changed, field, says):
    answer = await put(administrator, **changed)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["field"]) == (422, "bad_field", field)
    assert says in error["message"]
    assert (await setup_of(administrator))["setup"]["version"] == 0


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"retention_days": 5}, "多少天后删除：不能小于 30。请改好再试。"),
        ({"red_minutes": ""}, "变红的分钟数：格式不对。请改好再试。"),
        ({"texts": {"utter_greet": "好" * 10_000}}, "话术：太长了，最多 1000 个字。请改好再试。"),
        ({"texts": {"utter_greet": ""}}, "话术：不能是空的。请改好再试。"),
        (
            {"hours": [[{"begins": "", "ends": "18:00"}], *WEEK[1:]]},
            "上班时间：格式不对。请改好再试。",
        ),
        ({"away_word": "好" * 501}, "下班时说的话：太长了，最多 500 个字。请改好再试。"),
    ],
)
async def test_what_is_wrong_is_said_in_the_page_s_own_words(administrator, changed, says):
    answer = await put(administrator, **changed)
    assert (answer.status_code, answer.json()["error"]["message"]) == (422, says)


async def test_markup_is_said_as_it_stands(console, administrator):
    """And the pages show it as text."""
    words = "<img src=x onerror=alert(1)> **你好** { amount } {} %s"
    await put(administrator, texts={"utter_greet": words})
    merchant = await Merchant.arrives(console)
    assert merchant.opened["messages"][0]["text"].split("\n")[0] == words


async def test_a_supervisor_sees_it_and_may_not_change_it(supervisor, agent):
    setup = (await setup_of(supervisor))["setup"]
    assert (await supervisor.put("/setup", json=setup)).status_code == 403
    assert (await agent.get("/setup")).status_code == 403


async def test_a_supervisor_may_require_a_second_factor_of_any_role_and_not_let_go_of_it(
    console, supervisor, administrator, agent
):
    before = (await setup_of(administrator))["setup"]
    answer = await supervisor.post("/second-factor", json={"role": "administrator"})
    assert answer.status_code == 200
    setup = answer.json()["setup"]
    assert setup == {**before, "version": 1, "totp_roles": ["administrator"]}
    refused = await administrator.get("/setup")
    assert (refused.status_code, refused.json()["error"]["must"]) == (403, "set_totp")
    assert (await put(supervisor, totp_roles=[])).status_code == 403
    again = await supervisor.post("/second-factor", json={"role": "administrator"})
    assert again.json()["setup"]["version"] == 1
    assert (await agent.post("/second-factor", json={"role": "agent"})).status_code == 403


async def test_a_changed_greeting_is_what_the_next_merchant_sees(console, administrator):
    early = await Merchant.arrives(console)
    await put(administrator, texts={"utter_greet": "老板好，这里是账房。"})
    late = await Merchant.arrives(console)
    greetings = [it.opened["messages"][0]["text"].split("\n") for it in (early, late)]
    assert greetings[0][0].startswith("你好")
    assert greetings[1] == ["老板好，这里是账房。", greetings[0][1]]


async def test_a_changed_text_is_what_the_merchant_sees_at_once(console, administrator):
    """In a conversation that was under way, filled in with the values of the moment."""
    merchant = await Merchant.arrives(console)
    texts = {"utter_facts_recorded": "本子上写了：{facts}"}
    assert (await put(administrator, texts=texts)).status_code == 200
    await merchant.taps("1-1")
    said = {"client_message_id": "f", "facts": {"amount": "1288 元"}}
    answer = await merchant.post(said, wait=True)
    assert answer.status_code == 201, answer.text
    replies = [reply["text"] for reply in answer.json()["replies"]]
    assert any("本子上写了：" in text and "1288" in text for text in replies), replies


async def test_a_text_without_its_response_stays_as_rasa_said_it(console, administrator, rasa):
    """Knowledge's own sentences have no name in domain.yml."""
    await put(administrator, texts={"utter_greet": "老板好。"})
    merchant = await Merchant.arrives(console)
    answer = await merchant.says("你好", wait=True)
    assert [reply["text"] for reply in answer["replies"]] == ["收到：你好"]
