"""A log in memory that asks a witness for cosignatures, over HTTP, as the desk does."""

from hashlib import sha256

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zhangfang.evidence.checkpoint import Checkpoint
from zhangfang.evidence.merkle import consistency_proof, leaf_hash, nodes_of, root
from zhangfang.evidence.signed_note import Note, SigningKey, signed
from zhangfang.evidence.witness_request import PATH, add_checkpoint_body

ORIGIN = "log.example/zhangfang"


def key_of(name: str, seed: str = "log") -> SigningKey:
    return SigningKey(name, Ed25519PrivateKey.from_private_bytes(sha256(seed.encode()).digest()))


class SmallLog:
    """Leaves are short texts; `rewritten` gives the same log with one of them changed."""

    def __init__(self, size: int, key: SigningKey | None = None) -> None:
        self.leaves = [b"event %d" % index for index in range(size)]
        self.key = key or key_of(ORIGIN)

    def rewritten(self, index: int) -> "SmallLog":
        other = SmallLog(len(self.leaves), self.key)
        other.leaves[index] = b"something else"
        return other

    def checkpoint(self, size: int) -> Note:
        head = Checkpoint(self.key.name, size, root(size, self._node()))
        return signed(head.as_text(), self.key)

    def proof(self, old: int, new: int) -> list[bytes]:
        return consistency_proof(old, new, self._node())

    def body(self, old: int, new: int) -> str:
        return add_checkpoint_body(old, self.proof(old, new), self.checkpoint(new).as_text())

    def ask(self, client: httpx.Client, old: int, new: int) -> httpx.Response:
        return client.post(PATH, content=self.body(old, new).encode())

    def _node(self):
        return nodes_of([leaf_hash(leaf) for leaf in self.leaves])
