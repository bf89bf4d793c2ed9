"""The figures of a small world are those that were worked out by hand."""

from datetime import datetime
from typing import Any

import pytest
from small_world import SPAN, TOLD
from sqlalchemy import select
from staff import Staff

from zhangfang.console.supervision.figures import lengths
from zhangfang.desk.erasure import erase_by_operator
from zhangfang.store.supervision_tables import case_figures, measures

EXPECT = TOLD["expect"]


async def figures(lead: Staff, **chosen: str) -> dict[str, Any]:
    answer = await lead.get("/figures", params={**SPAN, **chosen})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def counts(slices: list[dict[str, Any]]) -> dict[str, int]:
    return {it["id"]: it["count"] for it in slices if it["count"]}


def shares(slices: list[dict[str, Any]]) -> dict[str, list[int]]:
    return {it["id"]: [it["count"], it["of"]] for it in slices if it["of"]}


def spreads(found: list[dict[str, Any]]) -> dict[str, list[float]]:
    return {it["id"]: [it["count"], it["p50"], it["p90"]] for it in found if it["count"]}


async def test_cases_by_family_phase_and_where_they_were_left(lead):
    found = await figures(lead)
    assert found["cases"] == EXPECT["cases"]
    assert counts(found["by_family"]) == EXPECT["by_family"]
    assert counts(found["by_phase"]) == EXPECT["by_phase"]
    assert shares(found["left_in"]) == EXPECT["left_in"]
    assert [it["name"] for it in found["left_in"]] == ["核实", "联系", "提交", "等待", "升级"]


async def test_times(lead):
    found = await figures(lead)
    assert spreads(found["time_in_phase"]) == EXPECT["time_in_phase"]
    assert spreads(found["response"]) == EXPECT["response"]


async def test_stuck_called_rated_and_corrected(lead):
    found = await figures(lead)
    assert shares(found["stuck_at"]) == EXPECT["stuck_at"]
    assert shares(found["handed_over_why"]) == EXPECT["handed_over_why"]
    assert found["bot_accuracy"] == EXPECT["bot_accuracy"]
    stars = {star: share for star, share in shares(found["stars"]).items() if share[0]}
    assert stars == EXPECT["stars"]
    assert [found["solved"]["count"], found["solved"]["of"]] == EXPECT["solved"]


async def test_every_day_is_there_and_begins_at_midnight_in_shanghai(lead):
    days = {it["day"]: it for it in (await figures(lead))["days"]}
    assert len(days) == 22
    assert (min(days), max(days)) == ("2026-11-01", "2026-11-22")
    busy = {
        day: [it["opened"], it["resolved"], it["handed_over"]]
        for day, it in days.items()
        if it["opened"] or it["resolved"] or it["handed_over"]
    }
    assert busy == {str(day): each for day, each in EXPECT["days"].items()}


async def test_of_one_family(lead):
    found = await figures(lead, family="overcharged")
    assert found["cases"] == 2
    assert counts(found["by_phase"]) == {"verify": 1, "wait": 1}
    assert spreads(found["time_in_phase"])["contact"] == [1, 600, 600]
    assert found["response"][0] == {
        "id": "first",
        "name": "第一句",
        "count": 0,
        "p50": None,
        "p90": None,
    }
    assert found["bot_accuracy"] == {"seen": 0, "corrected": 0, "accuracy": None}


async def test_of_one_agent(lead, world):
    """Their conversations; of answers, only their own."""
    found = await figures(lead, agent=world.agents["lin"])
    assert found["cases"] == 1
    assert counts(found["handed_over_why"]) == {"stuck": 1}
    assert spreads(found["response"]) == {}
    found = await figures(lead, agent=world.agents["zhou"])
    assert found["cases"] == 2
    assert spreads(found["response"]) == EXPECT["response"]
    assert (await figures(lead, agent="nobody"))["cases"] == 0


async def test_of_other_days(lead):
    found = await figures(lead, since="2026-11-05", until="2026-11-05")
    assert found["cases"] == 1
    assert [it["day"] for it in found["days"]] == ["2026-11-05"]
    assert counts(found["by_family"]) == {"overcharged": 1}
    usual = await lead.get("/figures")
    assert (usual.json()["since"], usual.json()["until"]) == ("2026-10-24", "2026-11-22")


async def test_they_agree_with_each_other_and_with_the_tables(lead, world):
    asked = (
        {},
        {"family": "overcharged"},
        {"agent": world.agents["zhou"]},
        {"family": "not_arrived", "agent": world.agents["lin"]},
        {"since": "2016-11-24", "until": "2026-11-22"},
        {"since": "2030-01-01", "until": "2030-01-02"},
    )
    for chosen in asked:
        found = await figures(lead, **chosen)
        summed = {
            name: sum(it["count"] for it in found[name])
            for name in ("by_family", "by_phase", "handed_over_why", "stars")
        }
        assert summed["by_family"] == summed["by_phase"] == found["cases"], chosen
        assert sum(it["opened"] for it in found["days"]) == found["cases"], chosen
        assert sum(it["handed_over"] for it in found["days"]) == summed["handed_over_why"], chosen
        assert summed["stars"] == found["solved"]["of"], chosen
        assert all(it["count"] <= it["of"] for it in found["left_in"]), chosen
        for what, rows in (("cases", found["cases"]), ("ratings", summed["stars"])):
            table = await lead.get(f"/exports/{what}.csv", params={**SPAN, **chosen})
            assert table.content.count(b"\r\n") == rows + 1, (what, chosen)


async def test_days_the_wrong_way_round_are_turned_round(lead):
    found = await figures(lead, since=SPAN["until"], until=SPAN["since"])
    assert (found["since"], found["until"]) == (SPAN["since"], SPAN["until"])
    assert found["cases"] == EXPECT["cases"]


async def test_of_too_many_days_the_last_ten_years_are_left(lead):
    found = await figures(lead, since="1900-01-01", until="9999-12-31")
    assert (found["since"], found["until"]) == ("2016-11-14", "2026-11-22")
    assert found["cases"] == 5 + 1, "with the one from October"


@pytest.mark.parametrize("written", ["0", "1700000000", "2026-11-5", "2026-02-30", "", "今天"])
async def test_what_is_no_day_is_refused(lead, written):
    for call in ("/figures", "/quality", "/exports/cases.csv"):
        answer = await lead.get(call, params={"since": written})
        assert answer.status_code == 422
        assert answer.json()["error"]["field"] == "since"


async def test_what_was_erased_is_still_a_case_and_nothing_else(lead, world):
    database = world.console.desk.database
    own = world.conversations["helped"]
    await figures(lead)
    erase_by_operator(database, own, datetime.fromisoformat("2026-11-22T11:00:00+08:00"))
    found = await figures(lead)
    assert found["cases"] == 5
    assert counts(found["by_family"]) == {
        "overcharged": 2,
        "not_arrived": 1,
        "wrong_refund": 1,
        "erased": 1,
    }
    assert counts(found["by_phase"])["erased"] == 1
    assert "later" not in spreads(found["response"])
    with database.read() as connection:
        rows = connection.execute(select(case_figures).where(case_figures.c.conversation == own))
        [row] = rows.mappings()
        left = connection.execute(select(measures).where(measures.c.conversation == own)).all()
    assert left == []
    assert {name for name, value in row.items() if value} == {
        "conversation",
        "status",
        "opened_at",
    }


async def test_what_comes_later_is_measured_with_what_was_before(lead, world):
    """Also when the log is read in pieces."""
    await figures(lead)
    world.conversation(
        "late",
        [
            ["2026-11-22 11:00", "says", "多扣了"],
            ["2026-11-22 11:00", "opens", "overcharged"],
            ["2026-11-22 11:30", "phase", "contact"],
        ],
    )
    found = await figures(lead)
    assert found["cases"] == 6
    assert spreads(found["time_in_phase"])["verify"] == [5, 1800, 1555200]


async def test_agents_see_none_of_it(world):
    agent = await Staff.joins(world.http, "小周", now=TOLD["now"].isoformat())
    assert (await agent.get("/figures")).status_code == 403


@pytest.mark.parametrize(
    ("seconds", "p50", "p90"),
    [
        ([], None, None),
        ([4.0], 4.0, 4.0),
        ([1.0, 2.0], 1.0, 2.0),
        ([float(it) for it in range(1, 11)], 5.0, 9.0),
        ([float(it) for it in range(1, 12)], 6.0, 10.0),
    ],
)
def test_the_least_that_half_and_nine_of_ten_do_not_exceed(seconds, p50, p90):
    found = lengths("x", "x", seconds)
    assert (found.p50, found.p90) == (p50, p90)
