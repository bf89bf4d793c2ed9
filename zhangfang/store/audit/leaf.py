"""Whether a leaf is an event as docs/evidence-format.md, 1, has it, to the byte.

A reader of the desk's own (zhangfang.evidence.event) takes more for an event than this does: it
trusts what the desk wrote.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, get_args

import rfc8785

from zhangfang.evidence.event import SYSTEM, VERSION, Actor, Event, Origin

LARGEST = 2**53 - 1

_HASH = re.compile(r"[0-9a-f]{64}").fullmatch
_CONVERSATION = re.compile(rf"[0-9a-f]{{32}}|{SYSTEM}").fullmatch
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+08:00", re.ASCII).fullmatch
_ACTORS, _ORIGINS = frozenset(get_args(Actor)), frozenset(get_args(Origin))


def read_leaf(leaf: str) -> dict[str, Any]:
    """The event in a leaf.

    Raises:
        ValueError: it is none, or not written in the one way; says which.
    """
    try:
        found = _DECODER.decode(leaf)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if type(found) is not dict or found.keys() != _FORM.keys():
        raise ValueError("it has not the keys of an event")
    for name, is_right in _FORM.items():
        if not is_right(found[name]):
            raise ValueError(f"{name} is not of the form that the format asks for")
    if _written(leaf, found) != leaf:
        raise ValueError("it is not canonical JSON")
    return found


def _written(leaf: str, found: Mapping[str, Any]) -> str:
    """Canonical JSON. Python's own encoder makes it as long as all keys are ASCII."""
    if leaf.isascii():
        return _ENCODER.encode(found)
    return rfc8785.dumps(dict(found)).decode()


def _integer(digits: str) -> int:
    number = int(digits)
    if abs(number) > LARGEST:
        raise ValueError("a number is too large")
    return number


def _refuse(number: str) -> object:
    raise ValueError(f"{number} is no whole number")


def _count(value: object) -> bool:
    return type(value) is int and value >= 0


def _text(is_right: Callable[[str], object]) -> Callable[[object], bool]:
    return lambda value: type(value) is str and bool(is_right(value))


def _or_null(is_right: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or is_right(value)


def _are_commitments(value: object) -> bool:
    return type(value) is dict and all(type(it) is str and _HASH(it) for it in value.values())


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=_refuse, parse_constant=_refuse)
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))

_FORM: dict[str, Callable[[Any], bool]] = {
    "v": lambda value: type(value) is int and value == VERSION,
    "log_index": _count,
    "conversation": _text(_CONVERSATION),
    "seq": lambda value: _count(value) and value > 0,
    "prev": _text(_HASH),
    "kind": _text(bool),
    "actor": _text(_ACTORS.__contains__),
    "origin": _text(_ORIGINS.__contains__),
    "at": _text(_TIME),
    "client_at": _or_null(_text(_TIME)),
    "recorded_at": _text(_TIME),
    "waited_ms": _or_null(_count),
    "guide": _text(_HASH),
    "model": _or_null(_text(_HASH)),
    "body": lambda value: type(value) is dict,
    "sealed": _are_commitments,
}
assert _FORM.keys() == {each.name for each in fields(Event)}
