"""The example of docs/evidence-format.md, which was computed without our code, by hashlib alone."""

import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zhangfang.evidence import merkle
from zhangfang.evidence.checkpoint import Checkpoint
from zhangfang.evidence.commitment import Opening
from zhangfang.evidence.event import canonical, leaf_hash, read_event
from zhangfang.evidence.receipt import Receipt
from zhangfang.evidence.signed_note import SigningKey, signed
from zhangfang.evidence.tlog_proof import TlogProof

PAGE = Path(__file__).parents[2] / "docs" / "evidence-format.md"
EXAMPLE = json.loads(Path(__file__).with_name("format_example.json").read_text())
KEY = SigningKey(
    "zhangfang/example", Ed25519PrivateKey.from_private_bytes(bytes.fromhex(EXAMPLE["seed"]))
)
NODES = merkle.nodes_of([bytes.fromhex(it) for it in EXAMPLE["leaf_hashes"]])


def test_the_page_shows_the_example():
    page = PAGE.read_text()
    shown = [*EXAMPLE["leaves"], *EXAMPLE["leaf_hashes"], EXAMPLE["vkey"], EXAMPLE["root"]]
    for part in [*shown, EXAMPLE["proof"], EXAMPLE["receipt"], EXAMPLE["contents"]["2"]["text"]]:
        assert part in page


def test_the_leaves_and_their_hashes():
    for leaf, hash_ in zip(EXAMPLE["leaves"], EXAMPLE["leaf_hashes"], strict=True):
        assert canonical(read_event(leaf)) == leaf
        assert leaf_hash(leaf) == hash_


def test_the_commitments():
    values = [EXAMPLE["contents"]["1"], EXAMPLE["contents"]["2"], EXAMPLE["phone"]]
    salts = [bytes.fromhex(salt) for salt in EXAMPLE["salts"]]
    made = [Opening(salt, it).commitment() for salt, it in zip(salts, values, strict=True)]
    hello, said = (read_event(leaf).sealed for leaf in EXAMPLE["leaves"][1:])
    assert made == [hello["content"], said["content"], said["phone-1"]]


def test_the_checkpoint_and_the_proof():
    root = merkle.root(3, NODES)
    assert root.hex() == EXAMPLE["root"]
    note = signed(Checkpoint(KEY.name, 3, root).as_text(), KEY).as_text()
    assert note == EXAMPLE["checkpoint"]
    proof = merkle.inclusion_proof(2, 3, NODES)
    assert TlogProof(2, tuple(proof), note, None).as_text() == EXAMPLE["proof"]
    assert KEY.verifier.as_vkey() == EXAMPLE["vkey"]


def test_the_receipt():
    event = read_event(EXAMPLE["leaves"][2])
    receipt = Receipt(KEY.name, 2, NODES(0, 2), event.conversation, event.seq, event.recorded_at)
    assert signed(receipt.as_text(), KEY).as_text() == EXAMPLE["receipt"]
