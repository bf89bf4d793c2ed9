"""A decoder gets the picture, and nothing of what is said about it."""

import random
from io import BytesIO

import pytest
from drawn import CORNERS, SECRET, chunk, corners, exif, lying, saved, seen_corners, segment
from drawn import with_segments as with_
from PIL import Image

from zhangfang.pictures.bare import MOST_SCANS, bare
from zhangfang.pictures.orientation import orientation_of

PNG, JPEG = saved(corners(), "PNG"), saved(corners(), "JPEG", quality=90)
XMP = b"http://ns.adobe.com/xap/1.0/\0" + SECRET

SPEAKING = {
    "jpeg, exif": ("image/jpeg", saved(corners(), "JPEG", quality=90, exif=exif())),
    "jpeg, xmp": ("image/jpeg", with_(JPEG, segment(0xE1, XMP))),
    "jpeg, comment": ("image/jpeg", with_(JPEG, segment(0xFE, SECRET))),
    "jpeg, photoshop": ("image/jpeg", with_(JPEG, segment(0xED, b"Photoshop 3.0\0" + SECRET))),
    "jpeg, after its end": ("image/jpeg", JPEG + SECRET),
    "png, text": ("image/png", PNG[:33] + chunk(b"tEXt", b"GPS\0" + SECRET) + PNG[33:]),
    "png, exif": ("image/png", saved(corners(), "PNG", exif=exif())),
    "png, unknown": ("image/png", PNG[:33] + chunk(b"prVt", SECRET) + PNG[33:]),
    "png, after its end": ("image/png", PNG + SECRET),
    "webp, exif": ("image/webp", saved(corners(), "WEBP", quality=90, exif=exif())),
    "webp, xmp": ("image/webp", saved(corners(), "WEBP", lossless=True, xmp=SECRET)),
    "webp, seen through": (
        "image/webp",
        saved(corners(mode="RGBA"), "WEBP", quality=90, exif=exif()),
    ),
}


@pytest.mark.parametrize("name", SPEAKING)
def test_the_picture_is_the_same_and_says_nothing(name):
    media, content = SPEAKING[name]
    assert SECRET in content
    alone = bare(content, media).content
    assert SECRET not in alone
    image = Image.open(BytesIO(alone))
    assert tuple(seen_corners(image)) == CORNERS
    assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_which_way_up_it_is_stays_known(kind, orientation):
    content = saved(lying(orientation), kind, exif=exif(orientation))
    assert bare(content, f"image/{kind.lower()}").orientation == orientation


@pytest.mark.parametrize("order", ["II", "MM"])
@pytest.mark.parametrize(
    ("value", "read"), [(0, 1), (1, 1), (6, 6), (8, 8), (9, 1), (65535, 1)], ids=str
)
def test_an_orientation_that_is_none_is_upright(order, value, read):
    way = "little" if order == "II" else "big"
    numbers = [(42, 2), (8, 4), (1, 2), (0x112, 2), (3, 2), (1, 4), (value, 2), (0, 2), (0, 4)]
    tiff = order.encode() + b"".join(it.to_bytes(size, way) for it, size in numbers)
    assert orientation_of(tiff) == orientation_of(b"Exif\0\0" + tiff) == read


def test_exif_that_is_none_is_upright():
    chance = random.Random(11)
    for _ in range(500):
        assert orientation_of(b"II*\0" + chance.randbytes(chance.randrange(60))) in range(1, 9)
    assert orientation_of(b"MM\0*" + b"\xff" * 40) == 1
    assert orientation_of(b"") == 1


def test_a_progressive_photo_has_few_scans_and_a_bomb_has_many():
    jpeg = saved(corners(), "JPEG", progressive=True)
    assert bare(jpeg, "image/jpeg").content.count(b"\xff\xda") == jpeg.count(b"\xff\xda")
    start = jpeg.rindex(b"\xff\xda")
    with pytest.raises(ValueError, match="scans"):
        bare(jpeg[:-2] + jpeg[start:-2] * MOST_SCANS + jpeg[-2:], "image/jpeg")


def test_of_a_film_the_first_picture_is_left():
    black = [Image.new("RGB", (80, 120))] * 4
    for kind in ("PNG", "WEBP"):
        film = saved(corners(), kind, save_all=True, append_images=black)
        image = Image.open(BytesIO(bare(film, f"image/{kind.lower()}").content))
        assert getattr(image, "n_frames", 1) == 1
        assert tuple(seen_corners(image)) == CORNERS


@pytest.mark.parametrize("media", ["image/jpeg", "image/png", "image/webp"])
def test_damage_is_a_fault_that_is_named(media):
    whole = saved(corners(), media[6:].upper(), exif=exif(6))
    chance = random.Random(media)
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 12)):
            damaged[chance.randrange(2, len(damaged))] = chance.randrange(256)
        try:
            assert 1 <= bare(bytes(damaged), media).orientation <= 8
        except ValueError:
            continue
