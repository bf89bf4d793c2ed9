"""How the Chinese of knowledge/ is written: punctuation, and no shouting at an upset merchant."""

import re
from collections.abc import Iterator

from zhangfang.guides.document import Document, Loc
from zhangfang.guides.fault import Fault

HAN = r"[一-鿿]"
HALF_WIDTH = re.compile(rf'{HAN}\s*[,;:?.()"]|[,;:?()"]\s*{HAN}')
UNSPACED = re.compile(rf"{HAN}[A-Za-z0-9{{]|[A-Za-z0-9}}]{HAN}")
MERCHANTS_OWN_WORDS = {"said_done", "said", "unless", "variants", "standard"}


def wording_faults(document: Document) -> Iterator[Fault]:
    """Faults in every text of the file that reaches a merchant."""
    for loc, text in document.texts():
        if MERCHANTS_OWN_WORDS.isdisjoint(loc):
            yield from _faults_of(document, loc, text)


def _faults_of(document: Document, loc: Loc, text: str) -> Iterator[Fault]:
    if "!" in text or "！" in text:
        yield document.fault(loc, f"exclamation mark in '{_excerpt(text, '！', '!')}': use 。")
    if found := HALF_WIDTH.search(text):
        yield document.fault(
            loc, f"half-width punctuation in '{found.group()}': use full-width ，；：？。（）「」"
        )
    if not _is_question(loc) and (found := UNSPACED.search(text)):
        yield document.fault(
            loc, f"no space in '{found.group()}': put one between Chinese and letters or digits"
        )


def _is_question(loc: Loc) -> bool:
    """Phrasings of a faq entry are kept as merchants type them, without spaces."""
    return loc[0] == "faq" and "ask" in loc


def _excerpt(text: str, *marks: str) -> str:
    end = max(text.find(mark) for mark in marks) + 1
    return text[max(0, end - 10) : end]
