"""The report as Markdown; pure."""

import re
from itertools import chain
from typing import FrozenSet, List, NamedTuple, Optional, Sequence

from nlu.report.lines import Table, tables
from nlu.report.measure import (
    BINS,
    CHANCE,
    Bin,
    Line,
    Parting,
    Partings,
    Point,
    Share,
    abstention,
    calibration,
    calibration_error,
    partings,
    word_for_word,
    worst,
)
from nlu.report.row import Bot, Readings, Row

HELD_OUT = "held-out"
SAMPLES = "samples"
CROSS_VALIDATION = "cross-validation"
WORST = {HELD_OUT: 40, SAMPLES: 15, CROSS_VALIDATION: 40}
"""Most sentences shown of each set; the samples are for measuring, not for reading."""
SHOWN_THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)

OPENING = """\
How the model reads sentences that are kept to measure it with, not to train it. Made by \
`make report`; don't edit it.\
"""
SETS = {
    HELD_OUT: "tests/data/heldout/sentences.tsv, written for this project to measure with",
    SAMPLES: "tests/data/samples/sentences.tsv, given to the project to measure with",
    CROSS_VALIDATION: "data/nlu, each fifth read by an encoder and a classifier that were tuned "
    "and trained on the other four; made by `make encoder` (encoder/cross-validated.tsv)",
}
MISSING = """\
**Cross-validation is left out**: there is no encoder/cross-validated.tsv. The tuned encoder has \
seen all of data/nlu, so it cannot be computed here; `make encoder` makes it.\
"""
READ_WITH_CARE = """\
- Held-out and samples go through the whole Rasa pipeline, as if sent on {now}. Cross-validation \
is of encoder and classifier alone: there, no message is split into two problems, and none \
becomes an answer because it holds nothing but facts.
- Cross-validation can flatter: an example's near relations may stand in the other folds. Its \
examples have no difficulty, and of their rankings only the first two are kept, so its "among the two \
offered" is the least that it can be.
- The sets are made up differently, also of which control intents and what is out of scope; \
"everything" cannot be compared between them.
- Near misses and consumers are told by tag, in cross-validation by topic; each tag is counted \
with the topic nearest to it (nlu/report/row.py), transfers with bank, top-ups with platforms. The \
samples tag consumers as near misses; here they are not counted among these.\
"""


class Coverage(NamedTuple):
    """How cross-validated.tsv fits data/nlu as it is now.

    Attributes:
        covered: examples that have been cross-validated.
        gone: rows whose text or label is no longer in data/nlu.
    """

    covered: Share
    gone: int


def render(
    sets: Sequence[Readings],
    bot: Bot,
    known: FrozenSet[str],
    coverage: Optional[Coverage],
    now: str,
) -> str:
    """The whole page.

    Args:
        sets: what was read; the three of SETS, or fewer.
        bot: the thresholds.
        known: texts of the training examples.
        coverage: of the cross-validation; None without one.
        now: when the sentences were said.
    """
    shown = tables(sets, bot, known)
    parts = [
        "# How messages are understood",
        OPENING,
        _what_was_read(sets, known, coverage),
        *([MISSING] if coverage is None else []),
        READ_WITH_CARE.format(now=now),
        "## Where the sets part",
        parting_text(partings(_full_titles(shown), sets), _families(sets, shown)),
        *(f"## {one.title}\n\n{one.note}\n\n{table(one, sets)}" for one in shown),
        _confusion(sets),
        _abstention(sets, bot),
        _calibration(sets),
        *(_worst(one) for one in sets),
    ]
    return "\n\n".join(parts) + "\n"


def table(one: Table, sets: Sequence[Readings]) -> str:
    """A line for each figure, a column for each set."""
    rows = [
        [line.title, *(cell(line.share(readings.rows)) for readings in sets)] for line in one.lines
    ]
    return _grid(["", *(readings.name for readings in sets)], rows)


def cell(share: Share) -> str:
    """`9/10 · 90.0 %`; a dash for nothing."""
    return f"{share.right}/{share.of} · {percent(share)}" if share.of else "–"


def percent(share: Share) -> str:
    """`90.0 %`; a dash for nothing."""
    return "–" if share.part is None else f"{100 * share.part:.1f} %"


def parting_text(found: Partings, families: Sequence["NamedShare"]) -> str:
    """Whether the sets agree, in words.

    Args:
        found: where they do not.
        families: the accuracy of the families in each set.
    """
    if len(families) < 2:
        return "There is one set only, so there is nothing to compare."
    listed = ", ".join(f"{one.name} {percent(one.share)}" for one in families)
    parts = [one.share.part or 0.0 for one in families]
    first = (
        f"All families together: {listed}; between the best and the worst lie "
        f"{100 * (max(parts) - min(parts)):.1f} points."
    )
    by_chance = (
        f"{found.compared} pairs of figures were compared, of which chance alone would part about "
        f"{found.compared * CHANCE:.0f} (Fisher's exact test at {CHANCE:g})."
    )
    if not found.found:
        return f"{first} {by_chance} None part: the sets tell the same story."
    count = len(found.found)
    parted = f"{count} part" if count > 1 else "One parts"
    return "\n".join([f"{first} {by_chance} {parted}:", "", *map(_parting, found.found)])


class NamedShare(NamedTuple):
    """The figure of one set."""

    name: str
    share: Share


def escape(text: str) -> str:
    """A merchant's words as they stand, whatever Markdown they happen to hold."""
    return re.sub(r"([\\`*_{}\[\]<>|~#&$]|:(?=//))", r"\\\1", text)


def _parting(one: Parting) -> str:
    return (
        f"- {one.title}: {one.first} {cell(one.first_share)}, {one.second} {cell(one.second_share)}"
    )


def _full_titles(shown: Sequence[Table]) -> List[Line]:
    """All lines, each with the heading that it stands under."""
    return [
        line._replace(title=f"{one.title}, {line.title.lstrip('– ')}")
        for one in shown
        for line in one.lines
    ]


def _families(sets: Sequence[Readings], shown: Sequence[Table]) -> List[NamedShare]:
    """The first figure of the first table, where a set has one."""
    line = shown[0].lines[0]
    found = [NamedShare(one.name, line.share(one.rows)) for one in sets]
    return [one for one in found if one.share.of]


def _what_was_read(
    sets: Sequence[Readings], known: FrozenSet[str], coverage: Optional[Coverage]
) -> str:
    lines = []
    for one in sets:
        told = f"- **{one.name}**: {len(one.rows)} sentences, {SETS[one.name]}."
        if one.name != CROSS_VALIDATION:
            twice = word_for_word(one.rows, known)
            told += f" {twice} of them also stand word for word in data/nlu."
        elif coverage:
            told += (
                f" It covers {cell(coverage.covered)} of the examples that are there now; "
                f"{coverage.gone} of its rows are of examples that have changed or gone."
            )
        lines.append(told)
    return "\n".join(lines)


def _confusion(sets: Sequence[Readings]) -> str:
    meaning = (
        "Rows are true, columns what was read; the shade is the share of the row. In the first "
        "picture, a control intent taken for another counts as a control intent."
    )
    lines = [
        "## Confusion",
        meaning,
        "![Confusion of families, out of scope and control intents](pictures/nlu-confusion.png)",
    ]
    for one in sets:
        file = f"pictures/nlu-confusion-{one.name}.png"
        lines.append(f"![Confusion of all intents, {one.name}]({file})")
    return "\n\n".join(lines)


def _abstention(sets: Sequence[Readings], bot: Bot) -> str:
    thresholds = sorted({*SHOWN_THRESHOLDS, bot.sure})
    rows = []
    for threshold in thresholds:
        points = [abstention(one.rows, bot._replace(sure=threshold)) for one in sets]
        name = f"**{threshold:g}, as shipped**" if threshold == bot.sure else f"{threshold:g}"
        rows.append([name, *map(_point, points)])
    meaning = (
        "Below the threshold a family is put to the merchant as a question; out of scope and "
        f"answers are always acted on, other control intents from {bot.unsure:g}. In each "
        "column, the share that is not decided alone, then how many of the others are right."
    )
    picture = "![Abstention curve](pictures/nlu-abstention.png)"
    grid = _grid(["threshold", *(one.name for one in sets)], rows)
    return "\n\n".join(["## Abstention", meaning, picture, grid])


def _point(point: Point) -> str:
    return f"{percent(point.undecided)} → {cell(point.decided)}" if point.undecided.of else "–"


def _calibration(sets: Sequence[Readings]) -> str:
    found = [calibration(one.rows) for one in sets]
    rows = [
        [f"{found[0][place].low:.1f} – {found[0][place].high:.1f}"]
        + [text for bins in found for text in _bin(bins[place])]
        for place in range(BINS if found else 0)
    ]
    errors = (_error(one.name, bins) for one, bins in zip(sets, found))
    head = ["confidence", *chain(*((one.name, "mean confidence") for one in sets))]
    meaning = (
        "How many are right among those read with such a confidence. On average, confidence and "
        f"truth lie apart by: {', '.join(errors)}."
    )
    return "\n\n".join(["## Calibration", meaning, _grid(head, rows)])


def _bin(one: Bin) -> List[str]:
    return [cell(one.share), "–" if one.confidence is None else f"{100 * one.confidence:.1f} %"]


def _error(name: str, bins: Sequence[Bin]) -> str:
    error = calibration_error(bins)
    return f"{name} –" if error is None else f"{name} {100 * error:.1f} points"


def _worst(one: Readings) -> str:
    rows = worst(one.rows, WORST[one.name])
    title = f"## Most confidently wrong: {one.name}"
    if not rows:
        return f"{title}\n\nNone."
    head = ["sentence", "true label", "read as", "confidence"]
    return f"{title}\n\n{_grid(head, [_told(row) for row in rows], last='---:')}"


def _told(row: Row) -> List[str]:
    true = f"{row.intent}/{row.topic}" if row.topic else row.intent
    return [escape(row.text), true, row.ranking[0][0], f"{row.confidence:.2f}"]


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]], last: str = "") -> str:
    """A table; the first column to the left, the others to the right unless only the last is."""
    others = ["---"] * (len(head) - 2) + [last] if last else ["---:"] * (len(head) - 1)
    lines = [head, ["---", *others], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
