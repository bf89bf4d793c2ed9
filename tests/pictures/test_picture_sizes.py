"""How large a picture is, is known before any of it is decoded."""

import random
import struct

import pytest
from drawn import JPEG_KINDS, corners, png, riff, saved, segment, with_segments
from PIL import Image
from sent_files import sample

from zhangfang.pictures.dimensions import Size, size_of

WEBP = [{"quality": 80}, {"lossless": True}, {"quality": 80, "exif": b"Exif\0\0II*\0"}]


@pytest.mark.parametrize("how", JPEG_KINDS, ids=str)
def test_of_a_jpeg_of_every_kind(how):
    assert size_of(saved(corners(81, 123), "JPEG", **how), "image/jpeg") == (81, 123)


def test_of_a_jpeg_with_much_before_its_frame():
    much = [segment(0xE1, bytes(60_000))] * 3 + [b"\xff\xff\xff\x01"]
    jpeg = with_segments(saved(corners(81, 123), "JPEG"), *much)
    assert size_of(jpeg, "image/jpeg") == (81, 123)


def test_of_two_frames_the_larger_counts():
    frame = segment(0xC0, b"\x08" + struct.pack(">HH", 60_000, 50_000) + bytes(10))
    jpeg = with_segments(saved(corners(), "JPEG"), frame)
    assert size_of(jpeg, "image/jpeg") == Size(50_000, 60_000)


def test_of_a_png():
    assert size_of(png(123_456, 7, b""), "image/png") == (123_456, 7)


@pytest.mark.parametrize("how", WEBP, ids=str)
def test_of_a_webp_of_every_kind(how):
    assert size_of(saved(corners(81, 123), "WEBP", **how), "image/webp") == (81, 123)


def test_of_a_webp_with_a_small_canvas_and_a_large_picture():
    large = b"\x30\x01\x00\x9d\x01\x2a" + struct.pack("<HH", 16_000, 15_000) + bytes(20)
    canvas = b"\x10\0\0\0" + (79).to_bytes(3, "little") * 2
    webp = riff((b"VP8X", canvas), (b"VP8 ", large))
    assert size_of(webp, "image/webp") == (16_000, 15_000)


def test_of_an_animated_webp():
    frames = [Image.new("RGB", (80, 120))] * 3
    webp = saved(corners(), "WEBP", save_all=True, append_images=frames)
    assert size_of(webp, "image/webp") == (80, 120)


@pytest.mark.parametrize(("file", "size"), [("iphone.heic", 64), ("sideways.heic", 96)])
def test_of_a_heic_the_largest_of_its_pictures(file, size):
    found = size_of(sample(file), "image/heic")
    assert found is not None
    assert max(found) == size


@pytest.mark.parametrize(
    ("file", "media"),
    [
        ("photo.jpg", "image/jpeg"),
        ("screenshot.png", "image/png"),
        ("chat.webp", "image/webp"),
        ("lossless.webp", "image/webp"),
        ("sideways.heic", "image/heic"),
    ],
)
def test_damage_never_breaks_it(file, media):
    chance, whole = random.Random(file), sample(file)
    for _ in range(400):
        damaged = bytearray(whole[: chance.randrange(len(whole) + 1)])
        for _ in range(chance.randrange(8)):
            if damaged:
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        found = size_of(bytes(damaged), media)
        assert found is None or found.pixels > 0
