"""Reads the documents of a pack back, as a person or a program would."""

import io
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from pypdf import PdfReader
from sample import without_spaces

from zhangfang.evidence.pack import PackData
from zhangfang.guides.load import load
from zhangfang.guides.model import Knowledge
from zhangfang.papers.evidence.readable import readable_files

ROOT = Path(__file__).parents[2]

START, LIST, PRINTED, SCREEN, SYSTEM = (
    "先看这里.html", "证据目录.pdf", "聊天记录.pdf", "聊天记录.html", "系统与保管记录.html",
)  # fmt: skip
PAGES = (START, SCREEN, SYSTEM)


@cache
def knowledge() -> Knowledge:
    """The project's own."""
    return load(ROOT / "knowledge")


def files_of(data: PackData) -> dict[str, bytes]:
    """What people read in a pack."""
    return readable_files(data, knowledge())


def sheets(pdf: bytes) -> list[str]:
    """The text of each page, without blanks: where a line broke is not kept in a file."""
    return [without_spaces(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def print_of(pdf: bytes) -> str:
    """The text of all pages, without blanks."""
    return "".join(sheets(pdf))


def places(pdf: bytes) -> list[tuple[float, float, str]]:
    """Each run of text on the first page, with where it begins: points from the left and below."""
    found: list[tuple[float, float, str]] = []

    def note(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        if text.strip():
            found.append((x, y, text.strip()))

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=note)
    return found


class Page(HTMLParser):
    """A page as a browser reads it: elements with their attributes, and the text."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._inside = ""
        self.style = ""
        self.feed(html.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.style += data
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All of it, as it is spaced."""
        return "".join(self.texts)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all elements of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]
