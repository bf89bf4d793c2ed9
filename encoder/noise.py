"""Examples as a hurried hand would type them, so that the encoder learns what does not matter."""

import random
import re
from collections import Counter, defaultdict

from pypinyin import lazy_pinyin

OPENINGS = (
    "老板你好，",
    "我跟你说，",
    "急急急 ",
    "你帮我看看，",
    "在吗，",
    "唉，",
    "就是说",
    "那个",
    "气死我了，",
)
ENDINGS = (
    "，怎么办",
    "，咋整",
    " 急",
    "，帮我看看",
    "，谢谢",
    "，气死人",
    "，该找谁",
    "啊",
    "呢",
    "，烦死了",
)
LONG_ENOUGH = 6
"""Characters from which a sentence may be given an opening or an ending."""


class Noise:
    """Changes a share of the texts, each in one way, drawn at random."""

    def __init__(self, texts: list[str], share: float, seed: int) -> None:
        self._share = share
        self._random = random.Random(seed)
        counts = Counter(c for text in texts for c in text if "一" <= c <= "鿿")
        self._sound = {character: lazy_pinyin(character)[0] for character in counts}
        self._alike: dict[str, list[str]] = defaultdict(list)
        for character in counts:
            self._alike[self._sound[character]].append(character)

    def __call__(self, text: str) -> str:
        """The text, or a noisy variant of it."""
        if self._random.random() > self._share:
            return text
        ways = [self._misspelt, self._unpunctuated, self._shortened, self._swapped]
        if len(text) >= LONG_ENOUGH:
            ways += [self._opened, self._ended, self._misspelt]
        return self._random.choice(ways)(text) or text

    def _misspelt(self, text: str) -> str:
        """Some characters replaced by others of the same sound."""
        written = list(text)
        places = [p for p, c in enumerate(written) if len(self._alike[self._sound.get(c, "")]) > 1]
        count = max(1, round(len(written) * self._random.choice((0.05, 0.1, 0.2))))
        for place in self._random.sample(places, min(count, len(places))):
            written[place] = self._random.choice(self._alike[self._sound[written[place]]])
        return "".join(written)

    def _unpunctuated(self, text: str) -> str:
        return re.sub(r"[，。？！、,.?! ]", "", text)

    def _shortened(self, text: str) -> str:
        place = self._random.randrange(len(text))
        return text[:place] + text[place + 1 :]

    def _swapped(self, text: str) -> str:
        place = self._random.randrange(len(text))
        return (
            text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]
        )

    def _opened(self, text: str) -> str:
        return self._random.choice(OPENINGS) + text

    def _ended(self, text: str) -> str:
        return text + self._random.choice(ENDINGS)
