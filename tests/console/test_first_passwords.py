"""A first password was on a note, or read out: it is good for three days."""

from datetime import datetime, timedelta

import pytest
from staff import Staff, console_of

from zhangfang.store import log, sign_in_tries

TEN = datetime.fromisoformat("2026-11-20T10:00:00+08:00")
NEW = "seven cups of green tea"


def after(hours: float) -> str:
    return (TEN + timedelta(hours=hours)).isoformat()


@pytest.fixture
async def http(start_console):
    async with start_console(dev=True) as client:
        yield client


@pytest.fixture
async def boss(http) -> Staff:
    return await Staff.joins(http, "管理员", "administrator", now=after(0))


async def newcomer(http, boss: Staff) -> Staff:
    made = await boss.post("/accounts", json={"name": "小林", "role": "agent"})
    assert made.status_code == 201, made.text
    staff = Staff(http, "小林")
    staff.password = made.json()["password"]
    staff.me["id"] = made.json()["account"]["id"]
    return staff


async def tries(staff: Staff, hours: float) -> tuple[int, str | None]:
    staff.now = after(hours)
    answer = await staff.tries(staff.password)
    return answer.status_code, answer.json().get("error", {}).get("code")


@pytest.mark.parametrize(
    ("hours", "gets"), [(71.9, (200, None)), (72, (401, "first_password_over"))]
)
async def test_it_opens_for_three_days(http, boss, hours, gets):
    assert await tries(await newcomer(http, boss), hours) == gets


async def test_who_comes_too_late_is_told_what_to_do(http, boss):
    late = await newcomer(http, boss)
    late.now = after(80)
    answer = await late.tries(late.password)
    assert (
        answer.json()["error"]["message"] == "这个临时密码过了 3 天，不能用了。请找管理员重设一个。"
    )
    assert "set-cookie" not in answer.headers


async def test_nobody_learns_of_it_without_the_password(http, boss):
    late = await newcomer(http, boss)
    late.password = "a guess at it"
    assert await tries(late, 80) == (401, "wrong_sign_in")


async def test_the_right_one_come_too_late_is_no_guess(http, boss):
    late = await newcomer(http, boss)
    assert [await tries(late, 80) for _ in range(7)] == [(401, "first_password_over")] * 7


async def test_a_password_of_their_own_has_no_end(http, boss):
    staff = await newcomer(http, boss)
    assert await tries(staff, 1) == (200, None)
    staff.me = (await staff.get("/session")).json()
    body = {"current": staff.password, "new": NEW}
    assert (await staff.post("/password", json=body)).status_code == 204
    staff.password = NEW
    assert await tries(staff, 24 * 365) == (200, None)


async def test_a_new_first_one_has_three_days_of_its_own(http, boss):
    staff = await newcomer(http, boss)
    await boss.at(after(100))
    answer = await boss.patch(f"/accounts/{staff.id}", json={"new_password": True})
    staff.password = answer.json()["password"]
    assert answer.json()["account"]["first_password_until"] == "2026-11-27T14:00:00.000+08:00"
    await boss.patch(f"/accounts/{staff.id}", json={"role": "supervisor"})
    assert await tries(staff, 171.9) == (200, None)
    assert await tries(staff, 172) == (401, "first_password_over")


async def test_an_administrator_sees_whose_time_runs(http, boss):
    await newcomer(http, boss)
    found = {it["name"]: it for it in (await boss.get("/accounts")).json()["agents"]}
    assert found["小林"]["first_password_until"] == "2026-11-23T10:00:00.000+08:00"
    assert found["管理员"]["first_password_until"] is None


async def test_it_is_on_record(http, boss):
    late = await newcomer(http, boss)
    await tries(late, 80)
    with console_of(http).desk.database.read() as connection:
        [refused] = log.of_kinds(connection, late.id, ("sign_in_refused",))
        assert sign_in_tries.beginning_with(connection, "name:") == []
    assert refused.event.body == {"wrong": "over"}
    assert refused.content["client"] == "127.0.0.1"
