"""Sources in words: where in knowledge/ a thing stands, on what it rests, and how sure that is."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from zhangfang.guides.places import ANY_FILE, places
from zhangfang.guides.terms import FamilyId, Level

_RESPONSE = re.compile(r"  (utter_\w+):")

LEVELS = {"A": "A 级，原文核对过", "B": "B 级，据公开资料"}


class Stated(Protocol):
    """An entry of knowledge/ that says something to a merchant."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def level(self) -> Level | None:
        """How sure it is; None for what the documents themselves say."""

    @property
    def source(self) -> Sequence[str]:
        """Lines of the documents, or checked facts."""


class Cited(NamedTuple):
    """Says where things stand.

    Attributes:
        folder: knowledge/.
        domain: domain.yml, for what the bot says of its own.
    """

    folder: Path
    domain: Path = Path("domain.yml")

    def entry(self, section: str, entry: Stated, file: str | None = None) -> str:
        """`knowledge/faq/common.yml:4，依据 L22、V6，A 级，原文核对过`.

        Args:
            section: the key under which it stands.
            entry: of knowledge/.
            file: stem of its file; wherever it is, if not given.
        """
        rests = f"依据 {'、'.join(entry.source)}" if entry.source else ""
        level = LEVELS[entry.level] if entry.level else ""
        return "，".join(
            part for part in (self.line(section, entry.id, file), rests, level) if part
        )

    def step(self, family: FamilyId, step: Stated) -> str:
        """A step of a family."""
        return self.entry("steps", step, family)

    def line(self, section: str, entry: str, file: str | None = None) -> str:
        """`knowledge/facts.yml:9`; the folder if nobody knows where."""
        place = (file if file is not None else ANY_FILE, section, entry)
        return places(self.folder).get(place, f"{self.folder.name}/")

    def file(self, path: str) -> str:
        """A file that is one entry: `knowledge/letters/appeal_letter.yml`."""
        return f"{self.folder.name}/{path}"

    def response(self, name: str) -> str:
        """`domain.yml:277`."""
        return f"{self.domain.name}:{_responses(self.domain).get(name, 1)}"


@lru_cache(maxsize=4)
def _responses(domain: Path) -> Mapping[str, int]:
    """The line of each response, read once."""
    lines = domain.read_text(encoding="utf-8").splitlines()
    found = ((number, _RESPONSE.match(line)) for number, line in enumerate(lines, start=1))
    return {match[1]: number for number, match in found if match}
