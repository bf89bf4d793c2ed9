"""Figures from rows; pure."""

from itertools import combinations
from typing import Callable, FrozenSet, List, NamedTuple, Optional, Sequence

from scipy.stats import fisher_exact

from nlu.report.row import Bot, Readings, Row, decides_alone

BINS = 10
CHANCE = 0.01
"""Sets are said to part where chance alone would part them so rarely."""
THRESHOLDS = tuple(step / 100 for step in range(101))


class Share(NamedTuple):
    """How many hold, of how many."""

    right: int
    of: int

    @property
    def part(self) -> Optional[float]:
        """From 0 to 1; None of nothing."""
        return self.right / self.of if self.of else None


class Line(NamedTuple):
    """A line of a table.

    Attributes:
        title: its first cell.
        among: which rows are counted.
        holds: which of these are counted as right, or as wrong.
        mixed: whether it hangs on how many sentences of each kind a set has, so that sets cannot
            be compared by it.
    """

    title: str
    among: Callable[[Row], bool]
    holds: Callable[[Row], bool]
    mixed: bool = False

    def share(self, rows: Sequence[Row]) -> Share:
        """The figure for one set."""
        verdicts = [self.holds(row) for row in rows if self.among(row)]
        return Share(sum(verdicts), len(verdicts))


class Parting(NamedTuple):
    """Two sets that differ in a line by more than chance would make them."""

    title: str
    first: str
    first_share: Share
    second: str
    second_share: Share


class Partings(NamedTuple):
    """All that part, of how many pairs of figures that were compared."""

    found: List[Parting]
    compared: int


class Bin(NamedTuple):
    """Rows read with a confidence from `low` up to `high`.

    Attributes:
        low: included.
        high: not included, but for 1.
        share: how many are right.
        confidence: their mean; None of nothing.
    """

    low: float
    high: float
    share: Share
    confidence: Optional[float]


class Point(NamedTuple):
    """One threshold of the abstention curve.

    Attributes:
        threshold: below it a family is not decided on alone.
        undecided: messages that the bot does not decide alone.
        decided: how many of the others are right.
    """

    threshold: float
    undecided: Share
    decided: Share


def partings(lines: Sequence[Line], sets: Sequence[Readings]) -> Partings:
    """Where sets part, by Fisher's exact test of each line for each two sets."""
    found, compared = [], 0
    for line in lines:
        if line.mixed:
            continue
        measured = [(one.name, share) for one in sets if (share := line.share(one.rows)).of]
        for (first, mine), (second, theirs) in combinations(measured, 2):
            compared += 1
            if _chance(mine, theirs) < CHANCE:
                found.append(Parting(line.title, first, mine, second, theirs))
    return Partings(found, compared)


def _chance(first: Share, second: Share) -> float:
    """How often two sets that are alike would lie so far apart."""
    table = [[share.right, share.of - share.right] for share in (first, second)]
    return float(fisher_exact(table)[1])


def calibration(rows: Sequence[Row]) -> List[Bin]:
    """How often each confidence comes true, in bins of one tenth."""
    bins: List[List[Row]] = [[] for _ in range(BINS)]
    for row in rows:
        bins[min(int(row.confidence * BINS), BINS - 1)].append(row)
    return [_bin(place, inside) for place, inside in enumerate(bins)]


def _bin(place: int, rows: Sequence[Row]) -> Bin:
    mean = sum(row.confidence for row in rows) / len(rows) if rows else None
    share = Share(sum(row.is_right for row in rows), len(rows))
    return Bin(place / BINS, (place + 1) / BINS, share, mean)


def calibration_error(bins: Sequence[Bin]) -> Optional[float]:
    """How far confidence and truth lie apart, on average over the rows; None without rows."""
    total = sum(one.share.of for one in bins)
    apart = sum(
        abs(one.share.right - one.confidence * one.share.of)
        for one in bins
        if one.confidence is not None
    )
    return apart / total if total else None


def abstention(rows: Sequence[Row], bot: Bot) -> Point:
    """What the bot decides alone, and how often it is right then."""
    decided = [row for row in rows if decides_alone(row, bot)]
    return Point(
        bot.sure,
        Share(len(rows) - len(decided), len(rows)),
        Share(sum(row.is_right for row in decided), len(decided)),
    )


def abstention_curve(rows: Sequence[Row], bot: Bot) -> List[Point]:
    """The same for every threshold of a family from 0 to 1."""
    return [abstention(rows, bot._replace(sure=threshold)) for threshold in THRESHOLDS]


def confusion(
    rows: Sequence[Row], names: Sequence[str], named: Callable[[str], str]
) -> List[List[int]]:
    """How many of each true name (row) were read as each (column).

    Args:
        rows: of one set.
        names: of rows and columns.
        named: what an intent is called there.
    """
    places = {name: place for place, name in enumerate(names)}
    counts = [[0] * len(names) for _ in names]
    for row in rows:
        counts[places[named(row.intent)]][places[named(row.read)]] += 1
    return counts


def worst(rows: Sequence[Row], count: int) -> List[Row]:
    """The wrongly read rows, the most confident first."""
    wrong = [row for row in rows if not row.is_right]
    return sorted(wrong, key=lambda row: (-row.confidence, row.text))[:count]


def word_for_word(rows: Sequence[Row], known: FrozenSet[str]) -> int:
    """How many of the sentences are training examples too."""
    return sum(row.text in known for row in rows)
