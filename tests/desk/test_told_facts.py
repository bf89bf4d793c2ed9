"""Facts that a merchant fills in by their names: read as in the chat, all of them or none."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from merchant import Merchant
from own_record import of_desk
from put_case import NOW, put_case, state_of, values_of
from sent_files import photo, sends

from zhangfang.cases.change import CaseEnded
from zhangfang.desk.responses import load_responses
from zhangfang.desk.slip_offers import put_reading
from zhangfang.slips.reading import Field, SlipReading

FORMS = yaml.safe_load((Path(__file__).parent / "told_facts.yml").read_text(encoding="utf-8"))


@pytest.fixture
async def dated(start_desk):
    """A merchant of a desk whose clock the requests set."""
    async with start_desk(dev=True) as http:
        yield await Merchant.arrives(http, **{"X-Now": NOW})


async def fills_in(merchant, facts, client_message_id=None, **more):
    body = {"client_message_id": client_message_id or uuid4().hex, "facts": facts, **more}
    return await merchant.post(body, wait=True, **{"X-Now": NOW})


@pytest.fixture
def slip_of(settings, knowledge):
    """Sends a slip whose amount is read, and gives the seq of its file."""
    responses = load_responses(settings.domain)
    read = SlipReading(
        is_slip=True,
        fields=(Field("amount", "1288", "金额", "1288.00", sure=False, box=None),),
    )

    async def send(merchant: Merchant) -> int:
        file = (await sends(merchant, photo()))["message"]["seq"]
        at = datetime.fromisoformat(NOW)
        with closing(of_desk(settings.data)) as database:
            assert put_reading(database, knowledge, responses, merchant.id, file, read, at)
        return file

    return send


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
async def test_a_form_is_taken_whole_or_not_at_all(dated, settings, rasa, form):
    put_case(settings, dated, "verify", {"amount": "1280"})
    more = {"file": form["file"]} if "file" in form else {}
    answer = await fills_in(dated, form["facts"], **more)
    if "refused" in form:
        error = answer.json()["error"]
        assert answer.status_code == 422, answer.text
        assert {name: error[name] for name in form["refused"]} == form["refused"]
        assert error["message"].endswith("。")
        assert values_of(settings, dated) == {"amount": "1280"}
        assert await dated.sees() == dated.opened["messages"]
        assert rasa.requests == []
    else:
        assert answer.status_code == 201, answer.text
        assert answer.json()["message"]["text"] == form["text"]
        assert answer.json()["message"]["actor"] == "merchant"
        assert values_of(settings, dated) == form["case"]


async def test_without_a_case_there_is_nothing_to_fill_in(dated):
    answer = await fills_in(dated, {"amount": "1288"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "no_case")


async def test_nor_once_it_has_ended(dated, settings):
    put_case(settings, dated, "verify", {}, CaseEnded(status="resolved"))
    answer = await fills_in(dated, {"amount": "1288"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "no_case")


async def test_ticked_on_a_slip_s_card_they_are_held_until_there_is_a_case(
    dated, settings, slip_of
):
    file = await slip_of(dated)
    answer = await fills_in(dated, {"amount": "1288 元"}, file=file)
    assert answer.status_code == 201, answer.text
    held = state_of(settings, dated).held["amount"]
    assert (held.value, held.origin, held.file) == ("1288", "slip", file)


async def test_what_was_changed_on_the_card_is_not_off_the_slip(dated, settings, slip_of):
    put_case(settings, dated)
    file = await slip_of(dated)
    await fills_in(dated, {"amount": "1288", "transaction_time": "11月20日"}, file=file)
    facts = state_of(settings, dated).case.facts
    assert {name: (fact.origin, fact.file) for name, fact in facts.items()} == {
        "amount": ("slip", file),
        "transaction_time": ("said", None),
    }


async def test_sent_again_it_is_the_old_message(dated, settings):
    put_case(settings, dated)
    first = await fills_in(dated, {"transaction_time": "昨天"}, "a")
    put = await dated.sees()
    again = await fills_in(dated, {"transaction_time": "昨天"}, "a")
    other = await fills_in(dated, {"transaction_time": "前天"}, "a")
    text = await dated.post({"client_message_id": "a", "text": "昨天"})
    assert again.json()["receipt"] == first.json()["receipt"]
    assert await dated.sees() == put
    assert [it.json()["error"]["code"] for it in (other, text)] == ["sent_before"] * 2


async def test_a_message_is_said_in_one_way_only(dated, settings):
    put_case(settings, dated)
    for body in (
        {"facts": {"amount": "1"}, "text": "在吗"},
        {"facts": {"amount": "1"}, "done_step": "keep_slip"},
        {"done_step": "keep_slip", "choice": "1-1"},
    ):
        answer = await dated.post({"client_message_id": "a", **body})
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "text_or_choice")


async def test_the_turn_gets_the_values_with_the_words(dated, settings, rasa):
    put_case(settings, dated, "verify", {"amount": "1280"})
    await fills_in(dated, {"amount": "一千二百八十八"})
    metadata = rasa.requests[0]["metadata"]
    assert (rasa.requests[0]["message"], metadata["kind"]) == ("/inform", "choice")
    assert metadata["facts"]["amount"]["value"] == "1288"
    assert metadata["facts"]["amount"]["said"] == "一千二百八十八"


async def test_the_case_says_what_can_be_filled_in(dated, settings):
    put_case(settings, dated, "verify", {"amount": "1280", "overcharge_kind": "rate"})
    case = await dated.case()
    amount, kind = case["known"]
    assert amount == {
        "id": "amount",
        "name": "金额",
        "words": "1280 元",
        "origin": "said",
        "file": None,
        "editable": True,
        "choices": [],
    }
    assert {"value": "rate", "label": "手续费扣高了"} in kind["choices"]
    assert [it["id"] for it in case["missing_names"]] == case["missing"]
    assert case["missing_names"][0] == {
        "id": "transaction_time",
        "name": "交易时间",
        "choices": [],
    }
