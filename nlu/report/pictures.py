"""The report's pictures. The same figures give the same bytes."""

from pathlib import Path
from typing import Any, Iterator, List, Sequence, Tuple

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from nlu.intents import FAMILIES, OUT_OF_SCOPE
from nlu.report.lines import controls
from nlu.report.measure import abstention, abstention_curve, confusion
from nlu.report.row import Bot, Readings

CONTROLS = "controls"
DOTS = 100
DARK = 0.5
"""Share of a row from which its number is written in white."""
COLOURS = ("#1b6ca8", "#c8553d", "#3a7d44")


def draw(sets: Sequence[Readings], bot: Bot, folder: Path) -> List[Path]:
    """Draw every picture, and take away those of sets that are not there.

    Args:
        sets: what was read.
        bot: the thresholds.
        folder: where they go.

    Returns:
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("nlu-confusion-*.png"):
        old.unlink()
    with mpl.rc_context():
        mpl.rcdefaults()  # whatever the machine's own settings are
        return [_save(figure, folder / f"{stem}.png") for stem, figure in _figures(sets, bot)]


def _figures(sets: Sequence[Readings], bot: Bot) -> Iterator[Tuple[str, Figure]]:
    """Each with the stem of its file's name."""
    yield "nlu-confusion", _grouped(sets)
    yield "nlu-abstention", _abstention(sets, bot)
    names = [*FAMILIES, *controls(sets), OUT_OF_SCOPE]
    for one in sets:
        yield f"nlu-confusion-{one.name}", _all_intents(one, names)


def grouped(intent: str) -> str:
    """Control intents under one name."""
    return intent if intent in (*FAMILIES, OUT_OF_SCOPE) else CONTROLS


def _grouped(sets: Sequence[Readings]) -> Figure:
    """A matrix for each set, side by side."""
    names = [*FAMILIES, OUT_OF_SCOPE, CONTROLS]
    wide = max(1, len(sets))
    figure = _figure(2 + 4.5 * wide, 6.2, left=1.7, bottom=1.6)
    for place, one in enumerate(sets):
        axes = figure.add_subplot(1, len(sets), place + 1)
        _matrix(axes, confusion(one.rows, names, grouped), names, size=9)
        axes.set_title(f"{one.name} ({len(one.rows)})")
        if place:
            axes.set_yticklabels([])
            axes.set_ylabel("")
    return figure


def _all_intents(one: Readings, names: Sequence[str]) -> Figure:
    figure = _figure(10, 9.4, left=1.7, bottom=1.5)
    axes = figure.add_subplot()
    _matrix(axes, confusion(one.rows, names, str), names, size=8)
    axes.set_title(f"{one.name} ({len(one.rows)})")
    return figure


def _matrix(axes: Any, counts: List[List[int]], names: Sequence[str], size: int) -> None:
    parts = [[count / max(1, sum(row)) for count in row] for row in counts]
    axes.imshow(parts, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)))
    axes.set_xticklabels(names, rotation=45, ha="right", rotation_mode="anchor", fontsize=size)
    axes.set_yticks(range(len(names)))
    axes.set_yticklabels(names, fontsize=size)
    axes.set_xlabel("read")
    axes.set_ylabel("true")
    for row, line in enumerate(counts):
        for column, count in enumerate(line):
            if count:
                colour = "white" if parts[row][column] >= DARK else "black"
                style = {"ha": "center", "va": "center", "color": colour, "fontsize": size}
                axes.text(column, row, str(count), **style)


def _abstention(sets: Sequence[Readings], bot: Bot) -> Figure:
    figure = _figure(8, 5, left=0.8, bottom=0.6)
    axes = figure.add_subplot()
    for one, colour in zip(sets, COLOURS):
        points = [point for point in abstention_curve(one.rows, bot) if point.decided.of]
        left = [point.undecided.part for point in points]
        right = [point.decided.part for point in points]
        axes.plot(left, right, color=colour, label=f"{one.name} ({len(one.rows)})")
        shipped = abstention(one.rows, bot)
        if shipped.decided.of:
            axes.plot(shipped.undecided.part, shipped.decided.part, "o", color=colour)
    axes.plot([], [], "o", color="grey", label=f"threshold as shipped, {bot.sure:g}")
    axes.set_xlabel("messages that the bot does not decide alone, as the threshold rises")
    axes.set_ylabel("right among those it decides")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1))
    axes.grid(color="#dddddd")
    axes.legend(loc="lower right")
    return figure


def _figure(width: float, height: float, left: float, bottom: float) -> Figure:
    """A figure in inches, with room for the names on two sides."""
    figure = Figure(figsize=(width, height), dpi=DOTS)
    FigureCanvasAgg(figure)
    figure.subplots_adjust(
        left / width, bottom / height, 1 - 0.2 / width, 1 - 0.4 / height, wspace=0.08
    )
    return figure


def _save(figure: Figure, path: Path) -> Path:
    figure.savefig(path, format="png", metadata={"Software": None})
    return path
