"""`python -m bench.slips.measure DIR`: ours beside plain on a set that was made before."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from bench.slips.readers import READERS, readings
from bench.slips.verdicts import verdict, wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.slips.measure", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reader", choices=READERS, action="append")
    parser.add_argument("--first", type=int, help="only so many pictures of the set")
    parser.add_argument("--wrong", action="store_true", help="also each fact that was not right")
    parser.add_argument("--json", action="store_true", help="all figures as one line of JSON")
    told = parser.parse_args()
    for reader in told.reader or READERS:
        found = measure_set(told.folder, reader, told.first)
        listed = found.pop("wrong")
        print(
            json.dumps({reader: found}, ensure_ascii=False) if told.json else _shown(reader, found)
        )
        for one in listed if told.wrong else []:
            print(json.dumps(one, ensure_ascii=False))
    return 0


def _shown(reader: str, found: dict[str, Any]) -> str:
    """The figures, a line each."""
    lines = [reader]
    for name, one in found.items():
        if isinstance(one, float):
            lines.append(f"  {name} {one:.2f}")
        elif "right" in one:
            lines.append(f"  {name} {_share(one)}")
        elif name.startswith("by_"):
            lines += [f"  {name}", *(f"    {_group(kind, of)}" for kind, of in one.items())]
        else:
            lines.append(
                f"  {name}: " + " · ".join(f"{kind} {_share(of)}" for kind, of in one.items())
            )
    return "\n".join(lines)


def _group(kind: str, of: dict[str, Any]) -> str:
    return f"{kind}: " + " · ".join(f"{name} {_share(one)}" for name, one in of.items())


def _share(of: Any) -> str:
    if not isinstance(of, dict):
        return f"{of:.2f}" if isinstance(of, float) else str(of)
    return f"{of['right']}/{of['of']}" + (f" {of['right'] / of['of']:.1%}" if of["of"] else "")


def measure_set(folder: Path, reader: str, first: int | None = None) -> dict[str, Any]:
    """The verdict on one reader, with what it took in time and memory.

    Raises:
        Failure: the reading process ended badly.
    """
    lines = (folder / "truth.jsonl").read_text("utf-8").splitlines()
    truths = [json.loads(line) for line in lines][:first]
    found = readings(reader, folder, [truth["file"] for truth in truths])
    said = found.pop("readings")
    return verdict(truths, said) | found | {"wrong": wrong(truths, said)}


if __name__ == "__main__":
    sys.exit(main())
