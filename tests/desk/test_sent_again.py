import asyncio

from merchant import Merchant

BODY = {"client_message_id": "a1", "text": "多扣了我 12 块"}


async def test_five_posts_of_one_id_at_once_are_one_message(merchant, rasa):
    answers = await asyncio.gather(*[merchant.post(BODY, wait=True) for _ in range(5)])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len(await merchant.sees()) == 3
    assert rasa.texts == [BODY["text"]]


async def test_the_answer_stays_the_same_for_ever(merchant, rasa):
    [greeting] = merchant.opened["messages"]
    tap = {"client_message_id": "tap", "choice": greeting["choices"][0]["id"]}
    first = await merchant.post(tap, wait=True)
    assert (await merchant.taps(first.json()["replies"][-1]["choices"][0]["id"]))["case"]
    again = await merchant.post(tap, wait=True)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert len(rasa.requests) == 2


async def test_the_answer_is_the_same_after_a_restart(start_desk):
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        first = await merchant.post(BODY, wait=True)
    async with start_desk() as http:
        again = await merchant.at(http).post(BODY, wait=True)
    assert again.content == first.content


async def test_another_body_under_the_same_id_is_refused(merchant):
    await merchant.post(BODY)
    for other in ({"text": "多扣了我 13 块"}, {"choice": "1-1"}):
        answer = await merchant.post({"client_message_id": "a1", **other})
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "sent_before")


async def test_a_label_that_is_typed_is_not_the_choice_that_was_tapped(merchant):
    tapped = await merchant.taps("1-1")
    sent = tapped["message"]
    typed = {"client_message_id": sent["client_message_id"], "text": sent["text"]}
    assert (await merchant.post(typed)).status_code == 409


async def test_the_same_id_in_another_conversation_is_another_message(http, merchant):
    other = await Merchant.arrives(http)
    await merchant.post(BODY)
    assert (await other.post({**BODY, "text": "别的"})).status_code == 201
