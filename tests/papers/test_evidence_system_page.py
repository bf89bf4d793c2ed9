"""系统与保管记录: how the system fared, who vouches for the time, and who took what."""

import base64
from pathlib import Path

from reading_back import START, SYSTEM, Page, files_of
from record_sample import CASE, CLOCK, KEY, WITNESS, Diary, a_diary, a_full_pack

from zhangfang.evidence.cosignature import cosigner
from zhangfang.evidence.pack import Anchor, PackData
from zhangfang.evidence.signed_note import parse_note

TOKEN = base64.b64decode(Path(__file__).with_name("time_stamp.b64").read_bytes())
"""By a local authority, at 11:55:53 UTC. Whether it fits is for the verifiers to say."""


def rows_of(data: PackData) -> str:
    """The page's text; the cells of a row stand together."""
    return Page(files_of(data)[SYSTEM]).text


def test_starts_and_their_clocks() -> None:
    text = rows_of(a_full_pack())
    assert "2026-11-22 10:00:00启动0.1.0（Python 3.11.9）首次启动已与时间源同步" in text
    assert "2026-11-22 10:00:55启动0.1.1（Python 3.11.9）否未与时间源同步" in text
    assert "误差不超过 1200 毫秒" in text


def test_incidents_are_told_by_themselves() -> None:
    text = rows_of(a_full_pack())
    assert "2026-11-22 10:00:55此前一次运行没有正常结束，系统重新启动" in text
    assert "启动时系统时钟未与时间源同步" in text


def test_no_incident_is_told_too() -> None:
    diary = Diary()
    diary.observes("desk_started", version="1", ended_in_order=True, clock=CLOCK)
    diary.says("好")
    diary.observes("desk_stopped")
    text = rows_of(diary.pack())
    assert "随附的系统记录里没有异常" in text
    assert "2026-11-22 10:00:10停止" in text


def test_audits_and_what_they_found() -> None:
    diary = a_diary()
    diary.observes(
        "audited", size=30, outcome="unsound", failures=2, first_failure="event 12", seconds=3,
        clock=CLOCK,
    )  # fmt: skip
    text = rows_of(diary.pack())
    assert "2026-11-22 10:01:55前 20 条无误0 处1 秒" in text
    assert "前 30 条有误：event 122 处3 秒" in text
    assert "自查发现 2 处有误，第一处：event 12" in text


def test_a_change_of_keys_by_their_fingerprints() -> None:
    diary = a_diary()
    diary.observes("key_changed", old=WITNESS.verifier.as_vkey(), new=KEY.verifier.as_vkey())
    text = rows_of(diary.pack(keys=(WITNESS.verifier, KEY.verifier)))
    old = "65b60673d6ed884bf01c2c222d82ada0740f29ac3355d6a925c81f17f47a27b8"
    new = "56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c"
    assert f"2026-11-22 10:02:15{old}{new}" in text
    assert f"第 1 把{old}第 2 把{new}" in text


def test_kinds_unknown_here_go_by_their_names() -> None:
    diary = a_diary()
    diary.observes("moon_rose", phase="full")
    assert "2026-11-22 10:02:15moon_rose" in rows_of(diary.pack())


def test_without_an_authority_it_says_so() -> None:
    assert "无第三方时间" in rows_of(a_full_pack())


def test_time_stamps_and_how_far_they_reach() -> None:
    diary = a_diary()
    anchors = (
        Anchor(diary.checkpoint(1).as_text(), (), None),
        Anchor(diary.checkpoint(10).as_text(), (), TOKEN),
    )
    files = files_of(diary.pack(anchors=anchors))
    text = Page(files[SYSTEM]).text
    assert "无第三方时间" not in text
    assert "2026-11-22 19:55:53本会话第 1 至第 9 条（日志前 10 条）CN=TSA40971.5 秒" in text
    assert "有第三方时间，1 个，最近一个 2026-11-22 19:55:53" in Page(files[START]).text


def test_a_time_stamp_that_cannot_be_read_does_no_harm() -> None:
    diary = a_diary()
    anchors = (Anchor(diary.checkpoint(10).as_text(), (), b"no token"),)
    assert "读不出来本会话第 1 至第 9 条" in rows_of(diary.pack(anchors=anchors))


def test_witnesses_and_when_they_signed() -> None:
    text = rows_of(a_full_pack())
    assert "2026-11-22 10:02:15本会话第 1 至第 24 条（日志前 27 条）witness.example" in text


def test_a_cosignature_that_does_not_hold_is_not_told() -> None:
    diary = a_diary()
    note = diary.checkpoint(27, witnessed=True)
    other = diary.checkpoint(26, witnessed=True)
    forged = type(note)(note.text, (note.signatures[0], other.signatures[1]))
    assert parse_note(forged.as_text()) == forged
    text = rows_of(diary.pack(checkpoint=forged.as_text(), witnesses=(cosigner(WITNESS),)))
    assert "随附的检查点上没有见证方的签名" in text


def test_who_took_what_and_when() -> None:
    text = rows_of(a_full_pack())
    assert f"2026-11-22 10:01:25第 16 条商户取走文书：电话怎么说（PDF，案件 {CASE}）" in text
    assert "第 18 条系统销毁第 17 条的原文" in text
    assert f"第 20 条商户设了取回口令，案件 {CASE}" in text
    assert f"第 21 条商户在另一台设备上凭口令接着办，案件 {CASE}" in text
    assert f"第 24 条商户取走证据包：遮盖版，日志前 22 条时，SHA-256 {'cd' * 32}" in text
    assert "第一条2026-11-22 10:00:05 写入" in text
    assert "最后一条2026-11-22 10:02:10 写入" in text


def test_revealed_numbers_are_named_but_not_shown() -> None:
    diary = a_diary()
    diary.add("pack_taken", "merchant", origin="observed", body={
        "variant": "opened", "sha256": "ef" * 32, "size": 30, "revealed": ["7 phone-1"]})  # fmt: skip
    assert "取走证据包：打开版，显示了第 7 条的电话 1" in rows_of(diary.pack())
