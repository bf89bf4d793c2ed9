"""A paper as PDF, set by Typst with fonts that come from a package. No network, no system font."""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from zhangfang.cases.paper import Paper

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).with_name("paper.typ")
_one_at_a_time = Lock()
"""Typst's compiler refuses a second thread; a paper takes it some 15 ms."""


def pdf(paper: Paper) -> bytes:
    """The same bytes for the same paper. Its words travel as data, so none can be markup."""
    said = {"paper": json.dumps(paper.model_dump(mode="json"), ensure_ascii=False)}
    with _one_at_a_time:
        made = _compiler().compile(format="pdf", sys_inputs=said, timestamp=0)
    assert isinstance(made, bytes), "a PDF without an output path is returned as bytes"
    return made


@cache
def _compiler() -> "typst.Compiler":
    """Typst and 20 MB of fonts are loaded with the first paper, not when the desk starts."""
    import pylopdf_fonts_zh_cn as noto
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[noto.sans_path().parent],
    )
    return typst.Compiler(
        str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts, ignore_system_fonts=True
    )
