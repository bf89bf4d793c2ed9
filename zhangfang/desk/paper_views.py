"""The shapes in which papers are listed."""

from typing import Literal, get_args

from pydantic import BaseModel, Field

from zhangfang.guides.terms import DocumentId

Format = Literal["txt", "pdf", "docx"]
FORMATS: tuple[Format, ...] = get_args(Format)
PAPERS: tuple[DocumentId, ...] = get_args(DocumentId)


class MissingFact(BaseModel):
    """A fact that the paper leaves a blank for, or does without."""

    id: str
    name: str


class PaperView(BaseModel):
    """A paper that can be taken; with blanks, if it is not ready."""

    kind: DocumentId
    name: str
    use: str = Field(description="What to do with it.")
    now: bool = Field(description="Whether it is of use in the phase that the case is in.")
    ready: bool = Field(description="Whether every fact that it should not go without is known.")
    missing: list[MissingFact]


class PaperList(BaseModel):
    """The papers of one case."""

    case: str
    papers: list[PaperView]
