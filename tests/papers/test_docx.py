"""Papers as DOCX: what Word and WPS make of them, and the same bytes each time."""

import io
import time
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from sample import HOSTILE, a_paper, without_spaces, words_of

from zhangfang.cases.paper import Paragraph, Rows
from zhangfang.papers.docx import docx


def text_of(content: bytes) -> str:
    """All its words: of paragraphs, tables and the footer."""
    document = Document(io.BytesIO(content))
    paragraphs = [*document.paragraphs, *document.sections[0].footer.paragraphs]
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return without_spaces("".join(it.text for it in (*paragraphs, *cells)))


def test_every_word_is_in_it() -> None:
    paper = a_paper()
    text = text_of(docx(paper))
    for words in words_of(paper):
        assert without_spaces(words) in text


def test_the_same_paper_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip keeps the hour of its parts; here it is always the same."""
    first = docx(a_paper())
    hour_later = time.localtime(time.time() + 3600)
    monkeypatch.setattr(time, "localtime", lambda *_: hour_later)
    assert docx(a_paper()) == first


def test_chinese_has_a_chinese_font() -> None:
    """Without eastAsia, Word sets Chinese in whatever the machine's theme says."""
    document = Document(io.BytesIO(docx(a_paper())))
    for name, font in (("Normal", "宋体"), ("Title", "黑体"), ("Heading 2", "黑体")):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
        assert fonts.get(qn("w:eastAsiaTheme")) is None


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_merchants_words_are_kept_as_they_are(words: str) -> None:
    paper = a_paper(
        Paragraph(text=words), Rows(layout="facts", rows=((words, words),)), title=words
    )
    assert text_of(docx(paper)).count(without_spaces(words)) == 4


def test_control_characters_do_no_harm() -> None:
    assert "甲乙" in text_of(docx(a_paper(Paragraph(text="甲\x00\x07\n乙"))))


def test_what_the_file_says_of_itself() -> None:
    about = Document(io.BytesIO(docx(a_paper()))).core_properties
    assert (about.title, about.author, about.comments) == ("申诉书", "账房", "")
    assert f"{about.created:%Y-%m-%d}" == "2026-11-22"
    with ZipFile(io.BytesIO(docx(a_paper()))) as package:
        assert package.testzip() is None
