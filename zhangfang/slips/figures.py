"""Numbers and codes as slips print them: 12 digits of a reference number, 15 of a merchant's.

Letters that thermal print makes of figures (O for 0) are put right only where the form says figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhangfang.slips.reading import FieldName

_AS_FIGURES = str.maketrans("OoQDU〇○lI|!iLZzSsBbGgqT", "00000001111112255866997")
_LENGTHS: dict[FieldName, int] = {
    "reference_number": 12,
    "voucher_number": 6,
    "batch_number": 6,
    "merchant_number": 15,
    "terminal_number": 8,
    "auth_code": 6,
}
_MAY_HAVE_LETTERS = {"terminal_number", "auth_code", "merchant_number", "reference_number"}
_RUN = re.compile(r"[0-9A-Za-z|!〇○]+(?:[ \-_.·][0-9A-Za-z|!〇○]+)*")
_LOOK_ALIKE = re.compile(r"[OoQDlI|!iZzSsBbGgq〇○]")
_FEWEST_OF_ORDER, _MOST_OF_ORDER, _FIGURES_OF_ORDER = 8, 40, 6
_STAR = "*xX×＊✱✳★☆※#·•"
_STARRED = re.compile(
    rf"(?P<head>(?<!\d)\d{{6}}|(?<!\d)\d{{4}} ?\d{{2}})?\s?[{_STAR}]{{2,}}[{_STAR}. \-]*(?P<tail>\d{{4}})(?!\d)"
)
# stars that were read as anything, or not seen at all
_SMUDGED = re.compile(r"(?<!\d)\d{6}(?!\d)\D{1,24}(?P<tail>\d{4})(?!\d)")
_TAIL = re.compile(r"(?:尾号\s*[:：]?\s*|[(（\[]\s*)(\d{4})(?=\s*[)）\]]|\D|$)")
_WHOLE_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")


@dataclass(frozen=True, slots=True)
class Value:
    """What a form made of a text: characters `start` to `end` of it.

    `doubt`: 0 as the form wants it, 1 after repair, 2 when the form itself is not met. What of the
    text makes the value begins at `core`: of a starred card the last four alone count.
    """

    value: str
    start: int
    end: int
    doubt: int
    core: int = -1


def read_code(field: FieldName, text: str) -> Value | None:
    """A number of fixed length, or something near it with a doubt."""
    wanted = _LENGTHS[field]
    runs = list(_RUN.finditer(text))
    for match in runs:
        # all of a run with spaces in it, or its first group: what follows may be the next thing
        for said in (match.group(), match.group().split()[0]):
            span = (match.start(), match.start() + len(said))
            if (value := _fitting(field, said, span, wanted)) is not None:
                return value
    if (value := _within(text, wanted)) is not None:
        return value
    near = (_nearly(match.group(), match.span(), wanted) for match in runs)
    return next((value for value in near if value is not None), None)


def read_order_number(text: str) -> Value | None:
    """8 to 40 letters and figures, mostly figures; groups that belong together are joined."""
    best: Value | None = None
    for match in re.finditer(r"[0-9A-Za-z|〇○]+(?:[ ]?[-_]?[0-9A-Za-z|〇○]+)*", text):
        code = re.sub(r"\s", "", match.group())
        if _FEWEST_OF_ORDER <= len(code) <= _MOST_OF_ORDER and _figures(code) >= _FIGURES_OF_ORDER:
            found = Value(*_with_figures(code, match))
            if best is None or len(found.value) > len(best.value):
                best = found
    return best


def read_card_tail(text: str) -> Value | None:
    """The last four of a card whose middle is starred, or that is named by them."""
    if (starred := _STARRED.search(text)) is not None:
        doubt = 0 if starred["head"] is not None else 1
        return Value(starred["tail"], *starred.span(), doubt, starred.start("tail"))
    if (tail := _TAIL.search(text)) is not None:
        return Value(tail.group(1), *tail.span(), 0, tail.start(1))
    if (card := _WHOLE_CARD.search(text)) is not None:
        return Value(re.sub(r"\D", "", card.group())[-4:], *card.span(), 1)
    if (smudged := _SMUDGED.search(text)) is not None:
        return Value(smudged["tail"], *smudged.span(), 1, smudged.start("tail"))
    return None


def _fitting(field: FieldName, said: str, span: tuple[int, int], wanted: int) -> Value | None:
    code = re.sub(r"[^0-9A-Za-z|!〇○]", "", said)
    if len(code) != wanted:
        return None
    if code.isdigit():
        return Value(code, *span, 0)
    figures = code.translate(_AS_FIGURES)
    if figures.isdigit():
        mixed = field == "auth_code" and code.isupper() and code.isascii() and code.isalnum()
        return Value(code if mixed else figures, *span, 1)
    lettered = field in _MAY_HAVE_LETTERS and code.isascii() and code.isalnum()
    if not lettered or _figures(code) < wanted / 2 - 1:
        return None
    return Value(code.upper(), *span, 1 if _LOOK_ALIKE.search(code) else 0)


def _within(text: str, wanted: int) -> Value | None:
    """Just so many figures with letters against them: print that runs into other print."""
    match = re.search(rf"(?<!\d)\d{{{wanted}}}(?!\d)", text)
    return Value(match.group(), *match.span(), 2) if match else None


def _nearly(said: str, span: tuple[int, int], wanted: int) -> Value | None:
    """A figure too few or too many: shown, but never as sure."""
    code = re.sub(r"[^0-9A-Za-z|!〇○]", "", said).translate(_AS_FIGURES)
    slack = 2 if wanted > 8 else 1
    if not code.isdigit() or not wanted - slack <= len(code) <= wanted + slack:
        return None
    return Value(code, *span, 2)


def _with_figures(code: str, match: re.Match[str]) -> tuple[str, int, int, int]:
    """A lone look-alike among many figures is one of them."""
    letters = re.sub(r"[\d\-_]", "", code)
    within = re.search(r"\d[A-Za-z|〇○]+\d", code)
    if letters and within and _LOOK_ALIKE.fullmatch(letters[0]) and len(set(letters)) == 1:
        return code.translate(_AS_FIGURES), match.start(), match.end(), 1
    return code.replace("|", "1"), match.start(), match.end(), 0


def _figures(code: str) -> int:
    return sum(char.isdigit() for char in code)
