"""A merchant has sent what nobody may ask for."""

from zhangfang.cases.turn import Turn


def warn_of_private_data(turn: Turn) -> None:
    """Say that it was blotted out, and that no honest helper asks for it."""
    if turn.reading.had_private_data:
        turn.utter("utter_private_data")
