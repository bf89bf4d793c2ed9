"""聊天记录 in print and on screen: everything that is on record, as it was said."""

import hashlib
import io
import time

import pytest
from pypdf import PdfReader
from reading_back import PRINTED, SCREEN, Page, files_of, places, print_of, sheets
from record_sample import CASE, CONVERSATION, Diary, a_diary, a_full_pack
from sample import HOSTILE, without_spaces

from zhangfang.evidence.event import leaf_hash
from zhangfang.evidence.pack import PackData, data_files

RIGHT_EDGE = 210 / 25.4 * 72 - 50
"""Points from the left of an A4 sheet, where its margin begins."""


def both(data: PackData) -> list[str]:
    """The texts of the two, without blanks."""
    files = files_of(data)
    return [print_of(files[PRINTED]), without_spaces(Page(files[SCREEN]).text)]


def assert_said(data: PackData, *texts: str) -> None:
    """Whether both have each of the texts."""
    for text in texts:
        for document in both(data):
            assert without_spaces(text) in document


def test_everything_said_can_be_copied_out() -> None:
    assert_said(
        a_full_pack(), "你好，我是账房。出了什么事？", "多扣了我的钱", "我电话 139****5678",
        "1. 报单号。", "我来看看。",
    )  # fmt: skip


def test_each_entry_has_number_time_speaker_origin_and_hash() -> None:
    data = a_full_pack()
    second, agent = data.events[1].leaf, data.events[21].leaf
    assert_said(
        data,
        "2 2026-11-22 10:00:10 商户 商户自述 · 点选快捷回复",
        "22 2026-11-22 10:02:00 客服 客服发出",
        "10 2026-11-22 10:00:50 商户 收到的文件",
        leaf_hash(second)[:8],
        leaf_hash(agent)[:8],
    )


def test_no_entry_is_left_out() -> None:
    """Also those of a kind that nobody here knows."""
    data = a_full_pack()
    for document in both(data):
        assert all(leaf_hash(event.leaf)[:8] in document for event in data.events)
        assert "其他记录：window_opened" in document
    assert_said(data, "共 24 条：消息 8 条，文件 1 份，其他记录 15 条")


def test_what_followed_is_told_in_words() -> None:
    assert_said(
        a_full_pack(),
        f"登记案件 {CASE}：多扣费（据第 2 条）",
        "进入「核实」阶段",
        "记下交易时间：2026年11月21日 15:00 左右（原话：昨天下午 3 点）（据第 7 条）",
        "更正金额：15.00 元，原为：12.00 元（原话：15 块）（据第 11 条）",
        "步骤完成：说清是哪一笔",
        "等候到 2026-11-27（系统设的提醒）",
        f"取走文书：电话怎么说（PDF，案件 {CASE}），SHA-256 {'ab' * 32}",
        f"取走证据包：遮盖版，日志前 22 条时，SHA-256 {'cd' * 32}",
    )


def test_what_was_offered_and_enclosed_is_shown() -> None:
    assert_said(
        a_full_pack(),
        "可点选：［多扣了我的钱］［钱没到账］",
        f"随附文书：电话怎么说（案件 {CASE}）",
    )


def test_a_clock_that_was_wrong_is_told() -> None:
    """Ten minutes off is; two seconds are not."""
    diary = Diary()
    diary.says("一", client_at="2026-11-22T09:50:00.000+08:00")
    diary.says("二", client_at="2026-11-22T10:00:03.000+08:00")
    for document in both(diary.pack()):
        assert document.count("发送方设备的时间") == 1
        assert "发送方设备的时间：2026-11-2209:50:00" in document


def test_time_that_passed_before_writing_is_told() -> None:
    diary = Diary()
    diary.says("一", at="2026-11-20T09:00:00.000+08:00")
    assert_said(diary.pack(), "写入时间：2026-11-22 10:00:00")


def test_a_redacted_message_says_why_and_what_stands_for_it() -> None:
    assert_said(
        a_full_pack(),
        "这条的原文已销毁，原因：一个号码分在几条里发出，合起来须遮盖（见第 18 条）。替代内容：卡号 622202**",
    )


def test_a_message_taken_back_leaves_its_place() -> None:
    diary = Diary()
    diary.says("说漏嘴了", shown=False, kept_back={"content": "说漏嘴了"})
    diary.add("recalled", "merchant", body={"seq": 1})
    for document in both(diary.pack()):
        assert "发送人撤回了这条（见第2条），原文封存在记录里，没有随附。" in document
        assert "撤回了一条消息（第1条）" in document


def test_what_was_agreed_to_and_how_it_was_rated_is_told() -> None:
    diary = Diary()
    diary.add("consented", "merchant", body={"version": "2026-11-22", "sensitive": False})
    rated = {"case": CASE, "tags": ["clear"], "words": "挺好"}
    diary.add("rated", "merchant", body={"solved": True, "stars": 5}, content=rated)
    diary.add("identified", content={"id": "m-1", "name": "老王面馆"})
    fields = [{"name": "amount", "value": "1288"}]
    diary.add("file_read", body={"seq": 1, "reader": "rapidocr"}, content={"fields": fields})
    for document in both(diary.pack()):
        assert "看过并同意使用说明（2026-11-22）；留敏感信息：不同意" in document
        assert f"评价：案件{CASE}，问题解决了，5星。原话：挺好" in document
        assert "嵌入这个页面的网站告知写的人是谁：老王面馆（m-1）" in document
        assert "用程序读第1条的图片（rapidocr），读出：金额1288" in document


def test_an_erased_conversation_says_so_on_every_entry() -> None:
    diary = Diary()
    diary.says("电话 139****5678", shown=False, kept_back={"phone-1": "13912345678"})
    diary.answers("好", 1)
    diary.events[1] = type(diary.events[1])(diary.events[1].leaf, {})
    diary.add("erased", "merchant", origin="observed", body={"by": "merchant"})
    for document in both(diary.pack(cases=())):
        assert document.count("这条的原文已销毁，原因：按要求擦除（见第3条）") == 2
        assert "封存的电话1已销毁" in document
        assert "擦除此前全部内容，提出方：商户" in document
        assert "139" not in document


def test_a_masked_pack_shows_no_number_whole() -> None:
    for document in both(a_full_pack()):
        assert "139****5678" in document
        assert "13912345678" not in document


def test_an_opened_pack_shows_numbers_in_their_places() -> None:
    """In a box; below stands how it is on record."""
    diary = Diary()
    numbers = {"phone-1": "13912345678", "identity-1": "110101199003071234"}
    diary.says("电话 139****5678，证 110***********1234。", numbers=numbers)
    data = diary.pack(variant="opened", cases=())
    assert_said(data, "电话 13912345678，证 110101199003071234。", "记录里写作：139****5678")
    assert len(Page(files_of(data)[SCREEN]).of("mark")) == 2


def test_a_number_without_a_place_stands_below() -> None:
    """It was told in two messages, say."""
    diary = Diary()
    diary.says("后面是 5678", numbers={"phone-1": "13912345678"})
    assert_said(diary.pack(variant="opened"), "后面是 5678", "完整号码，电话 1：13912345678")


def test_the_whole_hash_is_on_every_sheet() -> None:
    """And whose record it is, and which sheet of how many."""
    data = long_pack(120)
    whole = hashlib.sha256(data_files(data)["data/events.jsonl"]).hexdigest()
    found = sheets(files_of(data)[PRINTED])
    assert len(found) > 3
    for number, sheet in enumerate(found, start=1):
        assert whole in sheet
        assert CASE in sheet
        assert CONVERSATION in sheet
        assert f"第{number}页共{len(found)}页" in sheet


def test_a_test_installation_is_told_on_both() -> None:
    assert_said(a_full_pack(times_can_be_set=True), "时间可以人为设定，不能当作事情发生的时间")
    assert all("人为设定" not in document for document in both(a_full_pack()))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_merchants_words_are_never_markup(words: str) -> None:
    diary = Diary()
    diary.says(words)
    diary.receives(words, b"1")
    diary.answers("好", 1, words)
    for document in both(diary.pack(cases=(words,))):
        assert document.count(without_spaces(words)) >= 4


def test_line_breaks_are_kept() -> None:
    diary = Diary()
    diary.says("一\n\n二")
    files = files_of(diary.pack())
    assert "一\n\n二" in Page(files[SCREEN]).text
    heights = {text: y for _, y, text in places(files[PRINTED])}
    assert heights["一"] - heights["二"] > 25  # points: two lines


@pytest.mark.parametrize(
    "word", ["A1b2" * 100, "！" * 150, "é" * 120, "x\u00a0" * 80, "https://a.cn/" + "-" * 90]
)
def test_a_word_without_end_stays_on_the_sheet(word: str) -> None:
    """It is broken, not cut off, and nothing is added to what can be copied out."""
    diary = Diary()
    diary.says(word)
    content = files_of(diary.pack())[PRINTED]
    assert without_spaces(word) in print_of(content)
    assert all(x < RIGHT_EDGE for x, _, _ in places(content))


def test_no_character_is_a_box() -> None:
    """What the fonts lack is named by its number; a browser has fonts of its own."""
    diary = Diary()
    diary.says("好😀的\u202e倒\u200b着")
    files = files_of(diary.pack())
    assert "好〔U+1F600〕的〔U+202E〕倒〔U+200B〕着" in print_of(files[PRINTED])
    assert "好😀的〔U+202E〕倒〔U+200B〕着" in Page(files[SCREEN]).text


def test_fonts_are_inside() -> None:
    for sheet in PdfReader(io.BytesIO(files_of(a_full_pack())[PRINTED])).pages:
        for font in sheet["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile3" in inner["/FontDescriptor"]
            assert "/ToUnicode" in font.get_object()


def test_two_thousand_messages() -> None:
    """Measured, they take one to two seconds; the patience is for a busy machine."""
    data = long_pack(2000)
    begun = time.perf_counter()
    files = files_of(data)
    assert time.perf_counter() - begun < 20
    last = PdfReader(io.BytesIO(files[PRINTED])).pages[-1].extract_text()
    assert "第1999句" in without_spaces(last)
    assert "第 1999 句" in Page(files[SCREEN]).text


def test_two_hundred_messages_are_quick() -> None:
    """Well under a second; the patience is for a busy machine."""
    data = long_pack(200)
    files_of(data)
    begun = time.perf_counter()
    files_of(data)
    assert time.perf_counter() - begun < 2


def long_pack(count: int) -> PackData:
    """Many messages after a short case."""
    diary = a_diary()
    for number in range(count):
        diary.says(f"第 {number} 句：昨天多扣了我 {number} 块，打了几次电话都没人接。")
    return diary.pack()
