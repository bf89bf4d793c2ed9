"""The pages of a pack: nothing runs, nothing is fetched, and no text becomes markup."""

import base64
import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reading_back import PAGES, SCREEN, START, SYSTEM, Page, files_of
from record_sample import Diary, a_full_pack

from zhangfang.papers.evidence.markup import page, tag

CARRIES_NOTHING = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "b",
                   "span", "code", "time", "mark", "ol", "li", "dl", "div", "dt", "dd", "table",
                   "thead", "tbody", "tr", "th", "td"}  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", "</p></body><img src=x onerror=alert(1)>", "&lt;b&gt; &#60; &amp;",
    "\" onload=\"alert(1)", "</style><style>*{display:none}", "<!-- ", "]]>", "javascript:alert(1)",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_and_nothing_is_fetched(name: str) -> None:
    read = Page(files_of(a_full_pack())[name])
    assert {tag for tag, _ in read.elements} <= CARRIES_NOTHING
    assert not {key for _, all_of in read.elements for key in all_of} & {"src", "href", "style"}
    (policy,) = [it["content"] for it in read.of("meta") if "http-equiv" in it]
    digest = base64.b64encode(hashlib.sha256(read.style.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "url(" not in read.style
    assert "@import" not in read.style


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words(words: str) -> None:
    """Wherever they can get in: what is said, offered, sent, or told by the system."""
    diary = Diary()
    diary.says(words)
    diary.answers("好", 1, words)
    diary.receives(words, b"1", media=words)
    diary.add("redacted", body={"seq": 1, "name": words, "reason": words}, content={"text": words})
    diary.add(words, body={"in_reply_to": 1}, content={words: words})
    diary.add("pack_taken", body={"variant": words, "revealed": [words]})
    diary.changes(1, "case_opened", number=words, family="overcharged", at=words)
    diary.observes("audited", size=words, outcome=words, failures=words, first_failure=words)
    diary.observes("desk_started", version=words, python=words, ended_in_order=False)
    diary.observes("key_changed", old=words, new=words)
    files = files_of(diary.pack(cases=(words,)))
    for name in PAGES:
        read = Page(files[name])
        assert {tag for tag, _ in read.elements} <= CARRIES_NOTHING
        assert words in read.text


@given(st.text())
@example("\u034f")
def test_any_text_is_read_back(words: str) -> None:
    """As it was, save for characters that cannot be seen, which are named."""
    read = Page(page("题", tag("p", words)))
    seen = "".join(char for char in words if char.isprintable())
    assert [name for name, _ in read.elements][-2:] == ["main", "p"]
    assert all(char in read.text or f"U+{ord(char):04X}" in read.text for char in seen)


@pytest.mark.parametrize("name", PAGES)
def test_a_test_installation_is_told_first(name: str) -> None:
    read = Page(files_of(a_full_pack(times_can_be_set=True))[name])
    assert "试验用的系统" in read.text
    assert len([it for it in read.of("p") if it.get("class") == "warning"]) == 1
    assert "试验用的系统" not in Page(files_of(a_full_pack())[name]).text


def test_the_start_page_says_what_to_do() -> None:
    text = Page(files_of(a_full_pack())[START]).text
    for words in (
        "再存一份", "证据目录.pdf", "签名，写日期", "聊天记录.pdf", "收单机构", "核验.html",
        "verify.py", "不用联网", "从头到尾 24 条", "遮盖版", "无第三方时间", "它不证明说的都是真的",
        "56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c",
    ):  # fmt: skip
        assert words in text
    assert len(text) < 700


def test_what_was_erased_is_told_at_once() -> None:
    diary = Diary()
    diary.says("好", shown=False)
    diary.add("erased", "merchant", origin="observed", body={"by": "merchant"})
    text = Page(files_of(diary.pack())[START]).text
    assert "第 2 条以前的内容已按要求擦除，只剩次序和时间" in text
    assert "擦除" not in Page(files_of(a_full_pack())[START]).text


def test_an_opened_pack_warns_of_it() -> None:
    text = Page(files_of(a_full_pack(variant="opened"))[START]).text
    assert "打开版：有些号码是完整的，别发到网上" in text


def test_each_entry_on_screen_can_be_pointed_at() -> None:
    read = Page(files_of(a_full_pack())[SCREEN])
    assert [it["id"] for it in read.of("li")] == [f"e{seq}" for seq in range(1, 25)]


def test_columns_are_named_on_a_narrow_screen() -> None:
    read = Page(files_of(a_full_pack())[SYSTEM])
    assert all(cell["data-column"] for cell in read.of("td"))
