"""The trade's own words, as knowledge/ has them: names of families, phases, facts, papers, channels.

A general dictionary knows few of them, and would cut them apart: 不到账, 退错款, 结算明细.
"""

import re
from collections.abc import Iterator

from zhangfang.guides.model import Knowledge

_WORD = re.compile(r"(?<![一-鿿])[一-鿿]{2,6}(?![一-鿿])")


def own_words(knowledge: Knowledge) -> frozenset[str]:
    """Every name, or part of one between other signs, of two to six Chinese characters."""
    return frozenset(run for name in _names(knowledge) for run in _WORD.findall(name))


def _names(knowledge: Knowledge) -> Iterator[str]:
    for guide in knowledge.guides.values():
        yield guide.name
        yield from (fact.name for fact in guide.facts)
        yield from (material.name for material in guide.materials)
    yield from (phase.name for phase in knowledge.phases)
    yield from (fact.name for fact in knowledge.common_facts)
    yield from (number.name for number in knowledge.slip_facts)
    yield from (channel.name for channel in knowledge.channels)
    yield from (spelling.standard for spelling in knowledge.spellings)
