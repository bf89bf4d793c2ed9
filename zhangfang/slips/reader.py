"""Reads the picture of a slip: finds the print, reads it, reads what counts again, and says how sure.

No network and no file is written; the same picture gives the same reading.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from zhangfang.slips.cards import card_lines
from zhangfang.slips.choosing import Choice, agreeing, choose, is_sure
from zhangfang.slips.contrast import darkened, evened
from zhangfang.slips.cutting import cut_out
from zhangfang.slips.engine import Engine, Picture, engine
from zhangfang.slips.fields import Candidate, candidates, written_out
from zhangfang.slips.kind import has_labels, looks_like_slip
from zhangfang.slips.line import Line, box_around
from zhangfang.slips.page import Page, read_page
from zhangfang.slips.quality import Sight, retake
from zhangfang.slips.reading import Field, FieldName, SlipReading
from zhangfang.slips.unlabelled import unlabelled
from zhangfang.slips.upright import standing, turned_back

_LONGEST = 2600
"""Pixels: more than this says no more about print."""
_SEEN_AT = 1152
"""Pixels of the longer side in which print is looked for."""
_CLOSER = 1600
_POOR_BELIEF = 0.85
_WANTED: tuple[FieldName, ...] = ("amount", "transaction_time")
_NUMBERS: tuple[FieldName, ...] = ("order_number", "reference_number", "voucher_number")


@dataclass(frozen=True, slots=True)
class _Look:
    """One way of looking at the picture, and what it showed."""

    picture: Picture
    turns: int
    lines: list[Line]
    page: Page
    choices: dict[FieldName, Choice]

    @property
    def belief(self) -> float:
        """The mean of the lines' scores."""
        return sum(line.score for line in self.lines) / max(len(self.lines), 1)

    @property
    def worth(self) -> float:
        """What was found of the facts, the better believed counting more."""
        found = sum(0.5 + min(choice.best.belief, 1.0) / 2 for choice in self.choices.values())
        return found + len(self.page.statements) * 0.1


def read_slip(picture: Picture, threads: int | None = None) -> SlipReading:
    """What a picture says as a slip.

    Args:
        picture: height x width x 3, RGB, upright as its EXIF orientation says.
        threads: that the reading may use; without, as the environment says, or 1.
    """
    reader = engine(threads)
    small = _within(picture, _LONGEST)
    look = _look(small, reader, _SEEN_AT)
    if _is_poor(look):
        looks = [look, _look(evened(small), reader, _CLOSER)]
        look = max(looks, key=lambda one: one.worth)
    is_slip = looks_like_slip(look.page, look.choices)
    fields = _fields(look, small, reader) if is_slip else ()
    size = small.shape[1], small.shape[0]
    cards = tuple(
        box_around([turned_back(line.quad, look.turns, *size) for line in group], *size)
        for group in card_lines(look.page)
    )
    sight = Sight(look.picture, tuple(look.lines), look.page)
    unread = not look.lines or (look.belief < _POOR_BELIEF and has_labels(look.page))
    reason = retake(sight, fields) if is_slip or unread else None
    return SlipReading(is_slip=is_slip, fields=fields, retake=reason, cards=cards)


def _look(picture: Picture, reader: Engine, longest: int) -> _Look:
    quads = reader.find(picture, longest)
    turns, turned = standing(picture, quads, reader) if quads else (0, [])
    upright = np.ascontiguousarray(np.rot90(picture, turns))
    lines = [
        line
        for index, quad in enumerate(turned)
        if (line := reader.read(cut_out(upright, quad), quad, index)).text.strip()
    ]
    page = read_page(lines)
    return _Look(upright, turns, lines, page, choose(_all_candidates(page)))


def _all_candidates(page: Page) -> list[Candidate]:
    found = candidates(page)
    return found + unlabelled(page, found)


def _is_poor(look: _Look) -> bool:
    """Whether another look may show more: little read, or little believed."""
    if not look.lines:
        return True
    wanting = [name for name in _WANTED if name not in look.choices]
    numberless = not any(name in look.choices for name in _NUMBERS)
    return bool(wanting) or numberless or look.belief < _POOR_BELIEF


def _fields(look: _Look, original: Picture, reader: Engine) -> tuple[Field, ...]:
    sources = {line.source for choice in look.choices.values() for line in choice.best.lines}
    upright = np.ascontiguousarray(np.rot90(original, look.turns))
    second = [
        _read_again(line, upright, reader) if line.source in sources else line
        for line in look.lines
    ]
    again = _all_candidates(read_page(second))
    written = written_out(look.page)
    size = original.shape[1], original.shape[0]
    upright_size = upright.shape[1], upright.shape[0]
    fields = []
    for name, choice in look.choices.items():
        best = choice.best
        if best.value.startswith("T"):
            continue  # a clock without its day
        quads = [turned_back(line.quad, look.turns, *size) for line in best.lines]
        fields.append(
            Field(
                name=name,
                value=best.value,
                label=best.label,
                text=best.text,
                sure=is_sure(
                    choice,
                    agreeing(choice, again),
                    written=written,
                    with_seconds="batch_number" in look.choices,
                    size=upright_size,
                ),
                box=box_around(quads, *size) if quads else None,
            )
        )
    return tuple(fields)


def _read_again(line: Line, picture: Picture, reader: Engine) -> Line:
    """The same line from another cut: a little wider, its strokes darkened."""
    cut = darkened(cut_out(picture, line.quad, margin=0.08))
    return reader.read(cut, line.quad, line.source)


def _within(picture: Picture, longest: int) -> Picture:
    height, width = picture.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return picture
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
