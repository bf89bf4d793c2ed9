"""Finds the question of faq/ that a merchant has asked, by the characters they share."""

import re

from zhangfang.guides.model import FamilyId, Faq

ALIKE = 0.6
"""Share of character pairs in common from which two questions count as the same; below it the
figures of two different questions overlap."""


def find_answer(faq: tuple[Faq, ...], text: str, family: FamilyId | None) -> Faq | None:
    """The entry whose phrasing is nearest to the text, if any is near enough.

    Args:
        faq: all entries.
        text: what the merchant typed.
        family: of the open case; entries of other families are not for it.
    """
    fitting = [one for one in faq if not (one.families and family) or family in one.families]
    asked = _pairs(text)
    scored = [(_shared(asked, _pairs(ask)), one) for one in fitting for ask in one.ask]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= ALIKE else None


def _shared(left: set[str], right: set[str]) -> float:
    """Dice's coefficient."""
    return 2 * len(left & right) / max(len(left) + len(right), 1)


def _pairs(text: str) -> set[str]:
    return character_pairs(re.sub(r"\W|[啊呀呢吗嘛吧哦的了]", "", text))


def character_pairs(text: str) -> set[str]:
    """Every two neighbouring characters: what texts share without being cut into words."""
    return {text[place : place + 2] for place in range(len(text) - 1)}
