"""Print on a slip, line by line as the cases write it, and the facts that are read of it."""

from pathlib import Path

import pytest
import yaml

from zhangfang.slips.cards import card_lines
from zhangfang.slips.choosing import choose
from zhangfang.slips.fields import candidates
from zhangfang.slips.kind import looks_like_slip
from zhangfang.slips.line import Line, Point, evenly
from zhangfang.slips.page import read_page
from zhangfang.slips.reading import Box, Field, SlipReading
from zhangfang.slips.unlabelled import unlabelled

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]
HEIGHT, PITCH, LETTER = 40.0, 56.0, 20.0


def printed(rows: list[str], slope: float) -> list[Line]:
    """Lines of even print; ` | ` parts what the detector finds apart, each blank counts.

    Args:
        rows: the print from top to bottom.
        slope: pixels that each row falls for each pixel to the right.
    """
    lines = []
    for number, row in enumerate(rows):
        left = 40.0
        for text in row.split("|"):
            start = left + LETTER * (len(text) - len(text.lstrip()))
            width = LETTER * sum(2 if ord(char) > 0x2E80 else 1 for char in text.strip())
            left += LETTER * sum(2 if ord(char) > 0x2E80 else 1 for char in text) + LETTER
            if text.strip():
                lines.append(_line(text.strip(), start, number * PITCH, width, slope, len(lines)))
    return lines


def _line(text: str, left: float, top: float, width: float, slope: float, source: int) -> Line:
    def at(x: float, y: float) -> Point:
        return Point(x - slope * y, y + slope * x)

    return Line(
        text=text,
        scores=(0.99,) * len(text),
        places=evenly(text),
        quad=(
            at(left, top),
            at(left + width, top),
            at(left + width, top + HEIGHT),
            at(left, top + HEIGHT),
        ),
        source=source,
    )


@pytest.mark.parametrize("slope", [0.0, 0.2, -0.3], ids=["level", "falling", "rising"])
@pytest.mark.parametrize("case", CASES)
def test_a_slip_states_these_facts(case, slope):
    """The value of every fact that the case names, and of no other number, sum or time."""
    page = read_page(printed(case["print"], slope))
    found = candidates(page)
    choices = choose(found + unlabelled(page, found))
    read = {name: choice.best.value for name, choice in choices.items()}
    unasked = {"auth_code", "kind_of_sale"} - set(case["expect"])
    assert {name: value for name, value in read.items() if name not in unasked} == case["expect"]
    doubtful = {
        name
        for name, choice in choices.items()
        if (choice.best.doubt or choice.best.label_doubt >= 0.3)
        and name not in {"auth_code", "kind_of_sale"}
    }
    assert doubtful == set(case.get("doubtful", []))
    assert looks_like_slip(page, choices) is case.get("is_slip", True)
    covered = ["".join(line.text for line in card) for card in card_lines(page)]
    assert covered == case.get("cover", [])


def test_a_card_number_is_not_given_on():
    """Its first six and last four at most, although the slip has it all."""
    [tail] = candidates(read_page(printed(["卡号：6200000000000005 C"], 0.0)))
    assert (tail.value, tail.text) == ("0005", "620000******0005")


def test_a_reading_comes_back_as_it_was_sent():
    """The worker and the desk, and the record after years, have the same reading."""
    reading = SlipReading(
        is_slip=True,
        fields=(
            Field(
                "amount", "1288.5", "金额", "RMB 1,288.50", sure=True, box=Box(0.1, 0.2, 0.3, 0.05)
            ),
            Field("voucher_number", "004567", "凭证号", "004567", sure=False, box=None),
        ),
        retake="blurred",
        cards=(Box(0.0, 0.5, 0.4, 0.1),),
    )
    assert SlipReading.from_json(reading.to_json()) == reading
