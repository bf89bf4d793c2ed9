"""Files are taken by their content; what is refused is refused in plain words, and leaves nothing."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from own_record import on_disk
from sent_files import post_file, sample, sends

from zhangfang.desk.file_kind import kind_of
from zhangfang.desk.files import LONGEST_NAME, clean_name

HERE = Path(__file__).parent
BAD = yaml.safe_load((HERE / "bad_files.yml").read_text(encoding="utf-8"))
FORMS = yaml.safe_load((HERE / "bad_forms.yml").read_text(encoding="utf-8"))
NAMES = yaml.safe_load((HERE / "file_names.yml").read_text(encoding="utf-8"))
GOOD = {
    "photo.jpg": "image/jpeg",
    "progressive.jpg": "image/jpeg",
    "screenshot.png": "image/png",
    "chat.webp": "image/webp",
    "lossless.webp": "image/webp",
    "iphone.heic": "image/heic",
    "receipt.pdf": "application/pdf",
}
FORMS_HEAD = (
    '--b\r\nContent-Disposition: form-data; name="client_message_id"\r\n\r\na\r\n'
    '--b\r\nContent-Disposition: form-data; name="file"; filename="'
)
FORMS_REST = '"\r\n\r\n{photo}\r\n--b--\r\n'
FILM = bytes.fromhex("000000186674797069736f6d000000006d70343269736f6d")


def name(case):
    return case["name"]


def content_of(case: dict[str, Any]) -> bytes:
    content = sample(case["of"]) if "of" in case else case.get("text", "").encode()
    content += bytes.fromhex(case.get("hex", ""))
    content = case.get("before", "").encode() + content[: case.get("cut")]
    content += bytes(case.get("padded", 0)) + case.get("after", "").encode()
    content += bytes.fromhex(case.get("after_hex", ""))
    return content + (sample(case["after_file"]) if "after_file" in case else b"")


async def assert_nothing_is_left(merchant, settings, refused):
    error = refused.json()["error"]
    assert "。" in error["message"]
    assert not any(word in error["message"] for word in "！您")
    assert await merchant.sees() == merchant.opened["messages"]
    assert not any(settings.files.rglob("*.*"))
    return {"status": refused.status_code, "code": error["code"]}


@pytest.mark.parametrize("file", GOOD)
async def test_pictures_and_pdfs_are_taken_whatever_they_are_called(merchant, file):
    content = sample(file)
    sent = await sends(merchant, content, "随便什么.exe")
    assert (sent["file"]["media"], sent["file"]["size"]) == (GOOD[file], len(content))


@pytest.mark.parametrize(
    "after", [bytes(64), FILM, sample("photo.jpg"), b"SEFT"], ids=["zeros", "film", "photo", "mark"]
)
def test_what_a_camera_puts_behind_a_photo_is_no_harm(after):
    assert kind_of(sample("photo.jpg") + after) == "image/jpeg"


def test_a_photo_that_broke_off_within_the_picture_is_still_one():
    assert kind_of(sample("photo.jpg")[:-20]) == "image/jpeg"


@pytest.mark.parametrize("case", BAD, ids=name)
async def test_other_files_are_refused(merchant, settings, case):
    refused = await post_file(merchant, content_of(case), "照片.jpg")
    assert await assert_nothing_is_left(merchant, settings, refused) == case["expect"]


@pytest.mark.parametrize("case", FORMS, ids=name)
async def test_forms_that_are_none_are_refused(merchant, settings, case):
    body = case["body"].replace("\n", "\r\n").replace("{long}", "长" * 400).encode()
    refused = await merchant.http.post(
        f"{merchant.path}/files",
        content=body.replace(b"{photo}", sample("photo.jpg")),
        headers={**merchant.auth, "Content-Type": case["type"]},
    )
    assert await assert_nothing_is_left(merchant, settings, refused) == case["expect"]


@pytest.mark.parametrize("case", NAMES, ids=name)
def test_a_name_is_only_a_name(case):
    given, kept, repeat = case["name"], case["kept"], case.get("repeat")
    if repeat:
        given = given.replace(repeat, repeat * case["times"], 1)
        kept = kept.replace(repeat, repeat * case["kept_times"], 1)
    assert clean_name(given) == kept
    assert len(kept) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("13812345678.jpg", "138****5678.jpg"),
        ("卡 6222021234567894 正面.jpg", "卡 622202******7894 正面.jpg"),
        ('../我的"小票"\n.jpg', '我的"小票".jpg'),
    ],
)
async def test_a_name_on_record_hides_personal_numbers(merchant, settings, given, kept):
    sent = await sends(merchant, sample("photo.jpg"), given)
    assert sent["file"]["name"] == kept
    assert not any(
        number in on_disk(settings.data) for number in (b"13812345678", b"6222021234567894")
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
async def test_a_name_is_read_as_it_was_written(merchant, encoding):
    body = (FORMS_HEAD.encode() + "收款单.jpg".encode(encoding) + FORMS_REST.encode()).replace(
        b"{photo}", sample("photo.jpg")
    )
    sent = await merchant.http.post(
        f"{merchant.path}/files",
        content=body,
        headers={**merchant.auth, "Content-Type": "multipart/form-data; boundary=b"},
    )
    assert sent.json()["file"]["name"] == "收款单.jpg"


def test_a_name_of_all_characters_stays_short_and_in_one_line():
    for start in range(0, 0x11000, 100):
        kept = clean_name("".join(map(chr, range(start, start + 100))))
        assert 0 < len(kept) <= LONGEST_NAME
        assert kept.isprintable()
        assert not set(kept) & set("/\\")


async def test_ten_megabytes_are_taken_and_nothing_of_them_is_on_disk_in_clear(merchant, settings):
    size = 10 * 1024 * 1024
    words = b"nobody may read this 13812345678"
    content = (sample("photo.jpg") + words * (size // len(words)))[:size]
    sent = await sends(merchant, content)
    assert sent["file"]["size"] == size
    assert words not in on_disk(settings.data)
