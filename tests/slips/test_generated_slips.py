"""Slips photographed by a generator are read: clear ones exactly, none wrongly as sure."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.slips.make import make_set
from bench.slips.mix import DEV
from bench.slips.readers import readings
from bench.slips.verdicts import Fact, facts_of

SEED = 8
COUNT = 12
CLEAR = 0.3
"""No degradation is stronger."""


class Read(NamedTuple):
    """One picture: what is true of it, and what was read."""

    truth: dict
    reading: dict
    facts: list[Fact]

    @property
    def is_whole(self) -> bool:
        """Nothing of it is cut off or covered."""
        return not {"cut", "torn", "covered"} & set(self.truth["degradations"])

    @property
    def is_clear(self) -> bool:
        told = self.truth["degradations"].items()
        return self.is_whole and all(by < CLEAR for name, by in told if name not in TURNS)


TURNS = ("turned", "exif")
"""Degrees; the reader finds out how the picture is held."""


@pytest.fixture(scope="module")
def read(tmp_path_factory) -> list[Read]:
    """Twelve pictures, read in a process of their own: a desk holds no model either."""
    folder: Path = tmp_path_factory.mktemp("slips")
    make_set(folder, DEV, SEED, COUNT)
    truths = [json.loads(line) for line in (folder / "truth.jsonl").read_text().splitlines()]
    said = readings("ours", folder, [truth["file"] for truth in truths])["readings"]
    return [
        Read(truth, said[truth["file"]], facts_of(truth, said[truth["file"]])) for truth in truths
    ]


def test_clear_slips_have_their_amount(read: list[Read]) -> None:
    clear = [one for one in read if one.is_clear and one.truth["is_slip"]]
    amounts = [
        (one.truth["file"], fact) for one in clear for fact in one.facts if fact.field == "amount"
    ]
    assert len(amounts) >= 4
    assert [one for one in amounts if not one[1].right] == []


def test_nothing_wrong_is_offered_as_sure(read: list[Read]) -> None:
    wrong = [
        (one.truth["file"], fact.field, fact.true, fact.offered)
        for one in read
        for fact in one.facts
        if fact.sure and not fact.right
    ]
    assert wrong == []


def test_most_facts_are_sure(read: list[Read]) -> None:
    """A reader that doubted everything would be right, and of no use."""
    legible = [fact for one in read for fact in one.facts if fact.true and fact.legible]
    assert sum(fact.sure for fact in legible) > len(legible) / 2


def test_other_pictures_are_no_slips(read: list[Read]) -> None:
    whole = [one for one in read if one.is_whole]
    taken = {one.truth["file"]: one.reading["is_slip"] for one in whole}
    assert taken == {one.truth["file"]: one.truth["is_slip"] for one in whole}
