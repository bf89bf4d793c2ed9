"""What looking at a file gives, and how long and how far a look may go."""

from dataclasses import dataclass

from zhangfang.slips.reading import SlipReading


class LookError(Exception):
    """No picture can be made of the file. The reason is for the log, not for the merchant."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen of a file.

    Attributes:
        small: WebP, its longest edge at most 360 pixels.
        large: WebP, its longest edge at most 1440 pixels.
        width: of the picture as it was sent, upright, in pixels; of a page, as it was drawn.
        height: as `width`.
        slip: what is printed on it, if that was asked for.
    """

    small: bytes
    large: bytes
    width: int
    height: int
    slip: SlipReading | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a look may take, and what it may use.

    Attributes:
        seconds: until the process is ended, by the clock.
        cpu: seconds of computing until it ends itself.
        memory: bytes of address space.
        idle: seconds without anything to do, after which it is ended.
        files: that one process looks at; what its libraries hoard goes with it.
    """

    seconds: float = 120
    cpu: int = 30
    memory: int = 2_500_000_000
    idle: float = 300
    files: int = 20
