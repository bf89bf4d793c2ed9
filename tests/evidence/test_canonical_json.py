"""Canonical JSON: one text for each value, by the library and by the one line of the specification."""

import json
import struct

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from vectors import each, vectors

DATA = vectors("canonical_json")
NARROW = [case for case in DATA["values"] if case.get("narrow", True)]

texts = st.text(st.characters(exclude_categories=["Cs"]))
keys = st.text(st.characters(max_codepoint=127))
leaves = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner))


def by_the_specification(value) -> str:
    """docs/evidence-format.md: how a verifier without libraries makes it."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@each(DATA["values"])
def test_a_value_has_one_text(case):
    assert rfc8785.dumps(json.loads(case["json"])).decode() == case["canonical"]


@each(NARROW)
def test_the_line_of_the_specification_makes_it_too(case):
    assert by_the_specification(json.loads(case["json"])) == case["canonical"]


@given(values)
def test_library_and_specification_agree_on_all_that_the_evidence_holds(value):
    assert by_the_specification(value).encode() == rfc8785.dumps(value)


@given(values)
def test_what_is_read_again_is_the_same(value):
    text = rfc8785.dumps(value)
    assert json.loads(text) == value
    assert rfc8785.dumps(json.loads(text)) == text


@pytest.mark.parametrize("case", DATA["numbers"], ids=[case["bits"] for case in DATA["numbers"]])
def test_numbers_are_written_as_in_appendix_b(case):
    (number,) = struct.unpack(">d", bytes.fromhex(case["bits"]))
    assert rfc8785.dumps(number).decode() == case["text"]


@each(DATA["refused"])
def test_what_has_no_canonical_form_is_refused(case):
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own error is one, and json's too
        rfc8785.dumps(json.loads(case["json"]))


@each(DATA["not_canonical"])
def test_another_spelling_is_seen(case):
    assert rfc8785.dumps(json.loads(case["json"])).decode() != case["json"]
