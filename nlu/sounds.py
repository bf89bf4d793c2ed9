"""How a text sounds: 手序费 and 手续费 are one to the ear, and merchants type by ear."""

from functools import lru_cache

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict

_ACCENTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""What many speakers do not tell apart, and so mistype."""


def sounds(text: str) -> str:
    """Each character's first reading without its tone, a space between; others as they are.

    Args:
        text: normalised.
    """
    return " ".join(filter(None, map(_sound, text)))


@lru_cache(maxsize=20_000)
def _sound(character: str) -> str:
    readings = pinyin_dict.get(ord(character))
    if readings is None:
        return character.strip().lower()
    sound = str(to_normal(readings.split(",")[0])).replace("ü", "v")
    for said, heard in _ACCENTS:
        sound = sound.replace(said, heard)
    return sound
