"""Tells a disk that is full from a disk that is broken: the one is said to whoever sends a file."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from zhangfang.desk.file_errors import NoRoomError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_POSTGRESQL_FULL = "53100"


@contextmanager
def refused_when_full() -> Iterator[None]:
    """Refuse what there is no room for.

    Raises:
        NoRoomError: the files' disk, or the database's, is full.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoomError from None
        raise
    except OperationalError as error:
        code = getattr(error.orig, "sqlstate", None)
        if code == _POSTGRESQL_FULL or "disk is full" in str(error.orig):
            raise NoRoomError from None
        raise
