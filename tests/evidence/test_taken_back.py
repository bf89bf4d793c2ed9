"""What its sender took back is left out of a pack, and a verifier wants to know by which event."""

import json
from dataclasses import replace

import pytest
import sample_pack

from zhangfang.evidence.event import read_event
from zhangfang.evidence.pack import PackData
from zhangfang.evidence.taken_back import taken_back
from zhangfang.evidence.verifier.verify import verify


def events_of(sample):
    return [read_event(one.leaf) for one in sample.data.events]


def without_content(data: PackData, seq: int) -> PackData:
    events = list(data.events)
    events[seq - 1] = replace(events[seq - 1], openings={})
    return replace(data, events=tuple(events))


@pytest.mark.parametrize("seed", range(12))
def test_a_pack_without_it_is_sound(seed):
    sample = sample_pack.make(seed, said=10, files=2, redacted=1, recalled=3)
    report = verify(sample.pack)
    assert report.failures == []
    hidden = [f"event {seq} content" for seq in taken_back(events_of(sample))]
    withheld = {it for it in hidden if it in report.found["withheld"]}
    sealed = {f"event {it.seq} content" for it in events_of(sample) if "content" in it.sealed}
    assert withheld == set(hidden) & sealed


def test_the_file_that_was_taken_back_is_not_in_it():
    sample = next(
        made
        for seed in range(100)
        for made in [sample_pack.make(seed, said=2, files=1, recalled=1)]
        if not made.received
    )
    assert verify(sample.pack).failures == []


def test_what_nobody_took_back_is_missed():
    sample = sample_pack.make(3, said=10, files=0, recalled=1)
    hidden = taken_back(events_of(sample))
    other = next(it.seq for it in events_of(sample) if it.sealed and it.seq not in hidden)
    pack = sample.sealed(without_content(sample.data, other))
    assert verify(pack).failures == [("content_missing", f"event {other}")]


def test_what_was_said_after_it_is_not_explained_by_it():
    """A recall names an earlier message: nothing later can be left out on its account."""
    writing = sample_pack._Writing(5, 0)
    ours = writing.sample.conversation
    writing.write(ours, "recalled", actor="merchant", body={"seq": 2})
    writing.write(ours, "message", body={}, content={"text": "一"})
    sample = writing.sample
    sample.openings = {seq: {} for seq in sample.openings}
    assert ("content_missing", "event 2") in verify(sample.pack).failures


def test_only_its_own_number_counts():
    """`"1"` is no seq, and `seq` may be missing."""
    for body in ({"seq": "1"}, {}, {"seq": None}):
        writing = sample_pack._Writing(5, 0)
        ours = writing.sample.conversation
        writing.write(ours, "message", body={}, content={"text": "一"})
        writing.write(ours, "recalled", actor="merchant", body=body)
        sample = writing.sample
        sample.openings = {seq: {} for seq in sample.openings}
        assert ("content_missing", "event 1") in verify(sample.pack).failures, json.dumps(body)
        assert taken_back(events_of(sample)) == {}
