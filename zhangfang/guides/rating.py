"""What a merchant is asked when a case has ended."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from zhangfang.guides.document import Document
from zhangfang.guides.fault import Fault
from zhangfang.guides.terms import Id, Label, Model, Text

ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class Outcome(Model):
    """Solved or not, to be tapped."""

    value: bool
    label: Label


class Tag(Model):
    """A reason, to be tapped."""

    id: Id
    label: Label


class Tags(Model):
    """For four and five stars, and for fewer."""

    good: tuple[Tag, ...] = Field(min_length=1)
    bad: tuple[Tag, ...] = Field(min_length=1)


class Rating(Model):
    """The words of knowledge/rating.yml. A case may be rated for so many days after its end."""

    question: ShortText
    solved: tuple[Outcome, Outcome]
    tags: Tags
    thanks: Text
    days: int = Field(ge=1, le=30)

    @property
    def tag_ids(self) -> frozenset[str]:
        """All tags there are."""
        return frozenset(tag.id for tag in (*self.tags.good, *self.tags.bad))


def rating_faults(document: Document, rating: Rating) -> Iterator[Fault]:
    """One outcome of each kind; no tag twice."""
    if {outcome.value for outcome in rating.solved} != {True, False}:
        yield document.fault(("solved",), "write one outcome with true and one with false")
    ids = [tag.id for tag in (*rating.tags.good, *rating.tags.bad)]
    for name in sorted({it for it in ids if ids.count(it) > 1}):
        yield document.fault(("tags",), f"tag '{name}' is written twice: rename one")
