"""Takes a time-stamp token apart: the CMS SignedData (RFC 5652, 5) that an authority sends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha1, sha256, sha384, sha512
from typing import TYPE_CHECKING

from cryptography.x509 import Certificate, load_der_x509_certificate

from zhangfang.evidence.der import (
    OCTET_STRING,
    SEQUENCE,
    SET,
    Element,
    elements,
    only,
    write,
    write_oid,
)

if TYPE_CHECKING:
    import hashlib

SIGNED_DATA = write_oid("1.2.840.113549.1.7.2")
TST_INFO = write_oid("1.2.840.113549.1.9.16.1.4")
SIGNING_CERTIFICATE = write_oid("1.2.840.113549.1.9.16.2.12")
SIGNING_CERTIFICATE_V2 = write_oid("1.2.840.113549.1.9.16.2.47")
_EXPLICIT, _CERTIFICATES, _ATTRIBUTES = 0xA0, 0xA0, 0xA0

_HASHES = {
    write_oid("1.3.14.3.2.26"): sha1,
    write_oid("2.16.840.1.101.3.4.2.1"): sha256,
    write_oid("2.16.840.1.101.3.4.2.2"): sha384,
    write_oid("2.16.840.1.101.3.4.2.3"): sha512,
}


@dataclass(frozen=True, slots=True)
class SignedData:
    """A token taken apart.

    Attributes:
        content: what was signed, the TSTInfo.
        signer: the certificate that the token says it was signed with.
        in_order: the same token with its sets in DER's order.
    """

    content: bytes
    signer: Certificate
    in_order: bytes


def read_signed_data(token: bytes) -> SignedData:
    """Take a token apart.

    Raises:
        ValueError: it is not one: another content, no certificate, not just one signer.
    """
    kind, wrapped = only(token).inside(SEQUENCE)
    if kind.raw != SIGNED_DATA:
        raise ValueError("it is not signed data")
    parts = only(wrapped.of(_EXPLICIT)).inside(SEQUENCE)
    content_kind, content = parts[2].inside(SEQUENCE)
    if content_kind.raw != TST_INFO:
        raise ValueError("what is signed is not a time stamp")
    certificates = [
        one.raw
        for part in parts[3:-1]
        if part.tag == _CERTIFICATES
        for one in elements(part.content)
        if one.tag == SEQUENCE
    ]
    (signer,) = parts[-1].inside(SET)
    return SignedData(
        content=only(content.of(_EXPLICIT)).of(OCTET_STRING),
        signer=_signer(signer.inside(SEQUENCE), certificates),
        in_order=_in_order(parts),
    )


def _in_order(parts: list[Element]) -> bytes:
    """The token again, its names of hashes and its certificates in the order of X.690, 11.6.

    They stand outside of what is signed, and their order says nothing; but strict readers refuse
    a token where it is another, and many authorities send certificates in the order of the chain.
    """
    ordered = [
        write(part.tag, *sorted(one.raw for one in elements(part.content)))
        if part.tag in (SET, _CERTIFICATES)
        else part.raw
        for part in parts[:-1]
    ]
    inner = write(SEQUENCE, *ordered, parts[-1].raw)
    return write(SEQUENCE, SIGNED_DATA, write(_EXPLICIT, inner))


def _signer(signer: list[Element], certificates: list[bytes]) -> Certificate:
    """The certificate whose hash the signed attributes hold (RFC 3161, 2.4.2; RFC 5816).

    By the hash alone nobody can put another certificate with the same key in its place.
    """
    named = [
        found
        for part in signer
        if part.tag == _ATTRIBUTES
        for attribute in elements(part.content)
        for found in _named_first(attribute)
    ]
    for der in certificates:
        if any(make(der).digest() == digest for make, digest in named):
            return load_der_x509_certificate(der)
    raise ValueError("the certificate that it was signed with is not in it")


def _named_first(attribute: Element) -> Iterator[tuple[Callable[[bytes], "hashlib._Hash"], bytes]]:
    """The hash of the signer's certificate, if the attribute is the one that holds it."""
    kind, values = attribute.inside(SEQUENCE)
    if kind.raw not in (SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2):
        return
    first = only(values.of(SET)).inside(SEQUENCE)[0].inside(SEQUENCE)[0].inside(SEQUENCE)
    if kind.raw == SIGNING_CERTIFICATE:
        yield sha1, first[0].of(OCTET_STRING)
    elif first[0].tag == OCTET_STRING:
        yield sha256, first[0].content
    elif make := _HASHES.get(first[0].inside(SEQUENCE)[0].raw):
        yield make, first[1].of(OCTET_STRING)
