"""What keeps a witness from starting."""


class WitnessError(Exception):
    """Says in a line or two what is wrong in the witness's folder, and what to do."""
