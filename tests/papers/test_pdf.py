"""Papers as PDF: real text, embedded fonts, the same bytes, and no word taken for markup."""

import io
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from sample import HOSTILE, a_paper, without_spaces, words_of

from zhangfang.cases.case import Case, Fact
from zhangfang.cases.letters import write
from zhangfang.cases.paper import Paragraph, Rows
from zhangfang.guides.load import load
from zhangfang.papers.pdf import pdf

ROOT = Path(__file__).parents[2]


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return without_spaces("".join(page.extract_text() for page in read(content).pages))


def test_every_word_can_be_copied_out() -> None:
    paper = a_paper()
    text = text_of(pdf(paper))
    for words in words_of(paper):
        assert without_spaces(words) in text


def test_fonts_are_inside() -> None:
    fonts = [
        font.get_object()
        for page in read(pdf(a_paper())).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert {
        str(font["/BaseFont"]).partition("+")[2].partition("-Identity")[0] for font in fonts
    } == {
        "NotoSerifSC-Regular",
        "NotoSansSC-Regular",
    }
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile3" in descriptor
        assert "/ToUnicode" in font


def test_the_same_paper_gives_the_same_bytes() -> None:
    """Also in another process: nothing of the hour or the machine goes in."""
    script = (
        "import sys; from sample import a_paper; from zhangfang.papers.pdf import pdf; "
        "sys.stdout.buffer.write(pdf(a_paper()))"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT,
        env={"PYTHONPATH": str(Path(__file__).parent), "TZ": "America/New_York"},
    )  # fmt: skip
    assert pdf(a_paper()) == pdf(a_paper()) == elsewhere.stdout


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_merchants_words_are_never_markup(words: str) -> None:
    paper = a_paper(
        Paragraph(text=words), Rows(layout="facts", rows=((words, words),)), title=words
    )
    assert text_of(pdf(paper)).count(without_spaces(words)) >= 4


def test_a_word_without_end_stays_on_the_sheet() -> None:
    """It is broken, not cut off: all of it can be read back."""
    word = "A1b2" * 100
    content = pdf(a_paper(Paragraph(text=word), Rows(layout="facts", rows=(("订单号", word),))))
    assert text_of(content).replace("\u200b", "").count(word) == 2
    right = []
    page = read(content).pages[0]
    page.extract_text(visitor_text=lambda text, _cm, tm, *_: right.append((tm[4], text)))
    width = float(page.mediabox.width)
    assert all(x < width for x, text in right if text.strip())


def test_control_characters_do_no_harm() -> None:
    assert "甲乙" in text_of(pdf(a_paper(Paragraph(text="甲\x00\x07乙\u202e")))).replace(
        "\x00", ""
    ).replace("\x07", "").replace("\u202e", "")


def test_several_at_once() -> None:
    """The desk makes papers in several threads."""
    papers = [a_paper(title=f"申诉书 {number}") for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        for paper, content in zip(papers, pool.map(pdf, papers), strict=True):
            assert without_spaces(paper.title) in text_of(content)


@pytest.mark.parametrize("family", ["overcharged", "not_arrived", "wrong_refund",
                                    "no_receipt_charged", "migration_charge"])  # fmt: skip
def test_a_letter_is_one_page(family: str) -> None:
    """With everything known that takes a line, whatever kind of problem it is."""
    knowledge = load(ROOT / "knowledge")
    now = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
    told = {
        "order_number": "TK2026112106612345678", "amount": "11288.55", "ticket_number": "GD1122",
        "transaction_time": "2026-11-20T14:03", "merchant_number": "898310148160568",
        "terminal_number": "10293847", "reference_number": "123456789012", "card_tail": "8765",
        "voucher_number": "000123", "batch_number": "000045", "complaint_number": "TS99",
        "promised_by": "2026-11-25", "submitted_to": "acquirer",
    }  # fmt: skip
    for question in knowledge.guides[family].facts:
        for choice in question.choices:
            for kind, phase in (
                ("call_script", "escalate"), ("material_list", "submit"),
                ("appeal_letter", "submit"), ("written_demand", "escalate"),
            ):  # fmt: skip
                facts = {**told, question.id: choice.value}
                case = Case(
                    number="ZF-20261122-K7YM-4", family=family, phase=phase,
                    opened_at="2026-11-20T15:00:00+08:00",
                    facts={name: Fact(value=value) for name, value in facts.items()},
                )  # fmt: skip
                assert len(read(pdf(write(knowledge, case, kind, now))).pages) == 1, (kind, choice)


def test_it_is_quick() -> None:
    """A second's patience on a busy machine; measured, a paper takes some 15 ms."""
    pdf(a_paper())
    begun = time.perf_counter()
    pdf(a_paper(title="另一份"))
    assert time.perf_counter() - begun < 1


def test_nothing_is_loaded_before_the_first_paper() -> None:
    """A desk that writes no paper pays for none."""
    script = (
        "import sys; import zhangfang.desk.app; "
        "print([name for name in ('typst', 'docx', 'cn2an', 'lxml', 'pylopdf_fonts_zh_cn') "
        "if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT, text=True
    )
    assert said.stdout.strip() == "[]"
