"""What a person at the command line is told when something cannot go on."""


class Failure(Exception):  # noqa: N818  (it is printed, and "Failure:" is what people read)
    """Says in one line what is wrong and what to do.

    Args:
        wrong: what was found.
        remedy: what to do about it.
    """

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(f"{wrong} {remedy}")
