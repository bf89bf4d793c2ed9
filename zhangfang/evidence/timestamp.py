"""Trusted time (RFC 3161): what to ask an authority, and what its answer proves.

The desk POSTs `request(…)` to the authority's address as `REQUEST_TYPE` and gets bytes of
`REPLY_TYPE`, which `verify` reads. Nothing here touches the network; only a token that our library
cannot read is handed to the command `openssl`.

The time in a token is believed if a certificate for time stamping, valid at that time, leads to one
of the roots that the reader trusts. What is not signed, an attacker may change without being found:
version numbers, the order of certificates. None of it says anything.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from zhangfang.evidence.der import (
    BIT_STRING,
    GENERALIZED_TIME,
    INTEGER,
    NULL,
    OCTET_STRING,
    SEQUENCE,
    TRUE,
    UTF8_STRING,
    Element,
    elements,
    only,
    write,
    write_integer,
    write_oid,
)
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.openssl_verify import OpensslMissingError, openssl_refusal
from zhangfang.evidence.signed_data import SignedData, read_signed_data

REQUEST_TYPE, REPLY_TYPE = "application/timestamp-query", "application/timestamp-reply"
"""The Content-Types of question and answer (RFC 3161, 3.4)."""

LONGEST_REPLY = 65_536
"""Bytes. Tokens take 2 000 to 8 000; a client need not read on beyond this."""

_SHA256 = write_oid("2.16.840.1.101.3.4.2.1")
_GRANTED, _GRANTED_WITH_MODS = 0, 1
_FAILURES = {
    0: "badAlg",
    2: "badRequest",
    5: "badDataFormat",
    14: "timeNotAvailable",
    15: "unacceptedPolicy",
    16: "unacceptedExtension",
    17: "addInfoNotAvailable",
    25: "systemFailure",
}
"""PKIFailureInfo (RFC 3161, 2.4.2)."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token says.

    Attributes:
        time: when the authority saw the hash, in UTC.
        imprint: the SHA-256 hash that it saw.
        serial: the token's number at the authority.
        accuracy: how far `time` may be off, if the authority says so.
        nonce: the number sent along with the request, if there was one.
        authority: the authority's name, as in its certificate (RFC 4514).
        token: the token's DER, to be kept.
    """

    time: datetime
    imprint: bytes
    serial: int
    accuracy: timedelta | None
    nonce: int | None
    authority: str
    token: bytes


def request(digest: bytes, nonce: int) -> bytes:
    """The question to an authority: a TimeStampReq (RFC 3161, 2.4.1) that asks for certificates.

    Args:
        digest: SHA-256 of what is to be stamped.
        nonce: a random number, not negative, by which the answer is known to be new.
    """
    if len(digest) != 32 or nonce < 0:
        raise ValueError("a time stamp is asked for with 32 bytes of SHA-256 and a nonce from 0 up")
    imprint = write(SEQUENCE, write(SEQUENCE, _SHA256, NULL), write(OCTET_STRING, digest))
    return write(SEQUENCE, write_integer(1), imprint, write_integer(nonce), TRUE)


def read_token(data: bytes, where: str = "time stamp") -> Stamp:
    """What a token says, believed or not.

    Args:
        data: an authority's answer (TimeStampResp), or the token in it, both DER.
        where: what the stamp is about, for the error.

    Raises:
        EvidenceError: `timestamp_wrong`: the authority refused, or it cannot be read.
    """
    return _taken_apart(data, where)[0]


def verify(
    data: bytes,
    digest: bytes,
    roots: Sequence[bytes],
    nonce: int | None = None,
    where: str = "time stamp",
) -> Stamp:
    """What a token says, if it is over this hash and an authority signed it that a root vouches for.

    The certificates must have been valid when it was made (RFC 3161, appendix B); that they have
    expired since does no harm.

    Args:
        data: an authority's answer (TimeStampResp), or the token in it, both DER.
        digest: SHA-256 of what it is to be over.
        roots: certificates of authorities to trust, as PEM, one or several in each; intermediate
            ones too, if the authority does not send them along.
        nonce: the one of the request, when the answer to it is read.
        where: what the stamp is about, for the error.

    Raises:
        EvidenceError: `timestamp_wrong`, with what is wrong.
    """
    stamp, parts = _taken_apart(data, where)
    if stamp.imprint != digest:
        zh, en = "时间戳盖的不是这份数据。", "the token is over another hash"
        raise EvidenceError("timestamp_wrong", where, zh, en)
    if nonce is not None and stamp.nonce != nonce:
        zh, en = "时间戳不是对这次请求的回答。", "the token answers another request (nonce)"
        raise EvidenceError("timestamp_wrong", where, zh, en)
    refusal = _refusal(stamp, parts, roots, where)
    if refusal is not None:
        zh = "时间戳的签名或机构证书验不过。"
        raise EvidenceError("timestamp_wrong", where, zh, f"the token is not valid: {refusal}")
    return stamp


def _refusal(stamp: Stamp, parts: SignedData, roots: Sequence[bytes], where: str) -> str | None:
    """Why the signature or the certificates do not hold, if they do not."""
    granted = write(SEQUENCE, write(SEQUENCE, write_integer(_GRANTED)), parts.in_order)
    trusted = [certificate for pem in roots for certificate in load_pem_x509_certificates(pem)]
    verifier = VerifierBuilder(roots=trusted).build()
    try:
        verifier.verify(decode_timestamp_response(granted), stamp.imprint)
    except VerificationError as error:
        return _in_short(str(error))
    except ValueError:  # the library reads strict DER only; that says nothing about the token
        return _refusal_by_openssl(stamp, roots, where)
    return None


def _in_short(told: str) -> str:
    """What the library says, without the dump of OpenSSL's error stack in it."""
    return "; ".join(re.findall(r'(?:reason|data): "(.*?)"', told)) or told


def _refusal_by_openssl(stamp: Stamp, roots: Sequence[bytes], where: str) -> str | None:
    try:
        return openssl_refusal(stamp.token, stamp.imprint, roots, stamp.time)
    except OpensslMissingError:
        raise EvidenceError(
            "timestamp_wrong",
            where,
            "这枚时间戳要用 openssl 命令核验，这台电脑上没有。装上 OpenSSL 再验一次。",
            "this token can only be checked with the command openssl, which is not here; "
            "install OpenSSL and try again",
        ) from None


def _taken_apart(data: bytes, where: str) -> tuple[Stamp, SignedData]:
    try:
        first, *rest = only(data).inside(SEQUENCE)
        token = data
        if first.tag == SEQUENCE:  # a PKIStatusInfo, where a token has its OID
            _require_granted(first, where)
            token = rest[0].raw
        parts = read_signed_data(token)
        return _stamp(token, parts), parts
    except EvidenceError:
        raise
    except (ValueError, LookupError) as error:
        zh, en = "时间戳读不懂。", f"this is no time-stamp token: {error}"
        raise EvidenceError("timestamp_wrong", where, zh, en) from None


def _require_granted(info: Element, where: str) -> None:
    """Refuse an answer without a token (PKIStatusInfo: RFC 3161, 2.4.2)."""
    status, *more = info.inside(SEQUENCE)
    if status.number in (_GRANTED, _GRANTED_WITH_MODS):
        return
    words = [
        text.of(UTF8_STRING).decode(errors="replace")
        for part in more
        if part.tag == SEQUENCE
        for text in elements(part.content)
    ]
    words += [
        name
        for part in more
        if part.tag == BIT_STRING
        for bit, name in _FAILURES.items()
        if part.content[1 + bit // 8 :][:1] and part.content[1 + bit // 8] & 0x80 >> bit % 8
    ]
    said = ", ".join(words) or "no reason given"
    zh, en = "时间戳机构没有盖章。", f"the authority refused, status {status.number}: {said}"
    raise EvidenceError("timestamp_wrong", where, zh, en)


def _stamp(token: bytes, parts: SignedData) -> Stamp:
    """Read the TSTInfo (RFC 3161, 2.4.2)."""
    version, _policy, imprint, serial, time, *more = only(parts.content).inside(SEQUENCE)
    algorithm, hashed = imprint.inside(SEQUENCE)
    if version.number != 1 or algorithm.inside(SEQUENCE)[0].raw != _SHA256:
        raise ValueError("it is not a stamp of version 1 over a SHA-256 hash")
    return Stamp(
        time=_moment(time.of(GENERALIZED_TIME)),
        imprint=hashed.of(OCTET_STRING),
        serial=serial.number,
        accuracy=next((_accuracy(part) for part in more if part.tag == SEQUENCE), None),
        nonce=next((part.number for part in more if part.tag == INTEGER), None),
        authority=parts.signer.subject.rfc4514_string(),
        token=token,
    )


def _moment(written: bytes) -> datetime:
    """A GeneralizedTime as RFC 3161 has it: to the second or finer, always UTC."""
    found = re.fullmatch(rb"(\d{14})(?:\.(\d{1,9}))?Z", written)
    if found is None:
        raise ValueError("its time is not written as the standard says")
    whole = datetime.strptime(found[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return whole.replace(microsecond=int((found[2] or b"").ljust(6, b"0")[:6]))


def _accuracy(part: Element) -> timedelta:
    """Accuracy: seconds, [0] milliseconds, [1] microseconds, each of them optional."""
    units = {INTEGER: "seconds", 0x80: "milliseconds", 0x81: "microseconds"}
    return timedelta(
        **{units[one.tag]: int.from_bytes(one.content) for one in elements(part.content)}
    )
