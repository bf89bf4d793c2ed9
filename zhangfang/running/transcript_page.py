"""A played script as a page: who said what and when, what was offered, where the case stood."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from zhangfang.cases.number import check_character
from zhangfang.cases.wording import date_words
from zhangfang.running.script import Script

_CASE_NUMBER = re.compile(r"ZF-(\d{8})-[0-9A-Z]{4}-[0-9A-Z]")
_NUMBERED = re.compile(r"^(\d+)\. ")
_MARKUP = re.compile(r"([\\`*_<#|])")
SPEAKERS = {"merchant": "商户", "bot": "账房"}
STATUS = {"resolved": "办完了", "closed": "停了", "handed_over": "人工在办"}


@dataclass(frozen=True)
class Scene:
    """What one turn brought: the messages since the turn before, and the case after it."""

    at: datetime
    messages: tuple[dict[str, Any], ...]
    tapped: bool
    case: dict[str, Any]


def page(script: Script, scenes: Iterable[Scene]) -> str:
    """The page in Markdown; the same messages give the same bytes."""
    lines = [f"# {script.title}", "", script.persona, ""]
    day, state = None, ""
    for scene in scenes:
        if scene.at.date() != day:
            day = scene.at.date()
            lines += [f"## {date_words(scene.at)}", ""]
        lines += _spoken(scene)
        now = _state(scene.case)
        if now != state:
            state = now
            lines += [f"<sub>{state}</sub>", ""]
    return _with_stable_numbers("\n".join(lines))


def _spoken(scene: Scene) -> Iterator[str]:
    """The bubbles of a turn, those of one speaker under one name, and what can be tapped."""
    clock = scene.at.strftime("%H:%M")
    for actor, group in groupby(scene.messages, key=itemgetter("actor")):
        yield from (f"**{SPEAKERS.get(actor, actor)}** {clock}", "")
        for place, message in enumerate(group):
            tapped = scene.tapped and actor == "merchant"
            yield from [">"] if place else []
            yield from _quoted(f"［{message['text']}］" if tapped else message["text"])
            offered = message["choices"]
        yield ""
        if offered:
            yield from ("可点：" + "".join(f"［{choice['label']}］" for choice in offered), "")


def _quoted(text: str) -> Iterator[str]:
    """A bubble as a block quote that keeps its lines, without trailing blanks."""
    lines = [_escaped(line.rstrip()) for line in text.split("\n")]
    for line, after in pairwise([*lines, ""]):
        yield f"> {line}\\" if line and after else f"> {line}".rstrip()


def _escaped(line: str) -> str:
    return _NUMBERED.sub(r"\1\\. ", _MARKUP.sub(r"\\\1", line))


def _state(case: dict[str, Any]) -> str:
    if case["family"] is None:
        return ""
    phase = next(one["name"] for one in case["phases"] if one["id"] == case["phase"])
    parts = [case["family_name"], STATUS.get(case["status"], phase)]
    if case["due_at"]:
        whose = "对方答应" if case["due_promised"] else "我们提醒"
        parts.append(f"等到{date_words(datetime.fromisoformat(case['due_at']))}，{whose}")
    if case["human"]["asked"]:
        parts.append("已记下要转人工")
    return " · ".join(parts)


def _with_stable_numbers(text: str) -> str:
    """Random characters give way to a count, so that another run gives the same bytes."""
    seen: dict[str, str] = {}

    def stable(match: re.Match[str]) -> str:
        if match[0] not in seen:
            body = f"{match[1]}{len(seen) + 1:04}"
            seen[match[0]] = f"ZF-{match[1]}-{body[8:]}-{check_character(body)}"
        return seen[match[0]]

    return _CASE_NUMBER.sub(stable, text)
