"""A receipt printer: rows become dots on a strip, and each dot knows which letter it belongs to."""

import random
from typing import NamedTuple

import cv2
import numpy as np

from bench.slips.faces import Face, cell, is_half
from bench.slips.rows import Piece, Row

Head = str
"""`thermal`: square dots side by side; `needles`: round ones with gaps and an ink ribbon."""


class Letter(NamedTuple):
    """A letter of a label or of a value."""

    field: str
    is_value: bool
    at: int


class Machine(NamedTuple):
    """What prints.

    Attributes:
        width: dots a row; 384 on paper of 58 mm, 576 on 80 mm.
        margin: of white paper left and right, in dots.
    """

    width: int
    face: Face
    head: Head = "thermal"
    narrow: bool = False
    leading: int = 8
    margin: int = 20


class Strip(NamedTuple):
    """Printed paper.

    Attributes:
        ink: 0 to 255 for each dot.
        ids: for each dot, the number of its letter in `letters` plus one; 0 where there is none.
    """

    ink: np.ndarray
    ids: np.ndarray
    letters: list[Letter]


def print_rows(rows: list[Row], machine: Machine, chance: random.Random) -> Strip:
    """The strip, with paper above and below as a tear leaves it."""
    head = _Head(machine, chance)
    head.feed(chance.randrange(20, 70))
    for row in rows:
        head.print(row)
    head.feed(chance.randrange(25, 90))
    return head.strip()


class _Head:
    """Prints one row after the other."""

    def __init__(self, machine: Machine, chance: random.Random) -> None:
        self.machine = machine
        self.chance = chance
        self.bands: list[tuple[np.ndarray, np.ndarray]] = []
        self.letters: list[Letter] = []

    def strip(self) -> Strip:
        ink = np.vstack([ink for ink, _ in self.bands])
        ids = np.vstack([ids for _, ids in self.bands])
        sides = ((0, 0), (self.machine.margin, self.machine.margin))
        return Strip(np.pad(ink, sides), np.pad(ids, sides), self.letters)

    def feed(self, dots: int) -> None:
        self.bands.append(self._band(dots))

    def print(self, row: Row) -> None:
        match row.kind:
            case "gap":
                self.feed(row.size)
            case "rule":
                self._rule(row)
            case "qr":
                self._picture(_qr(row.data, row.size))
            case "bars":
                self._picture(_bars(row.data, self.machine.width - 60))
            case "signature":
                self._picture(_signature(self.chance, self.machine.width // 2))
            case _:
                self._words(row)
                self.feed(self.machine.leading)

    def _band(self, height: int) -> tuple[np.ndarray, np.ndarray]:
        size = (height, self.machine.width)
        return np.zeros(size, np.uint8), np.zeros(size, np.uint16)

    def _rule(self, row: Row) -> None:
        if row.data == "line":
            ink, ids = self._band(6)
            ink[2:4] = 255
            self.bands.append((ink, ids))
        else:
            across = self.machine.width // (12 * len(row.data))
            self._words(Row((Piece(row.data * across),)))

    def _picture(self, dots: np.ndarray) -> None:
        ink, ids = self._band(dots.shape[0] + 8)
        left = max(0, (self.machine.width - dots.shape[1]) // 2)
        ink[4 : 4 + dots.shape[0], left : left + dots.shape[1]] = dots[:, : self.machine.width]
        self.bands.append((ink, ids))

    def _words(self, row: Row) -> None:
        """The pieces on one line; what has no room goes on on the next."""
        ink, ids = self._band(row.size)
        left = 0
        if row.centred:
            left = max(0, (self.machine.width - self._length(row.left, row)) // 2)
        lines = [(ink, ids)]
        left = self._set(lines, row.left, left, row)
        if row.column:
            self._set(lines, row.column, max(left, self.machine.width // 2), row)
        if row.right:
            start = self.machine.width - self._length(row.right, row)
            if start < left:
                lines.append(self._band(row.size))
                start = max(0, start)
            self._set(lines, row.right, start, row)
        for at, line in enumerate(lines):
            if at:
                self.feed(self.machine.leading // 2)
            self.bands.append(line)

    def _set(self, lines: list, pieces: tuple[Piece, ...], left: int, row: Row) -> int:
        for piece in pieces:
            for at, character in enumerate(piece.text):
                dots = self._cell(character, row)
                if left + dots.shape[1] > self.machine.width:
                    lines.append(self._band(row.size))
                    left = 0
                ink, ids = lines[-1]
                part = (slice(None), slice(left, left + dots.shape[1]))
                ink[part] = np.maximum(ink[part], dots)
                ids[part] = self._number(piece, at) if character.strip() else 0
                left += dots.shape[1]
        return left

    def _number(self, piece: Piece, at: int) -> int:
        field = piece.states or piece.names
        if field is None:
            return 0
        self.letters.append(Letter(field, piece.states is not None, at))
        return len(self.letters)

    def _length(self, pieces: tuple[Piece, ...], row: Row) -> int:
        return sum(
            self._cell(character, row).shape[1] for piece in pieces for character in piece.text
        )

    def _cell(self, character: str, row: Row) -> np.ndarray:
        machine = self.machine
        size = row.size // 2 if row.size >= 48 and machine.head == "needles" else row.size
        dots = cell(machine.face, character, size, narrow=machine.narrow and is_half(character))
        dots = np.where(dots > 100, 255, 0).astype(np.uint8)
        if size != row.size:
            dots = dots.repeat(2, axis=0).repeat(2, axis=1)
        if row.bold:
            dots = np.maximum(dots, np.pad(dots, ((0, 0), (1, 0)))[:, :-1])
        return dots.repeat(2, axis=1) if row.wide else dots


def _qr(data: str, size: int) -> np.ndarray:
    code = cv2.QRCodeEncoder.create().encode(data)
    times = max(2, size // code.shape[0])
    return (255 - code).repeat(times, axis=0).repeat(times, axis=1)


def _bars(data: str, width: int) -> np.ndarray:
    """A bar code that looks like one: bars by the digits, not to be scanned."""
    bars = "".join(f"{int(one, 36) * 37 % 1023:010b}1" for one in data)
    line = np.array([255 if one == "1" else 0 for one in bars], np.uint8).repeat(2)[:width]
    return np.tile(line, (60, 1))


def _signature(chance: random.Random, width: int) -> np.ndarray:
    """A few loops of a pen."""
    paper = np.zeros((80, width), np.uint8)
    x, y = 10.0, 40.0
    points = []
    for _ in range(chance.randrange(14, 30)):
        x = min(width - 8, max(6, x + chance.uniform(-10, 22)))
        y = min(72, max(8, y + chance.uniform(-26, 26)))
        points.append((int(x), int(y)))
    cv2.polylines(paper, [np.array(points, np.int32)], isClosed=False, color=255, thickness=2)
    return paper


def magnified(strip: Strip, times: int, head: Head) -> Strip:
    """The strip in finer resolution, its dots as heat or needles leave them."""
    size = (strip.ink.shape[1] * times, strip.ink.shape[0] * times)
    ids = cv2.resize(strip.ids, size, interpolation=cv2.INTER_NEAREST)
    if head == "needles":
        one = np.zeros((times, times), np.float32)
        cv2.circle(one, (times // 2, times // 2), max(1, times // 2), 1.0, -1, cv2.LINE_AA)
        solid = strip.ink.repeat(times, axis=0).repeat(times, axis=1).astype(np.float32)
        ink = solid * np.tile(one, strip.ink.shape)
        ink = cv2.GaussianBlur(ink, (0, 0), times * 0.28) * 1.12
    else:
        ink = cv2.resize(strip.ink, size, interpolation=cv2.INTER_LINEAR).astype(np.float32)
        ink = cv2.GaussianBlur(ink, (0, 0), times * 0.25)
    return Strip(np.clip(ink, 0, 255).astype(np.uint8), ids, strip.letters)
