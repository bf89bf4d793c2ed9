"""Fine-tuning: the encoder learns to put sentences of one label together."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize

from . import transformer
from .noise import Noise
from .packed import Packed
from .tokens import Tokeniser
from .transformer import Encoder

PREFIX = "query: "
SHARPNESS = 20.0
"""Cosines are multiplied by it before the softmax."""


@dataclass(frozen=True)
class Settings:
    """How to tune; the defaults were chosen by cross-validation (docs/decisions/009)."""

    layers: int = 6
    epochs: int = 6
    rate: float = 4e-4
    batch: int = 64
    dropout: float = 0.1
    smoothing: float = 0.05
    noise: float = 0.35
    four_bits_from: float = 0.6
    seed: int = 7


class Head(nn.Module):
    """One direction for each label."""

    def __init__(self, vectors: Tensor, labels: Tensor, count: int) -> None:
        super().__init__()
        centre = vectors.mean(0)
        means = torch.stack([vectors[labels == label].mean(0) for label in range(count)])
        self.centre = nn.Parameter(centre)
        self.directions = nn.Parameter(normalize(means - centre, dim=1))
        self.bias = nn.Parameter(torch.zeros(count))

    def forward(self, vectors: Tensor) -> Tensor:
        """(n, labels) logits of (n, width) unit vectors."""
        moved = normalize(vectors - self.centre, dim=1)
        return SHARPNESS * moved @ normalize(self.directions, dim=1).T + self.bias


def tune(
    model: Packed, texts: Sequence[str], labels: Sequence[str], settings: Settings,
    say: Callable[[str], None],
) -> Encoder:  # fmt: skip
    """A tuned encoder.

    Args:
        model: where to start from; its layers beyond `settings.layers` are not used.
        texts: stories of the examples.
        labels: one for each.
        settings: how.
        say: told of the progress.
    """
    torch.manual_seed(settings.seed)
    shuffle = random.Random(settings.seed)
    noise = Noise(list(texts), settings.noise, settings.seed)
    tokenise = Tokeniser(model.vocabulary)
    encoder = Encoder(model, list(range(settings.layers)))
    names = sorted(set(labels))
    targets = torch.tensor([names.index(label) for label in labels])
    head = Head(torch.from_numpy(embed(encoder, tokenise, texts)), targets, len(names))
    weights = (targets.bincount().float().mean() / targets.bincount()) ** 0.5
    optimiser = _optimiser(encoder, head, settings.rate)
    steps = settings.epochs * -(-len(texts) // settings.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    for epoch in range(settings.epochs):
        began, total = time.monotonic(), 0.0
        transformer.QUANTISED = epoch >= settings.four_bits_from * settings.epochs
        tokens = [tokenise(PREFIX + noise(text)) for text in texts]
        encoder.train()
        for places in _batches(tokens, settings.batch, shuffle):
            ids, mask = padded([tokens[place] for place in places], tokenise.padding)
            with torch.autocast("cpu", torch.bfloat16):
                vectors = encoder(ids, mask, settings.dropout)
            loss = cross_entropy(
                head(vectors.float()), targets[places], weights,
                label_smoothing=settings.smoothing,
            )  # fmt: skip
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item() * len(places)
        took = time.monotonic() - began
        say(f"epoch {epoch + 1}/{settings.epochs}: loss {total / len(texts):.3f}, {took:.0f} s")
    transformer.QUANTISED = True
    return encoder.eval()


def embed(encoder: Encoder, tokenise: Tokeniser, texts: Sequence[str]) -> NDArray[np.float32]:
    """(n, width) unit vectors of n texts."""
    encoder.eval()
    tokens = [tokenise(PREFIX + text) for text in texts]
    vectors = np.zeros((len(texts), encoder.words.embedding_dim), np.float32)
    with torch.no_grad():
        for places in _batches(tokens, 64, None):
            ids, mask = padded([tokens[place] for place in places], tokenise.padding)
            vectors[places] = encoder(ids, mask).float().numpy()
    return vectors


def packed(encoder: Encoder, model: Packed) -> Packed:
    """The encoder's weights in place of the model's."""
    kept = {name: values for name, values in model.tensors.items() if not name.startswith("l")}
    kept["emb.word"] = encoder.words.weight.detach().numpy()
    return replace(model, layers=encoder.layers, tensors={**kept, **encoder.weights()})


def padded(rows: Sequence[list[int]], padding: int) -> tuple[Tensor, Tensor]:
    """(n, longest) token ids, and True where a token is."""
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), padding)
    mask = torch.zeros((len(rows), longest), dtype=torch.bool)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = torch.tensor(row)
        mask[place, : len(row)] = True
    return ids, mask


def _batches(
    tokens: Sequence[list[int]], size: int, shuffle: random.Random | None
) -> list[list[int]]:
    """Places in `tokens`, those of like length together so that little is padding."""
    order = list(range(len(tokens)))
    if shuffle:
        shuffle.shuffle(order)
    found = []
    for start in range(0, len(order), 20 * size):
        chunk = sorted(order[start : start + 20 * size], key=lambda place: len(tokens[place]))
        found += [chunk[at : at + size] for at in range(0, len(chunk), size)]
    if shuffle:
        shuffle.shuffle(found)
    return found


def _optimiser(encoder: Encoder, head: Head, rate: float) -> torch.optim.Optimizer:
    matrices = [values for values in encoder.parameters() if values.dim() > 1]
    vectors = [values for values in encoder.parameters() if values.dim() == 1]
    groups = [
        {"params": matrices, "lr": rate, "weight_decay": 0.01},
        {"params": vectors, "lr": rate, "weight_decay": 0.0},
        {"params": head.parameters(), "lr": 20 * rate, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, fused=True)


def _rate(step: int, steps: int) -> float:
    """Up for a tenth of the way, then down in a straight line."""
    return min((step + 1) / (0.1 * steps), max(0.02, (steps - step) / (0.9 * steps)))
