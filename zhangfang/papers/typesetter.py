"""Typst, with fonts that come from a package: no network, no system font, no clock."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

_BLANK = Path(__file__).with_name("blank.typ")

LARGE = 50_000
"""Characters of data."""

MEMORY = 11
"""Typst forgets what it has not used for ten documents."""

_one_at_a_time = Lock()
"""Typst's compiler refuses a second thread; a paper takes it some 15 ms."""


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """A PDF, the same bytes for the same data.

    Args:
        template: it imports nothing from outside of its own folder.
        data: what it says, each value as JSON under its name in `sys.inputs`. As data, no word of
            it can be markup.
    """
    said = {name: json.dumps(value, ensure_ascii=False) for name, value in data.items()}
    with _one_at_a_time:
        made = _compiler(template).compile(format="pdf", sys_inputs=said, timestamp=0)
        if sum(map(len, said.values())) > LARGE:
            _forget()
    assert isinstance(made, bytes), "a PDF without an output path is returned as bytes"
    return made


def _forget() -> None:
    """Drop what Typst remembers of a large document: 0.1 s, where ten such would take 1 GB."""
    for turn in range(MEMORY):
        _compiler(_BLANK).compile(format="pdf", sys_inputs={"turn": str(turn)}, timestamp=0)


@cache
def _compiler(template: Path) -> "typst.Compiler":
    import typst

    return typst.Compiler(
        str(template), root=str(template.parent), font_paths=_fonts(), ignore_system_fonts=True
    )


@cache
def _fonts() -> "typst.Fonts":
    """Typst and 20 MB of fonts are loaded with the first paper, not when the desk starts."""
    import pylopdf_fonts_zh_cn as noto
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[noto.sans_path().parent],
    )
