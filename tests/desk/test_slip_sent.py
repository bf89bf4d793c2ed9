"""A photo of a slip is sent to a desk that has everything a desk has: it comes back as facts."""

import asyncio
import json
from decimal import Decimal

import pytest
from lookers import get_view
from merchant import Merchant
from sent_files import sends

from bench.slips.make import make_set
from bench.slips.mix import DEV

SEED, COUNT = 8, 6
CLEAR = 0.3
HELD, MISSING = {"turned", "exif"}, {"cut", "torn", "covered"}


@pytest.fixture(scope="module")
def slip(tmp_path_factory):
    """A clear one, and what is printed on it."""
    folder = tmp_path_factory.mktemp("slips")
    make_set(folder, DEV, SEED, COUNT)
    for line in (folder / "truth.jsonl").read_text().splitlines():
        truth = json.loads(line)
        spoilt = {name: by for name, by in truth["degradations"].items() if name not in HELD}
        is_clear = not spoilt.keys() & MISSING and all(by < CLEAR for by in spoilt.values())
        if truth["is_slip"] and is_clear:
            return truth, (folder / truth["file"]).read_bytes()
    raise AssertionError("no clear slip among them: take another seed")


async def answered(merchant, seq):
    """What the bot says of the file, once it does."""
    while True:
        said = [it for it in await merchant.sees() if it["in_reply_to"] == seq]
        if said:
            return said[0]
        await asyncio.sleep(0)


async def test_a_slip_comes_back_as_facts_with_their_places(start_desk, slip):
    truth, content = slip
    async with start_desk(pictures=True) as http:
        merchant = await Merchant.arrives(http)
        sent = await sends(merchant, content)
        said = await answered(merchant, sent["message"]["seq"])
        assert said["actor"] == "bot"
        assert said["slip"]["file"] == sent["message"]["seq"]
        found = {field["name"]: field for field in said["slip"]["fields"]}
        assert Decimal(found["amount"]["value"]) == Decimal(truth["truth"]["amount"])
        assert all(0 <= edge <= 1 for edge in found["amount"]["box"])
        assert (await get_view(merchant, sent["file"]["sha256"])).status_code == 200
