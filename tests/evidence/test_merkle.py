"""The tree of RFC 6962: its reference roots, proofs that hold, and a great many that must not."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import each, vectors

from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.merkle import (
    EMPTY_ROOT,
    Frontier,
    check_consistency,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    nodes_of,
    root,
    root_from_inclusion,
)

DATA = vectors("rfc6962_roots")
LEAVES = [leaf_hash(bytes.fromhex(leaf)) for leaf in DATA["leaves"]]
ROOTS = [bytes.fromhex(one) for one in DATA["roots"]]

MANY = [leaf_hash(b"%d" % number) for number in range(300)]
TREE = nodes_of(MANY)

sizes = st.integers(1, len(MANY))


@st.composite
def inclusions(draw):
    size = draw(sizes)
    return draw(st.integers(0, size - 1)), size


@st.composite
def growths(draw):
    new = draw(sizes)
    return draw(st.integers(1, new)), new


def flipped(data: bytes, bit: int) -> bytes:
    return (int.from_bytes(data) ^ 1 << bit % (8 * len(data))).to_bytes(len(data))


def including(case) -> bool:
    try:
        found = root_from_inclusion(
            case["index"],
            case["size"],
            bytes.fromhex(case["leaf"]),
            [bytes.fromhex(one) for one in case["proof"]],
        )
    except EvidenceError:
        return False
    return found.hex() == case["root"]


def consistent(old, new, old_root, new_root, proof) -> bool:
    try:
        check_consistency(old, new, old_root, new_root, proof)
    except EvidenceError:
        return False
    return True


@pytest.mark.parametrize("size", range(9))
def test_reference_roots(size):
    """From all nodes, and growing leaf by leaf."""
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.add(leaf)
    assert root(size, nodes_of(LEAVES)) == frontier.root() == ROOTS[size]


def test_the_empty_tree_has_the_hash_of_nothing():
    assert ROOTS[0] == EMPTY_ROOT == Frontier().root() == root(0, nodes_of([]))


def test_a_leaf_never_passes_for_a_node():
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)


@each(DATA["inclusion"])
def test_a_proof_of_inclusion_holds_or_not(case):
    assert including(case) == case["holds"]


@each([case for case in DATA["inclusion"] if ":" not in case["name"]])
def test_the_reference_proofs_of_inclusion_are_made(case):
    made = inclusion_proof(case["index"], case["size"], nodes_of(LEAVES))
    assert [one.hex() for one in made] == case["proof"]


@each(DATA["consistency"])
def test_a_proof_of_consistency_holds_or_not(case):
    roots = bytes.fromhex(case["old_root"]), bytes.fromhex(case["new_root"])
    proof = [bytes.fromhex(one) for one in case["proof"]]
    assert consistent(case["old"], case["new"], *roots, proof) == case["holds"]


@each([case for case in DATA["consistency"] if ":" not in case["name"]])
def test_the_reference_proofs_of_consistency_are_made(case):
    made = consistency_proof(case["old"], case["new"], nodes_of(LEAVES))
    assert [one.hex() for one in made] == case["proof"]


@pytest.mark.parametrize("kind", ["inclusion", "consistency"])
def test_most_cases_must_fail(kind):
    failing = [case for case in DATA[kind] if not case["holds"]]
    assert len(failing) > 0.8 * len(DATA[kind])


@given(inclusions())
def test_every_leaf_is_shown_to_be_in_its_tree(place):
    index, size = place
    proof = inclusion_proof(index, size, TREE)
    assert root_from_inclusion(index, size, MANY[index], proof) == root(size, TREE)


@given(inclusions(), st.data())
def test_no_bit_of_an_inclusion_can_be_changed(place, data):
    index, size = place
    hashes = [MANY[index], *inclusion_proof(index, size, TREE)]
    which = data.draw(st.integers(0, len(hashes) - 1))
    hashes[which] = flipped(hashes[which], data.draw(st.integers(0, 255)))
    assert root_from_inclusion(index, size, hashes[0], hashes[1:]) != root(size, TREE)


@given(inclusions(), st.integers(0, len(MANY)))
def test_a_leaf_is_in_one_place_only(place, other):
    index, size = place
    proof = inclusion_proof(index, size, TREE)
    try:
        found = root_from_inclusion(other, size, MANY[index], proof)
    except EvidenceError:
        return
    assert (found == root(size, TREE)) == (other == index)


@given(growths())
def test_every_growth_is_shown(growth):
    old, new = growth
    proof = consistency_proof(old, new, TREE)
    assert consistent(old, new, root(old, TREE), root(new, TREE), proof)


@given(growths(), st.data())
def test_no_bit_of_a_growth_can_be_changed(growth, data):
    old, new = growth
    hashes = [root(old, TREE), root(new, TREE), *consistency_proof(old, new, TREE)]
    which = data.draw(st.integers(0, len(hashes) - 1))
    hashes[which] = flipped(hashes[which], data.draw(st.integers(0, 255)))
    assert not consistent(old, new, hashes[0], hashes[1], hashes[2:])


@given(growths(), st.data())
def test_a_changed_leaf_is_no_growth(growth, data):
    """Even if the log makes the best proof it can, from its new tree or from its old one."""
    old, new = growth
    at = data.draw(st.integers(0, old - 1))
    forked = nodes_of([*MANY[:at], flipped(MANY[at], 0), *MANY[at + 1 : new]])
    for node in (forked, TREE):
        proof = consistency_proof(old, new, node)
        assert not consistent(old, new, root(old, TREE), root(new, forked), proof)


def test_a_log_is_consistent_with_nothing_and_with_itself():
    check_consistency(0, 5, EMPTY_ROOT, ROOTS[5], consistency_proof(0, 5, TREE))
    check_consistency(5, 5, ROOTS[5], ROOTS[5], consistency_proof(5, 5, TREE))


@given(sizes, sizes)
def test_a_frontier_goes_on_from_its_subtrees(first, second):
    start = Frontier()
    for leaf in MANY[: min(first, second)]:
        start.add(leaf)
    resumed = Frontier(start.size, start.peaks)
    for leaf in MANY[start.size : max(first, second)]:
        resumed.add(leaf)
    assert resumed.root() == root(max(first, second), TREE)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: root(-1, TREE),
        lambda: inclusion_proof(5, 5, TREE),
        lambda: inclusion_proof(-1, 5, TREE),
        lambda: consistency_proof(6, 5, TREE),
        lambda: Frontier(3, [EMPTY_ROOT]),
    ],
)
def test_asking_for_what_does_not_exist_is_our_own_mistake(wrong):
    with pytest.raises(ValueError, match="no such thing") as raised:
        wrong()
    assert not isinstance(raised.value, EvidenceError)


def test_a_hundred_thousand_leaves_take_no_time():
    """An audit of a million events has minutes; its hashes must be a small part of that."""
    leaf, frontier = b"x" * 600, Frontier()
    begun = perf_counter()
    for _ in range(100_000):
        frontier.add(leaf_hash(leaf))
    assert perf_counter() - begun < 5
    assert len(frontier.peaks) == (100_000).bit_count()


def test_errors_tell_a_person_what_and_where():
    with pytest.raises(EvidenceError) as raised:
        root_from_inclusion(12, 40, LEAVES[0], [])
    assert raised.value.code == "proof_wrong"
    assert str(raised.value).startswith("log index 12: ")
    assert "12" in raised.value.zh
    with pytest.raises(EvidenceError) as raised:
        check_consistency(40, 12, ROOTS[1], ROOTS[2], [])
    assert raised.value.code == "consistency_wrong"
    assert "shorter" in str(raised.value)
    assert "从 40 条到 12 条" in raised.value.zh
