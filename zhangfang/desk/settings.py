"""Where the desk finds things, and how long it waits."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs from one installation to the next.

    `data` is the folder of the database, `web` the built pages. With `dev` a request may set its
    own time (clock.py).
    """

    data: Path
    rasa_url: str
    actions_url: str
    knowledge: Path
    domain: Path
    web: Path
    dev: bool = False

    @property
    def database_url(self) -> str:
        """The embedded database."""
        return f"sqlite:///{self.data.resolve() / 'zhangfang.db'}"


@dataclass(frozen=True, slots=True)
class Waits:
    """Patience, in seconds.

    A merchant whose message has no answer after `notice` is told that it is on record; one who
    waits for the answer gets that notice after `answer` at the latest.
    """

    attempt: float = 20
    first_pause: float = 0.2
    longest_pause: float = 5
    notice: float = 8
    answer: float = 9

    def pause(self, failures: int) -> float:
        """How long to wait after so many failed attempts in a row."""
        return min(self.first_pause * 2.0 ** min(failures - 1, 30), self.longest_pause)
