"""A paper as it was written: blocks in order, for the chat and for the printers above."""

from typing import Literal

from zhangfang.guides.terms import DocumentId, Model

Layout = Literal["facts", "materials", "timeline"]


class Salutation(Model):
    """Whom it addresses, with the colon."""

    kind: Literal["salutation"] = "salutation"
    text: str


class Heading(Model):
    """What the next block is about."""

    kind: Literal["heading"] = "heading"
    text: str


class Paragraph(Model):
    """Running text."""

    kind: Literal["paragraph"] = "paragraph"
    text: str


class Items(Model):
    """A numbered list."""

    kind: Literal["items"] = "items"
    items: tuple[str, ...]


class Rows(Model):
    """Two columns: a name and its value, a material and where it is, a moment and what happened."""

    kind: Literal["rows"] = "rows"
    layout: Layout
    rows: tuple[tuple[str, str], ...]


class SignOff(Model):
    """Lines to sign and date."""

    kind: Literal["sign_off"] = "sign_off"
    lines: tuple[str, ...]


class Note(Model):
    """Small print."""

    kind: Literal["note"] = "note"
    text: str


Block = Salutation | Heading | Paragraph | Items | Rows | SignOff | Note

_BETWEEN: dict[Layout, str] = {"facts": "：", "materials": "：", "timeline": "　"}
_BULLET: dict[Layout, str] = {"facts": "", "materials": "□ ", "timeline": ""}


class Paper(Model):
    """What a merchant reads, prints, signs or sends."""

    kind: DocumentId
    name: str
    title: str
    use: str
    """What to do with it. Said beside the paper, not printed in it."""
    case: str
    """The case's number."""
    day: str
    """When it was written, `2026-11-22`."""
    blocks: tuple[Block, ...]
    footer: str

    def as_text(self) -> str:
        """For the chat: the same words, laid out by line ends alone."""
        parts = [self.title, *(_text(block) for block in self.blocks), self.footer]
        return "\n\n".join(parts).replace("：\n\n", "：\n")


def _text(block: Block) -> str:
    match block:
        case Items():
            return "\n".join(f"{n}. {item}" for n, item in enumerate(block.items, start=1))
        case Rows():
            bullet, between = _BULLET[block.layout], _BETWEEN[block.layout]
            return "\n".join(f"{bullet}{left}{between}{right}" for left, right in block.rows)
        case SignOff():
            return "\n".join(block.lines)
        case Heading():
            return f"{block.text}："
        case _:
            return block.text
