"""A paper as DOCX, to be changed in Word or WPS before it is signed."""

from datetime import datetime
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from zhangfang.cases.paper import (
    Block,
    Heading,
    Items,
    Note,
    Paper,
    Paragraph,
    Rows,
    Salutation,
    SignOff,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import Table
    from docx.text.run import Run

BODY, HEAD, LATIN = "宋体", "黑体", "Times New Roman"
"""Fonts that every Chinese Word and WPS has."""

_CHARACTER = 10.5
"""Points; 五号."""

_READ_ALOUD = 14
"""四号: what is read aloud is read at arm's length."""

MOST_ONE_A_LINE, LONGEST_SHORT = 5, 17


def docx(paper: Paper) -> bytes:
    """The same bytes for the same paper."""
    from docx import Document

    document = Document()
    _page(document, paper)
    _styles(document, _READ_ALOUD if paper.kind == "call_script" else _CHARACTER)
    title = document.add_paragraph(style="Title")
    title.add_run(_clean(paper.title))
    for block in paper.blocks:
        _add(document, block)
    written = BytesIO()
    document.save(written)
    return _dated_alike(written.getvalue())


def _page(document: "Document", paper: Paper) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    section.footer.paragraphs[0].add_run(_clean(paper.footer))
    day = datetime.fromisoformat(paper.day)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = _clean(paper.title), "账房", "账房"
    about.comments, about.language = "", "zh-CN"
    about.created = about.modified = day


def _styles(document: "Document", size: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal: ParagraphStyle = styles["Normal"]
    _font(normal, BODY, size)
    normal.paragraph_format.space_after = Pt(5)
    normal.paragraph_format.line_spacing = 1.2
    for name, points in (("Title", 18), ("Heading 2", size), ("Footer", 8)):
        style: ParagraphStyle = styles[name]
        _font(style, HEAD, points)
        style.font.bold = False
        style.font.color.rgb = RGBColor(0, 0, 0)
    _without_border(styles["Title"])
    title: ParagraphStyle = styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(14)
    heading: ParagraphStyle = styles["Heading 2"]
    heading.paragraph_format.space_before = Pt(8)
    heading.paragraph_format.space_after = Pt(4)


def _font(style: "ParagraphStyle", chinese: str, size: float) -> None:
    """Word takes the Chinese letters' font from eastAsia, and a theme's font before both."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size = LATIN, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{slot}"), None)
    fonts.set(qn("w:eastAsia"), chinese)


def _without_border(style: "ParagraphStyle") -> None:
    """python-docx's own title is underlined in blue."""
    from docx.oxml.ns import qn

    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _add(document: "Document", block: Block) -> None:
    from docx.shared import Mm, Pt

    match block:
        case Salutation():
            document.add_paragraph(_clean(block.text))
        case Heading():
            document.add_paragraph(_clean(block.text), style="Heading 2")
        case Paragraph():
            paragraph = document.add_paragraph(_clean(block.text))
            paragraph.paragraph_format.first_line_indent = Pt(2 * _CHARACTER)
        case Items():
            for line in _lines(block.items):
                paragraph = document.add_paragraph(line)
                paragraph.paragraph_format.left_indent = Pt(1.6 * _CHARACTER)
                paragraph.paragraph_format.first_line_indent = Pt(-1.6 * _CHARACTER)
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(82))
                paragraph.paragraph_format.space_after = Pt(2)
        case Rows():
            _table(document, block)
        case SignOff():
            for place, line in enumerate(block.lines):
                paragraph = document.add_paragraph(_clean(line))
                paragraph.paragraph_format.left_indent = Mm(82)
                paragraph.paragraph_format.space_before = Pt(0 if place else 16)
                paragraph.paragraph_format.keep_with_next = place < len(block.lines) - 1
        case Note():
            _small(document.add_paragraph().add_run(_clean(block.text)))


def _lines(items: tuple[str, ...]) -> list[str]:
    """Many short ones stand two in a line, so that a letter stays on its sheet."""
    numbered = [f"{number}. {_clean(item)}" for number, item in enumerate(items, start=1)]
    if len(items) <= MOST_ONE_A_LINE or max(map(len, items)) > LONGEST_SHORT:
        return numbered
    half = (len(numbered) + 1) // 2
    pairs = zip_longest(numbered[:half], numbered[half:])
    return ["\t".join(item for item in pair if item) for pair in pairs]


def _table(document: "Document", block: Rows) -> None:
    from docx.shared import Mm

    widths = {"facts": (32, 130), "materials": (52, 110), "timeline": (44, 118)}[block.layout]
    table: Table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for left, right in block.rows:
        cells = table.add_row().cells  # type: ignore[no-untyped-call]
        box = "□ " if block.layout == "materials" else ""
        for cell, width, text in zip(cells, widths, (box + left, right), strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].add_run(_clean(text))
            cell.paragraphs[0].paragraph_format.space_after = 0
    document.add_paragraph().paragraph_format.space_after = 0


def _small(run: "Run") -> None:
    from docx.shared import Pt

    run.font.size = Pt(9)


def _clean(text: str) -> str:
    """XML has no place for control characters; one line here is one line there."""
    return "".join(char if char.isprintable() else " " for char in text)


def _dated_alike(package: bytes) -> bytes:
    """The same package with one date on all its parts: a zip would keep the hour it was made."""
    again = BytesIO()
    with ZipFile(BytesIO(package)) as made, ZipFile(again, "w", ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            part = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            fixed.writestr(part, made.read(name))
    return again.getvalue()
