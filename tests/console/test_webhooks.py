"""Other systems are told: what, signed how, how often; with a clock of the test's own."""

import asyncio
import base64
import re
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from own_record import on_disk
from receiver import answer, receiving
from staff import Staff, console_of
from waiting_case import put_off
from webhook_world import (
    AT,
    NOW,
    NUMBER,
    OPENED,
    WHO,
    Clock,
    append,
    change,
    deliver,
    is_signed,
    kept,
    make,
    tell,
)

from zhangfang.cases.change import CaseEnded, FollowedUp, PhaseEntered, WaitOver
from zhangfang.console.integrations import webhook_setting
from zhangfang.console.integrations.delivering import PAUSES, Messenger
from zhangfang.console.integrations.posting import new_client
from zhangfang.console.integrations.webhook_news import take_news
from zhangfang.store import deliveries, log, webhooks
from zhangfang.store.erase import erase

DAY = datetime.fromisoformat("2026-11-30T18:00:00+08:00")
PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"


async def test_what_is_told_is_little_and_signed(messenger, receiver, database):
    made = make(database, receiver.url)
    change(database, OPENED)
    assert await tell(messenger, NOW) == 1
    [received] = receiver.received
    assert received.path == "/hook?from=zf"
    assert received.headers["host"] == receiver.url.split("/")[2]
    assert received.headers["content-type"] == "application/json"
    assert received.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert received.said == {
        "id": received.headers["webhook-id"],
        "topic": "case_opened",
        "at": "2026-11-02T10:00:00.000+08:00",
        "conversation": "one",
        "case_number": NUMBER,
        "family": "overcharged",
        "phase": "verify",
        "status": "open",
        "due_at": None,
    }
    assert is_signed(received, made.secret)
    assert not is_signed(received, make(database, receiver.url).secret)
    assert [it.state for it in kept(database)] == ["delivered"]
    assert await tell(messenger, NOW) == 0


async def test_each_topic_is_told_once_and_in_order(messenger, receiver, database):
    make(database, receiver.url)
    change(database, OPENED, PhaseEntered(phase="wait", at=AT), put_off(DAY))
    change(database, FollowedUp(number=NUMBER, due_at=DAY.isoformat()))
    change(database, WaitOver(outcome="overdue"), put_off(DAY + timedelta(days=9)))
    append(database, "waiting", reason="overdue")
    change(database, WaitOver(outcome="overdue"))
    append(database, "taken", **{"from": "queue"})
    change(database, CaseEnded(status="resolved"))
    await tell(messenger, NOW)
    told = [(it.said["topic"], it.said["due_at"]) for it in receiver.received]
    assert told == [
        ("case_opened", None),
        ("phase_changed", None),
        ("overdue", DAY.isoformat()),
        ("handed_over", (DAY + timedelta(days=9)).isoformat()),
        ("overdue", (DAY + timedelta(days=9)).isoformat()),
        ("resolved", None),
    ]
    assert len({it.said["id"] for it in receiver.received}) == len(told)
    assert receiver.received[-1].said["status"] == "resolved"


BACK, QUEUE = {"to": "bot", "reason": "handed_back"}, {"to": "queue", "reason": "no_answer"}
WAITS, DANGER = ("waiting", {"reason": "asked"}), ("waiting", {"reason": "danger"})


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        ([WAITS], 1),
        ([WAITS, DANGER], 1),
        ([WAITS, ("taken", {"from": "queue"})], 1),
        ([("taken", {"from": "bot"})], 1),
        ([("taken", {"from": "assigned"})], 1),
        ([WAITS, ("taken", {"from": "assigned"}), ("taken", {"from": "agent"})], 1),
        ([WAITS, ("taken", {"from": "queue"}), ("given_back", QUEUE), WAITS], 1),
        ([WAITS, ("taken", {"from": "queue"}), ("given_back", BACK), WAITS], 2),
        ([("waiting", {"reason": "overdue"})], 1),
    ],
    ids=[
        "asked", "a stronger reason", "taken from the queue", "taken uncalled", "assigned uncalled",
        "passed on", "back in the queue", "called once more", "called because it is overdue",
    ],
)  # fmt: skip
async def test_a_handing_over_is_told_once_until_the_bot_has_it_again(
    messenger, receiver, database, happened, told
):
    make(database, receiver.url)
    for kind, body in happened:
        append(database, kind, **body)
        take_news(database)  # each read by itself, as a desk does
    await tell(messenger, NOW)
    assert [it.said["topic"] for it in receiver.received] == ["handed_over"] * told


async def test_only_what_was_asked_for_and_what_came_later_is_told(messenger, receiver, database):
    change(database, OPENED)
    make(database, receiver.url, "phase_changed", "case_opened")
    change(database, PhaseEntered(phase="contact", at=AT), CaseEnded(status="resolved"))
    await tell(messenger, NOW)
    assert [it.said["topic"] for it in receiver.received] == ["phase_changed"]


async def test_it_is_tried_again_with_growing_pauses_and_given_up(messenger, receiver, database):
    made = make(database, receiver.url)
    change(database, OPENED)
    receiver.answers = [answer(500, "别急 " * 200)] * 99
    now = NOW
    for pause in PAUSES:
        assert await tell(messenger, now) == 1
        assert await tell(messenger, now + pause - timedelta(seconds=1)) == 0
        [delivery] = kept(database)
        assert (delivery.state, delivery.last_status) == ("waiting", 500)
        now += pause
    assert await tell(messenger, now) == 1
    [delivery] = kept(database)
    assert (delivery.state, delivery.tries, delivery.next_try) == ("given_up", 8, None)
    assert len(delivery.last_error) <= 200
    assert await tell(messenger, now + timedelta(days=30)) == 0
    first, *others = receiver.received
    assert len(others) == len(PAUSES)
    assert {it.body for it in others} == {first.body}
    times = [int(it.headers["webhook-timestamp"]) for it in receiver.received]
    assert [b - a for a, b in pairwise(times)] == [it.total_seconds() for it in PAUSES]
    assert all(is_signed(it, made.secret) for it in receiver.received)


async def test_one_that_fails_is_shown_as_failing_until_it_hears_again(
    messenger, receiver, database
):
    made = make(database, receiver.url)

    def failing():
        with database.read() as connection:
            return webhooks.of(connection, made.webhook.id).failing_since

    change(database, OPENED)
    receiver.answers = [answer(404), answer(302, Location="http://127.0.0.1:1/"), answer(200)]
    await tell(messenger, NOW)
    await tell(messenger, NOW + PAUSES[0])
    assert failing() == AT
    await tell(messenger, NOW + PAUSES[0] + PAUSES[1])
    assert failing() is None
    assert len(receiver.received) == 3, "a redirect is followed nowhere"


async def test_who_asks_to_wait_is_waited_for(messenger, receiver, database):
    make(database, receiver.url)
    change(database, OPENED)
    receiver.answers = [answer(503, Retry_After="900")]
    await tell(messenger, NOW)
    assert await tell(messenger, NOW + timedelta(seconds=899)) == 0
    assert await tell(messenger, NOW + timedelta(seconds=900)) == 1


async def test_who_is_gone_is_told_no_more(messenger, receiver, database):
    made = make(database, receiver.url)
    change(database, OPENED, PhaseEntered(phase="contact", at=AT))
    receiver.answers = [answer(410)]
    await tell(messenger, NOW)
    change(database, CaseEnded(status="resolved"))
    await tell(messenger, NOW + timedelta(days=2))
    assert len(receiver.received) == 1
    assert {it.state for it in kept(database)} == {"given_up"}
    with database.read() as connection:
        assert not webhooks.of(connection, made.webhook.id).active


async def test_nobody_at_the_address_is_no_trouble_for_others(messenger, receiver, database):
    make(database, "http://127.0.0.1:1/")
    make(database, receiver.url)
    change(database, OPENED)
    await tell(messenger, NOW)
    assert [it.said["topic"] for it in receiver.received] == ["case_opened"]
    assert {it.state for it in kept(database)} == {"waiting", "delivered"}
    assert [it.last_error for it in kept(database) if it.state == "waiting"] == ["ConnectError"]


async def test_two_desks_never_tell_the_same_at_once(messenger, receiver, database):
    make(database, receiver.url)
    change(database, OPENED)
    take_news(database)
    await asyncio.gather(*(deliver(messenger, NOW) for _ in range(4)))
    assert len(receiver.received) == 1


async def test_what_a_dead_desk_had_taken_is_told_by_another(messenger, receiver, database):
    make(database, receiver.url)
    change(database, OPENED)
    take_news(database)
    with database.write() as connection:
        [webhook] = deliveries.waited_for(connection, NOW)
        [delivery] = deliveries.due(connection, webhook, NOW, 9)
        assert deliveries.claim(connection, delivery, NOW)
    assert await deliver(messenger, NOW) == 0
    assert await deliver(messenger, NOW + deliveries.LEASE) == 1
    assert len(receiver.received) == 1


async def test_a_new_secret_signs_beside_the_old_one_for_a_day(messenger, receiver, database):
    old = make(database, receiver.url)
    new = webhook_setting.renew_secret(database, WHO, old.webhook.id, NOW)
    change(database, OPENED)
    await tell(messenger, NOW)
    change(database, CaseEnded(status="resolved"))
    await tell(messenger, NOW + timedelta(hours=25))
    first, later = receiver.received
    assert is_signed(first, old.secret)
    assert is_signed(first, new.secret)
    assert not is_signed(later, old.secret)
    assert is_signed(later, new.secret)


async def test_replayed_it_is_the_same_again(messenger, receiver, database):
    make(database, receiver.url)
    change(database, OPENED)
    await tell(messenger, NOW)
    [delivery] = kept(database)
    later = NOW + timedelta(days=3)
    webhook_setting.replay(database, WHO, delivery.id, later)
    await tell(messenger, later)
    first, again = receiver.received
    assert first.body == again.body
    assert first.headers["webhook-id"] == again.headers["webhook-id"]
    assert first.headers["webhook-signature"] != again.headers["webhook-signature"]


async def test_of_an_erased_conversation_nothing_is_told_and_nothing_kept(
    messenger, receiver, database
):
    make(database, receiver.url)
    change(database, OPENED)
    take_news(database)
    change(database, CaseEnded(status="resolved"))
    with database.write() as connection:
        erase(connection, "one")
    await tell(messenger, NOW)
    assert receiver.received == []
    assert kept(database) == []


async def test_no_secret_lies_on_disk_in_clear(database, tmp_path):
    made = make(database, "https://example.org/hook")
    key = base64.b64decode(made.secret.removeprefix("whsec_"))
    assert len(key) == 32
    held = on_disk(tmp_path)
    assert b"example.org/hook" in held
    assert made.secret.encode() not in held
    assert key not in held


@pytest.mark.parametrize(
    ("url", "addresses"),
    [
        ("https://inside.example.org/", ["10.1.2.3"]),
        ("https://both.example.org/", ["93.184.216.34", "192.168.0.9"]),
        ("https://cloud.example.org/", ["169.254.169.254"]),
        ("https://mapped.example.org/", ["::ffff:127.0.0.1"]),
        ("https://nowhere.example.org/", []),
        ("http://localhost:9/", ["93.184.216.34"]),
    ],
)
async def test_a_name_that_leads_inside_is_not_called(database, url, addresses):
    async def look_up(_name: str, _port: int) -> list[str]:
        return addresses

    async with new_client() as client:
        make(database, url)
        change(database, OPENED)
        await tell(Messenger(database, client, Clock(), look_up), NOW)
    [delivery] = kept(database)
    assert delivery.last_error == "not called: the name stands for a private address"
    assert delivery.state == "waiting"


BAD_URLS = (
    "http://example.org/", "ftp://example.org", "https://10.0.0.1/", "https://[fd00::1]/",
    "https://169.254.169.254/latest", "https://user:word@example.org/", "https://example.org/#x",
    "https://example.org:0/", "example.org", "https://", "https://exa mple.org/\n",
)  # fmt: skip


async def test_an_administrator_makes_ends_and_replays(administrator, merchant):
    async with receiving() as receiver:
        topics = ["resolved", "case_opened", "case_opened"]
        made = await administrator.post("/webhooks", json={"url": receiver.url, "topics": topics})
        assert made.status_code == 201
        webhook, secret = made.json()["webhook"], made.json()["secret"]
        assert webhook["topics"] == ["case_opened", "resolved"]
        number = (await merchant.taps("1-1"))["case"]["number"]
        [delivery] = await delivered(administrator, webhook["id"])
        assert (delivery["topic"], delivery["conversation"]) == ("case_opened", merchant.id)
        assert receiver.received[0].said["case_number"] == number
        assert is_signed(receiver.received[0], secret)
        again = await administrator.post(f"/deliveries/{delivery['id']}/replay")
        assert (again.status_code, again.json()["state"]) == (200, "waiting")
        await delivered(administrator, webhook["id"])
        assert [it.body for it in receiver.received] == [receiver.received[0].body] * 2
        renewed = await administrator.post(f"/webhooks/{webhook['id']}/secret")
        assert renewed.json()["secret"] != secret
        assert (await administrator.delete(f"/webhooks/{webhook['id']}")).status_code == 204
        assert (await administrator.delete(f"/webhooks/{webhook['id']}")).status_code == 404
        [shown] = (await administrator.get("/webhooks")).json()["webhooks"]
        assert shown == {**webhook, "active": False}
    assert "secret" not in (await administrator.get("/webhooks")).text
    assert deeds(administrator, "webhook_changed") == [
        "made", "replayed", "secret_renewed", "ended",
    ]  # fmt: skip


async def test_addresses_that_the_desk_does_not_call_are_refused(administrator):
    for url in BAD_URLS:
        answered = await administrator.post("/webhooks", json={"url": url, "topics": ["resolved"]})
        assert answered.status_code == 422, url
        if len(url) >= 8:
            assert answered.json()["error"]["code"] == "bad_field", url
    assert (await administrator.get("/webhooks")).json() == {"webhooks": []}


async def test_only_administrators_may(agent, supervisor):
    for who in (agent, supervisor):
        for method, path in (
            ("GET", "/webhooks"), ("POST", "/webhooks"), ("GET", "/deliveries"),
            ("POST", "/deliveries/x/replay"), ("DELETE", "/webhooks/x"),
            ("POST", "/webhooks/x/secret"),
        ):  # fmt: skip
            body = {"url": "https://example.org/", "topics": ["resolved"]}
            more = {"json": body} if path == "/webhooks" and method == "POST" else {}
            assert (await who.request(method, path, **more)).status_code == 403, path


async def delivered(staff: Staff, webhook: str) -> list[dict]:
    """The deliveries, as soon as none waits any more; the desk tells by itself."""
    async with asyncio.timeout(10):
        while True:
            found = (await staff.get("/deliveries", params={"webhook": webhook})).json()
            if found["deliveries"] and all(
                it["state"] == "delivered" for it in found["deliveries"]
            ):
                return found["deliveries"]


def deeds(staff: Staff, kind: str) -> list[str]:
    with console_of(staff.http).desk.database.read() as connection:
        entries = log.of_kinds(connection, staff.id, (kind,))
    assert all(it.content["agent"]["name"] == staff.name for it in entries)
    return [it.event.body["what"] for it in entries]


async def test_the_example_of_the_page_verifies_what_is_sent(messenger, receiver, database):
    [example] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict = {}
    exec(compile(example, str(PAGE), "exec"), names)
    verify = names["verify"]
    made = make(database, receiver.url)
    change(database, OPENED)
    await tell(messenger, NOW)
    [received] = receiver.received
    at = NOW.timestamp()
    assert verify(made.secret, received.headers, received.body, at + 299)
    assert not verify(made.secret, received.headers, received.body, at + 301)
    assert not verify(made.secret, received.headers, received.body + b" ", at)
    another = make(database, "https://example.org/hook", "overdue")
    assert not verify(another.secret, received.headers, received.body, at)
    renewed = webhook_setting.renew_secret(database, WHO, made.webhook.id, NOW)
    change(database, CaseEnded(status="resolved"))
    await tell(messenger, NOW)
    for secret in (made.secret, renewed.secret):
        assert verify(secret, receiver.received[-1].headers, receiver.received[-1].body, at)
