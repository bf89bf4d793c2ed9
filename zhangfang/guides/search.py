"""Finds the question of faq/ that a merchant has asked, by the characters they share."""

import re
from functools import cache

from zhangfang.guides.model import FamilyId, Faq, Guide, Material, Step

ALIKE = 0.6
"""Share of character pairs in common from which two questions count as the same; below it the
figures of two different questions overlap."""

_ASKING = re.compile(
    r"在?(?:哪里|哪儿|哪)(?:能|可以)?(?:找|看|查|弄|开)?|(?:怎么|怎样|咋|如何)(?:样)?(?:弄|找|写|查|看|做|开|搞|办|才算)?"
    r"|是?(?:什么|啥)(?:意思|东西|样子?)?|去|能|要|我|这个|那个|到底"
)
"""What makes a question of the name of a thing."""


def find_answer(faq: tuple[Faq, ...], text: str, family: FamilyId | None) -> Faq | None:
    """The entry whose phrasing is nearest to the text, if any is near enough.

    Args:
        faq: all entries.
        text: what the merchant typed.
        family: of the open case; entries of other families are not for it.
    """
    fitting = [one for one in faq if not (one.families and family) or family in one.families]
    asked = _pairs(text)
    scored = [(_shared(asked, _pairs_of_ours(ask)), one) for one in fitting for ask in one.ask]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= ALIKE else None


def find_explained(guide: Guide, text: str) -> Material | Step | None:
    """The material or the step of a guide that a question names: 结算明细在哪找, 核实凭证怎么弄.

    Args:
        guide: of the open case.
        text: what the merchant typed; what makes it a question is left out of the comparison.
    """
    about = _pairs(_ASKING.sub("", text))
    named: list[tuple[str, Material | Step]] = [
        *((material.name, material) for material in guide.materials),
        *((step.title, step) for step in guide.steps),
    ]
    scored = [(_shared(about, _pairs(name)), one) for name, one in named]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= ALIKE else None


def _shared(left: set[str], right: set[str]) -> float:
    """Dice's coefficient."""
    return 2 * len(left & right) / max(len(left) + len(right), 1)


def _pairs(text: str) -> set[str]:
    return character_pairs(re.sub(r"\W|[啊呀呢吗嘛吧哦的了]", "", text))


@cache
def _pairs_of_ours(text: str) -> set[str]:
    """The same for a text of knowledge/: there are so many, and every message is held to each.

    What a merchant types is never kept here.
    """
    return _pairs(text)


def character_pairs(text: str) -> set[str]:
    """Every two neighbouring characters: what texts share without being cut into words."""
    return {text[place : place + 2] for place in range(len(text) - 1)}
