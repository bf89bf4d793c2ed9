"""Both sets are there, and read alike."""

from pathlib import Path

import pytest

from bench.samples import NAMES, read_sets, said_at, tagged

ROOT = Path(__file__).parents[2]


def test_sets() -> None:
    sets = read_sets(ROOT)
    assert [one.name for one in sets] == list(NAMES)
    assert all(one.sentences and one.facts for one in sets)


@pytest.mark.parametrize("name", ["main", "ref"])
def test_value_of_a_tag(name: str) -> None:
    row = {"tags": "order,ref_only,ref=0012,main=80.5"}
    assert tagged(row, name) == {"main": "80.5", "ref": "0012"}[name]


def test_no_such_tag() -> None:
    assert tagged({"tags": "ref_only"}, "ref") is None


@pytest.mark.parametrize(
    "moment", ["2026-11-22T14:00", "2026-11-22T14:00:00+08:00"], ids=["no offset", "offset"]
)
def test_said_at(moment: str) -> None:
    """A moment without an offset is not that of the machine's own time zone."""
    assert said_at({"reference_now": moment}) == "2026-11-22T14:00:00+08:00"
