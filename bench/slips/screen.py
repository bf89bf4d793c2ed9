"""A telephone's screen: rows set in proportional letters, as apps show the details of a sale."""

import random
from typing import NamedTuple

import cv2
import numpy as np

from bench.slips.faces import Face, run_of
from bench.slips.paper import Sheet
from bench.slips.printer import Letter
from bench.slips.rows import Piece, Row

SCREENS = ((1080, 2340), (1080, 1920), (1170, 2532), (720, 1600), (828, 1792))


class Look(NamedTuple):
    """How an app looks; colours as RGB."""

    face: Face
    ground: tuple[int, int, int]
    card: tuple[int, int, int]
    ink: tuple[int, int, int]
    pale: tuple[int, int, int]
    bar: tuple[int, int, int]


LIGHT = Look(
    "sans", (245, 245, 247), (255, 255, 255), (28, 28, 30), (140, 140, 145), (255, 255, 255)
)
BLUE = Look("hei", (240, 243, 250), (255, 255, 255), (40, 44, 60), (130, 136, 150), (46, 110, 230))
RED = Look("sans", (250, 246, 244), (255, 255, 255), (45, 35, 32), (150, 138, 132), (214, 62, 52))
DARK = Look("sans", (18, 18, 20), (30, 30, 33), (230, 230, 232), (142, 142, 150), (24, 24, 27))


def shown(rows: list[Row], title: str, look: Look, chance: random.Random) -> Sheet:
    """The screen as a screenshot has it; labels are pale, values and single words are not."""
    width, height = chance.choice(SCREENS)
    page = _Page(width, height, look)
    page.top(title, f"{chance.randrange(8, 23)}:{chance.randrange(60):02d}")
    for row in rows:
        page.show(row)
    there = np.full((height, width), 255, np.uint8)
    return Sheet(page.colour.astype(np.float32), there, page.ink, page.ids, page.letters)


class _Page:
    """Sets one row below the other."""

    def __init__(self, width: int, height: int, look: Look) -> None:
        self.look = look
        self.colour = np.full((height, width, 3), look.ground, np.uint8)
        self.ink = np.zeros((height, width), np.uint8)
        self.ids = np.zeros((height, width), np.uint16)
        self.letters: list[Letter] = []
        self.unit = width / 1080
        self.side = round(56 * self.unit)
        self.y = 0

    def top(self, title: str, clock: str) -> None:
        """The bar with the time, and the page's title."""
        width = self.colour.shape[1]
        high = round(230 * self.unit)
        self.colour[:high] = self.look.bar
        ink = (255, 255, 255) if sum(self.look.bar) < 480 else self.look.ink
        self._set(Piece(clock), self.side, round(24 * self.unit), 38, ink)
        self._set(Piece("100%"), width - round(150 * self.unit), round(24 * self.unit), 34, ink)
        self._set(Piece("<"), self.side, round(120 * self.unit), 56, ink)
        middle = (width - self._length(title, 52)) // 2
        self._set(Piece(title), middle, round(124 * self.unit), 52, ink)
        self.y = high + round(30 * self.unit)
        self.colour[self.y :] = self.look.card

    def show(self, row: Row) -> None:
        size = round(row.size * 1.75)
        high = round(size * self.unit * 1.75)
        if row.kind == "gap":
            self.y += round(row.size * 2 * self.unit)
        elif row.kind == "rule":
            at = self.y + round(16 * self.unit)
            self.colour[at : at + 2, self.side : -self.side] = self.look.ground
            self.y += round(36 * self.unit)
        elif row.kind == "qr":
            self._code(row)
        else:
            self._line(row, size, high)

    def _line(self, row: Row, size: int, high: int) -> None:
        width = self.colour.shape[1]
        left = self.side
        if row.centred:
            left = (width - sum(self._length(one.text, size) for one in row.left)) // 2
        for piece in row.left:
            ink = self.look.pale if row.right or row.column else self.look.ink
            ink = self.look.ink if piece.states else ink
            left = self._set(piece, left, self.y, size, ink)
        if row.column:
            left = round(300 * self.unit)
            self._wrapped(row.column, left, size, high)
        elif row.right:
            length = sum(self._length(one.text, size) for one in row.right)
            start = width - self.side - length
            self._wrapped(row.right, max(start, round(330 * self.unit)), size, high)
        self.y += high

    def _wrapped(self, pieces: tuple[Piece, ...], start: int, size: int, high: int) -> None:
        """The pieces from `start` on; what has no room goes on below."""
        left, edge = start, self.colour.shape[1] - self.side
        for piece in pieces:
            rest, done = piece.text, 0
            while rest:
                fits = len(rest)
                while fits > 1 and left + self._length(rest[:fits], size) > edge + 2:
                    fits -= 1
                part = piece._replace(text=rest[:fits])
                left = self._set(part, left, self.y, size, self.look.ink, done)
                rest, done = rest[fits:], done + fits
                if rest:
                    self.y += round(high * 0.72)
                    left = start

    def _set(
        self, piece: Piece, left: int, top: int, size: int, ink: tuple[int, int, int], done: int = 0
    ) -> int:
        if not piece.text or top + 2 > self.ink.shape[0]:
            return left
        mask, ends = run_of(self.look.face, piece.text, round(size * self.unit))
        mask = mask[: self.ink.shape[0] - top, : self.ink.shape[1] - left]
        part = (slice(top, top + mask.shape[0]), slice(left, left + mask.shape[1]))
        share = mask[..., None].astype(np.float32) / 255
        self.colour[part] = (self.colour[part] * (1 - share) + np.array(ink) * share).astype(
            np.uint8
        )
        self.ink[part] = np.maximum(self.ink[part], mask)
        field = piece.states or piece.names
        if field:
            begin = 0
            for at, end in enumerate(ends):
                if piece.text[at].strip() and begin < mask.shape[1]:
                    self.letters.append(Letter(field, piece.states is not None, done + at))
                    self.ids[part][:, begin:end] = len(self.letters)
                begin = end
        return left + ends[-1]

    def _length(self, text: str, size: int) -> int:
        return run_of(self.look.face, text, round(size * self.unit))[1][-1]

    def _code(self, row: Row) -> None:
        code = cv2.QRCodeEncoder.create().encode(row.data).repeat(6, axis=0).repeat(6, axis=1)
        high, wide = code.shape
        left = (self.colour.shape[1] - wide) // 2
        room = self.colour[self.y : self.y + high, left : left + wide]
        room[:] = code[: room.shape[0], : room.shape[1], None]
        self.y += high + 20
