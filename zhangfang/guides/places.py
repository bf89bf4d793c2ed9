"""Where each entry of knowledge/ is written: file and line, for whoever wants to check it there."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_SECTION = re.compile(r"(\w+):")
_ENTRY = re.compile(r"\s*-\s+\{?\s*id:\s*(\w+)")

Places = Mapping[tuple[str, str, str], str]
"""`knowledge/faq/common.yml:4` by the file's stem, the section and the entry's id."""

ANY_FILE = ""
"""In place of the stem: the first file that has the entry."""


@lru_cache(maxsize=4)
def places(folder: Path) -> Places:
    """The lines of all entries, read once.

    Args:
        folder: knowledge/.
    """
    found: dict[tuple[str, str, str], str] = {}
    for path in sorted(folder.rglob("*.yml")):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        section = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if begins := _SECTION.match(line):
                section = begins[1]
            elif entry := _ENTRY.match(line):
                for stem in (path.stem, ANY_FILE):
                    found.setdefault((stem, section, entry[1]), f"{name}:{number}")
    return found
