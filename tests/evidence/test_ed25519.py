"""Ed25519 as every verifier of ours must read it, and what OpenSSL leaves to us."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from vectors import each, vectors

from zhangfang.evidence.ed25519 import holds

CASES = vectors("ed25519")
PARTS = ("public", "signature", "message")


def openssl_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@each(CASES)
def test_a_signature_holds_or_not(case):
    assert holds(*(bytes.fromhex(case[part]) for part in PARTS)) == case["holds"]


@each(CASES)
def test_openssl_alone_is_laxer_only_where_it_is_written_down(case):
    """It takes keys and R of small order, and second forms of such keys. We refuse them first."""
    expected = case.get("openssl_alone", case["holds"])
    assert openssl_holds(*(bytes.fromhex(case[part]) for part in PARTS)) == expected


def test_most_cases_must_fail():
    failing = [case for case in CASES if not case["holds"]]
    assert len(failing) >= 100
    assert len(failing) > 0.7 * len(CASES)
