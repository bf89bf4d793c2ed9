"""A paper as PDF, set by Typst."""

from pathlib import Path

from zhangfang.cases.paper import Paper
from zhangfang.papers.typesetter import typeset

_TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(paper: Paper) -> bytes:
    """The same bytes for the same paper. Its words travel as data, so none can be markup."""
    return typeset(_TEMPLATE, {"paper": paper.model_dump(mode="json")})
