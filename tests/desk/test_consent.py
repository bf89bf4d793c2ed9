"""What a merchant agrees to: on record, once, and heeded."""

import pytest
from kept_entries import entries_of
from sent_files import photo, post_file, sends
from test_packs import pack_of

from zhangfang.evidence.verifier.verify import verify

NOTHING = {"at": None, "version": None, "sensitive": None}
PHONE = "13812345678"


@pytest.fixture
def version(knowledge):
    return knowledge.consent.version


async def agrees(merchant, version, sensitive, **headers):
    return await merchant.http.post(
        f"{merchant.path}/consent",
        json={"version": version, "sensitive": sensitive},
        headers={**merchant.auth, **headers},
    )


async def agreed(merchant):
    answer = await merchant.http.get(f"{merchant.path}/consent", headers=merchant.auth)
    assert answer.status_code == 200
    return answer.json()


async def test_at_first_nothing_is_agreed_to(merchant):
    assert await agreed(merchant) == NOTHING


async def test_it_is_on_record_who_agreed_to_what_and_when(merchant, settings, version):
    answer = await agrees(merchant, version, sensitive=True)
    assert answer.status_code == 201
    assert answer.json() == await agreed(merchant)
    [entry] = entries_of(settings, merchant.id, "consented")
    event = entry.event
    assert (event.actor, event.origin, event.at) == (
        "merchant",
        "merchant_said",
        answer.json()["at"],
    )
    assert event.body == {"version": version, "sensitive": True}
    assert verify(await pack_of(merchant)).failures == []


async def test_the_same_again_is_the_first(merchant, settings, version):
    first, again = [await agrees(merchant, version, sensitive=False) for _ in range(2)]
    assert again.status_code == 201
    assert again.json() == first.json()
    assert len(entries_of(settings, merchant.id, "consented")) == 1


async def test_another_mind_is_another_event_and_the_last_counts(merchant, settings, version):
    for sensitive in (True, False, True):
        await agrees(merchant, version, sensitive=sensitive)
    assert len(entries_of(settings, merchant.id, "consented")) == 3
    assert (await agreed(merchant))["sensitive"] is True


async def test_a_text_that_is_not_that_of_now_cannot_be_agreed_to(merchant, settings):
    answer = await agrees(merchant, "2020-01-01-00000000", sensitive=True)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "other_version")
    assert entries_of(settings, merchant.id, "consented") == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"version": "x"},
        {"sensitive": True},
        {"version": "", "sensitive": True},
        {"version": "x", "sensitive": 1},
        {"version": "x", "sensitive": "yes"},
        {"version": "x", "sensitive": True, "more": 1},
        [],
        None,
    ],
)
async def test_what_is_no_consent_is_refused(merchant, body):
    answer = await merchant.http.post(f"{merchant.path}/consent", json=body, headers=merchant.auth)
    assert answer.status_code == 422
    assert "client_message_id" not in answer.json()["error"]["message"]


async def test_without_the_sensitive_part_a_number_is_starred_and_nowhere(
    merchant, settings, version
):
    await agrees(merchant, version, sensitive=False)
    body = {"client_message_id": "a", "text": f"电话 {PHONE}"}
    sent = await merchant.post(body, wait=True)
    assert sent.json()["message"]["text"] == "电话 138****5678"
    entry = entries_of(settings, merchant.id, "message")[1]
    assert set(entry.event.sealed) == {"content"}
    again = await merchant.post(body)
    assert again.status_code == 201, "sent again, it is the same message"
    assert again.json()["message"]["seq"] == sent.json()["message"]["seq"]


async def test_with_it_a_pack_can_show_the_number(merchant, settings, version):
    await agrees(merchant, version, sensitive=True)
    await merchant.says(f"电话 {PHONE}", wait=True)
    entry = entries_of(settings, merchant.id, "message")[1]
    assert set(entry.event.sealed) == {"content", "phone-1"}


async def test_without_it_files_are_refused(merchant, version):
    await agrees(merchant, version, sensitive=False)
    answer = await post_file(merchant, photo())
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "consent_needed")
    await agrees(merchant, version, sensitive=True)
    await sends(merchant, photo())


async def test_erasing_leaves_that_something_was_agreed_to(http, merchant, settings, version):
    await agrees(merchant, version, sensitive=True)
    await http.post(f"{merchant.path}/erase", json={"confirm": True}, headers=merchant.auth)
    assert (await agrees(merchant, version, sensitive=True)).status_code == 401
    assert len(entries_of(settings, merchant.id, "consented")) == 1
