"""What was read of a picture: the fields of a slip, where they stand, and what hid the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, NamedTuple, TypeAlias, cast

FieldName: TypeAlias = Literal[
    "order_number",
    "reference_number",
    "voucher_number",
    "batch_number",
    "amount",
    "transaction_time",
    "merchant_number",
    "terminal_number",
    "card_tail",
    "auth_code",
    "kind_of_sale",
]
Retake: TypeAlias = Literal["blurred", "cut_off", "dark", "glare", "too_small", "too_far"]


class Box(NamedTuple):
    """An upright rectangle, in fractions (0 to 1) of the width and height of the picture."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Field:
    """One fact as the slip states it.

    `value` is canonical: yuan as a plain decimal (`1288.5`), local time in ISO 8601 to the precision
    printed, digits and letters without spaces. `label` and `text` are as printed.
    """

    name: FieldName
    value: str
    label: str
    text: str
    sure: bool
    box: Box | None


@dataclass(frozen=True, slots=True)
class SlipReading:
    """All that was read; `cards` are the places where a card number stands in full."""

    is_slip: bool
    fields: tuple[Field, ...] = ()
    retake: Retake | None = None
    cards: tuple[Box, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As plain values, for a pipe or the sealed content of an event."""
        return {
            "is_slip": self.is_slip,
            "fields": [_field_to_json(field) for field in self.fields],
            "retake": self.retake,
            "cards": [list(card) for card in self.cards],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> SlipReading:
        """The reading that `to_json` wrote.

        Raises:
            KeyError: a part is missing.
            TypeError: a part is of another shape.
        """
        fields = cast("Sequence[Mapping[str, object]]", data["fields"])
        cards = cast("Sequence[Sequence[float]]", data["cards"])
        return cls(
            is_slip=bool(data["is_slip"]),
            fields=tuple(_field_from_json(field) for field in fields),
            retake=cast("Retake | None", data["retake"]),
            cards=tuple(Box(*card) for card in cards),
        )


def _field_to_json(field: Field) -> dict[str, object]:
    return asdict(field) | {"box": None if field.box is None else list(field.box)}


def _field_from_json(data: Mapping[str, object]) -> Field:
    box = cast("Sequence[float] | None", data["box"])
    return Field(
        name=cast("FieldName", data["name"]),
        value=str(data["value"]),
        label=str(data["label"]),
        text=str(data["text"]),
        sure=bool(data["sure"]),
        box=None if box is None else Box(*box),
    )
