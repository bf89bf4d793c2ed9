"""What strace saw of a desk: which events were on disk, and which answers went out, in order.

Where two threads' calls overlap, strace writes down where each began and where it ended; so the
number of a line is a time that all threads share.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

TRACED = "fsync,fdatasync,pwrite64,pwritev,write,writev,sendto,sendmsg"
STRACE = ("strace", "-f", "--seccomp-bpf", "-y", "-s", "1000000", f"--trace={TRACED}")

SYNC = ("fsync", "fdatasync")

_CALL = re.compile(r"(\d+) +(\w+)\((\d+)<([^>]*)>(.*)")
_RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ROW = re.compile(rb"\}([0-9a-f]{64})")
"""How a row of `events` ends: its leaf, then its hash."""

_FRAME_HEADER = 24
"""Bytes. WAL format, 4.2: bytes 4 to 8 are zero but in the frame that commits."""

_CREATED = b"HTTP/1.1 201"


class Call(NamedTuple):
    """One system call on a file or socket. `began` and `ended` are numbers of lines."""

    name: str
    descriptor: int
    file: str
    data: bytes
    began: int
    ended: int


class Answer(NamedTuple):
    """A 201 as the desk sent it, and when its first byte went out."""

    body: dict[str, Any]
    began: int


def calls(trace: Iterable[str]) -> list[Call]:
    """All calls in the order in which they ended."""
    found, open_calls = [], {}
    for number, line in enumerate(trace):
        if resumed := _RESUMED.match(line):
            call = open_calls.pop(resumed[1], None)
            if call:
                found.append(call._replace(ended=number))
        elif began := _CALL.match(line):
            thread, name, descriptor, file, rest = began.groups()
            call = Call(name, int(descriptor), file, _data(rest), number, number)
            if rest.endswith("<unfinished ...>"):
                open_calls[thread] = call
            else:
                found.append(call)
    return found


def on_disk(seen: Iterable[Call], wal: str) -> dict[str, int]:
    """When each event was safe: its bytes, then the frame that commits, then a sync, all by one fd.

    Returns:
        the number of the line at which that first sync had ended, by the event's hash.
    """
    safe: dict[str, int] = {}
    waiting: dict[int, set[str]] = {}
    committing: dict[int, bool] = {}
    for call in seen:
        if not call.file.endswith(wal):
            continue
        if call.name in SYNC and committing.pop(call.descriptor, False):
            for digest in waiting.pop(call.descriptor, ()):
                safe.setdefault(digest, call.ended)
        elif len(call.data) == _FRAME_HEADER:
            committing[call.descriptor] = any(call.data[4:8])
        else:
            rows = {digest.decode() for digest in _ROW.findall(call.data)}
            waiting.setdefault(call.descriptor, set()).update(rows)
    return safe


def answers(seen: Iterable[Call]) -> Iterator[Answer]:
    """Each 201 with a body in JSON."""
    begun: dict[int, tuple[bytes, int]] = {}
    for call in seen:
        if call.data.startswith(b"HTTP/1.1 "):
            begun[call.descriptor] = (b"", call.began)
        if call.descriptor not in begun:
            continue
        sent, began = begun[call.descriptor]
        sent += call.data
        begun[call.descriptor] = (sent, began)
        head, blank, body = sent.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        if blank and length and len(body) == int(length[1]):
            del begun[call.descriptor]
            if head.startswith(_CREATED):
                yield Answer(json.loads(body), began)


def _data(arguments: str) -> bytes:
    """The bytes that a call wrote: strace escapes them as C does."""
    texts = _TEXT.findall(arguments)
    return b"".join(ast.literal_eval(f'b"{text}"') for text in texts)
