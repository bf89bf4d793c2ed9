"""The rules by which agents' work is checked: knowledge/quality.yml, and what its words find."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from zhangfang.guides.document import Document
from zhangfang.guides.fault import Fault
from zhangfang.guides.terms import Id, Label, Model, Text

Severity = Literal["low", "medium", "high"]


def _compiles(pattern: str) -> str:
    try:
        found = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    if found.search(""):
        raise ValueError("it matches nothing at all: every message would break the rule")
    return pattern


Pattern = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_compiles)]
"""A regular expression, over a clause without blanks, in lower case and of one width."""


class _Rule(Model):
    id: Id
    name: Label
    severity: Severity
    explains: Text


class SaidAfter(Model):
    """A clause that says it only after another one: 验证码收到了吗？发我一下."""

    before: Pattern
    said: Pattern


class WordsRule(_Rule):
    """A message of an agent has a clause in which one of `said` is found, and none of `unless`.

    A clause ends at a comma or a full stop. `said_after`: a clause that counts after what was said
    before it in the message. `unless_before`: none of these in what comes before the clause in its
    sentence, so that 骗子会说，把密码发给我 is read as what it is.
    """

    kind: Literal["words"]
    said: tuple[Pattern, ...] = Field(min_length=1)
    said_after: tuple[SaidAfter, ...] = ()
    unless: tuple[Pattern, ...] = ()
    unless_before: tuple[Pattern, ...] = ()


class SlowRule(_Rule):
    """Longer than `minutes` until the first answer of a person, or until a later one.

    With `office_hours` only the minutes count in which somebody is there.
    """

    kind: Literal["slow_first_answer", "slow_answer"]
    minutes: int = Field(ge=1, le=1440)
    office_hours: bool = True


class DeedRule(_Rule):
    """Something that was done or left undone.

    `step_skipped`: a case closed by an agent while mandatory steps were open. `unconfirmed`: a case
    closed as resolved by an agent, whose facts the merchant never confirmed though it went beyond
    the summary. `silent_hand_back`: given back to the bot while the merchant's last message had no
    answer. `never_answered`: held, and let go of again, without one message.
    """

    kind: Literal["step_skipped", "unconfirmed", "silent_hand_back", "never_answered"]


Rule = WordsRule | SlowRule | DeedRule


class Quality(Model):
    """All rules."""

    rules: tuple[Annotated[Rule, Field(discriminator="kind")], ...] = Field(min_length=1)


_SENTENCE = re.compile(r"[^。！？!?;；\n]+[。！？!?;；\n]*")
_CLAUSE = re.compile(r"[^，,]+[，,]?")


def clause_that_breaks(rule: WordsRule, text: str) -> tuple[int, int] | None:
    """Where the first clause of a message stands that breaks the rule: begin and end in `text`."""
    for sentence in _SENTENCE.finditer(text):
        begin = sentence.start()
        for clause in _CLAUSE.finditer(sentence[0]):
            start = begin + clause.start()
            if _breaks(rule, _folded(clause[0]), _folded(text[begin:start]), _folded(text[:start])):
                return start, begin + clause.end()
    return None


def quality_faults(document: Document, quality: Quality) -> Iterator[Fault]:
    """No id twice."""
    ids = [rule.id for rule in quality.rules]
    for place, name in enumerate(ids):
        if name in ids[:place]:
            yield document.fault(("rules", place, "id"), f"rule '{name}' is written twice")


def _breaks(rule: WordsRule, clause: str, before: str, all_before: str) -> bool:
    """Whether a clause does, after what stands before it in its sentence and in the message."""
    return (
        (_any_in(rule.said, clause) or _says_after(rule, clause, all_before))
        and not _any_in(rule.unless, clause)
        and not _any_in(rule.unless_before, before)
    )


def _says_after(rule: WordsRule, clause: str, before: str) -> bool:
    return any(
        _pattern(each.said).search(clause) and _pattern(each.before).search(before)
        for each in rule.said_after
    )


def _any_in(patterns: tuple[str, ...], text: str) -> bool:
    return any(_pattern(each).search(text) for each in patterns)


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _folded(text: str) -> str:
    """One width, one case, no blanks, no mark at the end but a question's."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(",.。!~…;、")
