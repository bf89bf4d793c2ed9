"""A case that has ended is rated: once, in time, and not before."""

from datetime import datetime, timedelta

import pytest
from kept_entries import entries_of
from merchant import Merchant
from test_packs import files_of, pack_of

from zhangfang.evidence.verifier.verify import verify

BEGAN = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
DAYS = timedelta(days=7)
GOOD = {"solved": True, "stars": 5, "tags": ["kind"], "words": "挺好"}


def at(moment):
    return {"X-Now": moment.isoformat()}


@pytest.fixture
async def dated(start_desk):
    async with start_desk(dev=True) as http:
        yield await Merchant.arrives(http, **at(BEGAN))


async def rates(merchant, case, *, moment=BEGAN, **said):
    return await merchant.http.post(
        f"{merchant.path}/rating",
        json={"case": case, **GOOD, **said},
        headers={**merchant.auth, **at(moment)},
    )


async def opens(merchant):
    return (await merchant.taps("1-1", **at(BEGAN)))["case"]["number"]


async def ends(merchant, rasa, status="resolved", moment=BEGAN):
    """What the real Rasa does when the money is back."""

    async def end(_request):
        changes = [{"kind": "case_ended", "status": status}]
        return [{"text": "好"}, {"custom": {"changes": changes, "end": True}}]

    rasa.behaviour, before = end, rasa.behaviour
    sent = await merchant.says("钱回来了", wait=True, **at(moment))
    rasa.behaviour = before
    return sent["case"]


async def case_at(merchant, moment):
    answer = await merchant.http.get(
        f"{merchant.path}/case", headers={**merchant.auth, **at(moment)}
    )
    return answer.json()


async def test_it_is_on_record(dated, rasa, settings):
    case = await opens(dated)
    await ends(dated, rasa)
    answer = await rates(dated, case)
    assert answer.status_code == 201, answer.text
    assert answer.json()["case"] == case
    [entry] = entries_of(settings, dated.id, "rated")
    assert (entry.event.actor, entry.event.origin) == ("merchant", "merchant_said")
    assert entry.event.body == {"solved": True, "stars": 5}
    assert entry.content == {"case": case, "tags": ["kind"], "words": "挺好"}
    pack = await pack_of(dated)
    assert verify(pack).failures == []
    assert (
        f"评价：案件 {case}，问题解决了，5 星。原话：挺好"
        in files_of(pack)["聊天记录.html"].decode()
    )


async def test_the_case_says_that_it_may_be_rated_and_until_when(dated, rasa):
    case = await opens(dated)
    assert (await case_at(dated, BEGAN))["rating"] is None
    view = await ends(dated, rasa)
    until = datetime.fromisoformat(view["rating"]["until"])
    assert view["rating"]["case"] == case
    assert timedelta(0) <= until - (BEGAN + DAYS) < timedelta(minutes=1)
    assert (await case_at(dated, until))["rating"] == view["rating"]
    assert (await case_at(dated, until + timedelta(seconds=1)))["rating"] is None


async def test_once_it_is_rated_it_is_not_asked_for_again(dated, rasa):
    case = await opens(dated)
    await ends(dated, rasa)
    await rates(dated, case)
    assert (await case_at(dated, BEGAN))["rating"] is None
    again = await rates(dated, case, stars=1)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "rated_before")


@pytest.mark.parametrize("status", [None, "handed_over"])
async def test_a_case_that_goes_on_is_not_rated(dated, rasa, status):
    case = await opens(dated)
    if status:
        await ends(dated, rasa, status)
    assert (await case_at(dated, BEGAN))["rating"] is None
    answer = await rates(dated, case)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "case_open")


async def test_after_a_week_it_is_too_late(dated, rasa):
    case = await opens(dated)
    view = await ends(dated, rasa)
    until = datetime.fromisoformat(view["rating"]["until"])
    late = await rates(dated, case, moment=until + timedelta(seconds=1))
    assert (late.status_code, late.json()["error"]["code"]) == (410, "rating_closed")
    assert (await rates(dated, case, moment=until)).status_code == 201


async def test_a_case_taken_up_again_counts_from_its_last_end(dated, rasa):
    case = await opens(dated)
    await ends(dated, rasa)
    later = BEGAN + timedelta(days=6)
    view = await ends(dated, rasa, "open", later)
    assert view["rating"] is None
    await ends(dated, rasa, "closed", later)
    assert (await rates(dated, case, moment=later + timedelta(days=6))).status_code == 201


async def test_another_s_case_is_none(http, start_desk, dated, rasa):
    await opens(dated)
    other = await Merchant.arrives(dated.http)
    case = (await other.taps("1-1"))["case"]["number"]
    answer = await rates(dated, case)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "no_case")


async def test_what_is_said_of_it_is_masked(dated, rasa, settings):
    case = await opens(dated)
    await ends(dated, rasa)
    await rates(dated, case, words="  打 13812345678 找我\n卡号 6222021234567890128  ")
    [entry] = entries_of(settings, dated.id, "rated")
    assert entry.content["words"] == "打 138****5678 找我\n卡号 622202*********0128"
    assert set(entry.event.sealed) == {"content"}


@pytest.mark.parametrize("words", [None, "", "  \n "])
async def test_words_may_be_missing(dated, rasa, settings, words):
    case = await opens(dated)
    await ends(dated, rasa)
    assert (await rates(dated, case, words=words, tags=[])).status_code == 201
    [entry] = entries_of(settings, dated.id, "rated")
    assert entry.content == {"case": case, "tags": [], "words": None}


@pytest.mark.parametrize(
    "said",
    [
        {"stars": 0},
        {"stars": 6},
        {"stars": "5"},
        {"stars": True},
        {"solved": 1},
        {"tags": ["nice"]},
        {"tags": ["kind"] * 11},
        {"tags": "kind"},
        {"words": "长" * 501},
        {"words": "零\0"},
        {"more": 1},
    ],
)
async def test_what_is_no_rating_is_refused(dated, rasa, settings, said):
    case = await opens(dated)
    await ends(dated, rasa)
    assert (await rates(dated, case, **said)).status_code == 422
    assert entries_of(settings, dated.id, "rated") == []
