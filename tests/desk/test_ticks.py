"""A step that is ticked: done by itself, if it can be."""

from uuid import uuid4

import pytest
from merchant import Merchant
from put_case import NOW, put_case, state_of

from zhangfang.cases.change import DeadlineSet, StepMarked, StepsOffered

TABLE = ("compare_agreement", "check_settlement", "keep_slip")
KNOWN = {
    "amount": "1288",
    "transaction_time": "2026-11-21",
    "order_number": "SP1",
    "overcharge_kind": "rate",
}


async def ticks(merchant: Merchant, step: str, client_message_id: str | None = None):
    body = {"client_message_id": client_message_id or uuid4().hex, "done_step": step}
    return await merchant.post(body, wait=True, **{"X-Now": NOW})


async def test_a_tick_is_on_record_in_words_and_the_rest_stays(merchant, settings):
    put_case(settings, merchant, "verify", KNOWN, StepsOffered(steps=TABLE))
    answer = (await ticks(merchant, "check_settlement")).json()
    assert answer["message"]["text"] == "做好了：对结算明细"
    case = state_of(settings, merchant).case
    assert {name: mark.outcome for name, mark in case.marks.items()} == {"check_settlement": "done"}
    assert case.offered == ("compare_agreement", "keep_slip")
    assert [it["id"] for it in answer["replies"][-1]["steps"]] == ["compare_agreement", "keep_slip"]


async def test_a_step_that_was_not_yet_offered_can_be_ticked(merchant, settings):
    put_case(settings, merchant, "verify", KNOWN, StepsOffered(steps=TABLE))
    await ticks(merchant, "call_acquirer")
    states = {step["id"]: step["state"] for step in (await merchant.case())["steps"]}
    assert (states["call_acquirer"], states["keep_slip"]) == ("done", "now")


@pytest.mark.parametrize(
    ("phase", "step"),
    [
        ("verify", "no_such_step"),
        ("verify", "find_charge"),  # it is done by telling the facts
        ("verify", "check_deposit"),  # it does not apply
        ("verify", "go_through_records"),  # it is done
        ("verify", "complain_formally"),  # the ladder is climbed rung by rung
        ("wait", "wait_reply"),  # somebody else's
    ],
)
async def test_what_is_not_to_be_ticked_is_refused(merchant, settings, rasa, phase, step):
    put_case(
        settings, merchant, phase, KNOWN, StepMarked(step="go_through_records", outcome="done")
    )
    answer = await ticks(merchant, step)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "no_step")
    assert rasa.requests == []


async def test_without_a_case_there_is_no_step(merchant):
    assert (await ticks(merchant, "keep_slip")).json()["error"]["code"] == "no_step"


async def test_sent_again_it_is_ticked_once(merchant, settings):
    put_case(settings, merchant, "verify", KNOWN, StepsOffered(steps=TABLE))
    first = await ticks(merchant, "keep_slip", "a")
    again = await ticks(merchant, "keep_slip", "a")
    other = await ticks(merchant, "check_settlement", "a")
    assert again.json()["receipt"] == first.json()["receipt"]
    assert other.json()["error"]["code"] == "sent_before"


async def test_the_case_lists_every_step_that_applies(merchant, settings):
    due = DeadlineSet(due_at="2026-11-27T18:00:00+08:00", estimated=False, step="wait_reply")
    put_case(
        settings,
        merchant,
        "wait",
        KNOWN,
        StepMarked(step="keep_slip", outcome="done", at=NOW),
        StepMarked(step="call_acquirer", outcome="stuck", at=NOW),
        due,
    )
    steps = {step["id"]: step for step in (await merchant.case())["steps"]}
    assert steps["keep_slip"] == {
        "id": "keep_slip",
        "phase": "verify",
        "title": "对小票，拍照",
        "state": "done",
        "at": NOW,
    }
    assert (steps["call_acquirer"]["state"], steps["wait_reply"]["state"]) == ("stuck", "waiting")
    assert (steps["go_to_court"]["state"], steps["go_to_court"]["at"]) == ("todo", None)
    assert "check_deposit" not in steps, "it is for deposits only"
