"""What colleagues write among themselves may be missing from a pack; nothing else of theirs may."""

import re
from pathlib import Path

import pytest
import sample_pack

from zhangfang.evidence.internal import INTERNAL
from zhangfang.evidence.verifier import verify as verifier
from zhangfang.evidence.verifier.verify import verify

ROOT = Path(__file__).parents[2]
AGENT = {"id": "a" * 32, "name": "小周"}


def pack_without(kind: str, actor: str = "agent") -> bytes:
    """The pack of a conversation in which the second event's content is not shown."""
    writing = sample_pack._Writing(11, 0)
    ours = writing.sample.conversation
    origin = "agent_said" if kind == "message" else "observed"
    writing.write(ours, "message", body={}, content={"text": "你好"})
    writing.write(ours, kind, actor=actor, origin=origin, content={"text": "…", "agent": AGENT})
    writing.write(ours, "message", body={}, content={"text": "再见"})
    sample = writing.sample
    sample.openings[2].pop("content")
    return sample.pack


@pytest.mark.parametrize("kind", sorted(INTERNAL))
def test_without_what_is_internal_a_pack_is_sound(kind):
    report = verify(pack_without(kind))
    assert report.failures == []
    assert report.found["withheld"] == ["event 2 content"]


@pytest.mark.parametrize(
    "kind",
    ["message", "taken", "given_back", "case_ended", "fact_set", "number_revealed", "watched",
     "pack_taken", "notes", "Note", "note ", ""],
)  # fmt: skip
def test_without_anything_else_of_an_agent_it_is_not(kind):
    assert verify(pack_without(kind)).failures == [("content_missing", "event 2")]


def test_an_internal_content_that_is_shown_must_be_the_one_on_record():
    writing = sample_pack._Writing(12, 0)
    ours = writing.sample.conversation
    writing.write(ours, "note", actor="agent", content={"text": "真的"})
    other = sample_pack._Writing(12, 0)
    other.write(ours, "note", actor="agent", content={"text": "假的"})
    writing.sample.openings[1] = other.sample.openings[1]
    assert verify(writing.sample.pack).failures == [("opening_wrong", "event 1 content")]


def test_all_who_decide_it_mean_the_same_kinds():
    """The desk that leaves them out, both verifiers, and the page of the format."""
    browser = (ROOT / "web/verify/event.ts").read_text("utf-8")
    [listed] = re.findall(r"INTERNAL: readonly string\[\] = \[(.*?)\]", browser, re.DOTALL)
    page = (ROOT / "docs/evidence-format.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| internal: ")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert set(re.findall(r'"(\w+)"', listed)) == set(verifier.INTERNAL) == named == INTERNAL
