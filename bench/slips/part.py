"""The sets of slips, made afresh, and each reader's verdict on them."""

from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from bench.slips.blind import BLIND
from bench.slips.make import make_set
from bench.slips.measure import measure_set
from bench.slips.mix import DEV, Mix
from bench.slips.readers import READERS

FULL = 240
QUICK = 8


class Set(NamedTuple):
    """A mix, and the seed from which its pictures come."""

    mix: Mix
    seed: int


SETS = {"blind": Set(BLIND, 4711), "dev": Set(DEV, 2)}
"""The reader was tuned on `dev`."""


def measure_slips(name: str, work: Path, count: int) -> dict[str, Any]:
    """Ours and plain on one of SETS, each in a process of its own.

    Raises:
        Failure: a reading process ended badly.
    """
    folder = work / f"slips-{name}"
    folder.mkdir()
    chosen = SETS[name]
    make_set(folder, chosen.mix, chosen.seed, count)
    found = {reader: measure_set(folder, reader) for reader in READERS}
    for one in found.values():
        one["wrong"] = len(one["wrong"])
    versions = {one: version(one) for one in ("rapidocr", "onnxruntime", "opencv-python-headless")}
    return {"pictures": count, "versions": versions, **found}
