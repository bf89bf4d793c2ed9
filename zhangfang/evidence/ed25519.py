"""Whether an Ed25519 signature holds: one strict reading of RFC 8032 for every verifier of ours.

Implementations differ on odd inputs that no honest signer makes. So that OpenSSL here, verify.py
and browsers can't disagree, the rule is the strictest of theirs: RFC 8032, 5.1.7, without cofactor,
k taken modulo L, S < L, canonical encodings only, and neither the key nor R of small order. With a
key of small order one signature fits many texts: OpenSSL lets it pass, WebCrypto asks to refuse it.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY_SIZE = 32
SIGNATURE_SIZE = 64

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
"""The order of the base point, RFC 8032, 5.1."""

Y_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
Y_OF_SMALL_ORDER = frozenset({0, 1, P - 1, Y_OF_ORDER_8, P - Y_OF_ORDER_8})
"""y of all points whose order divides 8: two of each y but 1 and -1."""


def holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature fits key and message."""
    if len(signature) != SIGNATURE_SIZE:
        return False
    commitment, scalar = signature[:32], int.from_bytes(signature[32:], "little")
    if scalar >= L or not is_sound_point(commitment) or not is_sound_point(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_sound_point(encoded: bytes) -> bool:
    """Whether bytes have the canonical form of a point, and not one of small order.

    Not every number is the y of a point. Those that are none fail later, when they are decoded.
    """
    y = int.from_bytes(encoded, "little") & ((1 << 255) - 1)
    return len(encoded) == KEY_SIZE and y < P and y not in Y_OF_SMALL_ORDER
