"""multilingual-e5-small as a PyTorch module, with weights that stay what 4 bits can hold."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import dropout as dropped
from torch.nn.functional import (
    gelu,
    layer_norm,
    linear,
    normalize,
    scaled_dot_product_attention,
)

from .packed import BLOCK, Packed

VECTORS = ("q.b", "k.b", "v.b", "ao.b", "aln.w", "aln.b", "fi.b", "fo.b", "oln.w", "oln.b")


QUANTISED = True
"""Whether the weights are rounded to four bits on the way; training starts without."""


def four_bits(weights: Tensor) -> Tensor:
    """The weights as Q4_0 would store them; gradients pass straight through."""
    if not QUANTISED:
        return weights
    blocks = weights.reshape(-1, BLOCK)
    peak = blocks.gather(1, blocks.abs().argmax(dim=1, keepdim=True))
    scale = (peak / -8).half().float()
    steps = torch.where(scale == 0, 0.0, blocks / torch.where(scale == 0, 1.0, scale))
    stored = (torch.clamp(torch.round(steps), -8, 7) * scale).reshape(weights.shape)
    return weights + (stored - weights).detach()


class Encoder(nn.Module):
    """Token ids to one vector of unit length."""

    def __init__(self, model: Packed, layers: list[int]) -> None:
        super().__init__()
        self.heads, self.eps, self.layers = model.heads, model.eps, len(layers)
        width, inner = model.width, model.inner
        shapes = {"fi.w": (inner, width), "fo.w": (width, inner)}
        tensors = {}
        for place, layer in enumerate(layers):
            for part in ("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w", *VECTORS):
                values = torch.from_numpy(model.tensors[f"l{layer}.{part}"].copy())
                if part.endswith(".w") and "ln" not in part:
                    values = values.reshape(shapes.get(part, (width, width)))
                tensors[f"l{place}.{part}"] = values
        for name in ("emb.ln.w", "emb.ln.b"):
            tensors[name] = torch.from_numpy(model.tensors[name].copy())
        self.parts = nn.ParameterDict(
            {name.replace(".", "_"): nn.Parameter(values) for name, values in tensors.items()}
        )
        words = torch.from_numpy(model.tensors["emb.word"].copy()).reshape(-1, width)
        self.words = nn.Embedding.from_pretrained(words, freeze=False)
        place = model.tensors["emb.pos"].reshape(-1, width) + model.tensors["emb.type"][:width]
        self.register_buffer("places", torch.from_numpy(np.ascontiguousarray(place)))

    def _get(self, layer: int, part: str) -> Tensor:
        return self.parts[f"l{layer}_{part.replace('.', '_')}"]

    def _linear(self, values: Tensor, layer: int, part: str) -> Tensor:
        weights = four_bits(self._get(layer, part + ".w"))
        return linear(values, weights, self._get(layer, part + ".b"))

    def _norm(self, values: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return layer_norm(values.float(), weight.shape, weight, bias, self.eps)

    def forward(self, tokens: Tensor, mask: Tensor, dropout: float = 0.0) -> Tensor:
        """(n, width) unit vectors of (n, length) tokens; `mask` is True where a token is."""
        n, length = tokens.shape
        state = self.words(tokens) + self.places[:length]
        state = self._norm(state, self.parts["emb_ln_w"], self.parts["emb_ln_b"])
        attend = mask[:, None, None, :]
        for layer in range(self.layers):
            q, k, v = (
                self._linear(state, layer, part).reshape(n, length, self.heads, -1).transpose(1, 2)
                for part in "qkv"
            )
            mixed = scaled_dot_product_attention(q, k, v, attn_mask=attend)
            mixed = self._linear(mixed.transpose(1, 2).reshape(n, length, -1), layer, "ao")
            mixed = dropped(mixed, dropout, self.training)
            state = self._norm(state + mixed, self._get(layer, "aln.w"), self._get(layer, "aln.b"))
            inner = self._linear(gelu(self._linear(state, layer, "fi")), layer, "fo")
            inner = dropped(inner, dropout, self.training)
            state = self._norm(state + inner, self._get(layer, "oln.w"), self._get(layer, "oln.b"))
        weights = mask.float()[:, :, None]
        return normalize((state * weights).sum(1) / weights.sum(1), dim=1)

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """The tuned tensors by the names of the file."""
        named = ((name.replace("_", "."), values) for name, values in self.parts.items())
        return {name: values.detach().numpy() for name, values in named}
