"""What the options about embedding must be: an origin, not a path; a secret that is one."""

import re
from collections.abc import Iterable
from pathlib import Path

from zhangfang.desk.identity import read_secret
from zhangfang.running.failure import Failure

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?").fullmatch


def require_origins(origins: Iterable[str]) -> None:
    """Refuse what would say something else in `frame-ancestors`.

    Raises:
        Failure: one is no origin.
    """
    for origin in origins:
        if not _ORIGIN(origin):
            raise Failure(
                f"--embed-on is {origin!r}, which is not an origin.",
                "Write scheme, host and port only, like https://shop.example",
            )


def require_secret(file: Path) -> None:
    """Refuse a secret that cannot be read, or keeps nobody out.

    Raises:
        Failure: it is such a one.
    """
    try:
        read_secret(file)
    except (OSError, ValueError) as error:
        raise Failure(
            f"--identity-secret: {error}.", "Make one: head -c 32 /dev/urandom | base64 > FILE"
        ) from None
