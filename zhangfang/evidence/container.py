"""The zip that a pack is, in its single form (docs/evidence-format.md, 4).

Python's zipfile writes what its version and the machine suggest; here the same files give the same
bytes everywhere, and a verifier can tell that not one of them was changed.
"""

import struct
import zlib
from collections.abc import Mapping

MOST_BYTES, MOST_FILES = 0x7FFFFFFF, 0xFFFE
"""What surely fits into a zip without its 64-bit extension."""

_VERSION, _MADE_BY, _FLAGS, _DATE = 20, 0x0314, 0x0800, 0x0021
_ATTRIBUTES = 0x81A40000
"""A plain file that all may read (-rw-r--r--)."""


def write_container(files: Mapping[str, bytes]) -> bytes:
    """The zip with these files by path, not compressed.

    Raises:
        ValueError: they are too large for it, or too many.
    """
    parts, directory, offset = [], [], 0
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise ValueError(f"{len(files)} files are too large for one pack, or too many")
    for path in sorted(files):
        name, data = path.encode(), files[path]
        sizes = (zlib.crc32(data), len(data), len(data), len(name))
        dated = (_VERSION, _FLAGS, 0, 0, _DATE, *sizes, 0)
        local = struct.pack("<4s5H3I2H", b"PK\x03\x04", *dated) + name
        entry = (b"PK\x01\x02", _MADE_BY, *dated, 0, 0, 0, _ATTRIBUTES, offset)
        directory.append(struct.pack("<4s6H3I5H2I", *entry) + name)
        parts += [local, data]
        offset += len(local) + len(data)
    central = b"".join(directory)
    count = len(directory)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)
    return b"".join([*parts, central, end])
