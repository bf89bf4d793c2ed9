"""A slip that was read is put before the merchant: what is new, what differs, what is doubtful."""

from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
import yaml
from merchant import Merchant, choice
from own_record import of_desk
from put_case import NOW, entries_of, put_case, values_of
from sent_files import photo, sample, sends

from zhangfang.desk.responses import load_responses
from zhangfang.desk.slip_offers import put_reading
from zhangfang.slips.reading import Box, Field, SlipReading

HERE = Path(__file__).parent
SLIPS = yaml.safe_load((HERE / "slip_offers.yml").read_text(encoding="utf-8"))
AT = datetime.fromisoformat(NOW)


@pytest.fixture
async def dated(start_desk):
    """A merchant of a desk whose clock the requests set."""
    async with start_desk(dev=True) as http:
        yield await Merchant.arrives(http, **{"X-Now": NOW})


@pytest.fixture
def reads(settings, knowledge):
    """Puts a reading on record, as the desk does when it has looked at a file."""
    responses = load_responses(settings.domain)

    def put(merchant: Merchant, file: int, reading: SlipReading | None) -> bool:
        with closing(of_desk(settings.data)) as database:
            return put_reading(database, knowledge, responses, merchant.id, file, reading, AT)

    return put


@pytest.fixture
def stands(settings):
    """Puts a case straight into the record."""
    return partial(put_case, settings)


def slip(reads: dict, doubts: dict | None = None, **about) -> SlipReading:
    fields = [
        Field(name, value, name, value, sure, Box(0.1, 0.2, 0.3, 0.0417))
        for those, sure in ((reads, True), (doubts or {}, False))
        for name, value in those.items()
    ]
    return SlipReading(is_slip=about.pop("is_slip", True), fields=tuple(fields), **about)


@pytest.mark.parametrize("told", SLIPS, ids=lambda told: told["name"])
async def test_what_is_said_and_what_a_tap_leads_to(dated, reads, stands, settings, told):
    if "phase" in told:
        stands(dated, told["phase"], told.get("known", {}))
    file = (await sends(dated, photo()))["message"]["seq"]
    about = {it: told[it] for it in ("is_slip", "retake") if it in told}
    reading = None if "unread" in told else slip(told.get("reads", {}), told.get("doubts"), **about)
    assert reads(dated, file, reading)
    bubble = (await dated.sees())[-1]
    assert (bubble["actor"], bubble["in_reply_to"]) == ("bot", file)
    for words in told.get("says", ()):
        assert words in bubble["text"]
    for words in told.get("says_not", ()):
        assert words not in bubble["text"]
    if "choices" in told:
        assert [it["label"] for it in bubble["choices"]] == told["choices"]
    if "doubtful" in told:
        doubtful = [it["name"] for it in bubble["slip"]["fields"] if it["doubtful"]]
        assert doubtful == told["doubtful"]
    if "retakes" in told:
        assert (bubble["slip"]["retake"] == bubble["text"]) is told["retakes"]
    if "tap" in told:
        await dated.taps(choice(bubble, told["tap"]), **{"X-Now": NOW})
        assert values_of(settings, dated) == told["facts"]


async def test_the_card_shows_each_field_with_its_place_in_the_picture(dated, reads, stands):
    stands(dated, "verify", {})
    sent = await sends(dated, photo())
    reads(dated, sent["message"]["seq"], slip({"amount": "1288.00"}))
    shown = (await dated.sees())[-1]["slip"]
    assert shown == {
        "file": sent["message"]["seq"],
        "sha256": sent["file"]["sha256"],
        "fields": [
            {
                "name": "amount",
                "label": "金额",
                "words": "1288 元",
                "value": "1288",
                "doubtful": False,
                "box": [0.1, 0.2, 0.3, 0.0417],
            }
        ],
        "retake": None,
    }


async def test_the_record_says_what_was_read_and_by_what(dated, reads, settings):
    file = (await sends(dated, photo()))["message"]["seq"]
    reads(dated, file, slip({"amount": "1288.00"}, retake="glare"))
    [entry] = [it for it in entries_of(settings, dated) if it.event.kind == "file_read"]
    assert (entry.event.actor, entry.event.origin) == ("system", "observed")
    assert entry.event.body == {"seq": file, "reader": "rapidocr 3.10.0 PP-OCRv6"}
    assert entry.content["quality"] == "glare"
    [field] = entry.content["fields"]
    assert (field["name"], field["value"], field["box"]) == (
        "amount",
        "1288",
        [1000, 2000, 3000, 417],
    )


async def test_a_fact_off_a_slip_says_so_in_the_case(dated, reads, stands):
    stands(dated, "verify", {})
    file = (await sends(dated, photo()))["message"]["seq"]
    reads(dated, file, slip({"amount": "1288"}))
    await dated.taps(choice((await dated.sees())[-1], "对，都对"))
    [known] = (await dated.case())["known"]
    assert (known["id"], known["origin"], known["file"]) == ("amount", "slip", file)


async def test_a_pdf_is_kept_and_not_read(dated, reads):
    file = (await sends(dated, sample("receipt.pdf"), "对账单.pdf"))["message"]["seq"]
    reads(dated, file, None)
    assert (await dated.sees())[-1]["text"] == "收到文件，已存进记录。"


async def test_a_file_is_read_once(dated, reads):
    file = (await sends(dated, photo()))["message"]["seq"]
    assert reads(dated, file, slip({"amount": "1288"}))
    seen = await dated.sees()
    assert not reads(dated, file, slip({"amount": "1299"}))
    assert await dated.sees() == seen


async def test_a_second_photo_of_the_slip_repeats_nothing(dated, reads, stands):
    stands(dated, "verify", {})
    for mark in (1, 2):
        file = (await sends(dated, photo(mark)))["message"]["seq"]
        reads(dated, file, slip({"amount": "1288", "voucher_number": "000123"}))
    again = (await dated.sees())[-1]
    assert "1288" not in again["text"]
    await dated.taps(choice(again, "对，都对"))
    facts = (await dated.case())["facts"]
    assert (facts["amount"], facts["voucher_number"]) == ("1288", "000123")


async def test_a_photo_that_comes_after_the_answer_is_one_line(dated, reads, stands):
    stands(dated, "verify", {})
    for mark in (1, 2):
        file = (await sends(dated, photo(mark)))["message"]["seq"]
        reads(dated, file, slip({"amount": "1288"}))
        bubble = (await dated.sees())[-1]
        if bubble["choices"]:
            await dated.taps(choice(bubble, "对，都对"))
    assert bubble["text"] == "小票收到了，跟记着的对得上。"


async def test_while_a_message_waits_the_slip_is_said_and_the_answer_follows(
    dated, reads, stands, rasa, settings
):
    stands(dated, "verify", {})
    file = (await sends(dated, photo()))["message"]["seq"]
    await rasa.stop()
    waiting = await dated.says("在吗")
    assert reads(dated, file, slip({"amount": "1288"}))
    bubble = (await dated.sees())[-1]
    await rasa.start()
    last = await dated.taps(choice(bubble, "对，都对"))
    answered = [it["in_reply_to"] for it in await dated.sees() if it["actor"] == "bot"]
    places = [
        answered.index(it) for it in (file, waiting["message"]["seq"], last["message"]["seq"])
    ]
    assert places == sorted(places)
    assert values_of(settings, dated) == {"amount": "1288"}


async def test_typed_words_right_after_it_are_read_with_what_was_offered(dated, reads, rasa):
    file = (await sends(dated, photo()))["message"]["seq"]
    reads(dated, file, slip({"amount": "1288"}, {"voucher_number": "000128"}))
    await dated.says("对的", wait=True)
    await dated.says("还有一件", wait=True)
    first, second = (request["metadata"]["offered"] for request in rasa.requests)
    assert {name: fact["value"] for name, fact in first.items()} == {"amount": "1288"}
    assert second == {}, "the bot has said something else since"


async def test_of_a_photo_that_was_taken_back_nothing_is_said(dated, reads):
    file = (await sends(dated, photo()))["message"]["seq"]
    await takes_back(dated, file)
    seen = await dated.sees()
    assert not reads(dated, file, slip({"amount": "1288"}))
    assert await dated.sees() == seen


async def test_a_photo_taken_back_afterwards_leaves_neither_card_nor_replies(dated, reads, rasa):
    file = (await sends(dated, photo()))["message"]["seq"]
    reads(dated, file, slip({"amount": "1288"}))
    before = (await dated.sees())[-1]
    await takes_back(dated, file)
    after = next(it for it in await dated.sees() if it["seq"] == before["seq"])
    assert (after["slip"], after["choices"]) == (None, [])
    await dated.taps(choice(before, "对，都对"))
    assert rasa.requests[-1]["metadata"]["offered"] == {}


async def test_of_an_erased_conversation_nothing_is_read(dated, reads):
    file = (await sends(dated, photo()))["message"]["seq"]
    await dated.http.post(f"{dated.path}/erase", headers=dated.auth, json={"confirm": True})
    assert not reads(dated, file, slip({"amount": "1288"}))


async def takes_back(merchant: Merchant, seq: int) -> None:
    answer = await merchant.http.post(
        f"{merchant.path}/messages/{seq}/recall", headers={**merchant.auth, "X-Now": NOW}
    )
    assert answer.status_code == 201, answer.text
