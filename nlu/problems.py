"""What a message tells of: the story without its figures, and the part about each problem.

Only where the writer says that there are two: a long story has many sentences and one problem.
"""

import re
from typing import Any, Dict, List

SHORTEST_PART = 4
"""Characters; anything shorter tells of nothing."""

FIGURES = {"order_number": "", "transaction_time": "", "amount": "100元", "other_amount": "100元"}
"""What stands in a story instead of each fact."""

SHORTEST_STORY = 2
"""Characters; a message with fewer beside its figures is nothing but figures."""

_TWO_ANNOUNCED = re.compile(r"[两俩二2]\s*[件个桩码][^，。,]{0,3}(?:事|问题|毛病|麻烦|情况)")
_NEXT_ONE = re.compile(
    r"[，。；,;、\s]*(?:还有[一另]?[个件笔]?|另外(?:还有)?(?:[一]?[个件笔])?|另[一]?[个件笔]|"
    r"再[有就说][一是]?[个件]?|再一[个件](?:是)?|而且|同时|外加|"
    r"顺便(?:问)?|一个是|一[个件]呢?是|第[一二][个件]?(?:是|，|:)?|二是|一是|[12][.、)）:])"
)
_BOTH = re.compile(r"除了|不光|不但|不仅|又是.{2,}?又是|既.{2,}?又")
"""Words that tell of two things in two clauses; then a comma parts them as well."""
_CLAUSE = re.compile(r"[，。；,;\s]+|又是")


def split_problems(text: str) -> List[str]:
    """The parts of a message that each may tell of a problem; one part if it tells of one.

    Args:
        text: normalised.
    """
    announced = _TWO_ANNOUNCED.search(text)
    rest = text[announced.end() :] if announced else text
    pieces = _NEXT_ONE.split(rest)
    if _BOTH.search(rest):
        pieces = [clause for piece in pieces for clause in _CLAUSE.split(piece)]
    parts = [part.strip(" ，。；,;:：、") for part in pieces]
    told = [part for part in parts if len(part) >= SHORTEST_PART]
    return told if len(told) > 1 else [text]


def story(text: str, entities: List[Dict[str, Any]]) -> str:
    """The text without its order number and time, each sum as the same one.

    Which problem it is lies in the words; figures only pull it towards examples with figures.

    Args:
        text: normalised.
        entities: facts with `start` and `end` in that text.
    """
    told = text
    for entity in sorted(entities, key=lambda entity: -int(entity["start"])):
        instead = FIGURES.get(entity["entity"])
        if instead is not None:
            told = told[: entity["start"]] + instead + told[entity["end"] :]
    return told if len(re.sub(r"\W", "", told)) >= SHORTEST_STORY else text
