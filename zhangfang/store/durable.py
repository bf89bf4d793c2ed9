"""Files that are still there, whole, after a power cut."""

import os
from pathlib import Path


def write_new(file: Path, content: bytes) -> None:
    """Write a file that only we may read; on disk when this returns, but for its name.

    Raises:
        FileExistsError: there is one.
    """
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk: of files written, renamed or removed."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
