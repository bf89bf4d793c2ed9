"""The record: how fast it is written, verified and audited, and what else was measured beside it."""

from pathlib import Path
from typing import Any, NamedTuple

from bench.evidence_appends import measure_appends
from bench.evidence_audit import measure_audit
from bench.evidence_pack import measure_pack
from zhangfang.running.layout import Layout


class Extent(NamedTuple):
    """How much is measured."""

    rounds: int
    appends: int
    repeats: int
    small: int
    large: int


FULL = Extent(rounds=5, appends=1000, repeats=5, small=100_000, large=1_000_000)
QUICK = Extent(rounds=1, appends=200, repeats=1, small=2_000, large=20_000)

PARTS = ("appends", "pack", "audit")


def measure_part(part: str, layout: Layout, work: Path, extent: Extent) -> dict[str, Any]:
    """One of PARTS.

    Raises:
        Failure: the record or the pack did not hold.
    """
    folder = work / part
    folder.mkdir()
    match part:
        case "appends":
            return measure_appends(folder, extent.rounds, extent.appends)
        case "pack":
            return measure_pack(layout, folder, extent.repeats)
        case _:
            return measure_audit(folder, {"small": extent.small, "large": extent.large})
