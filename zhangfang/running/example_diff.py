"""Accepted corrections as a diff against the checkout: examples to learn, and readings to mend.

Intents are learnt from examples, so a sentence goes into data/nlu. Facts are read by rules: a
sentence that was read wrong goes to the tests of those rules, which fail until somebody mends them.
"""

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhangfang.language.normalise import normalise

OUT_OF_SCOPE = "out_of_scope"
HEADING = "# 客服更正过的"
"""Above the cases that come from corrections."""

_ENTITY = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_EXAMPLE = "    - "
_MARKS = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Learnt:
    """One accepted correction.

    Attributes:
        name: the intent, with its topic behind a slash if it has one; or the fact.
        value: of the fact in the sentence; None if there is none in it.
        now: when the message was sent, local time without its offset.
    """

    id: str
    what: str
    name: str
    sentence: str
    value: str | None
    now: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of the corrections.

    Attributes:
        diff: for `git apply`; empty if nothing is new.
        added: ids of those that are in it.
        known: ids of those that the checkout has already.
        by_hand: those that no file takes, each with the reason.
    """

    diff: str
    added: tuple[str, ...]
    known: tuple[str, ...]
    by_hand: tuple[tuple[Learnt, str], ...]


def example_diff(root: Path, learnt: Sequence[Learnt]) -> Exported:
    """The diff. Nothing in the checkout is changed.

    Args:
        root: of the checkout.
        learnt: accepted corrections, the oldest first.
    """
    examples = _read_examples(root)
    measured = _measured_with(root)
    meant = _meant(learnt, examples)
    lines: dict[Path, list[str]] = {}
    added, known, by_hand = [], [], []
    for one in learnt:
        fault = _fault(root, one, examples, measured) or _contradiction(one, meant)
        if fault:
            by_hand.append((one, fault))
        elif _is_known(root, one, examples, lines):
            known.append(one.id)
        else:
            _add(root, one, lines)
            if one.what == "intent":
                examples[_bare(one.sentence)] = one.name
            added.append(one.id)
    diff = "".join(_diff(root, path, after) for path, after in sorted(lines.items()))
    return Exported(diff, tuple(added), tuple(known), tuple(by_hand))


def example_file(root: Path, label: str) -> Path:
    """Where the examples of an intent are, or of a topic of what is out of scope."""
    intent, _, topic = label.partition("/")
    folder = root / "data" / "nlu"
    return folder / OUT_OF_SCOPE / f"{topic}.yml" if topic else folder / f"{intent}.yml"


def _read_examples(root: Path) -> dict[str, str]:
    """The label of every example, by its bare words."""
    found: dict[str, str] = {}
    for path in sorted((root / "data" / "nlu").rglob("*.yml")):
        inside = path.parent.name == OUT_OF_SCOPE
        label = f"{OUT_OF_SCOPE}/{path.stem}" if inside else path.stem
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(_EXAMPLE):
                found.setdefault(_bare(_ENTITY.sub(r"\1", line.removeprefix(_EXAMPLE))), label)
    return found


def _bare(sentence: str) -> str:
    """What is the same to whoever learns from it: without marks and blanks, in one way of writing."""
    return _MARKS.sub("", normalise(sentence)).casefold() or sentence.strip()


def _measured_with(root: Path) -> frozenset[str]:
    """The sentences that the report reads: what is trained on them, it cannot tell."""
    files = sorted((root / "tests" / "data").glob("*/sentences.tsv"))
    lines = (line for path in files for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(_bare(line.split("\t")[0]) for line in lines)


def _fault(root: Path, one: Learnt, examples: dict[str, str], measured: frozenset[str]) -> str:
    """Why it can't be in a diff; empty if it can."""
    if _bare(one.sentence) in measured:
        return "the report measures with it (tests/data)"
    if one.what == "fact":
        return "" if _case(one) else f"no file of tests/language tests the fact {one.name}"
    if not example_file(root, one.name).is_file():
        return f"there is no {example_file(root, one.name).relative_to(root)}"
    other = examples.get(_bare(one.sentence))
    return f"it is an example of {other} already" if other and other != one.name else ""


def _meant(learnt: Sequence[Learnt], examples: Mapping[str, str]) -> dict[str, set[str]]:
    """What each sentence that is no example yet was accepted as, by its bare words."""
    found: dict[str, set[str]] = {}
    for one in learnt:
        if one.what == "intent" and _bare(one.sentence) not in examples:
            found.setdefault(_bare(one.sentence), set()).add(one.name)
    return found


def _contradiction(one: Learnt, meant: Mapping[str, set[str]]) -> str:
    """Accepted as two things, a sentence teaches neither."""
    names = sorted(meant.get(_bare(one.sentence), ())) if one.what == "intent" else []
    return f"it was accepted as {' and as '.join(names)}" if len(names) > 1 else ""


def _is_known(
    root: Path, one: Learnt, examples: dict[str, str], lines: dict[Path, list[str]]
) -> bool:
    if one.what == "intent":
        return _bare(one.sentence) in examples
    path, _ = _case(one) or ("", "")
    written = tuple(f"text: {text}," for text in (_text(one.sentence), one.sentence))
    return any(text in line for line in _lines(root, path, lines) for text in written)


def _add(root: Path, one: Learnt, lines: dict[Path, list[str]]) -> None:
    if one.what == "intent":
        path = example_file(root, one.name)
        kept = _lines(root, path.relative_to(root).as_posix(), lines)
        last = max(place for place, line in enumerate(kept) if line.startswith(_EXAMPLE))
        lines[path] = [*kept[: last + 1], f"{_EXAMPLE}{one.sentence}\n", *kept[last + 1 :]]
        return
    name, case = _case(one) or ("", "")
    kept = _lines(root, name, lines)
    heading = [] if f"{HEADING}\n" in kept else [f"{HEADING}\n"]
    lines[root / name] = [*kept, *heading, case]


def _lines(root: Path, name: str, lines: dict[Path, list[str]]) -> list[str]:
    path = root / name
    if path in lines:
        return lines[path]
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def _case(one: Learnt) -> tuple[str, str] | None:
    """The file of tests/language that tests a fact, and the case as a line of it."""
    value = "null" if one.value is None else json.dumps(one.value)
    fields = {
        "amount": ("money", f"amounts: {'[]' if one.value is None else f'[{value}]'}"),
        "order_number": ("order_number", f"order: {value}"),
        "reference_number": ("order_number", f"reference: {value}"),
        "transaction_time": ("times", f'time: {value}, now: "{one.now}"'),
        "ticket_number": ("ticket_number", f"number: {value}"),
    }
    if one.name not in fields:
        return None
    stem, expected = fields[one.name]
    line = f"- {{text: {_text(one.sentence)}, {expected}}}\n"
    return f"tests/language/{stem}.yml", line


def _text(sentence: str) -> str:
    """Quoted as YAML and JSON both read it: a sentence may have commas and colons."""
    return json.dumps(sentence, ensure_ascii=False)


def _diff(root: Path, path: Path, after: Iterable[str]) -> str:
    name = path.relative_to(root).as_posix()
    before = path.read_text(encoding="utf-8").splitlines(keepends=True)
    parts: Iterator[str] = difflib.unified_diff(before, list(after), f"a/{name}", f"b/{name}")
    return "".join(parts)
