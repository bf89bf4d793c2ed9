"""Which pieces of e5's vocabulary a Chinese merchant can need."""

import re

from .packed import Vocabulary

FREQUENT_LATIN = 4000
"""Latin pieces kept, the most frequent first; single characters are kept in any case."""

_CHINESE = re.compile(
    "▁?[\u2000-\u206f\u2100-\u27bf\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\U0001f300-\U0001faff]*"
)
_LATIN = re.compile(r"▁?[\x20-\x7e]*")


def needed(vocabulary: Vocabulary) -> list[int]:
    """Places of the pieces to keep, in their old order, which is that of their frequency."""
    kept, latin = [], 0
    for place, raw in enumerate(vocabulary.pieces):
        piece = raw.decode()
        if place in vocabulary.special or _CHINESE.fullmatch(piece):
            kept.append(place)
        elif _LATIN.fullmatch(piece) and (len(piece) == 1 or latin < FREQUENT_LATIN):
            kept.append(place)
            latin += 1
    return kept
