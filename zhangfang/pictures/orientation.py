"""Which way up a photo is, as its camera wrote into Exif. Pure.

Only this one number is read. General readers of Exif follow whatever a file points to: the same
bytes again and again, until there is no memory left.
"""

ORIENTATION = 0x0112
UPRIGHT = 1
MOST_TAGS = 512

_SHORT = 3
_TAG_BYTES = 12


def orientation_of(exif: bytes) -> int:
    """1 to 8 as in TIFF 6.0, Orientation; 1 if it is not said.

    Args:
        exif: a TIFF header and what follows it, with or without `Exif` before it.
    """
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(tiff[:4])
    if order is None:
        return UPRIGHT

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if order == "little" else "big")

    directory = number(4, 4)
    for place in range(min(number(directory, 2), MOST_TAGS)):
        at = directory + 2 + place * _TAG_BYTES
        if (number(at, 2), number(at + 2, 2)) == (ORIENTATION, _SHORT):
            found = number(at + 8, 2)
            return found if 1 <= found <= 8 else UPRIGHT
    return UPRIGHT
