"""The terms of knowledge/: families, phases, levels, papers, and how ids and sources are written."""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints

FamilyId = Literal[
    "overcharged", "not_arrived", "wrong_refund", "no_receipt_charged", "migration_charge"
]
PhaseId = Literal["verify", "contact", "submit", "wait", "escalate"]
Level = Literal["A", "B"]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=12)]
RowId = Annotated[str, StringConstraints(pattern=r"^([A-E]-[A-Z]+\d+[a-z]?|[HLVT]\d+[a-z]?)$")]
"""A row of the distilled documents (`A-V1`) or of the checked facts (`H1`): see rows.yml."""
DocumentId = Literal["call_script", "material_list", "appeal_letter", "written_demand", "timeline"]
"""What is written for the merchant."""
DOCUMENTS: tuple[DocumentId, ...] = get_args(DocumentId)

Source = Annotated[str, StringConstraints(pattern=r"^(00[0-4]:L\d+(-\d+)?|[A-Z]+\d+[a-z]?)$")]
"""A line of a source document (`000:L6`), or a row of the checked facts (`H1`, `L14`, `V5`)."""

PHASES: tuple[PhaseId, ...] = ("verify", "contact", "submit", "wait", "escalate")
FAMILIES: tuple[FamilyId, ...] = (
    "overcharged",
    "not_arrived",
    "wrong_refund",
    "no_receipt_charged",
    "migration_charge",
)


class Model(BaseModel):
    """Refuses unknown keys, so that a typing slip in a knowledge file is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)
