"""What is printed on a picture is read, and a card number on it is not shown."""

from io import BytesIO

import pytest
from drawn import saved
from PIL import Image, ImageDraw

from zhangfang.pictures.looking import PictureWorker
from zhangfang.pictures.showing import COVER

CARD = "6222021234567894"
LINES = ["TERMINAL 12345678", f"CARD NO {CARD}", "DATE 2026/11/21 18:15:33", "RMB 1288.00"]
CARD_LINE = 1
TALL = 130


def card() -> bytes:
    image = Image.new("RGB", (1200, 900), "white")
    draw = ImageDraw.Draw(image)
    for place, line in enumerate(LINES):
        draw.text((80, 100 + place * TALL), line, fill="black", font_size=64)
    return saved(image, "JPEG", quality=92)


def is_painted(view: bytes, line: int) -> bool:
    """Whether the middle of a line is one dark block."""
    image = Image.open(BytesIO(view)).convert("RGB")
    scale = image.width / 1200
    middle = (100 + line * TALL + 40) * scale
    strip = image.crop((int(600 * scale), int(middle) - 4, int(800 * scale), int(middle) + 4))
    return all(abs(low - want) < 12 and abs(high - want) < 12
               for (low, high), want in zip(strip.getextrema(), COVER, strict=True))  # fmt: skip


@pytest.fixture
async def worker():
    started = PictureWorker()
    yield started
    await started.stop()


async def test_a_card_number_is_covered_and_the_rest_is_not(worker):
    looked = await worker.look(card(), "image/jpeg", read=True)
    assert looked.slip is not None
    for view in (looked.large, looked.small):
        assert [is_painted(view, line) for line in range(4)] == [False, True, False, False]
    unread = await worker.look(card(), "image/jpeg", read=False)
    assert not is_painted(unread.large, CARD_LINE)
