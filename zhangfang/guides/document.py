"""A YAML file as plain data that still knows its line numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from zhangfang.guides.fault import Fault

Loc = tuple[str | int, ...]
"""The way to a value: `("steps", 3, "collect", 0)`."""

ENTRY_NAMES = {
    "steps": "step",
    "facts": "fact",
    "common_facts": "fact",
    "choices": "choice",
    "phases": "phase",
    "outcomes": "outcome",
    "channels": "channel",
    "faq": "question",
    "spellings": "spelling",
    "causes": "cause",
    "cautions": "caution",
    "prevention": "prevention",
    "materials": "material",
    "dangers": "danger",
    "rows": "row",
    "rules": "rule",
    "canned": "reply",
}


@dataclass(frozen=True)
class Document:
    """One file of knowledge/: its name as a person would type it, and what it holds."""

    name: str
    data: object

    def line(self, loc: Loc = ()) -> int:
        """The line of `loc`, or of the nearest thing above it that was written."""
        node, line = self.data, 0
        for key in loc:
            if isinstance(node, CommentedMap) and key in node:
                line = node.lc.key(key)[0]
            elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
                line = node.lc.item(key)[0]
            else:
                break
            node = node[key]
        return line + 1

    def written(self, loc: Loc) -> Loc:
        """`loc` without the names of kinds that pydantic puts into it for one of several schemas."""
        node, kept = self.data, []
        for place, key in enumerate(loc):
            if isinstance(node, CommentedSeq) or (isinstance(node, CommentedMap) and key in node):
                node = node[key]
            elif place < len(loc) - 1 and isinstance(node, CommentedMap):
                continue
            kept.append(key)
        return tuple(kept)

    def fault(self, loc: Loc, message: str) -> Fault:
        """A fault at `loc`, which names the step or other entry that it lies in."""
        entry = self._entry(loc)
        return Fault(self.name, self.line(loc), f"{entry}: {message}" if entry else message)

    def texts(self) -> Iterator[tuple[Loc, str]]:
        """Every string of the file, with the way to it."""
        return _texts((), self.data)

    def plain(self) -> object:
        """The content as dicts, lists and scalars, for validation."""
        return _plain(self.data)

    def _entry(self, loc: Loc) -> str:
        """`step call_acquirer`: the innermost listed entry that `loc` lies in."""
        node, name, entry = self.data, "", ""
        for key in loc:
            if isinstance(node, CommentedMap) and key in node:
                name = str(key)
            elif not (isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node)):
                break
            node = node[key]
            if isinstance(key, int) and name in ENTRY_NAMES and isinstance(node, CommentedMap):
                title = node.get("id", node.get("value", node.get("standard", key + 1)))
                entry = f"{ENTRY_NAMES[name]} {title}"
        return entry


def parse(name: str, text: str) -> Document | Fault:
    """The file's content, or the fault that makes it unreadable as YAML."""
    try:
        return Document(name, YAML(typ="rt").load(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        problem = str(error.problem).splitlines()[0]
        return Fault(name, mark.line + 1 if mark else 1, f"not readable as YAML: {problem}")


def _texts(loc: Loc, node: object) -> Iterator[tuple[Loc, str]]:
    if isinstance(node, str):
        yield loc, node
    elif isinstance(node, CommentedMap):
        for key, value in node.items():
            yield from _texts((*loc, key), value)
    elif isinstance(node, CommentedSeq):
        for index, value in enumerate(node):
            yield from _texts((*loc, index), value)


def _plain(node: object) -> object:
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    return str(node) if isinstance(node, str) else node
