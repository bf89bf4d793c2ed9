"""The schema of knowledge/letters/*.yml: the papers that are written for a merchant.

A placeholder, `{order_number}`, stands for a fact of the case, or for one of `COMPUTED`.
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from zhangfang.guides.terms import (
    DocumentId,
    FamilyId,
    Id,
    Label,
    Level,
    Model,
    PhaseId,
    Source,
    Text,
)

COMPUTED = frozenset({
    "acquirer", "amount_words", "case_number", "due_date", "family", "opened_at", "phase",
    "submitted_at", "today",
})  # fmt: skip
"""Placeholders that are no facts, but follow from the case and the day. `acquirer` is a blank:
nobody is asked for the full name of the company, which stands on the contract."""

Voice = Literal["spoken", "written"]
"""Spoken: a clause whose fact is unknown is left out. Written: it gets a blank to fill in."""


class Condition(Model):
    """When something is in the paper. All that is written here must hold."""

    families: tuple[FamilyId, ...] = ()
    phases: tuple[PhaseId, ...] = ()
    when: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    """Each named fact has one of the values; an unknown fact has none."""
    unless: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    """No named fact has one of the values."""
    needs: tuple[Id, ...] = ()
    """These facts are known."""
    lacks: tuple[Id, ...] = ()
    """None of these facts is known."""


class Line(Condition):
    """A sentence or two."""

    text: Text
    level: Level | None = None
    source: tuple[Source, ...] = ()


class Entry(Condition):
    """A fact with its name, in a table."""

    label: Label
    text: Text


class Part(Condition):
    """A paragraph, a numbered list, a table of facts, or a place filled from the case."""

    heading: Label | None = None
    lines: tuple[Line, ...] = ()
    """Sentences, run together into one paragraph."""
    items: tuple[Line, ...] = ()
    rows: tuple[Entry, ...] = ()
    fill: Literal["to_prepare", "at_hand", "enclosures", "timeline"] | None = None
    """`to_prepare`, `at_hand`: the family's materials for this phase, wanting or had.
    `enclosures`: those that go with a written claim. `timeline`: what happened, and when."""
    otherwise: Text | None = None
    """Said where there is nothing to fill in."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if sum(map(bool, (self.lines, self.items, self.rows, self.fill))) != 1:
            raise ValueError("write one of `lines`, `items`, `rows`, `fill`")
        return self


class Letter(Model):
    """One paper. Of `title` and `to`, the first line whose condition holds is taken."""

    id: DocumentId
    name: Label
    """What a merchant calls it."""
    offer: Label
    """The quick reply that has it written: 帮我写申诉书."""
    use: Text
    """What to do with it; said beside the paper, never in it."""
    voice: Voice
    phases: tuple[PhaseId, ...] = Field(min_length=1)
    """When it is offered."""
    wants: tuple[Id, ...] = ()
    """Facts without which it is not ready to go out."""
    title: tuple[Line, ...] = Field(min_length=1)
    to: tuple[Line, ...] = ()
    parts: tuple[Part, ...] = Field(min_length=1)
    closing: tuple[Line, ...] = ()
    sign_off: tuple[Text, ...] = ()
    caveat: Text | None = None
    """Below everything, where the paper states something that has a level."""
    footer: Text
